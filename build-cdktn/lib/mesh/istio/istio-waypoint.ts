import type { ITerraformDependable } from 'cdktn';
import type { Construct } from 'constructs';
import type { IAksCluster } from '../../cluster/aks-cluster-ref';
import { checkProps } from '../../core/checked-props';
import { checkGiven, checkInteger, checkName, checkOrder } from '../../core/checks';
import type { Faults } from '../../core/faults';
import { Claim } from '../../core/ledger';
import { derivedName, nameRules } from '../../core/names';
import { implementReady } from '../../core/ordering';
import { publicClass } from '../../core/public-class';
import { KubernetesManifests } from '../../helm/kubernetes-manifests';
import { type INamespace, Namespace } from '../../workload/namespace';
import { PodSecurityLevel } from '../../workload/pod-security';
import type { GatewayApi } from '../gateways/gateway-api';
import type { MeshEnrolment } from '../service-mesh';
import { MeshKind } from '../service-mesh';
import type { WaypointFacts } from './istio-facts';
import { IstioMeshBase } from './istio-mesh-base';
import type { IIstioMesh } from './istio-mesh-ref';
import { waypointManifests } from './istio-waypoint-manifests';

/** Props of a waypoint. */
export interface IstioWaypointProps {
  /** The mesh, in the same stack: an `IstioMesh` with the ambient data plane. */
  readonly mesh: IIstioMesh;

  /** The Gateway API on the same cluster; a waypoint is one of its objects. */
  readonly gatewayApi: GatewayApi;

  /**
   * The name of the waypoint, its Deployment, Service and ServiceAccount: 1 to 53 lowercase letters, digits and `-`.
   *
   * Changing this replaces the waypoint; namespaces follow once it exists.
   *
   * @default waypoint
   */
  readonly waypointName?: string;

  /**
   * The namespace of the waypoint's pods, separate from the namespaces that it serves.
   *
   * Changing this replaces the waypoint.
   *
   * @default - a separate namespace `istio-waypoints`
   */
  readonly namespace?: INamespace;

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
}

/** Attributes of a waypoint that another stack or program creates. */
export interface IstioWaypointAttributes {
  /** The mesh, in the same stack: Istio with the ambient data plane. */
  readonly mesh: IIstioMesh;

  /** The waypoint's name. */
  readonly waypointName: string;

  /** The name of the namespace of the waypoint's pods. */
  readonly namespaceName: string;
}

/** The mesh of a namespace with a waypoint, created by this program or existing. */
abstract class WaypointBase extends IstioMeshBase {
  public readonly cluster: IAksCluster;
  public readonly revision: string;
  public readonly rootNamespace: string;
  public abstract override readonly ready: ITerraformDependable[];

  /** @internal */
  public override readonly _isAmbient: boolean = true;

  /** @internal */
  public readonly _trafficRedirection: undefined;

  /** The mesh that the waypoint is part of. */
  public readonly mesh: IIstioMesh;

  /** @internal */
  public override readonly _gatewayApi?: GatewayApi;

  /** @internal */
  public abstract override readonly _waypoint: WaypointFacts;

  protected constructor(
    scope: Construct,
    id: string,
    struct: string,
    props: { readonly mesh: IIstioMesh },
    check: (faults: Faults) => void,
  ) {
    super(scope, id);
    checkProps(this, struct, props, (faults) => {
      checkAmbientMesh(faults, props.mesh);
      check(faults);
    });
    const { mesh } = props;
    this.mesh = mesh;
    this.cluster = mesh.cluster;
    this.revision = mesh.revision;
    this.rootNamespace = mesh.rootNamespace;
    this._gatewayApi = mesh._gatewayApi;
  }

  /**
   * The last label routes traffic from gateways through the waypoint too; otherwise it would bypass the waypoint's policies.
   *
   * Source: https://istio.io/latest/docs/ambient/usage/waypoint/
   *
   * @internal
   */
  public override _enrolment(): MeshEnrolment {
    const { labels, ...enrolment } = super._enrolment();
    const { name, namespace } = this._waypoint;
    const waypoint = { 'istio.io/use-waypoint': name, 'istio.io/use-waypoint-namespace': namespace };
    return { ...enrolment, labels: { ...labels, ...waypoint, 'istio.io/ingress-use-waypoint': 'true' } };
  }
}

/**
 * The proxies for request features of Services in an ambient mesh: routes, retries, limits, and access by path. A namespace uses
 * it if the waypoint is its mesh: `new MeshNamespace(stack, 'Shop', { mesh: waypoint, name: 'shop' })`. One waypoint can serve
 * many namespaces; calls to their Services go through it, calls to a pod's own address don't.
 *
 * @see https://istio.io/latest/docs/ambient/usage/waypoint/
 */
export class IstioWaypoint extends WaypointBase {
  /** A waypoint that another stack or program creates; creates no resources. */
  public static fromAttributes(scope: Construct, id: string, attributes: IstioWaypointAttributes): IIstioMesh {
    return new ImportedIstioWaypoint(scope, id, attributes);
  }

