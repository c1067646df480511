import type { IAksCluster } from '../cluster/aks-cluster-ref';
import type { Faults } from '../core/faults';
import type { IHelmTarget } from '../helm/helm-target';
import { claimOn, ownerOn } from '../workload/once-a-cluster';
import { type IServiceMesh, MeshKind } from './service-mesh';

/** A cluster has one mesh: sidecars of two would take the same traffic. */
export function checkOneMesh(faults: Faults, cluster: IAksCluster | undefined, kind: MeshKind): void {
  if (!cluster) return;
  for (const otherKind of Object.values(MeshKind).filter((candidate) => candidate !== kind)) {
    const other = ownerOn(cluster, claimOf(otherKind));
    if (!other) continue;
    const must = `must have one mesh, and '${other.node.path}' puts ${otherKind} on it`;
    faults.add('cluster', must, cluster.node.path, `Remove one of the two, or use another cluster for ${kind}.`);
  }
}

/** From now on a mesh of another kind on the same cluster is a fault. */
export function claimCluster(mesh: IServiceMesh): void {
  claimOn(mesh.cluster, claimOf(mesh.kind), mesh);
}

/** The meshes that the program knows on a cluster. */
export function meshesOn(cluster: IHelmTarget): IServiceMesh[] {
  const owners = Object.values(MeshKind).map((kind) => ownerOn(cluster, claimOf(kind)));
  return owners.filter((owner) => owner !== undefined) as IServiceMesh[];
}

function claimOf(kind: MeshKind): string {
  return `mesh/${kind}`;
}
