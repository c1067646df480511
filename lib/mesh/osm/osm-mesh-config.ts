import type { ITerraformDependable } from 'cdktf';
import { Construct } from 'constructs';
import { checkProps, requireProps } from '../../core/checked-props';
import { checkGiven } from '../../core/checks';
import { implementReady } from '../../core/ordering';
import { publicClass } from '../../core/public-class';
import type { KubernetesManifests } from '../../helm/kubernetes-manifests';
import type { Values } from '../../helm/owned-values';
import { checkMeshConfig, meshConfigManifests } from './mesh-config-manifests';
import { claimMeshConfig, meshConfigOn } from './open-service-mesh-base';
import type { IOpenServiceMesh } from './open-service-mesh-ref';
import type { OsmMeshConfigOptions } from './osm-mesh-config-options';

/** Props of the mesh-wide settings of a mesh that is installed elsewhere. */
export interface OsmMeshConfigProps extends OsmMeshConfigOptions {
  /** The mesh, in the same stack: AKS's add-on, or an import. */
  readonly mesh: IOpenServiceMesh;
}

/**
 * The mesh-wide settings of a mesh that AKS runs (`ManagedOpenServiceMesh`) or another program installs: its MeshConfig. An
 * `OpenServiceMesh` has its own.
 *
 * AKS's defaults allow every workload to call every other one and any external address; this construct denies both by default.
 * Omitted settings keep their values in the cluster, and destroying the construct changes nothing in the cluster.
 *
 * AKS may report the add-on as enabled shortly before its control plane has created the kind MeshConfig; if the first deployment
 * fails with `no matches for kind "MeshConfig"`, repeat it.
 *
 * @see https://learn.microsoft.com/azure/aks/open-service-mesh-about
 */
export class OsmMeshConfig extends Construct {
  /** The mesh. */
  public readonly mesh: IOpenServiceMesh;

  /** The release of the settings. */
  public readonly manifests: KubernetesManifests;

  /** The resources that dependents wait for: the release. */
  public readonly ready: ITerraformDependable[];

  public constructor(
    scope: Construct,
    id: string,
    private readonly props: OsmMeshConfigProps,
  ) {
    super(scope, id);
    requireProps(this, 'OsmMeshConfigProps', props);
    const { mesh } = props;
    checkProps(this, 'OsmMeshConfigProps', props, (faults) => {
      if (
        checkGiven(faults, 'mesh', mesh, 'Pass the mesh of this stack, e.g. ManagedOpenServiceMesh.fromCluster(...).')
      ) {
        const other = meshConfigOn(mesh.cluster);
        const must = `must have only one MeshConfig, but '${other?.node.path}' sets it already`;
        if (other) faults.add('mesh', must, mesh.node.path, 'Set it there.');
      }
      checkMeshConfig(faults, props);
    });

    this.mesh = mesh;
    this.manifests = meshConfigManifests(this, 'Manifests', mesh, props);
    if (mesh.ready.length > 0) this.manifests.node.addDependency(mesh);
    claimMeshConfig(mesh.cluster, this);
    this.ready = this.manifests.ready;
    implementReady(this, () => this.ready);
  }

  /** @internal */
  public get _givenSettings(): Values {
    return this.props.meshConfig ?? {};
  }
}

publicClass('OsmMeshConfig', OsmMeshConfig);
