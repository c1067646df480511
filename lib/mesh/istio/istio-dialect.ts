import type { MeshDialect } from '../mesh-dialect';
import type { SidecarAnnotations } from '../sidecars/sidecar-annotations';
import { MeshSignal, type MeshSignals } from '../telemetry/mesh-signal';
import type { DashboardSource } from '../telemetry/mesh-telemetry';
import type { MeshCapabilities } from '../traffic/capability';
import { MeshFeature } from '../traffic/mesh-feature';

/**
 * How Istio's renderer expresses features.
 *
 * Source: https://istio.io/latest/docs/reference/config/
 */
const capabilities: MeshCapabilities = {
  [MeshFeature.GRPC_SERVICES]: { by: 'VirtualService, DestinationRule' },
  [MeshFeature.TCP_SERVICES]: { by: 'VirtualService, DestinationRule, AuthorizationPolicy' },
  [MeshFeature.SEVERAL_PORTS]: {
    by: 'VirtualService, AuthorizationPolicy',
    note: 'with allowFrom, other ports are denied',
  },
  [MeshFeature.HEADLESS_SERVICES]: { by: 'AuthorizationPolicy, VirtualService', note: 'no routes or load balancing' },
  [MeshFeature.TRAFFIC_SPLIT]: { by: 'VirtualService, DestinationRule', note: 'versions by labels' },
  [MeshFeature.HEADER_ROUTING]: { by: 'VirtualService, DestinationRule' },
  [MeshFeature.PATH_ROUTING]: { by: 'VirtualService, DestinationRule' },
  [MeshFeature.METHOD_ROUTING]: { by: 'VirtualService' },
  [MeshFeature.QUERY_ROUTING]: { by: 'VirtualService' },
  [MeshFeature.INVERSE_HEADER_ROUTING]: { by: 'VirtualService' },
  [MeshFeature.ROUTE_SPLIT]: { by: 'VirtualService, DestinationRule', note: 'versions by labels' },
  [MeshFeature.OTHER_SERVICE_ROUTING]: { by: 'VirtualService' },
  [MeshFeature.PATH_REWRITE]: { by: 'VirtualService' },
  [MeshFeature.HOST_REWRITE]: { by: 'VirtualService' },
  [MeshFeature.HEADER_CHANGES]: { by: 'VirtualService' },
  [MeshFeature.CORS]: { by: 'VirtualService' },
  [MeshFeature.REDIRECTS]: { by: 'VirtualService' },
  [MeshFeature.DIRECT_RESPONSES]: { by: 'VirtualService' },
  [MeshFeature.ROUTE_RETRIES]: { by: 'VirtualService' },
  [MeshFeature.RETRIES]: { by: 'VirtualService' },
  [MeshFeature.TIMEOUTS]: { by: 'VirtualService' },
  [MeshFeature.CONNECTION_LIMITS]: { by: 'DestinationRule' },
  [MeshFeature.OUTLIER_EJECTION]: { by: 'DestinationRule' },
  [MeshFeature.VERSION_LOAD_BALANCING]: { by: 'DestinationRule' },
  [MeshFeature.VERSION_LIMITS]: { by: 'DestinationRule' },
  [MeshFeature.LOAD_BALANCING]: { by: 'DestinationRule' },
  [MeshFeature.SESSION_AFFINITY]: { by: 'DestinationRule' },
  [MeshFeature.LOCAL_RATE_LIMIT]: { by: 'EnvoyFilter' },
  [MeshFeature.FAULT_INJECTION]: { by: 'VirtualService' },
  [MeshFeature.MIRRORING]: { by: 'VirtualService, DestinationRule' },
  [MeshFeature.ACCESS_POLICY]: { by: 'AuthorizationPolicy' },
  [MeshFeature.HTTP_ACCESS_POLICY]: { by: 'AuthorizationPolicy', note: 'no regular expressions' },
  [MeshFeature.ADDRESS_ACCESS_POLICY]: { by: 'AuthorizationPolicy' },
  [MeshFeature.CLIENT_ADDRESS_ACCESS_POLICY]: { by: 'AuthorizationPolicy' },
  [MeshFeature.DEFAULT_DENY]: { by: 'AuthorizationPolicy', note: 'MeshDefaultDeny' },
  [MeshFeature.JWT_AUTHENTICATION]: { by: 'RequestAuthentication, AuthorizationPolicy' },
  [MeshFeature.TOKEN_CLAIMS]: { by: 'AuthorizationPolicy' },
  [MeshFeature.LOCALITY]: { by: 'DestinationRule' },
  [MeshFeature.CLIENT_CERTIFICATES]: { by: 'Gateway' },
  [MeshFeature.TLS_PASSTHROUGH]: { by: 'Gateway, VirtualService' },
  [MeshFeature.PLAIN_HTTP_ROUTES]: { by: 'Gateway, VirtualService' },
  [MeshFeature.GATEWAY_JWT_AUTHENTICATION]: { by: 'RequestAuthentication, AuthorizationPolicy' },
  [MeshFeature.EXTERNAL_AUTHORIZATION]: { by: 'AuthorizationPolicy, meshConfig.extensionProviders' },
  [MeshFeature.EGRESS_POLICY]: { by: 'ServiceEntry', note: 'restricts only with outboundTraffic REGISTRY_ONLY' },
  [MeshFeature.WILDCARD_EGRESS]: { by: 'ServiceEntry', note: 'the caller chooses the address' },
  [MeshFeature.TLS_ORIGINATION]: { by: 'ServiceEntry, DestinationRule' },
  [MeshFeature.GATEWAY_INGRESS]: { by: 'Gateway, VirtualService' },
  [MeshFeature.SHARED_HOSTS]: { by: 'VirtualService', note: 'the ingress delegates paths' },
};

