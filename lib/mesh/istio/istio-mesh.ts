import type { ITerraformDependable } from 'cdktf';
import { Construct } from 'constructs';
import type { IAksCluster } from '../../cluster/aks-cluster-ref';
import { checkGiven, checkName, checkOneOf } from '../../core/checks';
import { Faults } from '../../core/faults';
import { nameRules } from '../../core/names';
import { implementReady } from '../../core/ordering';
import { noteUnchecked } from '../../core/warnings';
import { HelmChart } from '../../helm/helm-chart';
import { layered } from '../../helm/values';
import type { MeshFeature } from '../mesh-feature';
import { checkOneMesh, claimCluster } from '../one-mesh';
import { type IServiceMesh, type MeshEnrolment, MeshKind } from '../service-mesh';
import { defaultRevision, istioChart, istioSystem } from './istio-charts';
import { istioFeatures } from './istio-features';
import { IstioFoundation, type IstioFoundationOptions } from './istio-foundation';
import { checkIstioMesh, claimRevision } from './istio-mesh-rules';
import { IstioTrafficRedirection } from './istio-traffic-redirection';
import { revisionRule } from './istio-values';
import { IstioVersion } from './istio-version';
import { istiodValues } from './istiod-values';

/** Istio on a cluster. */
export interface IIstioMesh extends IServiceMesh {
  /** The revision of the control plane; `default` where it was installed without one. */
  readonly revision: string;
}

/** What pods in the mesh may call outside of it. */
export enum IstioOutboundTraffic {
  /** Any address, known to the mesh or not. */
  ALLOW_ANY = 'ALLOW_ANY',

  /** Only what the mesh knows: Services of the cluster, and what a ServiceEntry names. */
  REGISTRY_ONLY = 'REGISTRY_ONLY',
}

/** The lowest version of TLS between workloads. */
export enum IstioTlsVersion {
  /** TLS 1.2. */
  TLS_1_2 = 'TLSV1_2',

  /** TLS 1.3. */
  TLS_1_3 = 'TLSV1_3',
}

/** Props of a mesh of Istio. */
export interface IstioMeshProps extends IstioFoundationOptions {
  /** The cluster, of the same stack. */
  readonly cluster: IAksCluster;

  /**
   * The release of Istio. Istio supports an upgrade in place from one minor version to the next.
   *
   * @default IstioVersion.V1_30_3
   */
  readonly version?: IstioVersion;

  /**
   * The name of the control plane: 1 to 46 lowercase letters, digits and `-`; no dots. Two of different revisions can run
   * beside each other, so that namespaces move to the new one one by one.
   *
   * Changing this replaces the control plane's release.
   *
   * @default default
   */
  readonly revision?: string;

  /**
   * What this control plane shares with another one. `mutualTls`, `trafficRedirection` and `baseValues` are decided there.
   *
   * @default - a foundation of its own
   */
  readonly foundation?: IstioFoundation;

  /**
   * What pods in the mesh may call outside of it. Any address is the default, because pods that use Azure's identities, vaults
   * and databases call them from the first second; a pod can get around REGISTRY_ONLY, so it guards against mistakes and not
   * against attackers (those take an egress gateway and network policies).
   *
   * Source: https://istio.io/latest/docs/tasks/traffic-management/egress/egress-control/
   *
   * @default IstioOutboundTraffic.ALLOW_ANY
   */
  readonly outboundTraffic?: IstioOutboundTraffic;

  /**
   * The lowest version of TLS between workloads in the mesh. Every sidecar speaks 1.3; the older one is for peers with
   * certificates of the mesh and no sidecar.
   *
   * Source: https://istio.io/latest/docs/tasks/security/tls-configuration/workload-min-tls-version/
   *
   * @default IstioTlsVersion.TLS_1_3
   */
  readonly minimumTlsVersion?: IstioTlsVersion;

  /**
   * Two to five pods of the control plane, spread over zones, that the cluster schedules before applications. Without it one
   * to five.
   *
   * @default true
   */
  readonly highAvailability?: boolean;

  /**
   * Values of the chart `istiod`, layered over what this library sets: a key given here wins. The chart ignores keys that it
   * doesn't know without a word.
   *
   * @see https://github.com/istio/istio/blob/1.30.3/manifests/charts/istio-control/istio-discovery/values.yaml
   *
   * @default - none
   */
  readonly values?: { [key: string]: any };
}

/** What is known of an Istio that another stack or program installs. */
export interface IstioMeshAttributes {
  /** The cluster, of the same stack. */
  readonly cluster: IAksCluster;

  /**
   * The revision of the control plane.
   *
   * @default default
   */
  readonly revision?: string;

  /**
   * The namespace of the control plane.
   *
   * @default istio-system
   */
  readonly rootNamespace?: string;

  /**
   * What sends the traffic of a pod through its sidecar.
   *
   * @default - not known: Pod Security levels of namespaces are not checked against it
   */
  readonly trafficRedirection?: IstioTrafficRedirection;
}

abstract class IstioMeshBase extends Construct implements IIstioMesh {
  public readonly kind: MeshKind = MeshKind.ISTIO;
  public abstract readonly cluster: IAksCluster;
  public abstract readonly revision: string;
  public abstract readonly rootNamespace: string;
  public abstract readonly ready: ITerraformDependable[];

