import type { ITerraformDependable } from 'cdktn';
import { Construct } from 'constructs';
import type { IAksCluster } from '../../cluster/aks-cluster-ref';
import { checkProps } from '../../core/checked-props';
import { checkGiven, checkOneOf } from '../../core/checks';
import { Faults } from '../../core/faults';
import { implementReady } from '../../core/ordering';
import { publicClass } from '../../core/public-class';
import { noteUnchecked } from '../../core/warnings';
import { HelmChart } from '../../helm/helm-chart';
import { layered } from '../../helm/values';
import { Namespace } from '../../workload/namespace';
import { PodSecurityLevel } from '../../workload/pod-security';
import type { GatewayApiChannel } from '../gateways/gateway-api';
import { checkSingleMesh, registerMesh } from '../meshes-of-cluster';
import { type IServiceMesh, type MeshEnrolment, MeshKind } from '../service-mesh';
import { TrafficRedirection } from '../sidecars/traffic-redirection';
import { type SettingsOwner, withTelemetry } from '../telemetry/mesh-settings';
import type { MeshTelemetry } from '../telemetry/mesh-telemetry';
import { canExpress } from '../traffic/capability';
import type { MeshFeature } from '../traffic/mesh-feature';
import type { TrafficRenderer } from '../traffic/traffic-renderer';
import { cniValues, controlPlaneValues, type Values } from './control-plane-values';
import type { IdentityParts } from './identity-source';
import { linkerdDialect } from './linkerd-dialect';
import { LinkerdIdentity } from './linkerd-identity';
import { LinkerdInboundPolicy } from './linkerd-inbound-policy';
import type { LinkerdMeshAttributes, LinkerdMeshProps } from './linkerd-mesh-props';
import { checkLinkerdMesh, checkTrustDomain, claimControlPlane } from './linkerd-mesh-rules';
import { linkerdTelemetry } from './linkerd-telemetry';
import { linkerdTraffic } from './linkerd-traffic';
import type { LinkerdVersion } from './linkerd-version';
import { warnOfMesh } from './linkerd-warnings';

/** Linkerd on a cluster. */
export interface ILinkerdMesh extends IServiceMesh {
  /** The domain of workloads' identities: `NAME.NAMESPACE.serviceaccount.identity.linkerd.TRUSTDOMAIN`. */
  readonly trustDomain: string;

  /**
   * The Gateway API channel on the cluster; undefined if unknown.
   *
   * @internal
   */
  readonly _gatewayApiChannel?: GatewayApiChannel;

  /**
   * The callers allowed on ports that no Server selects; undefined if unknown.
   *
   * @internal
   */
  readonly _defaultInboundPolicy?: LinkerdInboundPolicy;

  /**
   * The release; undefined if another program installs it.
   *
   * @internal
   */
  readonly _version?: LinkerdVersion;
}

/** The control plane's namespace in Linkerd's charts and documentation. */
const linkerd = 'linkerd';
const linkerdCni = 'linkerd-cni';
const defaultTrustDomain = 'cluster.local';

abstract class LinkerdMeshBase extends Construct implements ILinkerdMesh {
  /** @internal */
  public readonly _gatewayApiChannel?: GatewayApiChannel;

  /** @internal */
  public readonly _defaultInboundPolicy?: LinkerdInboundPolicy;

  public readonly kind: MeshKind = MeshKind.LINKERD;
  public readonly rootNamespace: string = linkerd;
  public abstract readonly cluster: IAksCluster;
  public abstract readonly trustDomain: string;
  public abstract readonly ready: ITerraformDependable[];

  /** @internal */
  public get _traffic(): TrafficRenderer {
    return linkerdTraffic({
      gatewayApiChannel: this._gatewayApiChannel,
      defaultInboundPolicy: this._defaultInboundPolicy,
    });
  }

  /** @internal */
  public readonly _telemetry: MeshTelemetry = linkerdTelemetry(this);

  /** @internal */
  protected abstract readonly _trafficRedirection: TrafficRedirection | undefined;

  public supports(feature: MeshFeature): boolean {
    return canExpress(linkerdDialect.capabilities, feature);
  }

  /**
   * The owner of the control plane chart's values; undefined if another program installs it.
   *
   * @internal
   */
  public _settingsOwner(): SettingsOwner | undefined {
    return undefined;
  }

