export * from './connection-limits';
export * from './cors-policy';
export { ExternalAuthorization, type ExternalAuthorizationOptions } from './external-authorization';
export * from './fault-injection';
export * from './header-changes';
export { HeaderMatch } from './header-match';
export {
  type EntraIdJwtOptions,
  JwtAuthentication,
  type JwtIssuerOptions,
  type JwtOptions,
} from './jwt-authentication';
export { LoadBalancing } from './load-balancing';
export * from './local-rate-limit';
export { Locality, type LocalityDistribution, type LocalityWeight } from './locality';
export { EgressProtocol, MeshEgressOptions, TlsOrigination } from './mesh-egress-options';
export * from './mesh-feature';
export * from './mesh-namespace-policy-options';
export * from './mesh-peer';
export * from './mesh-route';
export * from './mesh-service-options';
export * from './mesh-service-port';
export type { OutlierEjection } from './outlier-ejection';
export * from './path-match';
export * from './path-rewrite';
export * from './phased-rollout';
export * from './query-match';
export { RetryOn, RetryPolicy } from './retry-policy';
export { RouteAction } from './route-action';
export * from './route-match';
export * from './route-redirect';
export * from './route-service';
export * from './service-protocol';
export * from './service-version';
export type { TokenClaim } from './token-claim';
export * from './traffic-mirror';
export * from './traffic-policy';
export { type CanaryOptions, TrafficSplit } from './traffic-split';
