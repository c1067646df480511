import {
  VirtualNetworkPeering as PeeringResource,
  type VirtualNetworkPeeringConfig,
} from '@cdktf/provider-azurerm/lib/virtual-network-peering';
import type { ITerraformDependable, TerraformProvider } from 'cdktf';
import { Construct } from 'constructs';
import { checkProps } from '../core/checked-props';
import { checkName, checkOneOf, checkSameStack, isKnown } from '../core/checks';
import type { Faults } from '../core/faults';
import { derivedName, nameRules } from '../core/names';
import { implementReady } from '../core/ordering';
import { state } from '../core/program/program';
import { publicClass } from '../core/public-class';
import { comparableText } from '../core/resolve';
import { noteUnchecked } from '../core/warnings';
import { networkRef } from './network-refs';
import type { IVirtualNetwork } from './virtual-network-base';

/** The VPN or ExpressRoute gateway that both networks of a peering use. */
export enum PeeringGateway {
  /** That of `network`. */
  OF_NETWORK = 'network',

  /** That of `remoteNetwork`. */
  OF_REMOTE_NETWORK = 'remoteNetwork',
}

/** Props of a peering. */
export interface VirtualNetworkPeeringProps {
  /**
   * The one network, created or imported in the same stack.
   *
   * Changing this replaces the peering.
   */
  readonly network: IVirtualNetwork;

  /**
   * The other network, created or imported in the same stack (`VirtualNetwork.fromNetworkId` for another subscription). Both have
   * no address in common.
   *
   * Changing this replaces the peering.
   */
  readonly remoteNetwork: IVirtualNetwork;

  /**
   * The name of the side of `network`: 2 to 80 letters, digits, `_`, `.` and `-`, unique in the network.
   *
   * Changing this replaces the peering.
   *
   * @default - the networks' names: `hub-to-shop`
   */
  readonly peeringName?: string;

  /**
   * The name of the side of `remoteNetwork`.
   *
   * Changing this replaces the peering.
   *
   * @default - the networks' names: `shop-to-hub`
   */
  readonly remotePeeringName?: string;

  /**
   * Whether both networks accept traffic that the other one forwards: from a firewall, or from networks behind it.
   *
   * @default false
   */
  readonly forwardedTraffic?: boolean;

  /**
   * The gateway that both networks use. It must exist, and the other network must have none.
   *
   * @default - each its own, if it has one
   */
  readonly gateway?: PeeringGateway;

  /**
   * Whether the peering of `remoteNetwork` is created too; if not, its owner creates it, and there is no traffic until then.
   *
   * @default true
   */
  readonly remoteSide?: boolean;

  /**
   * An azurerm provider of the subscription of `remoteNetwork`, where that is another one. Not without `remoteSide`.
   *
   * @default - the stack's own
   */
  readonly remoteProvider?: TerraformProvider;
}

/** The arguments that only one side has. */
type SideArguments = Pick<
  VirtualNetworkPeeringConfig,
  'name' | 'useRemoteGateways' | 'allowGatewayTransit' | 'provider' | 'dependsOn'
>;

/**
 * A peering of two networks, with both sides: traffic is routed between them.
 *
 * @see https://learn.microsoft.com/azure/virtual-network/virtual-network-peering-overview
 */
export class VirtualNetworkPeering extends Construct {
  /** The resources that dependents wait for: both sides. */
  public readonly ready: ITerraformDependable[];

  /** The side of `network`, for arguments that this class does not offer. */
  public readonly resource: PeeringResource;

  /** The peering of `remoteNetwork`, if it is created here. */
  public readonly remoteResource?: PeeringResource;

