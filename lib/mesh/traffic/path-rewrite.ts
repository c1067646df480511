import { publicClass } from '../../core/public-class';

/** A rewrite of a request's path before the service receives it. The query stays. */
export class PathRewrite {
  /**
   * Replaces the prefix that the route's `PathMatch.prefix` matches: with `/api` and a rewrite to `/v2`, `/api/orders` becomes
   * `/v2/orders`. For a route without a path it is prepended to the path.
   *
   * @param path the replacement, e.g. `/v2`; `/` removes the prefix.
   */
  public static prefix(path: string): PathRewrite {
    return new PathRewrite('prefix', path);
  }

  /**
   * Replaces the whole path. Consul supports it with `PathMatch.exact`.
   *
   * @param path the replacement, e.g. `/authors`.
   */
  public static full(path: string): PathRewrite {
    return new PathRewrite('full', path);
  }

  /**
   * Replaces each part of the path that matches a regular expression (RE2). Istio's VirtualServices support it.
   *
   * @param expression the expression, e.g. `^/v([0-9]+)/(.*)$`.
   * @param substitution the text in its place, with groups as `\1`, e.g. `/\2/v\1`.
   */
  public static regex(expression: string, substitution: string): PathRewrite {
    return new PathRewrite('regex', substitution, expression);
  }

  private constructor(
    /** @internal */
    public readonly _kind: 'prefix' | 'full' | 'regex',
    /** @internal */
    public readonly _path: string,
    /** @internal */
    public readonly _expression: string = '',
  ) {}

  /**
   * The path without a trailing slash; empty for `/`.
   *
   * @internal
   */
  public get _stem(): string {
    return this._path.replace(/\/+$/, '');
  }
}

publicClass('PathRewrite', PathRewrite);
