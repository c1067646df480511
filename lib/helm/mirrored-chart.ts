import { checkLiteral, isKnown } from '../core/checks';
import type { Faults } from '../core/faults';
import { type ChartImage, type ImageName, imageName, lastPartOf, suffixOf } from './chart-image';
import type { ChartOrigin, ChartSource } from './chart-source';
import type { ImageMirror, RedirectedImage } from './image-mirror';
import type { PlainMap } from './plain-data';
import { layered, valueAt, valuesWith } from './values';

/** A chart and its values. */
interface ChartAndValues {
  readonly chart: ChartSource;
  readonly values: PlainMap;
}

/** A chart and its values as passed to the release, and the images that the mirror must contain for it. */
export interface InstalledChart extends ChartAndValues {
  /** Where the chart is published, if the mirror has a copy of it. */
  readonly copied: ChartOrigin | undefined;
  readonly images: RedirectedImage[];

  /** The requirements that can't be checked, because their values are known only to Terraform. */
  readonly unchecked: string[];
}

/** A value that redirects an image of a chart to the mirror. */
interface Redirection {
  readonly path: string;
  readonly value: string;
}

/**
 * A chart whose images are pulled from a mirror. The user's values take precedence, and must then name the mirror themselves.
 *
 * A chart whose images are not known, or cannot all be redirected, is a fault: on a cluster without Internet access its pods
 * could never pull them.
 */
