import type { IAksCluster } from '../../cluster/aks-cluster-ref';
import type { GatewayApi } from '../gateways/gateway-api';
import type { TrafficRedirection } from '../sidecars/traffic-redirection';
import type { LinkerdIdentity } from './linkerd-identity';
import type { LinkerdInboundPolicy } from './linkerd-inbound-policy';
import type { LinkerdVersion } from './linkerd-version';

/** What each proxy asks of its node. */
export interface LinkerdProxyResources {
  /**
   * The CPU that is kept for a proxy, as a Kubernetes quantity.
   *
   * @default 100m
   */
  readonly cpuRequest?: string;

  /**
   * The memory that is kept for a proxy, as a Kubernetes quantity.
   *
   * @default 20Mi
   */
  readonly memoryRequest?: string;

  /**
   * The memory at which a proxy is stopped, as a Kubernetes quantity.
   *
   * @default 250Mi
   */
  readonly memoryLimit?: string;
}

/** Props of a mesh of Linkerd. */
export interface LinkerdMeshProps {
  /** The cluster, of the same stack. */
  readonly cluster: IAksCluster;

  /** The release, and with it the channel: an edge release of the project, or a stable one of a vendor. */
  readonly version: LinkerdVersion;

  /** The definitions of the Gateway API, which Linkerd needs: version 1.2.1 to 1.5.1 from edge-26.6.3 and 2.20 on. */
  readonly gatewayApi: GatewayApi;

  /**
   * Where the certificates come from.
   *
   * @default LinkerdIdentity.byTlsProvider()
   */
  readonly identity?: LinkerdIdentity;

  /**
   * The domain of workloads' identities: a DNS name of at most 47 characters. Meshes that are to trust each other have domains
   * of their own.
   *
   * Changing this replaces the certificates; pods don't trust each other until all of them are restarted.
   *
   * @default cluster.local
   */
  readonly trustDomain?: string;

  /**
   * Who may call a pod of the mesh whose port no Server selects. Pods take it over when they start; the annotation
   * `config.linkerd.io/default-inbound-policy` of a namespace or pod template overrides it.
   *
   * @default LinkerdInboundPolicy.ALL_AUTHENTICATED
   */
  readonly defaultInboundPolicy?: LinkerdInboundPolicy;

  /**
   * What sends the traffic of a pod through its proxy.
   *
   * @default TrafficRedirection.INIT_CONTAINER
   */
  readonly trafficRedirection?: TrafficRedirection;

  /**
   * Three pods of each part of the control plane, each on a node of its own, that the cluster schedules before applications.
   * While none of the injector's pods answers, no pods are made in namespaces outside of `kube-system` and `cert-manager`.
   *
   * @see https://linkerd.io/2-edge/features/ha/
   * @default true
   */
  readonly highAvailability?: boolean;

  /**
   * What each proxy asks of its node; an annotation of a pod template overrides it.
   *
   * @default - 100m of CPU, 20Mi to 250Mi of memory
   */
  readonly proxyResources?: LinkerdProxyResources;

  /**
   * Values of the chart `linkerd-control-plane`, layered over what this library sets: a key given here wins. The chart ignores
   * unknown keys silently.
   *
   * @see https://github.com/linkerd/linkerd2/blob/edge-26.8.3/charts/linkerd-control-plane/values.yaml
   *
   * @default - none
   */
  readonly values?: { [key: string]: any };

  /**
   * Values of the chart `linkerd2-cni`, layered over what this library sets. Only with the CNI plugin.
   *
   * @see https://github.com/linkerd/linkerd2/blob/edge-26.8.3/charts/linkerd2-cni/values.yaml
   *
   * @default - none
   */
  readonly cniValues?: { [key: string]: any };
}

/** What is known of a Linkerd that another stack or program installs into the namespace `linkerd`. */
export interface LinkerdMeshAttributes {
  /** The cluster, of the same stack. */
  readonly cluster: IAksCluster;

  /**
   * The domain of workloads' identities.
   *
   * @default cluster.local
   */
  readonly trustDomain?: string;

  /**
   * What sends the traffic of a pod through its proxy.
   *
   * @default - not known: Pod Security levels of namespaces are not checked against it
   */
  readonly trafficRedirection?: TrafficRedirection;
}
