import type { GatewayApiChannel } from '../gateways/gateway-api';

/** The waypoint for a namespace's requests, in a mesh without sidecars. */
export interface WaypointFacts {
  /** The name of the waypoint and its ServiceAccount. */
  readonly name: string;
  readonly namespace: string;
}

/** The facts about the mesh that Istio's renderer needs. */
export interface IstioFacts {
  /** The Gateway API, if its kinds define routes; undefined if Istio's own kinds do. */
  readonly gatewayApi?: { readonly channel: GatewayApiChannel; readonly version?: string };

  /** The names of the extension providers; undefined if this program does not configure the mesh. */
  readonly providers?: readonly string[];

  /** Undefined if the namespace has none. */
  readonly waypoint?: WaypointFacts;
}
