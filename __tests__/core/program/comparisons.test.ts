import { KeyVaultSecret } from '@cdktf/provider-azurerm/lib/key-vault-secret';
import { AzurermProvider } from '@cdktf/provider-azurerm/lib/provider';
import { ResourceGroup } from '@cdktf/provider-azurerm/lib/resource-group';
import { type App, TerraformStack, TerraformVariable, Testing } from 'cdktf';
import {
  AksCluster,
  type AksClusterProps,
  ApiServerAccess,
  ApplicationGateway,
  ApplicationInsights,
  ClusterNetwork,
  ClusterOutbound,
  ClusterUpgrades,
  ContainerRegistry,
  GatewayCertificate,
  type IVirtualNetwork,
  KeyVault,
  KubernetesManifests,
  LogAnalyticsWorkspace,
  ManagedIdentity,
  MonitorPrivateLinkScope,
  NatGateway,
  NetworkDataPlane,
  NodeOs,
  NodeOsUpgradeChannel,
  NodePool,
  Principal,
  PrivateDnsZone,
  PrivateEndpoint,
  PrivateEndpointDns,
  Route,
  RouteTable,
  Subnet,
  SubnetDelegation,
  VaultNetworkAccess,
  VirtualNetwork,
} from '../../../lib';
import { place, shopCluster, shopNetwork } from '../../support/clusters';
import { azureStack, errorOf, Planned, testApp } from '../../support/planned';

const vmSize = 'Standard_D4ds_v5';
const keyVaultKeyId = 'https://shop4711.vault.azure.net/keys/etcd/0123456789abcdef0123456789abcdef';

function network(stack: TerraformStack, networkName: string, range = '10.0.0.0/16', dnsServers?: string[]) {
  return new VirtualNetwork(stack, networkName, { ...place, networkName, addressSpace: [range], dnsServers });
}

function overlay(nodeSubnet: Subnet, options: { outbound?: ClusterOutbound; serviceCidr?: string } = {}) {
  return ClusterNetwork.azureCniOverlay({ nodeSubnet, ...options });
}

function cluster(stack: TerraformStack, id: string, props: Partial<AksClusterProps> & { network: ClusterNetwork }) {
  return new AksCluster(stack, id, {
    ...place,
    clusterName: id.toLowerCase(),
    apiServer: ApiServerAccess.publicFrom(['203.0.113.7/32']),
    administrators: [Principal.deployer()],
    systemPool: { vmSize },
    ...props,
  });
}

/** The errors of an app, without the stacks that they are reported at. */
function errorsOf(build: (app: App) => void): string[] {
  const app = testApp();
  build(app);
  try {
    app.synth();
  } catch (error) {
    return [...(error as Error).message.matchAll(/^ *\[[^\]]+\] (.*)$/gm)].map(([, text]) => text);
  }
  return [];
}

function errorsIn(build: (stack: TerraformStack) => void): string[] {
  return errorsOf((app) => build(azureStack(app)));
}

describe('authorized ranges', () => {
  const ranges = (build: (stack: TerraformStack) => void) =>
    Planned.by(build).one('azurerm_kubernetes_cluster').api_server_access_profile.authorized_ip_ranges;
  const outbound = ClusterOutbound.natGateway();
  const gateway = (stack: TerraformStack, id = 'Out', publicIpCount = 1) =>
    new NatGateway(stack, id, { ...place, natGatewayName: id.toLowerCase(), publicIpCount });

  test('get the addresses of the NAT gateways that the program creates, those of later pools too', () => {
    const found = ranges((stack) => {
      const shop = shopNetwork(stack);
      const nodes = shop.addSubnet('Nodes', { prefix: '10.0.0.0/20', natGateway: gateway(stack, 'Out', 2) });
      const made = shopCluster(stack, { network: overlay(nodes, { outbound }) });
      const nodeSubnet = shop.addSubnet('Batch', { prefix: '10.0.16.0/20', natGateway: gateway(stack, 'Batch') });
      new NodePool(stack, 'Pool', { cluster: made, poolName: 'batch', vmSize, nodeSubnet });
    });
    expect(found).toEqual([
      '203.0.113.7/32',
      expect.stringMatching(/^\$\{azurerm_public_ip\.Out_PublicIp1_\w+\.ip_address\}\/32$/),
      expect.stringMatching(/^\$\{azurerm_public_ip\.Out_PublicIp2_\w+\.ip_address\}\/32$/),
      expect.stringMatching(/^\$\{azurerm_public_ip\.Batch_PublicIp1_\w+\.ip_address\}\/32$/),
    ]);
  });

  test('name an address once that is given by hand', () => {
    const found = ranges((stack) => {
      const natGateway = gateway(stack);
      const nodes = shopNetwork(stack).addSubnet('Nodes', { prefix: '10.0.0.0/20', natGateway });
      const own = natGateway.publicIpAddresses.map((address) => `${address}/32`);
      const apiServer = ApiServerAccess.publicFrom(own);
      shopCluster(stack, { apiServer, network: overlay(nodes, { outbound }) });
    });
    expect(found).toEqual([expect.stringContaining('azurerm_public_ip')]);
  });

  test('as a token need the addresses as text, and get them by a function of Terraform', () => {
    const build = (stack: TerraformStack, options: { egressRanges?: string[] }) => {
      const nodes = shopNetwork(stack).addSubnet('Nodes', { prefix: '10.0.0.0/20', natGateway: gateway(stack) });
      const offices = new TerraformVariable(stack, 'offices', { type: 'list(string)' }).listValue;
      const network = overlay(nodes, { outbound: ClusterOutbound.natGateway(options) });
      shopCluster(stack, { apiServer: ApiServerAccess.publicFrom(offices), network });
    };
    expect(errorsIn((stack) => build(stack, {}))).toEqual([
      expect.stringContaining('Use ClusterOutbound.natGateway({ egressRanges:'),
    ]);
    expect(ranges((stack) => build(stack, { egressRanges: ['203.0.113.20/32'] }))).toBe(
      '${distinct(concat(var.offices, ["203.0.113.20/32"]))}',
    );
  });

  const firewalled = (stack: TerraformStack, options: { egressRanges?: string[] }, apiServer?: ApiServerAccess) => {
    const routes = [Route.defaultToFirewall('10.1.0.4')];
    const routeTable = new RouteTable(stack, 'Routes', { ...place, routeTableName: 'shop', routes });
    const nodes = shopNetwork(stack).addSubnet('Nodes', { prefix: '10.0.0.0/20', routeTable });
    const network = overlay(nodes, { outbound: ClusterOutbound.userDefinedRouting(options) });
    return shopCluster(stack, { network, ...(apiServer && { apiServer }) });
  };

  test("must be told a firewall's addresses, and get them", () => {
    expect(errorsIn((stack) => firewalled(stack, {}))).toEqual([
      "AksCluster 'platform/Cluster': apiServer.ranges must include the public addresses of the firewall or " +
        'appliance through which subnet platform/Network/Nodes is routed: nodes reach the API server from there. ' +
        "Use ClusterOutbound.userDefinedRouting({ egressRanges: ['203.0.113.20/32'] }) with these addresses.",
    ]);
    const egressRanges = ['203.0.113.20/32', '203.0.113.7/32'];
    expect(ranges((stack) => firewalled(stack, { egressRanges }))).toEqual(['203.0.113.7/32', '203.0.113.20/32']);
  });

  test('need no address where the API server answers everyone, or is private', () => {
    expect(errorsIn((stack) => firewalled(stack, {}, ApiServerAccess.publicFrom(['0.0.0.0/0'])))).toEqual([]);
    expect(errorsIn((stack) => firewalled(stack, {}, ApiServerAccess.privateLink()))).toEqual([]);
    const build = () => firewalled(azureStack(), { egressRanges: ['203.0.113.20/32'] }, ApiServerAccess.privateLink());
    expect(errorOf(build)).toBe(
      "AksCluster 'platform/Cluster': outbound.egressRanges can only be used with ApiServerAccess.publicFrom, got " +
        '["203.0.113.20/32"]. Leave it out: nodes reach this API server within the network.',
    );
  });

  test('take no empty list, and no IPv6 range, as addresses of a firewall', () => {
    expect(errorOf(() => firewalled(azureStack(), { egressRanges: [] }))).toContain(
      "outbound.egressRanges must have a range, got []. For example, use ['203.0.113.20/32'].",
    );
    expect(errorOf(() => firewalled(azureStack(), { egressRanges: ['fd00::/64'] }))).toContain(
      'outbound.egressRanges must be IPv4 ranges, got fd00::/64.',
    );
  });
});

