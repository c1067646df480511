import type { IAksCluster } from '../../cluster/aks-cluster-ref';
import type { GatewayApi } from '../gateways/gateway-api';
import type { TlsVersion } from '../gateways/tls-version';
import type { SidecarResources } from '../sidecars/sidecar-options';
import type { TrafficRedirection } from '../sidecars/traffic-redirection';
import type { ConsulVersion } from './consul-version';

/** What pods of the control plane ask of their nodes. */
export interface ConsulResources {
  /**
   * The CPU that is kept for a pod, as a Kubernetes quantity, e.g. `500m`.
   *
   * @default - the default of the prop that it is given to
   */
  readonly cpuRequest?: string;

  /**
   * The CPU that a pod gets at most, as a Kubernetes quantity, e.g. `2`.
   *
   * @default - the default of the prop that it is given to
   */
  readonly cpuLimit?: string;

  /**
   * The memory that is kept for a pod, as a Kubernetes quantity, e.g. `2Gi`.
   *
   * @default - the default of the prop that it is given to
   */
  readonly memoryRequest?: string;

  /**
   * The memory at which a pod is stopped, as a Kubernetes quantity, e.g. `4Gi`.
   *
   * @default - the default of the prop that it is given to
   */
  readonly memoryLimit?: string;
}

/** A value in a Secret of the namespace `consul` that something else makes before the mesh is installed. */
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

/** Props of a mesh of Consul. */
export interface ConsulMeshProps {
  /** The cluster, of the same stack. */
  readonly cluster: IAksCluster;

  /**
   * The definitions of the Gateway API, version 1.0.0 to 1.5.1. Consul doesn't start without them, and the chart's own are left
   * out: they would go when the chart goes, with all routes of the cluster.
   */
  readonly gatewayApi: GatewayApi;

  /**
   * The release of Consul.
   *
   * @default ConsulVersion.V2_0_3
   */
  readonly version?: ConsulVersion;

  /**
   * The name of the datacenter, as Consul calls one mesh: 1 to 63 lowercase letters, digits and `-`.
   *
   * It is written into the servers' data: change it only for a new installation.
   *
   * @default dc1
   */
  readonly datacenter?: string;

  /**
   * How many servers hold the mesh's state: 1, 3, 5 or 7, an odd number because more than half of them must agree. Each needs a
   * node of its own; one alone raises a warning.
   *
   * @default 3
   */
  readonly serverReplicas?: number;

  /**
   * The size of each server's disk in GiB: 1 to 32767.
   *
   * Kubernetes refuses a change once the servers run.
   *
   * @default 10
   */
  readonly serverStorageGib?: number;

  /**
   * The StorageClass of the servers' disks.
   *
   * Kubernetes refuses a change once the servers run.
   *
   * @see https://learn.microsoft.com/azure/aks/concepts-storage#storage-classes
   *
   * @default managed-csi-premium
   */
  readonly serverStorageClass?: string;

  /**
   * What each server asks of its node. The chart's own 200Mi is for trying out.
   *
   * @default - 500m of CPU to 2, 2Gi to 4Gi of memory
   */
  readonly serverResources?: ConsulResources;

  /**
   * How many pods put sidecars into others: 1 to 10. While none answers, no pods are made in namespaces of the mesh.
   *
   * @default 2
   */
  readonly injectorReplicas?: number;

  /**
   * What each of the injector's pods asks of its node.
   *
   * @default - the chart's own: 50m of CPU and 200Mi of memory, and no more
   */
  readonly injectorResources?: ConsulResources;

  /**
   * What each sidecar gets of its node; a `MeshWorkload` overrides it.
   *
   * @default - nothing is kept and nothing limited
   */
  readonly sidecarResources?: SidecarResources;

  /**
   * What sends the traffic of a pod through its sidecar.
   *
   * @default TrafficRedirection.INIT_CONTAINER
   */
  readonly trafficRedirection?: TrafficRedirection;

  /**
   * The lowest version of TLS between workloads in the mesh. Every sidecar speaks 1.3.
   *
   * @default TlsVersion.TLS_1_3
   */
  readonly minimumTlsVersion?: TlsVersion;

  /**
   * Whether pods in the mesh may call only what the mesh knows: services, and what a `MeshEgress` names. A pod can get around it,
   * so it guards against mistakes and not against attackers.
   *
   * @default false
   */
  readonly meshDestinationsOnly?: boolean;

  /**
   * Whether the mesh has a gateway by which pods call the hosts of a `MeshEgress`: two pods of a terminating gateway.
   *
   * @see https://developer.hashicorp.com/consul/docs/north-south/terminating-gateway
   *
   * @default false
   */
  readonly egressGateway?: boolean;

  /**
   * Whether sidecars and gateways serve metrics, and have the annotations `prometheus.io` for Prometheus on their
   * pods: port 20200, path `/metrics`. A `MeshObservability` with metrics needs it.
   *
   * @default false
   */
  readonly metrics?: boolean;

  /**
   * The key that servers encrypt their gossip with.
   *
   * @default - the chart makes one and keeps it in a Secret
   */
  readonly gossipKey?: ConsulSecretKey;

  /**
   * The licence of Consul Enterprise, whose images are installed with it. What only Enterprise has is refused without one.
   *
   * @default - the Community Edition
   */
  readonly enterpriseLicense?: ConsulSecretKey;

  /**
   * Values of the chart `consul`, layered over what this library sets: a key given here wins. What the chart wants as text of YAML
   * (`tolerations`, `nodeSelector`, `affinity`, `annotations`, `topologySpreadConstraints`, `extraConfig` ...) is given as plain
   * data, and printed as text. The chart silently ignores keys that it doesn't know.
   *
   * @see https://github.com/hashicorp/consul-k8s/blob/v2.0.3/charts/consul/values.yaml
   *
   * @default - none
   */
  readonly values?: { [key: string]: any };
}

/** What is known of a Consul that another stack or program installs. */
export interface ConsulMeshAttributes {
  /** The cluster, of the same stack. */
  readonly cluster: IAksCluster;

  /**
   * The namespace of the control plane.
   *
   * @default consul
   */
  readonly rootNamespace?: string;

  /**
   * The labels by which its injector knows the namespaces of the mesh, as `connectInject.namespaceSelector` has them; 1 or more.
   *
   * @default - those of a ConsulMesh: cdktf-aks/mesh is consul
   */
  readonly namespaceLabels?: { [key: string]: string };

  /**
   * What sends the traffic of a pod through its sidecar.
   *
   * @default - not known: Pod Security levels of namespaces are not checked against it
   */
  readonly trafficRedirection?: TrafficRedirection;

  /**
   * Whether it has a terminating gateway for all services (`*`), which a `MeshEgress` needs.
   *
   * @default false
   */
  readonly egressGateway?: boolean;

  /**
   * Whether its sidecars offer metrics (`connectInject.metrics.defaultEnabled`), which a `MeshObservability` with metrics needs.
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
