import { compareVersions } from '../../core/versions';
import type { ChartImage } from '../../helm/chart-image';

const projectPrefix = 'cr.l5d.io/linkerd';
const buoyantPrefix = 'ghcr.io/buoyantio';

/** The tags of images with separate versions, by chart version. */
const cniTags: { readonly [chartVersion: string]: string } = {
  '2026.8.3': 'v1.7.0-alpha.1',
  '2026.6.3': 'v1.6.8',
  '2025.10.7': 'v1.6.4',
};
const initTags: { readonly [chartVersion: string]: string } = { '2025.10.7': 'v2.4.3' };

/**
 * The images that an edge release's control plane runs and injects into pods in the mesh. Older releases have separate images for
 * the policy controller and the init container.
 *
 * Source: https://github.com/linkerd/linkerd2/blob/edge-26.8.3/charts/linkerd-control-plane/values.yaml
 */
export function edgeControlPlaneImages(version: string): ChartImage[] {
  const tag = version.replace(/^20/, 'edge-');
  return [
    ...controlPlaneImages(projectPrefix, tag),
    ...(compareVersions(version, '2025.11.3') < 0 ? [initImage(projectPrefix, initTags[version])] : []),
    ...(compareVersions(version, '2025.9.1') < 0 ? [policyImage(projectPrefix, tag)] : []),
  ];
}

/** Source: https://github.com/linkerd/linkerd2/blob/edge-26.8.3/charts/linkerd2-cni/values.yaml */
export function edgeCniImages(version: string): ChartImage[] {
  const image = named(projectPrefix, 'cni-plugin', cniTags[version]);
  return [{ image, repositoryPath: 'image.name', tagPath: 'image.version' }];
}

/** Source: https://docs.buoyant.io/buoyant-enterprise-linkerd/latest/installation/enterprise/ */
export function buoyantControlPlaneImages(version: string): ChartImage[] {
  const tag = `enterprise-${version}`;
  const init = compareVersions(version, '2.20.0') < 0 ? [initImage(buoyantPrefix, tag)] : [];
  return [...controlPlaneImages(buoyantPrefix, tag), ...init];
}

function controlPlaneImages(prefix: string, tag: string): ChartImage[] {
  const image = (name: string, repositoryPath: string, tagPath: string) => {
    return { image: named(prefix, name, tag), repositoryPath, tagPath };
  };
  return [
    image('controller', 'controllerImage', 'controllerImageVersion'),
    image('proxy', 'proxy.image.name', 'proxy.image.version'),
    image('debug', 'debugContainer.image.name', 'debugContainer.image.version'),
  ];
}

function initImage(prefix: string, tag: string | undefined): ChartImage {
  const image = named(prefix, 'proxy-init', tag);
  return { image, repositoryPath: 'proxyInit.image.name', tagPath: 'proxyInit.image.version' };
}

function policyImage(prefix: string, tag: string): ChartImage {
  const image = named(prefix, 'policy-controller', tag);
  return { image, repositoryPath: 'policyController.image.name', tagPath: 'policyController.image.version' };
}

/** Without a tag if it is unknown: a mirror reads it from the user's values. */
function named(prefix: string, name: string, tag: string | undefined): string {
  return `${prefix}/${name}${tag === undefined ? '' : `:${tag}`}`;
}
