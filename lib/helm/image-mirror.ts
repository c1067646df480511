import type { ITerraformDependable } from 'cdktf';
import type { IConstruct } from 'constructs';
import { perConstruct } from '../core/ledger';
import type { ChartOrigin, ChartSource } from './chart-source';

/** An image of a chart, where it is published and where it is copied to. */
export interface RedirectedImage {
  readonly source: string;
  readonly target: string;
}

/** A mirror as charts see it; implemented in lib/registry. */
export interface ImageMirror extends IConstruct {
  /** The resources that releases wait for: roles and rules, by which nodes can pull. */
  readonly ready: ITerraformDependable[];

  /** The host of the mirror; a token if it is known after the apply only. */
  readonly _host: string;

  /** The repository in the mirror, host included, of one with its host: `docker.io/istio/pilot`. */
  _repositoryOf(repository: string): string;

  /** Where the mirror has a chart. */
  _chartOf(origin: ChartOrigin): ChartSource;
}

const mirrors = perConstruct(() => ({ own: undefined as ImageMirror | undefined }));

/** Releases below a construct take charts and images from a mirror. */
export function setMirror(scope: IConstruct, mirror: ImageMirror): void {
  mirrors(scope).own = mirror;
}

/** The mirror of a construct itself, without those above it. */
export function ownMirrorOf(scope: IConstruct): ImageMirror | undefined {
  return mirrors(scope).own;
}

/** The nearest mirror at or above a construct; call it when the program is complete. */
export function mirrorOf(scope: IConstruct): ImageMirror | undefined {
  for (let one: IConstruct | undefined = scope; one; one = one.node.scope) {
    const mirror = ownMirrorOf(one);
    if (mirror) return mirror;
  }
  return undefined;
}
