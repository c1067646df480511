import { AzurermProvider } from '@cdktf/provider-azurerm/lib/provider';
import type { TerraformStack } from 'cdktf';
import { PeeringGateway, VirtualNetwork, VirtualNetworkPeering, type VirtualNetworkPeeringProps } from '../../lib';
import { azureStack, errorOf, Planned } from '../support/planned';

const hubId = '/subscriptions/hub/resourceGroups/rg-hub/providers/Microsoft.Network/virtualNetworks/hub';

function network(stack: TerraformStack, id: string, range: string): VirtualNetwork {
  const networkName = id.toLowerCase();
  const place = { resourceGroupName: `rg-${networkName}`, location: 'westeurope' };
  return new VirtualNetwork(stack, id, { ...place, networkName, addressSpace: [range] });
}

function peering(stack: TerraformStack, props: Partial<VirtualNetworkPeeringProps> = {}): VirtualNetworkPeering {
  const own = props.network ?? network(stack, 'Shop', '10.0.0.0/16');
  const remoteNetwork = props.remoteNetwork ?? network(stack, 'Hub', '10.1.0.0/16');
  return new VirtualNetworkPeering(stack, 'Peering', { ...props, network: own, remoteNetwork });
}

function sides(props: Partial<VirtualNetworkPeeringProps> = {}) {
  const found = Planned.by((stack) => peering(stack, props));
  const all = Object.values(found.all('azurerm_virtual_network_peering'));
  return {
    own: all.find(({ name }) => name === 'shop-to-hub'),
    remote: all.find(({ name }) => name === 'hub-to-shop'),
  };
}

test('both sides, each in the resource group of its network', () => {
  const { own, remote } = sides();
  const closed = { allow_forwarded_traffic: false, allow_gateway_transit: false, use_remote_gateways: false };
  expect(own).toEqual({
    name: 'shop-to-hub',
    resource_group_name: 'rg-shop',
    virtual_network_name: expect.stringMatching(/^\$\{azurerm_virtual_network\.Shop_\w+\.name\}$/),
    remote_virtual_network_id: expect.stringMatching(/^\$\{azurerm_virtual_network\.Hub_\w+\.id\}$/),
    allow_virtual_network_access: true,
    ...closed,
    triggers: { remote_address_space: '10.1.0.0/16' },
  });
  expect(remote).toMatchObject({
    resource_group_name: 'rg-hub',
    ...closed,
    triggers: { remote_address_space: '10.0.0.0/16' },
    depends_on: [expect.stringMatching(/^azurerm_virtual_network_peering\.Peering_\w+$/)],
  });
});

test.each([
  [PeeringGateway.OF_REMOTE_NETWORK, [true, false], [false, true]],
  [PeeringGateway.OF_NETWORK, [false, true], [true, false]],
])('the gateway %s: the side that offers it comes first', (gateway, ownFlags, remoteFlags) => {
  const { own, remote } = sides({ gateway, forwardedTraffic: true });
  const flags = (side: typeof own) => [side?.use_remote_gateways, side?.allow_gateway_transit];
  expect([flags(own), flags(remote)]).toEqual([ownFlags, remoteFlags]);
  expect([own?.allow_forwarded_traffic, remote?.allow_forwarded_traffic]).toEqual([true, true]);
  const user = own?.use_remote_gateways ? own : remote;
  expect([user?.depends_on?.length, user === own ? remote?.depends_on : own?.depends_on]).toEqual([1, undefined]);
});

