import type { MeshServiceProps } from '../mesh-service-props';
import type { ServiceVersion } from './service-version';

type Named = [prop: string, version: ServiceVersion];

/** Every place where a service names a version, with its prop. */
export function namedVersions({ split, headerRoutes = [], pathRoutes = [], mirror }: MeshServiceProps): Named[] {
  return [
    ...(split?._versions ?? []).map(({ version }, index): Named => [`split[${index}]`, version]),
    ...headerRoutes.map((route, index): Named => [`headerRoutes[${index}].to`, route._options.to]),
    ...pathRoutes.map(({ to }, index): Named => [`pathRoutes[${index}].to`, to]),
    ...(mirror ? [['mirror.to', mirror.to] satisfies Named] : []),
  ];
}

/** The versions that a service names, once each, with the prop that names them first. */
export function versionsOf(service: MeshServiceProps): Named[] {
  const all = namedVersions(service).map(([prop, version]): Named => [prop.replace(/^split\[.*/, 'split'), version]);
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
