import type { GatewayApi } from '../gateways/gateway-api';
import type { IServiceMesh } from '../service-mesh';
import type { WaypointFacts } from './istio-facts';

/** Istio on a cluster. */
export interface IIstioMesh extends IServiceMesh {
  /** The revision of the control plane, or a revision tag; `default` if it is installed without a revision. */
  readonly revision: string;

  /**
   * Whether pods may call only registered destinations; undefined if that is unknown at synth time.
   *
   * @internal
   */
  readonly _isRegistryOnly?: boolean;

  /**
   * The Gateway API for service routes, if they are not expressed by Istio's own kinds.
   *
   * @internal
   */
  readonly _gatewayApi?: GatewayApi;

  /**
   * The waypoint that applies request features, if the mesh has no sidecars.
   *
   * @internal
   */
  readonly _waypoint?: WaypointFacts;
}
