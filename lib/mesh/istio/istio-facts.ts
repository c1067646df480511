import type { GatewayApiChannel } from '../gateways/gateway-api';

/** Where the requests of a namespace pass, in a mesh without sidecars. */
export interface WaypointFacts {
  /** The name of the waypoint, and of its ServiceAccount. */
  readonly name: string;
  readonly namespace: string;
}

/** What the renderer of Istio has to know of the mesh. */
export interface IstioFacts {
  /** The definitions of the Gateway API whose kinds express routes; undefined where Istio's own do. */
  readonly gatewayApi?: { readonly channel: GatewayApiChannel; readonly version?: string };

  /** Undefined where the namespace has none. */
  readonly waypoint?: WaypointFacts;
}
