import { MeshFeature } from '../mesh-feature';
import type { MeshCapabilities } from '../traffic/capability';

/**
 * What the renderer of Open Service Mesh makes of intents.
 *
 * Source: https://github.com/openservicemesh/osm/tree/v1.2.4/cmd/osm-bootstrap/crds
 */
export const osmCapabilities: MeshCapabilities = {
  [MeshFeature.GRPC_SERVICES]: { by: 'appProtocol of the Service' },
  [MeshFeature.TCP_SERVICES]: { by: 'TrafficTarget, TCPRoute' },
  [MeshFeature.TRAFFIC_SPLIT]: { by: 'TrafficSplit', note: 'versions by Services' },
  [MeshFeature.HEADER_ROUTING]: { nearest: 'split with shares' },
  [MeshFeature.PATH_ROUTING]: { nearest: 'split with shares' },
  [MeshFeature.RETRIES]: { by: 'Retry', note: 'for callers that allowFrom names' },
  [MeshFeature.TIMEOUTS]: { nearest: 'perTryTimeoutSeconds of retries, and connectTimeoutSeconds of connectionLimits' },
  [MeshFeature.CONNECTION_LIMITS]: { by: 'UpstreamTrafficSetting' },
  [MeshFeature.OUTLIER_EJECTION]: { nearest: 'connectionLimits, and readiness probes of the pods' },
  [MeshFeature.LOAD_BALANCING]: { nearest: 'its own choice, always one after the other' },
  [MeshFeature.SESSION_AFFINITY]: { nearest: 'nothing' },
  [MeshFeature.LOCAL_RATE_LIMIT]: { by: 'UpstreamTrafficSetting' },
  [MeshFeature.FAULT_INJECTION]: { nearest: 'a share of split for a Service that always fails' },
  [MeshFeature.MIRRORING]: { nearest: 'split with a small share' },
  [MeshFeature.ACCESS_POLICY]: { by: 'TrafficTarget, HTTPRouteGroup', note: 'ServiceAccounts only' },
  [MeshFeature.HTTP_ACCESS_POLICY]: { by: 'TrafficTarget, HTTPRouteGroup' },
  [MeshFeature.DEFAULT_DENY]: { by: 'MeshConfig', note: 'always, unless permissiveTrafficPolicy' },
  [MeshFeature.JWT_AUTHENTICATION]: { nearest: 'inboundExternalAuthorization of meshConfig' },
  [MeshFeature.EGRESS_POLICY]: { by: 'Egress', note: 'needs callers' },
  [MeshFeature.GATEWAY_INGRESS]: { nearest: 'an ingress controller that is part of the mesh, as a peer in allowFrom' },
};