describe('the vault of a KMS key', () => {
  const encrypted = (networkAccess?: VaultNetworkAccess, override?: (vault: KeyVault) => void) =>
    errorsIn((stack) => {
      const keyVault = new KeyVault(stack, 'Vault', { ...place, vaultName: 'shop4711', networkAccess });
      override?.(keyVault);
      shopCluster(stack, { keyManagement: { keyVault, keyVaultKeyId } });
    });

  test('may be open to everyone, and no less', () => {
    expect(encrypted(VaultNetworkAccess.publicFromEverywhere())).toEqual([]);
    const ranges = ['203.0.113.7/32'];
    expect(encrypted(VaultNetworkAccess.selected({ ranges }))).toEqual([
      expect.stringContaining('(platform/Vault allows selected networks)'),
    ]);
  });

  test('is judged as it is in the end', () => {
    const close = ({ resource }: KeyVault) => {
      resource.publicNetworkAccessEnabled = false;
    };
    expect(encrypted(VaultNetworkAccess.publicFromEverywhere(), close)).toEqual([
      expect.stringContaining('(platform/Vault allows private endpoints only)'),
    ]);
  });

  test('is found where another stack makes it, and noted where nobody does', () => {
    const build = (app: App) => {
      new KeyVault(azureStack(app, 'base'), 'Vault', { ...place, vaultName: 'shop4711' });
      const stack = azureStack(app);
      const lookup = { vaultName: 'shop4711', resourceGroupName: 'rg-shop' };
      shopCluster(stack, { keyManagement: { keyVault: KeyVault.fromLookup(stack, 'Vault', lookup), keyVaultKeyId } });
    };
    expect(errorsOf(build)).toEqual([expect.stringContaining('(platform/Vault allows private endpoints only)')]);
    const planned = Planned.by((stack) => {
      const lookup = { vaultName: 'shop4711', resourceGroupName: 'rg-shop' };
      shopCluster(stack, { keyManagement: { keyVault: KeyVault.fromLookup(stack, 'Vault', lookup), keyVaultKeyId } });
    });
    expect(planned.infos).toContain('not verified: whether the API server reaches the vault platform/Vault');
  });
});

