import type { IAksCluster } from '../../cluster/aks-cluster-ref';
import { Claim } from '../../core/ledger';
import type { SettingsOwner } from '../telemetry/mesh-settings';

const configOwners = new Claim<SettingsOwner>();

/** The construct with the mesh-wide settings of a cluster's managed mesh. */
export function managedIstioConfigOn(cluster: IAksCluster): SettingsOwner | undefined {
  return configOwners.ownerOn(cluster);
}

/** Registers the settings: a second construct is then rejected. */
export function claimManagedIstioConfig(cluster: IAksCluster, owner: SettingsOwner): void {
  configOwners.take(cluster, owner);
}
