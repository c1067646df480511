import type {
  KubernetesClusterBootstrapProfile,
  KubernetesClusterNetworkProfile,
} from '@cdktn/provider-azurerm/lib/kubernetes-cluster';
import type { IConstruct } from 'constructs';
import { checkInteger, checkResourceId, checkSameStack, isKnown } from '../core/checks';
import type { Faults } from '../core/faults';
import { publicClass } from '../core/public-class';
import type { ISubnet } from '../network/subnet-base';
import type { IContainerRegistry } from '../registry/container-registry-base';

/** Options of outbound traffic through the cluster's load balancer. */
export interface LoadBalancerOutboundOptions {
  /**
   * How many public IPv4 addresses AKS makes, 1 to 100. Each gives 64,000 ports. Not together with addresses of your own.
   *
   * @default - one
   */
  readonly managedIpCount?: number;

  /**
   * How many public IPv6 addresses AKS makes for a dual-stack cluster, 1 to 100. Not together with addresses of your own.
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
   * How many ports each node has, a multiple of 8 up to 64,000; nodes × ports must fit into 64,000 ports an address.
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
   * The registry that AKS's own images come from: Premium, with a private endpoint in the cluster's network and a cache rule
   * `aks-managed-mcr` from `mcr.microsoft.com/*` to `aks-managed-repository/*`. The kubelet identity gets the role to pull
   * before the cluster is made.
   *
   * @default - AKS makes and keeps a registry
   */
  readonly bootstrapRegistry?: IContainerRegistry;
}

/** Options of a cluster whose traffic leaves through something that AKS doesn't manage. */
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

/** @internal */
export interface OutboundContext {
  readonly nodeSubnet: ISubnet;
  readonly isDualStack: boolean;
}

type OutboundArguments = Pick<KubernetesClusterNetworkProfile, 'outboundType' | 'loadBalancerProfile'>;

/**
 * How nodes and pods reach the Internet. Changing from one way to another happens in place.
 *
 * AKS's managed NAT gateway is not among them: it needs a network that AKS makes itself.
 *
 * @see https://learn.microsoft.com/azure/aks/egress-outboundtype
 */
export abstract class ClusterOutbound {
  /**
   * Through a public load balancer that AKS creates. Adding load balancer options in the same apply as the change from another
   * outbound type replaces the cluster: change the outbound type first, apply, and add the options afterwards.
   *
   * @see https://learn.microsoft.com/azure/aks/load-balancer-standard
   */
  public static loadBalancer(options: LoadBalancerOutboundOptions = {}): ClusterOutbound {
    return new LoadBalancerOutbound(options);
  }

  /**
   * By the NAT gateway that is attached to the node subnet (`natGatewayId` of the subnet).
   *
   * @see https://learn.microsoft.com/azure/aks/nat-gateway
   */
  public static natGateway(options: RoutedOutboundOptions = {}): ClusterOutbound {
    return new NatGatewayOutbound(options);
  }

  /**
   * By the route table of the node subnet (`routeTableId` of the subnet), which must have a route for `0.0.0.0/0`, to a
   * firewall that lets AKS's own traffic through.
   *
   * @see https://learn.microsoft.com/azure/aks/egress-udr
   */
  public static userDefinedRouting(options: RoutedOutboundOptions = {}): ClusterOutbound {
    return new UserDefinedRouting(options);
  }

  /**
   * No outbound traffic: AKS sets up no egress, and pulls its own images from a registry within the network. The API server must be
   * private.
   *
   * @see https://learn.microsoft.com/azure/aks/concepts-network-isolated
   */
  public static none(options: NoOutboundOptions = {}): ClusterOutbound {
    return new NoOutbound(options);
  }

  /**
   * What the control plane's identity must be able to use.
   *
   * @internal
   */
  public readonly _addressIds: string[] = [];

  /** @internal */
  public readonly _isIsolated: boolean = false;

  /**
   * Azure's name for it.
   *
   * @internal
   */
  public abstract readonly _type: string;

  /**
   * The public egress ranges that the user declares.
   *
   * @internal
   */
  public readonly _egressRanges: string[] | undefined = undefined;

  /**
   * Where AKS's own images come from in an isolated cluster, if not from a registry of AKS's own.
   *
   * @internal
   */
  public readonly _bootstrapRegistry: IContainerRegistry | undefined = undefined;

  /** @internal */
  public abstract _check(faults: Faults, cluster: IConstruct, context: OutboundContext): void;

  /** @internal */
  public abstract _render(): OutboundArguments;

  /** @internal */
  public _renderBootstrap(): KubernetesClusterBootstrapProfile | undefined {
    return undefined;
  }
}

class LoadBalancerOutbound extends ClusterOutbound {
  public readonly _type = 'loadBalancer';
  public override readonly _addressIds: string[];

  public constructor(private readonly options: LoadBalancerOutboundOptions) {
    super();
    this._addressIds = [...(options.publicIpIds ?? []), ...(options.publicIpPrefixIds ?? [])];
  }

