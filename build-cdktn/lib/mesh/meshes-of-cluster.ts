import type { IAksCluster } from '../cluster/aks-cluster-ref';
import type { Faults } from '../core/faults';
import { Claim } from '../core/ledger';
import type { IHelmTarget } from '../helm/helm-target';
import { type IServiceMesh, MeshKind } from './service-mesh';

/** A cluster can have only one mesh: the sidecars of two would intercept the same traffic. */
export function checkSingleMesh(faults: Faults, cluster: IAksCluster | undefined, kind: MeshKind): void {
  if (!cluster) return;
  for (const otherKind of Object.values(MeshKind).filter((candidate) => candidate !== kind)) {
    const other = meshes.ownerOn(cluster, otherKind);
    if (!other) continue;
    const must = `must have only one mesh, but '${other.node.path}' declares ${otherKind} on it`;
    faults.add('cluster', must, cluster.node.path, `Remove one of the two, or use another cluster for ${kind}.`);
  }
}

/** Registers a mesh: one of another kind on the same cluster is then rejected. */
export function registerMesh(mesh: IServiceMesh): void {
  meshes.take(mesh.cluster, mesh, mesh.kind);
}

/** The meshes that the program declares on a cluster. */
export function meshesOn(cluster: IHelmTarget): IServiceMesh[] {
  const owners = Object.values(MeshKind).map((kind) => meshes.ownerOn(cluster, kind));
  return owners.filter((owner) => owner !== undefined) as IServiceMesh[];
}

/** By kind. */
const meshes = new Claim<IServiceMesh>();
