import type { IAksCluster } from './aks-cluster-ref';
import { provisionedPools } from './node-provisioning';

/** Whether pods without tolerations can be scheduled, now or after node auto-provisioning; undefined if the pools are unknown. */
export function hasNodesForPods(cluster: IAksCluster): boolean | undefined {
  const { systemPoolIsTainted, pools, nodeProvisioning } = cluster._facts;
  if (systemPoolIsTainted === undefined) return undefined;
  if (!systemPoolIsTainted || pools?.some((pool) => !pool._isTainted)) return true;
  if (!nodeProvisioning?._isAutomatic) return false;
  return nodeProvisioning._hasDefaultPools || provisionedPools.on(cluster).length > 0;
}
