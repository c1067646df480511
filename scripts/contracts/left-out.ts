import { readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import { schemaFile } from './folders';
import { providerRules } from './provider-rules';
import { azurerm } from './providers';
import { usedTypes } from './replacing-arguments';

/** What of a resource can be left out while Azure may answer with a value, which the next plan then removes. */
export interface LeftOutFacts {
  /** Arguments that replace the resource: Optional, ForceNew, and not Computed. */
  readonly arguments: string[];
  /** Blocks that don't have to be there, without `timeouts`. */
  readonly blocks: string[];
}

interface Block {
  readonly block_types?: { [name: string]: { min_items?: number; block: Block } };
}

/** By resource type, for the resources that lib/ makes. */
export function digestLeftOut(lib: string): { [type: string]: LeftOutFacts } {
  const rules = providerRules(azurerm);
  const text = gunzipSync(readFileSync(schemaFile(azurerm))).toString();
  const { resource_schemas: resources } = JSON.parse(text) as {
    resource_schemas: { [type: string]: { block: Block } };
  };
  return Object.fromEntries(
    usedTypes(lib).map((type) => [
      type,
      {
        arguments: [...(rules[type]?.force_new_optional_not_computed ?? [])].sort(),
        blocks: optionalBlocks(resources[type].block, '').sort(),
      },
    ]),
  );
}

function optionalBlocks({ block_types = {} }: Block, prefix: string): string[] {
  return Object.entries(block_types)
    .filter(([name]) => name !== 'timeouts')
    .flatMap(([name, { min_items = 0, block }]) => [
      ...(min_items === 0 ? [`${prefix}${name}`] : []),
      ...optionalBlocks(block, `${prefix}${name}.`),
    ]);
}
