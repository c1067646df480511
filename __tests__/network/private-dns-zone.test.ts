import { TerraformVariable } from 'cdktf';
import { type IPrivateDnsZone, PrivateDnsZone, VirtualNetwork } from '../../lib';
import { azureStack, errorOf, Planned, testApp } from '../support/planned';

const zoneName = 'privatelink.azurecr.io';
const props = { zoneName, resourceGroupName: 'rg-dns' };
const zoneId = `/subscriptions/hub/resourceGroups/rg-dns/providers/Microsoft.Network/privateDnsZones/${zoneName}`;
const place = { resourceGroupName: 'rg-shop', location: 'westeurope', addressSpace: ['10.0.0.0/16'] };

test('a zone is linked to its networks, without registration', () => {
  const found = Planned.by((stack) => {
    const network = new VirtualNetwork(stack, 'Network', { ...place, networkName: 'shop' });
    const tags = { team: 'net' };
    const zone = new PrivateDnsZone(stack, 'Zone', { ...props, networks: [network], internetFallback: true, tags });
    zone.linkNetwork(network);
  });
  expect(found.one('azurerm_private_dns_zone')).toEqual({
    name: zoneName,
    resource_group_name: 'rg-dns',
    tags: { team: 'net' },
  });
  expect(found.one('azurerm_private_dns_zone_virtual_network_link')).toMatchObject({
    name: 'shop',
    registration_enabled: false,
    resolution_policy: 'NxDomainRedirect',
    tags: { team: 'net' },
  });
});

test('a stack has one zone of a name', () => {
  const stack = azureStack();
  const zone = PrivateDnsZone.once(stack, props);
  expect(PrivateDnsZone.once(zone, { ...props, zoneName: 'PrivateLink.azurecr.io' })).toBe(zone);
  expect(zone.node.path).toBe(`platform/PrivateDnsZone-${zoneName}`);
  expect(errorOf(() => new PrivateDnsZone(stack, 'Zone', props))).toBe(
    `PrivateDnsZone 'platform/Zone': zoneName must not be that of another zone of the stack, got ${zoneName}. ` +
      `Use platform/PrivateDnsZone-${zoneName}, or PrivateDnsZone.once in all places.`,
  );
  expect(errorOf(() => PrivateDnsZone.once(stack, { ...props, resourceGroupName: 'rg-other' }))).toBe(
    `TerraformStack 'platform': resourceGroupName must be that of the zone platform/PrivateDnsZone-${zoneName} (rg-dns) in this stack, got rg-other. Set the same value, or leave it out if it is optional.`,
  );
  const other = azureStack(testApp(), 'other');
  expect(PrivateDnsZone.once(other, props)).not.toBe(zone);
});

test('two networks of one name have two links', () => {
  const found = Planned.by((stack) => {
    const networks = ['West', 'North'].map(
      (id) => new VirtualNetwork(stack, id, { ...place, resourceGroupName: `rg-${id}`, networkName: 'shop' }),
    );
    const named = new TerraformVariable(stack, 'Id', { type: 'string' }).stringValue;
    networks.push(VirtualNetwork.fromNetworkId(stack, 'Unknown', named) as VirtualNetwork);
    new PrivateDnsZone(stack, 'Zone', { ...props, networks });
  });
  const names = Object.values(found.all('azurerm_private_dns_zone_virtual_network_link')).map(({ name }) => name);
  expect(names.sort()).toEqual([
    expect.stringMatching(/^network-[0-9a-f]{6}$/),
    'shop',
    expect.stringMatching(/^shop-[0-9a-f]{6}$/),
  ]);
});

