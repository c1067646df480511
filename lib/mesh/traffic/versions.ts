import { Claim } from '../../core/ledger';
import type { MeshRoute } from './mesh-route';
import type { MeshServiceOptions } from './mesh-service-options';
import type { ServiceVersion } from './service-version';

type Named = [prop: string, version: ServiceVersion];

/** Every reference to a version in a service, with its prop. */
export function namedVersions({ split, routes = [], mirror, versions = [] }: MeshServiceOptions): Named[] {
  return [
    ...(split?._versions ?? []).map(({ version }, index): Named => [`split[${index}]`, version]),
    ...routes.flatMap((route, index) => versionsOfRoute(`routes[${index}]`, route)),
    ...(mirror ? [['mirror.to', mirror.to] satisfies Named] : []),
    ...versions.map((version, index): Named => [`versions[${index}]`, version]),
  ];
}

/** Every reference to a version in a route, with its prop. */
export function versionsOfRoute(at: string, { action, mirror }: MeshRoute): Named[] {
  const { _intent: intent } = action ?? {};
  const named = intent?.kind === 'versions' ? intent.versions : [];
  return [
    ...named.map(({ version }): Named => [`${at}.action`, version]),
    ...(mirror ? [[`${at}.mirror.to`, mirror.to] satisfies Named] : []),
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

/** The claim that shows a service whether the program declares its versions' pods. */
export function keyOfVersion({ labels }: ServiceVersion): string {
  return JSON.stringify(labels);
}

/** The fully qualified name of a Service, valid in every namespace. */
export function hostOf(name: string, namespaceName: string): string {
  return `${name}.${namespaceName}.svc.cluster.local`;
}
