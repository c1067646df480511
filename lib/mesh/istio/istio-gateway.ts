import type { ITerraformDependable } from 'cdktf';
import { Construct } from 'constructs';
import { checkProps, requireProps } from '../../core/checked-props';
import { checkGiven, checkInteger, checkName, checkOneOf, checkOrder, isKnown } from '../../core/checks';
import { Faults } from '../../core/faults';
import { Claim } from '../../core/ledger';
import { nameRules } from '../../core/names';
import { implementReady } from '../../core/ordering';
import { publicClass } from '../../core/public-class';
import { HelmChart } from '../../helm/helm-chart';
import { layered } from '../../helm/values';
import { type INamespace, Namespace } from '../../workload/namespace';
import { PodSecurityLevel } from '../../workload/pod-security';
import { GatewayExposure } from '../gateways/gateway-exposure';
import type { IMeshGateway } from '../gateways/mesh-gateway';
import { registerProxies } from '../telemetry/proxied-namespaces';
import { meshGateways } from '../traffic/mesh-access-register';
import { istioChart } from './istio-charts';
import { type GatewaySettings, gatewayValues } from './istio-gateway-values';
import type { IIstioMesh } from './istio-mesh-ref';
import { checkValues } from './istio-values';
import { IstioVersion } from './istio-version';

/** An Istio gateway: installed by this program, or referenced by its names. */
export interface IIstioGateway extends IMeshGateway {
  /** The mesh that the gateway belongs to. */
  readonly mesh: IIstioMesh;
}

/** How the load balancer routes traffic to the gateway's pods. */
export enum ExternalTrafficPolicy {
  /** Only to nodes with a gateway pod; the gateway sees the client's address. */
  LOCAL = 'Local',

  /** To any node, which forwards it to a pod; the gateway sees a node's address. */
  CLUSTER = 'Cluster',
}

/** Props of a gateway. */
export interface IstioGatewayProps {
  /** The mesh, in the same stack. */
  readonly mesh: IIstioMesh;

  /**
   * The name of the Deployment, Service, ServiceAccount and release, and the value of the pods' label `istio`: 1 to 53 lowercase
   * letters, digits and `-`, unique in the cluster.
   *
   * Changing this replaces the gateway.
   *
   * @default istio-ingressgateway
   */
  readonly gatewayName?: string;

  /**
   * The gateway's namespace; separate from the control plane's, because operators of a gateway need no access to it.
   *
   * Changing this replaces the gateway.
   *
   * @default - a separate namespace `istio-ingress`
   */
  readonly namespace?: INamespace;

  /**
   * The gateway's exposure to callers.
   *
   * @default GatewayExposure.internal()
   */
  readonly exposure?: GatewayExposure;

  /**
   * The release of the gateway's chart; the proxy has the control plane's version.
   *
   * @default IstioVersion.V1_30_3
   */
  readonly version?: IstioVersion;

  /**
   * The minimum number of pods: 1 to 100.
   *
   * @default 2
   */
  readonly minReplicas?: number;

  /**
   * The maximum number of pods: 1 to 100. The autoscaler adds pods above 80 % of the requested CPU.
   *
   * @default 5
   */
  readonly maxReplicas?: number;

  /**
   * How the load balancer routes traffic to the pods. Policies by client address require LOCAL.
   *
   * Source: https://kubernetes.io/docs/tasks/access-application-cluster/create-external-load-balancer/
   *
   * @default ExternalTrafficPolicy.LOCAL; none without a load balancer
   */
  readonly externalTrafficPolicy?: ExternalTrafficPolicy;

  /**
   * Values of the chart `gateway`, merged over the library's values: these keys take precedence. The chart rejects unknown keys.
   *
   * @see https://github.com/istio/istio/blob/1.30.3/manifests/charts/gateway/values.yaml
   *
   * @default - none
   */
  readonly values?: { [key: string]: any };
}

/** Attributes of a gateway that another stack or program installs. */
export interface IstioGatewayAttributes {
  /** The mesh, in the same stack. */
  readonly mesh: IIstioMesh;

  /** The name of the gateway's Deployment and Service. */
  readonly gatewayName: string;

  /** The name of the namespace of the gateway's pods. */
  readonly namespaceName: string;

  /**
   * The labels of the gateway's pods.
   *
   * @default - the label istio with the gateway's name
   */
  readonly selector?: { [key: string]: string };

  /**
   * The ServiceAccount of the gateway's pods.
   *
   * @default - the gateway's name
   */
  readonly serviceAccountName?: string;
}

/**
 * An Istio gateway, through which requests enter (or leave) the mesh: proxies with their own Service, installed by Istio's chart
 * after the control plane.
 *
 * Istio's Gateway objects configure what it serves; they select it by `selector`.
 *
 * @see https://istio.io/latest/docs/setup/additional-setup/gateway/
 */
export class IstioGateway extends Construct implements IIstioGateway {
  /** A gateway that another stack or program installs; creates no resources. */
  public static fromAttributes(scope: Construct, id: string, attributes: IstioGatewayAttributes): IIstioGateway {
    return new ImportedIstioGateway(scope, id, attributes);
  }

  public readonly mesh: IIstioMesh;
  public readonly gatewayName: string;
  public readonly namespace: INamespace;
  public readonly selector: { [key: string]: string };
  public readonly serviceAccountName: string;
  public readonly ready: ITerraformDependable[];

  /** The release of the chart `gateway`. */
  public readonly chart: HelmChart;

