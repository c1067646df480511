import type { MeshDialect } from '../mesh-dialect';
import type { SidecarAnnotations } from '../sidecars/sidecar-annotations';
import { MeshSignal, type MeshSignals } from '../telemetry/mesh-signal';
import type { DashboardSource } from '../telemetry/mesh-telemetry';
import type { MeshCapabilities } from '../traffic/capability';
import { MeshFeature } from '../traffic/mesh-feature';

/** The annotation of namespaces and pods with the format of the access log. */
export const accessLogAnnotation = 'config.linkerd.io/access-log';

/**
 * How Linkerd's renderer expresses features.
 *
 * Source: https://linkerd.io/2-edge/features/ and https://linkerd.io/2-edge/reference/
 */
const capabilities: MeshCapabilities = {
  [MeshFeature.GRPC_SERVICES]: { by: 'GRPCRoute' },
  [MeshFeature.TCP_SERVICES]: { by: 'TCPRoute, Server', note: 'a split requires the experimental channel' },
  [MeshFeature.SEVERAL_PORTS]: { by: 'Server, AuthorizationPolicy', note: 'other ports keep the inbound policy' },
  [MeshFeature.HEADLESS_SERVICES]: { by: 'Server, AuthorizationPolicy', note: 'ports, callers and rate limit' },
  [MeshFeature.TRAFFIC_SPLIT]: { by: 'HTTPRoute', note: 'versions by Services' },
  [MeshFeature.HEADER_ROUTING]: { by: 'HTTPRoute' },
  [MeshFeature.PATH_ROUTING]: { by: 'HTTPRoute' },
  [MeshFeature.METHOD_ROUTING]: { by: 'HTTPRoute' },
  [MeshFeature.QUERY_ROUTING]: { by: 'HTTPRoute' },
  [MeshFeature.INVERSE_HEADER_ROUTING]: { nearest: 'a route with the condition before this one' },
  [MeshFeature.ROUTE_SPLIT]: { by: 'HTTPRoute', note: 'versions by Services' },
  [MeshFeature.OTHER_SERVICE_ROUTING]: { by: 'HTTPRoute' },
  [MeshFeature.PATH_REWRITE]: { nearest: 'a route to an application that takes the other path' },
  [MeshFeature.HOST_REWRITE]: { nearest: 'a route to the other Service' },
  [MeshFeature.HEADER_CHANGES]: { by: 'HTTPRoute' },
  [MeshFeature.CORS]: { nearest: 'CORS by the application, or by the ingress controller' },
  [MeshFeature.REDIRECTS]: { by: 'HTTPRoute', note: '301 and 302' },
  [MeshFeature.DIRECT_RESPONSES]: { nearest: 'a route to a Service that always answers so' },
  [MeshFeature.ROUTE_RETRIES]: { nearest: 'retries of the service' },
  [MeshFeature.RETRIES]: { by: 'annotations of the HTTPRoute', note: 'by status only' },
  [MeshFeature.TIMEOUTS]: { by: 'HTTPRoute' },
  [MeshFeature.CONNECTION_LIMITS]: { nearest: 'outlierEjection, and rateLimit of the called service' },
  [MeshFeature.OUTLIER_EJECTION]: { by: 'annotations of the Service', note: 'requires ownsService' },
  [MeshFeature.VERSION_LOAD_BALANCING]: { nearest: 'built in: always the fastest pod' },
  [MeshFeature.VERSION_LIMITS]: { nearest: 'outlierEjection of the service' },
  [MeshFeature.LOAD_BALANCING]: { nearest: 'built in: always the fastest pod' },
  [MeshFeature.SESSION_AFFINITY]: { nearest: 'routes by a header to versions' },
  [MeshFeature.LOCAL_RATE_LIMIT]: { by: 'HTTPLocalRateLimitPolicy, Server', note: 'no burst; requires allowFrom' },
  [MeshFeature.FAULT_INJECTION]: { nearest: 'a weight of split for a Service that always fails' },
  [MeshFeature.MIRRORING]: { nearest: 'routes by a header to the version, for testers' },
  [MeshFeature.ACCESS_POLICY]: { by: 'Server, AuthorizationPolicy, MeshTLSAuthentication' },
  [MeshFeature.HTTP_ACCESS_POLICY]: { by: 'HTTPRoute, AuthorizationPolicy, MeshTLSAuthentication' },
  [MeshFeature.ADDRESS_ACCESS_POLICY]: { by: 'Server, AuthorizationPolicy, NetworkAuthentication' },
  [MeshFeature.CLIENT_ADDRESS_ACCESS_POLICY]: { nearest: 'allowed ranges of the ingress controller' },
  [MeshFeature.DEFAULT_DENY]: { by: 'a value of the control plane', note: 'defaultInboundPolicy DENY' },
  [MeshFeature.JWT_AUTHENTICATION]: { nearest: 'token validation in the application' },
  [MeshFeature.TOKEN_CLAIMS]: { nearest: 'claims checked by the application' },
  [MeshFeature.LOCALITY]: { nearest: 'trafficDistribution of the Service' },
  [MeshFeature.CLIENT_CERTIFICATES]: { nearest: 'the ingress controller' },
  [MeshFeature.TLS_PASSTHROUGH]: { nearest: 'the ingress controller' },
  [MeshFeature.PLAIN_HTTP_ROUTES]: { nearest: 'the ingress controller' },
  [MeshFeature.GATEWAY_JWT_AUTHENTICATION]: { nearest: 'the ingress controller' },
  [MeshFeature.EXTERNAL_AUTHORIZATION]: { nearest: 'an authorizer in front of the ingress controller' },
  [MeshFeature.EGRESS_POLICY]: {
    by: 'EgressNetwork, HTTPRoute or TLSRoute',
    note: 'TLS requires the experimental channel',
  },
  [MeshFeature.WILDCARD_EGRESS]: { by: 'TLSRoute, HTTPRoute', note: 'the caller chooses the address' },
  [MeshFeature.TLS_ORIGINATION]: { nearest: 'TLS of the application' },
  [MeshFeature.GATEWAY_INGRESS]: { nearest: 'any ingress controller in the mesh, as a peer in allowFrom' },
  [MeshFeature.SHARED_HOSTS]: { nearest: "the ingress controller's own objects" },
};

