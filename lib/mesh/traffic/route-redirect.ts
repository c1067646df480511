/** The target of a redirect; 1 or more of `host`, `path`, `scheme` and `port`. */
export interface RouteRedirect {
  /**
   * The host of the new address, e.g. `shop.example.com`.
   *
   * @default - that of the request
   */
  readonly host?: string;

  /**
   * The path of the new address. The query stays.
   *
   * @default - that of the request
   */
  readonly path?: string;

  /**
   * The scheme of the new address: `http` or `https`.
   *
   * @default - that of the request
   */
  readonly scheme?: string;

  /**
   * The port of the new address: 1 to 65535.
   *
   * @default - the default port of the scheme
   */
  readonly port?: number;

  /**
   * The status of the answer: 301, 302, 303, 307 or 308. Routes of the Gateway API (Linkerd, and Istio with `IstioRoutes.gatewayApi`)
   * support 301 and 302.
   *
   * @default 302
   */
  readonly status?: number;
}

/** A response that the proxy sends itself. */
export interface RouteResponse {
  /** The status: 200 to 599. */
  readonly status: number;

  /**
   * The body, as text: 4096 bytes at most.
   *
   * @default - none
   */
  readonly body?: string;
}
