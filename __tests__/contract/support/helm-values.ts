import { parse } from 'yaml';
import { templateParts } from '../../terraform/meant';
import { eachResource } from './changes';
import type { Plan } from './variants';

/** What a `helm_release` of a plan installs and sets. */
export interface PlannedRelease {
  readonly address: string;
  /** The chart's own name, without the address of a registry. */
  readonly chart: string;
  /** A chart that was copied into the stack. */
  readonly isLocal: boolean;
  readonly version: string | undefined;
  readonly values: unknown[];
  /** Paths of `set` and `set_sensitive`. */
  readonly set: string[][];
}

/** Stands for a Terraform expression in values that are read here. */
export const expressionMark = '<expression>';

const releases = new WeakMap<Plan, PlannedRelease[]>();

/** The releases of a plan; read at the first call. */
export function releasesOf(plan: Plan): PlannedRelease[] {
  const found = releases.get(plan) ?? readReleases(plan);
  releases.set(plan, found);
  return found;
}

function readReleases(plan: Plan): PlannedRelease[] {
  return eachResource(plan)
    .filter(({ type }) => type === 'helm_release')
    .map(({ type, name, attributes }) => {
      const { chart, version, values = [], set = [], set_sensitive = [] } = attributes as unknown as Release;
      return {
        address: `${type}.${name}`,
        chart: chart.split('/').at(-1) ?? '',
        isLocal: chart.startsWith('assets/'),
        version,
        values: values.map((text) => parse(withMarks(text)) as unknown),
        set: [...set, ...set_sensitive].map(({ name }) => setPath(name)),
      };
    });
}

interface Release {
  readonly chart: string;
  readonly version?: string;
  readonly values?: string[];
  readonly set?: { readonly name: string }[];
  readonly set_sensitive?: { readonly name: string }[];
}

function withMarks(text: string): string {
  return templateParts(text)
    .map((part) => ('literal' in part ? part.literal : JSON.stringify(expressionMark)))
    .join('');
}

/** `a.b\.c[0].d` names a, b.c, 0 and d. */
function setPath(name: string): string[] {
  return (name.match(/(\\.|[^.\\[\]])+/g) ?? []).map((key) => key.replace(/\\(.)/g, '$1'));
}
