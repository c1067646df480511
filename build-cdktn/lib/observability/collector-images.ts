import type { ChartImage } from '../helm/chart-image';
import type { ChartSource } from '../helm/chart-source';
import { valueAt } from '../helm/values';

/** The distribution that has the exporter to Azure and the extension that signs in; an image of Docker Hub. */
export const collectorImage = 'otel/opentelemetry-collector-contrib';

/** The tags that charts take where values say none, by their version. */
const tags: { readonly [chartVersion: string]: string } = { '0.170.0': '0.158.0' };

/**
 * A digest in values counts alone, as in the chart.
 *
 * Source: templates/_pod.tpl and Chart.yaml of
 * https://github.com/open-telemetry/opentelemetry-helm-charts/tree/opentelemetry-collector-0.170.0/charts/opentelemetry-collector
 */
export function collectorImages({ _origin: origin }: ChartSource, values: unknown): ChartImage[] {
  const repositoryPath = 'image.repository';
  const digest = valueAt(values, 'image.digest');
  if (typeof digest === 'string' && digest !== '') return [{ image: `${collectorImage}@${digest}`, repositoryPath }];
  const tag = origin && tags[origin.version];
  return [{ image: `${collectorImage}${tag === undefined ? '' : `:${tag}`}`, repositoryPath, tagPath: 'image.tag' }];
}
