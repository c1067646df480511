import type { ITerraformDependable } from 'cdktf';
import { Construct } from 'constructs';
import type { IAksCluster } from '../../cluster/aks-cluster-ref';
import { checkProps, requireProps } from '../../core/checked-props';
import { checkGiven, checkName, checkOneOf } from '../../core/checks';
import type { Faults } from '../../core/faults';
import { Claim } from '../../core/ledger';
import { implementReady } from '../../core/ordering';
import { publicClass } from '../../core/public-class';
import { noteUnchecked, warn } from '../../core/warnings';
import { HelmChart } from '../../helm/helm-chart';
import { KubernetesManifests } from '../../helm/kubernetes-manifests';
import { layered } from '../../helm/values';
import { Namespace } from '../../workload/namespace';
import { PodSecurityLevel } from '../../workload/pod-security';
import { MutualTls } from '../service-mesh';
import { TrafficRedirection } from '../sidecars/traffic-redirection';
import { defaultRevision, istioChart, istioSystem } from './istio-charts';
import { istioImages } from './istio-images';
import { checkValues, revisionRule } from './istio-values';
import { IstioVersion } from './istio-version';

/** Options of the resources that all Istio control planes on a cluster share. */
export interface IstioFoundationOptions {
  /**
   * Whether workloads in the mesh accept plain text.
   *
   * @default MutualTls.STRICT
   */
  readonly mutualTls?: MutualTls;

  /**
   * How a pod's traffic is redirected to its sidecar.
   *
   * @default TrafficRedirection.INIT_CONTAINER
   */
  readonly trafficRedirection?: TrafficRedirection;

  /**
   * Values of the chart `base`, merged over the library's values.
   *
   * @default - none
   */
  readonly baseValues?: { [key: string]: any };
}

/** Props of a foundation. */
export interface IstioFoundationProps extends IstioFoundationOptions {
  /** The cluster, in the same stack. */
  readonly cluster: IAksCluster;

  /**
   * The Istio release. With two control planes, the newer release: its custom resource definitions serve both.
   *
   * @default IstioVersion.V1_30_3
   */
  readonly version?: IstioVersion;

  /**
   * The revision of the control plane that validates Istio's objects.
   *
   * @default default
   */
  readonly defaultRevision?: string;

  /**
   * Whether the namespace must allow the node components of an ambient mesh, which the mesh installs.
   *
   * @internal
   */
  readonly _ambient?: boolean;
}

/**
 * The resources that all Istio control planes on a cluster share: the namespace `istio-system`, Istio's custom resource
 * definitions, the CNI plugin if selected, and mesh-wide mutual TLS.
 *
 * An `IstioMesh` creates its own foundation. Create it separately if several control planes run side by side (upgrades by
 * revision). Destroying it keeps the custom resource definitions, and with them all objects of Istio's kinds, in the cluster.
 *
 * @see https://istio.io/latest/docs/setup/install/helm/
 */
export class IstioFoundation extends Construct {
  /** The cluster. */
  public readonly cluster: IAksCluster;

  /** The Istio release. */
  public readonly version: IstioVersion;

  /** How a pod's traffic is redirected to its sidecar. */
  public readonly trafficRedirection: TrafficRedirection;

  /** The namespace `istio-system`. */
  public readonly rootNamespace: Namespace;

  /** The release of the chart `base`. */
  public readonly baseChart: HelmChart;

  /** The release of the chart `cni`; only with the CNI plugin. */
  public readonly cniChart?: HelmChart;

  /** The mesh-wide policy for mutual TLS; applied after a control plane runs, which validates it. */
  public readonly mutualTlsPolicy: KubernetesManifests;

  /** The resources that control planes wait for, without the policy, because it waits for them. */
  public readonly ready: ITerraformDependable[];

