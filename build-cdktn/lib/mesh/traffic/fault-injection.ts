/** A request header and its value. */
export interface RequestHeader {
  /** The name of the header, e.g. `x-chaos`: lowercase letters, digits, `_` and `-`. */
  readonly name: string;

  /** The header's value. */
  readonly value: string;
}

/**
 * Delays and errors that callers' proxies inject, to test how callers handle them. Faults are injected before the service's
 * retries and timeout, so these don't mask them.
 *
 * @see https://www.envoyproxy.io/docs/envoy/latest/configuration/http/http_filters/fault_filter
 */
export interface FaultInjection {
  /**
   * The delay of requests in seconds, to the millisecond: 0.001 to 3600.
   *
   * @default - none
   */
  readonly delaySeconds?: number;

  /**
   * The percentage of requests that are delayed: 0 to 100. Only with `delaySeconds`.
   *
   * @default 100
   */
  readonly delayPercent?: number;

  /**
   * The HTTP status of failed requests, which don't reach the service: 400 to 599. gRPC callers get the corresponding status,
   * e.g. UNAVAILABLE for 503.
   *
   * @default - none
   */
  readonly abortStatus?: number;

  /**
   * The percentage of requests that fail with it: 0 to 100. Only with `abortStatus`.
   *
   * @default 100
   */
  readonly abortPercent?: number;

  /**
   * Affects only requests with this header.
   *
   * @default - all requests, with a warning
   */
  readonly onlyWithHeader?: RequestHeader;
}
