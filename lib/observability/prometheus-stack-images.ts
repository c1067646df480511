import type { ChartImage } from '../helm/chart-image';
import { valueAt } from '../helm/values';

/** The images of one chart version; the tags of other versions are not known here. */
const known = '88.5.3';

/** An image, the path of its values, and the value that enables or disables it. */
interface Row {
  readonly repository: string;
  readonly tag: string;
  readonly place: string;
  readonly isOn?: (values: unknown) => boolean;
}

const unless = (path: string) => (values: unknown) => valueAt(values, path) !== false;
const only = (path: string) => (values: unknown) => valueAt(values, path) === true;
const grafana = unless('grafana.enabled');

/**
 * Sources: values.yaml of kube-prometheus-stack 88.5.3, kube-state-metrics 8.4.0 and prometheus-node-exporter 4.56.1 in
 * https://github.com/prometheus-community/helm-charts, and of grafana 12.11.1 in https://github.com/grafana-community/helm-charts.
 */
const rows: Row[] = [
  { repository: 'quay.io/prometheus-operator/prometheus-operator', tag: 'v0.93.1', place: 'prometheusOperator.image' },
  {
    repository: 'quay.io/prometheus-operator/prometheus-config-reloader',
    tag: 'v0.93.1',
    place: 'prometheusOperator.prometheusConfigReloader.image',
  },
  // What the operator takes where a Prometheus asks for Thanos.
  { repository: 'quay.io/thanos/thanos', tag: 'v0.42.4', place: 'prometheusOperator.thanosImage' },
  {
    repository: 'ghcr.io/jkroepke/kube-webhook-certgen',
    tag: '1.8.7',
    place: 'prometheusOperator.admissionWebhooks.patch.image',
    isOn: unless('prometheusOperator.admissionWebhooks.enabled'),
  },
  { repository: 'quay.io/prometheus/prometheus', tag: 'v3.14.0-distroless', place: 'prometheus.prometheusSpec.image' },
  {
    repository: 'quay.io/prometheus/alertmanager',
    tag: 'v0.34.0',
    place: 'alertmanager.alertmanagerSpec.image',
    isOn: unless('alertmanager.enabled'),
  },
  {
    repository: 'quay.io/thanos/thanos',
    tag: 'v0.42.4',
    place: 'thanosRuler.thanosRulerSpec.image',
    isOn: only('thanosRuler.enabled'),
  },
  {
    repository: 'registry.k8s.io/kube-state-metrics/kube-state-metrics',
    tag: 'v2.20.0',
    place: 'kube-state-metrics.image',
    isOn: unless('kubeStateMetrics.enabled'),
  },
  {
    repository: 'quay.io/prometheus/node-exporter',
    tag: 'v1.12.1-distroless',
    place: 'prometheus-node-exporter.image',
    isOn: unless('nodeExporter.enabled'),
  },
  { repository: 'docker.io/grafana/grafana', tag: '13.2.0', place: 'grafana.image', isOn: grafana },
  { repository: 'quay.io/kiwigrid/k8s-sidecar', tag: '2.10.1', place: 'grafana.sidecar.image', isOn: grafana },
  { repository: 'docker.io/bats/bats', tag: '1.14.0', place: 'grafana.testFramework.image', isOn: grafana },
  {
    repository: 'docker.io/library/busybox',
    tag: '1.37.0',
    place: 'crds.upgradeJob.image.busybox',
    isOn: only('crds.upgradeJob.enabled'),
  },
  {
    // The chart takes the cluster's version for its tag.
    repository: 'registry.k8s.io/kubectl',
    tag: '',
    place: 'crds.upgradeJob.image.kubectl',
    isOn: only('crds.upgradeJob.enabled'),
  },
];

/** For anything else that values enable (Grafana's image renderer, Windows), the values set the image. */
export function prometheusStackImages(version: string, values: unknown): ChartImage[] {
  return rows
    .filter(({ isOn }) => isOn?.(values) ?? true)
    .map(({ repository, tag, place }) => ({
      image: `${repository}${version === known && tag !== '' ? `:${tag}` : ''}`,
      registryPath: `${place}.registry`,
      namePath: `${place}.repository`,
      tagPath: `${place}.tag`,
    }));
}
