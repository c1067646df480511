/**
 * A rate limit per pod: the pod's proxy answers requests above the limit with 429. The limit of the whole service is this limit
 * times the number of pods.
 */
export interface LocalRateLimit {
  /** The average number of requests per second: 1 to 1000000. */
  readonly requestsPerSecond: number;

  /**
   * The number of requests accepted in a burst: `requestsPerSecond` to 1000000. Linkerd doesn't support it.
   *
   * @default - requestsPerSecond
   */
  readonly burst?: number;
}
