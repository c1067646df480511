import type { Plan } from './variants';

/** One attribute of a resource that both plans have, and that the second sets to something else. */
export interface Change {
  readonly type: string;
  readonly address: string;
  /** The names of the attribute and of what it is in, without list indexes: `network_profile.pod_cidr`. */
  readonly path: string[];
}

/** What of the resources that are in both plans has another value in `changed`; what is gone there doesn't count. */
export function changesOf(base: Plan, changed: Plan): Change[] {
  return eachResource(changed).flatMap(({ stack, type, name, attributes }) => {
    const before = base[stack]?.resource?.[type]?.[name];
    if (before === undefined) return [];
    const address = `${type}.${name}`;
    return changedPaths(before, attributes).map((path) => ({ type, address, path }));
  });
}

export interface PlannedResource {
  readonly stack: string;
  readonly type: string;
  readonly name: string;
  readonly attributes: { readonly [name: string]: unknown };
}

export function eachResource(plan: Plan): PlannedResource[] {
  return Object.entries(plan).flatMap(([stack, { resource = {} }]) =>
    Object.entries(resource as object).flatMap(([type, resources]) =>
      Object.entries(resources as object).map(([name, attributes]) => ({ stack, type, name, attributes })),
    ),
  );
}

function changedPaths(before: unknown, after: unknown): string[][] {
  if (JSON.stringify(before) === JSON.stringify(after)) return [];
  if (Array.isArray(after) && after.some(isObject)) {
    const old = Array.isArray(before) ? before : [];
    return after.flatMap((element, index) => changedPaths(old[index], element));
  }
  if (!isObject(after)) return [[]];
  const old = isObject(before) ? before : {};
  return Object.keys(after).flatMap((key) => changedPaths(old[key], after[key]).map((path) => [key, ...path]));
}

function isObject(value: unknown): value is { [key: string]: unknown } {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
