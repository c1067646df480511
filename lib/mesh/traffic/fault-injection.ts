/** A header of requests and its value. */
export interface RequestHeader {
  /** The name of the header, e.g. `x-chaos`: lowercase letters, digits, `_` and `-`. */
  readonly name: string;

  /** The header's value. */
  readonly value: string;
}

/**
 * Delays and errors that callers' proxies put in, to see how callers stand them. The requests that are hit never count against
 * retries and the timeout of the service: those come after it.
 *
 * @see https://www.envoyproxy.io/docs/envoy/latest/configuration/http/http_filters/fault_filter
 */
export interface FaultInjection {
  /**
   * How long requests are held back, in seconds, to the millisecond: 0.001 to 3600.
   *
   * @default - none are
   */
  readonly delaySeconds?: number;

  /**
   * The share of requests that is held back, in percent: 0 to 100. Only with `delaySeconds`.
   *
   * @default 100
   */
  readonly delayPercent?: number;

  /**
   * The status of HTTP that requests are answered with, without reaching the service: 400 to 599. Callers by gRPC get the status
   * that goes with it, e.g. UNAVAILABLE for 503.
   *
   * @default - none are
   */
  readonly abortStatus?: number;

  /**
   * The share of requests that is answered so, in percent: 0 to 100. Only with `abortStatus`.
   *
   * @default 100
   */
  readonly abortPercent?: number;

  /**
   * Hits only requests that have this header.
   *
   * @default - all requests, with a warning
   */
  readonly onlyWithHeader?: RequestHeader;
}
