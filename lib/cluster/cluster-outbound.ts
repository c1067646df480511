import type {
  KubernetesClusterBootstrapProfile,
  KubernetesClusterNetworkProfile,
} from '@cdktf/provider-azurerm/lib/kubernetes-cluster';
import type { IConstruct } from 'constructs';
import { checkInteger, checkResourceId, checkSameStack, isKnown } from '../core/checks';
import type { Faults } from '../core/faults';
import { publicClass } from '../core/public-class';
import type { ISubnet } from '../network/subnet-base';
import type { IContainerRegistry } from '../registry/container-registry-base';
import type {
  LoadBalancerOutboundOptions,
  ManagedNatGatewayOptions,
  NoOutboundOptions,
  RoutedOutboundOptions,
} from './cluster-outbound-options';

/** @internal */
export interface OutboundContext {
  /** Undefined in a network that AKS creates. */
  readonly nodeSubnet: ISubnet | undefined;
  readonly isDualStack: boolean;
}

type OutboundArguments = Pick<
  KubernetesClusterNetworkProfile,
  'outboundType' | 'loadBalancerProfile' | 'natGatewayProfile'
>;

/**
 * The outbound type: how nodes and pods reach the Internet. Changing the outbound type happens in place.
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
   * Through a NAT gateway that AKS creates, in a network that AKS creates (`ClusterNetwork.managedByAks`).
   *
   * @see https://learn.microsoft.com/azure/aks/nat-gateway
   */
  public static managedNatGateway(options: ManagedNatGatewayOptions = {}): ClusterOutbound {
    return new ManagedNatGatewayOutbound(options);
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
   * The addresses that the control plane's identity must have permission to use.
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
   * The source of AKS's own images in an isolated cluster, if it isn't AKS's own registry.
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
    if (!checkOwnNetwork(faults, nodeSubnet, 'natGateway()', 'managedNatGateway() or loadBalancer()')) return;
    if (nodeSubnet._facts.natGateway === false) {
      const fix = 'Set natGatewayId on the subnet.';
      const must = 'must have a NAT gateway for ClusterOutbound.natGateway()';
      faults.add('nodeSubnet', must, nodeSubnet.node.path, fix);
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

class ManagedNatGatewayOutbound extends ClusterOutbound {
  public readonly _type = 'managedNATGateway';

  public constructor(private readonly options: ManagedNatGatewayOptions) {
    super();
  }

  public _check(faults: Faults, _cluster: IConstruct, { nodeSubnet }: OutboundContext): void {
    const { managedIpCount, idleTimeoutMinutes } = this.options;
    checkInteger(faults, 'outbound.managedIpCount', managedIpCount, 1, 16, 'addresses');
    checkInteger(faults, 'outbound.idleTimeoutMinutes', idleTimeoutMinutes, 4, 120, 'minutes');
    if (!nodeSubnet) return;
    const must = 'must not be managedNatGateway() with a node subnet, whose NAT gateway AKS does not create';
    faults.add('outbound', must, nodeSubnet.node.path, 'Use ClusterOutbound.natGateway().');
  }

  public _render(): OutboundArguments {
    const { managedIpCount, idleTimeoutMinutes } = this.options;
    const isGiven = managedIpCount !== undefined || idleTimeoutMinutes !== undefined;
    const natGatewayProfile = { managedOutboundIpCount: managedIpCount, idleTimeoutInMinutes: idleTimeoutMinutes };
    return { outboundType: this._type, natGatewayProfile: isGiven ? natGatewayProfile : undefined };
  }
}

/** Rejects networks managed by AKS: the resources that the nodes' subnet requires can't be attached to them. */
function checkOwnNetwork(
  faults: Faults,
  nodeSubnet: ISubnet | undefined,
  method: string,
  others: string,
): nodeSubnet is ISubnet {
  if (nodeSubnet) return true;
  faults.add('outbound', `must not be ${method} in a network that AKS creates`, undefined, `Use ${others}.`);
  return false;
}

class UserDefinedRouting extends ClusterOutbound {
  public readonly _type = 'userDefinedRouting';
  public override readonly _egressRanges: string[] | undefined;

  public constructor({ egressRanges }: RoutedOutboundOptions) {
    super();
    this._egressRanges = egressRanges;
  }

  public _check(faults: Faults, _cluster: IConstruct, { nodeSubnet }: OutboundContext): void {
    if (!checkOwnNetwork(faults, nodeSubnet, 'userDefinedRouting()', 'loadBalancer()')) return;
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
