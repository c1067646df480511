import { readFileSync } from 'node:fs';
import path from 'node:path';
import type { Json } from '../../command/terraform/resource';
import { ownFolder } from '../own-folder';

/** How a resource's argument behaves if a configuration leaves it out. */
export interface ArgumentFacts {
  /** `required`; `optional`: removed; `computed`: the state's value stays. */
  readonly kind: 'required' | 'optional' | 'computed';
  /** The provider's default. */
  readonly default?: Json;
  readonly isSecret?: boolean;
  readonly isDeprecated?: boolean;
  /** Whether the order of elements has no meaning. */
  readonly isSet?: boolean;
  /** Whether there is at most one block. */
  readonly isSingle?: boolean;
  /** A block's own arguments. */
  readonly block?: ArgumentTable;
}

export interface ArgumentTable {
  readonly [name: string]: ArgumentFacts;
}

/** What a provider declares about a resource type. `npm run contracts` writes these facts. */
export interface ResourceTypeFacts {
  /** The version of the schema, which a state names too. */
  readonly version: number;
  readonly arguments: ArgumentTable;
}

const file = path.join(ownFolder, 'facts/arguments.json');
let known: { readonly [type: string]: ResourceTypeFacts } | undefined;

/** Undefined for types that are not in the list of the facts. */
export function argumentsOf(type: string): ResourceTypeFacts | undefined {
  known ??= JSON.parse(readFileSync(file, 'utf8')) as { [type: string]: ResourceTypeFacts };
  return Object.hasOwn(known, type) ? known[type] : undefined;
}
