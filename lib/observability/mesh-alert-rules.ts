import { type IServiceMesh, MeshKind } from '../mesh/service-mesh';
import type { MeshAlertsProps } from './mesh-alerts';

export interface MeshAlertRule {
  readonly alert: string;
  /** Of Azure: 0 is critical, 4 is verbose. */
  readonly severity: number;
  readonly expression: string;
  readonly summary: string;
}

/** How a mesh counts requests and names what runs it. */
interface MeshSeries {
  /** All requests, and those that failed, without the range. */
  readonly requests: string;
  readonly failures: string;
  /** Buckets of durations in milliseconds. */
  readonly durations: string;
  /** The labels that say whose they are. */
  readonly by: string;
  /** Names of the control plane's Deployments in the root namespace. */
  readonly deployments: string;
}

/** Source: https://istio.io/latest/docs/reference/config/metrics/ */
const istio: MeshSeries = {
  requests: 'istio_requests_total{reporter="destination"}',
  failures: 'istio_requests_total{reporter="destination",response_code=~"5.."}',
  durations: 'istio_request_duration_milliseconds_bucket{reporter="destination"}',
  by: 'destination_service_namespace, destination_service_name',
  deployments: 'istiod.*',
};

/** Requests are counted by waypoints; ztunnels know connections only. */
const ambient: MeshSeries = {
  ...istio,
  requests: 'istio_requests_total{reporter=~"destination|waypoint"}',
  failures: 'istio_requests_total{reporter=~"destination|waypoint",response_code=~"5.."}',
  durations: 'istio_request_duration_milliseconds_bucket{reporter=~"destination|waypoint"}',
};

/** Source: https://linkerd.io/2-edge/reference/proxy-metrics/ */
const linkerd: MeshSeries = {
  requests: 'response_total{direction="inbound"}',
  failures: 'response_total{direction="inbound",classification="failure"}',
  durations: 'response_latency_ms_bucket{direction="inbound"}',
  by: 'namespace, deployment',
  deployments: 'linkerd-(destination|identity|proxy-injector)',
};

/**
 * What every Envoy counts of those it calls. Open Service Mesh's own series are in metrics' names, which its own Prometheus
 * alone takes apart.
 *
 * Source: https://www.envoyproxy.io/docs/envoy/latest/configuration/upstream/cluster_manager/cluster_stats
 */
const envoy = {
  requests: 'envoy_cluster_upstream_rq_xx',
  failures: 'envoy_cluster_upstream_rq_xx{envoy_response_code_class="5"}',
  durations: 'envoy_cluster_upstream_rq_time_bucket',
  by: 'envoy_cluster_name',
};

const openServiceMesh: MeshSeries = { ...envoy, deployments: 'osm-(controller|injector)' };

const seriesOf: { readonly [kind in MeshKind]: MeshSeries } = {
  [MeshKind.ISTIO]: istio,
  [MeshKind.ISTIO_AMBIENT]: ambient,
  [MeshKind.MANAGED_ISTIO]: istio,
  [MeshKind.LINKERD]: linkerd,
  [MeshKind.OPEN_SERVICE_MESH]: openServiceMesh,
  [MeshKind.MANAGED_OPEN_SERVICE_MESH]: openServiceMesh,
  [MeshKind.CONSUL]: { ...envoy, deployments: '.*connect-injector' },
};

/** A service that is hardly called has no rate worth an alert. */
const leastRequestsPerSecond = 0.1;
const window = '[5m]';

export function meshAlertRules(mesh: IServiceMesh, thresholds: MeshAlertsProps): MeshAlertRule[] {
  const { maxErrorPercent = 5, maxLatencyMilliseconds = 1000, certificateDays = 30 } = thresholds;
  const { requests, failures, durations, by, deployments } = seriesOf[mesh.kind];
  const isCalled = `sum by (${by}) (rate(${requests}${window})) > ${leastRequestsPerSecond}`;
  return [
    {
      alert: 'MeshErrorRateHigh',
      severity: 2,
      expression: `100 * sum by (${by}) (rate(${failures}${window})) / sum by (${by}) (rate(${requests}${window})) > ${maxErrorPercent} and (${isCalled})`,
      summary: `More than ${maxErrorPercent} % of the requests to a service fail.`,
    },
    {
      alert: 'MeshLatencyHigh',
      severity: 3,
      expression: `histogram_quantile(0.99, sum by (le, ${by}) (rate(${durations}${window}))) > ${maxLatencyMilliseconds} and (${isCalled})`,
      summary: `One in a hundred requests to a service takes more than ${maxLatencyMilliseconds} ms.`,
    },
    controlPlaneDown(mesh, deployments),
    ...(deployments === istio.deployments ? istioAlone(certificateDays) : []),
  ];
}

/** By what managed Prometheus knows of Deployments without being told; a Deployment that is gone counts too. */
function controlPlaneDown({ rootNamespace }: IServiceMesh, deployments: string): MeshAlertRule {
  const available = `kube_deployment_status_replicas_available{namespace="${rootNamespace}",deployment=~"${deployments}"}`;
  return {
    alert: 'MeshControlPlaneDown',
    severity: 1,
    expression: `${available} < 1 or absent(${available})`,
    summary: 'No pod of a part of the control plane is ready: new pods get no proxy, and proxies no news.',
  };
}

/**
 * What istiod tells of itself.
 *
 * Sources: https://github.com/istio/istio/blob/1.30.3/security/pkg/server/ca/monitoring.go and pilot/pkg/xds/monitoring.go
 */
function istioAlone(certificateDays: number): MeshAlertRule[] {
  const left = (part: string) => `min(citadel_server_${part}_expiry_timestamp) - time() < ${certificateDays * 86_400}`;
  return [
    {
      alert: 'MeshCertificateExpiring',
      severity: 2,
      expression: `(${left('root_cert')}) or (${left('cert_chain')})`,
      summary: `A certificate that the mesh rests on ends in less than ${certificateDays} days.`,
    },
    {
      alert: 'MeshConfigurationRejected',
      severity: 3,
      expression: `sum(rate(pilot_total_xds_rejects${window})) > 0`,
      summary: 'Proxies refuse configuration of the control plane, and go on with what they had.',
    },
  ];
}
