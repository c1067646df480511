import { DataAzurermSubnet } from '@cdktf/provider-azurerm/lib/data-azurerm-subnet';
import type { ITerraformDependable } from 'cdktf';
import type { Construct } from 'constructs';
import { checkLiteral, checkName, checkResourceId, isKnown } from '../core/checks';
import { Faults } from '../core/faults';
import { nameRules } from '../core/names';
import { implementReady } from '../core/ordering';
import { state } from '../core/program/program';
import { checkAddressSpace } from './address-plan';
import { type NetworkIdParts, partsOfNetworkId } from './network-ids';
import { subnetRef } from './network-refs';
import { SubnetBase, type SubnetFacts } from './subnet-base';
import { checkKnownPrefixes, usableAddresses } from './subnet-prefixes';

/** Facts about another program's subnet: the more facts are set, the more is checked at synth. */
export interface SubnetAttributes {
  /**
   * The subnet's ranges, IPv4 first.
   *
   * @default - not known: sizes and overlaps are not checked
   */
  readonly prefixes?: string[];

  /**
   * The network's ranges.
   *
   * @default - not known: overlaps are not checked
   */
  readonly addressSpace?: string[];
}

/** How an existing subnet is found. */
export interface SubnetLookup extends SubnetAttributes {
  /** The subnet's name. */
  readonly subnetName: string;

  /** The network's name. */
  readonly networkName: string;

  /** The network's resource group, by name. */
  readonly resourceGroupName: string;
}

/** @internal */
export class LookedUpSubnet extends SubnetBase {
  public readonly subnetId: string;
  public readonly subnetName: string;
  public readonly ready: ITerraformDependable[] = [];

  /** @internal */
  public readonly _facts: SubnetFacts;

  /** @internal */
  public readonly _usableAddresses: number | undefined;

  public constructor(scope: Construct, id: string, lookup: SubnetLookup) {
    super(scope, id);
    const faults = new Faults(this);
    checkName(faults, 'subnetName', lookup.subnetName, nameRules.subnet);
    checkName(faults, 'networkName', lookup.networkName, nameRules.virtualNetwork);
    checkName(faults, 'resourceGroupName', lookup.resourceGroupName, nameRules.resourceGroup);
    const attributes = checkKnownFacts(faults, lookup);
    faults.throwIfAny();

    const data = new DataAzurermSubnet(this, 'Resource', {
      name: lookup.subnetName,
      virtualNetworkName: lookup.networkName,
      resourceGroupName: lookup.resourceGroupName,
    });
    this.subnetId = data.id;
    this.subnetName = data.name;
    const { networkName, resourceGroupName } = lookup;
    this._facts = knownFacts(lookup, { subnetName: lookup.subnetName, networkName, resourceGroupName });
    this._usableAddresses = usableAddresses(attributes);
    state(this, 'subnet', () => subnetRef(this));
    implementReady(this, () => this.ready);
  }

  public get networkId(): string {
    return partsOfNetworkId(this.subnetId).networkId;
  }
}

/** @internal */
export class ImportedSubnet extends SubnetBase {
  public readonly ready: ITerraformDependable[] = [];

  /** @internal */
  public readonly _facts: SubnetFacts;

  /** @internal */
  public readonly _usableAddresses: number | undefined;

  private readonly parts: NetworkIdParts;

  public constructor(
    scope: Construct,
    id: string,
    public readonly subnetId: string,
    attributes: SubnetAttributes,
  ) {
    super(scope, id);
    const faults = new Faults(this);
    checkResourceId(faults, 'subnetId', subnetId, 'Microsoft.Network/virtualNetworks/subnets');
    const ranges = checkKnownFacts(faults, attributes);
    faults.throwIfAny();

    this.parts = partsOfNetworkId(subnetId);
    this._facts = knownFacts(attributes, isKnown(subnetId) ? this.parts : {});
    this._usableAddresses = usableAddresses(ranges);
    state(this, 'subnet', () => subnetRef(this));
    implementReady(this, () => this.ready);
  }

  public get subnetName(): string {
    return this.parts.subnetName;
  }

  public get networkId(): string {
    return this.parts.networkId;
  }
}

function checkKnownFacts(faults: Faults, { prefixes, addressSpace }: SubnetAttributes) {
  checkLiteral(faults, 'prefixes', prefixes, 'only checks at synth time read it');
  checkLiteral(faults, 'addressSpace', addressSpace, 'only checks at synth time read it');
  if (addressSpace) checkAddressSpace(faults, 'addressSpace', addressSpace);
  return checkKnownPrefixes(faults, prefixes ?? []);
}

function knownFacts(
  attributes: SubnetAttributes,
  names: { subnetName?: string; networkName?: string; resourceGroupName?: string },
): SubnetFacts {
  const { subnetName, networkName, resourceGroupName } = names;
  const { prefixes, addressSpace } = attributes;
  return { prefixes, subnetName, network: { addressSpace, networkName, resourceGroupName } };
}
