import { isMap, type Json, type JsonMap, lookUp, unwrapped } from '../../command/terraform/resource';

/** An argument that differs; `path` has no list indexes, as the provider's facts have none. */
export interface ArgumentChange {
  readonly path: string;
  readonly before: Json | undefined;
  readonly after: Json | undefined;
}

/** Where two sets of arguments differ. A block that comes or goes counts as itself and as each of its arguments. */
export function argumentChanges(before: JsonMap, after: JsonMap): ArgumentChange[] {
  return compare(before, after, '');
}

/** Without the arguments of blocks that come or go whole. */
export function outermost(changes: readonly ArgumentChange[]): ArgumentChange[] {
  return changes.filter(({ path }) => !changes.some((outer) => path.startsWith(`${outer.path}.`)));
}

function compare(before: Json | undefined, after: Json | undefined, path: string): ArgumentChange[] {
  if (isEqual(before, after)) return [];
  const [old, now] = [unwrapped(before ?? undefined), unwrapped(after ?? undefined)];
  if (isMap(old) && isMap(now))
    return keysOf(old, now).flatMap((key) => compare(lookUp(old, key), lookUp(now, key), join(path, key)));
  if (isMap(old) || isMap(now)) {
    const inside = (isMap(old) ? old : (now as JsonMap)) as JsonMap;
    const block = isAbsent(before) || isAbsent(after) ? [{ path, before, after }] : [];
    if (block.length === 0) return [{ path, before, after }];
    const keys = Object.keys(inside).filter((key) => !isAbsent(inside[key]));
    return [
      ...block,
      ...keys.flatMap((key) =>
        compare(isMap(old) ? lookUp(old, key) : undefined, isMap(now) ? lookUp(now, key) : undefined, join(path, key)),
      ),
    ];
  }
  if (Array.isArray(before) && Array.isArray(after) && before.length === after.length && before.every(isMap)) {
    return before.flatMap((item, index) => compare(item, after[index], path));
  }
  return [{ path, before, after }];
}

export function isEqual(before: Json | undefined, after: Json | undefined): boolean {
  if (before === after || (isAbsent(before) && isAbsent(after))) return true;
  return stable(before) === stable(after);
}

function isAbsent(value: Json | undefined): boolean {
  return value === undefined || value === null;
}

/** JSON with sorted keys, without nulls, single blocks as maps. */
function stable(given: Json | undefined): string {
  const value = unwrapped(given);
  if (Array.isArray(value)) return `[${value.map(stable).join()}]`;
  if (!isMap(value)) return JSON.stringify(value ?? null);
  const keys = Object.keys(value)
    .filter((key) => !isAbsent(value[key]))
    .sort();
  return `{${keys.map((key) => `${JSON.stringify(key)}:${stable(value[key])}`).join()}}`;
}

function keysOf(a: JsonMap, b: JsonMap): string[] {
  return [...new Set([...Object.keys(a), ...Object.keys(b)])];
}

function join(path: string, key: string): string {
  return path === '' ? key : `${path}.${key}`;
}
