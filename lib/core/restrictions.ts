import { structs } from './declarations';
import type { DeclaredKind } from './declared-kind';

/**
 * The optional props of structs, and the optional parameters of methods, that restrict: without them, more callers, addresses,
 * requests or names are allowed than with a value. If one is present but undefined, e.g. from an environment variable that is not
 * set, it is an error instead of the default.
 */
export const restrictions: { readonly [type: string]: readonly string[] } = {
  AlbGatewayProps: ['firewall'],
  AlbHttpRouteProps: ['hostNames', 'listenerName', 'firewall'],
  AlbListenerOptions: ['hostName'],
  AlbRouteMatch: ['path', 'headers', 'method'],
  AlbRouteRule: ['matches'],
  ApplicationGatewayIngressProps: ['watchNamespaces', 'prohibitedTargets', 'privateFrontend'],
  ApplicationGatewayProps: ['firewall', 'privateOnly', 'tlsPolicy'],
  ApplicationInsightsProps: ['publicIngestion', 'publicQuery', 'ipMasking'],
  AzureMonitorWorkspaceProps: ['publicQuery'],
  ConsulApiGatewayProps: ['minimumTlsVersion'],
  ConsulMeshProps: ['minimumTlsVersion', 'meshDestinationsOnly'],
  ContainerInsightsOptions: ['namespacesIncluded', 'namespacesExcluded'],
  ContainerRegistryProps: ['trustedServicesBypass', 'exportAllowed', 'quarantine'],
  FaultInjection: ['onlyWithHeader'],
  FirewallRuleOptions: ['sources', 'countries', 'pathPrefixes'],
  GatewayBackendTlsOptions: ['trustedRootNames'],
  GatewayIngressProps: ['hosts', 'paths', 'tls', 'privateFrontend', 'firewall', 'sslProfileName'],
  IAksCluster: ['namespace'],
  IKeyVault: ['secretName', 'certificateName', 'keyName'],
  InboundRuleOptions: ['destinations'],
  IngressDelegate: ['hosts'],
  IngressRoute: ['hosts'],
  IngressTls: ['minimumVersion'],
  InternalExposureOptions: ['allowedRanges'],
  IstioMeshProps: ['minimumTlsVersion', 'outboundTraffic'],
  JwtOptions: ['requiredClaims'],
  KeyVaultProps: ['trustedServicesBypass'],
  KialiProps: ['namespaces'],
  LinkerdMeshProps: ['defaultInboundPolicy'],
  LogAnalyticsWorkspaceProps: ['publicIngestion', 'publicQuery', 'accessByResource'],
  ManagedIstioMeshConfigProps: ['minimumTlsVersion', 'outboundTraffic'],
  MeshEgressOptions: ['callers', 'addresses'],
  MeshIngressProps: ['tls', 'externalAuthorization', 'jwtAuthentication'],
  MeshIngressRoutesProps: ['hosts'],
  MeshRoute: ['match'],
  MeshServiceOptions: ['connectionLimits', 'rateLimit', 'allowFrom', 'jwtAuthentication', 'externalAuthorization'],
  MeshServicePort: ['allowFrom'],
  MonitorPrivateLinkScopeProps: ['ingestionAccess', 'queryAccess'],
  NamespaceOptions: ['podSecurity'],
  OutboundRuleOptions: ['sources'],
  PublicExposureOptions: ['allowedRanges', 'allowedServiceTags'],
  RequestScope: ['methods', 'paths', 'claims', 'clientRanges'],
  RouteMatch: ['path', 'methods', 'headers', 'query'],
  SecurityRuleOptions: ['ports', 'protocol'],
  SubnetOptions: ['securityRules', 'securityGroupId', 'routeTable', 'routeTableId', 'privateEndpointPolicies'],
  VaultObjectOptions: ['filePermission'],
  WebApplicationFirewallProps: ['rules'],
};

/** Whether an optional parameter restricts: itself, or by a prop of its struct. */
export function isRestrictingParameter(type: string, name: string, declared: DeclaredKind): boolean {
  return (
    (restrictions[type]?.includes(name) ?? false) || (declared.endsWith('?') && hasRestriction(declared.slice(0, -1)))
  );
}

function hasRestriction(struct: string): boolean {
  return struct in structs && (struct in restrictions || (structs[struct].extends ?? []).some(hasRestriction));
}
