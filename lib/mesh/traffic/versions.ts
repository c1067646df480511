import type { MeshServiceProps } from '../mesh-service-props';
import type { ServiceVersion } from './service-version';

/** The versions that a service's split and header routes name, once each, with the prop that names them first. */
export function versionsOf({ split, headerRoutes = [] }: MeshServiceProps): [prop: string, version: ServiceVersion][] {
  const all: [string, ServiceVersion][] = [
    ...(split?._versions ?? []).map(({ version }): [string, ServiceVersion] => ['split', version]),
    ...headerRoutes.map((route, index): [string, ServiceVersion] => [`headerRoutes[${index}].to`, route._options.to]),
  ];
  const seen = new Set<string>();
  return all.filter(([, version]) => version && !seen.has(version.name) && seen.add(version.name));
}

/** The full name of a Service, which means the same in every namespace. */
export function hostOf(name: string, namespaceName: string): string {
  return `${name}.${namespaceName}.svc.cluster.local`;
}

/** Peers by what they may send, in the order in which they are given. */
export function grouped<T>(items: readonly T[], keyOf: (item: T) => string): T[][] {
  const groups = new Map<string, T[]>();
  for (const item of items) groups.set(keyOf(item), [...(groups.get(keyOf(item)) ?? []), item]);
  return [...groups.values()];
}

/** Without the keys whose value is undefined; undefined where none is left. */
export function compact<T extends object>(object: T): T | undefined {
  const entries = Object.entries(object).filter(([, value]) => value !== undefined);
  return entries.length === 0 ? undefined : (Object.fromEntries(entries) as T);
}
