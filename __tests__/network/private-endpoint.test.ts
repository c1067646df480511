import { AzurermProvider } from '@cdktf/provider-azurerm/lib/provider';
import { ResourceGroup } from '@cdktf/provider-azurerm/lib/resource-group';
import { StorageAccount, type StorageAccountConfig } from '@cdktf/provider-azurerm/lib/storage-account';
import type { TerraformStack } from 'cdktf';
import {
  AzureCloud,
  ContainerRegistry,
  KeyVault,
  PrivateDnsZone,
  PrivateEndpoint,
  PrivateEndpointDns,
  type PrivateEndpointProps,
  PrivateLinkTarget,
  RegistryAccess,
  RegistrySku,
  requireProviders,
  Subnet,
  SubnetDelegation,
  VirtualNetwork,
} from '../../lib';
import { azureStack, errorOf, lateErrorOf, Planned, testApp } from '../support/planned';

const place = { resourceGroupName: 'rg-shop', location: 'westeurope' };
const accountId = '/subscriptions/s/resourceGroups/rg/providers/Microsoft.Storage/storageAccounts/shop4711';
const scopeId = '/subscriptions/s/resourceGroups/rg/providers/Microsoft.Insights/privateLinkScopes/shop';
const zoneId = (name: string) =>
  `/subscriptions/hub/resourceGroups/rg-dns/providers/Microsoft.Network/privateDnsZones/${name}`;
const blobZone = 'privatelink.blob.core.windows.net';

function subnetOf(stack: TerraformStack, id = 'Network', networkName = 'shop'): Subnet {
  const found = stack.node.tryFindChild(id)?.node.tryFindChild('Endpoints') as Subnet | undefined;
  if (found) return found;
  const network = new VirtualNetwork(stack, id, { ...place, networkName, addressSpace: ['10.0.0.0/16'] });
  return network.addSubnet('Endpoints', { prefix: '10.0.20.0/24' });
}

function endpoint(stack: TerraformStack, props: Partial<PrivateEndpointProps> = {}, id = 'Endpoint'): PrivateEndpoint {
  return new PrivateEndpoint(stack, id, {
    ...place,
    endpointName: 'shop-blob',
    subnet: subnetOf(stack),
    target: PrivateLinkTarget.storageBlob(accountId),
    ...props,
  });
}

function planned(props: Partial<PrivateEndpointProps> = {}): Planned {
  return Planned.by((stack) => endpoint(stack, props));
}

function errorFor(props: Partial<PrivateEndpointProps>): string {
  return errorOf(() => endpoint(azureStack(), props)).replace("PrivateEndpoint 'platform/Endpoint': ", '');
}

