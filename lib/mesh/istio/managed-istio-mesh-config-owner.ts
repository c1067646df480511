import type { IAksCluster } from '../../cluster/aks-cluster-ref';
import { claimOn, ownerOn } from '../../workload/once-a-cluster';
import type { SettingsOwner } from '../telemetry/mesh-settings';

const claim = 'settings of managed Istio';

/** Who says what holds for the managed mesh of a cluster. */
export function managedIstioConfigOn(cluster: IAksCluster): SettingsOwner | undefined {
  return ownerOn(cluster, claim) as SettingsOwner | undefined;
}

/** From now on a second one is a fault. */
export function claimManagedIstioConfig(cluster: IAksCluster, owner: SettingsOwner): void {
  claimOn(cluster, claim, owner);
}
