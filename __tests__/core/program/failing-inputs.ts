import { AzurermProvider } from '@cdktf/provider-azurerm/lib/provider';
import { type App, LocalBackend, TerraformStack } from 'cdktf';
import {
  AksCluster,
  ApiServerAccess,
  ApplicationGateway,
  ApplicationGatewayIngress,
  ApplicationInsights,
  ClusterNetwork,
  ClusterOutbound,
  ClusterUpgrades,
  ContainerRegistry,
  DiagnosticSettings,
  DiagnosticTarget,
  GatewayCertificate,
  GatewayIngress,
  GatewayIngressTarget,
  GatewayIngressTls,
  KeyVault,
  KubernetesManifests,
  LogAnalyticsWorkspace,
  ManagedIdentity,
  Namespace,
  NatGateway,
  NetworkDataPlane,
  NodeOs,
  NodeOsUpgradeChannel,
  PeeringGateway,
  PrivateDnsZone,
  PrivateEndpoint,
  SubnetDelegation,
  VirtualNetwork,
  VirtualNetworkPeering,
} from '../../../lib';
import { place, shopCluster, shopNetwork } from '../../support/clusters';
import { azureStack } from '../../support/planned';

/** A program that breaks one rule, and what the rule says about it. */
export interface FailingInput {
  readonly build: (stack: TerraformStack, app: App) => void;
  /** The whole text of each error or warning. */
  readonly says: string[];
}

const keyVaultKeyId = 'https://shop4711.vault.azure.net/keys/etcd/0123456789abcdef0123456789abcdef';
const vaultId =
  '/subscriptions/11111111-1111-1111-1111-111111111111/resourceGroups/rg-shop/providers/Microsoft.KeyVault/vaults/shop4711';
const natGatewayId =
  '/subscriptions/11111111-1111-1111-1111-111111111111/resourceGroups/rg-shop/providers/Microsoft.Network/natGateways/shop';

function network(stack: TerraformStack, networkName: string, range: string): VirtualNetwork {
  return new VirtualNetwork(stack, networkName, { ...place, networkName, addressSpace: [range] });
}

