import { publicClass } from '../../core/public-class';
import type { ServiceVersion } from './service-version';

/** The requests that are routed to a version, regardless of the split. */
export interface HeaderRouteOptions {
  /** The name of the header, e.g. `x-canary`: lowercase letters, digits and `-`. */
  readonly header: string;

  /** The header's value, or the regular expression that it must match. */
  readonly value: string;

  /** The version that receives the requests. */
  readonly to: ServiceVersion;
}

/**
 * Routes requests with a header to one version, before the split: for testers, nightly builds, or a staging version next to the
 * default one.
 */
export class HeaderRoute {
  /** The header has exactly this value. */
  public static exact(options: HeaderRouteOptions): HeaderRoute {
    return new HeaderRoute(options, false);
  }

  /** The whole value of the header matches a regular expression (RE2 on Istio, Rust's on Linkerd). */
  public static regex(options: HeaderRouteOptions): HeaderRoute {
    return new HeaderRoute(options, true);
  }

  private constructor(
    /** @internal */
    public readonly _options: HeaderRouteOptions,
    /** @internal */
    public readonly _isRegex: boolean,
  ) {}
}

publicClass('HeaderRoute', HeaderRoute);
