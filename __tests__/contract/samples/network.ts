import { AzurermProvider } from '@cdktf/provider-azurerm/lib/provider';
import type { TerraformStack } from 'cdktf';
import {
  AzureCloud,
  type InboundRuleOptions,
  NatGateway,
  type NatGatewayProps,
  type NetworkLinkOptions,
  type OutboundRuleOptions,
  type OwnZonesOptions,
  PeeringGateway,
  PrivateDnsZone,
  type PrivateDnsZoneAttributes,
  type PrivateDnsZoneLookup,
  type PrivateDnsZoneProps,
  PrivateEndpoint,
  PrivateEndpointDns,
  PrivateEndpointPolicies,
  type PrivateEndpointProps,
  PrivateLinkTarget,
  Route,
  type RouteOptions,
  RouteTable,
  type RouteTableProps,
  SecurityRule,
  SecurityRuleProtocol,
  type StaticAddress,
  Subnet,
  type SubnetAttributes,
  SubnetDelegation,
  type SubnetLookup,
  type SubnetOptions,
  type SubnetProps,
  VirtualNetwork,
  type VirtualNetworkAttributes,
  type VirtualNetworkLookup,
  VirtualNetworkPeering,
  type VirtualNetworkPeeringProps,
  type VirtualNetworkProps,
} from '../../../lib';
import { given, type RoomSamples, refused, type StructSamples, struct } from '../support/sample';
import { clusterOn, place, resourceId, somewhere, uuid } from '../support/values';

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

const routeTableProps = { ...place, routeTableName: 'shop', routes: [Route.defaultToFirewall('10.1.0.4')] };
const natGatewayProps = { ...place, natGatewayName: 'shop' };
const zoneName = 'privatelink.blob.core.windows.net';
const zoneId = resourceId('Microsoft.Network/privateDnsZones', zoneName);
const accountId = resourceId('Microsoft.Storage/storageAccounts', 'shop4711');

