import type { IConstruct } from 'constructs';
import type { IAksCluster } from '../../cluster/aks-cluster-ref';
import { Claim, perApp } from '../../core/ledger';
import type { IHelmTarget } from '../../helm/helm-target';

/** The facts about the mesh that Consul's renderer needs. */
export interface ConsulFacts {
  readonly cluster: IAksCluster;

  /** The mesh's path, for errors. */
  readonly path: string;
  readonly hasEgressGateway: boolean;
}

/** The limits of a caller's proxy for calls to one service. */
export interface UpstreamOverride {
  /** The called service. */
  readonly name: string;
  readonly limits?: object;
  readonly passiveHealthCheck?: object;
}

const services = new Claim();

/** By cluster and the caller's name. */
const overridesOfApp = perApp(() => new Map<string, UpstreamOverride[]>());

/**
 * The construct that describes a service of this name, in any namespace: without Enterprise, a name means the same service in the
 * whole cluster.
 */
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