export function mirrored(
  faults: Faults,
  mirror: ImageMirror,
  { chart, values }: ChartAndValues,
  images: ChartImage[] | undefined,
): InstalledChart {
  const { _origin: origin } = chart;
  const unmirrored = { chart, values, copied: undefined, images: [], unchecked: [] };
  const copied = origin && !isIn(mirror, origin.address.replace(/^oci:\/\//, '')) ? origin : undefined;
  if (copied && !isKnown(copied.address)) {
    const must = `must have an address that is known at synth time, for the mirror '${mirror.node.path}'`;
    faults.add('chart', must, undefined, 'Use literal text for the address.');
    return unmirrored;
  }
  const name = origin ? `chart ${origin.chart}` : 'a chart in a folder';
  if (!images) {
    const must = `must be set, because the mirror '${mirror.node.path}' redirects the images of ${name}`;
    faults.add('images', must, undefined, 'List each image with its value paths; [] for a chart without pods.');
    return unmirrored;
  }
  const redirection = new ImageRedirection(faults, mirror, name, values);
  images.forEach((image, index) => {
    redirection.add(image, `images[${index}]`);
  });
  return {
    chart: copied ? mirror._chartOf(copied) : chart,
    values: layered(redirection.values, values),
    copied,
    images: redirection.images,
    unchecked: redirection.unchecked,
  };
}

class ImageRedirection {
  public values: PlainMap = {};
  public readonly images: RedirectedImage[] = [];
  public readonly unchecked: string[] = [];
  private readonly done = new Map<string, string>();

  public constructor(
    private readonly faults: Faults,
    private readonly mirror: ImageMirror,
    private readonly chart: string,
    private readonly given: PlainMap,
  ) {}

  public add(image: ChartImage, place: string): void {
    const paths = Object.entries(image).filter(([key]) => key.endsWith('Path'));
    const areLiteral = paths.map(([key, value]) =>
      checkLiteral(this.faults, `${place}.${key}`, value, 'values are set at the path'),
    );
    if (!areLiteral.every(Boolean)) return;
    const named = imageName(image.image);
    if (!named) {
      const must = `must name the images of ${this.chart} with versions that are known at synth time, for the mirror '${this.mirror.node.path}'`;
      this.faults.add('images', must, undefined, 'Use literal text for the version.');
      return;
    }
    const redirections = this.redirectionsOf(image, named);
    if (!redirections) return;
    if (redirections.length === 0) {
      const must = `must have the value paths of the image ${image.image} of ${this.chart}, which the mirror '${this.mirror.node.path}' needs to redirect it`;
      this.faults.add(
        'images',
        must,
        undefined,
        'Set referencePath, repositoryPath, prefixPath, or registryPath and namePath.',
      );
      return;
    }
    if (!redirections.map((redirection) => this.redirect(redirection)).includes(true)) return;
    const whole = this.withTag(image, named);
    if (!whole) return;
    const target = `${this.mirror._repositoryOf(named.repository)}${suffixOf(whole)}`;
    this.images.push({ source: `${named.repository}${suffixOf(whole)}`, target });
  }

  /** Whether the mirror decides about a value; where the user does, the image is the user's to copy. */
  private redirect({ path, value }: Redirection): boolean {
    const at = `values.${path}`;
    const user = valueAt(this.given, path);
    if (user === undefined) {
      const before = this.done.get(path) ?? value;
      if (before !== value) {
        const must = `must name one place for all images of ${this.chart}, but the mirror '${this.mirror.node.path}' has some at ${before}`;
        this.faults.add(at, must, value, 'Use cache rules that keep images of one prefix together.');
      }
      this.done.set(path, value);
      this.values = layered(this.values, valuesWith(path, value));
      return true;
    }
    if (typeof user === 'string' && isIn(this.mirror, user)) return false;
    if (typeof user === 'string' && !isKnown(user)) {
      this.unchecked.push(`that ${at} of ${this.chart} names the mirror '${this.mirror.node.path}'`);
      return false;
    }
    const must = `must be in the mirror '${this.mirror.node.path}' for ${this.chart}`;
    this.faults.add(at, must, user, 'Leave it out: the mirror sets it.');
    return false;
  }

  /** Undefined where a prefix can't be had. */
  private redirectionsOf(image: ChartImage, named: ImageName): Redirection[] | undefined {
    const place = this.mirror._repositoryOf(named.repository);
    const found: Redirection[] = [];
    if (image.referencePath) {
      const tagged = { ...named, tag: tagOf(image, this.given) ?? named.tag };
      found.push({ path: image.referencePath, value: `${place}${suffixOf(tagged)}` });
    }
    if (image.repositoryPath) found.push({ path: image.repositoryPath, value: place });
    if (image.registryPath && image.namePath) {
      const { _host: host } = this.mirror;
      const name = place.slice(host.length + 1);
      found.push({ path: image.registryPath, value: host }, { path: image.namePath, value: name });
    }
    if (image.prefixPath) {
      const last = lastPartOf(named.repository);
      if (!place.endsWith(`/${last}`)) {
        const must = `must keep the name ${last} of an image of ${this.chart}, whose values contain only the part before it`;
        this.faults.add(
          `mirror '${this.mirror.node.path}'`,
          must,
          place,
          `Use a cache rule whose target ends with ${last} or *.`,
        );
        return undefined;
      }
      found.push({ path: image.prefixPath, value: place.slice(0, -last.length - 1) });
    }
    return found;
  }

  /** Undefined, and a fault, for an image that would be copied without knowing which. */
  private withTag(image: ChartImage, named: ImageName): ImageName | undefined {
    const tag = tagOf(image, this.given) ?? named.tag;
    if (tag !== undefined || named.digest !== undefined) return { ...named, tag };
    const way = image.tagPath ? `Set ${image.tagPath} in values.` : 'Set the tag of the image.';
    const must = `must have the tag of the image ${image.image} of ${this.chart}, which is unknown for this version`;
    this.faults.add('values', must, undefined, way);
    return undefined;
  }
}

function tagOf({ tagPath }: ChartImage, values: PlainMap): string | undefined {
  const tag = tagPath === undefined ? undefined : valueAt(values, tagPath);
  return (typeof tag === 'string' && tag !== '') || typeof tag === 'number' ? String(tag) : undefined;
}

function isIn({ _host: host }: ImageMirror, place: string): boolean {
  return place === host || place.startsWith(`${host}/`);
}