  public _check(faults: Faults, _cluster: IConstruct, { isDualStack }: OutboundContext): void {
    const { managedIpCount, managedIpv6Count, publicIpIds, publicIpPrefixIds, portsPerNode } = this.options;
    checkInteger(faults, 'outbound.managedIpCount', managedIpCount, 1, 100, 'addresses');
    checkInteger(faults, 'outbound.managedIpv6Count', managedIpv6Count, 1, 100, 'addresses');
    checkInteger(faults, 'outbound.idleTimeoutMinutes', this.options.idleTimeoutMinutes, 4, 100, 'minutes');
    checkInteger(faults, 'outbound.portsPerNode', portsPerNode, 8, 64000, 'ports');
    if (isKnown(portsPerNode) && portsPerNode % 8 !== 0) {
      faults.add('outbound.portsPerNode', 'must be a multiple of 8', portsPerNode, 'For example, use 1024.');
    }
    for (const id of publicIpIds ?? [])
      checkResourceId(faults, 'outbound.publicIpIds', id, 'Microsoft.Network/publicIPAddresses');
    for (const id of publicIpPrefixIds ?? []) {
      checkResourceId(faults, 'outbound.publicIpPrefixIds', id, 'Microsoft.Network/publicIPPrefixes');
    }
    const given = { managedIpCount, managedIpv6Count, publicIpIds, publicIpPrefixIds };
    const kinds = Object.entries(given).filter(([, value]) => value !== undefined);
    const mixed = publicIpIds && publicIpPrefixIds ? true : kinds.length > 1 && this._addressIds.length > 0;
    if (mixed) {
      const names = kinds.map(([name]) => name).join(' and ');
      faults.add('outbound', `must not have ${names} together`, undefined, 'Set only one of them.');
    }
    if (managedIpv6Count !== undefined && !isDualStack) {
      const fix = 'Set dualStack, or leave it out.';
      faults.add('outbound.managedIpv6Count', 'can only be used with a dual-stack network', managedIpv6Count, fix);
    }
  }

  public _render(): OutboundArguments {
    const { options } = this;
    const loadBalancerProfile = {
      managedOutboundIpCount: options.managedIpCount,
      managedOutboundIpv6Count: options.managedIpv6Count,
      outboundIpAddressIds: options.publicIpIds,
      outboundIpPrefixIds: options.publicIpPrefixIds,
      outboundPortsAllocated: options.portsPerNode,
      idleTimeoutInMinutes: options.idleTimeoutMinutes,
    };
    const isGiven = Object.values(loadBalancerProfile).some((value) => value !== undefined);
    return { outboundType: this._type, loadBalancerProfile: isGiven ? loadBalancerProfile : undefined };
  }
}

class NatGatewayOutbound extends ClusterOutbound {
  public readonly _type = 'userAssignedNATGateway';
  public override readonly _egressRanges: string[] | undefined;

  public constructor({ egressRanges }: RoutedOutboundOptions) {
    super();
    this._egressRanges = egressRanges;
  }

  public _check(faults: Faults, _cluster: IConstruct, { nodeSubnet, isDualStack }: OutboundContext): void {
    const { path } = nodeSubnet.node;
    if (nodeSubnet._facts.natGateway === false) {
      const fix = 'Set natGatewayId on the subnet.';
      faults.add('nodeSubnet', 'must have a NAT gateway for ClusterOutbound.natGateway()', path, fix);
    }
    if (isDualStack && nodeSubnet._facts.natGatewayIsIpv4Only) {
      // Source: https://learn.microsoft.com/azure/aks/azure-cni-overlay#dual-stack-networking-limitations
      const must = 'must not be a NAT gateway of the Standard SKU in a dual-stack network';
      const fix =
        'Set natGatewayId of a StandardV2 gateway on the subnet, or use loadBalancer() or userDefinedRouting().';
      faults.add('outbound', must, undefined, fix);
    }
  }

  public _render(): OutboundArguments {
    return { outboundType: this._type };
  }
}

class UserDefinedRouting extends ClusterOutbound {
  public readonly _type = 'userDefinedRouting';
  public override readonly _egressRanges: string[] | undefined;

  public constructor({ egressRanges }: RoutedOutboundOptions) {
    super();
    this._egressRanges = egressRanges;
  }

  public _check(faults: Faults, _cluster: IConstruct, { nodeSubnet }: OutboundContext): void {
    if (nodeSubnet._facts.routed !== false) return;
    const fix = 'Set routeTableId on the subnet, of a table with a route for 0.0.0.0/0.';
    const must = 'must have a route table for ClusterOutbound.userDefinedRouting()';
    faults.add('nodeSubnet', must, nodeSubnet.node.path, fix);
  }

  public _render(): OutboundArguments {
    return { outboundType: this._type };
  }
}

class NoOutbound extends ClusterOutbound {
  public readonly _type = 'none';
  public override readonly _isIsolated = true;
  public override readonly _bootstrapRegistry: IContainerRegistry | undefined;

  public constructor({ bootstrapRegistry }: NoOutboundOptions) {
    super();
    this._bootstrapRegistry = bootstrapRegistry;
  }

  public _check(faults: Faults, cluster: IConstruct): void {
    const registry = this._bootstrapRegistry;
    if (registry)
      checkSameStack(faults, 'outbound.bootstrapRegistry', registry, cluster, 'ContainerRegistry.fromLookup');
  }

  public _render(): OutboundArguments {
    return { outboundType: this._type };
  }

  public override _renderBootstrap(): KubernetesClusterBootstrapProfile {
    return { artifactSource: 'Cache', containerRegistryId: this._bootstrapRegistry?.registryId };
  }
}

publicClass('ClusterOutbound', ClusterOutbound);
