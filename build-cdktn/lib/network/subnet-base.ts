import type { ITerraformDependable } from 'cdktn';
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
   * The resources that dependents wait for: the subnet and what is attached to it (security group, route table, NAT gateway); empty for a
   * subnet that exists already.
   */
  readonly ready: ITerraformDependable[];

  /**
   * What is known at synth, for checks.
   *
   * @internal
   */
  readonly _facts: SubnetFacts;

  /**
   * How many IPv4 addresses the subnet has for its users: all but the five that Azure keeps. Undefined where the prefix is
   * not known at synth.
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
  /** IPv4 first, then IPv6 if the subnet has both; undefined where not known. */
  readonly prefixes?: string[];
  /** The literal name. */
  readonly subnetName?: string;
  readonly network?: NetworkFacts;
  /** Undefined where not known. */
  readonly delegated?: boolean;
  /** The service that the subnet is delegated to. */
  readonly delegatedTo?: string;
  /** Whether a route table is attached; undefined where not known. */
  readonly routed?: boolean;
  /** Whether that table has a route for everything; undefined where not known. */
  readonly hasDefaultRoute?: boolean;
  /** Whether a NAT gateway is attached; undefined where not known. */
  readonly natGateway?: boolean;
  /** Whether that gateway serves IPv4 alone; undefined where not known. */
  readonly natGatewayIsIpv4Only?: boolean;
  /** The public addresses of that gateway as ranges, if the program creates all of them. */
  readonly natGatewayRanges?: string[];
}

/**
 * What new and imported subnets share.
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