  /** @internal */
  protected abstract readonly _trafficRedirection: IstioTrafficRedirection | undefined;

  public supports(feature: MeshFeature): boolean {
    return istioFeatures[feature] ?? false;
  }

  /**
   * Source: https://istio.io/latest/docs/setup/additional-setup/sidecar-injection/
   *
   * @internal
   */
  public _enrolment(): MeshEnrolment {
    const initContainer = this._trafficRedirection === IstioTrafficRedirection.INIT_CONTAINER;
    return {
      labels: this.revision === defaultRevision ? { 'istio-injection': 'enabled' } : { 'istio.io/rev': this.revision },
      annotations: {},
      ownedKeys: ['istio-injection', 'istio.io/rev', 'istio.io/dataplane-mode'],
      privilege: initContainer
        ? {
            why: `pods of the mesh '${this.node.path}' have an init container with NET_ADMIN and NET_RAW`,
            wayOut: 'Give the mesh trafficRedirection CNI_PLUGIN, or use PodSecurityLevel.PRIVILEGED.',
          }
        : undefined,
    };
  }
}

/**
 * Istio with sidecars, installed by its Helm charts: the foundation, the control plane, and mutual TLS for all workloads.
 *
 * Install it in a stack after the cluster's. Pods join by their namespace (`MeshNamespace`), and when they are restarted.
 *
 * @see https://istio.io/latest/docs/
 */
export class IstioMesh extends IstioMeshBase {
  /** An Istio that another stack or program installs; makes nothing. */
  public static fromAttributes(scope: Construct, id: string, attributes: IstioMeshAttributes): IIstioMesh {
    return new KnownIstioMesh(scope, id, attributes);
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

  /** @internal */
  protected readonly _trafficRedirection: IstioTrafficRedirection;

  public constructor(scope: Construct, id: string, props: IstioMeshProps) {
    super(scope, id);
    const { cluster, version = IstioVersion.V1_30_3, revision = defaultRevision } = props;
    const faults = new Faults(this);
    checkIstioMesh(faults, props, version, revision);
    faults.throwIfAny();

    this.cluster = cluster;
    this.revision = revision;
    this.foundation =
      props.foundation ??
      new IstioFoundation(this, 'Foundation', {
        cluster,
        version,
        defaultRevision: props.revision,
        mutualTls: props.mutualTls,
        trafficRedirection: props.trafficRedirection,
        baseValues: props.baseValues,
      });
    this.baseChart = this.foundation.baseChart;
    this._trafficRedirection = this.foundation.trafficRedirection;
    this.istiodChart = new HelmChart(this, 'Istiod', {
      cluster,
      chart: istioChart('istiod', version),
      releaseName: revision === defaultRevision ? 'istiod' : `istiod-${revision}`,
      namespace: istioSystem,
      values: layered(this.computedValues(props), props.values),
      timeoutMinutes: 10,
    });
    this.istiodChart.node.addDependency(this.foundation);
    this.foundation.mutualTlsPolicy.node.addDependency(this.istiodChart);
    claimCluster(this);
    claimRevision(this);
    this.ready = [...this.istiodChart.ready, ...this.foundation.mutualTlsPolicy.ready];
    implementReady(this, () => this.ready);
  }

  private computedValues(props: IstioMeshProps): { [key: string]: any } {
    return istiodValues({
      revision: this.revision,
      highAvailability: props.highAvailability ?? true,
      outboundTraffic: props.outboundTraffic ?? IstioOutboundTraffic.ALLOW_ANY,
      minimumTlsVersion: props.minimumTlsVersion ?? IstioTlsVersion.TLS_1_3,
      trafficRedirection: this._trafficRedirection,
    });
  }
}

class KnownIstioMesh extends IstioMeshBase {
  public readonly cluster: IAksCluster;
  public readonly revision: string;
  public readonly rootNamespace: string;
  public readonly ready: ITerraformDependable[];

  protected readonly _trafficRedirection: IstioTrafficRedirection | undefined;

  public constructor(scope: Construct, id: string, attributes: IstioMeshAttributes) {
    super(scope, id);
    const { cluster, revision = defaultRevision, rootNamespace = istioSystem, trafficRedirection } = attributes;
    const faults = new Faults(this);
    checkGiven(faults, 'cluster', cluster, 'Give the cluster of this stack.');
    checkName(faults, 'revision', revision, revisionRule);
    checkName(faults, 'rootNamespace', rootNamespace, nameRules.kubernetesLabel);
    checkOneOf(faults, 'trafficRedirection', trafficRedirection, Object.values(IstioTrafficRedirection));
    checkOneMesh(faults, cluster, MeshKind.ISTIO);
    faults.throwIfAny();

    if (!trafficRedirection) noteUnchecked(this, 'that Pod Security of namespaces leaves room for the sidecars');
    this.cluster = cluster;
    this.revision = revision;
    this.rootNamespace = rootNamespace;
    this._trafficRedirection = trafficRedirection;
    this.ready = cluster.ready;
    claimCluster(this);
    implementReady(this, () => this.ready);
  }
}
