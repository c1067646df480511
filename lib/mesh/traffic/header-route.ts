import { publicClass } from '../../core/public-class';
import type { ServiceVersion } from './service-version';

/** Which requests go to a version, whatever the split says. */
export interface HeaderRouteOptions {
  /** The name of the header, e.g. `x-canary`: lowercase letters, digits and `-`. */
  readonly header: string;

  /** The header's value, or what it has to match. */
  readonly value: string;

  /** The version that gets the requests. */
  readonly to: ServiceVersion;
}

/**
 * Requests with a header go to one version, before the split counts: for testers, nightly builds, a staging version beside the
 * the default one.
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
