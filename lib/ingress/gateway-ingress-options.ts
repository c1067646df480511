/** The gateway's health probe of a backend. */
export interface GatewayProbeOptions {
  /**
   * The path of the probe's request.
   *
   * @default - that of the pod's own readiness probe, else liveness probe, if it is an HTTP one; else the Ingress' path
   */
  readonly path?: string;

  /**
   * The port of the pod: 1 to 65535.
   *
   * @default - that of the pod's own probe, else the pod's port
   */
  readonly port?: number;

  /**
   * The host of the probe's request.
   *
   * @default - that of the pod's own probe, else the host name of `backendTls`, else the Ingress' host
   */
  readonly hostName?: string;

  /**
   * Which answers are healthy: codes and ranges, e.g. `200-399`.
   *
   * @default - 200 to 399
   */
  readonly statusCodes?: string[];

  /**
   * Time between two questions, in seconds: 1 to 86400.
   *
   * @default - that of the pod's own probe, else 30
   */
  readonly intervalSeconds?: number;

  /**
   * The timeout of the response, in seconds: 1 to 86400.
   *
   * @default - that of the pod's own probe, else 30
   */
  readonly timeoutSeconds?: number;

  /**
   * After how many bad answers a backend gets no more requests: 1 to 20.
   *
   * @default - that of the pod's own probe, else 3
   */
  readonly unhealthyThreshold?: number;
}

/** TLS from the gateway to the backend. */
export interface GatewayBackendTlsOptions {
  /** The name in the backend's certificate, which the gateway sends as SNI and verifies. */
  readonly hostName: string;

  /**
   * The gateway's root certificates that the backend's certificate may be of (`trustedRoots` of `ApplicationGateway`).
   *
   * @default - public authorities
   */
  readonly trustedRootNames?: string[];
}
