import type * as Yaml from 'yaml';
import { isMap, type Json, type JsonMap, listAt, type Resource } from '../terraform/resource';
import { readPrintedYaml } from './printed-yaml';
import { type Masked, masked, unmasked } from './template';

export interface ReleaseValues {
  readonly values: JsonMap;
  /** Why documents of the values could not be read; the review reports it instead of guessing. */
  readonly unread: readonly string[];
}

/** Why values are unread that the library did not print. */
export const parserMissing = 'YAML that cdktf-aks did not write; to read it, install the package yaml';

let yaml: typeof Yaml | undefined;
const parsed = new Map<string, JsonMap | string>();
const mostKept = 2000;
const ofResource = new WeakMap<Resource, ReleaseValues>();

/** The values of a `helm_release` as Helm receives them: its documents merged. */
export function valuesOf(release: Resource): ReleaseValues {
  const known = ofResource.get(release) ?? read(release);
  ofResource.set(release, known);
  return known;
}

function read({ args }: Resource): ReleaseValues {
  const unread: string[] = [];
  let values: JsonMap = {};
  for (const document of listAt(args, 'values')) {
    if (document === '') continue;
    const found = typeof document === 'string' ? parse(document) : 'no text';
    if (typeof found === 'string') unread.push(found);
    else values = layered(values, found);
  }
  return { values, unread };
}

/** The map in a YAML document, or why there is none. Equal documents, which many stacks share, are read once. */
function parse(text: string): JsonMap | string {
  const known = parsed.get(text);
  if (known !== undefined) return known;
  if (parsed.size >= mostKept) parsed.clear();
  const found = parsedOrText(text);
  parsed.set(text, found);
  return found;
}

function parsedOrText(text: string): JsonMap | string {
  if (/^\s*\$\{/.test(text)) return 'an expression that only Terraform evaluates';
  try {
    const source = masked(text);
    const printed = readPrintedYaml(source.text);
    if (printed) return restored(printed, source) as JsonMap;
    yaml ??= parser();
    if (!yaml) return parserMissing;
    // Helm reads YAML 1.1.
    const value = yaml.parse(source.text, { version: '1.1', logLevel: 'error', uniqueKeys: false }) as Json;
    const whole = restored(value ?? {}, source);
    return isMap(whole) ? whole : 'no map';
  } catch (error) {
    return `no YAML (${(error as Error).message.split('\n')[0]})`;
  }
}

/** Not a dependency of the library. */
function parser(): typeof Yaml | undefined {
  try {
    return require('yaml') as typeof Yaml;
  } catch (error) {
    if ((error as { code?: string }).code === 'MODULE_NOT_FOUND') return undefined;
    throw error;
  }
}

function restored(value: Json, source: Masked): Json {
  if (source.expressions.length === 0) return value;
  if (typeof value === 'string') return unmasked(value, source);
  if (Array.isArray(value)) return value.map((item) => restored(item, source));
  if (!isMap(value)) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, item]) => [unmasked(key, source), restored(item, source)]),
  );
}

function layered(below: JsonMap, above: JsonMap): JsonMap {
  const merged = new Map(Object.entries(below));
  for (const [key, value] of Object.entries(above)) {
    const old = merged.get(key);
    merged.set(key, isMap(old) && isMap(value) ? layered(old, value) : value);
  }
  return Object.fromEntries(merged);
}
