import type { Manifest } from '../../helm/manifest';
import type { MonitorApi } from '../telemetry/mesh-telemetry';
import { copy, keep, podMonitor } from '../telemetry/monitors';

const ofPod = '__meta_kubernetes_pod_';
/** The parties of a request, in their order within the metric's name. */
const ends = ['source', 'destination'].flatMap((end) =>
  ['namespace', 'kind', 'name', 'pod'].map((part) => `${end}_${part}`),
);
const proxyMetrics = [
  'envoy_server_live',
  'envoy_cluster_health_check_.*',
  'envoy_cluster_upstream_rq_xx',
  'envoy_cluster_upstream_cx_active',
  'envoy_cluster_upstream_cx_[tr]x_bytes_total',
  'envoy_cluster_upstream_rq_total',
  'envoy_cluster_upstream_cx_destroy_(remote|local)_with_active_rq',
  'envoy_cluster_upstream_cx_connect_timeout',
  'envoy_cluster_upstream_rq_pending_(failure_eject|overflow)',
  'envoy_cluster_upstream_rq_timeout',
  'envoy_cluster_upstream_rq_rx_reset',
  'envoy_cluster_upstream_rq_retry.*',
];

/**
 * Monitors for the sidecars and the control plane. Samples have the labels of OSM's own Prometheus, which OSM's dashboards
 * expect. Sidecars put the source and the destination into the metric names; the rules convert them to labels.
 *
 * Source: charts/osm/templates/prometheus-configmap.yaml, and `getEnvoyContainerPorts` in pkg/injector/envoy_container.go, of
 * https://github.com/openservicemesh/osm/tree/v1.2.4
 */
export function osmMonitors(api: MonitorApi, namespace: string): Manifest[] {
  const sidecar = { port: 'proxy-metrics', path: '/stats/prometheus' };
  return [
    podMonitor(api, {
      name: 'osm-sidecars',
      namespace,
      selector: { matchExpressions: [{ key: 'osm-proxy-uuid', operator: 'Exists' }] },
      endpoints: [
        {
          ...sidecar,
          relabelings: [
            copy('__meta_kubernetes_namespace', 'source_namespace'),
            copy(`${ofPod}name`, 'source_pod_name'),
            copy(`${ofPod}label_app`, 'source_service'),
            ...ofWorkload(),
          ],
          metricRelabelings: [keep(['__name__'], proxyMetrics.join('|'))],
        },
        { ...sidecar, metricRelabelings: ofRequests() },
      ],
    }),
    osmControlPlaneMonitor(api, namespace),
  ];
}

/** Source: templates/osm-deployment.yaml, osm-injector-deployment.yaml and osm-bootstrap-deployment.yaml of the chart. */
export function osmControlPlaneMonitor(api: MonitorApi, namespace: string): Manifest {
  const values = ['osm-controller', 'osm-injector', 'osm-bootstrap'];
  return podMonitor(api, {
    name: 'osm-control-plane',
    namespace,
    namespaces: [namespace],
    selector: { matchExpressions: [{ key: 'app', operator: 'In', values }] },
    endpoints: [
      {
        port: 'metrics',
        path: '/metrics',
        relabelings: [
          copy('__meta_kubernetes_namespace', 'source_namespace'),
          copy(`${ofPod}name`, 'source_pod_name'),
          copy(`${ofPod}label_app`, 'source_service'),
          ...ofWorkload(),
        ],
      },
    ],
  });
}

/** A Deployment's pods belong to a ReplicaSet, whose name ends in a hash. */
function ofWorkload(): object[] {
  const [kind, name] = [`${ofPod}controller_kind`, `${ofPod}controller_name`];
  const target = (targetLabel: string) => ({ action: 'replace', targetLabel });
  return [
    copy(kind, 'source_workload_kind'),
    copy(name, 'source_workload_name'),
    { ...target('source_workload_kind'), sourceLabels: [kind], regex: 'ReplicaSet', replacement: 'Deployment' },
    { ...target('source_workload_name'), sourceLabels: [kind, name], regex: 'ReplicaSet;(.*)-[^-]+' },
  ];
}

function ofRequests(): object[] {
  const callers = ends.map((end) => `${end}_(.*)`).join('_');
  const total = `response_code_(\\d{3})_${callers}_osm_request_total`;
  const duration = `${callers}_osm_request_duration_ms_(bucket|sum|count)`;
  const label = (targetLabel: string, regex: string, group: number) => ({
    action: 'replace',
    sourceLabels: ['__name__'],
    regex,
    replacement: `$${group}`,
    targetLabel,
  });
  return [
    keep(['__name__'], '.*osm_request_(total|duration_ms_(bucket|count|sum))'),
    label('response_code', total, 1),
    ...ends.map((end, index) => label(end, total, index + 2)),
    ...ends.map((end, index) => label(end, duration, index + 1)),
    label('__name__', '.*(osm_request_(total|duration_ms_(bucket|sum|count)))', 1),
  ];
}
