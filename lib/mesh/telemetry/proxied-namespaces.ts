import type { IConstruct } from 'constructs';
import type { IHelmTarget } from '../../helm/helm-target';
import { keyOfCluster } from '../../workload/once-a-cluster';

type Listener = (namespaceName: string) => void;

interface Proxied {
  readonly names: Set<string>;
  readonly listeners: Listener[];
}

const proxiedOfApp = new WeakMap<IConstruct, Map<string, Proxied>>();

/** Says that pods of a namespace have proxies of the mesh, whose metrics somebody may want. */
export function noteProxies(cluster: IHelmTarget, namespaceName: string): void {
  const { names, listeners } = proxiedOn(cluster);
  if (names.has(namespaceName)) return;
  names.add(namespaceName);
  for (const listener of listeners) listener(namespaceName);
}

/** Tells of each namespace with proxies, those that the program has said and those that it will say. */
export function eachProxiedNamespace(cluster: IHelmTarget, listener: Listener): void {
  const { names, listeners } = proxiedOn(cluster);
  listeners.push(listener);
  for (const name of names) listener(name);
}

/** Whether the program has said so far that pods of a namespace have proxies. */
export function hasProxies(cluster: IHelmTarget, namespaceName: string): boolean {
  return proxiedOn(cluster).names.has(namespaceName);
}

function proxiedOn(cluster: IHelmTarget): Proxied {
  const { root } = cluster.node;
  const clusters = proxiedOfApp.get(root) ?? new Map<string, Proxied>();
  proxiedOfApp.set(root, clusters);
  const key = keyOfCluster(cluster);
  const proxied = clusters.get(key) ?? { names: new Set<string>(), listeners: [] };
  clusters.set(key, proxied);
  return proxied;
}
