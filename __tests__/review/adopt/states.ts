import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { argumentsOf } from '../../../review/terraform/argument-facts';
import type { Attributes } from '../../support/planned';
import { emptyFolder } from '../output';
import type { ShownModule, ShownResource, ShownState } from './state-file';

/** States of platforms that run already, as azurerm 4.81 writes them. */
export const names = ['az-aks-create', 'azure-module', 'everything-spelled-out', 'two-private-clusters'] as const;

/** Values by address: `module.aks["a"].azurerm_subnet.this[0]`, `data.azurerm_subnet.nodes`. */
export type Values = { readonly [address: string]: Attributes };

export function valuesOf(name: (typeof names)[number]): Values {
  return JSON.parse(readFileSync(path.join(__dirname, 'states', `${name}.json`), 'utf8'));
}

/** What `terraform show -json` says of a state with these values. */
export function shown(values: Values): ShownState {
  const modules = new Map<string, ShownResource[]>();
  for (const [address, own] of Object.entries(values)) {
    const [, module = '', resource] = /^((?:module\.\w+(?:\["[^"]*"\])?\.)*)(.*)$/.exec(address) ?? [];
    const list = modules.get(module) ?? [];
    list.push(resourceOf(address, resource, own));
    modules.set(module, list);
  }
  const root: ShownModule = {
    resources: modules.get(''),
    child_modules: [...modules]
      .filter(([module]) => module !== '')
      .map(([module, resources]) => ({ address: module.slice(0, -1), resources })),
  };
  return { format_version: '1.0', terraform_version: '1.11.4', values: { root_module: root } };
}

function resourceOf(address: string, resource: string, values: Attributes): ShownResource {
  const [, isData, type, name, key] = /^(data\.)?(\w+)\.([\w-]+)(?:\[(.*)\])?$/.exec(resource) ?? [];
  const provider = type.split('_', 1)[0];
  const source = provider === 'terraform' ? 'terraform.io/builtin' : 'registry.terraform.io/hashicorp';
  return {
    address,
    mode: isData ? 'data' : 'managed',
    type,
    name,
    index: key === undefined ? undefined : JSON.parse(key),
    provider_name: `${source}/${provider}`,
    schema_version: isData ? 0 : (argumentsOf(type)?.version ?? 0),
    values,
  };
}

/** Writes a state to a file, and gives its path. */
export function fileOf(state: unknown): string {
  const file = path.join(emptyFolder(), 'state.json');
  writeFileSync(file, typeof state === 'string' ? state : JSON.stringify(state));
  return file;
}
