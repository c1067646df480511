import { isKnown } from '../core/checks';
import type { Faults } from '../core/faults';
import { isClusterScoped, schemaOf } from './object-schemas';
import { checkPlainData, isPlainMap, isToken, type PlainMap } from './plain-data';

/** Checks Kubernetes' requirements for every object, and that the objects are unique. */
export function checkManifests(faults: Faults, manifests: unknown, releaseNamespace: string): void {
  if (!Array.isArray(manifests) || isToken(manifests) || manifests.length === 0) {
    faults.add('manifests', 'must be a list of at least one object', undefined, 'Use plain maps for the objects.');
    return;
  }
  checkPlainData(faults, 'manifests', manifests);
  const firsts = new Map<string, string>();
  manifests.forEach((manifest, index) => {
    const at = `manifests[${index}]`;
    if (!isPlainMap(manifest)) {
      faults.add(at, 'must be a plain map', undefined, 'Use { apiVersion, kind, metadata: { name }, ... }.');
      return;
    }
    const isNamed = checkIdentity(faults, at, manifest);
    const { apiGroup, kind } = kindOf(manifest);
    schemaOf(apiGroup, kind)(faults, at, manifest);
    if (isNamed) checkUnique(faults, at, manifest, releaseNamespace, firsts);
  });
}

/** The API group and kind of an object; the version is not part of an object's identity. */
export function kindOf({ apiVersion, kind }: PlainMap): { readonly apiGroup: string; readonly kind: string } {
  return { apiGroup: String(apiVersion).split('/').slice(0, -1).join('/'), kind: String(kind) };
}

/** The namespace that an object is in; empty for objects of kinds that are known to be in none. */
export function namespaceOf(manifest: PlainMap, releaseNamespace: string): string {
  const { apiGroup, kind } = kindOf(manifest);
  if (isClusterScoped(apiGroup, kind)) return '';
  const { namespace = releaseNamespace } = isPlainMap(manifest.metadata) ? manifest.metadata : {};
  return String(namespace);
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
    faults.add(`${at}.${field}`, 'must be text', value, `For example, use ${example}.`);
  }
  return wrong.length === 0;
}

function checkUnique(
  faults: Faults,
  at: string,
  manifest: PlainMap,
  releaseNamespace: string,
  firsts: Map<string, string>,
): void {
  const { apiGroup, kind } = kindOf(manifest);
  const { name } = manifest.metadata as PlainMap;
  const namespace = namespaceOf(manifest, releaseNamespace);
  const key = [apiGroup, kind, namespace, name].join(' ');
  const first = firsts.get(key);
  if (first === undefined) firsts.set(key, at);
  else {
    const place = isKnown(namespace) && namespace !== '' ? ` in namespace ${namespace}` : '';
    const must = `must not be the same object as ${first} (${kind} ${name}${place})`;
    faults.add(at, must, undefined, 'Remove one of them.');
  }
}
