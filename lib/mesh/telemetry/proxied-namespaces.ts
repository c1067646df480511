import type { IConstruct } from 'constructs';
import type { IHelmTarget } from '../../helm/helm-target';
import type { INamespace } from '../../workload/namespace';
import { keyOfCluster } from '../../workload/once-a-cluster';

type Listener = (namespace: INamespace) => void;

interface Proxied {
  readonly namespaces: Map<string, INamespace>;
  readonly listeners: Listener[];
}

const proxiedOfApp = new WeakMap<IConstruct, Map<string, Proxied>>();

/** Says that pods of a namespace have proxies of the mesh, whose metrics somebody may want. */
export function noteProxies(namespace: INamespace): void {
  const { namespaces, listeners } = proxiedOn(namespace.cluster);
  if (namespaces.has(namespace.namespaceName)) return;
  namespaces.set(namespace.namespaceName, namespace);
  for (const listener of listeners) listener(namespace);
}

/** Tells of each namespace with proxies, those that the program has said and those that it will say. */
export function eachProxiedNamespace(cluster: IHelmTarget, listener: Listener): void {
  const { namespaces, listeners } = proxiedOn(cluster);
  listeners.push(listener);
  for (const namespace of namespaces.values()) listener(namespace);
}

/** Whether the program has said so far that pods of a namespace have proxies. */
export function hasProxies(cluster: IHelmTarget, namespaceName: string): boolean {
  return proxiedOn(cluster).namespaces.has(namespaceName);
}

function proxiedOn(cluster: IHelmTarget): Proxied {
  const { root } = cluster.node;
  const clusters = proxiedOfApp.get(root) ?? new Map<string, Proxied>();
  proxiedOfApp.set(root, clusters);
  const key = keyOfCluster(cluster);
  const proxied = clusters.get(key) ?? { namespaces: new Map<string, INamespace>(), listeners: [] };
  clusters.set(key, proxied);
  return proxied;
}
