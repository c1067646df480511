import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { parse } from 'yaml';
import { type Chart, charts } from './charts';

/**
 * The legal values of a chart: a map by key; `true` for a scalar; `*` for what may hold anything, because its default is
 * empty or a list, or because the chart's schema leaves it open.
 */
export type LegalValues = true | '*' | { readonly [key: string]: LegalValues };

export interface ChartFacts {
  readonly version: string;
  readonly prefixes?: string[];
  readonly values: LegalValues;
}

/** The digest of every chart that the contracts folder has. */
export function digestCharts(contracts: string): { [chart: string]: ChartFacts } {
  return Object.fromEntries(
    Object.entries(charts)
      .sort()
      .map(([name, chart]) => [
        name,
        { version: chart.version, prefixes: chart.prefixes, values: valuesOf(chart, contracts) },
      ]),
  );
}

function valuesOf({ file, listed = {}, lifted = '', overlays = [] }: Chart, contracts: string): LegalValues {
  if (file === undefined) return byDefaults(listed);
  const { [lifted]: inner = {}, ...outer } = parse(read(contracts, `${file}.yaml`));
  const defaults = [{ ...outer, ...inner }, ...overlays.map((name) => parse(read(contracts, `${name}.yaml`)))]
    .map(byDefaults)
    .reduce(merged);
  const schemaFile = path.join(contracts, 'values', `${file}.schema.json`);
  if (!existsSync(schemaFile)) return defaults;
  const schema = JSON.parse(readFileSync(schemaFile, 'utf8')) as Schema;
  const { [lifted]: _, ...legal } = bySchema(schema, schema, []) as { [key: string]: LegalValues };
  return merged(defaults, legal);
}

function read(contracts: string, name: string): string {
  return readFileSync(path.join(contracts, 'values', name), 'utf8');
}

/**
 * A default of null says nothing about the type: anything goes, as in an empty map. So it does in a map of labels,
 * annotations or node labels, whose keys are the user's.
 */
function byDefaults(value: unknown): LegalValues {
  if (value === null || Array.isArray(value)) return '*';
  if (typeof value !== 'object') return true;
  const entries = Object.entries(value as object);
  return entries.every(([key]) => key.includes('/'))
    ? '*'
    : Object.fromEntries(entries.map(([key, entry]) => [key, byDefaults(entry)]));
}

interface Schema {
  readonly $ref?: string;
  readonly type?: string | string[];
  readonly properties?: { readonly [key: string]: Schema };
  readonly additionalProperties?: boolean | Schema;
  readonly allOf?: Schema[];
  readonly [key: string]: unknown;
}

function bySchema(schema: Schema, root: Schema, seen: string[]): LegalValues {
  if (schema.$ref !== undefined) {
    return seen.includes(schema.$ref) ? '*' : bySchema(resolved(schema.$ref, root), root, [...seen, schema.$ref]);
  }
  const properties = schema.properties ?? {};
  if (Object.keys(properties).length > 0) {
    return Object.fromEntries(Object.entries(properties).map(([key, entry]) => [key, bySchema(entry, root, seen)]));
  }
  const types = [schema.type ?? 'object'].flat();
  return types.includes('object') || types.includes('array') ? '*' : true;
}

function resolved(reference: string, root: Schema): Schema {
  const keys = reference.replace(/^#\/?/, '').split('/').filter(Boolean);
  return keys.reduce<Schema>((node, key) => node[decodeURIComponent(key)] as Schema, root);
}

/** What either says is legal; a schema that names keys closes an open default. */
function merged(defaults: LegalValues, schema: LegalValues): LegalValues {
  if (schema === '*' || schema === true) return defaults === true ? schema : defaults;
  if (defaults === '*' || defaults === true) return schema;
  const keys = [...new Set([...Object.keys(defaults), ...Object.keys(schema)])];
  return Object.fromEntries(
    keys.map((key) => {
      const [left, right] = [defaults[key], schema[key]];
      return [key, left !== undefined && right !== undefined ? merged(left, right) : (left ?? right)];
    }),
  );
}
