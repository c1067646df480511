import type { MeshDialect } from '../mesh-dialect';
import type { SidecarAnnotations } from '../sidecars/sidecar-annotations';
import { envoySeries } from '../telemetry/envoy-series';
import { MeshSignal, type MeshSignals } from '../telemetry/mesh-signal';
import type { DashboardSource } from '../telemetry/mesh-telemetry';
import type { MeshCapabilities } from '../traffic/capability';
import { MeshFeature } from '../traffic/mesh-feature';

/**
 * How Open Service Mesh's renderer expresses features.
 *
 * Source: https://github.com/openservicemesh/osm/tree/v1.2.4/cmd/osm-bootstrap/crds
 */
const capabilities: MeshCapabilities = {
  [MeshFeature.GRPC_SERVICES]: { by: 'appProtocol of the Service' },
  [MeshFeature.TCP_SERVICES]: { by: 'TrafficTarget, TCPRoute' },
  [MeshFeature.SEVERAL_PORTS]: { by: 'TrafficTarget, TCPRoute', note: 'HTTP ports have the same callers' },
  [MeshFeature.HEADLESS_SERVICES]: { by: 'TrafficTarget', note: 'ports and callers; pods by their names' },
  [MeshFeature.TRAFFIC_SPLIT]: { by: 'TrafficSplit', note: 'versions by Services' },
  [MeshFeature.HEADER_ROUTING]: { nearest: 'split with weights' },
  [MeshFeature.PATH_ROUTING]: { nearest: 'split with weights' },
  [MeshFeature.METHOD_ROUTING]: { nearest: 'split with weights' },
  [MeshFeature.QUERY_ROUTING]: { nearest: 'split with weights' },
  [MeshFeature.INVERSE_HEADER_ROUTING]: { nearest: 'split with weights' },
  [MeshFeature.ROUTE_SPLIT]: { nearest: 'split of the service' },
  [MeshFeature.OTHER_SERVICE_ROUTING]: { nearest: 'a version of split whose service is the other one' },
  [MeshFeature.PATH_REWRITE]: { nearest: 'rewrites by the application or the ingress controller' },
  [MeshFeature.HOST_REWRITE]: { nearest: 'rewrites by the application or the ingress controller' },
  [MeshFeature.HEADER_CHANGES]: { nearest: 'headers of the application or the ingress controller' },
  [MeshFeature.CORS]: { nearest: 'CORS by the application or the ingress controller' },
  [MeshFeature.REDIRECTS]: { nearest: 'redirects of the application or the ingress controller' },
  [MeshFeature.DIRECT_RESPONSES]: { nearest: 'a Service that always answers so' },
  [MeshFeature.ROUTE_RETRIES]: { nearest: 'retries of the service' },
  [MeshFeature.RETRIES]: { by: 'Retry', note: 'for callers in allowFrom' },
  [MeshFeature.TIMEOUTS]: { nearest: 'perTryTimeoutSeconds of retries, and connectTimeoutSeconds of connectionLimits' },
  [MeshFeature.CONNECTION_LIMITS]: { by: 'UpstreamTrafficSetting' },
  [MeshFeature.OUTLIER_EJECTION]: { nearest: 'connectionLimits, and readiness probes of the pods' },
  [MeshFeature.VERSION_LOAD_BALANCING]: { nearest: 'built in: always round robin' },
  [MeshFeature.VERSION_LIMITS]: { by: 'UpstreamTrafficSetting', note: 'connections and requests' },
  [MeshFeature.LOAD_BALANCING]: { nearest: 'built in: always round robin' },
  [MeshFeature.SESSION_AFFINITY]: { nearest: 'nothing' },
  [MeshFeature.LOCAL_RATE_LIMIT]: { by: 'UpstreamTrafficSetting' },
  [MeshFeature.FAULT_INJECTION]: { nearest: 'a weight of split for a Service that always fails' },
  [MeshFeature.MIRRORING]: { nearest: 'split with a small weight' },
  [MeshFeature.ACCESS_POLICY]: { by: 'TrafficTarget, HTTPRouteGroup', note: 'ServiceAccounts only' },
  [MeshFeature.HTTP_ACCESS_POLICY]: { by: 'TrafficTarget, HTTPRouteGroup' },
  [MeshFeature.ADDRESS_ACCESS_POLICY]: { nearest: 'an IngressBackend of your own, with IPRange sources' },
  [MeshFeature.CLIENT_ADDRESS_ACCESS_POLICY]: { nearest: 'allowed ranges of the ingress controller' },
  [MeshFeature.DEFAULT_DENY]: { by: 'MeshConfig', note: 'always, unless permissiveTrafficPolicy' },
  [MeshFeature.JWT_AUTHENTICATION]: { nearest: 'inboundExternalAuthorization of meshConfig' },
  [MeshFeature.TOKEN_CLAIMS]: { nearest: 'claims checked by the application' },
  [MeshFeature.LOCALITY]: { nearest: 'nothing' },
  [MeshFeature.CLIENT_CERTIFICATES]: { nearest: 'the ingress controller' },
  [MeshFeature.TLS_PASSTHROUGH]: { nearest: 'the ingress controller' },
  [MeshFeature.PLAIN_HTTP_ROUTES]: { nearest: 'the ingress controller' },
  [MeshFeature.GATEWAY_JWT_AUTHENTICATION]: { nearest: 'the ingress controller' },
  [MeshFeature.EXTERNAL_AUTHORIZATION]: { nearest: 'inboundExternalAuthorization of meshConfig' },
  [MeshFeature.EGRESS_POLICY]: { by: 'Egress', note: 'requires callers' },
  [MeshFeature.WILDCARD_EGRESS]: { by: 'Egress', note: 'TLS only; the caller chooses the address' },
  [MeshFeature.TLS_ORIGINATION]: { nearest: 'TLS of the application' },
  [MeshFeature.GATEWAY_INGRESS]: { nearest: 'an ingress controller in the mesh, as a peer in allowFrom' },
  [MeshFeature.SHARED_HOSTS]: { nearest: "the ingress controller's own objects" },
};

