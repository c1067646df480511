import type { TerraformStack } from 'cdktf';
import {
  type InboundRuleOptions,
  type KnownSubnet,
  type KnownVirtualNetwork,
  type OutboundRuleOptions,
  PrivateEndpointPolicies,
  SecurityRule,
  SecurityRuleProtocol,
  Subnet,
  SubnetDelegation,
  type SubnetLookup,
  type SubnetOptions,
  type SubnetProps,
  VirtualNetwork,
  type VirtualNetworkLookup,
  type VirtualNetworkProps,
} from '../../../lib';
import { given, type RoomSamples, refused, struct } from '../support/sample';
import { clusterOn, place, resourceId } from '../support/values';

const networkId = resourceId('Microsoft.Network/virtualNetworks', 'shop');

const networkProps = { ...place, networkName: 'shop', addressSpace: ['10.0.0.0/16', 'fd00:db8::/48'] };
const inbound = { ruleName: 'allow-web', sources: ['203.0.113.0/24'] };
const outbound = { ruleName: 'allow-out', destinations: ['Internet'] };

const ruleSamples = {
  ports: ['443'],
  protocol: given({ ports: ['443'] }, SecurityRuleProtocol.TCP),
  priority: 200,
  description: 'From the partner.',
};

const subnetSamples = {
  prefix: '10.0.16.0/20',
  subnetName: 'pool',
  ipv6Prefix: 'fd00:db8::/64',
  delegation: SubnetDelegation.API_SERVER,
  securityRules: [SecurityRule.allowInbound(inbound)],
  securityGroupId: resourceId('Microsoft.Network/networkSecurityGroups', 'nodes'),
  routeTableId: resourceId('Microsoft.Network/routeTables', 'nodes'),
  natGatewayId: resourceId('Microsoft.Network/natGateways', 'nodes'),
  defaultOutboundAccess: true,
  privateEndpointPolicies: PrivateEndpointPolicies.ENABLED,
};

/** How each struct of network reaches the output, and a value other than the default for each optional prop. */
export const samples: RoomSamples = {
  InboundRuleOptions: struct<InboundRuleOptions>(
    (stack, options) => subnetWith(stack, SecurityRule.allowInbound({ ...inbound, ...options })),
    { ...ruleSamples, destinations: ['10.0.0.4'] },
  ),
  OutboundRuleOptions: struct<OutboundRuleOptions>(
    (stack, options) => subnetWith(stack, SecurityRule.denyOutbound({ ...outbound, ...options })),
    { ...ruleSamples, sources: ['10.0.0.4'] },
  ),
  // What is known of an imported thing is there to be checked against.
  KnownSubnet: struct<KnownSubnet>(
    (stack, known) => clusterOn(stack, Subnet.fromSubnetId(stack, 'Nodes', `${networkId}/subnets/nodes`, known)),
    {
      prefixes: refused(['10.0.0.0/29'], /must have/),
      addressSpace: refused(['10.240.0.0/12'], 'must not overlap'),
    },
  ),
  KnownVirtualNetwork: struct<KnownVirtualNetwork>(
    (stack, known) =>
      VirtualNetwork.fromNetworkId(stack, 'Network', networkId, known).addSubnet('Nodes', { prefix: '10.0.0.0/20' }),
    {
      addressSpace: refused(['10.1.0.0/16'], 'must be inside'),
      location: refused('', 'location'),
    },
  ),
  SubnetLookup: struct<SubnetLookup>(
    (stack, lookup) => {
      const names = { subnetName: 'nodes', networkName: 'shop', resourceGroupName: 'rg-shop' };
      return clusterOn(stack, Subnet.fromLookup(stack, 'Nodes', { ...names, ...lookup }));
    },
    {
      prefixes: refused(['10.0.0.0/29'], /must have/),
      addressSpace: refused(['10.240.0.0/12'], 'must not overlap'),
    },
  ),
  SubnetOptions: struct<SubnetOptions>(
    (stack, options) => network(stack).addSubnet('Nodes', { prefix: '10.0.0.0/20', ...options }),
    subnetSamples,
  ),
  SubnetProps: struct<SubnetProps>(
    (stack, { network: owner = network(stack), ...props }) =>
      new Subnet(stack, 'Nodes', { network: owner, prefix: '10.0.0.0/20', ...props }),
    subnetSamples,
  ),
  VirtualNetworkLookup: struct<VirtualNetworkLookup>(
    (stack, lookup) => {
      const names = { networkName: 'shop', resourceGroupName: 'rg-shop' };
      const found = VirtualNetwork.fromLookup(stack, 'Network', { ...names, ...lookup });
      return found.addSubnet('Nodes', { prefix: '10.0.0.0/20' });
    },
    { addressSpace: refused(['10.1.0.0/16'], 'must be inside') },
  ),
  VirtualNetworkProps: struct<VirtualNetworkProps>(
    (stack, props) => new VirtualNetwork(stack, 'Network', { ...networkProps, ...props }),
    {
      addressSpace: ['10.1.0.0/16'],
      ddosProtectionPlanId: resourceId('Microsoft.Network/ddosProtectionPlans', 'shop'),
      dnsServers: ['10.0.0.4'],
      networkName: 'other',
      tags: { team: 'web' },
    },
  ),
};

function network(stack: TerraformStack): VirtualNetwork {
  return new VirtualNetwork(stack, 'Network', networkProps);
}

function subnetWith(stack: TerraformStack, rule: SecurityRule): Subnet {
  return network(stack).addSubnet('Nodes', { prefix: '10.0.0.0/20', securityRules: [rule] });
}