describe('options of a link', () => {
  const options = { linkName: 'to-shop', internetFallback: true };
  const link = (build: (zone: IPrivateDnsZone, network: VirtualNetwork) => void, imported?: string) =>
    Planned.by((stack) => {
      const network = new VirtualNetwork(stack, 'Network', { ...place, networkName: 'shop' });
      const zone = imported
        ? PrivateDnsZone.fromZoneId(stack, 'Zone', imported)
        : new PrivateDnsZone(stack, 'Zone', props);
      build(zone, network);
    }).one('azurerm_private_dns_zone_virtual_network_link');

  test('hold in any order, for zones that are imported too', () => {
    const written = { name: 'to-shop', resolution_policy: 'NxDomainRedirect', registration_enabled: false };
    expect(link((zone, network) => zone.linkNetwork(network, options), zoneId)).toMatchObject(written);
    const before = link((zone, network) => {
      zone.linkNetwork(network, options);
      zone.linkNetwork(network);
    });
    const after = link((zone, network) => {
      zone.linkNetwork(network);
      zone.linkNetwork(network, options);
    });
    expect([before, after]).toMatchObject([written, written]);
  });

  test('leave the address of the link', () => {
    const stack = azureStack();
    const network = new VirtualNetwork(stack, 'Network', { ...place, networkName: 'shop' });
    new PrivateDnsZone(stack, 'Zone', props).linkNetwork(network, options);
    const [address] = Object.keys(Planned.of(stack).all('azurerm_private_dns_zone_virtual_network_link'));
    expect(address).toMatch(/^Zone_Link-shop_/);
  });

  test('turn the fallback of a zone off', () => {
    const { resolution_policy } = Planned.by((stack) => {
      const network = new VirtualNetwork(stack, 'Network', { ...place, networkName: 'shop' });
      const zone = new PrivateDnsZone(stack, 'Zone', { ...props, internetFallback: true });
      zone.linkNetwork(network, { internetFallback: false });
    }).one('azurerm_private_dns_zone_virtual_network_link');
    expect(resolution_policy).toBeUndefined();
  });

  test('register machines, in zones of your own', () => {
    const registered = Planned.by((stack) => {
      const network = new VirtualNetwork(stack, 'Network', { ...place, networkName: 'shop' });
      new PrivateDnsZone(stack, 'Zone', { ...props, zoneName: 'corp.example' }).linkNetwork(network, {
        registersMachines: true,
      });
    });
    expect(registered.one('azurerm_private_dns_zone_virtual_network_link').registration_enabled).toBe(true);
    expect(errorOf(() => link((zone, network) => zone.linkNetwork(network, { registersMachines: true })))).toBe(
      `PrivateDnsZone 'platform/Zone': registersMachines must not be true for a zone of private link, got ${zoneName}. Leave it out.`,
    );
  });

  test('are given once, and before the link is there', () => {
    const twice = errorOf(() =>
      link((zone, network) => {
        zone.linkNetwork(network, options);
        zone.linkNetwork(network, options);
        zone.linkNetwork(network, { linkName: 'other' });
      }),
    );
    expect(twice).toBe(
      `PrivateDnsZone 'platform/Zone': linkNetwork must be the same for each link of the network, got {"linkName":"other"}. ` +
        'Set the options once.',
    );
    const late = errorOf(() =>
      link((zone, network) => {
        zone.linkNetwork(network);
        expect(zone.ready).toHaveLength(2);
        zone.linkNetwork(network, { linkName: 'late' });
      }),
    );
    expect(late).toContain("PrivateDnsZone 'platform/Zone': linkNetwork must be called before `ready` is read, got ");
    expect(errorOf(() => link((zone, network) => zone.linkNetwork(network, { linkName: '-' })))).toContain(
      "PrivateDnsZone 'platform/Zone': linkName must have 1 to 80 characters",
    );
  });

  test('give each link of a zone another name', () => {
    const error = errorOf(() =>
      Planned.by((stack) => {
        const zone = new PrivateDnsZone(stack, 'Zone', props);
        for (const networkName of ['one', 'two']) {
          zone.linkNetwork(new VirtualNetwork(stack, networkName, { ...place, networkName }), { linkName: 'same' });
        }
      }),
    );
    expect(error).toContain('name must be unique in the zone');
  });
});

test('imports read a zone by name, or nothing at all', () => {
  const found = Planned.by((stack) => {
    const network = new VirtualNetwork(stack, 'Network', { ...place, networkName: 'shop' });
    PrivateDnsZone.fromLookup(stack, 'Found', props);
    const known = PrivateDnsZone.fromZoneId(stack, 'Known', zoneId);
    expect([known.zoneName, known.resourceGroupName, known.ready]).toEqual([zoneName, 'rg-dns', []]);
    known.linkNetwork(network);
    expect(known.ready).toHaveLength(1);
  });
  expect(Object.values(found.allData('azurerm_private_dns_zone'))).toEqual([
    { name: zoneName, resource_group_name: 'rg-dns' },
  ]);
  expect(found.one('azurerm_private_dns_zone_virtual_network_link')).toMatchObject({
    private_dns_zone_name: zoneName,
    resource_group_name: 'rg-dns',
  });
});

test('two zones of one name are not linked to one network', () => {
  const stack = azureStack();
  const network = new VirtualNetwork(stack, 'Network', { ...place, networkName: 'shop' });
  new PrivateDnsZone(stack, 'Own', { ...props, networks: [network] });
  const central = PrivateDnsZone.fromZoneId(stack, 'Central', zoneId);
  expect(errorOf(() => central.linkNetwork(network))).toBe(
    `ImportedPrivateDnsZone 'platform/Central': linkNetwork must not link the network to a second zone with the name ${zoneName}, ` +
      'got platform/Central. Use platform/Own.',
  );
});

test('all faults are told together', () => {
  const app = testApp();
  const network = new VirtualNetwork(azureStack(app, 'other'), 'Network', { ...place, networkName: 'shop' });
  const wrong = { zoneName: 'azurecr', resourceGroupName: '', networks: [network] };
  expect(errorOf(() => new PrivateDnsZone(azureStack(app), 'Zone', wrong)).split('\n')).toEqual([
    "PrivateDnsZone 'platform/Zone' has 3 faults:",
    '- zoneName must have 3 to 253 characters: two or more parts of at most 63 letters, digits, _ and -, with periods ' +
      'between them, got azurecr. For example, use privatelink.azurecr.io.',
    '- resourceGroupName must be set. For example, use rg-shop.',
    '- networks[0] must be in the same stack (platform), got other/Network. Import it into platform (VirtualNetwork.fromLookup).',
  ]);
  expect(errorOf(() => PrivateDnsZone.fromZoneId(azureStack(), 'Zone', 'x'))).toContain(
    'zoneId must be the resource id of a Microsoft.Network/privateDnsZones, got x.',
  );
});
