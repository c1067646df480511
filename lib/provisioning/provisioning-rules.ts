import type { IConstruct } from 'constructs';
import type { IAksCluster } from '../cluster/aks-cluster-ref';
import { isKnown } from '../core/checks';
import type { Faults } from '../core/faults';
import { noteUnchecked } from '../core/warnings';

/** The namespace of the releases of objects that belong to no namespace. */
export const recordsNamespace = 'kube-system';

/** NodePools and AKSNodeClasses that AKS creates. */
const reserved = ['default', 'system-surge'];

export function checkProvisioning(faults: Faults, owner: IConstruct, cluster: IAksCluster): void {
  const { nodeProvisioning } = cluster._facts;
  if (nodeProvisioning === undefined) {
    noteUnchecked(owner, 'that the cluster has node auto-provisioning');
  } else if (!nodeProvisioning._isAutomatic) {
    const must = 'must have node auto-provisioning, which installs the definitions of these objects';
    const fix = 'Set nodeProvisioning: NodeProvisioning.automatic() on the cluster.';
    faults.add('cluster', must, cluster.node.path, fix);
  }
}

export function checkReservedName(faults: Faults, prop: string, name: string, cluster: IAksCluster): void {
  if (!isKnown(name) || !reserved.includes(name)) return;
  if (cluster._facts.nodeProvisioning?._hasDefaultPools === false) return;
  faults.add(prop, 'must not be a name that AKS uses', name, 'For example, use apps.');
}
