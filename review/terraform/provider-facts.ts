import { readFileSync } from 'node:fs';
import path from 'node:path';
import { ownFolder } from '../own-folder';

/** What a provider declares about a resource's arguments. `npm run contracts` writes these facts. */
export interface TypeFacts {
  /** Arguments whose change replaces the resource. */
  readonly replaces?: string[];
  /** The same with some versions of the provider only. */
  readonly replacesInSome?: string[];
  /** Arguments whose change replaces the resource if they had a value before. */
  readonly replacesIfSet?: string[];
  /** Attributes that the provider fills with secrets, by itself. */
  readonly secrets?: string[];
  /** Arguments that hold a secret if they are set. */
  readonly secretArguments?: string[];
}

const file = path.join(ownFolder, 'facts/providers.json');
let known: { readonly [type: string]: TypeFacts } | undefined;

/** Facts of a type: `azurerm_kubernetes_cluster`, `data.azurerm_kubernetes_cluster`; empty for other providers' types. */
export function factsOf(type: string): TypeFacts {
  known ??= JSON.parse(readFileSync(file, 'utf8')) as { [type: string]: TypeFacts };
  return Object.hasOwn(known, type) ? known[type] : {};
}
