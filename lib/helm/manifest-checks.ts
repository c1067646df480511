import { isKnown } from '../core/checks';
import type { Faults } from '../core/faults';
import { checkPlainData, isPlainMap, isToken, type PlainMap } from './plain-data';

/** Checks what Kubernetes asks of every object, and that no two are the same one. */
export function checkManifests(faults: Faults, manifests: unknown, releaseNamespace: string): void {
  if (!Array.isArray(manifests) || isToken(manifests) || manifests.length === 0) {
    faults.add('manifests', 'must be a list of at least one object', undefined, 'Give the objects as plain maps.');
    return;
  }
  checkPlainData(faults, 'manifests', manifests);
  const firsts = new Map<string, string>();
  manifests.forEach((manifest, index) => {
    const at = `manifests[${index}]`;
    if (!isPlainMap(manifest)) {
      faults.add(at, 'must be a plain map', undefined, 'Use { apiVersion, kind, metadata: { name }, ... }.');
    } else if (checkIdentity(faults, at, manifest)) checkUnique(faults, at, manifest, releaseNamespace, firsts);
  });
}

function checkIdentity(faults: Faults, at: string, manifest: PlainMap): boolean {
  const metadata = isPlainMap(manifest.metadata) ? manifest.metadata : {};
  const required: [string, unknown, string][] = [
    ['apiVersion', manifest.apiVersion, 'v1'],
    ['kind', manifest.kind, 'ConfigMap'],
    ['metadata.name', metadata.name, 'checkout'],
  ];
  const wrong = required.filter(([, value]) => typeof value !== 'string' || value === '');
  for (const [field, value, example] of wrong) {
    faults.add(`${at}.${field}`, 'must be given as text', value, `Use for example ${example}.`);
  }
  for (const field of ['labels', 'annotations']) checkTexts(faults, `${at}.metadata.${field}`, metadata[field]);
  return wrong.length === 0;
}

/** Kubernetes rejects numbers and booleans as labels and annotations. */
function checkTexts(faults: Faults, at: string, map: unknown): void {
  if (!isPlainMap(map)) return;
  for (const [key, value] of Object.entries(map)) {
    if (value === undefined || typeof value === 'string' || isToken(value)) continue;
    faults.add(`${at}["${key}"]`, 'must be text', value, `Use '${value}'.`);
  }
}

/** The same object is the same kind of the same API group, whatever the version. */
function checkUnique(
  faults: Faults,
  at: string,
  manifest: PlainMap,
  releaseNamespace: string,
  firsts: Map<string, string>,
): void {
  const { apiVersion, kind, metadata } = manifest as { apiVersion: string; kind: string; metadata: PlainMap };
  const namespace = metadata.namespace ?? releaseNamespace;
  const group = apiVersion.includes('/') ? apiVersion.split('/')[0] : '';
  const key = [group, kind, namespace, metadata.name].join(' ');
  const first = firsts.get(key);
  if (first === undefined) firsts.set(key, at);
  else {
    const known = isKnown(namespace) ? ` in namespace ${namespace}` : '';
    const must = `must not be the same object as ${first} (${kind} ${metadata.name}${known})`;
    faults.add(at, must, undefined, 'Remove one of them.');
  }
}
