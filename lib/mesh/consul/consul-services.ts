import type { IConstruct } from 'constructs';
import type { IAksCluster } from '../../cluster/aks-cluster-ref';
import type { IHelmTarget } from '../../helm/helm-target';
import { claimOn, keyOfCluster, ownerOn } from '../../workload/once-a-cluster';

/** What the renderer of Consul has to know of the mesh. */
export interface ConsulFacts {
  readonly cluster: IAksCluster;

  /** The mesh's path, for errors. */
  readonly path: string;
  readonly hasEgressGateway: boolean;
}

/** What the proxy of a caller keeps to when it calls one service. */
export interface UpstreamOverride {
  /** The service that is called. */
  readonly name: string;
  readonly limits?: object;
  readonly passiveHealthCheck?: object;
}

/** By cluster and name of the caller. */
const overridesOfApp = new WeakMap<IConstruct, Map<string, UpstreamOverride[]>>();

/** Who describes a service of this name, in whatever namespace: without Enterprise a name is one service on all of a cluster. */
export function serviceOn(cluster: IHelmTarget, name: string): IConstruct | undefined {
  return ownerOn(cluster, claimOf(name));
}

export function claimService(cluster: IHelmTarget, name: string, owner: IConstruct): void {
  claimOn(cluster, claimOf(name), owner);
}

export function addOverride(cluster: IHelmTarget, caller: string, override: UpstreamOverride): void {
  const all = overridesOfApp.get(cluster.node.root) ?? new Map<string, UpstreamOverride[]>();
  const key = keyOf(cluster, caller);
  overridesOfApp.set(cluster.node.root, all.set(key, [...(all.get(key) ?? []), override]));
}

/** By name, so that the order in which services are described changes nothing. */
export function overridesOf(cluster: IHelmTarget, caller: string): UpstreamOverride[] {
  const found = overridesOfApp.get(cluster.node.root)?.get(keyOf(cluster, caller)) ?? [];
  return [...found].sort((a, b) => (a.name < b.name ? -1 : 1));
}

function claimOf(name: string): string {
  return `consul service/${name}`;
}

function keyOf(cluster: IHelmTarget, caller: string): string {
  return `${keyOfCluster(cluster)} ${caller}`;
}
