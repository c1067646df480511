/**
 * How much each caller's proxy sends to the pods of a service at most; what is over is refused at once with 503 (a circuit
 * breaker), so that a slow service doesn't fill up its callers.
 *
 * The limits count for each proxy that calls, and, when traffic is split, for each version.
 *
 * @see https://www.envoyproxy.io/docs/envoy/latest/intro/arch_overview/upstream/circuit_breaking
 */
export interface ConnectionLimits {
  /**
   * Connections at most: 1 to 2147483647.
   *
   * @default - no limit; 1024 on Consul
   */
  readonly maxConnections?: number;

  /**
   * Requests that wait for a connection at most: 1 to 2147483647.
   *
   * @default - no limit; 1024 on Consul
   */
  readonly maxPendingRequests?: number;

  /**
   * Requests that are under way at most: 1 to 2147483647.
   *
   * @default - no limit; 1024 on Consul
   */
  readonly maxRequests?: number;

  /**
   * Requests that one connection serves before it is closed: 1 to 2147483647.
   *
   * @default - no limit
   */
  readonly maxRequestsPerConnection?: number;

  /**
   * How long connecting may take, in seconds, to the millisecond.
   *
   * @default - 10 s on Istio, 5 s on Consul and Open Service Mesh
   */
  readonly connectTimeoutSeconds?: number;
}
