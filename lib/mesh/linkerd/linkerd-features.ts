import { MeshFeature } from '../mesh-feature';

/**
 * What Linkerd can express. Every feature stands here, so that a new one is decided about.
 *
 * Source: https://linkerd.io/2-edge/features/ and https://linkerd.io/2-edge/reference/
 */
export const linkerdFeatures: { readonly [feature in MeshFeature]: boolean } = {
  [MeshFeature.GRPC_SERVICES]: true,
  [MeshFeature.TCP_SERVICES]: true,
  [MeshFeature.TRAFFIC_SPLIT]: true,
  [MeshFeature.HEADER_ROUTING]: true,
  [MeshFeature.PATH_ROUTING]: true,
  [MeshFeature.RETRIES]: true,
  [MeshFeature.TIMEOUTS]: true,
  // It ejects pods that fail, and caps neither connections nor pending requests.
  [MeshFeature.CONNECTION_LIMITS]: false,
  [MeshFeature.OUTLIER_EJECTION]: true,
  // Always the pod that answers fastest (EWMA).
  [MeshFeature.LOAD_BALANCING]: false,
  [MeshFeature.SESSION_AFFINITY]: false,
  [MeshFeature.LOCAL_RATE_LIMIT]: true,
  // Only by a share of the traffic for a Service that always fails.
  [MeshFeature.FAULT_INJECTION]: false,
  [MeshFeature.MIRRORING]: false,
  [MeshFeature.ACCESS_POLICY]: true,
  [MeshFeature.HTTP_ACCESS_POLICY]: true,
  [MeshFeature.DEFAULT_DENY]: true,
  [MeshFeature.JWT_AUTHENTICATION]: false,
  [MeshFeature.EGRESS_POLICY]: true,
  // Any ingress controller can be a part of the mesh.
  [MeshFeature.GATEWAY_INGRESS]: false,
};
