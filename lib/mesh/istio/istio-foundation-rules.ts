import type { IAksCluster } from '../../cluster/aks-cluster-ref';
import { checkOneOf } from '../../core/checks';
import type { Faults } from '../../core/faults';
import { Claim } from '../../core/ledger';
import { MutualTls } from '../service-mesh';
import { TrafficRedirection } from '../sidecars/traffic-redirection';
import type { IstioFoundation, IstioFoundationOptions } from './istio-foundation';
import { checkValues } from './istio-values';

const foundations = new Claim<IstioFoundation>();

/** Who made the foundation that a cluster has already. */
export function foundationOn(cluster: IAksCluster): IstioFoundation | undefined {
  return foundations.ownerOn(cluster);
}

/** From now on a second foundation on its cluster is a fault. */
export function claimFoundation(foundation: IstioFoundation): void {
  foundations.take(foundation.cluster, foundation);
}

/** What can be wrong with the shared part, for an IstioMesh that makes its own too. */
export function checkFoundation(
  faults: Faults,
  cluster: IAksCluster | undefined,
  options: IstioFoundationOptions,
): void {
  const other = cluster && foundationOn(cluster);
  if (cluster && other) {
    const fix = 'Pass the first one as foundation of every IstioMesh on the cluster.';
    faults.add('cluster', `must have one foundation of Istio, and '${other.node.path}' is it`, cluster.node.path, fix);
  }
  checkOneOf(faults, 'mutualTls', options.mutualTls, Object.values(MutualTls));
  checkOneOf(faults, 'trafficRedirection', options.trafficRedirection, Object.values(TrafficRedirection));
  checkValues(faults, 'baseValues', options.baseValues, {
    defaultRevision: 'the revision that the mesh is given',
    'global.istioNamespace': 'the library, which installs into istio-system',
  });
}
