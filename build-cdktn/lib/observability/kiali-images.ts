import type { ChartImage } from '../helm/chart-image';

/** Source: https://github.com/kiali/helm-charts/blob/v2.29.0/kiali-server/values.yaml; the tag is the chart's version. */
export function kialiImages(version: string): ChartImage[] {
  const image = `quay.io/kiali/kiali:v${version}`;
  return [{ image, repositoryPath: 'deployment.image_name', tagPath: 'deployment.image_version' }];
}
