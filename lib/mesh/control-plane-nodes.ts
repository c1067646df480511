import type { IAksCluster } from '../cluster/aks-cluster-ref';
import { isKnown } from '../core/checks';
import { noteUnchecked, warn } from '../core/warnings';
import type { IServiceMesh } from './service-mesh';

/** Warns where the pools that a control plane can run on never have as many nodes as its high availability needs. */
export function warnOfMissingNodes(mesh: IServiceMesh, nodesNeeded: number, why: string): void {
  const most = maxUntaintedNodes(mesh.cluster);
  if (!most) {
    noteUnchecked(mesh, `that the cluster has ${nodesNeeded} nodes for the control plane of ${mesh.kind}`);
    return;
  }
  const isTrue = () => (most() ?? nodesNeeded) < nodesNeeded;
  const text = `The control plane of ${mesh.kind} is highly available on ${nodesNeeded} untainted nodes or more (${why}), and the pools of the cluster have fewer at most. Raise maxCount, or set highAvailability to false.`;
  warn(mesh, 'W183', text, isTrue);
}

/**
 * How many nodes without taints a cluster has at most, asked when the stack is synthesized; undefined where nothing is known of
 * its pools. The answer is undefined where a count is known to Terraform only.
 */
export function maxUntaintedNodes(cluster: IAksCluster): (() => number | undefined) | undefined {
  const { pools, systemPoolIsTainted, systemPoolMaxCount } = cluster._facts;
  const open = systemPoolIsTainted === false ? systemPoolMaxCount : 0;
  if (!pools || systemPoolIsTainted === undefined || open === undefined) return undefined;
  return () => {
    const counts = [open, ...pools.filter((pool) => !pool._isTainted).map((pool) => pool._shape.maxCount)];
    return counts.every(isKnown) ? counts.reduce((sum, count) => sum + count, 0) : undefined;
  };
}
