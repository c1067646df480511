import { TerraformStack, TerraformVariable } from 'cdktf';
import * as fc from 'fast-check';
import {
  PrivateEndpointPolicies,
  SecurityRule,
  Subnet,
  SubnetDelegation,
  type SubnetOptions,
  VirtualNetwork,
} from '../../lib';
import { Faults } from '../../lib/core/faults';
import { azureStack, errorOf, Planned, testApp } from '../support/planned';

const networkProps = { resourceGroupName: 'rg-shop', location: 'westeurope', networkName: 'shop' };
const of = (type: string) => `/subscriptions/s/resourceGroups/rg/providers/Microsoft.Network/${type}/x`;
const subnetId = `${of('virtualNetworks')}/subnets/nodes`;

function network(stack = azureStack(), addressSpace = ['10.0.0.0/16', 'fd00:db8::/48']): VirtualNetwork {
  return new VirtualNetwork(stack, 'Network', { ...networkProps, addressSpace, tags: { team: 'web' } });
}

function planned(options: SubnetOptions): Planned {
  return Planned.by((stack) => {
    network(stack).addSubnet('Nodes', options);
  });
}

function errorFor(options: SubnetOptions): string {
  return errorOf(() => network().addSubnet('Nodes', options));
}

test('a subnet is one resource of its own, without a security group', () => {
  const found = planned({ prefix: '10.0.0.0/20' });
  expect(found.one('azurerm_subnet')).toEqual({
    name: 'nodes',
    resource_group_name: 'rg-shop',
    virtual_network_name: expect.stringMatching(/^\$\{azurerm_virtual_network\.Network_\w+\.name\}$/),
    address_prefixes: ['10.0.0.0/20'],
    default_outbound_access_enabled: false,
    private_endpoint_network_policies: 'Disabled',
  });
  expect(Object.keys(found.json.resource).sort()).toEqual(['azurerm_subnet', 'azurerm_virtual_network']);
  expect(found.one('azurerm_virtual_network').subnet).toBeUndefined();
});

test('the name comes from the id, or from its prop', () => {
  const names = Planned.by((stack) => {
    const shop = network(stack);
    shop.addSubnet('ApiServer', { prefix: '10.0.0.0/24' });
    shop.addSubnet('Bastion', { prefix: '10.0.1.0/24', subnetName: 'AzureBastionSubnet' });
  }).all('azurerm_subnet');
  expect(Object.values(names).map(({ name }) => name)).toEqual(['api-server', 'AzureBastionSubnet']);
});

test('every optional prop reaches the subnet', () => {
  const found = planned({
    prefix: '10.0.0.0/20',
    ipv6Prefix: 'fd00:db8:0:1::/64',
    delegation: SubnetDelegation.APPLICATION_GATEWAY,
    defaultOutboundAccess: true,
    privateEndpointPolicies: PrivateEndpointPolicies.SECURITY_RULES,
  });
  expect(found.one('azurerm_subnet')).toMatchObject({
    address_prefixes: ['10.0.0.0/20', 'fd00:db8:0:1::/64'],
    default_outbound_access_enabled: true,
    private_endpoint_network_policies: 'NetworkSecurityGroupEnabled',
    delegation: [
      {
        name: 'delegation',
        service_delegation: {
          name: 'Microsoft.Network/applicationGateways',
          actions: ['Microsoft.Network/virtualNetworks/subnets/join/action'],
        },
      },
    ],
  });
});

test.each([
  [SubnetDelegation.API_SERVER, 'Microsoft.ContainerService/managedClusters'],
  [SubnetDelegation.TRAFFIC_CONTROLLER, 'Microsoft.ServiceNetworking/trafficControllers'],
  [SubnetDelegation.of('Microsoft.DBforPostgreSQL/flexibleServers'), 'Microsoft.DBforPostgreSQL/flexibleServers'],
])('delegation %#', (delegation, name) => {
  expect(planned({ prefix: '10.0.0.0/24', delegation }).one('azurerm_subnet').delegation[0].service_delegation).toEqual(
    {
      name,
      actions: ['Microsoft.Network/virtualNetworks/subnets/join/action'],
    },
  );
});

test('a delegation can name its actions, and hands out copies of them', () => {
  const actions = ['Microsoft.Network/networkinterfaces/*'];
  const delegation = SubnetDelegation.of('Microsoft.Web/serverFarms', actions);
  delegation.actions.push('more');
  expect(delegation.actions).toEqual(actions);
});

