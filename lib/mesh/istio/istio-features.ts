import { MeshFeature } from '../mesh-feature';

/**
 * What Istio with sidecars can express. Every feature stands here, so that a new one is decided about.
 *
 * Source: https://istio.io/latest/docs/reference/config/
 */
export const istioFeatures: { readonly [feature in MeshFeature]: boolean } = {
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
  // By an EnvoyFilter: Istio has no kind of its own for it.
  [MeshFeature.LOCAL_RATE_LIMIT]: true,
  [MeshFeature.FAULT_INJECTION]: true,
  [MeshFeature.MIRRORING]: true,
  [MeshFeature.ACCESS_POLICY]: true,
  [MeshFeature.HTTP_ACCESS_POLICY]: true,
  [MeshFeature.DEFAULT_DENY]: true,
  [MeshFeature.JWT_AUTHENTICATION]: true,
  [MeshFeature.EGRESS_POLICY]: true,
  [MeshFeature.GATEWAY_INGRESS]: true,
};

/**
 * What Istio can express without sidecars, with a waypoint for what is about requests. An EnvoyFilter for sidecars does nothing at
 * a waypoint, and the proxies of nodes pass on what the mesh doesn't know: https://github.com/istio/istio/issues/54281
 */
export const istioAmbientFeatures: { readonly [feature in MeshFeature]: boolean } = {
  ...istioFeatures,
  [MeshFeature.LOCAL_RATE_LIMIT]: false,
  [MeshFeature.EGRESS_POLICY]: false,
};
