import type { IAksCluster } from '../../cluster/aks-cluster-ref';
import type { GatewayApi } from '../gateways/gateway-api';
import type { TrafficRedirection } from '../sidecars/traffic-redirection';
import type { LinkerdIdentity } from './linkerd-identity';
import type { LinkerdInboundPolicy } from './linkerd-inbound-policy';
import type { LinkerdVersion } from './linkerd-version';

/** Resource requests and limits of each proxy. */
export interface LinkerdProxyResources {
  /**
   * The CPU reserved for a proxy, as a Kubernetes quantity.
   *
   * @default 100m
   */
  readonly cpuRequest?: string;

  /**
   * The memory reserved for a proxy, as a Kubernetes quantity.
   *
   * @default 20Mi
   */
  readonly memoryRequest?: string;

  /**
   * A proxy's memory limit, at which it is killed, as a Kubernetes quantity.
   *
   * @default 250Mi
   */
  readonly memoryLimit?: string;
}

/** Props of a Linkerd mesh. */
export interface LinkerdMeshProps {
  /** The cluster, in the same stack. */
  readonly cluster: IAksCluster;

  /** The release and its channel: an edge release of the Linkerd project or a vendor's stable release. */
  readonly version: LinkerdVersion;

  /** The Gateway API, which Linkerd requires: version 1.2.1 to 1.5.1 from edge-26.6.3 and 2.20 on. */
  readonly gatewayApi: GatewayApi;

  /**
   * The source of the certificates.
   *
   * @default LinkerdIdentity.byTlsProvider()
   */
  readonly identity?: LinkerdIdentity;

  /**
   * The domain of workloads' identities: a DNS name of at most 47 characters. Meshes that trust each other need different
   * domains.
   *
   * Changing this replaces the certificates; pods don't trust each other until all are restarted.
   *
   * @default cluster.local
   */
  readonly trustDomain?: string;

  /**
   * The callers allowed on pod ports that no Server selects. Applies to pods when they start; the annotation
   * `config.linkerd.io/default-inbound-policy` of a namespace or pod template overrides it.
   *
   * @default LinkerdInboundPolicy.ALL_AUTHENTICATED
   */
  readonly defaultInboundPolicy?: LinkerdInboundPolicy;

  /**
   * How a pod's traffic is redirected to its proxy.
   *
   * @default TrafficRedirection.INIT_CONTAINER
   */
  readonly trafficRedirection?: TrafficRedirection;

  /**
   * Whether each control plane component has three pods on different nodes, scheduled before applications. If true, pods can't be
   * created in namespaces other than `kube-system` and `cert-manager` while no injector pod is available.
   *
   * @see https://linkerd.io/2-edge/features/ha/
   * @default true
   */
  readonly highAvailability?: boolean;

  /**
   * Resource requests and limits of each proxy; pod template annotations override them.
   *
   * @default - CPU request 100m, memory request 20Mi and limit 250Mi
   */
  readonly proxyResources?: LinkerdProxyResources;

  /**
   * Values of the chart `linkerd-control-plane`, merged over the library's values: these keys take precedence. The chart silently
   * ignores unknown keys.
   *
   * @see https://github.com/linkerd/linkerd2/blob/edge-26.8.3/charts/linkerd-control-plane/values.yaml
   *
   * @default - none
   */
  readonly values?: { [key: string]: any };

  /**
   * Values of the chart `linkerd2-cni`, merged over the library's values. Only with the CNI plugin.
   *
   * @see https://github.com/linkerd/linkerd2/blob/edge-26.8.3/charts/linkerd2-cni/values.yaml
   *
   * @default - none
   */
  readonly cniValues?: { [key: string]: any };
}

/** Attributes of a Linkerd mesh that another stack or program installs in the namespace `linkerd`. */
export interface LinkerdMeshAttributes {
  /** The cluster, in the same stack. */
  readonly cluster: IAksCluster;

  /**
   * The domain of workloads' identities.
   *
   * @default cluster.local
   */
  readonly trustDomain?: string;

  /**
   * How a pod's traffic is redirected to its proxy.
   *
   * @default - unknown: Pod Security levels of namespaces are not checked against it
   */
  readonly trafficRedirection?: TrafficRedirection;
}
