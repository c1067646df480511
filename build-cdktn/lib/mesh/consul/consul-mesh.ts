import type { ITerraformDependable } from 'cdktn';
import type { Construct } from 'constructs';
import type { IAksCluster } from '../../cluster/aks-cluster-ref';
import { checkProps } from '../../core/checked-props';
import { checkElementsKnown, checkGiven, checkName, checkOneOf } from '../../core/checks';
import { Faults } from '../../core/faults';
import { nameRules } from '../../core/names';
import { implementReady } from '../../core/ordering';
import { publicClass } from '../../core/public-class';
import { noteUnchecked, warn } from '../../core/warnings';
import { HelmChart } from '../../helm/helm-chart';
import { mirrorOf } from '../../helm/image-mirror';
import { KubernetesManifests } from '../../helm/kubernetes-manifests';
import { layered } from '../../helm/values';
import { Namespace } from '../../workload/namespace';
import { PodSecurityLevel } from '../../workload/pod-security';
import { checkSingleMesh, registerMesh } from '../meshes-of-cluster';
import { MeshKind } from '../service-mesh';
import { TrafficRedirection } from '../sidecars/traffic-redirection';
import { checkLabels } from '../traffic/mesh-access-rules';
import { namespaceLabels } from './consul-dialect';
import { ConsulMeshBase, consulNamespace } from './consul-mesh-base';
import { meshConfig } from './consul-mesh-config';
import type { ConsulMeshAttributes, ConsulMeshProps } from './consul-mesh-props';
import type { IConsulMesh } from './consul-mesh-ref';
import { checkConsulMesh, checkServersFit, claimControlPlane } from './consul-mesh-rules';
import { withTexts } from './consul-text-values';
import { consulValues, releaseName } from './consul-values';
import { ConsulVersion } from './consul-version';

/**
 * Consul, installed by its Helm chart: servers that hold the mesh's state, the sidecar injector, and mesh-wide settings.
 * Workloads use mutual TLS, and all calls that no policy allows are denied. The chart creates certificates, keys and tokens in
 * the cluster; Terraform reads none of them.
 *
 * Install it in a stack after the cluster's. Pods join by their namespace (`MeshNamespace`) when they are restarted. A pod
 * belongs to the Consul service with the name of its ServiceAccount, and the Kubernetes Service in front of it must have the same
 * name; a name means the same service in all namespaces.
 *
 * @see https://developer.hashicorp.com/consul/docs/deploy/server/k8s/helm
 */
export class ConsulMesh extends ConsulMeshBase {
  /** A Consul mesh that another stack or program installs; creates no resources. */
  public static fromAttributes(scope: Construct, id: string, attributes: ConsulMeshAttributes): IConsulMesh {
    return new ImportedConsulMesh(scope, id, attributes);
  }

  public readonly cluster: IAksCluster;
  public readonly rootNamespace: string = consulNamespace;
  public readonly ready: ITerraformDependable[];

  /** The namespace of the control plane. */
  public readonly namespace: Namespace;

  /** The release of the chart `consul`. */
  public readonly chart: HelmChart;

  /** The release of the mesh-wide settings. */
  public readonly meshConfig: KubernetesManifests;

  /** @internal */
  public readonly _hasEgressGateway: boolean;

  /** @internal */
  public readonly _scraped: boolean;

  /** @internal */
  protected readonly _isEnterprise: boolean;

  /** @internal */
  protected readonly _namespaceLabels: { [key: string]: string } = namespaceLabels;

  /** @internal */
  protected readonly _trafficRedirection: TrafficRedirection;

  public constructor(scope: Construct, id: string, props: ConsulMeshProps) {
    super(scope, id);
    const checkedGatewayApi = checkProps(this, 'ConsulMeshProps', props, (faults) => checkConsulMesh(faults, props));

    if (!checkedGatewayApi) noteUnchecked(this, 'that Consul supports the version of the Gateway API');
    this.cluster = props.cluster;
    this._hasEgressGateway = props.egressGateway ?? false;
    this._isEnterprise = props.enterpriseLicense !== undefined;
    this._scraped = props.metrics ?? false;
    this._trafficRedirection = props.trafficRedirection ?? TrafficRedirection.INIT_CONTAINER;
    this.namespace = this.makeNamespace();
    this.chart = this.makeChart(props);
    this.meshConfig = new KubernetesManifests(this, 'MeshConfig', {
      cluster: this.cluster,
      releaseName: 'consul-mesh-config',
      namespace: consulNamespace,
      manifests: meshConfig(props, consulNamespace),
    });
    this.meshConfig.node.addDependency(this.chart);
    checkServersFit(this, props);
    warnOfConsulMesh(this, props);
    registerMesh(this);
    claimControlPlane(this);
    this.ready = [...this.chart.ready, ...this.meshConfig.ready];
    implementReady(this, () => this.ready);
  }

