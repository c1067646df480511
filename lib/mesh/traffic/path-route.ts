import type { PathMatch } from './path-match';
import type { ServiceVersion } from './service-version';

/** Requests that go to a version by their path, e.g. to a part of an application that was taken out of the old one. */
export interface PathRoute {
  /** The paths. */
  readonly path: PathMatch;

  /** The version that gets the requests. */
  readonly to: ServiceVersion;
}
