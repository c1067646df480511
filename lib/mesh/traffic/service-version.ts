/**
 * One version of the pods behind a Service. Some meshes tell versions apart by labels, others by a Service of each version's own:
 * with both given, the same description works on all of them.
 */
export interface ServiceVersion {
  /** The version's name, e.g. `v1`: 1 to 63 lowercase letters, digits and `-`, unique within the service. */
  readonly name: string;

  /**
   * The name of the version's own Service, in the same namespace and with the same port. Linkerd and Open Service Mesh need it.
   *
   * @default - none: an error on a mesh that routes to Services
   */
  readonly service?: string;

  /**
   * The labels that only this version's pods have, e.g. `{ version: 'v1' }`. Istio and Consul need them.
   *
   * @default - none: an error on a mesh that routes to pods by labels
   */
  readonly labels?: { [key: string]: string };
}

/** A version and its share of the requests. */
export interface WeightedVersion {
  /** The version. */
  readonly version: ServiceVersion;

  /** The share in percent, 0 to 100; all shares together are 100. A token of a number variable works. */
  readonly percent: number;
}
