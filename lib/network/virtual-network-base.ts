import type { ITerraformDependable } from 'cdktf';
import { Construct, type IConstruct } from 'constructs';
import { perApp } from '../core/ledger';
import type { AddressPlan } from './address-plan';
import type { NetworkFacts } from './network-facts';
import { Subnet, type SubnetOptions } from './subnet';

/** A virtual network: created here, or imported by name or id. */
export interface IVirtualNetwork extends IConstruct {
  /** The network's resource id. */
  readonly networkId: string;

  /** The network's name. */
  readonly networkName: string;

  /** The network's resource group, by name. */
  readonly resourceGroupName: string;

  /** The resources that dependents wait for; empty for a network that exists already. */
  readonly ready: ITerraformDependable[];

  /**
   * Creates a subnet in the network.
   *
   * Throws if its addresses are not inside the network's or overlap those of another subnet that was added here.
   *
   * @param id the subnet's construct id, a child of the network, e.g. `Nodes`.
   * @param options the subnet's range and attached resources.
   */
  addSubnet(id: string, options: SubnetOptions): Subnet;

  /**
   * Facts that are known at synth, for checks and as defaults of the network's parts.
   *
   * @internal
   */
  readonly _facts: NetworkFacts;

  /** @internal */
  readonly _addresses: AddressPlan;
}

const networksOfApp = perApp((): VirtualNetworkBase[] => []);

/** The networks of the whole program, new and imported. */
export function networksOf(scope: IConstruct): readonly VirtualNetworkBase[] {
  return networksOfApp(scope);
}

/**
 * Base class of new and imported networks.
 *
 * @internal
 */
export abstract class VirtualNetworkBase extends Construct implements IVirtualNetwork {
  public abstract readonly networkId: string;
  public abstract readonly networkName: string;
  public abstract readonly resourceGroupName: string;
  public abstract readonly ready: ITerraformDependable[];

  /** @internal */
  public abstract readonly _facts: NetworkFacts;

  /** @internal */
  public abstract readonly _addresses: AddressPlan;

  public constructor(scope: Construct, id: string) {
    super(scope, id);
    networksOfApp(this).push(this);
  }

  /**
   * Creates a subnet in the network.
   *
   * Throws if its addresses are not inside the network's or overlap those of another subnet that was added here.
   *
   * @param id the subnet's construct id, a child of the network, e.g. `Nodes`.
   * @param options the subnet's range and attached resources.
   */
  public addSubnet(id: string, options: SubnetOptions): Subnet {
    return new Subnet(this, id, { ...options, network: this });
  }
}