/** The signals of Istio, installed or managed. */
const signals: MeshSignals = {
  [MeshSignal.METRICS_IN_CLUSTER]: { by: 'PodMonitor', note: 'port 15020 of proxies, 15014 of istiod' },
  [MeshSignal.METRICS_IN_AZURE]: { by: 'annotations of pods', note: 'port 15020 of proxies, 15014 of istiod' },
  [MeshSignal.DASHBOARDS]: { by: 'the dashboards of Istio 1.30.3' },
  [MeshSignal.ALL_ACCESS_LOGS]: { by: 'Telemetry' },
  [MeshSignal.ERROR_ACCESS_LOGS]: { by: 'Telemetry' },
  [MeshSignal.NO_ACCESS_LOGS]: { by: 'Telemetry' },
  [MeshSignal.NAMESPACE_ACCESS_LOGS]: { by: 'Telemetry' },
  [MeshSignal.TRACES]: { by: 'Telemetry, meshConfig.extensionProviders', note: 'OTLP' },
  [MeshSignal.TRACE_SAMPLING]: { by: 'Telemetry' },
};

const folder = 'https://raw.githubusercontent.com/istio/istio/1.30.3/manifests/addons/dashboards';

/**
 * Istio's own dashboards, from the release: at grafana.com, their revisions differ for each release.
 *
 * Source: https://github.com/istio/istio/tree/1.30.3/manifests/addons/dashboards
 */
const dashboards: DashboardSource[] = [
  { name: 'istio-mesh', url: `${folder}/istio-mesh-dashboard.gen.json` },
  { name: 'istio-service', url: `${folder}/istio-service-dashboard.json` },
  { name: 'istio-workload', url: `${folder}/istio-workload-dashboard.json` },
  { name: 'istio-performance', url: `${folder}/istio-performance-dashboard.json` },
  { name: 'istio-control-plane', url: `${folder}/pilot-dashboard.gen.json` },
];

/**
 * Sources: pkg/kube/inject and pilot/cmd/pilot-agent/status/server.go of https://github.com/istio/istio/tree/1.30.3 (if a pod
 * sets one resource, the injector ignores all resources of the mesh, and likewise for exclusion lists).
 */
