import type { IAksCluster } from '../../cluster/aks-cluster-ref';
import type { TlsVersion } from '../gateways/tls-version';
import type { SidecarOptions } from '../sidecars/sidecar-options';
import type { TrafficRedirection } from '../sidecars/traffic-redirection';
import type { IstioDataPlane } from './istio-data-plane';
import type { IstioFoundation, IstioFoundationOptions } from './istio-foundation';
import type { IstioRoutes } from './istio-routes';
import type { IstioVersion } from './istio-version';

/** What pods in the mesh may call outside of it. */
export enum IstioOutboundTraffic {
  /** Any address, known to the mesh or not. */
  ALLOW_ANY = 'ALLOW_ANY',

  /** Only what the mesh knows: Services of the cluster, and what a ServiceEntry names. */
  REGISTRY_ONLY = 'REGISTRY_ONLY',
}

/** Props of a mesh of Istio. */
export interface IstioMeshProps extends IstioFoundationOptions, SidecarOptions {
  /** The cluster, of the same stack. */
  readonly cluster: IAksCluster;

  /**
   * The release of Istio. Istio supports an upgrade in place from one minor version to the next.
   *
   * @default IstioVersion.V1_30_3
   */
  readonly version?: IstioVersion;

  /**
   * What carries the traffic of pods. Changing this changes what pods of the mesh are part of: those with sidecars lose them when
   * they are restarted.
   *
   * @default IstioDataPlane.sidecars()
   */
  readonly dataPlane?: IstioDataPlane;

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
   * @default TlsVersion.TLS_1_3
   */
  readonly minimumTlsVersion?: TlsVersion;

  /**
   * Two to five pods of the control plane, spread over zones and nodes, that the cluster schedules before applications.
   * Without it one to five.
   *
   * @default true
   */
  readonly highAvailability?: boolean;

  /**
   * Whether the containers of a pod wait with their start until its sidecar takes traffic, so that their first calls don't fail.
   * Native sidecars start first in any case.
   *
   * Source: https://istio.io/latest/docs/ops/common-problems/injection/
   *
   * @default true
   */
  readonly holdApplicationUntilProxyStarts?: boolean;

  /**
   * Whether sidecars are native ones of Kubernetes: they end after the application, so that Jobs are complete by themselves,
   * and init containers can call the mesh. They need Kubernetes 1.29; one workload decides for itself by
   * `MeshWorkload.jobSidecar`.
   *
   * Source: https://istio.io/latest/blog/2023/native-sidecars/
   *
   * @default - Istio's own rule: from the time on at which all nodes run Kubernetes 1.33
   */
  readonly nativeSidecars?: boolean;

  /**
   * The API of service routes.
   *
   * @default IstioRoutes.virtualServices()
   */
  readonly routes?: IstioRoutes;

  /**
   * Values of the chart `istiod`, layered over what this library sets: a key given here wins. The chart ignores keys that it
   * doesn't know silently.
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
   * The API of service routes.
   *
   * @default IstioRoutes.virtualServices()
   */
  readonly routes?: IstioRoutes;

  /**
   * What sends the traffic of a pod through its sidecar.
   *
   * @default - not known: Pod Security levels of namespaces are not checked against it
   */
  readonly trafficRedirection?: TrafficRedirection;

  /**
   * What carries the traffic of pods.
   *
   * @default IstioDataPlane.sidecars()
   */
  readonly dataPlane?: IstioDataPlane;
}
