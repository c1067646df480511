import { checkGiven, checkPattern, isKnown } from '../core/checks';
import type { Faults } from '../core/faults';

/**
 * An image that a chart's pods run, hook jobs included, and the values that name it, so that a `ChartMirror` can redirect it.
 * Paths are keys separated by dots; escape a dot inside a key with a backslash.
 *
 * Set `referencePath`, `repositoryPath`, `prefixPath`, or `registryPath` with `namePath`, whichever the chart has.
 */
export interface ChartImage {
  /** The image that the chart runs, e.g. `quay.io/jetstack/cert-manager-controller:v1.21.1`, with or without a digest. */
  readonly image: string;

  /**
   * The value that is the whole reference, e.g. `sidecarImage: docker.io/envoyproxy/envoy:v1.22.2`.
   *
   * @default - the chart has none
   */
  readonly referencePath?: string;

  /**
   * The value that is host and repository, e.g. `image.repository: quay.io/jetstack/cert-manager-controller`.
   *
   * @default - the chart has none
   */
  readonly repositoryPath?: string;

  /**
   * The value that has the repository without its last part, e.g. `global.hub: registry.istio.io/release`.
   *
   * @default - the chart has none
   */
  readonly prefixPath?: string;

  /**
   * The value that is only the host, e.g. `image.registry: ghcr.io`. Requires `namePath`.
   *
   * @default - the chart has none
   */
  readonly registryPath?: string;

  /**
   * The value that is the repository without its host, e.g. `image.repository: kedacore/keda`. Requires `registryPath`.
   *
   * @default - the chart has none
   */
  readonly namePath?: string;

  /**
   * The value that sets the tag. The list of images uses its value in `values`, or else the tag in `image`.
   *
   * @default - the tag is that of `image`
   */
  readonly tagPath?: string;
}

/** The parts of a reference: `docker.io/library/nginx`, `1.27`, `sha256:...`. */
export interface ImageName {
  readonly repository: string;
  readonly tag?: string;
  readonly digest?: string;
}

const part = '[a-z0-9]+(?:(?:[._]|__|-+)[a-z0-9]+)*';
const host = '[A-Za-z0-9.-]+(?::\\d+)?';
const reference = new RegExp(
  `^((?:${host}/)?${part}(?:/${part})*)(?::([\\w][\\w.-]{0,127}))?(?:@(sha256:[0-9a-f]{64}))?$`,
);

/**
 * Undefined if the text is not a reference. A name without a host is on Docker Hub, as for container runtimes.
 *
 * @see https://github.com/distribution/reference
 */
export function imageName(text: string): ImageName | undefined {
  const [, given, tag, digest] = reference.exec(text) ?? [];
  return given === undefined ? undefined : { repository: withHost(given), tag, digest };
}

/** `:TAG@DIGEST`, as far as there is one. */
export function suffixOf({ tag, digest }: ImageName): string {
  return `${tag === undefined ? '' : `:${tag}`}${digest === undefined ? '' : `@${digest}`}`;
}

/** The last part of a repository, which a chart adds to its prefix itself. */
export function lastPartOf(repository: string): string {
  return repository.slice(repository.lastIndexOf('/') + 1);
}

const path = /^([^\s.,=[\]{}\\"]|\\\.)+(\.([^\s.,=[\]{}\\"]|\\\.)+)*$/;
const paths = ['referencePath', 'repositoryPath', 'prefixPath', 'registryPath', 'namePath', 'tagPath'] as const;

export function checkChartImages(faults: Faults, prop: string, images: ChartImage[] | undefined): void {
  images?.forEach((image, index) => {
    checkChartImage(faults, `${prop}[${index}]`, image);
  });
}

function checkChartImage(faults: Faults, at: string, image: ChartImage): void {
  const example = 'For example, use quay.io/jetstack/cert-manager-controller:v1.21.1.';
  if (checkGiven(faults, `${at}.image`, image.image, example) && isKnown(image.image) && !imageName(image.image)) {
    faults.add(`${at}.image`, 'must be the reference of an image', image.image, example);
  }
  for (const name of paths) {
    const must = 'must be keys of values, separated by dots, without list indexes';
    checkPattern(faults, `${at}.${name}`, image[name], path, must, 'image.repository');
  }
  const [registry, name] = [image.registryPath !== undefined, image.namePath !== undefined];
  if (registry !== name) {
    const [given, missing] = registry ? ['registryPath', 'namePath'] : ['namePath', 'registryPath'];
    faults.add(`${at}.${missing}`, `must be set together with ${given}`, undefined, 'Set both or neither.');
  }
}

function withHost(repository: string): string {
  const [first, ...rest] = repository.split('/');
  if (rest.length === 0) return `docker.io/library/${first}`;
  return /[.:]/.test(first) || first === 'localhost' ? repository : `docker.io/${repository}`;
}
