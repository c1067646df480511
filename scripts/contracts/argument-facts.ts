import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { gunzipSync } from 'node:zlib';
import type { ArgumentFacts, ArgumentTable, ResourceTypeFacts } from '../../review/terraform/argument-facts';
import { projectRoot, schemaFile } from './folders';
import { type ProviderRules, providerRules } from './provider-rules';
import { azurerm } from './providers';

interface Attribute {
  readonly type?: unknown;
  readonly required?: boolean;
  readonly optional?: boolean;
  readonly computed?: boolean;
  readonly sensitive?: boolean;
  readonly deprecated?: boolean;
  readonly write_only?: boolean;
}
interface NestedBlock {
  readonly nesting_mode: string;
  readonly min_items?: number;
  readonly max_items?: number;
  readonly block: Block;
}
interface Block {
  readonly attributes?: { [name: string]: Attribute };
  readonly block_types?: { [name: string]: NestedBlock };
}
interface Schema {
  readonly resource_schemas: { [type: string]: { version: number; block: Block } };
}

/** Types beside those that lib/ makes, which are often in the state of a cluster. */
const besides = [
  /^azurerm_(dns|private_dns)_/,
  /^azurerm_(firewall|virtual_network|subnet|public_ip|network_security|route|nat_gateway|bastion|private_link)/,
  /^azurerm_(key_vault|container_registry|kubernetes_(cluster|flux|fleet)|disk_encryption_set|log_analytics|monitor)/,
  /^azurerm_(resource_group|management_lock|role_(assignment|definition)|storage_(account|container|share))$/,
  /^azurerm_(proximity_placement_group|capacity_reservation|user_assigned_identity|federated_identity|policy_)/,
  /^(tls_private_key|helm_release)$/,
];

/** The version that the bindings are made of: its descriptions count where a schema was stored without them. */
const bindings = 'azurerm-4.55.0';

/** The versions whose resources the facts are of. */
export const providersOfArguments = [bindings, azurerm, 'helm-3.1.1', 'tls-4.1.0'];

/** What `cdktf-aks adopt` must know of each argument. One line a type. */
export function argumentFactsText(): string {
  const rules = providerRules(azurerm);
  const own = typesOf(path.join(projectRoot, 'lib'));
  const types = new Map<string, ResourceTypeFacts>();
  for (const name of providersOfArguments) {
    const schema = JSON.parse(gunzipSync(readFileSync(schemaFile(name))).toString()) as Schema;
    for (const [type, { version, block }] of Object.entries(schema.resource_schemas)) {
      if (!own.has(type) && !besides.some((pattern) => pattern.test(type))) continue;
      const before = types.get(type)?.arguments ?? {};
      types.set(type, { version, arguments: withDescriptions(before, tableOf(block, rules[type] ?? {}, '')) });
    }
  }
  const lines = [...types]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([type, facts]) => `  ${JSON.stringify(type)}: ${JSON.stringify(facts)}`);
  return `{\n${lines.join(',\n')}\n}\n`;
}

function withDescriptions(before: ArgumentTable, table: ArgumentTable): ArgumentTable {
  const { description } = before;
  const all = { ...(description ? { description } : {}), ...table };
  const inside = Object.entries(all).map(([name, facts]) => {
    const block = facts.block && withDescriptions(before[name]?.block ?? {}, facts.block);
    return [name, block ? { ...facts, block } : facts] as const;
  });
  return Object.fromEntries(inside.sort(([a], [b]) => (a < b ? -1 : 1)));
}

function typesOf(folder: string): Set<string> {
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.ts'));
  const texts = files.map((name) => readFileSync(path.join(folder, name), 'utf8'));
  const imports = texts.flatMap((text) => [...text.matchAll(/provider-azurerm\/lib\/([a-z0-9-]+)'/g)]);
  return new Set(imports.map(([, name]) => `azurerm_${name.replaceAll('-', '_')}`));
}

function tableOf({ attributes = {}, block_types = {} }: Block, rules: ProviderRules, prefix: string): ArgumentTable {
  const plain = Object.entries(attributes)
    .filter(([name, { required, optional }]) => (required || optional) && (prefix !== '' || name !== 'id'))
    .map(([name, attribute]) => [name, attributeFacts(attribute, rules.default?.[`${prefix}${name}`])] as const);
  const blocks = Object.entries(block_types)
    .filter(([name]) => name !== 'timeouts')
    .map(([name, nested]) => [name, blockFacts(nested, rules, `${prefix}${name}`)] as const);
  return Object.fromEntries([...plain, ...blocks].sort(([a], [b]) => (a < b ? -1 : 1)));
}

function attributeFacts(attribute: Attribute, value: ArgumentFacts['default']): ArgumentFacts {
  const { required, computed, sensitive, deprecated, type } = attribute;
  return {
    kind: required ? 'required' : computed ? 'computed' : 'optional',
    ...(value === undefined ? {} : { default: value }),
    ...(sensitive || attribute.write_only ? { isSecret: true } : {}),
    ...(deprecated ? { isDeprecated: true } : {}),
    ...(Array.isArray(type) && type[0] === 'set' ? { isSet: true } : {}),
  };
}

function blockFacts(nested: NestedBlock, rules: ProviderRules, name: string): ArgumentFacts {
  const { nesting_mode: mode, min_items: fewest = 0, max_items: most } = nested;
  const isComputed = rules.computed_blocks?.includes(name);
  return {
    kind: fewest > 0 ? 'required' : isComputed ? 'computed' : 'optional',
    ...(mode === 'set' ? { isSet: true } : {}),
    ...(most === 1 || mode === 'single' ? { isSingle: true } : {}),
    block: tableOf(nested.block, rules, `${name}.`),
  };
}
