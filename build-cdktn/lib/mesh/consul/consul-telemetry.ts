import type { Faults } from '../../core/faults';
import type { Manifest } from '../../helm/manifest';
import type { IServiceMesh } from '../service-mesh';
import type { MeshTelemetry, MonitorApi, TelemetryIntent } from '../telemetry/mesh-telemetry';
import { copy, keep, podMonitor } from '../telemetry/monitors';
import { consulDialect } from './consul-dialect';
import { consulApi } from './consul-mesh-config';

/** The facts about a Consul mesh that its telemetry needs. */
export interface ConsulToObserve extends IServiceMesh {
  readonly _scraped: boolean;
}

/**
 * How Consul provides its signals. The metrics port is excluded from redirection, so neither mutual TLS nor intentions apply to
 * it; it exists only if enabled in the chart. There is one ProxyDefaults, `global`, for all proxies; their log lines are JSON
 * unless a format is set.
 *
 * Source: `getMetricsPorts` in control-plane/connect-inject/webhook/consul_dataplane_sidecar.go, and redirect_traffic.go beside
 * it, of https://github.com/hashicorp/consul-k8s/tree/v2.0.3
 *
 * @internal
 */
export function consulTelemetry(mesh: ConsulToObserve): MeshTelemetry {
  return {
    signals: consulDialect.signals,
    check: () => undefined,
    checkSettings: () => undefined,
    settingsOwner: () => undefined,
    settings: () => ({}),

    objects({ accessLogs }: TelemetryIntent): Manifest[] {
      if (!accessLogs) return [];
      const logs = accessLogs._requests === 'off' ? { enabled: false } : { enabled: true, type: 'stdout' };
      const metadata = { name: 'global', namespace: mesh.rootNamespace };
      return [{ apiVersion: consulApi, kind: 'ProxyDefaults', metadata, spec: { accessLogs: logs } }];
    },

    monitors: (api: MonitorApi) => consulMonitors(api, mesh.rootNamespace),
    byAnnotations: () => ({ namespaces: [mesh.rootNamespace], monitors: [] }),

    checkMetrics(faults: Faults): void {
      if (mesh._scraped) return;
      const must = `can only be used with metrics enabled on '${mesh.node.path}'; otherwise its sidecars serve none`;
      faults.add('metrics', must, undefined, 'Set metrics: true on the mesh.');
    },
  };
}

/** Sidecars declare the port; gateway pods have it in addition to the port that they declare. */
function consulMonitors(api: MonitorApi, namespace: string): Manifest[] {
  const ofPod = [copy('__meta_kubernetes_namespace', 'namespace'), copy('__meta_kubernetes_pod_name', 'pod')];
  return [
    podMonitor(api, {
      name: 'consul-sidecars',
      namespace,
      selector: { matchLabels: { 'consul.hashicorp.com/connect-inject-status': 'injected' } },
      endpoints: [
        {
          port: 'prometheus',
          path: '/metrics',
          relabelings: [keep(['__meta_kubernetes_pod_container_name'], 'consul-dataplane'), ...ofPod],
        },
      ],
    }),
    podMonitor(api, {
      name: 'consul-gateways',
      namespace,
      namespaces: [namespace],
      selector: { matchLabels: { app: 'consul', component: 'terminating-gateway' } },
      endpoints: [
        {
          path: '/metrics',
          relabelings: [
            keep(['__meta_kubernetes_pod_container_port_number'], '8443'),
            {
              action: 'replace',
              sourceLabels: ['__address__'],
              regex: '(.*):8443',
              replacement: '$1:20200',
              targetLabel: '__address__',
            },
            ...ofPod,
          ],
        },
      ],
    }),
  ];
}
