import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { providerRules } from './provider-rules';
import { azurerm } from './providers';

const bindings = '@cdktf/provider-azurerm/lib/';

/** The arguments whose change replaces the resource, by resource type, for the resources that lib/ makes. */
export function digestReplacing(lib: string): { [type: string]: string[] } {
  const rules = providerRules(azurerm);
  return Object.fromEntries(
    usedTypes(lib).map((type) => {
      const { force_new = [], force_new_if_set = [] } = rules[type] ?? {};
      return [type, [...new Set([...force_new, ...force_new_if_set])].sort()];
    }),
  );
}

/** The azurerm resource types that files of a folder import, e.g. `azurerm_subnet`. */
export function usedTypes(lib: string): string[] {
  const files = readdirSync(lib, { recursive: true, encoding: 'utf8' }).filter((file) => file.endsWith('.ts'));
  const found = new Set<string>();
  for (const file of files) {
    const text = readFileSync(path.join(lib, file), 'utf8');
    for (const [, name] of text.matchAll(/'@cdktf\/provider-azurerm\/lib\/([a-z0-9-]+)'/g)) {
      if (name !== 'provider' && !name.startsWith('data-')) for (const type of typesOf(name)) found.add(type);
    }
  }
  return [...found].sort();
}

/** A binding knows its Terraform type; its folder's name differs from it in places. */
function typesOf(name: string): string[] {
  const classes = Object.values(require(`${bindings}${name}`)) as { tfResourceType?: string }[];
  return classes.flatMap(({ tfResourceType }) => (tfResourceType ? [tfResourceType] : []));
}