describe('an endpoint with zones of its own', () => {
  test('makes the endpoint, the zone and the link of the network', () => {
    const found = planned({ tags: { team: 'web' } });
    expect(found.one('azurerm_private_endpoint')).toEqual({
      name: 'shop-blob',
      resource_group_name: 'rg-shop',
      location: 'westeurope',
      tags: { team: 'web' },
      subnet_id: expect.stringMatching(/^\$\{azurerm_subnet\.Network_Endpoints_\w+\.id\}$/),
      custom_network_interface_name: 'shop-blob-nic',
      private_service_connection: {
        name: 'shop-blob',
        is_manual_connection: false,
        private_connection_resource_id: accountId,
        subresource_names: ['blob'],
      },
      private_dns_zone_group: {
        name: 'default',
        private_dns_zone_ids: [expect.stringMatching(/^\$\{azurerm_private_dns_zone\.\w[\w-]+\.id\}$/)],
      },
      depends_on: [expect.stringMatching(/^azurerm_subnet\.Network_Endpoints_\w+$/)],
    });
    expect(found.one('azurerm_private_dns_zone')).toEqual({
      name: blobZone,
      resource_group_name: 'rg-shop',
      tags: { team: 'web' },
    });
    expect(found.one('azurerm_private_dns_zone_virtual_network_link')).toEqual({
      name: 'shop',
      private_dns_zone_name: expect.stringMatching(/^\$\{azurerm_private_dns_zone\.[\w-]+\.name\}$/),
      resource_group_name: 'rg-shop',
      virtual_network_id: expect.stringMatching(/^\$\{azurerm_virtual_network\.Network_\w+\.id\}$/),
      registration_enabled: false,
      tags: { team: 'web' },
    });
    expect(found.warnings).toEqual([]);
  });

  test('shares a zone with all endpoints of the stack, and links each network once', () => {
    const found = Planned.by((stack) => {
      endpoint(stack);
      const [second, third] = ['2', '3'].map((suffix) => PrivateLinkTarget.storageBlob(accountId + suffix));
      endpoint(stack, { endpointName: 'other', resourceGroupName: 'rg-other', target: second }, 'Other');
      endpoint(stack, { endpointName: 'third', subnet: subnetOf(stack, 'Spoke', 'spoke'), target: third }, 'Third');
      endpoint(stack, { endpointName: 'file', target: PrivateLinkTarget.storageFile(accountId) }, 'File');
    });
    const zones = Object.values(found.all('azurerm_private_dns_zone'));
    expect(zones.map(({ name, resource_group_name }) => [name, resource_group_name])).toEqual([
      [blobZone, 'rg-shop'],
      ['privatelink.file.core.windows.net', 'rg-shop'],
    ]);
    const links = Object.values(found.all('azurerm_private_dns_zone_virtual_network_link'));
    expect(links.map(({ name }) => name).sort()).toEqual(['shop', 'shop', 'spoke']);
  });

  test('uses a zone that the program made itself, wherever it is', () => {
    const found = Planned.by((stack) => {
      new PrivateDnsZone(stack, 'Zone', { zoneName: blobZone, resourceGroupName: 'rg-dns' });
      endpoint(stack);
    });
    expect(found.one('azurerm_private_dns_zone').resource_group_name).toBe('rg-dns');
    expect(found.one('azurerm_private_dns_zone_virtual_network_link').resource_group_name).toBe('rg-dns');
  });

  test('what waits for the endpoint waits for the link too', () => {
    const found = Planned.by((stack) => {
      const group = new ResourceGroup(stack, 'Group', { name: 'rg-late', location: 'westeurope' });
      group.node.addDependency(endpoint(stack));
    });
    const waits: string[] = found.one('azurerm_resource_group').depends_on;
    expect(waits.map((address) => address.split('.')[0])).toEqual([
      'azurerm_private_dns_zone',
      'azurerm_private_dns_zone_virtual_network_link',
      'azurerm_private_endpoint',
    ]);
  });

  test('has the names of the sovereign clouds', () => {
    const dns = PrivateEndpointDns.ownZones({ cloud: AzureCloud.CHINA, resourceGroupName: 'rg-dns' });
    const china = { ...place, location: 'chinanorth3' };
    const found = Planned.by((stack) => {
      const network = { ...china, networkName: 'shop', addressSpace: ['10.0.0.0/16'] };
      const subnet = new VirtualNetwork(stack, 'Network', network).addSubnet('Endpoints', { prefix: '10.0.0.0/24' });
      const target = PrivateLinkTarget.storageBlob(accountId);
      new PrivateEndpoint(stack, 'Endpoint', { ...china, endpointName: 'shop-blob', subnet, target, dns });
    });
    expect(found.one('azurerm_private_dns_zone')).toEqual({
      name: 'privatelink.blob.core.chinacloudapi.cn',
      resource_group_name: 'rg-dns',
    });
  });

  test('refuses a cloud of which no zone is known', () => {
    const target = PrivateLinkTarget.grafana(
      '/subscriptions/s/resourceGroups/rg/providers/Microsoft.Dashboard/grafana/shop',
    );
    expect(errorFor({ target, dns: PrivateEndpointDns.ownZones({ cloud: AzureCloud.CHINA }) })).toBe(
      'dns.cloud must have a zone for group grafana; none is known, got AzureChinaCloud. ' +
        'Use PrivateLinkTarget.of with the name of the zone, or PrivateEndpointDns.writtenElsewhere().',
    );
  });

  test('makes the zone in the resource group that one of its endpoints gives, and rejects two groups', () => {
    const inGroup = (resourceGroupName: string) => ({ dns: PrivateEndpointDns.ownZones({ resourceGroupName }) });
    const target = PrivateLinkTarget.storageBlob(`${accountId}2`);
    const found = Planned.by((stack) => {
      endpoint(stack);
      endpoint(stack, { ...inGroup('rg-dns'), endpointName: 'other', target }, 'Other');
    });
    expect(found.one('azurerm_private_dns_zone').resource_group_name).toBe('rg-dns');
    const twoGroups = () =>
      Planned.by((stack) => {
        endpoint(stack, inGroup('rg-shop'));
        endpoint(stack, { ...inGroup('rg-dns'), endpointName: 'other', target }, 'Other');
      });
    expect(lateErrorOf(twoGroups)).toContain(
      `PrivateEndpoint 'platform/Other': dns.resourceGroupName must be that of the zone platform/PrivateDnsZone-${blobZone} (rg-shop), ` +
        'got rg-dns. Leave it out, or create the zone with PrivateDnsZone there.',
    );
  });

  test('what reads ready before synth gets the zone and the link of the endpoint', () => {
    const found = Planned.by((stack) => {
      const dependsOn = endpoint(stack).ready;
      new ResourceGroup(stack, 'Group', { name: 'rg-late', location: 'westeurope', dependsOn });
    });
    const waits: string[] = found.one('azurerm_resource_group').depends_on;
    expect(waits.map((address) => address.split('.')[0])).toEqual([
      'azurerm_private_endpoint',
      'azurerm_private_dns_zone',
      'azurerm_private_dns_zone_virtual_network_link',
    ]);
  });
});

