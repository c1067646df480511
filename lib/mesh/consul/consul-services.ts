import type { IConstruct } from 'constructs';
import type { IAksCluster } from '../../cluster/aks-cluster-ref';
import { Claim, perApp } from '../../core/ledger';
import type { IHelmTarget } from '../../helm/helm-target';

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

const services = new Claim();

/** By cluster and name of the caller. */
const overridesOfApp = perApp(() => new Map<string, UpstreamOverride[]>());

/** Who describes a service of this name, in whatever namespace: without Enterprise a name is one service on all of a cluster. */
export function serviceOn(cluster: IHelmTarget, name: string): IConstruct | undefined {
  return services.ownerOn(cluster, name);
}

export function claimService(cluster: IHelmTarget, name: string, owner: IConstruct): void {
  services.take(cluster, owner, name);
}

export function addOverride(cluster: IHelmTarget, caller: string, override: UpstreamOverride): void {
  const all = overridesOfApp(cluster);
  const key = keyOf(cluster, caller);
  all.set(key, [...(all.get(key) ?? []), override]);
}

/** By name; complete once the program is finished. */
export function overridesOf(cluster: IHelmTarget, caller: string): UpstreamOverride[] {
  const found = overridesOfApp(cluster).get(keyOf(cluster, caller)) ?? [];
  return [...found].sort((a, b) => (a.name < b.name ? -1 : 1));
}

function keyOf(cluster: IHelmTarget, caller: string): string {
  return `${cluster._key} ${caller}`;
}
