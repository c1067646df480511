import { DataAzurermVirtualNetwork } from '@cdktf/provider-azurerm/lib/data-azurerm-virtual-network';
import type { ITerraformDependable } from 'cdktf';
import type { Construct } from 'constructs';
import { checkLiteral, checkName, checkResourceId, isKnown } from '../core/checks';
import { Faults } from '../core/faults';
import { nameRules } from '../core/names';
import { implementReady } from '../core/ordering';
import { state } from '../core/program/program';
import { AddressPlan, checkAddressSpace } from './address-plan';
import type { NetworkFacts } from './network-facts';
import { type NetworkIdParts, partsOfNetworkId } from './network-ids';
import { networkRef } from './network-refs';
import { VirtualNetworkBase } from './virtual-network-base';

/** Facts about another program's network: the more facts are set, the more is checked at synth. */
export interface VirtualNetworkAttributes {
  /**
   * The network's ranges.
   *
   * @default - not known: whether subnets are inside is not checked
   */
  readonly addressSpace?: string[];

  /**
   * The Azure region, e.g. `westeurope`. A subnet with `securityRules` needs it.
   *
   * @default - not known; read at plan time for a network that is looked up
   */
  readonly location?: string;
}

/** How an existing network is found. */
export interface VirtualNetworkLookup {
  /** The network's name. */
  readonly networkName: string;

  /** Its resource group, by name. */
  readonly resourceGroupName: string;

  /**
   * The network's ranges.
   *
   * @default - not known at synth: whether subnets are inside is not checked
   */
  readonly addressSpace?: string[];
}

/** @internal */
export class LookedUpVirtualNetwork extends VirtualNetworkBase {
  public readonly networkId: string;
  public readonly networkName: string;
  public readonly resourceGroupName: string;
  public readonly ready: ITerraformDependable[] = [];

  /** @internal */
  public readonly _facts: NetworkFacts;

  /** @internal */
  public readonly _addresses: AddressPlan;

  public constructor(scope: Construct, id: string, lookup: VirtualNetworkLookup) {
    super(scope, id);
    const { networkName, resourceGroupName } = lookup;
    const faults = new Faults(this);
    checkName(faults, 'networkName', networkName, nameRules.virtualNetwork);
    checkName(faults, 'resourceGroupName', resourceGroupName, nameRules.resourceGroup);
    this._addresses = planOf(faults, lookup.addressSpace);
    faults.throwIfAny();

    const data = new DataAzurermVirtualNetwork(this, 'Resource', { name: networkName, resourceGroupName });
    this.networkId = data.id;
    this.networkName = data.name;
    this.resourceGroupName = resourceGroupName;
    this._facts = factsOf(lookup.addressSpace, { networkName, resourceGroupName }, data.location);
    state(this, 'network', () => networkRef(this, { networkId: this.networkId, facts: this._facts }));
    implementReady(this, () => this.ready);
  }
}

/** @internal */
export class ImportedVirtualNetwork extends VirtualNetworkBase {
  public readonly ready: ITerraformDependable[] = [];

  /** @internal */
  public readonly _facts: NetworkFacts;

  /** @internal */
  public readonly _addresses: AddressPlan;

  private readonly parts: NetworkIdParts;

  public constructor(
    scope: Construct,
    id: string,
    public readonly networkId: string,
    attributes: VirtualNetworkAttributes,
  ) {
    super(scope, id);
    const faults = new Faults(this);
    checkResourceId(faults, 'networkId', networkId, 'Microsoft.Network/virtualNetworks');
    if (attributes.location !== undefined) checkName(faults, 'location', attributes.location, nameRules.location);
    this._addresses = planOf(faults, attributes.addressSpace);
    faults.throwIfAny();

    this.parts = partsOfNetworkId(networkId);
    this._facts = factsOf(attributes.addressSpace, isKnown(networkId) ? this.parts : {}, attributes.location);
    state(this, 'network', () => networkRef(this, { networkId: this.networkId, facts: this._facts }));
    implementReady(this, () => this.ready);
  }

  public get networkName(): string {
    return this.parts.networkName;
  }

  public get resourceGroupName(): string {
    return this.parts.resourceGroupName;
  }
}

function planOf(faults: Faults, addressSpace: string[] | undefined): AddressPlan {
  checkLiteral(faults, 'addressSpace', addressSpace, 'only checks at synth time read it');
  return new AddressPlan(isKnown(addressSpace) ? checkAddressSpace(faults, 'addressSpace', addressSpace) : undefined);
}

function factsOf(
  addressSpace: string[] | undefined,
  { networkName, resourceGroupName }: { networkName?: string; resourceGroupName?: string },
  location: string | undefined,
): NetworkFacts {
  return { addressSpace, networkName, resourceGroupName, location };
}
