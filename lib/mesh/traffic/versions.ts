import { Claim } from '../../core/ledger';
import type { MeshServiceOptions } from './mesh-service-options';
import type { ServiceVersion } from './service-version';

type Named = [prop: string, version: ServiceVersion];

/** Every reference to a version in a service, with its prop. */
export function namedVersions({ split, headerRoutes = [], pathRoutes = [], mirror }: MeshServiceOptions): Named[] {
  return [
    ...(split?._versions ?? []).map(({ version }, index): Named => [`split[${index}]`, version]),
    ...headerRoutes.map((route, index): Named => [`headerRoutes[${index}].to`, route._options.to]),
    ...pathRoutes.map(({ to }, index): Named => [`pathRoutes[${index}].to`, to]),
    ...(mirror ? [['mirror.to', mirror.to] satisfies Named] : []),
  ];
}

/** The versions of a service, once each, with the first prop that references them. */
export function versionsOf(service: MeshServiceOptions): Named[] {
  const all = namedVersions(service).map(([prop, version]): Named => [prop.replace(/^split\[.*/, 'split'), version]);
  const seen = new Set<string>();
  return all.filter(([, version]) => version && !seen.has(version.name) && seen.add(version.name));
}

/** Versions whose pods are annotated by a MeshWorkload. */
export const annotatedVersions = new Claim();

/** The claim by which a service finds out whether the program declares its versions' pods. */
export function keyOfVersion({ labels }: ServiceVersion): string {
  return JSON.stringify(labels);
}

/** The fully qualified name of a Service, valid in every namespace. */
export function hostOf(name: string, namespaceName: string): string {
  return `${name}.${namespaceName}.svc.cluster.local`;
}