describe('private endpoints', () => {
  const registryOf = (stack: TerraformStack) =>
    new ContainerRegistry(stack, 'Registry', { ...place, registryName: 'shop4711' });
  const endpointsOf = (one: IVirtualNetwork, prefix: string) => one.addSubnet('Endpoints', { prefix });

  test('in one zone are found across stacks', () => {
    const errors = errorsOf((app) => {
      ['one', 'two'].forEach((id, index) => {
        const stack = azureStack(app, id);
        const registry = ContainerRegistry.fromLookup(stack, 'Registry', {
          registryName: 'shop4711',
          resourceGroupName: 'rg-shop',
        });
        const subnet = endpointsOf(network(stack, id, `10.${index}.0.0/16`), `10.${index}.1.0/24`);
        const lookup = { zoneName: 'privatelink.azurecr.io', resourceGroupName: 'rg-dns' };
        const dns = PrivateEndpointDns.zones([PrivateDnsZone.fromLookup(stack, 'Zone', lookup)]);
        new PrivateEndpoint(stack, 'Endpoint', { ...place, endpointName: id, subnet, target: registry, dns });
      });
    });
    expect(errors).toEqual([expect.stringMatching(/^PrivateEndpoint 'two\/Endpoint': dns must not write the record/)]);
  });

  const scopes = (stack: TerraformStack, dns: (id: string) => PrivateEndpointDns | undefined) => {
    ['a', 'b'].forEach((id, index) => {
      const target = new MonitorPrivateLinkScope(stack, `Scope-${id}`, {
        resourceGroupName: 'rg-shop',
        scopeName: `scope-${id}`,
      });
      const subnet = endpointsOf(network(stack, `net-${id}`, `10.${index}.0.0/16`), `10.${index}.1.0/24`);
      const own = { endpointName: `monitor-${id}`, subnet, target, dns: dns(id) };
      new PrivateEndpoint(stack, `Endpoint-${id}`, { ...place, ...own });
    });
  };

  test('of different scopes of Azure Monitor write the same names', () => {
    const errors = errorsIn((stack) => scopes(stack, () => undefined));
    expect(errors).toHaveLength(5);
    expect(errors[0]).toContain(
      "PrivateEndpoint 'platform/Endpoint-b': dns must not write the records of Azure Monitor",
    );
  });

  test('have zones per network, of one name in different resource groups', () => {
    const dns = (id: string) => PrivateEndpointDns.ownZones({ resourceGroupName: `rg-dns-${id}`, perNetwork: true });
    const zones = Object.values(Planned.by((stack) => scopes(stack, dns)).all('azurerm_private_dns_zone'));
    expect(zones).toHaveLength(10);
    expect(new Set(zones.map(({ name, resource_group_name: group }) => `${group}/${name}`)).size).toBe(10);
    expect(new Set(zones.map(({ resource_group_name: group }) => group))).toEqual(new Set(['rg-dns-a', 'rg-dns-b']));
  });

  test('of two networks take no zones per network in one resource group', () => {
    const dns = () => PrivateEndpointDns.ownZones({ resourceGroupName: 'rg-dns', perNetwork: true });
    expect(errorOf(() => Planned.by((stack) => scopes(stack, dns)))).toContain(
      'dns.resourceGroupName must differ from that of the zone ' +
        'platform/PrivateDnsZone-privatelink.monitor.azure.com-rg-dns, which serves another network, got rg-dns. Use a ' +
        'resource group per network.',
    );
  });

  describe('of what a cluster uses', () => {
    interface Options {
      readonly link?: 'spoke' | 'known spoke';
      readonly dnsServers?: string[];
      readonly linked?: string;
      readonly isOpen?: boolean;
    }

    /** A registry with its endpoint in the hub, and a cluster in a spoke that pulls from it. */
    const pull = (stack: TerraformStack, { link, dnsServers }: Options) => {
      const registry = registryOf(stack);
      const spoke = network(stack, 'spoke', '10.1.0.0/16', dnsServers);
      const subnet = endpointsOf(network(stack, 'hub', '10.0.0.0/16'), '10.0.1.0/24');
      new PrivateEndpoint(stack, 'Endpoint', { ...place, endpointName: 'acr', subnet, target: registry });
      const networks: IVirtualNetwork[] = [];
      if (link === 'spoke') networks.push(spoke);
      if (link === 'known spoke') {
        const id = '/subscriptions/s/resourceGroups/rg-shop/providers/Microsoft.Network/virtualNetworks/spoke';
        networks.push(VirtualNetwork.fromNetworkId(stack, 'Known', id));
      }
      PrivateDnsZone.once(stack, { zoneName: 'privatelink.azurecr.io', resourceGroupName: 'rg-shop', networks });
      const made = cluster(stack, 'Shop', { network: overlay(spoke.addSubnet('Nodes', { prefix: '10.1.0.0/20' })) });
      registry.grantPull(made.kubelet);
    };

    test.each<[string, Options, number]>([
      ['is not linked to the spoke', {}, 1],
      ['is linked to the spoke', { link: 'spoke' }, 0],
      ['is linked to the spoke by its resource id', { link: 'known spoke' }, 0],
      ['is linked to the network of the DNS servers', { dnsServers: ['10.0.0.4'] }, 0],
      ['is not linked to the network of the DNS servers', { dnsServers: ['10.1.0.4'] }, 1],
      ['is asked by DNS servers that the program does not know', { dnsServers: ['192.168.0.4'] }, 0],
    ])('the zone %s', (_, options, count) => {
      expect(errorsIn((stack) => pull(stack, options))).toHaveLength(count);
    });

    test('DNS servers that the program does not know are noted', () => {
      const { infos } = Planned.by((stack) => pull(stack, { dnsServers: ['192.168.0.4'] }));
      expect(infos).toContain(
        'not verified: whether network spoke resolves the name of platform/Registry to its private endpoint',
      );
    });

    test('a registry that is public needs no zone', () => {
      const errors = errorsIn((stack) => {
        pull(stack, {});
        const found = stack.node.findChild('Registry') as ContainerRegistry;
        found.resource.publicNetworkAccessEnabled = true;
      });
      expect(errors).toEqual([]);
    });

    test('the zone is missed in another stack, which imports the cluster', () => {
      const errors = errorsOf((app) => {
        const base = azureStack(app, 'base');
        const spoke = network(base, 'spoke', '10.1.0.0/16');
        const made = cluster(base, 'Shop', { network: overlay(spoke.addSubnet('Nodes', { prefix: '10.1.0.0/20' })) });
        const stack = azureStack(app);
        const registry = registryOf(stack);
        const subnet = endpointsOf(network(stack, 'hub', '10.0.0.0/16'), '10.0.1.0/24');
        new PrivateEndpoint(stack, 'Endpoint', { ...place, endpointName: 'acr', subnet, target: registry });
        registry.grantPull(AksCluster.fromCluster(stack, 'Imported', made).kubelet);
      });
      expect(errors).toEqual([
        expect.stringMatching(
          /^ImportedCluster 'platform\/Imported': network must resolve the name of platform\/Registry/,
        ),
      ]);
    });

    const gatewayReads = (trustedServicesBypass: boolean) =>
      errorsIn((stack) => {
        const vault = new KeyVault(stack, 'Vault', { ...place, vaultName: 'shop4711', trustedServicesBypass });
        const hub = endpointsOf(network(stack, 'hub', '10.0.0.0/16'), '10.0.1.0/24');
        new PrivateEndpoint(stack, 'Endpoint', { ...place, endpointName: 'vault', subnet: hub, target: vault });
        const identity = new ManagedIdentity(stack, 'Identity', { ...place, identityName: 'gateway' });
        const subnet = network(stack, 'spoke', '10.1.0.0/16').addSubnet('Gateway', { prefix: '10.1.0.0/24' });
        new ApplicationGateway(stack, 'Gateway', { ...place, gatewayName: 'shop', subnet, identity });
        vault.grantReadSecrets(identity, 'certificate');
      });

    test('a gateway passes as a trusted service, or needs the zone', () => {
      expect(gatewayReads(true)).toEqual([]);
      expect(gatewayReads(false)).toEqual([
        expect.stringMatching(
          /^ApplicationGateway 'platform\/Gateway': network must resolve the name of platform\/Vault/,
        ),
      ]);
    });
  });
});