  /**
   * Source: https://linkerd.io/2-edge/features/proxy-injection/
   *
   * @internal
   */
  public _enrolment(): MeshEnrolment {
    const initContainer = this._trafficRedirection === TrafficRedirection.INIT_CONTAINER;
    return {
      labels: {},
      annotations: { 'linkerd.io/inject': 'enabled' },
      ownedKeys: ['linkerd.io/inject', 'config.linkerd.io/admission-webhooks'],
      privilege: initContainer
        ? {
            why: `pods of the mesh '${this.node.path}' have an init container with NET_ADMIN and NET_RAW`,
            wayOut: 'Set trafficRedirection to CNI_PLUGIN on the mesh, or use PodSecurityLevel.PRIVILEGED.',
          }
        : undefined,
    };
  }
}

/**
 * Linkerd, installed by its Helm charts: custom resource definitions, certificates, the CNI plugin if selected, and the control
 * plane. Pods in the mesh use mutual TLS with each other, and by default accept nothing else.
 *
 * Install it in a stack after the cluster's. Pods join by their namespace (`MeshNamespace`) when they are restarted.
 *
 * @see https://linkerd.io/2-edge/tasks/install-helm/
 */
export class LinkerdMesh extends LinkerdMeshBase {
  /** A Linkerd mesh that another stack or program installs; creates no resources. */
  public static fromAttributes(scope: Construct, id: string, attributes: LinkerdMeshAttributes): ILinkerdMesh {
    return new ImportedLinkerdMesh(scope, id, attributes);
  }

  public readonly cluster: IAksCluster;
  public readonly trustDomain: string;
  public readonly ready: ITerraformDependable[];

  /** The namespace of the control plane. */
  public readonly namespace: Namespace;

  /** The release of the custom resource definitions. */
  public readonly crdsChart: HelmChart;

  /** The release of the CNI plugin; only with `TrafficRedirection.CNI_PLUGIN`. */
  public readonly cniChart?: HelmChart;

  /** The release of the control plane. */
  public readonly controlPlaneChart: HelmChart;

  /** @internal */
  public override readonly _gatewayApiChannel: GatewayApiChannel;

  /** @internal */
  public override readonly _defaultInboundPolicy: LinkerdInboundPolicy;

  /** @internal */
  public readonly _version: LinkerdVersion;

  /** @internal */
  protected readonly _trafficRedirection: TrafficRedirection;

  public constructor(
    scope: Construct,
    id: string,
    private readonly props: LinkerdMeshProps,
  ) {
    super(scope, id);
    const checkedGatewayApi = checkProps(this, 'LinkerdMeshProps', props, (faults) => checkLinkerdMesh(faults, props));

    if (!checkedGatewayApi) noteUnchecked(this, 'that Linkerd supports the version of the Gateway API');
    this.cluster = props.cluster;
    this.trustDomain = props.trustDomain ?? defaultTrustDomain;
    this._gatewayApiChannel = props.gatewayApi.channel;
    this._defaultInboundPolicy = props.defaultInboundPolicy ?? LinkerdInboundPolicy.ALL_AUTHENTICATED;
    this._version = props.version;
    this._trafficRedirection = props.trafficRedirection ?? TrafficRedirection.INIT_CONTAINER;
    this.namespace = this.makeNamespace();
    this.crdsChart = this.makeCrdsChart(props);
    this.cniChart = this.usesCniPlugin ? this.makeCniChart(props) : undefined;
    const identity = (props.identity ?? LinkerdIdentity.byTlsProvider())._make({
      scope: new Construct(this, 'Identity'),
      cluster: this.cluster,
      namespace: linkerd,
      namespaceReady: this.namespace,
      trustDomain: this.trustDomain,
    });
    this.controlPlaneChart = this.makeControlPlane(props, identity);
    warnOfMesh(this, props);
    registerMesh(this);
    claimControlPlane(this);
    this.ready = this.controlPlaneChart.ready;
    implementReady(this, () => this.ready);
  }

  /** @internal */
  public override _settingsOwner(): SettingsOwner {
    return this;
  }

  /** @internal */
  public get _givenSettings(): Values {
    return this.props.values ?? {};
  }

  private get usesCniPlugin(): boolean {
    return this._trafficRedirection === TrafficRedirection.CNI_PLUGIN;
  }

