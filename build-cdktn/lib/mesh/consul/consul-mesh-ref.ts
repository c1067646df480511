import type { IServiceMesh } from '../service-mesh';

/** Consul on a cluster. */
export interface IConsulMesh extends IServiceMesh {
  /**
   * Whether there is a terminating gateway for all services.
   *
   * @internal
   */
  readonly _hasEgressGateway: boolean;
}