describe('names', () => {
  const inGroup = (clusterName: string, resourceGroupName: string, nodeResourceGroupName?: string) =>
    errorsIn((stack) => {
      const network = overlay(shopNetwork(stack).addSubnet('Nodes', { prefix: '10.0.0.0/20' }));
      cluster(stack, 'Shop', { network, clusterName, resourceGroupName, nodeResourceGroupName });
    });

  test("of the nodes' resource group are derived by AKS, and then too long", () => {
    const group = 'rg-weu-production-payments-platform-kubernetes';
    const name = 'aks-weu-production-payments-platform-01';
    expect(inGroup(name, group)).toEqual([
      "AksCluster 'platform/Shop': nodeResourceGroupName must be set, because the name that AKS derives has 100 characters " +
        `(at most 80), got MC_${group}_${name}_westeurope. For example, use nodeResourceGroupName: 'rg-${name}-nodes'.`,
    ]);
    expect(inGroup(name, group, 'rg-nodes')).toEqual([]);
    expect(inGroup(name, 'g'.repeat(80 - `MC__${name}_westeurope`.length))).toEqual([]);
    expect(inGroup('shop', 'rg-shop', 'n'.repeat(80))).toEqual([]);
    expect(inGroup('shop', 'rg-shop', 'RG-Shop')).toEqual([
      "AksCluster 'platform/Shop': nodeResourceGroupName must not be the cluster's own resource group, got RG-Shop. " +
        "For example, use nodeResourceGroupName: 'rg-shop-nodes'.",
    ]);
  });

  test('that become node labels are checked for pools with subnets of their own too, and only in an overlay', () => {
    const long = 'n'.repeat(64);
    const build = (kind: 'azureCniOverlay' | 'azureCniNodeSubnet') =>
      errorsIn((stack) => {
        const shop = network(stack, long);
        const own = shop.addSubnet('Own', { subnetName: 's'.repeat(64), prefix: '10.0.16.0/20' });
        const nodeSubnet = shop.addSubnet('Nodes', { prefix: '10.0.0.0/20' });
        const made = cluster(stack, 'Shop', { network: ClusterNetwork[kind]({ nodeSubnet }) });
        new NodePool(stack, 'Pool', { cluster: made, vmSize, nodeSubnet: own });
      });
    expect(build('azureCniOverlay').map((text) => text.slice(0, text.indexOf(' must')))).toEqual([
      `Subnet 'platform/${long}/Nodes': networkName`,
      `Subnet 'platform/${long}/Own': subnetName`,
      `Subnet 'platform/${long}/Own': networkName`,
    ]);
    expect(build('azureCniNodeSubnet')).toEqual([]);
  });

  test('that differ in letter case only are the same', () => {
    const errors = errorsIn((stack) => {
      const shop = shopNetwork(stack);
      shop.addSubnet('One', { subnetName: 'nodes', prefix: '10.0.0.0/20' });
      shop.addSubnet('Two', { subnetName: 'Nodes', prefix: '10.0.16.0/20' });
    });
    expect(errors).toEqual([
      "Subnet 'platform/Network/Two': name must be unique in the network, but platform/Network/One has it already, got Nodes. " +
        'Rename one of the two, or use one for both.',
    ]);
  });

  const twice = (subscriptions: (string | undefined)[]) =>
    errorsOf((app) => {
      subscriptions.forEach((subscriptionId, index) => {
        const stack = new TerraformStack(app, `stack-${index}`);
        new AzurermProvider(stack, 'Azure', { features: [{}], subscriptionId });
        new ResourceGroup(stack, 'Group', { name: 'rg-shop', location: 'westeurope' });
        network(stack, 'shop');
      });
    });

  test('are unique over stacks, unless these are of different subscriptions', () => {
    const fix = 'Rename one of the two, or use one for both.';
    expect(twice(['a', 'a'])).toEqual([
      `ResourceGroup 'stack-1/Group': name must be unique in the subscription, but stack-0/Group has it already, got rg-shop. ${fix}`,
      `VirtualNetwork 'stack-1/shop': name must be unique in the resource group, but stack-0/shop has it already, got shop. ${fix}`,
    ]);
    expect(twice(['a', 'b'])).toEqual([]);
    expect(twice([undefined, undefined])).toEqual([]);
  });

  test('static addresses are of one network over stacks only if these are of one subscription', () => {
    const fixedIn = (subscriptions: (string | undefined)[]) =>
      errorsOf((app) => {
        subscriptions.forEach((subscriptionId, index) => {
          const stack = new TerraformStack(app, `stack-${index}`);
          new AzurermProvider(stack, 'Azure', { features: [{}], subscriptionId });
          const lookup = { resourceGroupName: 'rg-hub', networkName: 'hub', subnetName: 'endpoints' };
          const subnet = Subnet.fromLookup(stack, 'Endpoints', lookup);
          const target = new KeyVault(stack, 'Vault', { ...place, vaultName: `shop-${index}` });
          const staticAddresses = [{ address: '10.0.16.7', memberName: 'default' }];
          const endpointName = `vault-${index}`;
          const dns = PrivateEndpointDns.writtenElsewhere();
          new PrivateEndpoint(stack, 'Endpoint', { ...place, endpointName, subnet, target, staticAddresses, dns });
        });
      });
    expect(fixedIn(['a', 'a'])).toEqual([
      "PrivateEndpoint 'stack-1/Endpoint': staticAddresses[0].address must not be the address of stack-0/Endpoint, got 10.0.16.7. " +
        'Use a free address of the subnet.',
    ]);
    expect(fixedIn(['a', 'b'])).toEqual([]);
    expect(fixedIn([undefined, undefined])).toEqual([]);
  });

  test('are an error twice in one stack, whatever another stack has', () => {
    const errors = errorsOf((app) => {
      for (const id of ['one', 'two']) network(azureStack(app, id), 'shop');
      const again = { ...place, networkName: 'shop', addressSpace: ['10.1.0.0/16'] };
      new VirtualNetwork(app.node.findChild('two') as TerraformStack, 'zAgain', again);
    });
    expect(errors).toEqual([
      "VirtualNetwork 'two/zAgain': name must be unique in the resource group, but two/shop has it already, got shop. Rename one of " +
        'the two, or use one for both.',
    ]);
  });

  test('that Azure has once are an error in two stacks, whatever their subscriptions', () => {
    const errors = errorsOf((app) => {
      for (const id of ['one', 'two']) new KeyVault(azureStack(app, id), 'Vault', { ...place, vaultName: 'shop4711' });
    });
    expect(errors).toEqual([expect.stringContaining("KeyVault 'two/Vault': name must be unique in all of Azure")]);
  });

  test('in a resource group are compared by what its token stands for', () => {
    const errors = errorsIn((stack) => {
      const group = new ResourceGroup(stack, 'Group', { name: 'rg-shop', location: 'westeurope' });
      for (const [id, resourceGroupName] of Object.entries({ One: group.name, Two: 'RG-SHOP' })) {
        new ManagedIdentity(stack, id, { identityName: 'shop', resourceGroupName, location: 'westeurope' });
      }
    });
    expect(errors).toHaveLength(1);
  });

  test('that only the deployment knows are not compared with literal ones', () => {
    const errors = errorsIn((stack) => {
      const name = new TerraformVariable(stack, 'name', { type: 'string' }).stringValue;
      for (const [id, identityName] of Object.entries({ One: name, Two: 'shop' })) {
        new ManagedIdentity(stack, id, { identityName, ...place });
      }
    });
    expect(errors).toEqual([]);
  });
});

