import type { ITerraformDependable } from 'cdktf';
import { Construct, type IConstruct } from 'constructs';
import { checkSameStack } from '../core/checks';
import type { Faults } from '../core/faults';
import type { NetworkFacts } from './network-facts';

/** A subnet: created here, or imported by name or id. */
export interface ISubnet extends IConstruct {
  /** The subnet's resource id. */
  readonly subnetId: string;

  /** The subnet's name. */
  readonly subnetName: string;

  /** The resource id of the network that the subnet is part of. */
  readonly networkId: string;

  /**
   * The resources that dependents wait for: the subnet and the resources attached to it (security group, route table, NAT
   * gateway); empty for an existing subnet.
   */
  readonly ready: ITerraformDependable[];

  /**
   * Facts that are known at synth, for checks.
   *
   * @internal
   */
  readonly _facts: SubnetFacts;

  /**
   * The number of IPv4 addresses that are available in the subnet: all but the five that Azure reserves. Undefined if the prefix
   * is not known at synth.
   *
   * @internal
   */
  readonly _usableAddresses: number | undefined;

  /**
   * A subnet of another stack is a fault: a reference to it would read that stack's state.
   *
   * @internal
   */
  _checkSameStack(faults: Faults, prop: string, user: IConstruct): void;
}

/** @internal */
export interface SubnetFacts {
  /** IPv4 first, then IPv6 if the subnet has both; undefined if unknown. */
  readonly prefixes?: string[];
  /** The literal name. */
  readonly subnetName?: string;
  readonly network?: NetworkFacts;
  /** Undefined if unknown. */
  readonly delegated?: boolean;
  /** The service that the subnet is delegated to. */
  readonly delegatedTo?: string;
  /** Whether a route table is attached; undefined if unknown. */
  readonly routed?: boolean;
  /** Whether that table has a default route; undefined if unknown. */
  readonly hasDefaultRoute?: boolean;
  /** Whether a NAT gateway is attached; undefined if unknown. */
  readonly natGateway?: boolean;
  /** Whether that gateway supports IPv4 only; undefined if unknown. */
  readonly natGatewayIsIpv4Only?: boolean;
  /** The public addresses of that gateway as ranges, if the program creates all of them. */
  readonly natGatewayRanges?: string[];
}

/**
 * Base class of new and imported subnets.
 *
 * @internal
 */
export abstract class SubnetBase extends Construct implements ISubnet {
  public abstract readonly subnetId: string;
  public abstract readonly subnetName: string;
  public abstract readonly networkId: string;
  public abstract readonly ready: ITerraformDependable[];

  /** @internal */
  public abstract readonly _facts: SubnetFacts;

  /** @internal */
  public abstract readonly _usableAddresses: number | undefined;

  /** @internal */
  public _checkSameStack(faults: Faults, prop: string, user: IConstruct): void {
    checkSameStack(faults, prop, this, user, 'Subnet.fromLookup');
  }
}
