import { readFileSync } from 'node:fs';
import path from 'node:path';
import type { Json } from '../../command/terraform/resource';
import { projectRoot } from './folders';

/** What a provider's code says of a resource type beyond its schema; arguments by path, e.g. `default_node_pool.name`. */
export interface ProviderRules {
  readonly force_new?: string[];
  /** Replaces only where there was a value before. */
  readonly force_new_if_set?: string[];
  /** Replaces where it is left out and the cloud answers with a value. */
  readonly force_new_optional_not_computed?: string[];
  readonly default?: { readonly [argument: string]: Json };
  /** Blocks that keep what the state has where they are left out. */
  readonly computed_blocks?: string[];
}

/** The rules of a provider's version, e.g. `azurerm-4.81.0`, by resource type. */
export function providerRules(name: string): { readonly [type: string]: ProviderRules } {
  return JSON.parse(readFileSync(path.join(projectRoot, 'tools/terraform-offline/rules', `${name}.json`), 'utf8'));
}
