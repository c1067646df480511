import { readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import type { TypeFacts } from '../../review/terraform/provider-facts';
import { schemaFile } from './folders';
import { providerRules } from './provider-rules';
import { azurerm } from './providers';

interface Block {
  readonly attributes?: { [name: string]: { sensitive?: boolean; computed?: boolean } };
  readonly block_types?: { [name: string]: { block: Block } };
}
interface Schema {
  readonly resource_schemas?: { [type: string]: { block: Block } };
  readonly data_source_schemas?: { [type: string]: { block: Block } };
}

/** The versions that a program of the library takes. */
export const reviewedProviders = [azurerm, 'helm-3.1.1', 'tls-4.1.0'];

/** helm's own code asks for a new release where these change; its schema doesn't say so. */
const helmReplaces = ['name', 'namespace'];

/** What the review must know of each type: what replaces it, and what of it is secret. One line a type. */
export function providerFactsText(): string {
  const rules = providerRules(azurerm);
  const facts = new Map<string, TypeFacts>();
  for (const name of reviewedProviders) {
    const schema = JSON.parse(gunzipSync(readFileSync(schemaFile(name))).toString()) as Schema;
    for (const [type, { block }] of Object.entries(schema.resource_schemas ?? {})) {
      const replaces = type === 'helm_release' ? helmReplaces : rules[type]?.force_new;
      facts.set(type, { replaces, replacesIfSet: rules[type]?.force_new_if_set, ...secretsOf(block) });
    }
    for (const [type, { block }] of Object.entries(schema.data_source_schemas ?? {})) {
      facts.set(`data.${type}`, secretsOf(block));
    }
  }
  const lines = [...facts]
    .map(([type, fact]) => [type, Object.entries(fact).filter(([, list]) => list && list.length > 0)] as const)
    .filter(([, entries]) => entries.length > 0)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([type, entries]) => `  ${JSON.stringify(type)}: ${JSON.stringify(Object.fromEntries(entries))}`);
  return `{\n${lines.join(',\n')}\n}\n`;
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
