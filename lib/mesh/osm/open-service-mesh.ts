import type { ITerraformDependable } from 'cdktf';
import type { Construct } from 'constructs';
import type { IAksCluster } from '../../cluster/aks-cluster-ref';
import { checkProps, requireProps } from '../../core/checked-props';
import { checkGiven, checkName } from '../../core/checks';
import { Faults } from '../../core/faults';
import { Claim } from '../../core/ledger';
import { nameRules } from '../../core/names';
import { implementReady } from '../../core/ordering';
import { publicClass } from '../../core/public-class';
import { warn } from '../../core/warnings';
import { ChartSource } from '../../helm/chart-source';
import { HelmChart } from '../../helm/helm-chart';
import type { KubernetesManifests } from '../../helm/kubernetes-manifests';
import type { Values } from '../../helm/owned-values';
import { layered } from '../../helm/values';
import { Namespace } from '../../workload/namespace';
import { PodSecurityLevel } from '../../workload/pod-security';
import { checkSingleMesh, registerMesh } from '../meshes-of-cluster';
import { MeshKind } from '../service-mesh';
import { checkMeshConfig, meshConfigManifests } from './mesh-config-manifests';
import { claimMeshConfig, defaultMeshName, meshNameRule, OpenServiceMeshBase } from './open-service-mesh-base';
import type { IOpenServiceMesh } from './open-service-mesh-ref';
import { osmImages } from './osm-images';
import type { OsmMeshConfigOptions } from './osm-mesh-config-options';
import { checkOsmValues, osmValues } from './osm-values';

/** Props of an Open Service Mesh. */
export interface OpenServiceMeshProps extends OsmMeshConfigOptions {
  /** The cluster, in the same stack. */
  readonly cluster: IAksCluster;

  /**
   * The mesh's name: 1 to 63 lowercase letters, digits and `-`. It is a label of namespaces in the mesh.
   *
   * Changing this removes all namespaces from the mesh until their pods are restarted.
   *
   * @default osm
   */
  readonly meshName?: string;

  /**
   * Whether the controller and the injector have two pods each. They have no disruption budgets or autoscaling: the chart uses
   * API versions for both that Kubernetes has removed.
   *
   * @default true
   */
  readonly highAvailability?: boolean;

  /**
   * Whether pods in the mesh's namespaces have the annotations `prometheus.io`, by which Prometheus scrapes their sidecars.
   *
   * @default false
   */
  readonly metrics?: boolean;

  /**
   * The source of the chart `osm`. The project is archived: keep your own copy of the chart and the images.
   *
   * @default - version 1.2.4, the last one, from the project's repository
   */
  readonly chart?: ChartSource;

  /**
   * Values of the chart, merged over the library's values: these keys take precedence. Keys that the chart writes to the
   * MeshConfig are rejected, because the chart reads them only once; use `meshConfig`. The chart rejects unknown keys.
   *
   * @see https://github.com/openservicemesh/osm/blob/v1.2.4/charts/osm/values.yaml
   *
   * @default - none
   */
  readonly values?: { [key: string]: any };
}

/** Attributes of an Open Service Mesh that another stack or program installs. */
export interface OpenServiceMeshAttributes {
  /** The cluster, in the same stack. */
  readonly cluster: IAksCluster;

  /**
   * The mesh's name.
   *
   * @default osm
   */
  readonly meshName?: string;

  /**
   * The namespace of the control plane.
   *
   * @default osm-system
   */
  readonly rootNamespace?: string;

  /**
   * Whether pods in namespaces that this stack enrolls are annotated for Prometheus.
   *
   * @default false
   */
  readonly metrics?: boolean;
}

const osmSystem = 'osm-system';
const installations = new Claim();
const lastRelease = { repository: 'https://openservicemesh.github.io/osm', chart: 'osm', version: '1.2.4' };

/**
 * Open Service Mesh, installed by its Helm chart: for clusters that still use it. The project was archived in July 2023 and
 * receives no fixes, so it raises a warning; use `IstioMesh` for new meshes and migrate existing ones.
 *
 * By default, workloads can call each other and external addresses only if policies (TrafficTarget, Egress) allow it. The control
 * plane creates its custom resource definitions when it starts and becomes ready after that, so they exist for resources that
 * depend on this mesh.
 *
 * Destroying it keeps the custom resource definitions and all policies, and deletes the mesh's root certificate: remove
 * namespaces from the mesh and restart their pods first.
 *
 * @see https://docs.openservicemesh.io/
 */
