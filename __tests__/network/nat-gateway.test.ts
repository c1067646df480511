import { NatGateway, type NatGatewayProps, VirtualNetwork } from '../../lib';
import { azureStack, errorOf, Planned } from '../support/planned';

const place = { resourceGroupName: 'rg-shop', location: 'westeurope' };
const id = (type: string, name: string) =>
  `/subscriptions/s/resourceGroups/rg/providers/Microsoft.Network/${type}/${name}`;

function planned(props: Partial<NatGatewayProps> = {}): Planned {
  return Planned.by((stack) => new NatGateway(stack, 'Nat', { ...place, natGatewayName: 'shop', ...props }));
}

test('a gateway has an address that stays', () => {
  const found = planned({ tags: { team: 'net' } });
  expect(found.one('azurerm_nat_gateway')).toEqual({
    name: 'shop',
    resource_group_name: 'rg-shop',
    location: 'westeurope',
    tags: { team: 'net' },
    sku_name: 'Standard',
    idle_timeout_in_minutes: 4,
  });
  expect(found.one('azurerm_public_ip')).toEqual({
    name: 'shop-ip-1',
    resource_group_name: 'rg-shop',
    location: 'westeurope',
    tags: { team: 'net' },
    sku: 'Standard',
    allocation_method: 'Static',
  });
  expect(Object.keys(found.all('azurerm_nat_gateway_public_ip_association'))).toHaveLength(1);
});

test('every option reaches the gateway', () => {
  const found = planned({
    publicIpCount: 2,
    publicIpIds: [id('publicIPAddresses', 'own')],
    publicIpPrefixIds: [id('publicIPPrefixes', 'own')],
    idleTimeoutMinutes: 30,
    zone: '1',
  });
  expect(found.one('azurerm_nat_gateway')).toMatchObject({ idle_timeout_in_minutes: 30, zones: ['1'] });
  expect(Object.values(found.all('azurerm_public_ip')).map(({ name, zones }) => [name, zones])).toEqual([
    ['shop-ip-1', ['1']],
    ['shop-ip-2', ['1']],
  ]);
  expect(Object.keys(found.all('azurerm_nat_gateway_public_ip_association'))).toHaveLength(3);
  expect(Object.keys(found.all('azurerm_nat_gateway_public_ip_prefix_association'))).toHaveLength(1);
});

test('own addresses make no others', () => {
  const found = planned({ publicIpIds: [id('publicIPAddresses', 'own')] });
  expect(found.all('azurerm_public_ip')).toEqual({});
});

test('a subnet is attached once the gateway has its addresses', () => {
  const found = Planned.by((stack) => {
    const natGateway = new NatGateway(stack, 'Nat', { ...place, natGatewayName: 'shop' });
    const network = new VirtualNetwork(stack, 'Network', {
      ...place,
      networkName: 'shop',
      addressSpace: ['10.0.0.0/16'],
    });
    const nodes = network.addSubnet('Nodes', { prefix: '10.0.0.0/20', natGateway });
    expect(nodes._facts.natGateway).toBe(true);
    stack.addOverride('locals.addresses', natGateway.publicIpAddresses);
  });
  const waits: string[] = found.one('azurerm_subnet_nat_gateway_association').depends_on;
  expect(waits.map((address) => address.split('.')[0])).toEqual([
    'azurerm_nat_gateway',
    'azurerm_nat_gateway_public_ip_association',
  ]);
  expect(found.json.locals.addresses).toEqual([expect.stringMatching(/^\$\{azurerm_public_ip\.\w+\.ip_address\}$/)]);
});

test('who uses the id alone waits for the first address', () => {
  const found = Planned.by((stack) => {
    const { natGatewayId } = new NatGateway(stack, 'Nat', { ...place, natGatewayName: 'shop' });
    stack.addOverride('locals.id', natGatewayId);
  });
  expect(found.json.locals.id).toMatch(/^\$\{azurerm_nat_gateway_public_ip_association\.\w+\.nat_gateway_id\}$/);
});

test.each([
  [
    { publicIpCount: 0 },
    'publicIpCount must not be 0 without your own addresses or prefixes. Leave it out to create one address.',
  ],
  [
    { publicIpCount: 16, publicIpIds: [id('publicIPAddresses', 'own')] },
    'publicIpCount must be at most 16 including publicIpIds (together they are 17), got 16. Remove some.',
  ],
  [
    { idleTimeoutMinutes: 3 },
    'idleTimeoutMinutes must be a whole number of 4 to 120 minutes, got 3. Use a number in 4 to 120 minutes.',
  ],
  [{ zone: '4' }, 'zone must be one of 1, 2, 3, got 4. For example, use 1.'],
])('props %# are refused', (props, message) => {
  expect(errorOf(() => new NatGateway(azureStack(), 'Nat', { ...place, natGatewayName: 'shop', ...props }))).toBe(
    `NatGateway 'platform/Nat': ${message}`,
  );
});
