import { NetworkSecurityGroup } from '@cdktf/provider-azurerm/lib/network-security-group';
import { Subnet as SubnetResource } from '@cdktf/provider-azurerm/lib/subnet';
import { SubnetNatGatewayAssociation } from '@cdktf/provider-azurerm/lib/subnet-nat-gateway-association';
import { SubnetNetworkSecurityGroupAssociation } from '@cdktf/provider-azurerm/lib/subnet-network-security-group-association';
import { SubnetRouteTableAssociation } from '@cdktf/provider-azurerm/lib/subnet-route-table-association';
import type { ITerraformDependable } from 'cdktf';
import type { Construct } from 'constructs';
import { checkProps, requireProps } from '../core/checked-props';
import { checkName, checkResourceId, checkSameStack, isKnown } from '../core/checks';
import type { Cidr } from '../core/cidr';
import type { Faults } from '../core/faults';
import { derivedName, nameRules } from '../core/names';
import { implementReady } from '../core/ordering';
import type { NatGatewayUse } from '../core/program/facts';
import { state } from '../core/program/program';
import { publicClass } from '../core/public-class';
import { noteUnchecked, warn } from '../core/warnings';
import { ImportedSubnet, LookedUpSubnet, type SubnetAttributes, type SubnetLookup } from './imported-subnet';
import type { NatGateway } from './nat-gateway';
import { subnetRef } from './network-refs';
import type { RouteTable } from './route-table';
import { checkSecurityRules, prioritiesOf, type SecurityRule } from './security-rule';
import { type ISubnet, SubnetBase, type SubnetFacts } from './subnet-base';
import type { SubnetDelegation } from './subnet-delegation';
import { checkPrefixes, usableAddresses } from './subnet-prefixes';
import type { IVirtualNetwork } from './virtual-network-base';
import { checkVpnGatewaySubnet } from './vpn-gateway-subnet';

/**
 * The subnet's policies that apply to its private endpoints.
 *
 * @see https://learn.microsoft.com/azure/private-link/disable-private-endpoint-network-policy
 */
export enum PrivateEndpointPolicies {
  /** Neither security rules nor routes: Azure's own default. */
  DISABLED = 'Disabled',

  /** Security rules and routes. */
  ENABLED = 'Enabled',

  /** Security rules alone. */
  SECURITY_RULES = 'NetworkSecurityGroupEnabled',

  /** Routes alone. */
  ROUTES = 'RouteTableEnabled',
}

/** A subnet's options, regardless of its network. */
export interface SubnetOptions {
  /** The IPv4 range, e.g. `10.0.0.0/20`: inside the network's address space, /29 at least. Azure keeps five addresses. */
  readonly prefix: string;

  /**
   * The IPv6 range of a dual-stack subnet, e.g. `fd00:db8:1::/64`: inside the network's address space, /64 exactly.
   *
   * @default - IPv4 alone
   */
  readonly ipv6Prefix?: string;

  /**
   * The name: 1 to 80 letters, digits, `_`, `.` and `-`, unique in the network.
   *
   * Changing this replaces the subnet.
   *
   * @default - the construct's id in lower case, with hyphens: `ApiServer` gives `api-server`
   */
  readonly subnetName?: string;

  /**
   * The service that the subnet is delegated to.
   *
   * @default - none: what a node subnet, pod subnet or subnet of private endpoints needs
   */
  readonly delegation?: SubnetDelegation;

  /**
   * Rules of the subnet's own network security group. Not together with `securityGroupId`.
   *
   * @default - no security group. AKS keeps one at its nodes' network interfaces and opens it for Services as they come and
   * go; a second one on the subnet doesn't follow. Even without rules it blocks load balancers' clients from the Internet,
   * and pods of an overlay network, whose addresses are not the network's.
   */
  readonly securityRules?: SecurityRule[];

  /**
   * The resource id of an existing network security group. Not together with `securityRules`.
   *
   * @default - none
   */
  readonly securityGroupId?: string;

  /**
   * The routes of traffic from the subnet, e.g. to a firewall. Not together with `routeTableId`.
   *
   * @default - Azure's own routes
   */
  readonly routeTable?: RouteTable;

  /**
   * The resource id of an existing route table. Not together with `routeTable`.
   *
   * @default - Azure's own routes
   */
  readonly routeTableId?: string;

  /**
   * The NAT gateway for outbound traffic. Not together with `natGatewayId`.
   *
   * @default - none
   */
  readonly natGateway?: NatGateway;

  /**
   * The resource id of an existing NAT gateway. Not together with `natGateway`.
   *
   * @default - none
   */
  readonly natGatewayId?: string;

  /**
   * Default outbound access: whether virtual machines without another outbound method use an address of Azure's, which can
   * change. AKS doesn't need it: the nodes' outbound traffic uses a load balancer, a NAT gateway or a firewall.
   *
   * @see https://learn.microsoft.com/azure/virtual-network/ip-services/default-outbound-access
   * @default false
   */
  readonly defaultOutboundAccess?: boolean;

