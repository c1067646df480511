import type { ChartImage } from '../../helm/chart-image';
import type { Values } from '../../helm/owned-values';
import { valueAt } from '../../helm/values';

/**
 * The images that the chart runs, including its hooks' jobs, and those that it injects into pods in the mesh.
 *
 * Source: https://github.com/hashicorp/consul-k8s/blob/v2.0.3/charts/consul/values.yaml
 */
export function consulImages(version: string, serverImage: string, values: Values): ChartImage[] {
  const own = (image: string, path: string): ChartImage => ({
    image: `docker.io/${image}`,
    referencePath: path,
  });
  const isOn = valueAt(values, 'telemetryCollector.enabled') === true;
  return [
    own(serverImage, 'global.image'),
    own(`hashicorp/consul-k8s-control-plane:${version}`, 'global.imageK8S'),
    own(`hashicorp/consul-dataplane:${version}`, 'global.imageConsulDataplane'),
    ...(isOn ? [own('hashicorp/consul-telemetry-collector:0.0.2', 'telemetryCollector.image')] : []),
  ];
}
