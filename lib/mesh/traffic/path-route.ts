import type { PathMatch } from './path-match';
import type { ServiceVersion } from './service-version';

/** Routes requests to a version by their path, e.g. to a service that was extracted from a monolith. */
export interface PathRoute {
  /** The paths. */
  readonly path: PathMatch;

  /** The version that receives the requests. */
  readonly to: ServiceVersion;
}