describe('what is attached', () => {
  test('rules make a group in the place and with the tags of the network', () => {
    const rule = SecurityRule.allowInbound({ ruleName: 'https', sources: ['10.0.0.0/8'], ports: ['443'] });
    const found = planned({ prefix: '10.0.0.0/20', securityRules: [rule] });
    expect(found.one('azurerm_network_security_group')).toMatchObject({
      name: 'shop-nodes',
      resource_group_name: 'rg-shop',
      location: 'westeurope',
      tags: { team: 'web' },
      security_rule: [{ name: 'https' }],
    });
    expect(found.one('azurerm_subnet_network_security_group_association')).toEqual({
      subnet_id: expect.stringMatching(/^\$\{azurerm_subnet\.Network_Nodes_\w+\.id\}$/),
      network_security_group_id: expect.stringMatching(/^\$\{azurerm_network_security_group\.\w+\.id\}$/),
    });
  });

  test('an existing group, route table and NAT gateway are attached by their ids', () => {
    const found = planned({
      prefix: '10.0.0.0/20',
      securityGroupId: of('networkSecurityGroups'),
      routeTableId: of('routeTables'),
      natGatewayId: of('natGateways'),
    });
    expect(found.all('azurerm_network_security_group')).toEqual({});
    expect([
      found.one('azurerm_subnet_network_security_group_association').network_security_group_id,
      found.one('azurerm_subnet_route_table_association').route_table_id,
      found.one('azurerm_subnet_nat_gateway_association').nat_gateway_id,
    ]).toEqual([of('networkSecurityGroups'), of('routeTables'), of('natGateways')]);
  });

  test('what waits for the subnet waits for all of it', () => {
    const found = Planned.by((stack) => {
      const shop = network(stack);
      const nodes = shop.addSubnet('Nodes', {
        prefix: '10.0.0.0/20',
        securityRules: [],
        routeTableId: of('routeTables'),
        natGatewayId: of('natGateways'),
      });
      shop.addSubnet('Gateway', { prefix: '10.0.16.0/24' }).node.addDependency(nodes);
    });
    expect(found.one('azurerm_subnet', 'Gateway').depends_on).toEqual([
      expect.stringMatching(/^azurerm_subnet\.Network_Nodes_/),
      expect.stringMatching(/^azurerm_subnet_nat_gateway_association\./),
      expect.stringMatching(/^azurerm_subnet_network_security_group_association\./),
      expect.stringMatching(/^azurerm_subnet_route_table_association\./),
    ]);
  });

  test('rules and an existing group are one too many', () => {
    expect(errorFor({ prefix: '10.0.0.0/20', securityRules: [], securityGroupId: of('networkSecurityGroups') })).toBe(
      "Subnet 'platform/Network/Nodes': securityGroupId must not be set together with securityRules, " +
        `got ${of('networkSecurityGroups')}. Set either the rules or an existing security group.`,
    );
  });

  test.each<[string, Partial<SubnetOptions>]>([
    ['natGatewayId', { natGatewayId: of('natGateways') }],
    ['securityGroupId', { securityGroupId: of('networkSecurityGroups') }],
    ['securityRules', { securityRules: [] }],
  ])('the subnet of VPN gateways has no %s', (prop, options) => {
    expect(errorFor({ subnetName: 'GatewaySubnet', prefix: '10.0.0.0/26', ...options })).toBe(
      `Subnet 'platform/Network/Nodes': ${prop} must not be set for GatewaySubnet, where Azure doesn't support it. ` +
        'Leave it out, or rename the subnet if it has no VPN or ExpressRoute gateway.',
    );
  });

  test.each([
    ['securityGroupId', 'networkSecurityGroups'],
    ['routeTableId', 'routeTables'],
    ['natGatewayId', 'natGateways'],
  ])('%s must be the id of its kind', (prop, kind) => {
    expect(errorFor({ prefix: '10.0.0.0/20', [prop]: subnetId })).toBe(
      `Subnet 'platform/Network/Nodes': ${prop} must be the resource id of a Microsoft.Network/${kind}, got ${subnetId}. ` +
        `It has the form /subscriptions/SUBSCRIPTION/resourceGroups/GROUP/providers/Microsoft.Network/${kind}/NAME.`,
    );
  });
});

