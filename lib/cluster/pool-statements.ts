import type { IConstruct } from 'constructs';
import type { AddressDemand } from '../core/program/facts';
import { state } from '../core/program/program';
import { subnetRef } from '../network/network-refs';
import type { ISubnet } from '../network/subnet-base';
import type { ClusterFacts } from './aks-cluster-ref';
import type { PoolShape } from './pool-shape';

interface PoolPlace {
  readonly cluster: ClusterFacts;
  readonly nodeSubnet?: ISubnet;
  readonly podSubnet?: ISubnet;
}

/** States how many nodes a pool has, and where their addresses come from. */
export function statePool(scope: IConstruct, shape: PoolShape, place: PoolPlace): void {
  state(scope, 'pool', () => ({
    cluster: place.cluster.key,
    isOverlay: place.cluster.network?._isOverlay ?? false,
    isWindows: shape.isWindows,
    minCount: shape.minCount,
    maxCount: shape.maxCount,
    surge: (count) => shape.surgeOf(count),
    demands: demandsOf(shape, place),
  }));
}

/** For an imported cluster, only one address per node is known. */
function demandsOf({ maxPods = 0 }: PoolShape, { cluster, nodeSubnet, podSubnet }: PoolPlace): AddressDemand[] {
  if (cluster.network) return cluster.network._demands({ maxPods, nodeSubnet, podSubnet }, cluster.key);
  if (!nodeSubnet) return [];
  return [{ prop: 'nodeSubnet', subnet: subnetRef(nodeSubnet), firstPerNode: 1, mostPerNode: 1 }];
}
