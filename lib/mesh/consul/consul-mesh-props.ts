import type { IAksCluster } from '../../cluster/aks-cluster-ref';
import type { GatewayApi } from '../gateways/gateway-api';
import type { TlsVersion } from '../gateways/tls-version';
import type { SidecarResources } from '../sidecars/sidecar-options';
import type { TrafficRedirection } from '../sidecars/traffic-redirection';
import type { ConsulVersion } from './consul-version';

/** Resource requests and limits of control plane pods. */
export interface ConsulResources {
  /**
   * The CPU reserved for a pod, as a Kubernetes quantity, e.g. `500m`.
   *
   * @default - the default of the prop that uses it
   */
  readonly cpuRequest?: string;

  /**
   * A pod's CPU limit, as a Kubernetes quantity, e.g. `2`.
   *
   * @default - the default of the prop that uses it
   */
  readonly cpuLimit?: string;

  /**
   * The memory reserved for a pod, as a Kubernetes quantity, e.g. `2Gi`.
   *
   * @default - the default of the prop that uses it
   */
  readonly memoryRequest?: string;

  /**
   * A pod's memory limit, at which it is killed, as a Kubernetes quantity, e.g. `4Gi`.
   *
   * @default - the default of the prop that uses it
   */
  readonly memoryLimit?: string;
}

/** A value in a Secret of the namespace `consul`, which must exist before the mesh is installed. */
export interface ConsulSecretKey {
  /** The Secret's name. */
  readonly secretName: string;

  /**
   * The key in the Secret.
   *
   * @default key
   */
  readonly secretKey?: string;
}

/** Props of a Consul mesh. */
export interface ConsulMeshProps {
  /** The cluster, in the same stack. */
  readonly cluster: IAksCluster;

  /**
   * The Gateway API CRDs, version 1.0.0 to 1.5.1. Consul doesn't start without them. The chart's own CRDs are not installed,
   * because uninstalling the chart would delete them and all routes in the cluster.
   */
  readonly gatewayApi: GatewayApi;

  /**
   * The Consul release.
   *
   * @default ConsulVersion.V2_0_3
   */
  readonly version?: ConsulVersion;

  /**
   * The name of the datacenter, Consul's term for a mesh: 1 to 63 lowercase letters, digits and `-`.
   *
   * It is part of the servers' data: change it only for a new installation.
   *
   * @default dc1
   */
  readonly datacenter?: string;

  /**
   * The number of servers that hold the mesh's state: 1, 3, 5 or 7, odd because a majority must agree. Each server needs a
   * separate node; a single server raises a warning.
   *
   * @default 3
   */
  readonly serverReplicas?: number;

  /**
   * The size of each server's disk in GiB: 1 to 32767.
   *
   * Kubernetes rejects changes to existing servers.
   *
   * @default 10
   */
  readonly serverStorageGib?: number;

  /**
   * The StorageClass of the servers' disks.
   *
   * Kubernetes rejects changes to existing servers.
   *
   * @see https://learn.microsoft.com/azure/aks/concepts-storage#storage-classes
   *
   * @default managed-csi-premium
   */
  readonly serverStorageClass?: string;

  /**
   * Resource requests and limits of each server. The chart's default of 200Mi is only for evaluation.
   *
   * @default - CPU request 500m and limit 2, memory request 2Gi and limit 4Gi
   */
  readonly serverResources?: ConsulResources;

  /**
   * The number of sidecar injector pods: 1 to 10. While none is available, pods can't be created in the mesh's namespaces.
   *
   * @default 2
   */
  readonly injectorReplicas?: number;

  /**
   * Resource requests and limits of each injector pod.
   *
   * @default - the chart's default: requests and limits of 50m CPU and 200Mi memory
   */
  readonly injectorResources?: ConsulResources;

  /**
   * Resource requests and limits of each sidecar; a `MeshWorkload` overrides them.
   *
   * @default - no requests and no limits
   */
  readonly sidecarResources?: SidecarResources;

  /**
   * How a pod's traffic is redirected to its sidecar.
   *
   * @default TrafficRedirection.INIT_CONTAINER
   */
  readonly trafficRedirection?: TrafficRedirection;

  /**
   * The minimum TLS version between workloads in the mesh. Every sidecar supports 1.3.
   *
   * @default TlsVersion.TLS_1_3
   */
  readonly minimumTlsVersion?: TlsVersion;

  /**
   * Whether pods in the mesh may call only registered destinations: services and the hosts of a `MeshEgress`. A pod can bypass
   * this, so it protects against mistakes but not against attackers.
   *
   * @default false
   */
  readonly meshDestinationsOnly?: boolean;

  /**
   * Whether the mesh has a gateway through which pods call the hosts of a `MeshEgress`: a terminating gateway with two pods.
   *
   * @see https://developer.hashicorp.com/consul/docs/north-south/terminating-gateway
   *
   * @default false
   */
  readonly egressGateway?: boolean;

  /**
   * Whether sidecars and gateways serve metrics on port 20200, path `/metrics`, and their pods have the `prometheus.io`
   * annotations. A `MeshObservability` with metrics needs it.
   *
   * @default false
   */
  readonly metrics?: boolean;

  /**
   * The key that encrypts gossip between servers.
   *
   * @default - the chart creates one in a Secret
   */
  readonly gossipKey?: ConsulSecretKey;

  /**
   * The Consul Enterprise license; if set, the Enterprise images are installed. Without it, Enterprise features are rejected.
   *
   * @default - the Community Edition
   */
  readonly enterpriseLicense?: ConsulSecretKey;

  /**
   * Values of the chart `consul`, merged over the library's values: these keys take precedence. Values that the chart expects as
   * YAML text (`tolerations`, `nodeSelector`, `affinity`, `annotations`, `topologySpreadConstraints`, `extraConfig` ...) are set
   * as plain data and rendered as text. The chart silently ignores unknown keys.
   *
   * @see https://github.com/hashicorp/consul-k8s/blob/v2.0.3/charts/consul/values.yaml
   *
   * @default - none
   */
  readonly values?: { [key: string]: any };
}

/** Attributes of a Consul mesh that another stack or program installs. */
export interface ConsulMeshAttributes {
  /** The cluster, in the same stack. */
  readonly cluster: IAksCluster;

  /**
   * The namespace of the control plane.
   *
   * @default consul
   */
  readonly rootNamespace?: string;

  /**
   * The labels by which its injector selects the mesh's namespaces, as in `connectInject.namespaceSelector`; 1 or more.
   *
   * @default - the label of a ConsulMesh, cdktf-aks/mesh: consul
   */
  readonly namespaceLabels?: { [key: string]: string };

  /**
   * How a pod's traffic is redirected to its sidecar.
   *
   * @default - unknown: Pod Security levels of namespaces are not checked against it
   */
  readonly trafficRedirection?: TrafficRedirection;

  /**
   * Whether it has a terminating gateway for all services (`*`), which a `MeshEgress` needs.
   *
   * @default false
   */
  readonly egressGateway?: boolean;

  /**
   * Whether its sidecars serve metrics (`connectInject.metrics.defaultEnabled`), which a `MeshObservability` with metrics needs.
   *
   * @default false
   */
  readonly metrics?: boolean;

  /**
   * Whether it is Consul Enterprise.
   *
   * @default false
   */
  readonly enterprise?: boolean;
}