test('a network of another subscription: its side is made there, or by its owner', () => {
  const found = Planned.by((stack) => {
    const provider = new AzurermProvider(stack, 'HubProvider', { alias: 'hub', subscriptionId: 'hub', features: [{}] });
    peering(stack, {
      remoteNetwork: VirtualNetwork.fromNetworkId(stack, 'Hub', hubId),
      remoteProvider: provider,
      remotePeeringName: 'back',
      peeringName: 'forth',
    });
  });
  const [forth, back] = Object.values(found.all('azurerm_virtual_network_peering'));
  expect([forth.name, forth.provider, forth.triggers, back.name, back.provider, back.resource_group_name]).toEqual([
    'forth',
    undefined,
    undefined,
    'back',
    'azurerm.hub',
    'rg-hub',
  ]);
  expect(found.infos).toEqual(['not verified: whether the address spaces of the networks overlap']);
  expect(Object.keys(sides({ remoteSide: false })).length).toBe(2);
  expect(sides({ remoteSide: false }).remote).toBeUndefined();
});

test('ranges that overlap are refused, those of a third network too', () => {
  const stack = azureStack();
  const hub = network(stack, 'Hub', '10.1.0.0/16');
  const shop = network(stack, 'Shop', '10.0.0.0/16');
  new VirtualNetworkPeering(stack, 'Hub-Shop', { network: shop, remoteNetwork: hub });
  const same = network(stack, 'Same', '10.1.128.0/17');
  expect(errorOf(() => peering(stack, { network: shop, remoteNetwork: same })).split('\n')).toEqual([
    "VirtualNetworkPeering 'platform/Peering': remoteNetwork must not overlap platform/Hub, which platform/Shop is peered with " +
      '(10.1.0.0/16), got 10.1.128.0/17. Use different addresses for one of them: routing between them requires it.',
  ]);
  stack.node.tryRemoveChild('Peering');
  expect(errorOf(() => peering(stack, { network: hub, remoteNetwork: same }))).toBe(
    "VirtualNetworkPeering 'platform/Peering': remoteNetwork must not overlap platform/Hub (10.1.0.0/16), got 10.1.128.0/17. " +
      'Use different addresses for one of them: routing between them requires it.',
  );
});

test('the addresses of an import are checked where they are told', () => {
  const stack = azureStack();
  const remoteNetwork = VirtualNetwork.fromNetworkId(stack, 'Hub', hubId, { addressSpace: ['10.0.0.0/8'] });
  expect(errorOf(() => peering(stack, { remoteNetwork }))).toContain(
    'remoteNetwork must not overlap platform/Shop (10.0.0.0/16), got 10.0.0.0/8.',
  );
});

test('a network is peered with others, with each once', () => {
  const stack = azureStack();
  const shop = network(stack, 'Shop', '10.0.0.0/16');
  const hub = network(stack, 'Hub', '10.1.0.0/16');
  expect(errorOf(() => peering(stack, { network: shop, remoteNetwork: shop }))).toBe(
    "VirtualNetworkPeering 'platform/Peering': remoteNetwork must be another network, got platform/Shop. " +
      'Set the network to connect to.',
  );
  new VirtualNetworkPeering(stack, 'First', { network: shop, remoteNetwork: hub });
  stack.node.tryRemoveChild('Peering');
  expect(errorOf(() => peering(stack, { network: hub, remoteNetwork: shop }))).toBe(
    "VirtualNetworkPeering 'platform/Peering': remoteNetwork must not be peered with the network already, got platform/Shop. " +
      'One VirtualNetworkPeering creates both sides: remove this one.',
  );
});

test('what belongs to the other side needs it', () => {
  const stack = azureStack();
  const remoteProvider = new AzurermProvider(stack, 'Hub-Provider', { alias: 'hub', features: [{}] });
  const wrong = { remoteSide: false, remoteProvider, remotePeeringName: 'back', gateway: 'x' as PeeringGateway };
  expect(
    errorOf(() => peering(stack, wrong))
      .split('\n')
      .slice(1),
  ).toEqual([
    '- gateway must be one of network, remoteNetwork, got x. For example, use PeeringGateway.OF_NETWORK.',
    '- remoteProvider must not be set together without remoteSide. Remove one of them.',
    '- remotePeeringName must not be set together without remoteSide, got back. Remove one of them.',
  ]);
});
