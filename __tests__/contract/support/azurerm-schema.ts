import { readFileSync } from 'node:fs';
import path from 'node:path';
import { gunzipSync } from 'node:zlib';
import { projectRoot, schemaFile } from '../../../scripts/contracts/folders';
import type { Attributes } from '../../support/planned';
import type { Plan } from './variants';

interface Attribute {
  readonly required?: boolean;
  readonly optional?: boolean;
  readonly deprecated?: boolean;
}

interface Block {
  readonly attributes?: { readonly [name: string]: Attribute };
  readonly block_types?: {
    readonly [name: string]: { readonly block: Block; readonly min_items?: number; readonly max_items?: number };
  };
}

type Types = { readonly [type: string]: { readonly block: Block } };

interface Schema {
  readonly provider: { readonly block: Block };
  readonly resource_schemas: Types;
  readonly data_source_schemas: Types;
}

type Groups = { readonly [argument: string]: readonly string[] };

/** The combinations of arguments that the provider's code checks. */
interface Rules {
  readonly conflicts_with?: Groups;
  readonly required_with?: Groups;
  readonly exactly_one_of?: Groups;
  readonly at_least_one_of?: Groups;
}

/** What Terraform adds to every resource. */
const metaArguments = ['lifecycle', 'depends_on', 'provider', 'count', 'for_each', 'provisioner', 'connection', '//'];

/** What one version of azurerm accepts. */
export class AzurermSchema {
  private readonly schema: Schema;
  private readonly rules: { readonly [type: string]: Rules };

  public constructor(version: string) {
    this.schema = JSON.parse(gunzipSync(readFileSync(schemaFile(`azurerm-${version}`))).toString());
    const rules = path.join(projectRoot, `tools/terraform-offline/rules/azurerm-${version}.json`);
    this.rules = JSON.parse(readFileSync(rules, 'utf8'));
  }

  /** What it rejects of a plan, or warns of because it is deprecated, once each. */
  public problemsOf(plan: Plan): string[] {
    return [...new Set(Object.values(plan).flatMap((stack) => this.problemsOfStack(stack)))];
  }

  private problemsOfStack(stack: Attributes): string[] {
    const providers = [stack.provider?.azurerm ?? []].flat() as Attributes[];
    return [
      ...providers.flatMap(({ alias: _alias, ...provider }) =>
        inBlock('provider', this.schema.provider.block, provider),
      ),
      ...this.problemsOfTypes(this.schema.resource_schemas, stack.resource),
      ...this.problemsOfTypes(this.schema.data_source_schemas, stack.data, 'data.'),
      ...this.problemsOfReferences(stack),
    ];
  }

  private problemsOfTypes(types: Types, made: Attributes = {}, prefix = ''): string[] {
    const own = Object.entries<Attributes>(made).filter(([type]) => type.startsWith('azurerm_'));
    return own.flatMap(([type, all]) => {
      const block = types[type]?.block;
      if (!block) return [`${prefix}${type}: no such type`];
      return Object.values<Attributes>(all).flatMap((attributes) => [
        ...inBlock(`${prefix}${type}`, block, attributes),
        ...ignoredIn(type, block, attributes),
        ...(prefix === '' ? combined(type, this.rules[type] ?? {}, attributes) : []),
      ]);
    });
  }

  /** Attributes of resources and data sources that expressions read. */
  private problemsOfReferences(stack: Attributes): string[] {
    const text = JSON.stringify(stack, (key, value) => (key === '//' ? undefined : value));
    return [...text.matchAll(/(data\.)?\b(azurerm_\w+)\.([\w-]+)(?:\[[^\]]*\])?\.(\w+)/g)].flatMap(
      ([, data, type, id, name]) => {
        const [types, made] = data
          ? [this.schema.data_source_schemas, stack.data]
          : [this.schema.resource_schemas, stack.resource];
        const block = types[type]?.block;
        if (!made?.[type]?.[id] || !block) return [];
        if (block.block_types?.[name]) return [];
        const attribute = block.attributes?.[name];
        if (!attribute) return [`${data ?? ''}${type}.${name}: read, but no such attribute`];
        return attribute.deprecated ? [`${data ?? ''}${type}.${name}: read, but deprecated`] : [];
      },
    );
  }
}