/** The signals of Linkerd. */
const signals: MeshSignals = {
  [MeshSignal.METRICS_IN_CLUSTER]: {
    by: 'PodMonitor, HTTPRoute, AuthorizationPolicy',
    note: 'port 4191 of proxies, for clients in the mesh',
  },
  [MeshSignal.METRICS_IN_AZURE]: {
    by: "PodMonitor of Azure's group, HTTPRoute, AuthorizationPolicy",
    note: 'port 4191 of proxies, allowed in each MeshNamespace',
  },
  [MeshSignal.DASHBOARDS]: { by: "Linkerd's dashboards at grafana.com" },
  [MeshSignal.ALL_ACCESS_LOGS]: {
    by: 'value proxy.accessLog of the chart',
    note: 'applies to pods that start after the change',
  },
  [MeshSignal.ERROR_ACCESS_LOGS]: { nearest: 'all requests, and a query for errors' },
  [MeshSignal.NO_ACCESS_LOGS]: {
    by: 'value proxy.accessLog of the chart',
    note: 'applies to pods that start after the change',
  },
  [MeshSignal.NAMESPACE_ACCESS_LOGS]: {
    by: `annotation ${accessLogAnnotation}`,
    note: 'applies to pods that start after the change',
  },
  [MeshSignal.TRACES]: {
    by: 'values proxy.tracing of the chart',
    note: 'OTLP, for requests with a trace context; the collector must be in the mesh',
  },
  [MeshSignal.TRACE_SAMPLING]: { nearest: 'the sampling decision of the client that starts the trace' },
};