describe('addresses', () => {
  test.each<[string, Partial<SubnetOptions>, string]>([
    [
      'outside of the network',
      { prefix: '10.1.0.0/20' },
      "prefix must be within the network's address space (10.0.0.0/16, fd00:db8::/48), got 10.1.0.0/20. For example, use 10.0.0.0/20.",
    ],
    [
      'larger than the network',
      { prefix: '10.0.0.0/15' },
      "prefix must be within the network's address space (10.0.0.0/16, fd00:db8::/48), got 10.0.0.0/15. Use a free range of the address space.",
    ],
    [
      'too small',
      { prefix: '10.0.0.0/30' },
      'prefix must not be smaller than /29 (Azure reserves five addresses in each subnet), got 10.0.0.0/30. For example, use 10.0.0.0/24.',
    ],
    [
      'too small for the API server',
      { prefix: '10.0.0.0/29', delegation: SubnetDelegation.API_SERVER },
      'prefix must not be smaller than /28 (the AKS API server needs a /28), got 10.0.0.0/29. For example, use 10.0.0.0/28.',
    ],
    [
      'too small for Application Gateway for Containers',
      { prefix: '10.0.0.0/25', delegation: SubnetDelegation.TRAFFIC_CONTROLLER },
      'prefix must not be smaller than /24 (Application Gateway for Containers needs 250 free addresses), got 10.0.0.0/25. For example, use 10.0.0.0/24.',
    ],
    [
      'of the wrong family',
      { prefix: 'fd00:db8::/64' },
      'prefix must be an IPv4 range, got fd00:db8::/64. Use ipv6Prefix for an IPv6 range.',
    ],
    [
      'of the wrong family, the other way round',
      { ipv6Prefix: '10.0.16.0/20' },
      'ipv6Prefix must be an IPv6 range, got 10.0.16.0/20. Use prefix for an IPv4 range.',
    ],
    [
      'an IPv6 range of another size than Azure takes',
      { ipv6Prefix: 'fd00:db8::/56' },
      'ipv6Prefix must not be larger than /64 (Azure supports no other IPv6 subnet size), got fd00:db8::/56. For example, use fd00:db8:1::/64.',
    ],
    [
      'an IPv6 range outside of the network',
      { ipv6Prefix: 'fd00:db9::/64' },
      "ipv6Prefix must be within the network's address space (10.0.0.0/16, fd00:db8::/48), got fd00:db9::/64. Use a free range of the address space.",
    ],
    [
      'no delegation of that form',
      { delegation: SubnetDelegation.of('managedClusters') },
      'delegation must be a service as PROVIDER/TYPE, got managedClusters. For example, use SubnetDelegation.API_SERVER.',
    ],
    [
      'no name for Azure',
      { subnetName: '-nodes' },
      'subnetName must have 1 to 80 characters: letters, digits, _ . and -, with a letter or digit first and a letter, digit or _ last, got -nodes. For example, use nodes.',
    ],
  ])('%s', (_, options, message) => {
    expect(errorFor({ prefix: '10.0.0.0/20', ...options })).toBe(`Subnet 'platform/Network/Nodes': ${message}`);
  });

  test('the API server never has addresses that AKS uses inside', () => {
    const shop = network(azureStack(), ['172.16.0.0/12']);
    const options = { prefix: '172.31.0.0/24', delegation: SubnetDelegation.API_SERVER };
    expect(errorOf(() => shop.addSubnet('ApiServer', options))).toBe(
      "Subnet 'platform/Network/ApiServer': prefix must not overlap 172.31.0.0/16, which AKS reserves, " +
        'got 172.31.0.0/24. For example, use 10.0.0.0/16.',
    );
  });

  test('two subnets must not overlap, and the next free range is told', () => {
    const shop = network();
    shop.addSubnet('Nodes', { prefix: '10.0.0.0/20', ipv6Prefix: 'fd00:db8::/64' });
    shop.addSubnet('Gateway', { prefix: '10.0.16.0/24' });
    const error = errorOf(() => shop.addSubnet('Pods', { prefix: '10.0.0.0/18', ipv6Prefix: 'fd00:db8::/64' }));
    expect(error.split('\n')).toEqual([
      "Subnet 'platform/Network/Pods' has 3 faults:",
      '- prefix must not overlap subnet Nodes (10.0.0.0/20), got 10.0.0.0/18. For example, use 10.0.64.0/18.',
      '- prefix must not overlap subnet Gateway (10.0.16.0/24), got 10.0.0.0/18. For example, use 10.0.64.0/18.',
      '- ipv6Prefix must not overlap subnet Nodes (fd00:db8::/64), got fd00:db8::/64. Use a free range of the address space.',
    ]);
  });

  test('a network that is full says so', () => {
    const shop = network(azureStack(), ['10.0.0.0/24']);
    shop.addSubnet('Nodes', { prefix: '10.0.0.0/24' });
    expect(errorOf(() => shop.addSubnet('Pods', { prefix: '10.0.0.0/26' }))).toBe(
      "Subnet 'platform/Network/Pods': prefix must not overlap subnet Nodes (10.0.0.0/24), got 10.0.0.0/26. " +
        'Use a free range of the address space.',
    );
  });

  test('whatever subnets there are, the range that an error tells is free', () => {
    const prefixes = fc.tuple(fc.nat(255), fc.integer({ min: 24, max: 29 })).map(([at, length]) => {
      const size = 2 ** (32 - length);
      return `10.0.0.${Math.floor(at / size) * size}/${length}`;
    });
    fc.assert(
      fc.property(fc.array(prefixes, { minLength: 2, maxLength: 12 }), (wanted) => {
        const shop = network(azureStack(), ['10.0.0.0/24']);
        wanted.forEach((prefix, index) => {
          try {
            shop.addSubnet(`Wanted${index}`, { prefix });
          } catch (error) {
            const free = /For example, use (\S+)\.$/m.exec((error as Error).message);
            if (free) shop.addSubnet(`Told${index}`, { prefix: free[1] });
          }
        });
      }),
      { numRuns: 50 },
    );
  });

  test('a refused subnet takes no addresses', () => {
    const shop = network();
    errorOf(() => shop.addSubnet('Nodes', { prefix: '10.0.0.0/20', subnetName: '-' }));
    expect(shop.addSubnet('Others', { prefix: '10.0.0.0/20' })._facts.subnetName).toBe('others');
  });

  test('a prefix that is known at deployment alone is not checked', () => {
    const found = Planned.by((stack) => {
      const prefix = new TerraformVariable(stack, 'Prefix', { type: 'string' }).stringValue;
      const nodes = network(stack).addSubnet('Nodes', { prefix });
      expect([nodes._facts.prefixes, nodes._usableAddresses]).toEqual([undefined, undefined]);
    });
    expect(found.one('azurerm_subnet').address_prefixes).toEqual(['${var.Prefix}']);
  });
});

