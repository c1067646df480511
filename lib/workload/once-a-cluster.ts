import type { IConstruct } from 'constructs';
import type { IAksCluster } from '../cluster/aks-cluster-ref';
import type { IHelmTarget } from '../helm/helm-target';

const ownersOfApp = new WeakMap<IConstruct, Map<string, IConstruct>>();

/** Who has claimed a thing that a cluster has once in a program, e.g. `istio gateway/shop`. */
export function ownerOn(cluster: IHelmTarget, thing: string): IConstruct | undefined {
  return ownersOfApp.get(cluster.node.root)?.get(keyOf(cluster, thing));
}

/** Claims a thing for `owner`; whoever comes later finds it with `ownerOn`, through any reference to the same cluster. */
export function claimOn(cluster: IHelmTarget, thing: string, owner: IConstruct): void {
  const owners = ownersOfApp.get(cluster.node.root) ?? new Map<string, IConstruct>();
  ownersOfApp.set(cluster.node.root, owners.set(keyOf(cluster, thing), owner));
}

const listsOfApp = new WeakMap<IConstruct, Map<string, IConstruct[]>>();

/** All that were listed under a kind of thing on a cluster, through any reference to it, in the order of their making. */
export function listedOn(cluster: IHelmTarget, kind: string): IConstruct[] {
  return listsOfApp.get(cluster.node.root)?.get(keyOf(cluster, kind)) ?? [];
}

/** Lists a thing that a cluster may have many of, for rules about all of them. */
export function listOn(cluster: IHelmTarget, kind: string, thing: IConstruct): void {
  const lists = listsOfApp.get(cluster.node.root) ?? new Map<string, IConstruct[]>();
  listsOfApp.set(cluster.node.root, lists);
  lists.set(keyOf(cluster, kind), [...listedOn(cluster, kind), thing]);
}

/** The same for all references to one cluster. */
export function keyOfCluster(cluster: IHelmTarget): string {
  return (cluster as Partial<IAksCluster>)._facts?.key ?? cluster.node.path;
}

function keyOf(cluster: IHelmTarget, thing: string): string {
  return `${keyOfCluster(cluster)} ${thing}`;
}
