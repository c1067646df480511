import { isMap, type JsonMap, listAt, type Resource, textAt } from '../terraform/resource';
import { valuesOf } from './release-values';

/** A Kubernetes object that a stack applies. */
export interface KubernetesObject {
  readonly kind: string;
  /** E.g. `networking.istio.io`; empty for the core group. */
  readonly group: string;
  readonly name: string;
  /** Empty if the object has none or uses its release's. */
  readonly namespace: string;
  readonly content: JsonMap;
}

const ofResource = new WeakMap<Resource, KubernetesObject[]>();

/** The objects that a resource applies: those of a manifests release, or of a `kubernetes_manifest`. */
export function objectsOf(resource: Resource): KubernetesObject[] {
  const known = ofResource.get(resource) ?? read(resource);
  ofResource.set(resource, known);
  return known;
}

function read(resource: Resource): KubernetesObject[] {
  if (resource.type === 'kubernetes_manifest')
    return listAt(resource.args, 'manifest').flatMap((item) => objectOf(item, ''));
  if (resource.type !== 'helm_release' || resource.isData) return [];
  const namespace = textAt(resource.args, 'namespace') ?? '';
  return listAt(valuesOf(resource).values, 'manifests').flatMap((item) => objectOf(item, namespace));
}

/** `PeerAuthentication istio-system/default` */
export function titleOf({ kind, namespace, name }: KubernetesObject): string {
  return `${kind} ${namespace === '' || kind === 'Namespace' ? '' : `${namespace}/`}${name}`;
}

function objectOf(content: unknown, releaseNamespace: string): KubernetesObject[] {
  if (!isMap(content as JsonMap)) return [];
  const map = content as JsonMap;
  const [kind, version, name] = [textAt(map, 'kind'), textAt(map, 'apiVersion'), textAt(map, 'metadata.name')];
  if (!kind || !version || !name) return [];
  const group = version.includes('/') ? version.slice(0, version.lastIndexOf('/')) : '';
  return [{ kind, group, name, namespace: textAt(map, 'metadata.namespace') ?? releaseNamespace, content: map }];
}
