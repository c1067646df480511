import type { IResolveContext } from 'cdktf';
import { lateText } from '../core/late-values';
import { isPlainMap, type PlainMap } from './plain-data';
import { expressionText, withoutTemplates } from './token-expression';
import { yamlParts } from './token-yaml';
import { printYaml } from './yaml-printer';

/** Values of a chart, printed as YAML but for their tokens. */
export interface PrintedValues {
  /** What is known of the text while synthesizing. */
  readonly knownText: string;
  /** The text for Terraform. */
  text(context: IResolveContext): string;
}

/**
 * Merges the user's values over the computed ones: the user's take precedence key by key, maps are merged, lists and everything
 * else are replaced. Computed keys come first. A user's `undefined` is ignored; with `null` Helm removes the chart's default.
 * Neither argument is changed.
 */
export function layered(computed: PlainMap, user: PlainMap | undefined): PlainMap {
  if (!isPlainMap(user)) return user ?? computed;
  const merged = new Map(Object.entries(computed));
  for (const [key, value] of Object.entries(user)) {
    const below = merged.get(key);
    if (value !== undefined) merged.set(key, isPlainMap(below) && isPlainMap(value) ? layered(below, value) : value);
  }
  return Object.fromEntries(merged);
}

/** The value at a dotted path; undefined if there is none. */
export function valueAt(values: unknown, path: string): unknown {
  return keysOf(path).reduce<unknown>((value, key) => (isPlainMap(value) ? value[key] : undefined), values);
}

/** Values with nothing but one, at a dotted path. */
export function valuesWith(path: string, value: unknown): PlainMap {
  return keysOf(path).reduceRight<unknown>((below, key) => ({ [key]: below }), value) as PlainMap;
}

/** The keys of a dotted path; a dot inside a key has a backslash in front. */
export function keysOf(path: string): string[] {
  return path.split(/(?<!\\)\./).map((key) => key.replaceAll('\\.', '.'));
}

/**
 * Values as YAML in which each token is `${jsonencode(...)}`; data that a lazy value returns is printed like any other.
 *
 * The whole text comes out of one token: in text that has both tokens and a user's `${`, cdktf drops braces.
 *
 * @param values a map that `checkPlainData` found no fault in.
 */
export function printValues(values: PlainMap): PrintedValues {
  const pieces = printYaml(values);
  const known = pieces.filter((piece) => typeof piece === 'string').map(withoutTemplates);
  const knownText = known.join('');
  if (known.length === pieces.length) return { knownText, text: () => knownText };
  const text = (context: IResolveContext) =>
    yamlParts(pieces, context)
      .map((part) => ('literal' in part ? withoutTemplates(part.literal) : `\${${part.expression}}`))
      .join('');
  return { knownText, text };
}

/** Values as YAML that is itself text of other values: its tokens are expressions in it. */
export function nestedValuesText(values: PlainMap): string {
  const pieces = printYaml(values);
  if (pieces.every((piece) => typeof piece === 'string')) return pieces.join('');
  return lateText((context) =>
    yamlParts(pieces, context)
      .map((part) => ('literal' in part ? part.literal : expressionText(part.expression)))
      .join(''),
  );
}