test('names of the connection and of the group of zones are those that are given', () => {
  const given = { connectionName: 'psc-shop', zoneGroupName: 'dns' };
  const { private_service_connection, private_dns_zone_group } = planned(given).one('azurerm_private_endpoint');
  expect([private_service_connection.name, private_dns_zone_group.name]).toEqual(['psc-shop', 'dns']);
  expect(errorFor({ ...given, dns: PrivateEndpointDns.writtenElsewhere() })).toContain(
    'zoneGroupName must go with zones of this program, got dns. Leave it out, or use another PrivateEndpointDns.',
  );
  expect(errorFor({ connectionName: '-' })).toContain('connectionName must have 2 to 80 characters');
});

describe('an endpoint with zones that are there', () => {
  test('uses them, and says that their links were not checked', () => {
    const found = Planned.by((stack) => {
      const zone = PrivateDnsZone.fromZoneId(stack, 'Zone', zoneId(blobZone));
      endpoint(stack, { dns: PrivateEndpointDns.zones([zone]) });
    });
    expect(found.all('azurerm_private_dns_zone')).toEqual({});
    expect(found.all('azurerm_private_dns_zone_virtual_network_link')).toEqual({});
    expect(found.one('azurerm_private_endpoint').private_dns_zone_group.private_dns_zone_ids).toEqual([
      zoneId(blobZone),
    ]);
    expect(found.infos).toEqual([
      'not verified: whether the zone platform/Zone is linked to the network of the endpoint',
    ]);
  });

  test('links a zone of another subscription on request, by its provider', () => {
    const found = Planned.by((stack) => {
      const provider = new AzurermProvider(stack, 'Hub', { alias: 'hub', subscriptionId: 'hub', features: [{}] });
      const zone = PrivateDnsZone.fromZoneId(stack, 'Zone', zoneId(blobZone), { provider });
      const subnet = subnetOf(stack);
      zone.linkNetwork(stack.node.findChild('Network') as VirtualNetwork);
      endpoint(stack, { subnet, dns: PrivateEndpointDns.zones([zone]) });
    });
    expect(found.one('azurerm_private_dns_zone_virtual_network_link')).toMatchObject({
      name: 'shop',
      provider: 'azurerm.hub',
      private_dns_zone_name: blobZone,
      resource_group_name: 'rg-dns',
    });
    expect(found.infos).toEqual([]);
  });

  test('wants one zone for each name', () => {
    const stack = azureStack();
    const zone = PrivateDnsZone.fromZoneId(stack, 'Zone', zoneId('privatelink.file.core.windows.net'));
    expect(errorOf(() => endpoint(stack, { dns: PrivateEndpointDns.zones([zone]) }))).toBe(
      `PrivateEndpoint 'platform/Endpoint': dns must be the zones of group blob (${blobZone}), ` +
        'got ["privatelink.file.core.windows.net"]. Set one zone for each of these names.',
    );
  });

  test('the five zones of an Azure Monitor private link scope', () => {
    const found = Planned.by((stack) => {
      endpoint(stack, { target: PrivateLinkTarget.monitorPrivateLinkScope(scopeId) });
      endpoint(stack, { endpointName: 'blob' }, 'Blob');
    });
    expect(Object.values(found.all('azurerm_private_dns_zone')).map(({ name }) => name)).toEqual([
      'privatelink.agentsvc.azure-automation.net',
      blobZone,
      'privatelink.monitor.azure.com',
      'privatelink.ods.opinsights.azure.com',
      'privatelink.oms.opinsights.azure.com',
    ]);
  });

  test('a network has one zone of a name', () => {
    const stack = azureStack();
    const central = PrivateDnsZone.fromZoneId(stack, 'Central', zoneId(blobZone));
    endpoint(stack, { dns: PrivateEndpointDns.zones([central]) });
    expect(errorOf(() => endpoint(stack, {}, 'Own'))).toBe(
      `PrivateEndpoint 'platform/Own': dns must not link the network to a second zone with the name ${blobZone}. ` +
        'Use PrivateEndpointDns.zones with platform/Central.',
    );
    const other = PrivateDnsZone.fromLookup(stack, 'Other', { zoneName: blobZone, resourceGroupName: 'rg' });
    expect(errorOf(() => endpoint(stack, { dns: PrivateEndpointDns.zones([other]) }, 'Another'))).toBe(
      `PrivateEndpoint 'platform/Another': dns[0] must not link the network to a second zone with the name ${blobZone}, ` +
        'got platform/Other. Use platform/Central.',
    );
  });

  test('zones of another stack are refused', () => {
    const app = testApp();
    const zone = PrivateDnsZone.fromZoneId(azureStack(app, 'dns'), 'Zone', zoneId(blobZone));
    expect(errorOf(() => endpoint(azureStack(app), { dns: PrivateEndpointDns.zones([zone]) }))).toBe(
      "PrivateEndpoint 'platform/Endpoint': dns[0] must be in the same stack (platform), got dns/Zone. " +
        'Import it into platform (PrivateDnsZone.fromLookup).',
    );
  });
});

