import { readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import type { TypeFacts } from '../../review/terraform/provider-facts';
import { schemaFile } from './folders';
import { providerRules } from './provider-rules';
import { azurerm, providerNames } from './providers';

interface Block {
  readonly attributes?: { [name: string]: { sensitive?: boolean; computed?: boolean } };
  readonly block_types?: { [name: string]: { block: Block } };
}
interface Schema {
  readonly resource_schemas?: { [type: string]: { block: Block } };
  readonly data_source_schemas?: { [type: string]: { block: Block } };
}

/** The next major version, which the library runs with too. */
const newest = providerNames.filter((name) => name.startsWith('azurerm-')).at(-1) as string;

/** The versions that a program of the library takes. */
export const reviewedProviders = [azurerm, newest, 'helm-3.1.1', 'tls-4.1.0'];

/** helm's own code asks for a new release where these change; its schema doesn't say so. */
const helmReplaces = ['name', 'namespace'];

/** What the review must know of each type: what replaces it, and what of it is secret. One line a type. */
export function providerFactsText(): string {
  const facts = new Map<string, TypeFacts>();
  for (const name of reviewedProviders) {
    const schema = schemaOf(name);
    for (const [type, { block }] of Object.entries(schema.resource_schemas ?? {})) {
      facts.set(type, { ...replacingOf(type), ...joined(facts.get(type), secretsOf(block)) });
    }
    for (const [type, { block }] of Object.entries(schema.data_source_schemas ?? {})) {
      facts.set(`data.${type}`, joined(facts.get(`data.${type}`), secretsOf(block)));
    }
  }
  const lines = [...facts]
    .map(([type, fact]) => [type, Object.entries(fact).filter(([, list]) => list && list.length > 0)] as const)
    .filter(([, entries]) => entries.length > 0)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([type, entries]) => `  ${JSON.stringify(type)}: ${JSON.stringify(Object.fromEntries(entries))}`);
  return `{\n${lines.join(',\n')}\n}\n`;
}

const schemas = new Map<string, Schema>();

function schemaOf(name: string): Schema {
  const schema = schemas.get(name) ?? JSON.parse(gunzipSync(readFileSync(schemaFile(name))).toString());
  schemas.set(name, schema);
  return schema;
}

/** Arguments whose change replaces a resource: in all versions that have them, or in some of these. */
function replacingOf(type: string): TypeFacts {
  if (type === 'helm_release') return { replaces: helmReplaces };
  const versions = [azurerm, newest].map((name) => {
    const rules = providerRules(name)[type];
    return { rules, block: schemaOf(name).resource_schemas?.[type]?.block };
  });
  const every = [...new Set(versions.flatMap(({ rules }) => rules?.force_new ?? []))];
  const isDisputed = (path: string) =>
    versions.some(({ rules, block }) => block && hasArgument(block, path) && !rules?.force_new?.includes(path));
  const ifSet = [...new Set(versions.flatMap(({ rules }) => rules?.force_new_if_set ?? []))];
  return {
    replaces: every.filter((path) => !isDisputed(path)),
    replacesIfSet: ifSet,
    replacesInSome: every.filter(isDisputed),
  };
}

function hasArgument({ attributes = {}, block_types = {} }: Block, path: string): boolean {
  const [first, ...rest] = path.split('.');
  if (rest.length === 0) return first in attributes || first in block_types;
  return first in block_types && hasArgument(block_types[first].block, rest.join('.'));
}

/** What is secret in one version is hidden in every one. */
function joined(known: TypeFacts | undefined, more: TypeFacts): TypeFacts {
  const both = (key: 'secrets' | 'secretArguments') => [...new Set([...(known?.[key] ?? []), ...(more[key] ?? [])])];
  return { secrets: both('secrets'), secretArguments: both('secretArguments') };
}

function secretsOf(block: Block): TypeFacts {
  const found = sensitive(block, '');
  const names = (wanted: boolean) => found.filter(({ computed }) => computed === wanted).map(({ name }) => name);
  return { secrets: names(true), secretArguments: names(false) };
}

function sensitive(
  { attributes = {}, block_types = {} }: Block,
  prefix: string,
): { name: string; computed: boolean }[] {
  const own = Object.entries(attributes)
    .filter(([, attribute]) => attribute.sensitive)
    .map(([name, { computed = false }]) => ({ name: `${prefix}${name}`, computed: computed && prefix === '' }));
  return [...own, ...Object.entries(block_types).flatMap(([name, { block }]) => sensitive(block, `${prefix}${name}.`))];
}