describe('a NAT gateway', () => {
  const shared = (second: (stack: TerraformStack, shop: VirtualNetwork) => IVirtualNetwork) =>
    errorsIn((stack) => {
      const shop = shopNetwork(stack);
      for (const [one, id, prefix] of [
        [shop, 'One', '10.0.0.0/20'],
        [second(stack, shop), 'Two', '10.0.16.0/20'],
      ] as const) {
        one.addSubnet(id, { prefix, natGatewayId: `${ids}/natGateways/${id === 'One' ? 'out' : 'OUT'}` });
      }
    });
  const ids = '/subscriptions/s/resourceGroups/rg-shop/providers/Microsoft.Network';

  test('is known by its id, and refused in two networks by the prop that names it', () => {
    const id = `${ids}/virtualNetworks/hub`;
    expect(shared((stack) => VirtualNetwork.fromNetworkId(stack, 'Hub', id))).toEqual([
      expect.stringMatching(/^Subnet '.*': natGatewayId must have subnets of one network only/),
    ]);
  });

  test('is the same one by the construct, by its id, and by its name in another stack', () => {
    const errors = errorsOf((app) => {
      const platform = azureStack(app);
      const natGateway = new NatGateway(platform, 'Out', { ...place, natGatewayName: 'out' });
      const { natGatewayId } = natGateway;
      network(platform, 'one', '10.1.0.0/16').addSubnet('Nodes', { prefix: '10.1.0.0/20', natGateway });
      network(platform, 'two', '10.2.0.0/16').addSubnet('Nodes', { prefix: '10.2.0.0/20', natGatewayId });
      const literal =
        '/subscriptions/11111111-1111-1111-1111-111111111111/resourceGroups/rg-shop/providers/Microsoft.Network/natGateways/out';
      const apps = azureStack(app, 'apps');
      network(apps, 'three', '10.3.0.0/16').addSubnet('Nodes', { prefix: '10.3.0.0/20', natGatewayId: literal });
    });
    const fix = 'Use a separate NAT gateway for each network.';
    const must = 'natGatewayId must have subnets of one network only, but';
    expect(errors).toEqual([
      `Subnet 'platform/one/Nodes': ${must.replace('Id', '')} apps/three/Nodes is in network three, got one. ${fix}`,
      `Subnet 'platform/two/Nodes': ${must} apps/three/Nodes is in network three, got two. ${fix}`,
    ]);
  });

  test('is allowed in all subnets of a network, and of one that may be the same', () => {
    expect(shared((_, shop) => shop)).toEqual([]);
    const lookup = { networkName: 'SHOP', resourceGroupName: 'rg-shop' };
    expect(shared((stack) => VirtualNetwork.fromLookup(stack, 'Same', lookup))).toEqual([]);
    const unknown = (stack: TerraformStack) => new TerraformVariable(stack, 'network', { type: 'string' }).stringValue;
    expect(shared((stack) => VirtualNetwork.fromNetworkId(stack, 'Unknown', unknown(stack)))).toEqual([]);
  });
});

