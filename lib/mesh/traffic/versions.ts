import { Claim } from '../../core/ledger';
import type { MeshServiceOptions } from './mesh-service-options';
import type { ServiceVersion } from './service-version';

type Named = [prop: string, version: ServiceVersion];

/** Every place where a service names a version, with its prop. */
export function namedVersions({ split, headerRoutes = [], pathRoutes = [], mirror }: MeshServiceOptions): Named[] {
  return [
    ...(split?._versions ?? []).map(({ version }, index): Named => [`split[${index}]`, version]),
    ...headerRoutes.map((route, index): Named => [`headerRoutes[${index}].to`, route._options.to]),
    ...pathRoutes.map(({ to }, index): Named => [`pathRoutes[${index}].to`, to]),
    ...(mirror ? [['mirror.to', mirror.to] satisfies Named] : []),
  ];
}

/** The versions that a service names, once each, with the prop that names them first. */
export function versionsOf(service: MeshServiceOptions): Named[] {
  const all = namedVersions(service).map(([prop, version]): Named => [prop.replace(/^split\[.*/, 'split'), version]);
  const seen = new Set<string>();
  return all.filter(([, version]) => version && !seen.has(version.name) && seen.add(version.name));
}

/** Versions whose pods a MeshWorkload annotates. */
export const annotatedVersions = new Claim();

/** The claim by which a service finds whether the program describes the pods of its versions. */
export function keyOfVersion({ labels }: ServiceVersion): string {
  return JSON.stringify(labels);
}

/** The full name of a Service, which means the same in every namespace. */
export function hostOf(name: string, namespaceName: string): string {
  return `${name}.${namespaceName}.svc.cluster.local`;
}
