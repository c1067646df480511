import type { ChartImage } from '../helm/chart-image';
import { valueAt } from '../helm/values';
import type { LinkerdVersion } from '../mesh/linkerd/linkerd-version';

/** The tags of the chart's own Prometheus, by the version of the chart. */
const prometheusTags: { readonly [chartVersion: string]: string } = {
  '2026.8.3': 'v2.55.1',
  '2026.6.3': 'v2.55.1',
  '2025.10.7': 'v2.55.1',
};

/**
 * What the chart `linkerd-viz` runs. Its hook's image is not among it: the Job that labels the namespace is off.
 *
 * Source: https://github.com/linkerd/linkerd2/tree/edge-26.8.3/viz/charts/linkerd-viz
 */
export function linkerdVizImages({ version }: LinkerdVersion, values: unknown): ChartImage[] {
  const release = valueAt(values, 'linkerdVersion') ?? version.replace(/^20/, 'edge-');
  const own = (name: string, part: string) => imageOf(part, `cr.l5d.io/linkerd/${name}:${release}`);
  const tag = prometheusTags[version];
  const prometheus = imageOf('prometheus', `docker.io/prom/prometheus${tag === undefined ? '' : `:${tag}`}`);
  return [
    own('metrics-api', 'metricsAPI'),
    own('tap', 'tap'),
    own('tap', 'tapInjector'),
    own('web', 'dashboard'),
    ...(valueAt(values, 'prometheus.enabled') === false ? [] : [prometheus]),
  ];
}

function imageOf(part: string, image: string): ChartImage {
  const place = `${part}.image`;
  return { image, registryPath: `${place}.registry`, namePath: `${place}.name`, tagPath: `${place}.tag` };
}
