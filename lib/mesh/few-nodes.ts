import { isKnown } from '../core/checks';
import { noteUnchecked, warn } from '../core/warnings';
import type { IServiceMesh } from './service-mesh';

/** Warns where the pools that a control plane can run on never have as many nodes as its high availability needs. */
export function warnOfFewNodes(mesh: IServiceMesh, nodesNeeded: number, why: string): void {
  const { pools, systemPoolIsTainted, systemPoolMaxCount } = mesh.cluster._facts;
  const open = systemPoolIsTainted === false ? systemPoolMaxCount : 0;
  if (!pools || systemPoolIsTainted === undefined || open === undefined) {
    noteUnchecked(mesh, `that the cluster has ${nodesNeeded} nodes for the control plane of ${mesh.kind}`);
    return;
  }
  const counts = () => [open, ...pools.filter((pool) => !pool._isTainted).map((pool) => pool._shape.maxCount)];
  const isTrue = () => counts().every(isKnown) && counts().reduce((sum, count) => sum + count, 0) < nodesNeeded;
  const text = `The control plane of ${mesh.kind} is highly available on ${nodesNeeded} untainted nodes or more (${why}), and the pools of the cluster have fewer at most. Raise maxCount, or set highAvailability to false.`;
  warn(mesh, 'W183', text, isTrue);
}
