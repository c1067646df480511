import { isMap, type Json, type JsonMap } from '../../command/terraform/resource';
import type { ArgumentFacts, ArgumentTable } from '../terraform/argument-facts';
import { argumentsOf } from '../terraform/argument-facts';
import { notKnown } from './matching';

/** An argument that an apply of the program would change. */
export interface Difference {
  /** Names of arguments from the top; blocks that repeat end the path. */
  readonly path: readonly string[];
  readonly before: Json;
  /** Undefined where the program leaves the argument out. */
  readonly after: Json | undefined;
  readonly facts: ArgumentFacts;
}

/** What an apply changes in a resource, as the provider plans it. */
export function differencesOf(type: string, args: JsonMap, values: JsonMap): Difference[] {
  return inTable(argumentsOf(type)?.arguments ?? {}, args, values, []);
}

function inTable(table: ArgumentTable, args: JsonMap, values: JsonMap, path: readonly string[]): Difference[] {
  return Object.entries(table).flatMap(([name, facts]) => {
    const given = args[name] ?? undefined;
    const below = [...path, name];
    return facts.block
      ? inBlocks(facts, facts.block, given, values[name], below)
      : inAttribute(facts, given, values[name] ?? null, below);
  });
}

function inAttribute(facts: ArgumentFacts, given: Json | undefined, before: Json, path: readonly string[]) {
  const isLeftOut =
    given === undefined || (isNothing(given) && typeof given !== 'boolean' && typeof given !== 'number');
  if (isLeftOut && facts.default === undefined && (facts.kind === 'computed' || isNothing(before))) return [];
  const planned = isLeftOut ? (facts.default ?? null) : (given as Json);
  return isUnknown(planned) || isSame(planned, before, facts.isSet) ? [] : [{ path, before, after: given, facts }];
}

function inBlocks(
  facts: ArgumentFacts,
  block: ArgumentTable,
  given: Json | undefined,
  found: Json | undefined,
  path: readonly string[],
): Difference[] {
  const args = blocksIn(given);
  const values = blocksIn(found);
  if (args.length === 0 && (values.length === 0 || facts.kind === 'computed')) return [];
  if (facts.isSingle && args.length === 1 && values.length === 1) return inTable(block, args[0], values[0], path);
  const rest = [...values];
  const isEqual =
    args.length === values.length &&
    args.every((arg) => {
      const index = rest.findIndex((value) => inTable(block, arg, value, []).length === 0);
      if (index < 0 || (!facts.isSet && index > 0)) return false;
      rest.splice(index, 1);
      return true;
    });
  return isEqual ? [] : [{ path, before: found ?? null, after: given, facts }];
}

function blocksIn(value: Json | undefined): JsonMap[] {
  const items = Array.isArray(value) ? value : value === undefined || value === null ? [] : [value];
  return items.map((item) => (isMap(item) ? item : {}));
}

/** The provider takes what is left out for the zero value. */
export function isNothing(value: Json | undefined): boolean {
  if (value === undefined || value === null || value === '' || value === false || value === 0) return true;
  if (Array.isArray(value)) return value.length === 0;
  return isMap(value) && Object.values(value).every((inner) => inner === null);
}

function isSame(a: Json, b: Json, isSet = false): boolean {
  if (isMap(a) && isMap(b) && Object.values(a).some(isUnknown)) {
    const names = new Set([...Object.keys(a), ...Object.keys(b)]);
    return [...names].every((name) => isUnknown(a[name] ?? null) || isSame(a[name] ?? null, b[name] ?? null));
  }
  if (isNothing(a) && isNothing(b)) return !(typeof a === 'boolean' || typeof a === 'number') || b !== null;
  return canonical(a, isSet) === canonical(b, isSet);
}

function canonical(value: Json, isSet: boolean): string {
  if (Array.isArray(value)) {
    const items = value.map((item) => canonical(item, false));
    return JSON.stringify(isSet ? items.sort() : items);
  }
  if (isMap(value)) {
    const entries = Object.entries(value).sort(([x], [y]) => (x < y ? -1 : 1));
    return JSON.stringify(entries.map(([key, item]) => [key, canonical(item, false)]));
  }
  // Azure takes some numbers as text.
  return String(value);
}

function isUnknown(value: Json): boolean {
  if (Array.isArray(value)) return value.some(isUnknown);
  return value === notKnown;
}

/** The arguments of a block or a resource that a program must give for a plan without changes. */
export function argumentsIn(table: ArgumentTable, values: JsonMap): JsonMap {
  const given = Object.entries(table).flatMap(([name, facts]): [string, Json][] => {
    const value = values[name] ?? null;
    if (facts.isDeprecated) return [];
    if (facts.block) {
      const { block } = facts;
      const blocks = blocksIn(value).map((inner) => argumentsIn(block, inner));
      if (blocks.length === 0) return [];
      if (facts.kind === 'computed' && blocks.every((inner) => Object.keys(inner).length === 0)) return [];
      return [[name, facts.isSingle ? blocks[0] : blocks]];
    }
    if (facts.default !== undefined) return isSame(facts.default, value) ? [] : [[name, value]];
    if (facts.kind === 'required') return [[name, value]];
    return isNothing(value) ? [] : [[name, value]];
  });
  return Object.fromEntries(given.filter(([, value]) => value !== null));
}
