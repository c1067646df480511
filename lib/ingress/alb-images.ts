import type { ChartImage } from '../helm/chart-image';
import type { AlbControllerVersion } from './alb-controller-version';

const parts = [
  { name: 'alb-controller', values: 'controller' },
  { name: 'alb-controller-bootstrap', values: 'bootstrap' },
  { name: 'alb-controller-crds', values: 'CRDs' },
];

/**
 * The chart's images, including that of the job that installs the controller's CRDs. Its page lists no value for the tag.
 *
 * Source: https://learn.microsoft.com/azure/application-gateway/for-containers/alb-controller-helm-chart
 */
export function albImages({ version }: AlbControllerVersion): ChartImage[] {
  return parts.map(({ name, values }) => ({
    image: `mcr.microsoft.com/application-lb/images/${name}:${version}`,
    registryPath: 'albController.image.registry',
    namePath: `albController.image.name.${values}`,
  }));
}