describe('locations', () => {
  test('of a NAT gateway and an application gateway are those of their networks', () => {
    const elsewhere = { resourceGroupName: 'rg-shop', location: 'North Europe' };
    const errors = errorsIn((stack) => {
      const natGateway = new NatGateway(stack, 'Out', { ...elsewhere, natGatewayName: 'out' });
      const shop = shopNetwork(stack);
      shop.addSubnet('Nodes', { prefix: '10.0.0.0/20', natGateway });
      const subnet = shop.addSubnet('Gateway', { prefix: '10.0.16.0/24' });
      new ApplicationGateway(stack, 'Gateway', { ...elsewhere, gatewayName: 'shop', subnet });
    });
    expect(errors).toEqual([
      "ApplicationGateway 'platform/Gateway': subnet must be in North Europe, the location of platform/Gateway, got " +
        '"platform/Network/Gateway in westeurope". Use a resource of North Europe, or location: \'westeurope\'.',
      "Subnet 'platform/Network/Nodes': natGateway must be in westeurope, the location of platform/Network/Nodes, got " +
        '"platform/Out in North Europe". Use a resource of westeurope, or location: \'North Europe\'.',
    ]);
  });

  test('are the same in both spellings, and not compared where they are not known', () => {
    const errors = errorsIn((stack) => {
      const nodes = shopNetwork(stack).addSubnet('Nodes', { prefix: '10.0.0.0/20' });
      const known = Subnet.fromLookup(stack, 'Known', {
        subnetName: 'nodes',
        networkName: 'hub',
        resourceGroupName: 'rg',
      });
      cluster(stack, 'One', { network: overlay(nodes), location: 'West Europe' });
      cluster(stack, 'Two', {
        network: ClusterNetwork.azureCniOverlay({ nodeSubnet: known }),
        location: 'northeurope',
      });
    });
    expect(errors).toEqual([]);
  });
});

describe('addresses', () => {
  test('a service range is allowed in the network where no subnet is', () => {
    const services = (serviceCidr: string, other?: string) =>
      errorsIn((stack) => {
        const shop = shopNetwork(stack);
        const network = overlay(shop.addSubnet('Nodes', { prefix: '10.0.0.0/20' }), { serviceCidr });
        cluster(stack, 'Shop', { network });
        if (other) shop.addSubnet('Other', { prefix: other });
      });
    expect(services('10.0.240.0/20', '10.0.16.0/20')).toEqual([]);
    expect(services('10.0.240.0/20', '10.0.240.0/28')).toHaveLength(1);
  });

  test('what the subnets of an imported network are is noted', () => {
    const planned = Planned.by((stack) => {
      const names = { subnetName: 'nodes', networkName: 'hub', resourceGroupName: 'rg-hub' };
      const known = { prefixes: ['10.0.0.0/20'], addressSpace: ['10.0.0.0/16'] };
      const nodeSubnet = Subnet.fromLookup(stack, 'Nodes', { ...names, ...known });
      cluster(stack, 'Shop', { network: ClusterNetwork.azureCniOverlay({ nodeSubnet, serviceCidr: '10.0.240.0/20' }) });
    });
    expect(planned.infos).toContain(
      'not verified: whether serviceCidr overlaps a subnet of the network that is not in the program',
    );
  });

  test('of a pool with a subnet of its own are counted there', () => {
    const errors = errorsIn((stack) => {
      const shop = shopNetwork(stack);
      const made = cluster(stack, 'Shop', { network: overlay(shop.addSubnet('Nodes', { prefix: '10.0.0.0/24' })) });
      const nodeSubnet = shop.addSubnet('Small', { prefix: '10.0.16.0/28' });
      new NodePool(stack, 'Big', { cluster: made, poolName: 'big', vmSize, minCount: 20, maxCount: 100, nodeSubnet });
    });
    expect(errors).toEqual([
      "NodePool 'platform/Big': nodeSubnet must have 22 addresses for the initial nodes of 1 pool and an upgrade (it has 11), got " +
        '10.0.16.0/28. Use a larger subnet (Azure reserves 5 addresses of each), or lower minCount or maxPods of the pools.',
    ]);
  });

  test('of clusters that share a subnet are counted together, over stacks', () => {
    const errors = errorsOf((app) => {
      const base = azureStack(app, 'base');
      const nodes = shopNetwork(base).addSubnet('Nodes', { prefix: '10.0.0.0/25' });
      const pool = { vmSize, minCount: 70 };
      cluster(base, 'One', { network: overlay(nodes), systemPool: pool });
      const stack = azureStack(app);
      const lookup = { subnetName: 'nodes', networkName: 'shop', resourceGroupName: 'rg-shop' };
      const nodeSubnet = Subnet.fromLookup(stack, 'Nodes', lookup);
      cluster(stack, 'Two', { network: ClusterNetwork.azureCniOverlay({ nodeSubnet }), systemPool: pool });
    });
    expect(errors).toEqual([
      "AksCluster 'base/One': nodeSubnet must have 154 addresses for the initial nodes of 2 pools of 2 clusters " +
        'and an upgrade (it has 123), got 10.0.0.0/25. Use a larger subnet (Azure reserves 5 addresses of each), ' +
        'or lower minCount or maxPods of the pools.',
    ]);
  });
});

