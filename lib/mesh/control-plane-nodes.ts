import type { IAksCluster } from '../cluster/aks-cluster-ref';
import { isKnown } from '../core/checks';
import { noteUnchecked, warn } from '../core/warnings';
import type { IServiceMesh } from './service-mesh';

/** Warns if the node pools on which a control plane can run have fewer nodes at most than its high availability requires. */
export function warnOfMissingNodes(mesh: IServiceMesh, nodesNeeded: number, why: string): void {
  const most = maxUntaintedNodes(mesh.cluster);
  if (!most) {
    noteUnchecked(mesh, `that the cluster has ${nodesNeeded} nodes for the control plane of ${mesh.kind}`);
    return;
  }
  const isTrue = () => (most() ?? nodesNeeded) < nodesNeeded;
  const text = `The control plane of ${mesh.kind} needs at least ${nodesNeeded} untainted nodes for high availability (${why}), but the cluster's pools can't have that many. Raise maxCount, or set highAvailability to false.`;
  warn(mesh, 'W183', text, isTrue);
}

/**
 * The maximum number of untainted nodes in a cluster, evaluated when the stack is synthesized; undefined if its pools are
 * unknown. The function returns undefined if a count is unknown at synth, or Karpenter creates nodes.
 */
export function maxUntaintedNodes(cluster: IAksCluster): (() => number | undefined) | undefined {
  const { pools, systemPoolIsTainted, systemPool, nodeProvisioning } = cluster._facts;
  if (nodeProvisioning?._isAutomatic) return () => undefined;
  const open = systemPoolIsTainted === false ? systemPool?.maxCount : 0;
  if (!pools || systemPoolIsTainted === undefined || open === undefined) return undefined;
  return () => {
    const counts = [open, ...pools.filter((pool) => !pool._isTainted).map((pool) => pool._shape.maxCount)];
    return counts.every(isKnown) ? counts.reduce((sum, count) => sum + count, 0) : undefined;
  };
}
