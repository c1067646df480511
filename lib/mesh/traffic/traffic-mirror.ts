import type { ServiceVersion } from './service-version';

/**
 * Mirrors requests to a version under test and discards its responses. The routing of the original requests doesn't change.
 *
 * A mirrored request has the same side effects as the original: use it only for versions that don't write, or write to a separate
 * store.
 */
export interface TrafficMirror {
  /** The version that receives the mirrored requests. */
  readonly to: ServiceVersion;

  /**
   * The percentage of requests that are mirrored: 0 to 100. A token of a number variable is supported.
   *
   * @default 100
   */
  readonly percent?: number;
}
