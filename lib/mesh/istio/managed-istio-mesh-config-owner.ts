import type { IAksCluster } from '../../cluster/aks-cluster-ref';
import { Claim } from '../../core/ledger';
import type { SettingsOwner } from '../telemetry/mesh-settings';

const configOwners = new Claim<SettingsOwner>();

/** Who says what holds for the managed mesh of a cluster. */
export function managedIstioConfigOn(cluster: IAksCluster): SettingsOwner | undefined {
  return configOwners.ownerOn(cluster);
}

/** From now on a second one is a fault. */
export function claimManagedIstioConfig(cluster: IAksCluster, owner: SettingsOwner): void {
  configOwners.take(cluster, owner);
}