  /**
   * With the labels that Linkerd's CLI sets and the charts don't: the injector's webhook must not depend on itself.
   *
   * Source: https://github.com/linkerd/linkerd2/blob/edge-26.8.3/charts/linkerd-control-plane/templates/namespace.yaml
   */
  private makeNamespace(): Namespace {
    return new Namespace(this, 'RootNamespace', {
      cluster: this.cluster,
      name: linkerd,
      podSecurity: this.usesCniPlugin ? PodSecurityLevel.RESTRICTED : PodSecurityLevel.PRIVILEGED,
      labels: {
        'linkerd.io/is-control-plane': 'true',
        'linkerd.io/control-plane-ns': linkerd,
        'config.linkerd.io/admission-webhooks': 'disabled',
      },
      annotations: { 'linkerd.io/inject': 'disabled' },
    });
  }

  /** The Gateway API CRDs have a separate owner. */
  private makeCrdsChart({ version, gatewayApi }: LinkerdMeshProps): HelmChart {
    const chart = new HelmChart(this, 'Crds', {
      cluster: this.cluster,
      chart: version._chart('crds'),
      releaseName: 'linkerd-crds',
      namespace: linkerd,
      values: { installGatewayAPI: false },
      images: [],
      timeoutMinutes: 5,
    });
    chart.node.addDependency(this.namespace, gatewayApi);
    return chart;
  }

  private makeCniChart(props: LinkerdMeshProps): HelmChart {
    const namespace = new Namespace(this, 'CniNamespace', {
      cluster: this.cluster,
      name: linkerdCni,
      podSecurity: PodSecurityLevel.PRIVILEGED,
      labels: { 'linkerd.io/cni-resource': 'true', 'config.linkerd.io/admission-webhooks': 'disabled' },
    });
    const chart = new HelmChart(this, 'Cni', {
      cluster: this.cluster,
      chart: props.version._chart('cni'),
      releaseName: 'linkerd-cni',
      namespace: linkerdCni,
      values: layered(cniValues, props.cniValues),
      images: props.version._images('cni'),
      timeoutMinutes: 10,
    });
    chart.node.addDependency(namespace, this.crdsChart);
    return chart;
  }

  private makeControlPlane(props: LinkerdMeshProps, identity: IdentityParts): HelmChart {
    const license = props.version._license;
    const values = layered(layered(this.computedValues(props), identity.values), props.values);
    const chart = new HelmChart(this, 'ControlPlane', {
      cluster: this.cluster,
      chart: props.version._chart('controlPlane'),
      releaseName: 'linkerd-control-plane',
      namespace: linkerd,
      values,
      _finalValues: () => withTelemetry(this.cluster, this, values),
      images: props.version._images('controlPlane'),
      secretValues: { ...identity.secretValues, ...(license === undefined ? {} : { license }) },
      timeoutMinutes: 10,
    });
    chart.node.addDependency(this.crdsChart, ...identity.dependencies);
    if (this.cniChart) chart.node.addDependency(this.cniChart);
    return chart;
  }

  private computedValues(props: LinkerdMeshProps): Values {
    const { cpuRequest = '100m', memoryRequest = '20Mi', memoryLimit = '250Mi' } = props.proxyResources ?? {};
    return controlPlaneValues({
      highAvailability: props.highAvailability ?? true,
      usesCniPlugin: this.usesCniPlugin,
      trustDomain: props.trustDomain,
      defaultInboundPolicy: this._defaultInboundPolicy,
      proxyCpuRequest: cpuRequest,
      proxyMemoryRequest: memoryRequest,
      proxyMemoryLimit: memoryLimit,
    });
  }
}

class ImportedLinkerdMesh extends LinkerdMeshBase {
  public readonly cluster: IAksCluster;
  public readonly trustDomain: string;
  public readonly ready: ITerraformDependable[];
  protected readonly _trafficRedirection: TrafficRedirection | undefined;

  public constructor(scope: Construct, id: string, attributes: LinkerdMeshAttributes) {
    super(scope, id);
    const { cluster, trustDomain, trafficRedirection } = attributes;
    const faults = new Faults(this);
    checkGiven(faults, 'cluster', cluster, 'Pass the cluster of this stack.');
    checkTrustDomain(faults, trustDomain);
    checkOneOf(faults, 'trafficRedirection', trafficRedirection, Object.values(TrafficRedirection));
    checkSingleMesh(faults, cluster, MeshKind.LINKERD);
    faults.throwIfAny();

    if (!trafficRedirection) noteUnchecked(this, "that the namespaces' Pod Security level allows the proxies");
    this.cluster = cluster;
    this.trustDomain = trustDomain ?? defaultTrustDomain;
    this._trafficRedirection = trafficRedirection;
    this.ready = cluster.ready;
    registerMesh(this);
    implementReady(this, () => this.ready);
  }
}

publicClass('LinkerdMesh', LinkerdMesh);
