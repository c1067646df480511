/**
 * How many requests each pod takes; its own proxy answers what is over with 429. It counts pod by pod: the service as a whole takes
 * as many times more as it has pods.
 */
export interface LocalRateLimit {
  /** Requests in a second, on average: 1 to 1000000. */
  readonly requestsPerSecond: number;

  /**
   * Requests that are taken at once after a quiet time: `requestsPerSecond` to 1000000. Linkerd has no such setting.
   *
   * @default - requestsPerSecond
   */
  readonly burst?: number;
}
