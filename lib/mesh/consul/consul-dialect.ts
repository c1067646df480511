import type { MeshDialect } from '../mesh-dialect';
import type { SidecarAnnotations } from '../sidecars/sidecar-annotations';
import { envoySeries } from '../telemetry/envoy-series';
import { MeshSignal, type MeshSignals } from '../telemetry/mesh-signal';
import type { MeshCapabilities } from '../traffic/capability';
import { MeshFeature } from '../traffic/mesh-feature';

/** The label by which the injector selects namespaces. Consul has no default label for it. */
export const namespaceLabels: { readonly [key: string]: string } = { 'cdktf-aks/mesh': 'consul' };

/** A label as a key of a service's metadata. */
export function consulMetaKey(label: string): string {
  return label.replaceAll(/[^A-Za-z0-9_-]/g, '-');
}

const ofCallers = 'for callers in allowFrom that have a MeshService';

/**
 * How the renderer for Consul's Community Edition expresses features.
 *
 * Source: control-plane/api/v1alpha1 of https://github.com/hashicorp/consul-k8s/tree/v2.0.3
 */
const capabilities: MeshCapabilities = {
  [MeshFeature.GRPC_SERVICES]: { by: 'ServiceDefaults' },
  [MeshFeature.TCP_SERVICES]: { by: 'ServiceDefaults' },
  [MeshFeature.SEVERAL_PORTS]: {
    nearest:
      'a Service for each port, with its own pods and ServiceAccount; MeshWorkload.excludedInboundPorts for metrics',
  },
  [MeshFeature.HEADLESS_SERVICES]: { by: 'ServiceDefaults', note: 'callers; requests end at the timeout of the pods' },
  [MeshFeature.TRAFFIC_SPLIT]: { by: 'ServiceSplitter, ServiceResolver', note: 'versions by annotations of pods' },
  [MeshFeature.HEADER_ROUTING]: { by: 'ServiceRouter, ServiceResolver' },
  [MeshFeature.PATH_ROUTING]: { by: 'ServiceRouter, ServiceResolver' },
  [MeshFeature.METHOD_ROUTING]: { by: 'ServiceRouter' },
  [MeshFeature.QUERY_ROUTING]: { by: 'ServiceRouter' },
  [MeshFeature.INVERSE_HEADER_ROUTING]: { by: 'ServiceRouter' },
  [MeshFeature.ROUTE_SPLIT]: { nearest: 'split of the service, of which routes take single versions out' },
  [MeshFeature.OTHER_SERVICE_ROUTING]: { by: 'ServiceRouter', note: 'one Service a route' },
  [MeshFeature.PATH_REWRITE]: { by: 'ServiceRouter', note: 'no regular expressions' },
  [MeshFeature.HOST_REWRITE]: { nearest: 'a route to the other Service' },
  [MeshFeature.HEADER_CHANGES]: { by: 'ServiceRouter' },
  [MeshFeature.CORS]: { nearest: 'CORS by the application' },
  [MeshFeature.REDIRECTS]: { nearest: 'redirects of the application' },
  [MeshFeature.DIRECT_RESPONSES]: { nearest: 'a route to a Service that always answers so' },
  [MeshFeature.ROUTE_RETRIES]: { by: 'ServiceRouter', note: 'no timeout or backoff per attempt' },
  [MeshFeature.RETRIES]: { by: 'ServiceRouter', note: 'no timeout or backoff per attempt' },
  [MeshFeature.TIMEOUTS]: { by: 'ServiceRouter, ServiceDefaults', note: '15 s by default' },
  [MeshFeature.CONNECTION_LIMITS]: { by: 'ServiceDefaults', note: ofCallers },
  [MeshFeature.OUTLIER_EJECTION]: { by: 'ServiceDefaults', note: ofCallers },
  [MeshFeature.VERSION_LOAD_BALANCING]: { nearest: 'loadBalancing of the service' },
  [MeshFeature.VERSION_LIMITS]: { nearest: 'limits of the service, which count for each version' },
  [MeshFeature.LOAD_BALANCING]: { by: 'ServiceResolver' },
  [MeshFeature.SESSION_AFFINITY]: { by: 'ServiceResolver' },
  [MeshFeature.LOCAL_RATE_LIMIT]: {
    nearest:
      'connectionLimits of the callers; rate limits in ServiceDefaults only with Consul Enterprise (enterpriseLicense)',
  },
  [MeshFeature.FAULT_INJECTION]: { nearest: 'a weight of split for a version that always fails' },
  [MeshFeature.MIRRORING]: { nearest: 'split with a small weight' },
  [MeshFeature.ACCESS_POLICY]: { by: 'ServiceIntentions', note: 'ServiceAccounts only' },
  [MeshFeature.HTTP_ACCESS_POLICY]: { by: 'ServiceIntentions' },
  [MeshFeature.ADDRESS_ACCESS_POLICY]: { nearest: 'MeshWorkload.excludedInboundPorts and a network policy' },
  [MeshFeature.CLIENT_ADDRESS_ACCESS_POLICY]: { nearest: 'allowedRanges of the exposure of the gateway' },
  [MeshFeature.DEFAULT_DENY]: { by: "the servers' ACLs", note: 'always' },
  [MeshFeature.JWT_AUTHENTICATION]: { nearest: 'your own JWTProvider and intentions, without allowFrom' },
  [MeshFeature.TOKEN_CLAIMS]: { nearest: 'your own JWTProvider and intentions, without allowFrom' },
  [MeshFeature.LOCALITY]: { nearest: 'locality-aware routing of Consul Enterprise (enterpriseLicense)' },
  [MeshFeature.CLIENT_CERTIFICATES]: { nearest: 'your own gateway, as a peer in allowFrom' },
  [MeshFeature.TLS_PASSTHROUGH]: { nearest: 'a LoadBalancer Service of the application' },
  [MeshFeature.PLAIN_HTTP_ROUTES]: { by: 'HTTPRoute', note: 'no redirect of other paths' },
  [MeshFeature.GATEWAY_JWT_AUTHENTICATION]: { nearest: 'a GatewayPolicy of Consul Enterprise (enterpriseLicense)' },
  [MeshFeature.EXTERNAL_AUTHORIZATION]: { nearest: 'the extension builtin/ext-authz in a ServiceDefaults of your own' },
  [MeshFeature.EGRESS_POLICY]: {
    by: 'ServiceDefaults, ServiceIntentions',
    note: 'requires callers, and egressGateway of the mesh',
  },
  [MeshFeature.WILDCARD_EGRESS]: { nearest: 'each host by its full name' },
  [MeshFeature.TLS_ORIGINATION]: { nearest: 'TLS of the application' },
  [MeshFeature.GATEWAY_INGRESS]: {
    by: 'Gateway, HTTPRoute',
    note: 'services of HTTP without routes; no redirect to HTTPS',
  },
  [MeshFeature.SHARED_HOSTS]: {
    by: 'HTTPRoute',
    note: 'the longest path counts; nothing keeps a namespace to its paths',
  },
};