function inBlock(where: string, { attributes = {}, block_types: blocks = {} }: Block, values: Attributes): string[] {
  const { dynamic = {}, ...given } = values;
  for (const [name, { content }] of Object.entries<Attributes>(dynamic)) given[name] = content;
  const isMissing = (name: string) => given[name] === undefined || given[name] === null;
  const unknown = Object.keys(given).filter((name) => !(name in attributes || name in blocks));
  const own = where.split('.').length > (where.startsWith('data.') ? 2 : 1) ? [] : metaArguments;
  return [
    ...unknown.filter((name) => !own.includes(name)).map((name) => `${where}.${name}: no such argument`),
    ...Object.entries(attributes).flatMap(([name, { required, optional, deprecated }]) => {
      if (isMissing(name)) return required ? [`${where}.${name}: missing`] : [];
      if (!required && !optional) return [`${where}.${name}: not to be set`];
      return deprecated ? [`${where}.${name}: deprecated`] : [];
    }),
    ...Object.entries(blocks).flatMap(([name, { block, min_items: fewest = 0, max_items: most = 0 }]) => {
      const all = isMissing(name) ? [] : ([given[name]].flat() as Attributes[]);
      if (all.length < fewest) return [`${where}.${name}: fewer than ${fewest}`];
      if (most > 0 && all.length > most) return [`${where}.${name}: more than ${most}`];
      return all.flatMap((one) => inBlock(`${where}.${name}`, block, one));
    }),
  ];
}

function ignoredIn(type: string, block: Block, { lifecycle }: Attributes): string[] {
  const ignored = lifecycle?.ignore_changes ?? [];
  if (!Array.isArray(ignored)) return [];
  const paths = ignored.map((one: string) => one.replace(/\[[^\]]*\]/g, ''));
  return paths
    .filter((one) => !isKnownPath(block, one.split('.')))
    .map((one) => `${type}.${one}: ignored, but no such argument`);
}

function isKnownPath({ attributes = {}, block_types = {} }: Block, [name, ...rest]: string[]): boolean {
  if (name in attributes) return true;
  const nested = block_types[name]?.block;
  return nested !== undefined && (rest.length === 0 || isKnownPath(nested, rest));
}

function combined(type: string, rules: Rules, attributes: Attributes): string[] {
  const set = new Set(pathsIn(attributes));
  const parentIsSet = (name: string) => !name.includes('.') || set.has(name.replace(/\.[^.]+$/, ''));
  const count = (names: readonly string[]) => names.filter((name) => set.has(name)).length;
  const each = (groups: Groups | undefined, problem: (name: string, others: readonly string[]) => string | undefined) =>
    Object.entries(groups ?? {}).flatMap(([name, others]) => problem(name, others) ?? []);
  return [
    ...each(rules.conflicts_with, (name, others) => {
      const other = others.find((one) => set.has(name) && set.has(one));
      return other && `${type}.${name}: conflicts with ${other}`;
    }),
    ...each(rules.required_with, (name, others) => {
      const other = others.find((one) => set.has(name) && !set.has(one));
      return other && `${type}.${name}: requires ${other}`;
    }),
    ...each(rules.exactly_one_of, (name, group) =>
      parentIsSet(name) && count(group) !== 1 ? `${type}: not exactly one of ${group.join(', ')}` : undefined,
    ),
    ...each(rules.at_least_one_of, (name, group) =>
      parentIsSet(name) && count(group) === 0 ? `${type}: none of ${group.join(', ')}` : undefined,
    ),
  ];
}

/** The paths of everything that is set, without list indexes. */
function pathsIn(values: Attributes, prefix = ''): string[] {
  return Object.entries(values).flatMap(([name, value]) => {
    const all = [value].flat().filter((one) => one !== undefined && one !== null);
    const here = `${prefix}${name}`;
    return all.length === 0
      ? []
      : [here, ...all.flatMap((one) => (typeof one === 'object' ? pathsIn(one, `${here}.`) : []))];
  });
}
