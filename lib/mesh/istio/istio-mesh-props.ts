import type { IAksCluster } from '../../cluster/aks-cluster-ref';
import type { TlsVersion } from '../gateways/tls-version';
import type { SidecarOptions } from '../sidecars/sidecar-options';
import type { TrafficRedirection } from '../sidecars/traffic-redirection';
import type { IstioDataPlane } from './istio-data-plane';
import type { IstioFoundation, IstioFoundationOptions } from './istio-foundation';
import type { IstioRoutes } from './istio-routes';
import type { IstioVersion } from './istio-version';

/** The destinations outside the mesh that pods may call. */
export enum IstioOutboundTraffic {
  /** Any address, registered in the mesh or not. */
  ALLOW_ANY = 'ALLOW_ANY',

  /** Only registered destinations: the cluster's Services and the hosts of ServiceEntries. */
  REGISTRY_ONLY = 'REGISTRY_ONLY',
}

/** Props of an Istio mesh. */
export interface IstioMeshProps extends IstioFoundationOptions, SidecarOptions {
  /** The cluster, in the same stack. */
  readonly cluster: IAksCluster;

  /**
   * The Istio release. Istio supports in-place upgrades from one minor version to the next.
   *
   * @default IstioVersion.V1_30_3
   */
  readonly version?: IstioVersion;

  /**
   * The data plane: sidecars or ambient. Changing this affects existing pods: those with sidecars lose them when they are
   * restarted.
   *
   * @default IstioDataPlane.sidecars()
   */
  readonly dataPlane?: IstioDataPlane;

  /**
   * The name of the control plane: 1 to 46 lowercase letters, digits and `-`; no dots. Two control planes with different
   * revisions can run side by side, so that you can migrate namespaces one at a time.
   *
   * Changing this replaces the control plane's release.
   *
   * @default default
   */
  readonly revision?: string;

  /**
   * The resources that this control plane shares with another one. Set `mutualTls`, `trafficRedirection` and `baseValues` there.
   *
   * @default - a separate foundation
   */
  readonly foundation?: IstioFoundation;

  /**
   * The destinations outside the mesh that pods may call. The default allows any address, because pods that use Azure identities,
   * vaults and databases call them at startup. A pod can bypass REGISTRY_ONLY, so it protects against mistakes but not against
   * attackers (use an egress gateway and network policies against these).
   *
   * Source: https://istio.io/latest/docs/tasks/traffic-management/egress/egress-control/
   *
   * @default IstioOutboundTraffic.ALLOW_ANY
   */
  readonly outboundTraffic?: IstioOutboundTraffic;

  /**
   * The minimum TLS version between workloads in the mesh. Every sidecar supports 1.3; use 1.2 for peers that have the mesh's
   * certificates but no sidecar.
   *
   * Source: https://istio.io/latest/docs/tasks/security/tls-configuration/workload-min-tls-version/
   *
   * @default TlsVersion.TLS_1_3
   */
  readonly minimumTlsVersion?: TlsVersion;

  /**
   * Whether the control plane has two to five pods, spread across zones and nodes and scheduled before applications. If false, it
   * has one to five.
   *
   * @default true
   */
  readonly highAvailability?: boolean;

  /**
   * Whether a pod's containers start only after its sidecar is ready, so that their first calls don't fail. Native sidecars
   * always start first.
   *
   * Source: https://istio.io/latest/docs/ops/common-problems/injection/
   *
   * @default true
   */
  readonly holdApplicationUntilProxyStarts?: boolean;

  /**
   * Whether sidecars are native Kubernetes sidecars: they stop after the application, so that Jobs complete, and init containers
   * can call services in the mesh. They require Kubernetes 1.29; `MeshWorkload.jobSidecar` overrides this for one workload.
   *
   * Source: https://istio.io/latest/blog/2023/native-sidecars/
   *
   * @default - Istio's default: native once all nodes run Kubernetes 1.33
   */
  readonly nativeSidecars?: boolean;

  /**
   * The API for service routes.
   *
   * @default IstioRoutes.virtualServices()
   */
  readonly routes?: IstioRoutes;

  /**
   * Values of the chart `istiod`, merged over the library's values: these keys take precedence. The chart silently ignores
   * unknown keys.
   *
   * @see https://github.com/istio/istio/blob/1.30.3/manifests/charts/istio-control/istio-discovery/values.yaml
   *
   * @default - none
   */
  readonly values?: { [key: string]: any };
}

/** Attributes of an Istio mesh that another stack or program installs. */
export interface IstioMeshAttributes {
  /** The cluster, in the same stack. */
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
   * The API for service routes.
   *
   * @default IstioRoutes.virtualServices()
   */
  readonly routes?: IstioRoutes;

  /**
   * How a pod's traffic is redirected to its sidecar.
   *
   * @default - unknown: Pod Security levels of namespaces are not checked against it
   */
  readonly trafficRedirection?: TrafficRedirection;

  /**
   * The data plane: sidecars or ambient.
   *
   * @default IstioDataPlane.sidecars()
   */
  readonly dataPlane?: IstioDataPlane;
}