  public readonly ready: ITerraformDependable[];

  /** The name of the waypoint. */
  public readonly waypointName: string;

  /** The namespace of the waypoint's pods. */
  public readonly namespace: INamespace;

  /** The release of the waypoint. */
  public readonly manifests: KubernetesManifests;

  /** @internal */
  public readonly _waypoint: WaypointFacts;

  public constructor(scope: Construct, id: string, props: IstioWaypointProps) {
    super(scope, id, 'IstioWaypointProps', props, (faults) => checkWaypoint(faults, props));
    const { mesh, gatewayApi, waypointName = 'waypoint', minReplicas = 2, maxReplicas = 5 } = props;
    const { cluster } = mesh;
    this.waypointName = waypointName;
    this.namespace =
      props.namespace ??
      new Namespace(this, 'Namespace', { cluster, name: defaultNamespace, podSecurity: PodSecurityLevel.BASELINE });
    this._waypoint = { name: waypointName, namespace: this.namespace.namespaceName };
    this.manifests = new KubernetesManifests(this, 'Manifests', {
      cluster,
      releaseName: derivedName(waypointName, 'waypoint', nameRules.helmRelease),
      namespace: this.namespace.namespaceName,
      manifests: waypointManifests(this._waypoint, mesh.revision, minReplicas, maxReplicas),
    });
    this.manifests.node.addDependency(this.namespace, mesh, gatewayApi);
    waypoints.take(cluster, this, this._waypoint.namespace, this._waypoint.name);
    this.ready = [...this.manifests.ready, ...mesh.ready];
    implementReady(this, () => this.ready);
  }
}

class ImportedIstioWaypoint extends WaypointBase {
  public readonly ready: ITerraformDependable[];
  public readonly _waypoint: WaypointFacts;

  public constructor(scope: Construct, id: string, attributes: IstioWaypointAttributes) {
    const { mesh, waypointName, namespaceName } = attributes;
    super(scope, id, 'IstioWaypointAttributes', attributes, (faults) => {
      checkName(faults, 'waypointName', waypointName, nameRules.helmRelease);
      checkName(faults, 'namespaceName', namespaceName, nameRules.kubernetesLabel);
    });
    this._waypoint = { name: waypointName, namespace: namespaceName };
    this.ready = mesh.ready;
    implementReady(this, () => this.ready);
  }
}

const defaultNamespace = 'istio-waypoints';

function checkAmbientMesh(faults: Faults, mesh: IIstioMesh | undefined): void {
  if (!checkGiven(faults, 'mesh', mesh, 'Use an IstioMesh with dataPlane IstioDataPlane.ambient().') || !mesh) return;
  if (mesh._waypoint) {
    const must = `must be a mesh, but '${mesh.node.path}' is a waypoint`;
    faults.add('mesh', must, undefined, 'Use the IstioMesh itself.');
  } else if (mesh.kind !== MeshKind.ISTIO_AMBIENT) {
    const fix =
      mesh.kind === MeshKind.MANAGED_ISTIO
        ? "The AKS add-on doesn't support the ambient data plane: use IstioMesh."
        : 'Set dataPlane: IstioDataPlane.ambient() on the IstioMesh.';
    faults.add('mesh', 'must have the ambient data plane', mesh.kind, fix);
  }
}

function checkWaypoint(faults: Faults, props: IstioWaypointProps): void {
  const { mesh, gatewayApi, waypointName = 'waypoint', namespace, minReplicas, maxReplicas } = props;
  checkName(faults, 'waypointName', waypointName, nameRules.helmRelease);
  checkInteger(faults, 'minReplicas', minReplicas, 1, 100, 'pods');
  checkInteger(faults, 'maxReplicas', maxReplicas, 1, 100, 'pods');
  checkOrder(faults, 'minReplicas', minReplicas ?? 2, 'maxReplicas', maxReplicas ?? 5);
  if (checkGiven(faults, 'gatewayApi', gatewayApi, 'Use GatewayApi.managedByAks(...) or GatewayApi.present(...).')) {
    if (mesh && gatewayApi.cluster !== mesh.cluster) {
      const must = `must be on the cluster of the mesh (${mesh.cluster.node.path})`;
      faults.add('gatewayApi', must, gatewayApi.cluster.node.path, 'Use that of the cluster.');
    }
  }
  const facts = { name: waypointName, namespace: namespace?.namespaceName ?? defaultNamespace };
  const other = mesh && waypoints.ownerOn(mesh.cluster, facts.namespace, facts.name);
  if (other) {
    const must = `must differ from that of '${other.node.path}' in namespace ${facts.namespace}`;
    faults.add('waypointName', must, waypointName, 'Use that waypoint, or use another name.');
  }
}

const waypoints = new Claim<IstioWaypoint>();

publicClass('IstioWaypoint', IstioWaypoint);