/** One for each rule, by its id; more in the tests of the rules. */
export const failingInputs: { readonly [rule: string]: FailingInput } = {
  'api-server-network-encryption': {
    build: (stack) => {
      const shop = shopNetwork(stack);
      shop.resource.putEncryption({ enforcement: 'AllowUnencrypted' });
      const nodeSubnet = shop.addSubnet('Nodes', { prefix: '10.0.0.0/20' });
      const delegation = SubnetDelegation.API_SERVER;
      const apiServerSubnet = shop.addSubnet('ApiServer', { prefix: '10.0.16.0/28', delegation });
      const apiServer = ApiServerAccess.vnetIntegration({ apiServerSubnet });
      shopCluster(stack, { apiServer, network: ClusterNetwork.azureCniOverlay({ nodeSubnet }) });
    },
    says: [
      "AksCluster 'platform/Cluster': apiServer must not be integrated into a network with encryption, which " +
        "nodes of generation 4 and later can't join. Use ApiServerAccess.privateLink, or a network without " +
        'encryption.',
    ],
  },
  'authorized-ranges-egress': {
    build: (stack) => {
      const nodeSubnet = network(stack, 'hub', '10.0.0.0/16').addSubnet('Nodes', {
        prefix: '10.0.0.0/20',
        natGatewayId,
      });
      const outbound = ClusterOutbound.natGateway();
      shopCluster(stack, { network: ClusterNetwork.azureCniOverlay({ nodeSubnet, outbound }) });
    },
    says: [
      "AksCluster 'platform/Cluster': apiServer.ranges must include the public addresses of the NAT gateway " +
        'through which subnet platform/hub/Nodes is routed: nodes reach the API server from there. Use ' +
        "ClusterOutbound.natGateway({ egressRanges: ['203.0.113.20/32'] }) with these addresses.",
    ],
  },
  'cloud-of-endpoints': {
    build: (stack) => {
      const government = { resourceGroupName: 'rg-shop', location: 'usgovvirginia' };
      const network = new VirtualNetwork(stack, 'Network', {
        ...government,
        networkName: 'shop',
        addressSpace: ['10.0.0.0/16'],
      });
      const subnet = network.addSubnet('Endpoints', { prefix: '10.0.0.0/24' });
      const vault = KeyVault.fromVaultId(stack, 'Vault', vaultId);
      new PrivateEndpoint(stack, 'Endpoint', { ...government, endpointName: 'vault', subnet, target: vault });
    },
    says: [
      "ImportedKeyVault 'platform/Vault': vaultUri must be set in AzureUSGovernment (location usgovvirginia of its resources): its default is the " +
        'address in the public cloud. Use the address that Azure shows for the resource.',
      "PrivateEndpoint 'platform/Endpoint': dns.cloud must be AzureUSGovernment (location usgovvirginia of its resources), got AzureCloud. " +
        'Use AzureCloud.US_GOVERNMENT.',
    ],
  },
  'diagnostic-category-once': {
    build: (stack) => {
      const workspace = new LogAnalyticsWorkspace(stack, 'Logs', { ...place, workspaceName: 'shop-logs' });
      const target = DiagnosticTarget.cluster(shopCluster(stack));
      new DiagnosticSettings(stack, 'One', { target, workspace, settingName: 'one' });
      new DiagnosticSettings(stack, 'Two', {
        target,
        workspace,
        settingName: 'two',
        categories: ['guard', 'kube-audit'],
      });
    },
    says: [
      "DiagnosticSettings 'platform/Two': categories must not have a category that platform/One sends to the same " +
        'workspace, got ["guard"]. Remove the categories from one of the settings.',
    ],
  },
  'endpoint-record-once': {
    build: (stack) => {
      const registry = new ContainerRegistry(stack, 'Registry', { ...place, registryName: 'shop4711' });
      for (const [id, range] of [
        ['a', '10.1.0.0/16'],
        ['b', '10.2.0.0/16'],
      ]) {
        const subnet = network(stack, `net-${id}`, range).addSubnet('Endpoints', {
          prefix: range.replace('/16', '/24'),
        });
        new PrivateEndpoint(stack, `Endpoint-${id}`, { ...place, endpointName: `acr-${id}`, subnet, target: registry });
      }
    },
    says: [
      "PrivateEndpoint 'platform/Endpoint-b': dns must not write the record of the target into zone " +
        'privatelink.azurecr.io, to which platform/Endpoint-a writes it already: the last writer wins, and ' +
        'destroying one endpoint removes the record. Use one endpoint for peered networks, or use a separate zone ' +
        "for each network: PrivateEndpointDns.ownZones({ resourceGroupName: 'rg-dns-NETWORK', perNetwork: true }).",
    ],
  },
  'endpoint-zone-visible': {
    build: (stack) => {
      const registry = new ContainerRegistry(stack, 'Registry', { ...place, registryName: 'shop4711' });
      const subnet = network(stack, 'hub', '10.9.0.0/16').addSubnet('Endpoints', { prefix: '10.9.1.0/24' });
      new PrivateEndpoint(stack, 'Endpoint', { ...place, endpointName: 'acr', subnet, target: registry });
      registry.grantPull(shopCluster(stack).kubelet);
    },
    says: [
      "AksCluster 'platform/Cluster': network must resolve the name of platform/Registry, which its nodes use and which has " +
        'no public access: zone privatelink.azurecr.io of endpoint platform/Endpoint is not linked to network shop. Link ' +
        "the network: PrivateDnsZone.once(STACK, { zoneName: 'privatelink.azurecr.io', ..., networks: [NETWORK] }).",
    ],
  },
  'gateway-certificate-exists': {
    build: (stack) => {
      const vault = new KeyVault(stack, 'Vault', { ...place, vaultName: 'shop4711' });
      new ApplicationGateway(stack, 'Gateway', {
        ...place,
        gatewayName: 'shop',
        subnet: shopNetwork(stack).addSubnet('Gateway', { prefix: '10.0.16.0/24' }),
        identity: new ManagedIdentity(stack, 'Identity', { ...place, identityName: 'gateway' }),
        certificates: [GatewayCertificate.fromVault('shop', vault, 'shop-tls')],
      });
    },
    says: [
      'W256: The gateway reads certificate shop-tls of platform/Vault, which this stack creates too, and nothing ' +
        'in the program creates the certificate: Azure rejects the gateway until it exists. Create the vault in an ' +
        'earlier stack, or the certificate here.',
    ],
  },
  'identity-regions': {
    build: (stack) => {
      const iowa = { ...place, location: 'US Gov Iowa' };
      const shop = new VirtualNetwork(stack, 'Network', {
        ...iowa,
        networkName: 'shop',
        addressSpace: ['10.0.0.0/16'],
      });
      const nodeSubnet = shop.addSubnet('Nodes', { prefix: '10.0.0.0/20' });
      shopCluster(stack, { ...iowa, network: ClusterNetwork.azureCniOverlay({ nodeSubnet }) });
    },
    says: [
      "AksCluster 'platform/Cluster': location must be a region that supports user-assigned identities of clusters and their " +
        'kubelets, got "US Gov Iowa". Use another region, or identities: { systemAssigned: true }.',
    ],
  },
  'insights-alert-rule': {
    build: (stack) => {
      const workspace = new LogAnalyticsWorkspace(stack, 'Logs', { ...place, workspaceName: 'shop-logs' });
      new ApplicationInsights(stack, 'Insights', { ...place, insightsName: 'shop', workspace });
    },
    says: [
      'W160: Azure creates an alert rule with it, and terraform destroy of the resource group fails because of the rule. Set the ' +
        "provider's features: [{ applicationInsights: [{ disableGeneratedRule: true }] }].",
    ],
  },
  'key-management-vault': {
    build: (stack) => {
      const keyVault = new KeyVault(stack, 'Vault', { ...place, vaultName: 'shop4711' });
      shopCluster(stack, { keyManagement: { keyVault, keyVaultKeyId } });
    },
    says: [
      "AksCluster 'platform/Cluster': keyManagement.keyVault must be a vault that allows all networks " +
        '(platform/Vault allows private endpoints only). Set networkAccess: ' +
        'VaultNetworkAccess.publicFromEverywhere() on the vault, or use ApiServerAccess.vnetIntegration with ' +
        'keyManagement.privateVault.',
    ],
  },
  'location-of-cloud': {
    build: (stack) => {
      const provider = stack.node.findChild('Azure') as AzurermProvider;
      provider.environment = 'china';
      shopNetwork(stack);
    },
    says: [
      "VirtualNetwork 'platform/Network': location must be a location of AzureChinaCloud (environment china of the azurerm provider), got " +
        "westeurope. Set the provider's environment to that cloud.",
    ],
  },
  'name-of-other-stack': {
    build: (stack, app) => {
      for (const one of [stack, azureStack(app, 'base')]) {
        for (const id of ['a', 'b', 'c', 'd', 'e']) {
          new ManagedIdentity(one, id, { ...place, identityName: `shop-${id}` });
        }
      }
    },
    says: [
      'W003: Resources have the same names as in base (platform/a, platform/b, platform/c, 2 more), which Azure ' +
        "rejects in one subscription. Rename them, or set subscriptionId on each stack's azurerm provider if the " +
        'subscriptions differ.',
    ],
  },
  'name-unique': {
    build: (stack) => {
      for (const id of ['One', 'Two']) new ManagedIdentity(stack, id, { ...place, identityName: 'shop' });
    },
    says: [
      "ManagedIdentity 'platform/Two': name must be unique in the resource group, but platform/One has it already, got shop. Rename " +
        'one of the two, or use one for both.',
    ],
  },
  'nat-gateway-network': {
    build: (stack) => {
      const natGateway = new NatGateway(stack, 'Out', { ...place, natGatewayName: 'out' });
      network(stack, 'hub', '10.0.0.0/16').addSubnet('Nodes', { prefix: '10.0.0.0/20', natGateway });
      network(stack, 'spoke', '10.1.0.0/16').addSubnet('Nodes', { prefix: '10.1.0.0/20', natGateway });
    },
    says: [
      "Subnet 'platform/spoke/Nodes': natGateway must have subnets of one network only, but platform/hub/Nodes is in network hub, " +
        'got spoke. Use a separate NAT gateway for each network.',
    ],
  },
  'node-label-names': {
    build: (stack) => {
      const nodeSubnet = shopNetwork(stack).addSubnet('Long', { subnetName: 's'.repeat(64), prefix: '10.0.16.0/20' });
      shopCluster(stack, { network: ClusterNetwork.azureCniOverlay({ nodeSubnet }) });
    },
    says: [
      `Subnet 'platform/Network/Long': subnetName must have at most 63 characters for nodes of an overlay network, because it is in their labels, got ${'s'.repeat(64)}. For example, use ${'s'.repeat(20)}.`,
    ],
  },
  'node-resource-group-name': {
    build: (stack) => shopCluster(stack, { nodeResourceGroupName: 'n'.repeat(81) }),
    says: [
      `AksCluster 'platform/Cluster': nodeResourceGroupName must have at most 80 characters, got ${'n'.repeat(81)}. For example, use nodeResourceGroupName: 'rg-shop-nodes'.`,
    ],
  },
  'object-release-once': {
    build: (stack) => {
      const cluster = shopCluster(stack);
      const manifests = [{ apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'settings' } }];
      for (const releaseName of ['one', 'two']) {
        new KubernetesManifests(stack, releaseName, { cluster, releaseName, namespace: 'shop', manifests });
      }
    },
    says: [
      "KubernetesManifests 'platform/two': manifests must not have ConfigMap settings in namespace shop, which the release of " +
        'platform/one has. Keep the object in one of the releases.',
    ],
  },
  'remote-gateway-once': {
    build: (stack) => {
      const shop = network(stack, 'shop', '10.0.0.0/16');
      for (const [id, range] of [
        ['hub-a', '10.8.0.0/16'],
        ['hub-b', '10.9.0.0/16'],
      ]) {
        new VirtualNetworkPeering(stack, `To-${id}`, {
          network: shop,
          remoteNetwork: network(stack, id, range),
          gateway: PeeringGateway.OF_REMOTE_NETWORK,
        });
      }
    },
    says: [
      "VirtualNetworkPeering 'platform/To-hub-b': gateway must not be set for network shop, which uses the gateway of peering " +
        'platform/To-hub-a. Set gateway on one of the peerings.',
    ],
  },
  'same-location': {
    build: (stack) => {
      const nodeSubnet = shopNetwork(stack).addSubnet('Nodes', { prefix: '10.0.0.0/20' });
      shopCluster(stack, { location: 'northeurope', network: ClusterNetwork.azureCniOverlay({ nodeSubnet }) });
    },
    says: [
      "AksCluster 'platform/Cluster': network must be in northeurope, the location of platform/Cluster, got " +
        '"platform/Network/Nodes in westeurope". Use a resource of northeurope, or location: \'westeurope\'.',
    ],
  },
  'security-patch-windows': {
    build: (stack) => {
      const nodeSubnet = shopNetwork(stack).addSubnet('Nodes', { prefix: '10.0.0.0/20' });
      const network = ClusterNetwork.azureCniOverlay({ nodeSubnet, dataPlane: NetworkDataPlane.azure() });
      const upgrades = ClusterUpgrades.patchesWithin('1.36').withNodeOs(NodeOsUpgradeChannel.SECURITY_PATCH);
      const made = shopCluster(stack, { network, upgrades });
      made.addNodePool('Windows', { poolName: 'win', vmSize: 'Standard_D4ds_v5', os: NodeOs.WINDOWS_2022 });
    },
    says: [
      'W206: The node OS upgrade channel of the cluster is SecurityPatch, which Azure does not support on ' +
        'Windows: the pool receives no security updates. Use NodeOsUpgradeChannel.NODE_IMAGE.',
    ],
  },
  'service-range-free': {
    build: (stack) => {
      const shop = shopNetwork(stack);
      const nodeSubnet = shop.addSubnet('Nodes', { prefix: '10.0.0.0/20' });
      shop.addSubnet('Late', { prefix: '10.0.240.0/24' });
      shopCluster(stack, { network: ClusterNetwork.azureCniOverlay({ nodeSubnet, serviceCidr: '10.0.240.0/20' }) });
    },
    says: [
      "AksCluster 'platform/Cluster': serviceCidr must not overlap subnet platform/Network/Late (10.0.240.0/24), got " +
        '10.0.240.0/20. Use a range that no subnet uses, preferably outside the network.',
    ],
  },
  'state-of-other-stack': {
    build: (stack, app) => {
      const base = azureStack(app, 'base');
      const { networkId } = shopNetwork(base);
      VirtualNetwork.fromNetworkId(stack, 'Known', networkId).addSubnet('Nodes', { prefix: '10.0.0.0/20' });
    },
    says: [
      'W002: The stack reads the state of base, because it uses values of its resources ' +
        '(azurerm_virtual_network.Network_1C6012B5.id). Import the constructs into this stack (fromCluster, ' +
        'fromLookup), or pass names.',
    ],
  },
  'state-outside-output': {
    build: (_stack, app) => {
      const [inside, outside] = ['inside', 'outside'].map((id) => new TerraformStack(app, id));
      for (const made of [inside, outside]) {
        new AzurermProvider(made, 'Azure', { features: [{}] });
        shopNetwork(made);
      }
      new LocalBackend(inside, { path: '../terraform.inside.tfstate' });
      new LocalBackend(outside, { path: '../../../terraform.outside.tfstate' });
    },
    says: [
      'W004: The state, ../terraform.inside.tfstate, is in the output folder, which cdktf synth cleans up: removing or renaming ' +
        "the stack deletes it. For example, use new LocalBackend(stack, { path: '../../../terraform.inside.tfstate' }), and move an " +
        'existing state there.',
    ],
  },
  'static-address-unique': {
    build: (stack) => {
      const subnet = shopNetwork(stack).addSubnet('Endpoints', { prefix: '10.0.16.0/24' });
      for (const id of ['one', 'two']) {
        const target = new KeyVault(stack, `Vault-${id}`, { ...place, vaultName: `shop-${id}` });
        const staticAddresses = [{ address: '10.0.16.7', memberName: 'default' }];
        new PrivateEndpoint(stack, id, { ...place, endpointName: id, subnet, target, staticAddresses });
      }
    },
    says: [
      "PrivateEndpoint 'platform/two': staticAddresses[0].address must not be the address of platform/one, got " +
        '10.0.16.7. Use a free address of the subnet.',
    ],
  },
  'subnet-exclusive': {
    build: (stack) => {
      const shop = shopNetwork(stack);
      const gatewaySubnet = shop.addSubnet('Gateways', { prefix: '10.0.20.0/24' });
      const gateway = { ...place, gatewayName: 'shop', subnet: gatewaySubnet };
      new ApplicationGateway(stack, 'Gateway', gateway);
      const network = ClusterNetwork.azureCniOverlay({ nodeSubnet: gatewaySubnet });
      shopCluster(stack, { network });
    },
    says: [
      "ApplicationGateway 'platform/Gateway': subnet must be the application gateway's own: nodes, pods and private endpoints " +
        'may not be in it, got platform/Cluster. Use a separate subnet for the application gateway.',
    ],
  },
  'subnet-first-nodes': {
    build: (stack) => {
      const nodeSubnet = shopNetwork(stack).addSubnet('Nodes', { prefix: '10.0.0.0/29' });
      shopCluster(stack, { network: ClusterNetwork.azureCniOverlay({ nodeSubnet }) });
    },
    says: [
      "AksCluster 'platform/Cluster': nodeSubnet must have 7 addresses for the initial nodes of 2 pools and an " +
        'upgrade (it has 3), got 10.0.0.0/29. Use a larger subnet (Azure reserves 5 addresses of each), or lower ' +
        'minCount or maxPods of the pools.',
    ],
  },
  'subnet-most-nodes': {
    build: (stack) => {
      const nodeSubnet = shopNetwork(stack).addSubnet('Nodes', { prefix: '10.0.0.0/28' });
      shopCluster(stack, { network: ClusterNetwork.azureCniOverlay({ nodeSubnet }) });
    },
    says: ['W205: nodeSubnet (10.0.0.0/28) has 11 addresses: at maxCount and during an upgrade, 2 pools would use 13.'],
  },
  'zone-of-network-once': {
    build: (stack) => {
      const shop = shopNetwork(stack);
      for (const zoneName of ['a.internal', 'b.internal']) {
        const zone = new PrivateDnsZone(stack, zoneName, { zoneName, resourceGroupName: 'rg-dns' });
        zone.linkNetwork(shop, { registersMachines: true });
      }
    },
    says: [
      "PrivateDnsZone 'platform/b.internal': registersMachines must not be true for network shop, whose machines register in " +
        'platform/a.internal. Set it for one of the links.',
    ],
  },
  'rule-priority-once': {
    build: (stack) => {
      const cluster = AksCluster.fromLookup(stack, 'Cluster', { clusterName: 'shop', resourceGroupName: 'rg-shop' });
      const controller = ApplicationGatewayIngress.fromCluster(stack, 'Controller', { cluster });
      const namespace = Namespace.fromName(stack, 'Apps', { cluster, name: 'apps' });
      const tls = GatewayIngressTls.fromSecret('tls');
      for (const [id, host] of [
        ['Shop', 'shop.example.com'],
        ['Blog', 'blog.example.com'],
      ]) {
        const target = GatewayIngressTarget.service('web', 80);
        const props = { controller, namespace, target, tls, sslRedirect: false, rulePriority: 10 };
        new GatewayIngress(stack, id, { ...props, name: id.toLowerCase(), hosts: [host] });
      }
    },
    says: [
      "GatewayIngress 'platform/Shop': rulePriority must differ from that of platform/Blog: Azure rejects a " +
        'gateway with two rules of the same priority, got 10. Use a different number.',
    ],
  },
  'tag-limits': {
    build: (stack) => {
      const tags = { Team: 'web', team: 'shop' };
      new ManagedIdentity(stack, 'Identity', { ...place, identityName: 'shop', tags });
    },
    says: [
      "ManagedIdentity 'platform/Identity': tags.team must not differ from Team only in letter case. Keep one of the two.",
    ],
  },
};
