export type Json = null | boolean | number | string | Json[] | JsonMap;
export interface JsonMap {
  [key: string]: Json;
}

/** A resource or a data source of a stack. */
export interface Resource {
  /** E.g. `azurerm_subnet.Network_Nodes_23796194`, or `data.azurerm_client_config.Deployer`. */
  readonly address: string;
  readonly type: string;
  readonly isData: boolean;
  /** Where it stands among the constructs, without the stack and `Resource`; empty where that is not said. */
  readonly construct: string;
  readonly args: JsonMap;
}

/** One stack's code, or a plan's state of it before or after. */
export interface Stack {
  readonly name: string;
  readonly resources: ReadonlyMap<string, Resource>;
  /** `var.x` and `local.x` with their values. */
  readonly settings: ReadonlyMap<string, Json>;
  readonly modules: readonly string[];
  /** New address by old one, of `moved` blocks. */
  readonly moved: ReadonlyMap<string, string>;
  /** Addresses that `import` blocks, or a plan, take over. */
  readonly imported: ReadonlySet<string>;
  /** Addresses that `removed` blocks without destroy, or a plan, take out of the state. */
  readonly released: ReadonlySet<string>;
}

export function isMap(value: Json | undefined): value is JsonMap {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** A block that may stand once is a map in code and a list of one in a plan: here it is a map. */
export function unwrapped(value: Json | undefined): Json | undefined {
  return Array.isArray(value) && value.length === 1 && isMap(value[0]) ? value[0] : value;
}

/** The value at a dotted path through maps and single blocks; `null` counts as absent. */
export function at(args: Json | undefined, path: string): Json | undefined {
  let value: Json | undefined = args;
  for (const key of path.split('.')) {
    value = unwrapped(value);
    value = isMap(value) && Object.hasOwn(value, key) ? value[key] : undefined;
  }
  return value === null ? undefined : value;
}

/** Text at a path; numbers and flags as text. */
export function textAt(args: Json | undefined, path: string): string | undefined {
  const value = at(args, path);
  return value === undefined || typeof value === 'object' ? undefined : String(value);
}

/** Blocks or list items at a path, however many. */
export function listAt(args: Json | undefined, path: string): Json[] {
  const value = at(args, path);
  if (value === undefined) return [];
  return Array.isArray(value) ? value : [value];
}

export function textsAt(args: Json | undefined, path: string): string[] {
  return listAt(args, path).map((item) => (typeof item === 'string' ? item : JSON.stringify(item)));
}

/** A flag at a path; the provider's default if it is absent or an expression. */
export function flagAt(args: Json | undefined, path: string, byDefault: boolean): boolean {
  const value = at(args, path);
  return value === undefined || (typeof value === 'string' && value.includes('${'))
    ? byDefault
    : String(value) === 'true';
}

/** A table's entry for a key from input, which may be `constructor`. */
export function lookUp<T>(table: { readonly [key: string]: T }, key: string): T | undefined {
  return Object.hasOwn(table, key) ? table[key] : undefined;
}

export function managed(stack: Stack): Resource[] {
  return [...stack.resources.values()].filter(({ isData }) => !isData);
}

/** An address without the key of `count` or `for_each`. */
export function withoutIndex(address: string): string {
  return address.replace(/\[[^\]]*\]$/, '');
}
