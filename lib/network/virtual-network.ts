import { VirtualNetwork as VirtualNetworkResource } from '@cdktf/provider-azurerm/lib/virtual-network';
import type { ITerraformDependable } from 'cdktf';
import type { Construct } from 'constructs';
import type { AzureResourceProps } from '../core/azure-resource-props';
import { checkProps, requireProps } from '../core/checked-props';
import { checkName, checkPlace, checkResourceId, isKnown } from '../core/checks';
import { type Cidr, isAddress } from '../core/cidr';
import type { Faults } from '../core/faults';
import { nameRules } from '../core/names';
import { implementReady } from '../core/ordering';
import { state } from '../core/program/program';
import { publicClass } from '../core/public-class';
import { warn } from '../core/warnings';
import { AddressPlan, checkAddressSpace } from './address-plan';
import {
  ImportedVirtualNetwork,
  LookedUpVirtualNetwork,
  type VirtualNetworkAttributes,
  type VirtualNetworkLookup,
} from './imported-virtual-network';
import type { NetworkFacts } from './network-facts';
import { networkRef } from './network-refs';
import { isPrivate } from './reserved-ranges';
import { type IVirtualNetwork, VirtualNetworkBase } from './virtual-network-base';

/** Props of a new virtual network. */
export interface VirtualNetworkProps extends AzureResourceProps {
  /**
   * The name: 2 to 64 letters, digits, `_`, `.` and `-`, unique in the resource group. For a cluster with an overlay network
   * at most 63.
   *
   * Changing this replaces the network.
   *
   * @see https://learn.microsoft.com/azure/aks/azure-cni-overlay
   */
  readonly networkName: string;

  /**
   * The ranges of the network, e.g. `10.0.0.0/16`, and for dual stack an IPv6 range as well. They must not overlap each other,
   * Azure's reserved ranges or the ranges of peered networks.
   *
   * @see https://learn.microsoft.com/azure/virtual-network/virtual-networks-faq
   */
  readonly addressSpace: string[];

  /**
   * Addresses of the network's DNS servers, which nodes and pods use too. They must resolve Azure's private
   * zones, for example by forwarding to 168.63.129.16.
   *
   * @default - Azure's own DNS
   */
  readonly dnsServers?: string[];

  /**
   * The resource id of a DDoS protection plan, which covers the public addresses of the network. One plan serves a whole
   * tenant and costs a fixed sum a month.
   *
   * @see https://azure.microsoft.com/pricing/details/ddos-protection/
   * @default - Azure's infrastructure protection
   */
  readonly ddosProtectionPlanId?: string;
}

/**
 * A virtual network. Subnets are resources of their own, so that other programs can add theirs.
 *
 * @see https://learn.microsoft.com/azure/virtual-network/virtual-networks-overview
 */
export class VirtualNetwork extends VirtualNetworkBase {
  /** A network of another program or stack, found by name; reads it at plan time. */
  public static fromLookup(scope: Construct, id: string, lookup: VirtualNetworkLookup): IVirtualNetwork {
    return new LookedUpVirtualNetwork(scope, id, lookup);
  }

  /**
   * A network of another program, by its resource id; reads nothing.
   *
   * @param scope where the import is a child.
   * @param id the construct's id.
   * @param networkId the network's resource id; a token works.
   * @param attributes facts about it that the library checks against; nothing is read from Azure.
   */
  public static fromNetworkId(
    scope: Construct,
    id: string,
    networkId: string,
    attributes: VirtualNetworkAttributes = {},
  ): IVirtualNetwork {
    return new ImportedVirtualNetwork(scope, id, networkId, attributes);
  }

  public readonly networkId: string;
  public readonly networkName: string;
  public readonly resourceGroupName: string;
  public readonly ready: ITerraformDependable[];

  /** The network itself, for arguments that this class does not offer. */
  public readonly resource: VirtualNetworkResource;

  /** @internal */
  public readonly _facts: NetworkFacts;

  /** @internal */
  public readonly _addresses: AddressPlan;

  public constructor(scope: Construct, id: string, props: VirtualNetworkProps) {
    super(scope, id);
    requireProps(this, 'VirtualNetworkProps', props);
    const { networkName, resourceGroupName, location, tags, ddosProtectionPlanId } = props;
    const space = checkProps(this, 'VirtualNetworkProps', props, (faults) => check(faults, props));
    this._addresses = new AddressPlan(space);

    this.resource = new VirtualNetworkResource(this, 'Resource', {
      name: networkName,
      resourceGroupName,
      location,
      tags,
      addressSpace: props.addressSpace,
      dnsServers: props.dnsServers,
      ddosProtectionPlan: ddosProtectionPlanId === undefined ? undefined : { id: ddosProtectionPlanId, enable: true },
    });
    this.networkId = this.resource.id;
    this.networkName = this.resource.name;
    this.resourceGroupName = resourceGroupName;
    this._facts = { addressSpace: props.addressSpace, networkName, resourceGroupName, location, tags, isOwn: true };
    this.ready = [this.resource];
    this.warnOfPublicRanges(space ?? []);
    state(this, 'network', () => ({
      ...networkRef(this, { networkId: this.networkId, facts: this._facts }),
      dnsServers: this.resource.dnsServersInput,
      isEncrypted: this.resource.encryptionInput !== undefined,
    }));
    implementReady(this, () => this.ready);
  }

  private warnOfPublicRanges(space: Cidr[]): void {
    for (const { text } of space.filter((range) => !isPrivate(range))) {
      warn(this, 'W121', `addressSpace has public addresses (${text}); the network can't reach their owners.`);
    }
  }
}

function check(faults: Faults, props: VirtualNetworkProps): Cidr[] | undefined {
  checkPlace(faults, props);
  checkName(faults, 'networkName', props.networkName, nameRules.virtualNetwork);
  checkResourceId(faults, 'ddosProtectionPlanId', props.ddosProtectionPlanId, 'Microsoft.Network/ddosProtectionPlans');
  for (const server of (isKnown(props.dnsServers) ? props.dnsServers : []).filter(isKnown)) {
    if (!isAddress(server)) faults.add('dnsServers', 'must be addresses', server, 'For example, use 10.0.0.4.');
  }
  const given = props.addressSpace as string[] | undefined;
  if (given === undefined || given.length === 0) {
    faults.add('addressSpace', 'must have a range', given, 'For example, use 10.0.0.0/16.');
  }
  return isKnown(given) ? checkAddressSpace(faults, 'addressSpace', given) : undefined;
}

publicClass('VirtualNetwork', VirtualNetwork);
