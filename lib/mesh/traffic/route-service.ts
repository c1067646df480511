/** A Kubernetes Service other than the one that the request was sent to. */
export interface RouteService {
  /** The name of the Service: 1 to 63 lowercase letters, digits and `-`. */
  readonly name: string;

  /**
   * The namespace of the Service. Consul identifies services by name alone and rejects this.
   *
   * @default - the namespace of the service that has the route
   */
  readonly namespaceName?: string;

  /**
   * The port of the Service: 1 to 65535. Consul, whose services have one port, rejects this.
   *
   * @default - `port` of the service that has the route
   */
  readonly port?: number;
}

/** A Service and its weight. */
export interface WeightedRouteService {
  /** The Service. */
  readonly service: RouteService;

  /** The share in percent, 0 to 100; all shares together are 100. A token of a number variable works. */
  readonly percent: number;
}
