import type { IConstruct } from 'constructs';
import type { IAksCluster } from '../../cluster/aks-cluster-ref';
import { claimOn, ownerOn } from '../../workload/once-a-cluster';

const claim = 'settings of managed Istio';

/** Who says what holds for the managed mesh of a cluster. */
export function managedIstioConfigOn(cluster: IAksCluster): IConstruct | undefined {
  return ownerOn(cluster, claim);
}

/** From now on a second one is a fault. */
export function claimManagedIstioConfig(cluster: IAksCluster, owner: IConstruct): void {
  claimOn(cluster, claim, owner);
}
