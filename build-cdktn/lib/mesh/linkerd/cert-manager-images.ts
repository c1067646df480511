import type { ChartImage } from '../../helm/chart-image';
import { valueAt } from '../../helm/values';
import type { Values } from './control-plane-values';

const prefix = 'quay.io/jetstack';
/** The tags of the CA package image, which has its own version, by trust-manager's chart version. */
const packageTags: { readonly [chartVersion: string]: string } = { 'v0.24.0': '20250419.1' };

/**
 * The images that the chart runs, including its hook's job and the ACME solver.
 *
 * Source: https://github.com/cert-manager/cert-manager/blob/v1.21.1/deploy/charts/cert-manager/values.yaml
 */
export function certManagerImages(version: string, values: Values): ChartImage[] {
  const image = (name: string, place: string) => ({
    image: `${prefix}/cert-manager-${name}:${version}`,
    repositoryPath: `${place}.repository`,
    tagPath: `${place}.tag`,
  });
  const checksApi = valueAt(values, 'startupapicheck.enabled') !== false;
  return [
    image('controller', 'image'),
    image('webhook', 'webhook.image'),
    image('cainjector', 'cainjector.image'),
    image('acmesolver', 'acmesolver.image'),
    ...(checksApi ? [image('startupapicheck', 'startupapicheck.image')] : []),
  ];
}

/** Source: https://github.com/cert-manager/trust-manager/blob/v0.24.0/deploy/charts/trust-manager/values.yaml */
export function trustManagerImages(version: string, values: Values): ChartImage[] {
  const tag = packageTags[version];
  const packageImage: ChartImage = {
    image: `${prefix}/trust-pkg-debian-trixie${tag === undefined ? '' : `:${tag}`}`,
    repositoryPath: 'defaultPackageImage.repository',
    tagPath: 'defaultPackageImage.tag',
  };
  const hasPackage = valueAt(values, 'defaultPackage.enabled') !== false;
  return [
    { image: `${prefix}/trust-manager:${version}`, repositoryPath: 'image.repository', tagPath: 'image.tag' },
    ...(hasPackage ? [packageImage] : []),
  ];
}
