import { ResourceGroup } from '@cdktf/provider-azurerm/lib/resource-group';
import { TerraformVariable, Token } from 'cdktf';
import { VirtualNetwork, type VirtualNetworkProps, Warnings } from '../../lib';
import { azureStack, errorOf, Planned } from '../support/planned';

const place = { resourceGroupName: 'rg-shop', location: 'westeurope' };
const base: VirtualNetworkProps = { ...place, networkName: 'shop', addressSpace: ['10.0.0.0/16'] };
const networkId = '/subscriptions/s/resourceGroups/rg-hub/providers/Microsoft.Network/virtualNetworks/hub';

function errorFor(props: Partial<VirtualNetworkProps>): string {
  return errorOf(() => new VirtualNetwork(azureStack(), 'Network', { ...base, ...props }));
}

test('makes one network and nothing else', () => {
  const planned = Planned.by((stack) => {
    new VirtualNetwork(stack, 'Network', { ...base, tags: { team: 'web' } });
  });
  expect(planned.one('azurerm_virtual_network')).toEqual({
    name: 'shop',
    resource_group_name: 'rg-shop',
    location: 'westeurope',
    address_space: ['10.0.0.0/16'],
    tags: { team: 'web' },
  });
  expect(Object.keys(planned.json.resource)).toEqual(['azurerm_virtual_network']);
});

test('DNS servers and a DDoS plan go along', () => {
  const plan = '/subscriptions/s/resourceGroups/rg/providers/Microsoft.Network/ddosProtectionPlans/plan';
  const planned = Planned.by((stack) => {
    new VirtualNetwork(stack, 'Network', { ...base, dnsServers: ['10.0.0.4', 'fd00::4'], ddosProtectionPlanId: plan });
  });
  expect(planned.one('azurerm_virtual_network')).toMatchObject({
    dns_servers: ['10.0.0.4', 'fd00::4'],
    ddos_protection_plan: { id: plan, enable: true },
  });
});

test('tokens pass unchecked', () => {
  const planned = Planned.by((stack) => {
    const group = new ResourceGroup(stack, 'Group', { name: 'rg', location: 'westeurope' });
    const range = new TerraformVariable(stack, 'Range', { type: 'string' }).stringValue;
    new VirtualNetwork(stack, 'Network', {
      networkName: 'shop',
      resourceGroupName: group.name,
      location: group.location,
      addressSpace: [range],
      dnsServers: [Token.asString({ resolve: () => 'x' })],
    });
  });
  expect(planned.one('azurerm_virtual_network').address_space).toEqual(['${var.Range}']);
});

test('the props of the user are not kept to be changed later', () => {
  const addressSpace = ['10.0.0.0/16'];
  const planned = Planned.by((stack) => {
    new VirtualNetwork(stack, 'Network', { ...base, addressSpace });
  });
  expect(planned.one('azurerm_virtual_network').address_space).toEqual(addressSpace);
  expect(addressSpace).toEqual(['10.0.0.0/16']);
});

test('all faults are told together', () => {
  const error = errorFor({
    networkName: 's',
    addressSpace: ['10.0.0.1/16', '10.0', '10.0.0.0/30'],
    dnsServers: ['dns.example.com'],
    ddosProtectionPlanId: networkId,
  });
  expect(error).toBe(
    [
      "VirtualNetwork 'platform/Network' has 6 faults:",
      '- networkName must have 2 to 64 characters: letters, digits, _ . and -, with a letter or digit first and a letter, digit or _ last, got s. For example, use shop.',
      '- ddosProtectionPlanId must be the resource id of a Microsoft.Network/ddosProtectionPlans, got ' +
        `${networkId}. It has the form ` +
        '/subscriptions/SUBSCRIPTION/resourceGroups/GROUP/providers/Microsoft.Network/ddosProtectionPlans/NAME.',
      '- dnsServers must be addresses, got dns.example.com. For example, use 10.0.0.4.',
      '- addressSpace[0] must be the first address of its range, got 10.0.0.1/16. Use 10.0.0.0/16.',
      '- addressSpace[1] must be an address range in CIDR notation, got 10.0. For example, use 10.0.0.0/16.',
      '- addressSpace[2] must not be smaller than /29, got 10.0.0.0/30. For example, use 10.0.0.0/16.',
    ].join('\n'),
  );
});