  public constructor(
    scope: Construct,
    id: string,
    private readonly props: VirtualNetworkPeeringProps,
  ) {
    super(scope, id);
    checkProps(this, 'VirtualNetworkPeeringProps', props, (faults) => this.check(faults));
    this.notePeering();

    const { network, remoteNetwork, gateway, peeringName, remotePeeringName, remoteSide = true } = props;
    const usesRemote = gateway === PeeringGateway.OF_REMOTE_NETWORK;
    const offersOwn = gateway === PeeringGateway.OF_NETWORK;
    const makeRemote = (after?: PeeringResource[]) =>
      this.side('Remote', remoteNetwork, network, {
        name: remotePeeringName ?? nameOf(remoteNetwork, network),
        useRemoteGateways: offersOwn,
        allowGatewayTransit: usesRemote,
        provider: props.remoteProvider,
        dependsOn: after,
      });
    // A gateway can be used once the other side offers it.
    if (remoteSide && usesRemote) this.remoteResource = makeRemote();
    this.resource = this.side('Resource', network, remoteNetwork, {
      name: peeringName ?? nameOf(network, remoteNetwork),
      useRemoteGateways: usesRemote,
      allowGatewayTransit: offersOwn,
      dependsOn: this.remoteResource && [this.remoteResource],
    });
    if (remoteSide && !usesRemote) this.remoteResource = makeRemote([this.resource]);
    const user = usesRemote ? network : remoteNetwork;
    if (gateway !== undefined) {
      state(this, 'remoteGateway', () => ({
        network: networkRef(this, { networkId: user.networkId, facts: user._facts }),
      }));
    }
    this.ready = this.remoteResource ? [this.resource, this.remoteResource] : [this.resource];
    implementReady(this, () => this.ready);
  }

  private side(id: string, from: IVirtualNetwork, to: IVirtualNetwork, own: SideArguments): PeeringResource {
    const { addressSpace } = to._facts;
    return new PeeringResource(this, id, {
      ...own,
      resourceGroupName: from.resourceGroupName,
      virtualNetworkName: from.networkName,
      remoteVirtualNetworkId: to.networkId,
      allowVirtualNetworkAccess: true,
      allowForwardedTraffic: this.props.forwardedTraffic ?? false,
      // Routes don't follow an address space that grows, unless the peering is updated with it.
      triggers: isKnown(addressSpace) ? { remote_address_space: addressSpace.join(',') } : undefined,
    });
  }

  private check(faults: Faults): void {
    const { network, remoteNetwork, gateway, remoteSide = true, remoteProvider } = this.props;
    checkSameStack(faults, 'network', network, this, 'VirtualNetwork.fromLookup');
    checkSameStack(faults, 'remoteNetwork', remoteNetwork, this, 'VirtualNetwork.fromLookup');
    checkOneOf(faults, 'gateway', gateway, Object.values(PeeringGateway));
    for (const prop of ['peeringName', 'remotePeeringName'] as const) {
      const name = this.props[prop];
      if (name !== undefined) checkName(faults, prop, name, nameRules.networkPart);
    }
    const noSide = 'must not be set together without remoteSide';
    if (!remoteSide && remoteProvider) faults.add('remoteProvider', noSide, undefined, 'Remove one of them.');
    if (!remoteSide && this.props.remotePeeringName !== undefined) {
      faults.add('remotePeeringName', noSide, this.props.remotePeeringName, 'Remove one of them.');
    }
    this.checkOther(faults);
    this.checkAddresses(faults);
  }

  private notePeering(): void {
    const { network, remoteNetwork } = this.props;
    network._addresses.peer(idOf(remoteNetwork), remoteNetwork.node.path, remoteNetwork._addresses);
    remoteNetwork._addresses.peer(idOf(network), network.node.path, network._addresses);
  }

  private checkOther(faults: Faults): void {
    const { network, remoteNetwork } = this.props;
    if (idOf(network) === idOf(remoteNetwork)) {
      faults.add('remoteNetwork', 'must be another network', remoteNetwork.node.path, 'Set the network to connect to.');
    } else if (network._addresses.isPeeredWith(idOf(remoteNetwork))) {
      const fix = 'One VirtualNetworkPeering creates both sides: remove this one.';
      faults.add('remoteNetwork', 'must not be peered with the network already', remoteNetwork.node.path, fix);
    }
  }

  private checkAddresses(faults: Faults): void {
    const { network, remoteNetwork } = this.props;
    const [own, theirs] = [network._addresses, remoteNetwork._addresses];
    if (idOf(network) === idOf(remoteNetwork)) return;
    if (!own.isKnown || !theirs.isKnown) noteUnchecked(this, 'whether the address spaces of the networks overlap');
    own.checkPeer(faults, 'remoteNetwork', network.node.path, theirs);
    theirs.checkPeer(faults, 'network', remoteNetwork.node.path, own, false);
  }
}

function idOf(network: IVirtualNetwork): string {
  return comparableText(network, network.networkId);
}

function nameOf(from: IVirtualNetwork, to: IVirtualNetwork): string {
  const [own, theirs] = [from, to].map((network) => network._facts.networkName ?? network.networkName);
  return derivedName(own, `to-${theirs}`, nameRules.networkPart);
}

publicClass('VirtualNetworkPeering', VirtualNetworkPeering);
