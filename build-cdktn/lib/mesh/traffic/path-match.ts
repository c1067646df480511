import { publicClass } from '../../core/public-class';

/** The paths of requests that a route or rule matches. */
export class PathMatch {
  /** One path, e.g. `/healthz`. */
  public static exact(path: string): PathMatch {
    return new PathMatch('exact', path);
  }

  /** A path and all paths below it: `/api` matches `/api` and `/api/orders`, not `/apis`. */
  public static prefix(path: string): PathMatch {
    return new PathMatch('prefix', path);
  }

  /**
   * All paths that begin with a text, even in the middle of a segment: `/v1` matches `/v1`, `/v1/orders` and `/v1x`, as prefixes of Istio's
   * and Consul's own objects do. For routes of a mesh only.
   */
  public static startingWith(text: string): PathMatch {
    return new PathMatch('text', text);
  }

  /** Paths that match a regular expression as a whole. Istio's access policies don't support it. */
  public static regex(expression: string): PathMatch {
    return new PathMatch('regex', expression);
  }

  private constructor(
    /** @internal */
    public readonly _kind: 'exact' | 'prefix' | 'text' | 'regex',
    /** @internal */
    public readonly _path: string,
  ) {}

  /**
   * The path without a prefix's trailing slash; empty for `/`.
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
   * Whether this match includes every path of another match.
   *
   * @internal
   */
  public _covers(other: PathMatch): boolean {
    if (this._key === other._key) return true;
    if (this._kind === 'text') return other._kind !== 'regex' && other._stem.startsWith(this._path);
    if (this._kind !== 'prefix') return false;
    if (this._stem === '') return true;
    if (other._kind === 'regex') return false;
    const isSame = other._stem === this._stem && other._kind !== 'text';
    return isSame || other._stem.startsWith(`${this._stem}/`);
  }
}

publicClass('PathMatch', PathMatch);
