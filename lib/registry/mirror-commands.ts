import type { MirroredChart } from './chart-mirror';

/**
 * Copies an image. Azure's own copy runs in the registry and keeps what an image has for several architectures; one that is
 * known by its digest alone gets no tag.
 *
 * Source: https://learn.microsoft.com/azure/container-registry/container-registry-import-images
 */
export function imageCommand(source: string, target: string, host: string, azureName: string | undefined): string {
  if (azureName === undefined) return `skopeo copy --all docker://${oneOf(source)} docker://${host}/${oneOf(target)}`;
  const [repository, digest] = target.split('@');
  const hasTag = /:[^/]+$/.test(repository);
  const as = digest === undefined || hasTag ? `--image ${repository}` : `--repository ${repository}`;
  return `az acr import --name ${azureName} --source ${oneOf(source)} ${as}`;
}

/** Copies a chart. Helm reads its version from the package, and pushes it as the tag. */
export function chartCommand({ source, target, chart, version }: MirroredChart): string {
  const pull = source.startsWith('oci://') ? `${source}/${chart}` : `${chart} --repo ${source}`;
  return `helm pull ${pull} --version ${version} && helm push ${chart}-${version}.tgz ${target}`;
}

/** A reference may have a tag or a digest where it is fetched; the digest says more. */
function oneOf(reference: string): string {
  return reference.includes('@') ? reference.replace(/:[^/@]+@/, '@') : reference;
}