  /**
   * The subnet's policies that apply to its private endpoints. By default, security rules and routes don't apply.
   *
   * @default PrivateEndpointPolicies.DISABLED
   */
  readonly privateEndpointPolicies?: PrivateEndpointPolicies;
}

/** Props of a new subnet. */
export interface SubnetProps extends SubnetOptions {
  /** The network, created or imported in the same stack. The subnet has its resource group, location and tags. */
  readonly network: IVirtualNetwork;
}

/**
 * A subnet of a virtual network, as a separate resource.
 *
 * Its security group, route table and NAT gateway are also attached by separate resources, and the subnet's users wait for them:
 * a cluster that is created before its subnet can reach the Internet fails.
 *
 * @see https://learn.microsoft.com/azure/virtual-network/virtual-network-manage-subnet
 */
export class Subnet extends SubnetBase {
  /** A subnet of another program or stack, found by name; reads it at plan time. */
  public static fromLookup(scope: Construct, id: string, lookup: SubnetLookup): ISubnet {
    return new LookedUpSubnet(scope, id, lookup);
  }

  /**
   * A subnet of another program, by its resource id; reads nothing.
   *
   * @param scope where the import is a child.
   * @param id the construct's id.
   * @param subnetId the subnet's resource id; a token works.
   * @param attributes facts about it that the library checks against; nothing is read from Azure.
   */
  public static fromSubnetId(
    scope: Construct,
    id: string,
    subnetId: string,
    attributes: SubnetAttributes = {},
  ): ISubnet {
    return new ImportedSubnet(scope, id, subnetId, attributes);
  }

  public readonly subnetId: string;
  public readonly subnetName: string;
  public readonly networkId: string;
  public readonly ready: ITerraformDependable[];

  /** The subnet itself, for arguments that this class does not offer. */
  public readonly resource: SubnetResource;

  /** The security group that `securityRules` creates. */
  public readonly securityGroup?: NetworkSecurityGroup;

  /** @internal */
  public readonly _facts: SubnetFacts;

  /** @internal */
  public readonly _usableAddresses: number | undefined;

  public constructor(scope: Construct, id: string, props: SubnetProps) {
    super(scope, id);
    requireProps(this, 'SubnetProps', props);
    const name = props.subnetName ?? hyphenated(id);
    const ranges = this.check(name, props);

    this.resource = this.makeSubnet(name, props);
    this.securityGroup = props.securityRules && this.makeSecurityGroup(name, props, props.securityRules);
    this.subnetId = this.resource.id;
    this.subnetName = this.resource.name;
    this.networkId = props.network.networkId;
    this._facts = factsOf(name, props);
    state(this, 'subnet', () => subnetRef(this, natGatewayOf(props)));
    const { natGateway, network } = props;
    const { location } = network._facts;
    if (natGateway && location !== undefined) {
      const other = { prop: 'natGateway', path: natGateway.node.path, location: natGateway.resource.locationInput };
      state(this, 'place', () => ({ location, others: [other] }));
    }
    this._usableAddresses = usableAddresses(ranges);
    this.ready = [this.resource, ...this.attach(props)];
    this.warnOfOpenPorts(props.securityRules ?? []);
    implementReady(this, () => this.ready);
  }

  /** Throws the faults of the props; if there are none, registers the subnet's addresses. */
  private check(name: string, props: SubnetProps): Cidr[] {
    const ranges = checkProps(this, 'SubnetProps', props, (faults) => {
      checkSameStack(faults, 'network', props.network, this, 'VirtualNetwork.fromLookup');
      checkName(faults, 'subnetName', name, nameRules.subnet);
      props.delegation?._check(faults, 'delegation');
      this.checkAttached(faults, props);
      checkVpnGatewaySubnet(faults, name, props);
      const prefixes = checkPrefixes(faults, props);
      for (const [prop, range] of prefixes) props.network._addresses.check(faults, prop, range);
      return prefixes;
    });
    const plan = props.network._addresses;
    for (const [, range] of ranges) plan.take(`subnet ${this.node.id}`, range);
    if (!plan.isKnown) noteUnchecked(this, "whether the subnet is within its network's address space");
    return ranges.map(([, range]) => range);
  }

