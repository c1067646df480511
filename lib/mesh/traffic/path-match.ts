import { publicClass } from '../../core/public-class';

/** Which paths of requests something is about. */
export class PathMatch {
  /** One path, e.g. `/healthz`. */
  public static exact(path: string): PathMatch {
    return new PathMatch('exact', path);
  }

  /** A path and all below it: `/api` is `/api` and `/api/orders`, not `/apis`. */
  public static prefix(path: string): PathMatch {
    return new PathMatch('prefix', path);
  }

  /** Paths that match a regular expression as a whole. Istio's access policies can't. */
  public static regex(expression: string): PathMatch {
    return new PathMatch('regex', expression);
  }

  private constructor(
    /** @internal */
    public readonly _kind: 'exact' | 'prefix' | 'regex',
    /** @internal */
    public readonly _path: string,
  ) {}

  /**
   * Without the slash that a prefix may end with; `/` is empty.
   *
   * @internal
   */
  public get _stem(): string {
    return this._kind === 'prefix' ? this._path.replace(/\/+$/, '') : this._path;
  }

  /** @internal */
  public get _key(): string {
    return `${this._kind} ${this._stem}`;
  }

  /**
   * Whether every path of another match is one of this.
   *
   * @internal
   */
  public _covers(other: PathMatch): boolean {
    if (this._key === other._key) return true;
    if (this._kind !== 'prefix') return false;
    if (this._stem === '') return true;
    return other._kind !== 'regex' && (other._stem === this._stem || other._stem.startsWith(`${this._stem}/`));
  }
}

publicClass('PathMatch', PathMatch);
