import type { ITerraformDependable } from 'cdktn';
import type { Construct } from 'constructs';
import type { IAksCluster } from '../../cluster/aks-cluster-ref';
import { checkProps, requireProps } from '../../core/checked-props';
import { checkGiven, checkName, checkOneOf } from '../../core/checks';
import { Faults } from '../../core/faults';
import { nameRules } from '../../core/names';
import { implementReady } from '../../core/ordering';
import { publicClass } from '../../core/public-class';
import { noteUnchecked, warn } from '../../core/warnings';
import { HelmChart } from '../../helm/helm-chart';
import type { Values } from '../../helm/owned-values';
import { layered } from '../../helm/values';
import { warnOfMissingNodes } from '../control-plane-nodes';
import { type GatewayApi, GatewayApiChannel } from '../gateways/gateway-api';
import { TlsVersion } from '../gateways/tls-version';
import { checkSingleMesh, registerMesh } from '../meshes-of-cluster';
import { MeshKind } from '../service-mesh';
import type { SidecarOptions } from '../sidecars/sidecar-options';
import { TrafficRedirection } from '../sidecars/traffic-redirection';
import { type SettingsOwner, withTelemetry } from '../telemetry/mesh-settings';
import { installAmbient } from './istio-ambient';
import { defaultRevision, istioChart, istioSystem } from './istio-charts';
import { IstioFoundation } from './istio-foundation';
import { istioImages } from './istio-images';
import { IstioMeshBase } from './istio-mesh-base';
import { type IstioMeshAttributes, type IstioMeshProps, IstioOutboundTraffic } from './istio-mesh-props';
import type { IIstioMesh } from './istio-mesh-ref';
import { checkIstioMesh, claimRevision } from './istio-mesh-rules';
import { sidecarDefaults } from './istio-sidecar-values';
import { revisionRule } from './istio-values';
import { IstioVersion } from './istio-version';
import { istiodValues } from './istiod-values';

/**
 * Istio with sidecars, installed by its Helm charts: the foundation, the control plane, and mutual TLS for all workloads.
 *
 * Install it in a stack after the cluster's. Pods join by their namespace (`MeshNamespace`) when they are restarted.
 *
 * @see https://istio.io/latest/docs/
 */
export class IstioMesh extends IstioMeshBase {
  /** An Istio mesh that another stack or program installs; creates no resources. */
  public static fromAttributes(scope: Construct, id: string, attributes: IstioMeshAttributes): IIstioMesh {
    return new ImportedIstioMesh(scope, id, attributes);
  }

  public readonly cluster: IAksCluster;
  public readonly revision: string;
  public readonly rootNamespace: string = istioSystem;
  public readonly ready: ITerraformDependable[];

  /** The namespace, custom resource definitions and policies that all control planes on the cluster share. */
  public readonly foundation: IstioFoundation;

  /** The release of the chart `base`. */
  public readonly baseChart: HelmChart;

  /** The release of the chart `istiod`. */
  public readonly istiodChart: HelmChart;

  /** The release of the chart `cni`, if the mesh or its foundation has one. */
  public readonly cniChart?: HelmChart;

  /** The release of the chart `ztunnel`; only with the ambient data plane. */
  public readonly ztunnelChart?: HelmChart;

  /** @internal */
  public override readonly _isAmbient: boolean;

  /** @internal */
  public readonly _isRegistryOnly: boolean;

  /** @internal */
  public readonly _sidecarDefaults: SidecarOptions;

  /** @internal */
  public readonly _trafficRedirection: TrafficRedirection;

  /** @internal */
  public override readonly _gatewayApi?: GatewayApi;

  public constructor(
    scope: Construct,
    id: string,
    private readonly props: IstioMeshProps,
  ) {
    super(scope, id);
    requireProps(this, 'IstioMeshProps', props);
    const { cluster, version = IstioVersion.V1_30_3, revision = defaultRevision } = props;
    checkProps(this, 'IstioMeshProps', props, (faults) => {
      checkIstioMesh(faults, props, version, revision);
    });

    const ambient = props.dataPlane?._ambient;
    this.cluster = cluster;
    this.revision = revision;
    this._isAmbient = ambient !== undefined;
    this.foundation =
      props.foundation ??
      new IstioFoundation(this, 'Foundation', {
        cluster,
        version,
        defaultRevision: props.revision,
        mutualTls: props.mutualTls,
        trafficRedirection: props.trafficRedirection,
        baseValues: props.baseValues,
        _ambient: this._isAmbient,
      });
    this.baseChart = this.foundation.baseChart;
    this._trafficRedirection = ambient ? TrafficRedirection.CNI_PLUGIN : this.foundation.trafficRedirection;
    this._isRegistryOnly = props.outboundTraffic === IstioOutboundTraffic.REGISTRY_ONLY;
    this._sidecarDefaults = sidecarDefaults(props);
    this._gatewayApi = props.routes?._gatewayApi;
    const values = layered(this.computedValues(props), props.values);
    this.istiodChart = new HelmChart(this, 'Istiod', {
      cluster,
      chart: istioChart('istiod', version),
      releaseName: revision === defaultRevision ? 'istiod' : `istiod-${revision}`,
      namespace: istioSystem,
      values,
      _finalValues: () => withTelemetry(cluster, this, values, (meshConfig) => ({ meshConfig })),
      images: istioImages('istiod', version, values),
      timeoutMinutes: 10,
    });
    this.istiodChart.node.addDependency(this.foundation);
    this.foundation.mutualTlsPolicy.node.addDependency(this.istiodChart);
    const node =
      ambient && installAmbient(this, { cluster, version, revision, options: ambient, istiod: this.istiodChart });
    this.cniChart = node?.cni ?? this.foundation.cniChart;
    this.ztunnelChart = node?.ztunnel;
    registerMesh(this);
    claimRevision(this);
    const { mutualTlsPolicy } = this.foundation;
    this.ready = [...this.istiodChart.ready, ...mutualTlsPolicy.ready, ...(node?.ztunnel.ready ?? [])];
    implementReady(this, () => this.ready);
    warnOfIstioMesh(this, props);
  }