  /** The CNI plugin's pods mount directories of their nodes; everything else in the chart meets the level baseline. */
  private makeNamespace(): Namespace {
    const usesCniPlugin = this._trafficRedirection === TrafficRedirection.CNI_PLUGIN;
    return new Namespace(this, 'RootNamespace', {
      cluster: this.cluster,
      name: consulNamespace,
      podSecurity: usesCniPlugin ? PodSecurityLevel.PRIVILEGED : PodSecurityLevel.BASELINE,
    });
  }

  /** Not atomic: the remains of a failed first installation (volumes, the ACL bootstrap token) conflict with a second one. */
  private makeChart(props: ConsulMeshProps): HelmChart {
    const { version = ConsulVersion.V2_0_3, enterpriseLicense } = props;
    const valuesWith = (hasMirror: boolean) => withTexts(layered(consulValues(props, hasMirror), props.values));
    const values = valuesWith(false);
    const chart = new HelmChart(this, 'Chart', {
      cluster: this.cluster,
      chart: version._chart(),
      releaseName,
      namespace: consulNamespace,
      values,
      _finalValues: () => valuesWith(mirrorOf(this) !== undefined),
      images: version._images(enterpriseLicense !== undefined, valuesWith(true)),
      timeoutMinutes: 20,
      atomic: false,
    });
    chart.node.addDependency(this.namespace, props.gatewayApi);
    return chart;
  }
}

class ImportedConsulMesh extends ConsulMeshBase {
  public readonly cluster: IAksCluster;
  public readonly rootNamespace: string;
  public readonly ready: ITerraformDependable[];
  public readonly _hasEgressGateway: boolean;
  public readonly _scraped: boolean;
  protected readonly _isEnterprise: boolean;
  protected readonly _namespaceLabels: { [key: string]: string };
  protected readonly _trafficRedirection: TrafficRedirection | undefined;

  public constructor(scope: Construct, id: string, attributes: ConsulMeshAttributes) {
    super(scope, id);
    const { cluster, rootNamespace = consulNamespace, trafficRedirection } = attributes;
    const labels = attributes.namespaceLabels ?? namespaceLabels;
    const faults = new Faults(this);
    checkGiven(faults, 'cluster', cluster, 'Pass the cluster of this stack.');
    checkName(faults, 'rootNamespace', rootNamespace, nameRules.kubernetesLabel);
    checkElementsKnown(faults, 'namespaceLabels', labels);
    checkLabels(faults, 'namespaceLabels', labels);
    checkOneOf(faults, 'trafficRedirection', trafficRedirection, Object.values(TrafficRedirection));
    checkSingleMesh(faults, cluster, MeshKind.CONSUL);
    faults.throwIfAny();

    if (!trafficRedirection) noteUnchecked(this, "that the namespaces' Pod Security level allows the sidecars");
    this.cluster = cluster;
    this.rootNamespace = rootNamespace;
    this._namespaceLabels = { ...labels };
    this._trafficRedirection = trafficRedirection;
    this._hasEgressGateway = attributes.egressGateway ?? false;
    this._isEnterprise = attributes.enterprise ?? false;
    this._scraped = attributes.metrics ?? false;
    this.ready = cluster.ready;
    registerMesh(this);
    implementReady(this, () => this.ready);
  }
}

/** Raises the warnings of a mesh. */
function warnOfConsulMesh(mesh: IConsulMesh, props: ConsulMeshProps): void {
  const text =
    "Destroying release consul deletes all of Consul's custom resource definitions, and with them every intention, route and default of " +
    'these kinds on the cluster. Delete objects of other programs first: their finalizer needs the controller, and without it ' +
    'they stay Terminating and the destroy times out. To remove the mesh and keep them, remove the release from the state first.';
  warn(mesh, 'W330', text);
  if (props.serverReplicas === 1) {
    const alone =
      "A single server holds the mesh's state: while its node is unavailable, no pod can join and no policy can change, and its disk is the only " +
      'copy. Use 3 or more.';
    warn(mesh, 'W331', alone);
  }
  warnOfDataPlane(mesh, props);
}

/** Source: docs/decisions/0001-data-plane.md */
function warnOfDataPlane(mesh: IConsulMesh, { trafficRedirection }: ConsulMeshProps): void {
  const { network } = mesh.cluster._facts;
  if (!network) {
    noteUnchecked(mesh, "that the cluster's data plane leaves routing to Consul's proxies");
    return;
  }
  if (network._dataPlane._name !== 'cilium') return;
  const command =
    "kubectl -n kube-system exec ds/cilium -c cilium-agent -- cilium-dbg status --verbose | grep 'Socket LB'";
  const routing = `Consul's routing is not verified on Azure CNI powered by Cilium, whose socket load balancing must be Hostns-only. See: ${command}`;
  warn(mesh, 'W332', routing);
  if (trafficRedirection !== TrafficRedirection.CNI_PLUGIN) return;
  const exclusive = 'kubectl -n kube-system get configmap cilium-config -o yaml | grep cni-exclusive';
  const plugin = `Consul's CNI plugin is not verified on Azure CNI powered by Cilium, which must run with cni-exclusive: "false". See: ${exclusive}`;
  warn(mesh, 'W333', plugin);
}

publicClass('ConsulMesh', ConsulMesh);
