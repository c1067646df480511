import type { IConstruct } from 'constructs';
import type { IAksCluster } from '../../cluster/aks-cluster-ref';
import { claimOn, ownerOn } from '../../workload/once-a-cluster';
import type { MeshSettings } from '../telemetry/mesh-settings';

/** Who says what holds for a managed mesh, to those who have something to add. */
export interface ManagedIstioConfigOwner extends IConstruct {
  _settings(): MeshSettings;
}

const claim = 'settings of managed Istio';

/** Who says what holds for the managed mesh of a cluster. */
export function managedIstioConfigOn(cluster: IAksCluster): ManagedIstioConfigOwner | undefined {
  return ownerOn(cluster, claim) as ManagedIstioConfigOwner | undefined;
}

/** From now on a second one is a fault. */
export function claimManagedIstioConfig(cluster: IAksCluster, owner: ManagedIstioConfigOwner): void {
  claimOn(cluster, claim, owner);
}