test('a made subnet tells what checks need', () => {
  const nodes = network().addSubnet('Nodes', { prefix: '10.0.0.0/24', ipv6Prefix: 'fd00:db8::/64' });
  expect(nodes._usableAddresses).toBe(251);
  expect(nodes._facts).toEqual({
    prefixes: ['10.0.0.0/24', 'fd00:db8::/64'],
    subnetName: 'nodes',
    network: { ...networkProps, addressSpace: ['10.0.0.0/16', 'fd00:db8::/48'], tags: { team: 'web' }, isOwn: true },
    delegated: false,
    delegatedTo: undefined,
    routed: false,
    natGateway: false,
    natGatewayRanges: undefined,
  });
  const attached = { routeTableId: of('routeTables'), natGatewayId: of('natGateways') };
  const api = { prefix: '10.0.1.0/24', delegation: SubnetDelegation.API_SERVER, ...attached };
  expect(network().addSubnet('ApiServer', api)._facts).toMatchObject({
    delegated: true,
    delegatedTo: 'Microsoft.ContainerService/managedClusters',
    routed: true,
    natGateway: true,
  });
});

describe('imports', () => {
  test('a subnet that is looked up is read by its names', () => {
    const found = Planned.by((stack) => {
      const lookup = { subnetName: 'nodes', networkName: 'hub', resourceGroupName: 'rg-hub' };
      const nodes = Subnet.fromLookup(stack, 'Nodes', {
        ...lookup,
        prefixes: ['10.9.0.0/24'],
        addressSpace: ['10.9.0.0/16'],
      });
      expect(nodes._usableAddresses).toBe(251);
      expect(nodes._facts).toEqual({
        prefixes: ['10.9.0.0/24'],
        subnetName: 'nodes',
        network: { addressSpace: ['10.9.0.0/16'], networkName: 'hub', resourceGroupName: 'rg-hub' },
      });
      stack.addOverride('locals', { id: nodes.subnetId, name: nodes.subnetName, network: nodes.networkId });
    });
    expect(Object.values(found.allData('azurerm_subnet'))).toEqual([
      { name: 'nodes', virtual_network_name: 'hub', resource_group_name: 'rg-hub' },
    ]);
    expect(found.all('azurerm_subnet')).toEqual({});
  });

  test('the network of a looked-up subnet is part of its id', () => {
    const found = Planned.by((stack) => {
      const lookup = { subnetName: 'nodes', networkName: 'hub', resourceGroupName: 'rg-hub' };
      const nodes = Subnet.fromLookup(stack, 'Nodes', lookup);
      VirtualNetwork.fromNetworkId(stack, 'Hub', nodes.networkId, { location: 'westeurope' });
      new VirtualNetwork(stack, 'Network', {
        ...networkProps,
        addressSpace: ['10.0.0.0/16'],
        tags: { hub: nodes.networkId },
      });
    });
    expect(found.one('azurerm_virtual_network').tags.hub).toMatch(
      /^\$\{join\("\/", slice\(split\("\/", data\.azurerm_subnet\.Nodes_\w+\.id\), 0, 9\)\)\}$/,
    );
  });

  test('a subnet by its id is all text', () => {
    const nodes = Subnet.fromSubnetId(azureStack(), 'Nodes', subnetId, { prefixes: ['10.9.0.0/24', 'fd00::/64'] });
    expect([nodes.subnetId, nodes.subnetName, nodes.networkId, nodes.ready]).toEqual([
      subnetId,
      'nodes',
      of('virtualNetworks'),
      [],
    ]);
    expect([nodes._usableAddresses, nodes._facts.delegated]).toEqual([251, undefined]);
  });

  test('without a known range nothing is said of sizes', () => {
    const nodes = Subnet.fromSubnetId(azureStack(), 'Nodes', subnetId);
    expect([nodes._usableAddresses, nodes._facts.prefixes]).toEqual([undefined, undefined]);
  });

  test('wrong ids and ranges are refused together', () => {
    const known = { prefixes: ['10.9.0.0/24', '10.9.0.0/25'], addressSpace: ['10.9'] };
    const error = errorOf(() => Subnet.fromSubnetId(azureStack(), 'Nodes', of('virtualNetworks'), known));
    expect(error.split('\n')).toEqual([
      "ImportedSubnet 'platform/Nodes' has 3 faults:",
      `- subnetId must be the resource id of a Microsoft.Network/virtualNetworks/subnets, got ${of('virtualNetworks')}. It has the form ` +
        '/subscriptions/SUBSCRIPTION/resourceGroups/GROUP/providers/Microsoft.Network/virtualNetworks/NAME/subnets/NAME.',
      '- addressSpace[0] must be an address range in CIDR notation, got 10.9. For example, use 10.0.0.0/16.',
      '- prefixes[1] must not overlap prefixes[0] (10.9.0.0/24), got 10.9.0.0/25. For example, use 10.244.0.0/25.',
    ]);
  });
});

describe('another stack', () => {
  test('a subnet is not made in a network of another stack', () => {
    const app = testApp();
    const shop = network(azureStack(app));
    const other = new TerraformStack(app, 'other');
    expect(errorOf(() => new Subnet(other, 'Nodes', { network: shop, prefix: '10.0.0.0/24' }))).toBe(
      "Subnet 'other/Nodes': network must be in the same stack (other), got platform/Network. " +
        'Import it into other (VirtualNetwork.fromLookup).',
    );
  });

  test('who uses a subnet of another stack can say so', () => {
    const app = testApp();
    const nodes = network(azureStack(app)).addSubnet('Nodes', { prefix: '10.0.0.0/24' });
    const faults = new Faults(new TerraformStack(app, 'other'));
    nodes._checkSameStack(faults, 'nodeSubnet', nodes);
    nodes._checkSameStack(faults, 'nodeSubnet', app.node.findChild('other'));
    expect(faults.messages()).toEqual([
      "TerraformStack 'other': nodeSubnet must be in the same stack (other), got platform/Network/Nodes. " +
        'Import it into other (Subnet.fromLookup).',
    ]);
  });
});
