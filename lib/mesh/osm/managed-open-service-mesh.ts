import type { ITerraformDependable } from 'cdktf';
import type { Construct } from 'constructs';
import type { IAksCluster } from '../../cluster/aks-cluster-ref';
import { checkProps, requireProps } from '../../core/checked-props';
import { checkGiven, checkSameStack } from '../../core/checks';
import { Faults } from '../../core/faults';
import { Claim } from '../../core/ledger';
import { followOwner, implementReady } from '../../core/ordering';
import { publicClass } from '../../core/public-class';
import { warn } from '../../core/warnings';
import { checkSingleMesh, registerMesh } from '../meshes-of-cluster';
import { MeshKind } from '../service-mesh';
import { defaultMeshName, meshConfigOn, OpenServiceMeshBase } from './open-service-mesh-base';
import type { IOpenServiceMesh } from './open-service-mesh-ref';

/** Props of the add-on. */
export interface ManagedOpenServiceMeshProps {
  /**
   * The cluster, in the same stack. The add-on is an argument of the cluster's own resource: it is enabled in the stack that
   * creates the cluster.
   */
  readonly cluster: IAksCluster;

  /**
   * Whether pods in namespaces that this stack enrolls have the `prometheus.io` annotations, by which Prometheus scrapes their
   * sidecars.
   *
   * @default false
   */
  readonly metrics?: boolean;
}

/** Attributes of an add-on that another stack or program enables. */
export interface ManagedOpenServiceMeshAttributes {
  /** The cluster, in the same stack. */
  readonly cluster: IAksCluster;

  /**
   * Whether pods in namespaces that this stack enrolls are annotated for Prometheus.
   *
   * @default false
   */
  readonly metrics?: boolean;
}

const addOns = new Claim();

abstract class ManagedOpenServiceMeshBase extends OpenServiceMeshBase {
  public readonly kind: MeshKind = MeshKind.MANAGED_OPEN_SERVICE_MESH;
  public readonly meshName: string = defaultMeshName;
  public readonly rootNamespace: string = 'kube-system';
}

/**
 * The Open Service Mesh add-on of AKS, for clusters that still use it. AKS supports it until 2027-09-30, so it raises a
 * warning; use `ManagedIstioMesh` for new meshes and migrate existing ones. A cluster can have only one of the two add-ons.
 *
 * The control plane is in `kube-system`. An `OsmMeshConfig` configures how strict the mesh is, in a stack after this one; AKS
 * itself lets every workload call every other one, and any address outside.
 *
 * Removing it from the program disables the add-on. Its policies and their custom resource definitions stay in the cluster.
 *
 * @see https://learn.microsoft.com/azure/aks/open-service-mesh-about
 */
export class ManagedOpenServiceMesh extends ManagedOpenServiceMeshBase {
  /** An add-on that another stack or program enables; creates no resources. */
  public static fromCluster(
    scope: Construct,
    id: string,
    attributes: ManagedOpenServiceMeshAttributes,
  ): IOpenServiceMesh {
    return new ImportedManagedOpenServiceMesh(scope, id, attributes);
  }

  public readonly cluster: IAksCluster;
  public readonly ready: ITerraformDependable[];

  /** @internal */
  public readonly _scraped: boolean;

  public constructor(scope: Construct, id: string, props: ManagedOpenServiceMeshProps) {
    super(scope, id);
    requireProps(this, 'ManagedOpenServiceMeshProps', props);
    const { cluster } = props;
    checkProps(this, 'ManagedOpenServiceMeshProps', props, (faults) => {
      checkCluster(faults, this, cluster);
      const other = cluster && addOns.ownerOn(cluster);
      if (other) {
        const must = `must have the add-on only once, but '${other.node.path}' enables it already`;
        faults.add('cluster', must, cluster.node.path, 'Use that one, or ManagedOpenServiceMesh.fromCluster.');
      }
    });

    this.cluster = cluster;
    this._scraped = props.metrics ?? false;
    const azCommand = 'enable-addons --addons open-service-mesh';
    cluster._claim({ argument: 'open_service_mesh_enabled', value: true, owner: this, azCommand });
    registerMesh(this);
    addOns.take(cluster, this);
    this.ready = cluster.ready;
    implementReady(this, () => this.ready);
    this.warnOfRetirement();
  }

  private warnOfRetirement(): void {
    const ends =
      'AKS supports the Open Service Mesh add-on until 2027-09-30; the project itself was archived in July 2023. Migrate to ' +
      'ManagedIstioMesh: see docs/meshes.md; keep the same MeshNamespace.';
    warn(this, 'W191', ends);
    const open =
      "Workloads in the mesh may call each other without a policy, and any external address, because the program doesn't restrict " +
      'it. Create an OsmMeshConfig in the next stack.';
    warn(this, 'W192', open, () => meshConfigOn(this.cluster) === undefined);
  }
}

class ImportedManagedOpenServiceMesh extends ManagedOpenServiceMeshBase {
  public readonly cluster: IAksCluster;
  public readonly ready: ITerraformDependable[];
  public readonly _scraped: boolean;

  public constructor(scope: Construct, id: string, { cluster, metrics = false }: ManagedOpenServiceMeshAttributes) {
    super(scope, id);
    const faults = new Faults(this);
    checkCluster(faults, this, cluster);
    faults.throwIfAny();

    this.cluster = cluster;
    this._scraped = metrics;
    this.ready = cluster.ready;
    followOwner(this, () => addOns.ownerOn(cluster));
    registerMesh(this);
    implementReady(this, () => this.ready);
  }
}

function checkCluster(faults: Faults, mesh: Construct, cluster: IAksCluster | undefined): void {
  if (!checkGiven(faults, 'cluster', cluster, 'Pass the cluster of this stack.') || !cluster) return;
  checkSameStack(faults, 'cluster', cluster, mesh, 'AksCluster.fromCluster');
  checkSingleMesh(faults, cluster, MeshKind.MANAGED_OPEN_SERVICE_MESH);
}

publicClass('ManagedOpenServiceMesh', ManagedOpenServiceMesh);
