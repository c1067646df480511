/**
 * Limits on what each caller's proxy sends to a service's pods (circuit breaking): requests above a limit fail immediately with
 * 503, so that a slow service doesn't exhaust its callers.
 *
 * The limits apply to each calling proxy and, with a traffic split, to each version.
 *
 * @see https://www.envoyproxy.io/docs/envoy/latest/intro/arch_overview/upstream/circuit_breaking
 */
export interface ConnectionLimits {
  /**
   * The maximum number of connections: 1 to 2147483647.
   *
   * @default - no limit; 1024 on Consul
   */
  readonly maxConnections?: number;

  /**
   * The maximum number of requests that wait for a connection: 1 to 2147483647.
   *
   * @default - no limit; 1024 on Consul
   */
  readonly maxPendingRequests?: number;

  /**
   * The maximum number of active requests: 1 to 2147483647.
   *
   * @default - no limit; 1024 on Consul
   */
  readonly maxRequests?: number;

  /**
   * The number of requests on one connection before it is closed: 1 to 2147483647.
   *
   * @default - no limit
   */
  readonly maxRequestsPerConnection?: number;

  /**
   * The connection timeout in seconds, to the millisecond.
   *
   * @default - 10 s on Istio, 5 s on Consul and Open Service Mesh
   */
  readonly connectTimeoutSeconds?: number;
}