/**
 * Linkerd's own dashboards, except those for Prometheus, Kubernetes and multicluster.
 *
 * Source: https://github.com/linkerd/linkerd2/blob/edge-26.8.3/grafana/values.yaml
 */
const dashboards: DashboardSource[] = (
  [
    ['top-line', 15474, 4],
    ['health', 15486, 3],
    ['namespace', 15478, 3],
    ['deployment', 15475, 6],
    ['pod', 15477, 3],
    ['service', 15480, 3],
    ['route', 15481, 3],
    ['authority', 15482, 3],
    ['statefulset', 15493, 3],
    ['daemonset', 15484, 3],
    ['replicaset', 15491, 3],
    ['job', 15487, 3],
    ['cronjob', 15483, 3],
  ] as const
).map(([name, grafanaId, revision]) => ({ name: `linkerd-${name}`, grafanaId, revision }));

/**
 * Sources: pkg/k8s/labels.go and pkg/inject of https://github.com/linkerd/linkerd2/tree/edge-26.8.3, and
 * https://linkerd.io/2-edge/tasks/graceful-shutdown/. Releases before edge-26.6.3 support native sidecars only by the alpha
 * annotation. Probes need no rewriting. `skip-subnets` is not supported: no source documents that it excludes outbound traffic.
 */
const sidecars: SidecarAnnotations = {
  optOut: { annotations: { 'linkerd.io/inject': 'disabled' } },
  resources: {
    cpuRequest: 'config.linkerd.io/proxy-cpu-request',
    cpuLimit: 'config.linkerd.io/proxy-cpu-limit',
    memoryRequest: 'config.linkerd.io/proxy-memory-request',
    memoryLimit: 'config.linkerd.io/proxy-memory-limit',
  },
  excludedInboundPorts: 'config.linkerd.io/skip-inbound-ports',
  excludedOutboundPorts: 'config.linkerd.io/skip-outbound-ports',
  nativeSidecar: {
    annotations: {
      'config.linkerd.io/proxy-enable-native-sidecar': 'true',
      'config.alpha.linkerd.io/proxy-enable-native-sidecar': 'true',
    },
  },
  quitRequest: {
    url: 'http://127.0.0.1:4191/shutdown',
    metadata: { annotations: { 'config.linkerd.io/proxy-admin-shutdown': 'enabled' } },
  },
};

/** Linkerd, installed by Helm. Source: https://linkerd.io/2-edge/reference/proxy-metrics/ */
export const linkerdDialect: MeshDialect = {
  capabilities,
  headlessIntents: ['rateLimit'],
  signals,
  dashboards,
  sidecars,
  enrolmentKeys: { 'linkerd.io/inject': { except: 'disabled' } },
  defaultDeny: {
    why: 'on Linkerd, which configures it in its control plane',
    fix: 'Set defaultInboundPolicy: LinkerdInboundPolicy.DENY on the LinkerdMesh, and create a MeshNamespacePolicy with scrapers for its namespaces.',
  },
  plainTextException: undefined,
  hasOneEgressPerNamespace: true,
  tellsTcpHostsByAddress: false,
  hasListenerPerIngress: false,
  delegatesPaths: false,
  scraperAnnotations: {
    'linkerd.io/inject': 'enabled',
    'config.linkerd.io/default-inbound-policy': 'all-unauthenticated',
  },
  requests: {
    metric: 'request_total',
    matchers: { direction: 'inbound' },
    namespaceLabel: 'namespace',
    workloadLabel: undefined,
    workloadKinds: ['Deployment', 'StatefulSet'],
  },
  alerts: {
    requests: 'response_total{direction="inbound"}',
    failures: 'response_total{direction="inbound",classification="failure"}',
    durations: 'response_latency_ms_bucket{direction="inbound"}',
    by: 'namespace, deployment',
    deployments: 'linkerd-(destination|identity|proxy-injector)',
  },
  console: 'LinkerdViz',
};
