import type { ChartImage } from '../helm/chart-image';
import type { AgicVersion } from './agic-version';

/**
 * The chart's images, including that of its cleanup job.
 *
 * Source: https://github.com/Azure/application-gateway-kubernetes-ingress/blob/1.9.8/helm/ingress-azure/values-template.yaml
 */
export function agicImages({ version }: AgicVersion): ChartImage[] {
  const repository = 'mcr.microsoft.com/azure-application-gateway/kubernetes-ingress';
  return [{ image: `${repository}:${version}`, repositoryPath: 'image.repository', tagPath: 'image.tag' }];
}
