import type { GatewayApi } from '../gateways/gateway-api';
import type { IServiceMesh } from '../service-mesh';
import type { WaypointFacts } from './istio-facts';

/** Istio on a cluster. */
export interface IIstioMesh extends IServiceMesh {
  /** The revision of the control plane, or a tag that stands for one; `default` where it was installed without one. */
  readonly revision: string;

  /**
   * Whether pods may call what the mesh doesn't know; undefined where that is not known at synth.
   *
   * @internal
   */
  readonly _isRegistryOnly?: boolean;

  /**
   * Whose kinds the routes of services are, where they are not Istio's own.
   *
   * @internal
   */
  readonly _gatewayApi?: GatewayApi;

  /**
   * What does for namespaces what is about requests, where the mesh has no sidecars.
   *
   * @internal
   */
  readonly _waypoint?: WaypointFacts;
}
