import type { ISubnet } from '../network/subnet-base';
import type { ClusterOutbound } from './cluster-outbound';
import type { NetworkDataPlane } from './network-data-plane';

/** Options of every cluster network, in your own virtual network or in one that AKS manages. */
export interface NetworkServiceOptions {
  /**
   * The range of the virtual addresses of Services, a /12 to a /28. Nothing that pods talk to may be in it.
   *
   * Changing this replaces the cluster.
   *
   * @default '10.245.0.0/16'
   */
  readonly serviceCidr?: string;

  /**
   * The address of the cluster's DNS Service, within `serviceCidr`, and not its first one.
   *
   * Changing this replaces the cluster.
   *
   * @default - the tenth address of `serviceCidr`
   */
  readonly dnsServiceIp?: string;

  /**
   * The outbound type: how nodes and pods reach the Internet.
   *
   * @default ClusterOutbound.loadBalancer()
   */
  readonly outbound?: ClusterOutbound;
}

/** Options of every cluster network in your own virtual network. */
export interface ClusterNetworkOptions extends NetworkServiceOptions {
  /**
   * The subnet of the nodes. Azure keeps five of its addresses, and upgrades add nodes.
   *
   * Changing this replaces the nodes of all pools.
   */
  readonly nodeSubnet: ISubnet;
}

/** The data plane of Azure CNI networks. */
export interface DataPlaneOptions {
  /**
   * The data plane: it forwards packets and enforces network policies.
   *
   * Changing this replaces the cluster, except for a change to Cilium: that happens in place, and reimages all nodes. If the
   * cluster has another outbound type than the load balancer, azurerm doesn't send the new policy engine, and every apply fails:
   * run `az aks update --network-dataplane cilium` (or `--network-policy calico`, from none) before you apply.
   *
   * @see https://github.com/hashicorp/terraform-provider-azurerm/issues/23339
   * @default NetworkDataPlane.cilium()
   */
  readonly dataPlane?: NetworkDataPlane;

  /**
   * Metrics and flow logs of pods (Advanced Container Networking Services). It has a price for each node hour, and needs
   * Cilium.
   *
   * @see https://learn.microsoft.com/azure/aks/container-network-observability-concepts
   * @default false
   */
  readonly networkObservability?: boolean;

  /**
   * Network policies by DNS name and by HTTP request (Advanced Container Networking Services). It has a price for each node
   * hour, and needs Cilium. Don't combine its HTTP policies with a service mesh: both would handle the same traffic.
   *
   * @see https://learn.microsoft.com/azure/aks/container-network-security-concepts
   * @default false
   */
  readonly networkSecurity?: boolean;
}

/** Options that all Azure CNI networks share. */
export interface AzureCniOptions extends ClusterNetworkOptions, DataPlaneOptions {}

/** IPv6 next to IPv4. */
export interface DualStackOptions {
  /**
   * The IPv6 range of pod addresses.
   *
   * Changing this replaces the cluster.
   *
   * @default 'fd12:3456:789a::/64'
   */
  readonly podIpv6Cidr?: string;

  /**
   * The IPv6 range of Services, a /108 or smaller.
   *
   * Changing this replaces the cluster.
   *
   * @default 'fd12:3456:789a:1::/108'
   */
  readonly serviceIpv6Cidr?: string;
}

/** Addresses of pods in an overlay network. */
export interface OverlayRangeOptions {
  /**
   * The range of pod addresses, outside the virtual network; each node uses a /24 of it, so a /16 serves 256 nodes. Clusters
   * whose pods don't communicate with each other may use the same range.
   *
   * Changing this replaces the cluster.
   *
   * @default '10.244.0.0/16'
   */
  readonly podCidr?: string;

  /**
   * Adds IPv6 addresses to nodes, pods and Services. The node subnet needs an IPv6 prefix. Neither Calico, nor Azure Network
   * Policy Manager, nor a NAT gateway of the Standard SKU supports it; one of the SKU StandardV2 does.
   *
   * Changing this replaces the cluster.
   *
   * @see https://learn.microsoft.com/azure/aks/azure-cni-overlay
   * @default - IPv4 alone
   */
  readonly dualStack?: DualStackOptions;
}

/** Options of Azure CNI Overlay. */
export interface AzureCniOverlayOptions extends AzureCniOptions, OverlayRangeOptions {}

/** Options of Azure CNI Pod Subnet. */
export interface AzureCniPodSubnetOptions extends AzureCniOptions {
  /**
   * The subnet of the pods, of the same network as the nodes' one. AKS hands its addresses to nodes in blocks of 16.
   *
   * Changing this replaces the nodes of all pools.
   */
  readonly podSubnet: ISubnet;
}

/** Options of Azure CNI Node Subnet: pods have addresses of the node subnet. */
export interface AzureCniNodeSubnetOptions extends AzureCniOptions {}

/** Options of a cluster without a CNI plugin of AKS. */
export interface BringYourOwnCniOptions extends ClusterNetworkOptions {
  /**
   * The pod address range of the plugin, which AKS passes to the control plane.
   *
   * Changing this replaces the cluster.
   *
   * @default - not passed; only the plugin knows the range
   */
  readonly podCidr?: string;
}

/** Options of kubenet. */
export interface KubenetOptions extends ClusterNetworkOptions {
  /**
   * The range of pod addresses, outside the virtual network; each node uses a /24 of it.
   *
   * Changing this replaces the cluster.
   *
   * @default '10.244.0.0/16'
   */
  readonly podCidr?: string;

  /**
   * The network policy engine: `NetworkDataPlane.azure()` with Calico or without an engine.
   *
   * Changing this replaces the cluster.
   *
   * @default NetworkDataPlane.azure()
   */
  readonly dataPlane?: NetworkDataPlane;
}

/** The kinds of cluster network in a virtual network that AKS creates. */
export enum ManagedNetworkKind {
  /** Azure CNI Overlay: pods have addresses of their own range. */
  OVERLAY = 'overlay',

  /** Azure CNI Node Subnet: pods have addresses of the virtual network. */
  NODE_SUBNET = 'node-subnet',

  /** kubenet, which AKS retires on 2028-03-31. */
  KUBENET = 'kubenet',
}

/** Options of a cluster network in a virtual network that AKS creates. */
export interface ManagedNetworkOptions extends NetworkServiceOptions, DataPlaneOptions, OverlayRangeOptions {
  /**
   * The kind of network. `NODE_SUBNET` excludes `podCidr` and `dualStack`, `KUBENET` excludes `dualStack` and Cilium.
   *
   * Changing this replaces the cluster, except for a change to `OVERLAY`.
   *
   * @default ManagedNetworkKind.OVERLAY
   */
  readonly kind?: ManagedNetworkKind;
}
