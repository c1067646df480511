import { MeshFeature } from '../mesh-feature';
import type { MeshCapabilities } from '../traffic/capability';

/**
 * What Istio's renderer makes of intents.
 *
 * Source: https://istio.io/latest/docs/reference/config/
 */
export const istioCapabilities: MeshCapabilities = {
  [MeshFeature.GRPC_SERVICES]: { by: 'VirtualService, DestinationRule' },
  [MeshFeature.TCP_SERVICES]: { by: 'VirtualService, DestinationRule, AuthorizationPolicy' },
  [MeshFeature.TRAFFIC_SPLIT]: { by: 'VirtualService, DestinationRule', note: 'versions by labels' },
  [MeshFeature.HEADER_ROUTING]: { by: 'VirtualService, DestinationRule' },
  [MeshFeature.PATH_ROUTING]: { by: 'VirtualService, DestinationRule' },
  [MeshFeature.RETRIES]: { by: 'VirtualService' },
  [MeshFeature.TIMEOUTS]: { by: 'VirtualService' },
  [MeshFeature.CONNECTION_LIMITS]: { by: 'DestinationRule' },
  [MeshFeature.OUTLIER_EJECTION]: { by: 'DestinationRule' },
  [MeshFeature.LOAD_BALANCING]: { by: 'DestinationRule' },
  [MeshFeature.SESSION_AFFINITY]: { by: 'DestinationRule' },
  [MeshFeature.LOCAL_RATE_LIMIT]: { by: 'EnvoyFilter' },
  [MeshFeature.FAULT_INJECTION]: { by: 'VirtualService' },
  [MeshFeature.MIRRORING]: { by: 'VirtualService, DestinationRule' },
  [MeshFeature.ACCESS_POLICY]: { by: 'AuthorizationPolicy' },
  [MeshFeature.HTTP_ACCESS_POLICY]: { by: 'AuthorizationPolicy', note: 'no regular expressions' },
  [MeshFeature.DEFAULT_DENY]: { by: 'AuthorizationPolicy', note: 'MeshDefaultDeny' },
  [MeshFeature.JWT_AUTHENTICATION]: { by: 'RequestAuthentication, AuthorizationPolicy' },
  [MeshFeature.EGRESS_POLICY]: { by: 'ServiceEntry', note: 'a border only with outboundTraffic REGISTRY_ONLY' },
  [MeshFeature.GATEWAY_INGRESS]: { by: 'Gateway, VirtualService' },
};

const atWaypoint = 'at a waypoint';

/**
 * The same objects for a waypoint; the proxies of nodes know callers and ports. An EnvoyFilter for sidecars does nothing at a
 * waypoint, and the proxies of nodes pass on what the mesh doesn't know: https://github.com/istio/istio/issues/54281
 */
export const ambientCapabilities: MeshCapabilities = {
  ...(Object.fromEntries(
    Object.entries(istioCapabilities).map(([feature, capability]) => [feature, { ...capability, note: atWaypoint }]),
  ) as MeshCapabilities),
  [MeshFeature.LOCAL_RATE_LIMIT]: { nearest: 'connection limits' },
  [MeshFeature.ACCESS_POLICY]: { by: 'AuthorizationPolicy', note: 'at a waypoint and on the nodes' },
  [MeshFeature.DEFAULT_DENY]: istioCapabilities[MeshFeature.DEFAULT_DENY],
  [MeshFeature.EGRESS_POLICY]: { nearest: 'network policies' },
  [MeshFeature.GATEWAY_INGRESS]: istioCapabilities[MeshFeature.GATEWAY_INGRESS],
};

/** The same objects; Azure supports fewer of them. */
export const managedIstioCapabilities: MeshCapabilities = {
  ...istioCapabilities,
  [MeshFeature.LOCAL_RATE_LIMIT]: { by: 'EnvoyFilter', note: 'allowed, not supported by Azure' },
};
