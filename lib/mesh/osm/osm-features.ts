import { MeshFeature } from '../mesh-feature';

/**
 * What Open Service Mesh can express. Every feature stands here, so that a new one is decided about.
 *
 * Source: https://github.com/openservicemesh/osm/tree/v1.2.4/cmd/osm-bootstrap/crds
 */
export const osmFeatures: { readonly [feature in MeshFeature]: boolean } = {
  [MeshFeature.GRPC_SERVICES]: true,
  [MeshFeature.TCP_SERVICES]: true,
  [MeshFeature.TRAFFIC_SPLIT]: true,
  // An HTTPRouteGroup says which requests are allowed; it routes none.
  [MeshFeature.HEADER_ROUTING]: false,
  [MeshFeature.PATH_ROUTING]: false,
  [MeshFeature.RETRIES]: true,
  // There is a limit on connecting and on each try, none on the whole request.
  [MeshFeature.TIMEOUTS]: false,
  [MeshFeature.CONNECTION_LIMITS]: true,
  [MeshFeature.OUTLIER_EJECTION]: false,
  [MeshFeature.LOAD_BALANCING]: false,
  [MeshFeature.SESSION_AFFINITY]: false,
  [MeshFeature.LOCAL_RATE_LIMIT]: true,
  [MeshFeature.FAULT_INJECTION]: false,
  [MeshFeature.MIRRORING]: false,
  [MeshFeature.ACCESS_POLICY]: true,
  [MeshFeature.HTTP_ACCESS_POLICY]: true,
  [MeshFeature.DEFAULT_DENY]: true,
  [MeshFeature.JWT_AUTHENTICATION]: false,
  [MeshFeature.EGRESS_POLICY]: true,
  // An IngressBackend lets an ingress controller in that something else installs.
  [MeshFeature.GATEWAY_INGRESS]: false,
};