const sidecars: SidecarAnnotations = {
  dropsDefaults: true,
  optOut: { labels: { 'sidecar.istio.io/inject': 'false' } },
  resources: {
    cpuRequest: 'sidecar.istio.io/proxyCPU',
    cpuLimit: 'sidecar.istio.io/proxyCPULimit',
    memoryRequest: 'sidecar.istio.io/proxyMemory',
    memoryLimit: 'sidecar.istio.io/proxyMemoryLimit',
  },
  excludedInboundPorts: 'traffic.sidecar.istio.io/excludeInboundPorts',
  excludedOutboundPorts: 'traffic.sidecar.istio.io/excludeOutboundPorts',
  excludedOutboundRanges: 'traffic.sidecar.istio.io/excludeOutboundIPRanges',
  rewriteProbes: 'sidecar.istio.io/rewriteAppHTTPProbers',
  nativeSidecar: { annotations: { 'sidecar.istio.io/nativeSidecar': 'true' } },
  quitRequest: { url: 'http://127.0.0.1:15020/quitquitquit', metadata: {} },
};

/** The labels of the workload that received a request. */
const destination = { namespaceLabel: 'destination_workload_namespace', workloadLabel: 'destination_workload' };

const policy = { apiVersion: 'security.istio.io/v1', kind: 'AuthorizationPolicy' };

/**
 * Istio with sidecars, installed by Helm.
 *
 * Sources: https://istio.io/latest/docs/reference/config/metrics/; the control plane's metrics: security/pkg/server/ca/monitoring.go and
 * pilot/pkg/xds/monitoring.go of https://github.com/istio/istio/tree/1.30.3
 */
export const istioDialect: MeshDialect = {
  capabilities,
  headlessIntents: [
    'timeoutSeconds',
    'retries',
    'faultInjection',
    'connectionLimits',
    'rateLimit',
    'jwtAuthentication',
    'externalAuthorization',
  ],
  signals,
  dashboards,
  sidecars,
  enrolmentKeys: {
    'istio-injection': { only: 'enabled' },
    'istio.io/rev': {},
  },
  defaultDeny: {
    // A policy without rules in the root namespace applies to all pods with a proxy, in all namespaces.
    deny: (namespace) => [{ ...policy, metadata: { name: 'deny-by-default', namespace }, spec: {} }],
    allowGateway: ({ gatewayName, namespaceName, selector }) => [
      {
        ...policy,
        metadata: { name: `${gatewayName}-access`, namespace: namespaceName },
        spec: { selector: { matchLabels: { ...selector } }, action: 'ALLOW', rules: [{}] },
      },
    ],
  },
  plainTextException: ({ name, namespaceName, podLabels, podPort }) => ({
    apiVersion: 'security.istio.io/v1',
    kind: 'PeerAuthentication',
    metadata: { name, namespace: namespaceName },
    spec: {
      selector: { matchLabels: { ...podLabels } },
      portLevelMtls: { [String(podPort)]: { mode: 'PERMISSIVE' } },
    },
  }),
  hasOneEgressPerNamespace: false,
  tellsTcpHostsByAddress: true,
  hasListenerPerIngress: true,
  delegatesPaths: true,
  scraperAnnotations: undefined,
  requests: { metric: 'istio_requests_total', matchers: { reporter: 'destination' }, ...destination },
  alerts: {
    requests: 'istio_requests_total{reporter="destination"}',
    failures: 'istio_requests_total{reporter="destination",response_code=~"5.."}',
    durations: 'istio_request_duration_milliseconds_bucket{reporter="destination"}',
    by: 'destination_service_namespace, destination_service_name',
    deployments: 'istiod.*',
    certificateExpiry: ['citadel_server_root_cert_expiry_timestamp', 'citadel_server_cert_chain_expiry_timestamp'],
    rejectedConfigurations: 'pilot_total_xds_rejects',
  },
  console: 'Kiali',
};