const scraped = 'port 20200 of sidecars and gateways; requires metrics: true on the mesh';

/** The signals of Consul. Its servers require an ACL token for metrics. */
const signals: MeshSignals = {
  [MeshSignal.METRICS_IN_CLUSTER]: { by: 'PodMonitor', note: scraped },
  [MeshSignal.METRICS_IN_AZURE]: { by: 'annotations of pods', note: scraped },
  [MeshSignal.DASHBOARDS]: { nearest: 'the dashboards in the folder grafana of hashicorp/consul, imported manually' },
  [MeshSignal.ALL_ACCESS_LOGS]: { by: 'ProxyDefaults' },
  [MeshSignal.ERROR_ACCESS_LOGS]: { nearest: 'all requests, and a query for errors' },
  [MeshSignal.NO_ACCESS_LOGS]: { by: 'ProxyDefaults' },
  [MeshSignal.NAMESPACE_ACCESS_LOGS]: { nearest: 'a filter in the log collector' },
  [MeshSignal.TRACES]: { nearest: 'envoy_tracing_json in your own ProxyDefaults, without accessLogs' },
  [MeshSignal.TRACE_SAMPLING]: { nearest: 'a sampling processor in the collector' },
};

/**
 * Sources: control-plane/connect-inject of https://github.com/hashicorp/consul-k8s/tree/v2.0.3, and `connectInject` of its
 * charts/consul/values.yaml. Pods join by their namespace or by their own annotation. A service's metadata comes from its pods'
 * annotations.
 */
const sidecars: SidecarAnnotations = {
  optIn: { annotations: { 'consul.hashicorp.com/connect-inject': 'true' } },
  optOut: { annotations: { 'consul.hashicorp.com/connect-inject': 'false' } },
  resources: {
    cpuRequest: 'consul.hashicorp.com/sidecar-proxy-cpu-request',
    cpuLimit: 'consul.hashicorp.com/sidecar-proxy-cpu-limit',
    memoryRequest: 'consul.hashicorp.com/sidecar-proxy-memory-request',
    memoryLimit: 'consul.hashicorp.com/sidecar-proxy-memory-limit',
  },
  excludedInboundPorts: 'consul.hashicorp.com/transparent-proxy-exclude-inbound-ports',
  excludedOutboundPorts: 'consul.hashicorp.com/transparent-proxy-exclude-outbound-ports',
  excludedOutboundRanges: 'consul.hashicorp.com/transparent-proxy-exclude-outbound-cidrs',
  rewriteProbes: 'consul.hashicorp.com/transparent-proxy-overwrite-probes',
  versionAnnotation: (label) => `consul.hashicorp.com/service-meta-${consulMetaKey(label)}`,
  nativeSidecar: { annotations: { 'consul.hashicorp.com/enable-consul-dataplane-as-sidecar': 'true' } },
  quitRequest: {
    url: 'http://127.0.0.1:20600/graceful_shutdown',
    metadata: { annotations: { 'consul.hashicorp.com/enable-sidecar-proxy-lifecycle': 'true' } },
  },
};

/**
 * Consul, installed by Helm. The sidecar's inbound listener counts requests if the service's protocol in Consul is HTTP.
 *
 * Source: https://developer.hashicorp.com/consul/docs/observe/telemetry/k8s
 */
export const consulDialect: MeshDialect = {
  capabilities,
  headlessIntents: ['timeoutSeconds'],
  signals,
  dashboards: [],
  sidecars,
  enrolmentKeys: Object.fromEntries(Object.entries(namespaceLabels).map(([key, only]) => [key, { only }])),
  defaultDeny: { why: 'on Consul, whose servers deny by default', fix: 'Remove the construct.' },
  plainTextException: undefined,
  hasOneEgressPerNamespace: false,
  tellsTcpHostsByAddress: false,
  hasListenerPerIngress: false,
  delegatesPaths: false,
  scraperAnnotations: undefined,
  requests: {
    metric: 'envoy_http_downstream_rq_total',
    matchers: { envoy_http_conn_manager_prefix: 'public_listener' },
    namespaceLabel: 'namespace',
    workloadLabel: 'consul_source_service',
  },
  alerts: { ...envoySeries, deployments: '.*connect-injector' },
  console: undefined,
};
