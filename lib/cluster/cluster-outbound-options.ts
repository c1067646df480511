import type { IContainerRegistry } from '../registry/container-registry-base';

/** Options of outbound traffic through the cluster's load balancer. */
export interface LoadBalancerOutboundOptions {
  /**
   * The number of public IPv4 addresses that AKS creates, 1 to 100. Each has 64,000 ports. Not together with your own addresses.
   *
   * @default - one
   */
  readonly managedIpCount?: number;

  /**
   * The number of public IPv6 addresses that AKS creates for a dual-stack cluster, 1 to 100. Not together with your own
   * addresses.
   *
   * @default - one in a dual-stack cluster
   */
  readonly managedIpv6Count?: number;

  /**
   * Resource ids of your own public IP addresses of the Standard SKU, which partners can allow. The cluster's identity gets
   * the role to use them.
   *
   * @default - none
   */
  readonly publicIpIds?: string[];

  /**
   * Resource ids of your own public IP prefixes. The cluster's identity gets the role to use them.
   *
   * @default - none
   */
  readonly publicIpPrefixIds?: string[];

  /**
   * The number of ports per node, a multiple of 8 up to 64,000; nodes × ports must fit into 64,000 ports per address.
   *
   * @default - Azure divides by the number of nodes: 1,024 up to 50 nodes, fewer with more
   */
  readonly portsPerNode?: number;

  /**
   * After how many idle minutes a connection is dropped, 4 to 100.
   *
   * @default 30
   */
  readonly idleTimeoutMinutes?: number;
}

/** Options of a cluster with outbound type none. */
export interface NoOutboundOptions {
  /**
   * The registry of AKS's own images: Premium, with a private endpoint in the cluster's network and a cache rule
   * `aks-managed-mcr` from `mcr.microsoft.com/*` to `aks-managed-repository/*`. The kubelet identity gets the role to pull before
   * the cluster is created.
   *
   * @default - AKS makes and keeps a registry
   */
  readonly bootstrapRegistry?: IContainerRegistry;
}

/** Options of a cluster whose outbound traffic is routed through a resource that AKS doesn't manage. */
export interface RoutedOutboundOptions {
  /**
   * The public IPv4 ranges that the nodes' traffic comes from, in CIDR notation, e.g. `203.0.113.20/32`: the addresses of the
   * NAT gateway or firewall. A public API server (`ApiServerAccess.publicFrom`) authorizes them too, because nodes reach it
   * from there; with any other API server this is an error.
   *
   * @see https://learn.microsoft.com/azure/aks/api-server-authorized-ip-ranges
   * @default - the addresses of the NAT gateways that the program creates; must be given for a public API server with other
   * gateways, a firewall or an appliance
   */
  readonly egressRanges?: string[];
}

/** Options of outbound traffic through a NAT gateway that AKS creates. */
export interface ManagedNatGatewayOptions {
  /**
   * The number of public IPv4 addresses that AKS creates, 1 to 16. Each has 64,512 ports.
   *
   * @default - Azure's: one
   */
  readonly managedIpCount?: number;

  /**
   * After how many idle minutes a connection is dropped, 4 to 120.
   *
   * @default 4
   */
  readonly idleTimeoutMinutes?: number;
}