export class OpenServiceMesh extends OpenServiceMeshBase {
  /** An Open Service Mesh that another stack or program installs; creates no resources. */
  public static fromAttributes(scope: Construct, id: string, attributes: OpenServiceMeshAttributes): IOpenServiceMesh {
    return new ImportedOpenServiceMesh(scope, id, attributes);
  }

  public readonly kind: MeshKind = MeshKind.OPEN_SERVICE_MESH;
  public readonly cluster: IAksCluster;
  public readonly meshName: string;
  public readonly rootNamespace: string = osmSystem;
  public readonly ready: ITerraformDependable[];

  /** The release of the chart `osm`. */
  public readonly chart: HelmChart;

  /** The release of the mesh-wide settings. */
  public readonly meshConfig: KubernetesManifests;

  /** @internal */
  public readonly _scraped: boolean;

  public constructor(
    scope: Construct,
    id: string,
    private readonly props: OpenServiceMeshProps,
  ) {
    super(scope, id);
    requireProps(this, 'OpenServiceMeshProps', props);
    const { cluster, meshName = defaultMeshName, highAvailability = true } = props;
    const chart = props.chart ?? ChartSource.https(lastRelease);
    this.check(props, meshName, chart);

    this.cluster = cluster;
    this.meshName = meshName;
    this._scraped = props.metrics ?? false;
    const namespace = new Namespace(this, 'RootNamespace', {
      cluster,
      name: osmSystem,
      podSecurity: PodSecurityLevel.BASELINE,
    });
    const values = layered(osmValues(meshName, highAvailability), props.values);
    this.chart = new HelmChart(this, 'Chart', {
      cluster,
      chart,
      releaseName: 'osm',
      namespace: osmSystem,
      values,
      images: osmImages(chart._origin?.version, values),
      timeoutMinutes: 10,
    });
    this.chart.node.addDependency(namespace);
    this.meshConfig = meshConfigManifests(this, 'MeshConfig', this, props);
    this.meshConfig.node.addDependency(this.chart);
    registerMesh(this);
    installations.take(cluster, this);
    claimMeshConfig(cluster, this);
    this.ready = [...this.chart.ready, ...this.meshConfig.ready];
    implementReady(this, () => this.ready);
    const text =
      'Open Service Mesh was archived in July 2023 and receives no fixes. Migrate to Istio: see docs/meshes.md; keep the ' +
      'same MeshNamespace.';
    warn(this, 'W190', text);
  }

  /** @internal */
  public get _givenSettings(): Values {
    return this.props.meshConfig ?? {};
  }

  private check(props: OpenServiceMeshProps, meshName: string, chart: ChartSource): void {
    checkProps(this, 'OpenServiceMeshProps', props, (faults) => {
      const { cluster } = props;
      checkGiven(faults, 'cluster', cluster, 'Pass the cluster of this stack.');
      checkName(faults, 'meshName', meshName, meshNameRule);
      chart._check(faults, 'chart');
      checkMeshConfig(faults, props);
      checkOsmValues(faults, props.values);
      checkSingleMesh(faults, cluster, MeshKind.OPEN_SERVICE_MESH);
      const other = cluster && installations.ownerOn(cluster);
      if (other) {
        const must = `must have only one Open Service Mesh, but '${other.node.path}' installs it already`;
        faults.add('cluster', must, cluster.node.path, 'Use that mesh, or OpenServiceMesh.fromAttributes.');
      }
    });
  }
}

class ImportedOpenServiceMesh extends OpenServiceMeshBase {
  public readonly kind: MeshKind = MeshKind.OPEN_SERVICE_MESH;
  public readonly cluster: IAksCluster;
  public readonly meshName: string;
  public readonly rootNamespace: string;
  public readonly ready: ITerraformDependable[];
  public readonly _scraped: boolean;

  public constructor(scope: Construct, id: string, attributes: OpenServiceMeshAttributes) {
    super(scope, id);
    const { cluster, meshName = defaultMeshName, rootNamespace = osmSystem, metrics = false } = attributes;
    const faults = new Faults(this);
    checkGiven(faults, 'cluster', cluster, 'Pass the cluster of this stack.');
    checkName(faults, 'meshName', meshName, meshNameRule);
    checkName(faults, 'rootNamespace', rootNamespace, nameRules.kubernetesLabel);
    checkSingleMesh(faults, cluster, MeshKind.OPEN_SERVICE_MESH);
    faults.throwIfAny();

    this.cluster = cluster;
    this.meshName = meshName;
    this.rootNamespace = rootNamespace;
    this._scraped = metrics;
    this.ready = cluster.ready;
    registerMesh(this);
    implementReady(this, () => this.ready);
  }
}

publicClass('OpenServiceMesh', OpenServiceMesh);
