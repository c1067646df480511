import type { ChartFacts, LegalValues } from '../../../scripts/contracts/chart-values';
import { readFacts } from './facts';

/** Why values are legal that neither defaults nor schema name: by chart, path and the line of the template. */
type ExtraValues = { readonly [chart: string]: { readonly [path: string]: string } };

export const chartFacts = readFacts<{ [chart: string]: ChartFacts }>('chart-values.json');
export const extraValues = readFacts<ExtraValues>('extra-values.json');

/** The paths of a tree of values that the chart knows nothing of. */
export function illegalPaths(chart: string, values: unknown): string[] {
  return pathsOf(values, [])
    .filter((path) => !isLegal(chart, path))
    .map((path) => path.join('.'));
}

export function isLegal(chart: string, path: string[]): boolean {
  const { values, prefixes = [] } = chartFacts[chart];
  const isKnown = (candidate: string[]) => covers(values, candidate) || isExtra(chart, candidate);
  return isKnown(path) || (path.length > 1 && prefixes.includes(path[0]) && isKnown(path.slice(1)));
}

/** An empty map sets nothing. */
function pathsOf(values: unknown, above: string[]): string[][] {
  if (typeof values !== 'object' || values === null || Array.isArray(values)) return [above];
  return Object.entries(values).flatMap(([key, value]) => pathsOf(value, [...above, key]));
}

function covers(legal: LegalValues | undefined, path: string[]): boolean {
  if (legal === '*') return true;
  if (legal === undefined) return false;
  if (path.length === 0) return true;
  // A scalar has nothing below it.
  return legal !== true && Object.hasOwn(legal, path[0]) && covers(legal[path[0]], path.slice(1));
}

/** `a.b` is that path alone, `a.b.*` everything below it too. */
function isExtra(chart: string, path: string[]): boolean {
  const text = path.join('.');
  return Object.keys(extraValues[chart] ?? {}).some(
    (extra) => text === extra || (extra.endsWith('.*') && `${text}.`.startsWith(extra.slice(0, -1))),
  );
}