describe('the certificate of a gateway', () => {
  const served = (build: (gateway: ApplicationGateway, vault: KeyVault) => void, vaultStack?: TerraformStack) => {
    const stack = vaultStack ? azureStack(vaultStack.node.scope as App, 'gateway') : azureStack();
    const own = new KeyVault(vaultStack ?? stack, 'Vault', { ...place, vaultName: 'shop4711' });
    const lookup = { vaultName: 'shop4711', resourceGroupName: 'rg-shop' };
    const gateway = new ApplicationGateway(stack, 'Gateway', {
      ...place,
      gatewayName: 'shop',
      subnet: shopNetwork(stack).addSubnet('Gateway', { prefix: '10.0.16.0/24' }),
      identity: new ManagedIdentity(stack, 'Identity', { ...place, identityName: 'gateway' }),
      certificates: [
        GatewayCertificate.fromVault('tls', vaultStack ? KeyVault.fromLookup(stack, 'Vault', lookup) : own, 'shop-tls'),
      ],
    });
    build(gateway, own);
    return Planned.of(stack).warnings.filter((text) => text.startsWith('W256'));
  };
  const secret = (vault: KeyVault) =>
    new KeyVaultSecret(vault, 'Certificate', { name: 'shop-tls', keyVaultId: vault.vaultId, value: 'x' });

  test('must be waited for where the program creates it', () => {
    expect(served((_, vault) => secret(vault))).toEqual([
      'W256: The gateway reads certificate shop-tls of platform/Vault and does not wait for platform/Vault/Certificate. Call ' +
        'node.addDependency(CERTIFICATE) on the gateway.',
    ]);
    expect(served((gateway, vault) => gateway.node.addDependency(secret(vault)))).toEqual([]);
    const wait = (gateway: ApplicationGateway, vault: KeyVault) => {
      gateway.resource.dependsOn = [...(gateway.resource.dependsOn ?? []), secret(vault).fqn];
    };
    expect(served(wait)).toEqual([]);
  });

  test('can be in the vault of another stack already', () => {
    expect(served(() => undefined, azureStack())).toEqual([]);
  });
});

test("the provider's features disable the alert rule of Application Insights", () => {
  const warningsWith = (disableGeneratedRule: boolean) => {
    const stack = new TerraformStack(testApp(), 'platform');
    new AzurermProvider(stack, 'Azure', { features: [{ applicationInsights: [{ disableGeneratedRule }] }] });
    const workspace = new LogAnalyticsWorkspace(stack, 'Logs', { ...place, workspaceName: 'shop-logs' });
    new ApplicationInsights(stack, 'Insights', { ...place, insightsName: 'shop', workspace });
    return Planned.of(stack).warnings.filter((text) => text.startsWith('W160'));
  };
  expect(warningsWith(true)).toEqual([]);
  expect(warningsWith(false)).toHaveLength(1);
});

describe('links of one network', () => {
  const zoneName = 'shop.internal';
  const idIn = (subscription: number) =>
    `/subscriptions/${subscription}1111111-1111-1111-1111-111111111111/resourceGroups/rg-shop/providers/Microsoft.Network/virtualNetworks/shop`;

  function linked(subscriptions: number[]): string[] {
    return errorsOf((app) => {
      for (const [index, subscription] of subscriptions.entries()) {
        const stack = azureStack(app, `stack-${index}`);
        const network = VirtualNetwork.fromNetworkId(stack, 'Network', idIn(subscription));
        new PrivateDnsZone(stack, 'Zone', { zoneName, resourceGroupName: `rg-dns-${index}`, networks: [network] });
      }
    });
  }

  test('are not to two zones of a name, of whatever stacks', () => {
    expect(linked([1, 1])).toEqual([
      `PrivateDnsZone 'stack-1/Zone': linkNetwork must not link network shop, which stack-0/Zone links to another zone of the ` +
        `same name, got ${zoneName}. Use one zone for both, or remove one of the links.`,
    ]);
  });

  test('are told apart by the subscription', () => {
    expect(linked([1, 2])).toEqual([]);
  });

  test('may be of networks of the same name, where the subscriptions are not known', () => {
    const errors = errorsOf((app) => {
      for (const id of ['dev', 'prod']) {
        const stack = azureStack(app, id);
        const networks = [shopNetwork(stack)];
        new PrivateDnsZone(stack, 'Zone', { zoneName, resourceGroupName: `rg-dns-${id}`, networks });
      }
    });
    expect(errors).toEqual([]);
  });
});

describe('a subnet that one service has for itself', () => {
  const lookup = { subnetName: 'gateways', networkName: 'shop', resourceGroupName: 'rg-shop' };

  test('is the same one in other stacks, by its name or its id', () => {
    const errors = errorsOf((app) => {
      const platform = azureStack(app);
      const nodes = Subnet.fromLookup(platform, 'Nodes', lookup);
      cluster(platform, 'One', { network: overlay(nodes as Subnet), userPool: { vmSize } });
      const edge = azureStack(app, 'edge');
      const subnetId =
        '/subscriptions/11111111-1111-1111-1111-111111111111/resourceGroups/RG-shop/providers/Microsoft.Network/virtualNetworks/shop/subnets/gateways';
      const subnet = Subnet.fromSubnetId(edge, 'Gateways', subnetId);
      new ApplicationGateway(edge, 'Gateway', { ...place, gatewayName: 'shop', subnet });
    });
    const must =
      "subnet must be the application gateway's own: nodes, pods and private endpoints may not be in it, got";
    const fix = 'Use a separate subnet for the application gateway.';
    expect(errors).toEqual([
      `ApplicationGateway 'edge/Gateway': ${must} platform/One. ${fix}`,
      `ApplicationGateway 'edge/Gateway': ${must} platform/One/UserPool. ${fix}`,
    ]);
  });

  test('can have several of its kind', () => {
    const errors = errorsIn((stack) => {
      const subnet = shopNetwork(stack).addSubnet('Gateways', { prefix: '10.0.20.0/24' });
      for (const gatewayName of ['a', 'b']) {
        new ApplicationGateway(stack, gatewayName, { ...place, gatewayName: `shop-${gatewayName}`, subnet });
      }
    });
    expect(errors).toEqual([]);
  });

  test("an API server's has no endpoints of another stack", () => {
    const errors = errorsOf((app) => {
      const platform = azureStack(app);
      const shop = shopNetwork(platform);
      const delegation = SubnetDelegation.API_SERVER;
      const apiServerSubnet = shop.addSubnet('ApiServer', { prefix: '10.0.16.0/28', delegation });
      cluster(platform, 'One', {
        network: overlay(shop.addSubnet('Nodes', { prefix: '10.0.0.0/20' })),
        apiServer: ApiServerAccess.vnetIntegration({ apiServerSubnet }),
        userPool: { vmSize },
      });
      const apps = azureStack(app, 'apps');
      const subnet = Subnet.fromLookup(apps, 'Subnet', { ...lookup, subnetName: 'api-server' });
      const target = new KeyVault(apps, 'Vault', { ...place, vaultName: 'shop4711' });
      new PrivateEndpoint(apps, 'Endpoint', { ...place, endpointName: 'vault', subnet, target });
    });
    expect(errors).toContain(
      "AksCluster 'platform/One': apiServerSubnet must be the API server's own: nodes, pods and private endpoints may not be in " +
        'it, got apps/Endpoint. Use a separate subnet for the API server.',
    );
  });
});

