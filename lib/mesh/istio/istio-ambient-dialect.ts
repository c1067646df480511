import type { MeshDialect } from '../mesh-dialect';
import type { SidecarAnnotations } from '../sidecars/sidecar-annotations';
import { MeshSignal, type MeshSignals } from '../telemetry/mesh-signal';
import type { MeshCapabilities } from '../traffic/capability';
import { MeshFeature } from '../traffic/mesh-feature';
import { istioDialect } from './istio-dialect';

const atWaypoint = 'at a waypoint';

/**
 * The same objects for a waypoint; node proxies match callers and ports. A waypoint ignores EnvoyFilters for sidecars, and node
 * proxies pass through traffic to unregistered destinations: https://github.com/istio/istio/issues/54281
 */
const capabilities: MeshCapabilities = {
  ...(Object.fromEntries(
    Object.entries(istioDialect.capabilities).map(([feature, capability]) => [
      feature,
      { ...capability, note: atWaypoint },
    ]),
  ) as MeshCapabilities),
  [MeshFeature.SEVERAL_PORTS]: {
    by: 'VirtualService, AuthorizationPolicy',
    note: 'with allowFrom, other ports are denied',
  },
  [MeshFeature.HEADLESS_SERVICES]: { by: 'AuthorizationPolicy', note: 'on the nodes: ports and callers' },
  [MeshFeature.LOCAL_RATE_LIMIT]: { nearest: 'connection limits' },
  [MeshFeature.ACCESS_POLICY]: { by: 'AuthorizationPolicy', note: 'at a waypoint and on the nodes' },
  [MeshFeature.ADDRESS_ACCESS_POLICY]: { by: 'AuthorizationPolicy', note: 'on the nodes: ports and callers' },
  [MeshFeature.DEFAULT_DENY]: istioDialect.capabilities[MeshFeature.DEFAULT_DENY],
  [MeshFeature.EGRESS_POLICY]: { nearest: 'network policies' },
  [MeshFeature.WILDCARD_EGRESS]: { nearest: 'network policies' },
  [MeshFeature.TLS_ORIGINATION]: { nearest: 'TLS of the application' },
  [MeshFeature.GATEWAY_INGRESS]: istioDialect.capabilities[MeshFeature.GATEWAY_INGRESS],
  [MeshFeature.CLIENT_CERTIFICATES]: istioDialect.capabilities[MeshFeature.CLIENT_CERTIFICATES],
  [MeshFeature.TLS_PASSTHROUGH]: istioDialect.capabilities[MeshFeature.TLS_PASSTHROUGH],
  [MeshFeature.PLAIN_HTTP_ROUTES]: istioDialect.capabilities[MeshFeature.PLAIN_HTTP_ROUTES],
  [MeshFeature.GATEWAY_JWT_AUTHENTICATION]: istioDialect.capabilities[MeshFeature.GATEWAY_JWT_AUTHENTICATION],
  [MeshFeature.SHARED_HOSTS]: istioDialect.capabilities[MeshFeature.SHARED_HOSTS],
};

const atWaypoints = 'at waypoints; node proxies always log connections';

/**
 * The same objects: node proxies and waypoints have the port, the annotations and the container name of sidecars. Waypoints apply
 * the Telemetry of the root namespace, and that of the called Service's namespace. Azure's agent is configured by namespace, and
 * the waypoints' namespaces are not among the mesh's.
 *
 * Sources: manifests/charts/ztunnel (values.yaml, templates/daemonset.yaml), `applicableTelemetries` in
 * pilot/pkg/model/telemetry.go, and manifests/charts/istio-control/istio-discovery/files/waypoint.yaml of
 * https://github.com/istio/istio/tree/1.30.3; the paths of a node proxy: src/metrics/server.rs of
 * https://github.com/istio/ztunnel
 */
const signals: MeshSignals = {
  ...istioDialect.signals,
  [MeshSignal.METRICS_IN_CLUSTER]: {
    by: 'PodMonitor',
    note: 'port 15020 of node proxies and waypoints, 15014 of istiod',
  },
  [MeshSignal.METRICS_IN_AZURE]: {
    nearest: "scrapePods of the ManagedPrometheusSettings, with istio-system and the waypoints' namespaces",
  },
  [MeshSignal.ALL_ACCESS_LOGS]: { by: 'Telemetry', note: atWaypoints },
  [MeshSignal.ERROR_ACCESS_LOGS]: { by: 'Telemetry', note: atWaypoints },
  [MeshSignal.NO_ACCESS_LOGS]: { by: 'Telemetry', note: atWaypoints },
  [MeshSignal.NAMESPACE_ACCESS_LOGS]: { by: 'Telemetry', note: 'at waypoints, for calls to its services' },
  [MeshSignal.TRACES]: { by: 'Telemetry, meshConfig.extensionProviders', note: 'OTLP, from waypoints' },
};

/** In a namespace without a waypoint, these have no effect. */
export const ambientSignalsWithoutWaypoint: MeshSignals = {
  ...signals,
  [MeshSignal.NAMESPACE_ACCESS_LOGS]: { nearest: 'an IstioWaypoint as the mesh of the namespace' },
};

/** Pods have no sidecars to configure. Source: https://istio.io/latest/docs/ambient/usage/add-workloads/ */
const sidecars: SidecarAnnotations = { optOut: { labels: { 'istio.io/dataplane-mode': 'none' } } };

/**
 * Istio without sidecars, installed by Helm. Waypoints count requests; node proxies count only connections.
 *
 * Source: https://istio.io/latest/docs/reference/config/metrics/
 */
export const istioAmbientDialect: MeshDialect = {
  ...istioDialect,
  capabilities,
  headlessIntents: [],
  signals,
  sidecars,
  enrolmentKeys: { 'istio.io/dataplane-mode': { except: 'none' } },
  plainTextException: undefined,
  requests: { ...istioDialect.requests, matchers: { reporter: 'waypoint' } },
  alerts: {
    ...istioDialect.alerts,
    requests: 'istio_requests_total{reporter=~"destination|waypoint"}',
    failures: 'istio_requests_total{reporter=~"destination|waypoint",response_code=~"5.."}',
    durations: 'istio_request_duration_milliseconds_bucket{reporter=~"destination|waypoint"}',
  },
  console: undefined,
};