  /** @internal */
  public override _settingsOwner(): SettingsOwner {
    return this;
  }

  /** @internal */
  public get _givenSettings(): Values {
    return this.props.values?.meshConfig ?? {};
  }

  private computedValues(props: IstioMeshProps): { [key: string]: any } {
    return istiodValues({
      revision: this.revision,
      highAvailability: props.highAvailability ?? true,
      outboundTraffic: props.outboundTraffic ?? IstioOutboundTraffic.ALLOW_ANY,
      minimumTlsVersion: props.minimumTlsVersion ?? TlsVersion.TLS_1_3,
      trafficRedirection: this._trafficRedirection,
      isAmbient: this._isAmbient,
      holdApplicationUntilProxyStarts: props.holdApplicationUntilProxyStarts ?? (this._isAmbient ? undefined : true),
      nativeSidecars: props.nativeSidecars,
      readsAlphaRoutes: props.routes?._gatewayApi?.channel === GatewayApiChannel.EXPERIMENTAL,
      sidecars: props,
    });
  }
}

class ImportedIstioMesh extends IstioMeshBase {
  public readonly cluster: IAksCluster;
  public readonly revision: string;
  public readonly rootNamespace: string;
  public readonly ready: ITerraformDependable[];

  public readonly _trafficRedirection: TrafficRedirection | undefined;
  public override readonly _gatewayApi?: GatewayApi;
  public override readonly _isAmbient: boolean;

  public constructor(scope: Construct, id: string, attributes: IstioMeshAttributes) {
    super(scope, id);
    const { cluster, revision = defaultRevision, rootNamespace = istioSystem, trafficRedirection } = attributes;
    const faults = new Faults(this);
    checkGiven(faults, 'cluster', cluster, 'Pass the cluster of this stack.');
    checkName(faults, 'revision', revision, revisionRule);
    checkName(faults, 'rootNamespace', rootNamespace, nameRules.kubernetesLabel);
    checkOneOf(faults, 'trafficRedirection', trafficRedirection, Object.values(TrafficRedirection));
    attributes.routes?._check(faults, 'routes', cluster);
    const isAmbient = attributes.dataPlane?._ambient !== undefined;
    if (isAmbient && trafficRedirection) {
      const must = 'must be left out with the ambient data plane, whose pods have no sidecars';
      faults.add('trafficRedirection', must, trafficRedirection, 'Leave it out.');
    }
    checkSingleMesh(faults, cluster, isAmbient ? MeshKind.ISTIO_AMBIENT : MeshKind.ISTIO);
    faults.throwIfAny();

    this._isAmbient = isAmbient;
    if (!trafficRedirection && !isAmbient)
      noteUnchecked(this, "that the namespaces' Pod Security level allows the sidecars");
    this.cluster = cluster;
    this.revision = revision;
    this.rootNamespace = rootNamespace;
    this._trafficRedirection = trafficRedirection;
    this._gatewayApi = attributes.routes?._gatewayApi;
    this.ready = cluster.ready;
    registerMesh(this);
    implementReady(this, () => this.ready);
  }
}

/** Raises the warnings of a mesh. */
function warnOfIstioMesh(mesh: IIstioMesh, props: IstioMeshProps): void {
  if (props.highAvailability ?? true) {
    warnOfMissingNodes(mesh, 3, 'two for its pods, and one for the time while a node is upgraded');
  }
  if (props.excludedInboundPorts) {
    const text =
      'Some ports of all pods in the mesh accept plain text from every client that can reach them (excludedInboundPorts).';
    warn(mesh, 'W172', text);
  }
}

publicClass('IstioMesh', IstioMesh);
