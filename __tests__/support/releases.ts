import { parse } from 'yaml';
import type { Attributes, Planned } from './planned';

/** The values of the one release whose name in Terraform contains `name`. */
export function valuesOf(planned: Planned, name: string): Attributes {
  const [text] = planned.one('helm_release', name).values;
  return parse(text);
}

/** The objects that a release of `KubernetesManifests` applies. */
export function manifestsOf(planned: Planned, name: string): Attributes[] {
  return valuesOf(planned, name).manifests;
}

/** What a release waits for, without the hashes of the names. */
export function waitsOf(planned: Planned, name: string): string[] {
  const waits: string[] = planned.one('helm_release', name).depends_on ?? [];
  return waits.map((address) => address.replace(/_[0-9A-F]{8}$/, '')).sort();
}