  public constructor(scope: Construct, id: string, props: IstioFoundationProps) {
    super(scope, id);
    requireProps(this, 'IstioFoundationProps', props);
    const { cluster, version = IstioVersion.V1_30_3, mutualTls = MutualTls.STRICT } = props;
    checkProps(this, 'IstioFoundationProps', props, (faults) => {
      checkGiven(faults, 'cluster', cluster, 'Pass the cluster of this stack.');
      version._check(faults, 'version');
      if (props.defaultRevision !== undefined) {
        checkName(faults, 'defaultRevision', props.defaultRevision, revisionRule);
      }
      checkFoundation(faults, cluster, props);
    });

    this.cluster = cluster;
    this.version = version;
    this.trafficRedirection = props.trafficRedirection ?? TrafficRedirection.INIT_CONTAINER;
    const cni = this.trafficRedirection === TrafficRedirection.CNI_PLUGIN;
    this.rootNamespace = new Namespace(this, 'RootNamespace', {
      cluster,
      name: istioSystem,
      podSecurity: cni || props._ambient ? PodSecurityLevel.PRIVILEGED : PodSecurityLevel.BASELINE,
    });
    this.baseChart = new HelmChart(this, 'Base', {
      cluster,
      chart: istioChart('base', version),
      releaseName: 'istio-base',
      namespace: istioSystem,
      values: layered({ defaultRevision: props.defaultRevision ?? defaultRevision }, props.baseValues),
      images: [],
      timeoutMinutes: 5,
    });
    this.baseChart.node.addDependency(this.rootNamespace);
    this.mutualTlsPolicy = this.makeMutualTlsPolicy(mutualTls);
    this.cniChart = cni ? this.makeCniChart() : undefined;
    claimFoundation(this);
    this.ready = [...this.baseChart.ready, ...(this.cniChart?.ready ?? [])];
    implementReady(this, () => this.ready);
  }

  private makeMutualTlsPolicy(mode: MutualTls): KubernetesManifests {
    if (mode === MutualTls.PERMISSIVE) {
      warn(
        this,
        'W170',
        'Workloads in the mesh accept plain text (mutualTls is PERMISSIVE). Use STRICT once all callers are in the mesh.',
      );
    }
    const policy = new KubernetesManifests(this, 'MutualTls', {
      cluster: this.cluster,
      releaseName: 'istio-mutual-tls',
      namespace: istioSystem,
      manifests: [
        {
          apiVersion: 'security.istio.io/v1',
          kind: 'PeerAuthentication',
          metadata: { name: 'default', namespace: istioSystem },
          spec: { mtls: { mode } },
        },
      ],
    });
    policy.node.addDependency(this.baseChart);
    return policy;
  }

  private makeCniChart(): HelmChart {
    this.checkDataPlane();
    const chart = new HelmChart(this, 'Cni', {
      cluster: this.cluster,
      chart: istioChart('cni', this.version),
      releaseName: 'istio-cni',
      namespace: istioSystem,
      values: {},
      images: istioImages('cni', this.version, {}),
      timeoutMinutes: 10,
    });
    chart.node.addDependency(this.baseChart);
    return chart;
  }
  /** Cilium removes the configuration of other CNI plugins unless configured otherwise; AKS's configuration is unknown. */
  private checkDataPlane(): void {
    const { network } = this.cluster._facts;
    if (!network) noteUnchecked(this, "that the cluster's data plane is compatible with Istio's CNI plugin");
    else if (network._dataPlane._name === 'cilium') {
      const command = 'kubectl -n kube-system get configmap cilium-config -o yaml | grep cni-exclusive';
      const text = `Istio's CNI plugin is not verified on Azure CNI powered by Cilium, which must run with cni-exclusive: "false". See: ${command}`;
      warn(this, 'W171', text);
    }
  }
}

const foundations = new Claim<IstioFoundation>();

/** The existing foundation of a cluster. */
export function foundationOn(cluster: IAksCluster): IstioFoundation | undefined {
  return foundations.ownerOn(cluster);
}

/** Registers the foundation: a second one on its cluster is then rejected. */
function claimFoundation(foundation: IstioFoundation): void {
  foundations.take(foundation.cluster, foundation);
}

/** Checks the shared resources, also for an IstioMesh with its own foundation. */
export function checkFoundation(
  faults: Faults,
  cluster: IAksCluster | undefined,
  options: IstioFoundationOptions,
): void {
  const other = cluster && foundationOn(cluster);
  if (cluster && other) {
    const fix = 'Pass the first one as foundation of every IstioMesh on the cluster.';
    faults.add(
      'cluster',
      `must have only one Istio foundation, but '${other.node.path}' is one already`,
      cluster.node.path,
      fix,
    );
  }
  checkOneOf(faults, 'mutualTls', options.mutualTls, Object.values(MutualTls));
  checkOneOf(faults, 'trafficRedirection', options.trafficRedirection, Object.values(TrafficRedirection));
  checkValues(faults, 'baseValues', options.baseValues, {
    defaultRevision: 'the revision of the mesh',
    'global.istioNamespace': 'the library, which installs into istio-system',
  });
}

publicClass('IstioFoundation', IstioFoundation);