test.each([[[]], [undefined]])('the address space %p is refused', (addressSpace) => {
  const got = addressSpace ? ', got []' : '';
  expect(errorFor({ addressSpace: addressSpace as string[] })).toBe(
    `VirtualNetwork 'platform/Network': addressSpace must have a range${got}. For example, use 10.0.0.0/16.`,
  );
});

test('the ranges of a network must not overlap one another', () => {
  expect(errorFor({ addressSpace: ['10.0.0.0/16', '192.168.0.0/16', '10.0.128.0/17'] })).toBe(
    "VirtualNetwork 'platform/Network': addressSpace[2] must not overlap addressSpace[0] (10.0.0.0/16), " +
      'got 10.0.128.0/17. For example, use 10.244.0.0/17.',
  );
});

test.each([
  ['127.0.0.0/8', '127.0.0.0/8'],
  ['169.254.1.0/24', '169.254.0.0/16'],
  ['168.63.0.0/16', '168.63.129.16/32'],
  ['224.0.0.0/24', '224.0.0.0/4'],
])('%p, which Azure reserves, is refused', (range, reserved) => {
  expect(errorFor({ addressSpace: [range] })).toBe(
    `VirtualNetwork 'platform/Network': addressSpace[0] must not overlap ${reserved}, which Azure reserves, ` +
      `got ${range}. For example, use 10.0.0.0/16.`,
  );
});

describe('public addresses in the address space', () => {
  const warning = "W121: addressSpace has public addresses (8.0.0.0/8); the network can't reach their owners.";

  test('warn', () => {
    const planned = Planned.by((stack) => {
      new VirtualNetwork(stack, 'Network', { ...base, addressSpace: ['10.0.0.0/16', '8.0.0.0/8'] });
    });
    expect(planned.warnings).toEqual([warning]);
  });

  test('can be acknowledged', () => {
    const planned = Planned.by((stack) => {
      const network = new VirtualNetwork(stack, 'Network', { ...base, addressSpace: ['8.0.0.0/8'] });
      Warnings.acknowledge(network, 'W121', 'the range is ours');
    });
    expect(planned.warnings).toEqual([]);
  });

  test.each(['10.0.0.0/8', '172.16.0.0/12', '192.168.4.0/24', '100.64.0.0/10', 'fd00:db8::/48'])(
    '%p is private',
    (range) => {
      const planned = Planned.by((stack) => {
        new VirtualNetwork(stack, 'Network', { ...base, addressSpace: [range] });
      });
      expect(planned.warnings).toEqual([]);
    },
  );
});

describe('a network that is looked up', () => {
  test('makes nothing, and takes subnets with rules', () => {
    const planned = Planned.by((stack) => {
      const hub = VirtualNetwork.fromLookup(stack, 'Hub', { networkName: 'hub', resourceGroupName: 'rg-hub' });
      hub.addSubnet('Nodes', { prefix: '10.9.0.0/24', securityRules: [] });
    });
    expect(planned.all('azurerm_virtual_network')).toEqual({});
    expect(planned.one('azurerm_subnet')).toMatchObject({
      resource_group_name: 'rg-hub',
      virtual_network_name: expect.stringMatching(/^\$\{data\.azurerm_virtual_network\.Hub_\w+\.name\}$/),
    });
    expect(planned.one('azurerm_network_security_group')).toMatchObject({
      name: 'hub-nodes',
      location: expect.stringMatching(/^\$\{data\.azurerm_virtual_network\.Hub_\w+\.location\}$/),
    });
    expect(planned.infos).toEqual(["not verified: whether the subnet is within its network's address space"]);
  });

  test('checks its subnets where its address space is told', () => {
    const hub = VirtualNetwork.fromLookup(azureStack(), 'Hub', {
      networkName: 'hub',
      resourceGroupName: 'rg-hub',
      addressSpace: ['10.9.0.0/16'],
    });
    expect(errorOf(() => hub.addSubnet('Nodes', { prefix: '10.0.0.0/24' }))).toBe(
      "Subnet 'platform/Hub/Nodes': prefix must be within the network's address space (10.9.0.0/16), " +
        'got 10.0.0.0/24. For example, use 10.9.0.0/24.',
    );
  });

  test('checks its names', () => {
    const lookup = { networkName: '', resourceGroupName: 'rg.' };
    expect(errorOf(() => VirtualNetwork.fromLookup(azureStack(), 'Hub', lookup))).toContain('has 2 faults:');
  });
});

