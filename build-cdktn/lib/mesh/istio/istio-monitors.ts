import type { Manifest } from '../../helm/manifest';
import type { MonitorApi } from '../telemetry/mesh-telemetry';
import { copy, keep, podMonitor } from '../telemetry/monitors';

const port = '__meta_kubernetes_pod_annotation_prometheus_io_port';
const ip = '__meta_kubernetes_pod_ip';

/**
 * The injector annotates pods with their proxy's metrics port; the control plane's port is 15014. Both serve plain text.
 *
 * Source: samples/addons/extras/prometheus-operator.yaml, and the ports of
 * manifests/charts/istio-control/istio-discovery/templates/deployment.yaml, of https://github.com/istio/istio/tree/1.30.3
 */
export function istioMonitors(api: MonitorApi, namespace: string): Manifest[] {
  const address = (regex: string, replacement: string) => ({
    action: 'replace',
    sourceLabels: [port, ip],
    regex,
    replacement,
    targetLabel: '__address__',
  });
  const ofPod = [copy('__meta_kubernetes_namespace', 'namespace'), copy('__meta_kubernetes_pod_name', 'pod')];
  return [
    podMonitor(api, {
      name: 'istio-proxies',
      namespace,
      selector: { matchExpressions: [{ key: 'istio-prometheus-ignore', operator: 'DoesNotExist' }] },
      endpoints: [
        {
          path: '/stats/prometheus',
          relabelings: [
            keep(['__meta_kubernetes_pod_container_name'], 'istio-proxy'),
            keep(['__meta_kubernetes_pod_annotationpresent_prometheus_io_scrape'], 'true'),
            address(String.raw`(\d+);(([A-Fa-f0-9]{1,4}::?){1,7}[A-Fa-f0-9]{1,4})`, '[$2]:$1'),
            address(String.raw`(\d+);((([0-9]+?)(\.|$)){4})`, '$2:$1'),
            ...ofPod,
          ],
        },
      ],
    }),
    podMonitor(api, {
      name: 'istiod',
      namespace,
      namespaces: [namespace],
      selector: { matchLabels: { app: 'istiod' } },
      endpoints: [
        {
          path: '/metrics',
          relabelings: [
            keep(['__meta_kubernetes_pod_container_port_number'], '15014'),
            copy('__meta_kubernetes_pod_label_app', 'app'),
            ...ofPod,
          ],
        },
      ],
    }),
  ];
}