/** The signals of Open Service Mesh. */
const signals: MeshSignals = {
  [MeshSignal.METRICS_IN_CLUSTER]: {
    by: 'PodMonitor',
    note: 'port 15010 of sidecars; requires metrics: true on the mesh',
  },
  [MeshSignal.METRICS_IN_AZURE]: {
    by: 'annotations of pods',
    note: 'port 15010 of sidecars; requires metrics: true on the mesh',
  },
  [MeshSignal.DASHBOARDS]: { by: 'the dashboards of Open Service Mesh 1.2.4' },
  [MeshSignal.ALL_ACCESS_LOGS]: { by: 'its sidecars, always' },
  [MeshSignal.ERROR_ACCESS_LOGS]: { nearest: 'all requests, and a query for errors' },
  [MeshSignal.NO_ACCESS_LOGS]: { nearest: 'a filter in the log collector' },
  [MeshSignal.NAMESPACE_ACCESS_LOGS]: { nearest: 'a filter in the log collector' },
  [MeshSignal.TRACES]: { by: 'MeshConfig', note: 'Zipkin; the collector must be outside the mesh' },
  [MeshSignal.TRACE_SAMPLING]: { nearest: 'a sampling processor in the collector' },
};

const folder = 'https://raw.githubusercontent.com/openservicemesh/osm/v1.2.4/charts/osm/grafana/dashboards';

/**
 * Open Service Mesh's own dashboards, which the chart contains for its Grafana.
 *
 * Source: https://github.com/openservicemesh/osm/tree/v1.2.4/charts/osm/grafana/dashboards
 */
const dashboards: DashboardSource[] = [
  'osm-control-plane',
  'osm-data-plane-performance',
  'osm-mesh-envoy-details',
  'osm-pod-to-service',
  'osm-service-to-service',
  'osm-workload-to-service',
  'osm-workload-to-workload',
].map((name) => ({ name, url: `${folder}/${name}.json` }));

/**
 * Source: pkg/injector of https://github.com/openservicemesh/osm/tree/v1.2.4. Resources can be set only in the MeshConfig, probes
 * are always rewritten, and a sidecar is always a regular container.
 */
const sidecars: SidecarAnnotations = {
  optOut: { annotations: { 'openservicemesh.io/sidecar-injection': 'disabled' } },
  excludedInboundPorts: 'openservicemesh.io/inbound-port-exclusion-list',
  excludedOutboundPorts: 'openservicemesh.io/outbound-port-exclusion-list',
  excludedOutboundRanges: 'openservicemesh.io/outbound-ip-range-exclusion-list',
};

/**
 * Open Service Mesh, installed by Helm. The callers' sidecars count requests; OSM puts the labels into the metric's name, where
 * Envoy replaces `-` with `_`, and OSM's scrape configuration converts them to labels. Other series have the service in the
 * metric's name, which only OSM's own Prometheus parses: alerts use Envoy's series.
 *
 * Source: https://github.com/openservicemesh/osm/blob/v1.2.4/wasm/stats.cc and charts/osm/templates/prometheus-configmap.yaml
 */
export const osmDialect: MeshDialect = {
  capabilities,
  headlessIntents: [],
  signals,
  dashboards,
  sidecars,
  enrolmentKeys: { 'openservicemesh.io/monitored-by': {} },
  defaultDeny: {
    why: 'on Open Service Mesh, which denies by default',
    fix: 'Remove the construct; permissiveTrafficPolicy of the mesh is false.',
  },
  plainTextException: undefined,
  hasOneEgressPerNamespace: false,
  tellsTcpHostsByAddress: false,
  hasListenerPerIngress: false,
  delegatesPaths: false,
  scraperAnnotations: undefined,
  requests: {
    metric: 'osm_request_total',
    matchers: {},
    namespaceLabel: 'destination_namespace',
    workloadLabel: 'destination_name',
    usesUnderscores: true,
  },
  alerts: { ...envoySeries, deployments: 'osm-(controller|injector)' },
  console: undefined,
};
