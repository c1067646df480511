import type { ChartImage } from '../helm/chart-image';
import type { KedaVersion } from './keda-version';

const parts = [
  { name: 'keda', values: 'keda' },
  { name: 'keda-metrics-apiserver', values: 'metricsApiServer' },
  { name: 'keda-admission-webhooks', values: 'webhooks' },
];

/**
 * What the chart runs; it has no hook jobs.
 *
 * Source: https://github.com/kedacore/charts/blob/v2.20.2/keda/values.yaml
 */
export function kedaImages({ version }: KedaVersion): ChartImage[] {
  return parts.map(({ name, values }) => ({
    image: `ghcr.io/kedacore/${name}:${version}`,
    registryPath: `image.${values}.registry`,
    namePath: `image.${values}.repository`,
    tagPath: `image.${values}.tag`,
  }));
}