describe('a network that is known by its id', () => {
  test('reads nothing', () => {
    const planned = Planned.by((stack) => {
      const hub = VirtualNetwork.fromNetworkId(stack, 'Hub', networkId);
      expect([hub.networkId, hub.networkName, hub.resourceGroupName]).toEqual([networkId, 'hub', 'rg-hub']);
      hub.addSubnet('Nodes', { prefix: '10.9.0.0/24' });
    });
    expect(planned.allData('azurerm_virtual_network')).toEqual({});
    expect(planned.one('azurerm_subnet')).toMatchObject({
      resource_group_name: 'rg-hub',
      virtual_network_name: 'hub',
    });
  });

  test('may be known at deployment alone', () => {
    const planned = Planned.by((stack) => {
      const id = new TerraformVariable(stack, 'Id', { type: 'string' }).stringValue;
      VirtualNetwork.fromNetworkId(stack, 'Hub', id).addSubnet('Nodes', { prefix: '10.9.0.0/24' });
    });
    expect(planned.one('azurerm_subnet')).toMatchObject({
      resource_group_name: '${element(split("/", var.Id), 4)}',
      virtual_network_name: '${element(split("/", var.Id), 8)}',
    });
  });

  test('needs a location for rules', () => {
    const hub = VirtualNetwork.fromNetworkId(azureStack(), 'Hub', networkId);
    expect(errorOf(() => hub.addSubnet('Nodes', { prefix: '10.9.0.0/24', securityRules: [] }))).toBe(
      "Subnet 'platform/Hub/Nodes': securityRules can only be used with a network whose location is known. " +
        'Pass the location to VirtualNetwork.fromNetworkId, or use VirtualNetwork.fromLookup.',
    );
  });

  test('takes the location where it is told', () => {
    const planned = Planned.by((stack) => {
      const hub = VirtualNetwork.fromNetworkId(stack, 'Hub', networkId, { location: 'northeurope' });
      hub.addSubnet('Nodes', { prefix: '10.9.0.0/24', securityRules: [] });
    });
    expect(planned.one('azurerm_network_security_group').location).toBe('northeurope');
  });

  test('refuses an id of something else, and a wrong address space', () => {
    const known = { addressSpace: ['10.0.0.0/40'], location: 'west-europe' };
    const error = errorOf(() => VirtualNetwork.fromNetworkId(azureStack(), 'Hub', `${networkId}/subnets/n`, known));
    expect(error.split('\n')).toEqual([
      "ImportedVirtualNetwork 'platform/Hub' has 3 faults:",
      `- networkId must be the resource id of a Microsoft.Network/virtualNetworks, got ${networkId}/subnets/n. It has the form ` +
        '/subscriptions/SUBSCRIPTION/resourceGroups/GROUP/providers/Microsoft.Network/virtualNetworks/NAME.',
      '- location must have 2 to 40 characters: letters, digits and spaces, got west-europe. For example, use westeurope.',
      '- addressSpace[0] must be an address range in CIDR notation, got 10.0.0.0/40. For example, use 10.0.0.0/16.',
    ]);
  });
});
