import type { ConnectionLimits } from './connection-limits';
import type { LoadBalancing } from './load-balancing';
import type { OutlierEjection } from './outlier-ejection';

/**
 * One version of the pods behind a Service. Some meshes select versions by labels, others by a separate Service for each version:
 * with both set, the same description works on all meshes.
 */
export interface ServiceVersion {
  /** The version's name, e.g. `v1`: 1 to 63 lowercase letters, digits and `-`, unique within the service. */
  readonly name: string;

  /**
   * The name of the version's Service, in the same namespace and with the same port. Required on Linkerd and Open Service Mesh.
   *
   * @default - none; an error on a mesh that routes to Services
   */
  readonly service?: string;

  /**
   * The labels that only this version's pods have, e.g. `{ version: 'v1' }`. Required on Istio and Consul.
   *
   * @default - none; an error on a mesh that routes to pods by labels
   */
  readonly labels?: { [key: string]: string };

  /**
   * The load-balancing algorithm between the version's pods. Istio supports it.
   *
   * @default - `loadBalancing` of the service
   */
  readonly loadBalancing?: LoadBalancing;

  /**
   * Limits on callers' connections and requests to the version. Istio and Open Service Mesh support them.
   *
   * @default - `connectionLimits` of the service
   */
  readonly connectionLimits?: ConnectionLimits;

  /**
   * Ejection of the version's pods that only return errors. Istio supports it.
   *
   * @default - `outlierEjection` of the service
   */
  readonly outlierEjection?: OutlierEjection;
}

/** A version and its weight. */
export interface WeightedVersion {
  /** The version. */
  readonly version: ServiceVersion;

  /**
   * The weight in percent, 0 to 100; the weights of all versions must add up to 100. A token of a number variable is supported.
   */
  readonly percent: number;
}
