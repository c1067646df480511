import { readFileSync } from 'node:fs';
import path from 'node:path';
import { gunzipSync } from 'node:zlib';
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

/** By resource type, for the resources that lib/ makes, of the first provider version in range. */
export function digestLeftOut(lib: string, schemas: string): { [type: string]: LeftOutFacts } {
  const folder = path.join(schemas, 'azurerm-4.81.0');
  const rules = read<{ [type: string]: { force_new_optional_not_computed?: string[] } }>(folder, 'rules.json.gz');
  const { resource_schemas: resources } = read<{ resource_schemas: { [type: string]: { block: Block } } }>(
    folder,
    'schema.json.gz',
  );
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

function read<T>(folder: string, file: string): T {
  return JSON.parse(gunzipSync(readFileSync(path.join(folder, file))).toString()) as T;
}
