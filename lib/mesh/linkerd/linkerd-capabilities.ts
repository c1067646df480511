import { MeshFeature } from '../mesh-feature';
import type { MeshCapabilities } from '../traffic/capability';

/**
 * What Linkerd's renderer makes of intents.
 *
 * Source: https://linkerd.io/2-edge/features/ and https://linkerd.io/2-edge/reference/
 */
export const linkerdCapabilities: MeshCapabilities = {
  [MeshFeature.GRPC_SERVICES]: { by: 'GRPCRoute' },
  [MeshFeature.TCP_SERVICES]: { by: 'TCPRoute, Server', note: 'a split needs the experimental channel' },
  [MeshFeature.TRAFFIC_SPLIT]: { by: 'HTTPRoute', note: 'versions by Services' },
  [MeshFeature.HEADER_ROUTING]: { by: 'HTTPRoute' },
  [MeshFeature.PATH_ROUTING]: { by: 'HTTPRoute' },
  [MeshFeature.RETRIES]: { by: 'annotations of the HTTPRoute', note: 'by status only' },
  [MeshFeature.TIMEOUTS]: { by: 'HTTPRoute' },
  [MeshFeature.CONNECTION_LIMITS]: { nearest: 'outlierEjection, and rateLimit on the side of the pods' },
  [MeshFeature.OUTLIER_EJECTION]: { by: 'annotations of the Service', note: 'needs ownsService' },
  [MeshFeature.LOAD_BALANCING]: { nearest: 'its own choice, always the pod that answers fastest' },
  [MeshFeature.SESSION_AFFINITY]: { nearest: 'headerRoutes to versions' },
  [MeshFeature.LOCAL_RATE_LIMIT]: { by: 'HTTPLocalRateLimitPolicy, Server', note: 'no burst; needs allowFrom' },
  [MeshFeature.FAULT_INJECTION]: { nearest: 'a share of split for a Service that always fails' },
  [MeshFeature.MIRRORING]: { nearest: 'headerRoutes to the version, for testers' },
  [MeshFeature.ACCESS_POLICY]: { by: 'Server, AuthorizationPolicy, MeshTLSAuthentication' },
  [MeshFeature.HTTP_ACCESS_POLICY]: { by: 'HTTPRoute, AuthorizationPolicy, MeshTLSAuthentication' },
  [MeshFeature.DEFAULT_DENY]: { by: 'a value of the control plane', note: 'defaultInboundPolicy DENY' },
  [MeshFeature.JWT_AUTHENTICATION]: { nearest: 'tokens checked by the application' },
  [MeshFeature.EGRESS_POLICY]: {
    by: 'EgressNetwork, HTTPRoute or TLSRoute',
    note: 'TLS needs the experimental channel',
  },
  [MeshFeature.GATEWAY_INGRESS]: { nearest: 'any ingress controller that is part of the mesh, as a peer in allowFrom' },
};