  private checkAttached(faults: Faults, props: SubnetProps): void {
    if (props.securityRules && props.securityGroupId !== undefined) {
      const fix = 'Set either the rules or an existing security group.';
      faults.add('securityGroupId', 'must not be set together with securityRules', props.securityGroupId, fix);
    }
    if (props.securityRules && props.network._facts.location === undefined) {
      const fix = 'Pass the location to VirtualNetwork.fromNetworkId, or use VirtualNetwork.fromLookup.';
      faults.add('securityRules', 'can only be used with a network whose location is known', undefined, fix);
    }
    for (const prop of ['routeTable', 'natGateway'] as const) {
      const construct = props[prop];
      if (construct === undefined) continue;
      checkSameStack(faults, prop, construct, this, `use ${prop}Id`);
      if (props[`${prop}Id`] !== undefined) {
        faults.add(`${prop}Id`, `must not be set together with ${prop}`, props[`${prop}Id`], 'Set only one of them.');
      }
    }
    checkSecurityRules(faults, 'securityRules', props.securityRules ?? []);
    checkResourceId(faults, 'securityGroupId', props.securityGroupId, 'Microsoft.Network/networkSecurityGroups');
    checkResourceId(faults, 'routeTableId', props.routeTableId, 'Microsoft.Network/routeTables');
    checkResourceId(faults, 'natGatewayId', props.natGatewayId, 'Microsoft.Network/natGateways');
  }

  private makeSubnet(name: string, props: SubnetProps): SubnetResource {
    const { delegation, network } = props;
    return new SubnetResource(this, 'Resource', {
      name,
      resourceGroupName: network.resourceGroupName,
      virtualNetworkName: network.networkName,
      addressPrefixes: [props.prefix, ...(props.ipv6Prefix === undefined ? [] : [props.ipv6Prefix])],
      defaultOutboundAccessEnabled: props.defaultOutboundAccess ?? false,
      privateEndpointNetworkPolicies: props.privateEndpointPolicies ?? PrivateEndpointPolicies.DISABLED,
      delegation: delegation && [
        {
          name: 'delegation',
          serviceDelegation: { name: delegation.serviceName, actions: delegation.actions },
        },
      ],
    });
  }

  private makeSecurityGroup(name: string, { network }: SubnetProps, rules: SecurityRule[]): NetworkSecurityGroup {
    const { networkName = network.networkName, location = '', tags } = network._facts;
    const priorities = prioritiesOf(rules);
    return new NetworkSecurityGroup(this, 'SecurityGroup', {
      name: derivedName(networkName, name, nameRules.networkPart),
      resourceGroupName: network.resourceGroupName,
      location,
      tags,
      securityRule: rules.map((rule, index) => rule._render(priorities[index])),
    });
  }

  private warnOfOpenPorts(rules: SecurityRule[]): void {
    for (const { _ruleName: name, _openAdministrationPorts: ports } of rules) {
      if (ports.length > 0) warn(this, 'W120', `Rule ${name} opens port ${ports.join(', ')} to the Internet.`);
    }
  }

  private attach(props: SubnetProps): ITerraformDependable[] {
    const { subnetId } = this;
    const networkSecurityGroupId = this.securityGroup?.id ?? props.securityGroupId;
    const { routeTable, natGateway } = props;
    const routeTableId = routeTable?.routeTableId ?? props.routeTableId;
    const natGatewayId = natGatewayOf(props)?.natGatewayId;
    return [
      networkSecurityGroupId &&
        new SubnetNetworkSecurityGroupAssociation(this, 'SecurityGroupAssociation', {
          subnetId,
          networkSecurityGroupId,
        }),
      routeTableId && new SubnetRouteTableAssociation(this, 'RouteTableAssociation', { subnetId, routeTableId }),
      natGatewayId &&
        new SubnetNatGatewayAssociation(this, 'NatGatewayAssociation', {
          subnetId,
          natGatewayId,
          // Without its addresses there is no outbound traffic.
          dependsOn: natGateway?.ready,
        }),
    ].filter((association) => typeof association === 'object');
  }
}

function factsOf(name: string, props: SubnetProps): SubnetFacts {
  const prefixes = [props.prefix, props.ipv6Prefix].filter((text) => text !== undefined);
  return {
    prefixes: prefixes.every(isKnown) ? prefixes : undefined,
    subnetName: isKnown(name) ? name : undefined,
    network: props.network._facts,
    delegated: props.delegation !== undefined,
    delegatedTo: props.delegation?.serviceName,
    routed: props.routeTable !== undefined || props.routeTableId !== undefined,
    hasDefaultRoute: props.routeTable?._hasDefaultRoute,
    natGateway: props.natGateway !== undefined || props.natGatewayId !== undefined,
    natGatewayIsIpv4Only: props.natGateway ? true : undefined,
    natGatewayRanges: props.natGateway?._publicRanges,
  };
}

function natGatewayOf({ natGateway, natGatewayId }: SubnetProps): NatGatewayUse | undefined {
  if (natGateway) return { prop: 'natGateway', natGatewayId: natGateway.resource.id };
  return natGatewayId === undefined ? undefined : { prop: 'natGatewayId', natGatewayId };
}

/** `ApiServer` becomes `api-server`. */
function hyphenated(id: string): string {
  return id.replace(/([a-z0-9])([A-Z])/g, '$1-$2').toLowerCase();
}

publicClass('Subnet', Subnet);