test('a channel that leaves updates to the nodes gives Windows none', () => {
  const warnings = Planned.by((stack) => {
    const nodeSubnet = shopNetwork(stack).addSubnet('Nodes', { prefix: '10.0.0.0/20' });
    const network = ClusterNetwork.azureCniOverlay({ nodeSubnet, dataPlane: NetworkDataPlane.azure() });
    const upgrades = ClusterUpgrades.patchesWithin('1.36').withNodeOs(NodeOsUpgradeChannel.UNMANAGED);
    const made = shopCluster(stack, { network, upgrades });
    made.addNodePool('Windows', { poolName: 'win', vmSize: 'Standard_D4ds_v5', os: NodeOs.WINDOWS_2022 });
  }).warnings;
  expect(warnings.filter((text) => text.startsWith('W206'))).toEqual([
    'W206: The node OS upgrade channel of the cluster is Unmanaged, which Azure does not support on Windows: the pool receives no ' +
      'security updates. Use NodeOsUpgradeChannel.NODE_IMAGE.',
  ]);
});

test('objects of different clusters or namespaces, and those that are taken over, may be the same', () => {
  const errors = errorsIn((stack) => {
    const shop = shopNetwork(stack);
    const one = cluster(stack, 'One', {
      network: overlay(shop.addSubnet('Nodes', { prefix: '10.0.0.0/20' })),
      userPool: { vmSize },
    });
    const network = overlay(shop.addSubnet('Others', { prefix: '10.0.16.0/20' }));
    const two = cluster(stack, 'Two', { network, userPool: { vmSize } });
    const manifests = [{ apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'settings' } }];
    const props = { releaseName: 'settings', namespace: 'shop', manifests };
    new KubernetesManifests(stack, 'A', { ...props, cluster: one });
    new KubernetesManifests(stack, 'B', { ...props, cluster: two });
    new KubernetesManifests(stack, 'C', { ...props, cluster: one, namespace: 'web' });
    new KubernetesManifests(stack, 'D', { ...props, cluster: one, releaseName: 'again', takeOwnership: true });
  });
  expect(errors).toEqual([]);
});

test('an object of the cluster belongs to one release, whatever their namespaces are', () => {
  const errors = errorsIn((stack) => {
    const shop = shopCluster(stack);
    const manifests = [
      { apiVersion: 'rbac.authorization.k8s.io/v1', kind: 'ClusterRole', metadata: { name: 'reader' } },
    ];
    for (const namespace of ['shop', 'web']) {
      new KubernetesManifests(stack, namespace, { cluster: shop, releaseName: 'roles', namespace, manifests });
    }
  });
  expect(errors).toEqual([
    "KubernetesManifests 'platform/web': manifests must not have ClusterRole reader, which the release of platform/shop has. " +
      'Keep the object in one of the releases.',
  ]);
});

test('an import into the own stack of a cluster is an error', () => {
  const stack = azureStack();
  const made = shopCluster(stack);
  expect(errorOf(() => AksCluster.fromCluster(stack, 'Imported', made))).toBe(
    "AksCluster 'platform/Cluster': fromCluster must be called for another stack, got platform. Use the " +
      'cluster itself: a data source in the same stack would read it before it exists.',
  );
});

test('the order of declarations changes nothing', () => {
  const parts: ((stack: TerraformStack) => void)[] = [
    (stack) => new ManagedIdentity(stack, 'A', { ...place, identityName: 'shop' }),
    (stack) => new ManagedIdentity(stack, 'B', { ...place, identityName: 'shop' }),
    (stack) => new KeyVault(stack, 'C', { ...place, vaultName: 'shop4711' }),
    (stack) => new KeyVault(stack, 'D', { ...place, vaultName: 'shop4711', resourceGroupName: 'rg-other' }),
  ];
  const build = (order: typeof parts) =>
    errorsIn((stack) => {
      for (const part of order) part(stack);
    });
  expect(build(parts)).toHaveLength(2);
  expect(build([...parts].reverse())).toEqual(build(parts));
});

test('a second synth repeats no warning, and sees what has changed since', () => {
  const stack = azureStack();
  const nodeSubnet = shopNetwork(stack).addSubnet('Nodes', { prefix: '10.0.0.0/28' });
  shopCluster(stack, { network: overlay(nodeSubnet) });
  const count = () => Planned.of(stack).warnings.filter((text) => text.startsWith('W205')).length;
  expect([count(), count()]).toEqual([1, 1]);
  new ManagedIdentity(stack, 'Twin', { ...place, identityName: 'shop-kubelet' });
  expect(errorOf(() => Testing.synth(stack, true))).toContain('name must be unique in the resource group');
});