const subnetSamples: StructSamples<SubnetOptions>['samples'] = {
  prefix: '10.0.16.0/20',
  subnetName: 'pool',
  ipv6Prefix: 'fd00:db8::/64',
  delegation: SubnetDelegation.API_SERVER,
  securityRules: [SecurityRule.allowInbound(inbound)],
  securityGroupId: resourceId('Microsoft.Network/networkSecurityGroups', 'nodes'),
  routeTable: (stack) => new RouteTable(stack, 'Routes', routeTableProps),
  routeTableId: resourceId('Microsoft.Network/routeTables', 'nodes'),
  natGateway: (stack) => new NatGateway(stack, 'Nat', natGatewayProps),
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
  PrivateDnsZoneAttributes: struct<PrivateDnsZoneAttributes>(
    (stack, known) => PrivateDnsZone.fromZoneId(stack, 'Zone', zoneId, known).linkNetwork(network(stack)),
    { provider: otherProvider },
  ),
  NatGatewayProps: struct<NatGatewayProps>(
    (stack, props) => new NatGateway(stack, 'Nat', { ...natGatewayProps, ...props }),
    {
      natGatewayName: 'other',
      tags: { team: 'web' },
      publicIpCount: 2,
      publicIpIds: [resourceId('Microsoft.Network/publicIPAddresses', 'shop')],
      publicIpPrefixIds: [resourceId('Microsoft.Network/publicIPPrefixes', 'shop')],
      idleTimeoutMinutes: 10,
      zone: '1',
    },
  ),
  OwnZonesOptions: struct<OwnZonesOptions>(
    (stack, options) => {
      const network = { ...somewhere(stack), networkName: 'shop', addressSpace: ['10.0.0.0/16'] };
      const subnet = new VirtualNetwork(stack, 'Network', network).addSubnet('Endpoints', { prefix: '10.0.0.0/24' });
      endpoint(stack, { ...somewhere(stack), subnet, dns: PrivateEndpointDns.ownZones(options) });
    },
    {
      resourceGroupName: 'rg-dns',
      cloud: AzureCloud.CHINA,
      perNetwork: refused(true, 'dns.resourceGroupName must be set together with perNetwork'),
    },
  ),
  PrivateDnsZoneLookup: struct<PrivateDnsZoneLookup>((stack, lookup) =>
    PrivateDnsZone.fromLookup(stack, 'Zone', { zoneName, resourceGroupName: 'rg-dns', ...lookup }),
  ),
  PrivateDnsZoneProps: struct<PrivateDnsZoneProps>(
    (stack, { networks = [network(stack)], ...props }) =>
      new PrivateDnsZone(stack, 'Zone', { zoneName, resourceGroupName: 'rg-dns', networks, ...props }),
    {
      zoneName: 'privatelink.azurecr.io',
      resourceGroupName: 'rg-other',
      tags: { team: 'web' },
      internetFallback: true,
      networks: given({ networks: [] }, (stack) => [network(stack)]),
    },
  ),
  PrivateEndpointProps: struct<PrivateEndpointProps>(endpoint, {
    endpointName: 'other',
    resourceGroupName: 'rg-other',
    tags: { team: 'web' },
    target: PrivateLinkTarget.storageFile(accountId),
    dns: PrivateEndpointDns.writtenElsewhere(),
    staticAddresses: [{ address: '10.0.0.4' }],
    manualApprovalMessage: 'The shop asks.',
    networkInterfaceName: 'other-nic',
    connectionName: 'other',
    zoneGroupName: 'other',
  }),
  NetworkLinkOptions: struct<NetworkLinkOptions>(
    (stack, options) =>
      new PrivateDnsZone(stack, 'Zone', { zoneName: 'corp.example', resourceGroupName: 'rg-dns' }).linkNetwork(
        network(stack),
        options,
      ),
    { linkName: 'other', internetFallback: true, registersMachines: true },
  ),
  RouteOptions: struct<RouteOptions>((stack, options) => {
    const route = Route.toInternet({ routeName: 'out', destination: 'Storage', ...options });
    return new RouteTable(stack, 'Routes', { ...routeTableProps, routes: [route] });
  }),
  RouteTableProps: struct<RouteTableProps>(
    (stack, props) => new RouteTable(stack, 'Routes', { ...routeTableProps, ...props }),
    { routeTableName: 'other', tags: { team: 'web' }, gatewayRoutes: false },
  ),
  StaticAddress: struct<StaticAddress>(
    (stack, address) => endpoint(stack, { staticAddresses: [{ address: '10.0.0.4', ...address }] }),
    { address: '10.0.0.5', memberName: 'default' },
  ),
  VirtualNetworkPeeringProps: struct<VirtualNetworkPeeringProps>(
    (stack, props) => {
      const space = { addressSpace: ['10.1.0.0/16'] };
      const remoteNetwork = VirtualNetwork.fromNetworkId(stack, 'Hub', networkId, space);
      return new VirtualNetworkPeering(stack, 'Peering', { network: network(stack), remoteNetwork, ...props });
    },
    {
      peeringName: 'forth',
      remotePeeringName: 'back',
      forwardedTraffic: true,
      gateway: PeeringGateway.OF_NETWORK,
      remoteSide: false,
      remoteProvider: otherProvider,
    },
  ),
  // What is known of an imported thing is there to be checked against.
  SubnetAttributes: struct<SubnetAttributes>(
    (stack, known) => clusterOn(stack, Subnet.fromSubnetId(stack, 'Nodes', `${networkId}/subnets/nodes`, known)),
    {
      prefixes: refused(['10.0.0.0/29'], /must have/),
      addressSpace: refused(['10.240.0.0/12'], 'must not overlap'),
    },
  ),
  VirtualNetworkAttributes: struct<VirtualNetworkAttributes>(
    (stack, known) =>
      VirtualNetwork.fromNetworkId(stack, 'Network', networkId, known).addSubnet('Nodes', { prefix: '10.0.0.0/20' }),
    {
      addressSpace: refused(['10.1.0.0/16'], 'must be within'),
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
    { addressSpace: refused(['10.1.0.0/16'], 'must be within') },
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
  const found = stack.node.tryFindChild('Network') as VirtualNetwork | undefined;
  return found ?? new VirtualNetwork(stack, 'Network', networkProps);
}

function endpoint(stack: TerraformStack, props: Partial<PrivateEndpointProps>): PrivateEndpoint {
  return new PrivateEndpoint(stack, 'Endpoint', {
    ...place,
    endpointName: 'shop',
    subnet: props.subnet ?? network(stack).addSubnet('Endpoints', { prefix: '10.0.0.0/24' }),
    target: PrivateLinkTarget.storageBlob(accountId),
    ...props,
  });
}

function otherProvider(stack: TerraformStack): AzurermProvider {
  return new AzurermProvider(stack, 'Other', { alias: 'other', subscriptionId: uuid(1), features: [{}] });
}

function subnetWith(stack: TerraformStack, rule: SecurityRule): Subnet {
  return network(stack).addSubnet('Nodes', { prefix: '10.0.0.0/20', securityRules: [rule] });
}
