import { Route, RouteTable, type RouteTableProps, VirtualNetwork } from '../../lib';
import { azureStack, errorOf, Planned } from '../support/planned';

const place = { resourceGroupName: 'rg-shop', location: 'westeurope' };
const base: RouteTableProps = { ...place, routeTableName: 'shop', routes: [Route.defaultToFirewall('10.1.0.4')] };
const to = (routeName: string, destination: string) => ({ routeName, destination });

test('routes are one resource with the table, and the subnet waits for them', () => {
  const found = Planned.by((stack) => {
    const routeTable = new RouteTable(stack, 'Routes', {
      ...base,
      tags: { team: 'net' },
      gatewayRoutes: false,
      routes: [
        ...base.routes,
        Route.toInternet(to('monitor', 'AzureMonitor')),
        Route.toAppliance('10.1.0.5', to('office', '192.168.0.0/16')),
        Route.toGateway(to('branch', '192.168.1.0/24')),
        Route.toNetwork(to('own', '10.0.0.0/16')),
        Route.drop(to('nowhere', '10.9.0.0/16')),
      ],
    });
    const network = new VirtualNetwork(stack, 'Network', {
      ...place,
      networkName: 'shop',
      addressSpace: ['10.0.0.0/16'],
    });
    const nodes = network.addSubnet('Nodes', { prefix: '10.0.0.0/20', routeTable });
    expect([nodes._facts.routed, nodes._facts.hasDefaultRoute]).toEqual([true, true]);
    expect(nodes.ready).toHaveLength(2);
  });
  const { route, ...table } = found.one('azurerm_route_table');
  expect(table).toEqual({
    name: 'shop',
    resource_group_name: 'rg-shop',
    location: 'westeurope',
    tags: { team: 'net' },
    bgp_route_propagation_enabled: false,
  });
  expect(route.map((each: { [name: string]: string }) => Object.values(each))).toEqual([
    ['0.0.0.0/0', 'default', '10.1.0.4', 'VirtualAppliance'],
    ['AzureMonitor', 'monitor', null, 'Internet'],
    ['192.168.0.0/16', 'office', '10.1.0.5', 'VirtualAppliance'],
    ['192.168.1.0/24', 'branch', null, 'VirtualNetworkGateway'],
    ['10.0.0.0/16', 'own', null, 'VnetLocal'],
    ['10.9.0.0/16', 'nowhere', null, 'None'],
  ]);
  expect(found.one('azurerm_subnet_route_table_association').route_table_id).toMatch(
    /^\$\{azurerm_route_table\.Routes_\w+\.id\}$/,
  );
});

test.each([
  [[], "routes must have a route, got []. For example, use Route.defaultToFirewall('10.1.0.4')."],
  [
    [Route.defaultToFirewall('firewall')],
    'routes[0].address must be an IPv4 address, got firewall. For example, use 10.1.0.4.',
  ],
  [
    [Route.drop(to('x', '10.0.0.1/16'))],
    'routes[0].destination must be the first address of its range, got 10.0.0.1/16. Use 10.0.0.0/16.',
  ],
  [
    [Route.drop(to('x', '10.0.0.0/16')), Route.drop(to('X', '10.1.0.0/16'))],
    'routes[1].routeName must be unique in the table, got X. Rename the route.',
  ],
  [
    [Route.drop(to('x', '10.0.0.0/16')), Route.drop(to('y', '10.0.0.0/16'))],
    'routes[1].destination must be unique in the table, got 10.0.0.0/16. Leave one of the routes out.',
  ],
])('routes %# are refused', (routes, message) => {
  expect(errorOf(() => new RouteTable(azureStack(), 'Routes', { ...base, routes }))).toBe(
    `RouteTable 'platform/Routes': ${message}`,
  );
});

test('a subnet has one table', () => {
  const stack = azureStack();
  const routeTable = new RouteTable(stack, 'Routes', base);
  const network = new VirtualNetwork(stack, 'Network', {
    ...place,
    networkName: 'shop',
    addressSpace: ['10.0.0.0/16'],
  });
  const routeTableId = '/subscriptions/s/resourceGroups/rg/providers/Microsoft.Network/routeTables/x';
  expect(errorOf(() => network.addSubnet('Nodes', { prefix: '10.0.0.0/20', routeTable, routeTableId }))).toBe(
    `Subnet 'platform/Network/Nodes': routeTableId must not be set together with routeTable, got ${routeTableId}. ` +
      'Set only one of them.',
  );
});