  public constructor(scope: Construct, id: string, props: IstioGatewayProps) {
    super(scope, id);
    requireProps(this, 'IstioGatewayProps', props);
    const settings: GatewaySettings = {
      gatewayName: props.gatewayName ?? 'istio-ingressgateway',
      exposure: props.exposure ?? GatewayExposure.internal(),
      minReplicas: props.minReplicas ?? 2,
      maxReplicas: props.maxReplicas ?? 5,
      externalTrafficPolicy: props.externalTrafficPolicy,
    };
    const version = props.version ?? IstioVersion.V1_30_3;
    checkProps(this, 'IstioGatewayProps', props, (faults) => {
      checkGateway(faults, props, settings, version);
    });

    this.mesh = props.mesh;
    this.gatewayName = settings.gatewayName;
    this.serviceAccountName = settings.gatewayName;
    this.selector = { istio: settings.gatewayName };
    this.namespace =
      props.namespace ??
      new Namespace(this, 'Namespace', {
        cluster: props.mesh.cluster,
        name: 'istio-ingress',
        podSecurity: PodSecurityLevel.BASELINE,
      });
    this.chart = new HelmChart(this, 'Chart', {
      cluster: props.mesh.cluster,
      chart: istioChart('gateway', version),
      releaseName: settings.gatewayName,
      namespace: this.namespace.namespaceName,
      values: layered(gatewayValues(settings, props.mesh.revision), props.values),
      images: [],
      timeoutMinutes: 15,
    });
    this.chart.node.addDependency(this.namespace, props.mesh);
    claimGateway(this);
    meshGateways.add(props.mesh.cluster, this);
    registerProxies(this.namespace);
    this.ready = this.chart.ready;
    implementReady(this, () => this.ready);
  }
}

class ImportedIstioGateway extends Construct implements IIstioGateway {
  public readonly mesh: IIstioMesh;
  public readonly gatewayName: string;
  public readonly namespace: INamespace;
  public readonly selector: { [key: string]: string };
  public readonly serviceAccountName: string;
  public readonly ready: ITerraformDependable[];

  public constructor(scope: Construct, id: string, attributes: IstioGatewayAttributes) {
    super(scope, id);
    const faults = new Faults(this);
    checkGiven(faults, 'mesh', attributes.mesh, 'Pass the mesh of this stack, e.g. an IstioMesh.');
    checkName(faults, 'gatewayName', attributes.gatewayName, nameRules.kubernetesLabel);
    checkName(faults, 'namespaceName', attributes.namespaceName, nameRules.kubernetesLabel);
    faults.throwIfAny();

    const { mesh, gatewayName, namespaceName: name } = attributes;
    this.mesh = mesh;
    this.gatewayName = gatewayName;
    this.namespace = Namespace.fromName(this, 'Namespace', { cluster: mesh.cluster, name });
    this.selector = { ...(attributes.selector ?? { istio: gatewayName }) };
    this.serviceAccountName = attributes.serviceAccountName ?? gatewayName;
    meshGateways.add(mesh.cluster, this);
    this.ready = mesh.ready;
    implementReady(this, () => this.ready);
  }
}

/** Checks the props of a gateway before any resource is created. */
function checkGateway(
  faults: Faults,
  props: IstioGatewayProps,
  settings: GatewaySettings,
  version: IstioVersion,
): void {
  checkGiven(faults, 'mesh', props.mesh, 'Pass the mesh of this stack, e.g. an IstioMesh.');
  checkName(faults, 'gatewayName', settings.gatewayName, nameRules.helmRelease);
  checkNameIsNew(faults, props, settings.gatewayName);
  checkNamespaceFits(faults, props);
  settings.exposure._check(faults, 'exposure');
  version._check(faults, 'version');
  checkInteger(faults, 'minReplicas', props.minReplicas, 1, 100, 'pods');
  checkInteger(faults, 'maxReplicas', props.maxReplicas, 1, 100, 'pods');
  checkOrder(faults, 'minReplicas', settings.minReplicas, 'maxReplicas', settings.maxReplicas);
  checkOneOf(faults, 'externalTrafficPolicy', props.externalTrafficPolicy, ['Local', 'Cluster']);
  if (props.externalTrafficPolicy && !settings.exposure._hasLoadBalancer) {
    const fix = 'Leave it out, or use another exposure.';
    faults.add('externalTrafficPolicy', 'must be left out without a load balancer', props.externalTrafficPolicy, fix);
  }
  checkValues(faults, 'values', props.values, {
    name: 'gatewayName',
    revision: 'the mesh',
    'labels.istio': 'gatewayName',
    'serviceAccount.name': 'gatewayName',
  });
}

/** Registers the gateway: a second one with this name on the cluster is then rejected. */
function claimGateway(gateway: IIstioGateway): void {
  gateways.take(gateway.mesh.cluster, gateway, gateway.gatewayName);
}

/**
 * Istio's Gateway objects select a gateway by its label in all namespaces: two gateways with the same name would both serve them.
 */
function checkNameIsNew(faults: Faults, { mesh }: IstioGatewayProps, name: string): void {
  const other = mesh && isKnown(name) ? gateways.ownerOn(mesh.cluster, name) : undefined;
  if (other) {
    const fix = 'Use a different name for each, e.g. istio-internalgateway.';
    faults.add('gatewayName', `must differ from that of '${other.node.path}' on the same cluster`, name, fix);
  }
}

function checkNamespaceFits(faults: Faults, { mesh, namespace }: IstioGatewayProps): void {
  if (mesh && namespace && namespace.cluster !== mesh.cluster) {
    const must = `must be on the cluster of the mesh (${mesh.cluster.node.path})`;
    faults.add('namespace', must, namespace.cluster.node.path, 'Use a namespace of that cluster.');
  }
}

/** By name, in all namespaces. */
const gateways = new Claim<IIstioGateway>();

publicClass('IstioGateway', IstioGateway);
