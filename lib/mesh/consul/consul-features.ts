import { MeshFeature } from '../mesh-feature';

/**
 * What Consul's Community Edition can express. Every feature stands here, so that a new one is decided about.
 *
 * Source: control-plane/api/v1alpha1 of https://github.com/hashicorp/consul-k8s/tree/v2.0.3
 */
export const consulFeatures: { readonly [feature in MeshFeature]: boolean } = {
  [MeshFeature.GRPC_SERVICES]: true,
  [MeshFeature.TCP_SERVICES]: true,
  [MeshFeature.TRAFFIC_SPLIT]: true,
  [MeshFeature.HEADER_ROUTING]: true,
  [MeshFeature.PATH_ROUTING]: true,
  [MeshFeature.RETRIES]: true,
  [MeshFeature.TIMEOUTS]: true,
  [MeshFeature.CONNECTION_LIMITS]: true,
  [MeshFeature.OUTLIER_EJECTION]: true,
  [MeshFeature.LOAD_BALANCING]: true,
  [MeshFeature.SESSION_AFFINITY]: true,
  // Consul Enterprise has it: `rateLimits` of ServiceDefaults.
  [MeshFeature.LOCAL_RATE_LIMIT]: false,
  // Only by Lua or patches of Envoy's configuration.
  [MeshFeature.FAULT_INJECTION]: false,
  [MeshFeature.MIRRORING]: false,
  [MeshFeature.ACCESS_POLICY]: true,
  [MeshFeature.HTTP_ACCESS_POLICY]: true,
  [MeshFeature.DEFAULT_DENY]: true,
  // It checks tokens, by JWTProvider and intentions; not with paths and methods that need none.
  [MeshFeature.JWT_AUTHENTICATION]: false,
  [MeshFeature.EGRESS_POLICY]: true,
  [MeshFeature.GATEWAY_INGRESS]: true,
};
