import type { ServiceVersion } from './service-version';

/**
 * Copies of requests for a version on trial, whose answers are dropped. The requests themselves go where they go without it.
 *
 * A copy does what a request does: only for versions that write nowhere, or into a store of their own.
 */
export interface TrafficMirror {
  /** The version that gets the copies. */
  readonly to: ServiceVersion;

  /**
   * The share of requests that is copied, in percent: 0 to 100. A token of a number variable works.
   *
   * @default 100
   */
  readonly percent?: number;
}