test('records that a policy writes are left alone', () => {
  const found = planned({ dns: PrivateEndpointDns.writtenElsewhere() });
  const made = found.one('azurerm_private_endpoint');
  expect(made.private_dns_zone_group).toBeUndefined();
  expect(made.lifecycle).toEqual({ ignore_changes: ['private_dns_zone_group'] });
  expect(found.all('azurerm_private_dns_zone')).toEqual({});
});

describe('options', () => {
  test('a connection that the owner approves', () => {
    const made = planned({ manualApprovalMessage: 'The shop asks for its data.' }).one('azurerm_private_endpoint');
    expect(made.private_service_connection).toMatchObject({
      is_manual_connection: true,
      request_message: 'The shop asks for its data.',
    });
    expect(errorFor({ manualApprovalMessage: ' ' })).toBe(
      'manualApprovalMessage must have 1 to 140 characters (it has 1), got " ". State the requester and the reason.',
    );
  });

  test('static addresses, and a name for the network interface', () => {
    const staticAddresses = [{ address: '10.0.20.4' }, { address: '10.0.20.5', memberName: 'blob_data' }];
    const made = planned({ staticAddresses, networkInterfaceName: 'nic' }).one('azurerm_private_endpoint');
    expect(made.custom_network_interface_name).toBe('nic');
    expect(made.ip_configuration).toEqual([
      { name: 'blob', private_ip_address: '10.0.20.4', subresource_name: 'blob', member_name: 'blob' },
      { name: 'blob_data', private_ip_address: '10.0.20.5', subresource_name: 'blob', member_name: 'blob_data' },
    ]);
  });

  test.each([
    ['10.0.20.3', 'must not be an address that Azure reserves, got 10.0.20.3. For example, use 10.0.20.4.'],
    ['10.0.20.255', 'must not be an address that Azure reserves, got 10.0.20.255. For example, use 10.0.20.4.'],
    ['10.0.21.4', 'must be an address of the subnet (10.0.20.0/24), got 10.0.21.4. For example, use 10.0.20.4.'],
    ['fd00::4', 'must be an IPv4 address, got fd00::4. For example, use 10.0.20.4.'],
  ])('static address %s is refused', (address, message) => {
    expect(errorFor({ staticAddresses: [{ address }] })).toBe(`staticAddresses[0].address ${message}`);
  });

  test('two members have two addresses', () => {
    const same = { address: '10.0.20.4' };
    expect(
      errorFor({ staticAddresses: [same, same] })
        .split('\n')
        .slice(1),
    ).toEqual([
      '- staticAddresses[1].address must be set only once, got 10.0.20.4. Use a different address for each member.',
      '- staticAddresses[1].memberName must be set only once. Set the member of the address.',
    ]);
    expect(errorFor({ staticAddresses: [] })).toBe('staticAddresses must not be empty, got []. Leave it out.');
  });
});

