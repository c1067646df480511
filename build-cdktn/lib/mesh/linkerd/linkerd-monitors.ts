import type { Manifest } from '../../helm/manifest';
import type { MonitorApi } from '../telemetry/mesh-telemetry';
import { copy, keep, podMonitor } from '../telemetry/monitors';

const ofPod = '__meta_kubernetes_pod_';
const label = `${ofPod}label_`;
const held = '__tmp_pod_label_';

/**
 * The monitors that the chart creates if `podMonitor.enabled` is true, which supports only the Prometheus Operator's API group.
 * The injector's pod labels become sample labels without their prefix, e.g. `deployment`, as Linkerd's dashboards expect.
 *
 * Source: templates/podmonitor.yaml of https://github.com/linkerd/linkerd2/tree/edge-26.8.3/charts/linkerd-control-plane
 */
export function linkerdMonitors(api: MonitorApi, namespace: string): Manifest[] {
  const port = `${ofPod}container_port_name`;
  const map = (regex: string, replacement?: string) => ({
    action: 'labelmap',
    regex,
    ...(replacement === undefined ? {} : { replacement }),
  });
  const drop = (regex: string) => ({ action: 'labeldrop', regex });
  return [
    podMonitor(api, {
      name: 'linkerd-controller',
      namespace,
      namespaces: [namespace, 'linkerd-viz'],
      selector: {},
      endpoints: [
        {
          relabelings: [
            keep([port], '.*-admin'),
            { action: 'drop', sourceLabels: [port], regex: 'linkerd-admin' },
            copy(`${ofPod}container_name`, 'component'),
          ],
        },
      ],
    }),
    podMonitor(api, {
      name: 'linkerd-proxy',
      namespace,
      selector: {},
      endpoints: [
        {
          relabelings: [
            keep(
              [`${ofPod}container_name`, port, `${label}linkerd_io_control_plane_ns`],
              `linkerd-proxy;linkerd-admin;${namespace}`,
            ),
            copy('__meta_kubernetes_namespace', 'namespace'),
            copy(`${ofPod}name`, 'pod'),
            copy(`${label}linkerd_io_proxy_job`, 'k8s_job'),
            drop(`${label}linkerd_io_proxy_job`),
            map(`${label}linkerd_io_proxy_(.+)`),
            drop(`${label}linkerd_io_proxy_(.+)`),
            map(`${label}linkerd_io_(.+)`),
            map(`${label}(.+)`, `${held}$1`),
            map(`${held}linkerd_io_(.+)`, `${held}$1`),
            drop(`${held}linkerd_io_(.+)`),
            map(`${held}(.+)`),
          ],
        },
      ],
    }),
  ];
}