describe('the subnet', () => {
  test('a delegated one is refused, and another region than that of its network', () => {
    const stack = azureStack();
    const network = new VirtualNetwork(stack, 'Shop', { ...place, networkName: 'shop', addressSpace: ['10.0.0.0/16'] });
    const subnet = network.addSubnet('Db', {
      prefix: '10.0.1.0/24',
      delegation: SubnetDelegation.of('Microsoft.DBforPostgreSQL/flexibleServers'),
    });
    expect(errorOf(() => endpoint(stack, { subnet, location: 'North Europe' })).split('\n')).toEqual([
      "PrivateEndpoint 'platform/Endpoint' has 2 faults:",
      '- subnet must not be delegated (it is delegated to Microsoft.DBforPostgreSQL/flexibleServers), got platform/Shop/Db. ' +
        'Use a subnet without delegation.',
      '- location must be that of the network (westeurope), got "North Europe". ' +
        'Use westeurope; the target may be elsewhere.',
    ]);
    expect(endpoint(stack, { location: 'West Europe' }, 'Right').endpointId).toContain('${');
  });

  test('one of another program works, and its network is linked by its id', () => {
    const id =
      '/subscriptions/s/resourceGroups/rg-hub/providers/Microsoft.Network/virtualNetworks/hub/subnets/endpoints';
    const found = Planned.by((stack) => {
      endpoint(stack, { subnet: Subnet.fromSubnetId(stack, 'Known', id) });
      const target = PrivateLinkTarget.storageFile(accountId);
      endpoint(stack, { endpointName: 'again', target, subnet: Subnet.fromSubnetId(stack, 'Twin', id) }, 'Again');
    });
    expect(found.one('azurerm_private_dns_zone_virtual_network_link', 'blob')).toMatchObject({
      name: 'hub',
      virtual_network_id: '/subscriptions/s/resourceGroups/rg-hub/providers/Microsoft.Network/virtualNetworks/hub',
    });
  });
});

describe('targets that are constructs', () => {
  test('a registry and a vault need no ids, and are not out of reach any more', () => {
    const found = Planned.by((stack) => {
      requireProviders(stack);
      const registry = new ContainerRegistry(stack, 'Registry', { ...place, registryName: 'shop4711' });
      const vault = new KeyVault(stack, 'Vault', { ...place, vaultName: 'shop4711' });
      endpoint(stack, { target: registry, endpointName: 'shop-registry' }, 'RegistryEndpoint');
      endpoint(stack, { target: vault, endpointName: 'shop-vault' }, 'VaultEndpoint');
    });
    const groups = Object.values(found.all('azurerm_private_endpoint')).map(
      (made) => made.private_service_connection.subresource_names,
    );
    expect(groups).toEqual([['registry'], ['vault']]);
    expect(Object.values(found.all('azurerm_private_dns_zone')).map(({ name }) => name)).toEqual([
      'privatelink.azurecr.io',
      'privatelink.vaultcore.azure.net',
    ]);
    expect(found.warnings).toEqual([]);
  });

  test('a cheaper registry has no private endpoint', () => {
    const stack = azureStack();
    const access = RegistryAccess.publicFromEverywhere();
    const props = { ...place, registryName: 'shop4711', sku: RegistrySku.BASIC, access };
    const target = new ContainerRegistry(stack, 'Registry', props);
    expect(errorOf(() => endpoint(stack, { target }))).toBe(
      "PrivateEndpoint 'platform/Endpoint': target must be a Premium registry (platform/Registry is Basic). " +
        'Use RegistrySku.PREMIUM for the registry.',
    );
  });

  test('one of another stack is refused', () => {
    const app = testApp();
    const target = new ContainerRegistry(azureStack(app, 'shared'), 'Registry', { ...place, registryName: 'shop4711' });
    expect(errorOf(() => endpoint(azureStack(app), { target }))).toContain(
      'target must be in the same stack (platform)',
    );
  });
});

describe('a target that everybody reaches too warns', () => {
  const warning = 'W125: Its target has a private endpoint, but is also open to the Internet.';

  function warningsOf(config: Partial<StorageAccountConfig>): string[] {
    return Planned.by((stack) => {
      const account = new StorageAccount(stack, 'Account', {
        ...place,
        name: 'shop4711',
        accountTier: 'Standard',
        accountReplicationType: 'ZRS',
        ...config,
      });
      endpoint(stack, { target: PrivateLinkTarget.storageBlob(account.id) });
    }).warnings;
  }

  test.each([
    ['left open', {}, [warning]],
    ['opened', { publicNetworkAccessEnabled: true }, [warning]],
    ['closed', { publicNetworkAccessEnabled: false }, []],
    ['limited', { networkRules: { defaultAction: 'Deny' } }, []],
  ])('a storage account that is %s', (_, config, warnings) => {
    expect(warningsOf(config)).toEqual(warnings);
  });

  test('a registry for everybody, and not one for some', () => {
    for (const [access, warnings] of [
      [RegistryAccess.publicFromEverywhere(), [warning]],
      [RegistryAccess.publicFrom(['203.0.113.7/32']), []],
    ] as const) {
      const found = Planned.by((stack) => {
        const target = new ContainerRegistry(stack, 'Registry', { ...place, registryName: 'shop4711', access });
        endpoint(stack, { target });
      });
      expect(found.warnings).toEqual(warnings);
    }
  });
});
