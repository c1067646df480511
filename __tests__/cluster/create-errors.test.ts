import type { App, TerraformStack } from 'cdktf';
import {
  type AksClusterProps,
  ApiServerAccess,
  type AzureCniOverlayOptions,
  ClusterNetwork,
  ClusterOutbound,
  ClusterTier,
  ClusterUpgrades,
  type IKeyVault,
  type IPrivateDnsZone,
  KeyVault,
  MaintenanceWindow,
  NatGateway,
  NetworkDataPlane,
  NodeOs,
  NodeOsUpgradeChannel,
  PrivateDnsZone,
  SubnetDelegation,
  type SubnetOptions,
  UpgradeChannel,
  type UserPoolOptions,
  Weekday,
} from '../../lib';
import { place, shopCluster, shopNetwork } from '../support/clusters';
import { azureStack, errorOf, Planned } from '../support/planned';

const vmSize = 'Standard_D4ds_v5';

/** The error of a cluster, without the path of the construct. */
function clusterError(make: (stack: TerraformStack) => Partial<AksClusterProps>): string {
  const stack = azureStack();
  return errorOf(() => shopCluster(stack, make(stack))).replace(/^AksCluster 'platform\/Cluster': /, '');
}

function overlay(options: Omit<AzureCniOverlayOptions, 'nodeSubnet'>, subnet: Partial<SubnetOptions> = {}) {
  return (stack: TerraformStack): Partial<AksClusterProps> => {
    const nodeSubnet = shopNetwork(stack).addSubnet('Nodes', { prefix: '10.0.0.0/20', ...subnet });
    return { network: ClusterNetwork.azureCniOverlay({ nodeSubnet, ...options }) };
  };
}

function zone(stack: TerraformStack, name: string): IPrivateDnsZone {
  const id = `/subscriptions/s/resourceGroups/r/providers/Microsoft.Network/privateDnsZones/${name}`;
  return PrivateDnsZone.fromZoneId(stack, 'Zone', id);
}

function vault(stack: TerraformStack): IKeyVault {
  const id = '/subscriptions/s/resourceGroups/r/providers/Microsoft.KeyVault/vaults/shop4711';
  return KeyVault.fromVaultId(stack, 'Vault', id);
}

const onAzurePlane = overlay({ dataPlane: NetworkDataPlane.azure() });
const opening = { startTime: '02:00', durationHours: 4 };
const { natGateway, userDefinedRouting, none, loadBalancer } = ClusterOutbound;
const publicIp = '/subscriptions/s/resourceGroups/r/providers/Microsoft.Network/publicIPAddresses/out';
const prefix = '/subscriptions/s/resourceGroups/r/providers/Microsoft.Network/publicIPPrefixes/out';

describe('what Azure or the provider refuses while it makes a cluster is refused before', () => {
  test.each<[string, (stack: TerraformStack) => Partial<AksClusterProps>, string]>([
    [
      'a NAT gateway that is not attached',
      overlay({ outbound: natGateway() }),
      'nodeSubnet must have a NAT gateway for ClusterOutbound.natGateway(), got platform/Network/Nodes. Set natGatewayId on the subnet.',
    ],
    [
      'routes that are not attached',
      overlay({ outbound: userDefinedRouting() }),
      'nodeSubnet must have a route table for ClusterOutbound.userDefinedRouting(), got platform/Network/Nodes. ' +
        'Set routeTableId on the subnet, of a table with a route for 0.0.0.0/0.',
    ],
    [
      'no way out and a public API server',
      overlay({ outbound: none() }),
      'apiServer must be private in a cluster with outbound type none. Use ApiServerAccess.privateLink or vnetIntegration.',
    ],
    [
      'addresses of two kinds',
      overlay({ outbound: loadBalancer({ managedIpCount: 2, publicIpIds: [publicIp] }) }),
      'outbound must not have managedIpCount and publicIpIds together. Set only one of them.',
    ],
    [
      'addresses and prefixes',
      overlay({ outbound: loadBalancer({ publicIpIds: [publicIp], publicIpPrefixIds: [prefix] }) }),
      'outbound must not have publicIpIds and publicIpPrefixIds together. Set only one of them.',
    ],
    [
      'ports that are not a multiple of 8',
      overlay({ outbound: loadBalancer({ portsPerNode: 1001 }) }),
      'outbound.portsPerNode must be a multiple of 8, got 1001. For example, use 1024.',
    ],
    [
      'IPv6 addresses of an IPv4 cluster',
      overlay({ outbound: loadBalancer({ managedIpv6Count: 1 }) }),
      'outbound.managedIpv6Count can only be used with a dual-stack network, got 1. Set dualStack, or leave it out.',
    ],
    [
      'dual stack on an IPv4 subnet',
      overlay({ dualStack: {} }),
      "nodeSubnet must have an IPv6 prefix for dualStack, got 10.0.0.0/20. Set ipv6Prefix on the subnet, e.g. 'fd00:db8:1::/64'.",
    ],
    [
      'a large IPv6 range of Services',
      (stack) => {
        const nodeSubnet = shopDualStack(stack);
        return {
          network: ClusterNetwork.azureCniOverlay({ nodeSubnet, dualStack: { serviceIpv6Cidr: 'fd00:2::/64' } }),
        };
      },
      'serviceIpv6Cidr must not be larger than /108 (Azure allows at most a /108), got fd00:2::/64. For example, use fd12:3456:789a:1::/108.',
    ],
    [
      'a NAT gateway of the Standard SKU in a dual-stack network',
      (stack) => {
        const natGateway = new NatGateway(stack, 'Out', { ...place, natGatewayName: 'shop' });
        const nodeSubnet = shopDualStack(stack, { natGateway });
        return {
          network: ClusterNetwork.azureCniOverlay({
            nodeSubnet,
            dualStack: {},
            outbound: ClusterOutbound.natGateway(),
          }),
        };
      },
      'outbound must not be a NAT gateway of the Standard SKU in a dual-stack network. Set natGatewayId of a ' +
        'StandardV2 gateway on the subnet, or use loadBalancer() or userDefinedRouting().',
    ],
    [
      'Calico in a dual-stack network',
      (stack) => {
        const dataPlane = NetworkDataPlane.azure();
        return {
          network: ClusterNetwork.azureCniOverlay({ nodeSubnet: shopDualStack(stack), dualStack: {}, dataPlane }),
        };
      },
      'dataPlane must not enforce policies with this engine in a dual-stack network, got calico. ' +
        'Use NetworkDataPlane.cilium() or NetworkDataPlane.azure(NetworkPolicyEngine.NONE).',
    ],
    [
      "Cilium's extras on Azure's data plane",
      overlay({ dataPlane: NetworkDataPlane.azure(), networkSecurity: true }),
      'networkSecurity can only be used with NetworkDataPlane.cilium(), got true. Use Cilium, or leave it out.',
    ],
    [
      'pods and nodes in one subnet by the wrong name',
      (stack) => {
        const nodeSubnet = shopNetwork(stack).addSubnet('Nodes', { prefix: '10.0.0.0/20' });
        return { network: ClusterNetwork.azureCniPodSubnet({ nodeSubnet, podSubnet: nodeSubnet }) };
      },
      'podSubnet must not be nodeSubnet, got platform/Network/Nodes. Use a separate subnet, or ClusterNetwork.azureCniNodeSubnet.',
    ],
    [
      'a private zone of another name',
      (stack) => ({ apiServer: ApiServerAccess.privateLink({ privateDnsZone: zone(stack, 'corp.example') }) }),
      'privateDnsZone must be a zone named privatelink.REGION.azmk8s.io or NAME.privatelink.REGION.azmk8s.io, ' +
        'with a NAME of at most 32 characters, got corp.example. For example, use ' +
        'privatelink.westeurope.azmk8s.io.',
    ],
    [
      'a private zone and one of AKS',
      (stack) => ({
        apiServer: ApiServerAccess.privateLink({
          managedDnsZone: true,
          privateDnsZone: zone(stack, 'privatelink.westeurope.azmk8s.io'),
        }),
      }),
      'managedDnsZone must not be true together with privateDnsZone, got true. Set only one of them.',
    ],
    [
      "a subnet of the API server that isn't delegated",
      (stack) => {
        const network = shopNetwork(stack);
        const nodeSubnet = network.addSubnet('Nodes', { prefix: '10.0.0.0/20' });
        const apiServerSubnet = network.addSubnet('ApiServer', { prefix: '10.0.16.0/28' });
        return {
          network: ClusterNetwork.azureCniOverlay({ nodeSubnet }),
          apiServer: ApiServerAccess.vnetIntegration({ apiServerSubnet }),
        };
      },
      'apiServerSubnet must be delegated to Microsoft.ContainerService/managedClusters, got platform/Network/ApiServer. ' +
        'Set on the subnet delegation: SubnetDelegation.API_SERVER.',
    ],
    [
      'a private vault without the API server in the network',
      (stack) => ({
        keyManagement: {
          keyVault: vault(stack),
          keyVaultKeyId: 'https://shop4711.vault.azure.net/keys/etcd/0123456789abcdef0123456789abcdef',
          privateVault: true,
        },
      }),
      'keyManagement.privateVault can only be used with an API server in the network, got true. ' +
        'Use ApiServerAccess.vnetIntegration, or a vault with public access.',
    ],
    [
      'a key without its version',
      (stack) => ({
        keyManagement: {
          keyVault: vault(stack),
          keyVaultKeyId: 'https://shop4711.vault.azure.net/keys/etcd',
        },
      }),
      'keyManagement.keyVaultKeyId must be the id of a key with its version, got https://shop4711.vault.azure.net/keys/etcd. ' +
        'For example, use https://shop4711.vault.azure.net/keys/etcd/0123456789abcdef0123456789abcdef.',
    ],
    [
      'a zone of another stack',
      (stack) => {
        const other = azureStack(stack.node.root as App, 'dns');
        const privateDnsZone = zone(other, 'privatelink.westeurope.azmk8s.io');
        return { apiServer: ApiServerAccess.privateLink({ privateDnsZone }) };
      },
      'privateDnsZone must be in the same stack (platform), got dns/Zone. Import it into platform (PrivateDnsZone.fromZoneId).',
    ],
    [
      'a vault of another stack',
      (stack) => {
        const keyVault = vault(azureStack(stack.node.root as App, 'security'));
        const keyVaultKeyId = 'https://shop4711.vault.azure.net/keys/etcd/0123456789abcdef0123456789abcdef';
        return { keyManagement: { keyVault, keyVaultKeyId } };
      },
      'keyManagement.keyVault must be in the same stack (platform), got security/Vault. ' +
        'Import it into platform (KeyVault.fromVaultId).',
    ],
    [
      'security patches where Azure follows new node images',
      () => ({
        upgrades: ClusterUpgrades.followedByAzure(UpgradeChannel.NODE_IMAGE).withNodeOs(
          NodeOsUpgradeChannel.SECURITY_PATCH,
        ),
      }),
      'upgrades.nodeOs must be NodeImage if the upgrade channel is node-image, got SecurityPatch. ' +
        'Leave withNodeOs out, or use another UpgradeChannel.',
    ],
    [
      'long term support below Premium',
      () => ({ upgrades: ClusterUpgrades.longTermSupport('1.36') }),
      'tier must be Premium for long term support. Use ClusterTier.PREMIUM, or ClusterUpgrades.patchesWithin.',
    ],
    [
      'cost analysis for free',
      () => ({ tier: ClusterTier.FREE, costAnalysis: true }),
      'costAnalysis can only be used with the Standard or Premium tier, got true. Use ClusterTier.STANDARD.',
    ],
    [
      'a window for upgrades that nobody makes',
      () => ({
        upgrades: ClusterUpgrades.pinned('1.36.2'),
        maintenance: { kubernetes: MaintenanceWindow.weekly({ ...opening, weekday: Weekday.SUNDAY }) },
      }),
      'maintenance.kubernetes can only be used with automatic upgrades. ' +
        'Use ClusterUpgrades.patchesWithin or followedByAzure, or leave it out.',
    ],
    [
      'daily upgrades of Kubernetes',
      () => ({
        upgrades: ClusterUpgrades.followedByAzure(UpgradeChannel.RAPID),
        maintenance: { kubernetes: MaintenanceWindow.daily(opening) },
      }),
      'maintenance.kubernetes must not be daily, which Azure allows only for node images. ' +
        'Use MaintenanceWindow.weekly, monthly or monthlyOnWeekday.',
    ],
    [
      'Windows in the system pool',
      () => ({ systemPool: { vmSize, os: NodeOs.WINDOWS_2022, poolName: 'win' } }),
      'systemPool.os must be Linux, got Windows2022. Use NodeOs.UBUNTU or NodeOs.AZURE_LINUX.',
    ],
    [
      'an operating system that ended',
      () => ({ systemPool: { vmSize, os: NodeOs.linux('Windows2019') } }),
      'systemPool.os must be one that AKS supports; support ended on 2026-03-01, got Windows2019. Use NodeOs.WINDOWS_2022.',
    ],
    [
      'identities without roles that the cluster makes',
      () => ({ identities: { grantRoles: false } }),
      'identities.grantRoles must be true if the cluster creates the identity of its control plane, got false. ' +
        'Set controlPlaneIdentity, or leave it out.',
    ],
  ])('%s', (_, make, text) => {
    expect(clusterError(make)).toBe(text);
  });
});

describe('what Azure refuses of a pool', () => {
  const windows = { vmSize, poolName: 'win', os: NodeOs.WINDOWS_2022 };

  test.each<[string, (stack: TerraformStack) => Partial<AksClusterProps>, UserPoolOptions, string]>([
    [
      'Windows on Cilium',
      () => ({}),
      windows,
      'os must be Linux in a cluster with the Cilium data plane, got Windows2022. ' +
        'Windows nodes need NetworkDataPlane.azure(), which only a new cluster can have. Create the pool in another cluster.',
    ],
    [
      'a long name for Windows',
      onAzurePlane,
      { ...windows, poolName: 'windows' },
      'poolName must have 1 to 6 characters (it has 7): lowercase letters and digits, with a letter first, got windows. For example, use win.',
    ],
    [
      'Windows on Arm',
      onAzurePlane,
      { ...windows, vmSize: 'Standard_D4pds_v6' },
      'os must be Linux on an Arm VM size, got Windows2022. Use a size without p in its features.',
    ],
    [
      'kernel settings of Windows',
      onAzurePlane,
      { ...windows, kernel: { maxMapCount: 262144 } },
      'kernel can only be used with Linux, got Windows2022. Leave kernel out.',
    ],
    [
      'Windows without a way out',
      (stack) => ({
        ...overlay({ dataPlane: NetworkDataPlane.azure(), outbound: none() })(stack),
        apiServer: ApiServerAccess.privateLink(),
      }),
      windows,
      'os must be Linux in a cluster with outbound type none, got Windows2022. Use NodeOs.UBUNTU, or another ClusterOutbound.',
    ],
    [
      'GPUs of a machine without one',
      () => ({}),
      { vmSize, gpu: { installDriver: false } },
      'gpu can only be used with a VM size of the N series, got Standard_D4ds_v5. For example, use Standard_NC24ads_A100_v4.',
    ],
    [
      'a price in too small coins',
      () => ({}),
      { vmSize, spot: { maxPriceUsd: 0.123456 } },
      'spot.maxPriceUsd must be more than 0, with at most five decimals, got 0.123456. For example, use 0.05, or leave it out.',
    ],
    [
      'a label of AKS',
      () => ({}),
      { vmSize, nodeLabels: { 'kubernetes.azure.com/mode': 'system' } },
      'nodeLabels must not have keys with the prefix kubernetes.azure.com, which AKS reserves, got kubernetes.azure.com/mode. Use your own prefix.',
    ],
    [
      'half a range of ports',
      () => ({}),
      { vmSize, kernel: { localPortMin: 1024 } },
      'kernel.localPortMin must be set together with localPortMax, got 1024. Set both, e.g. 1024 and 65000.',
    ],
    [
      'a threshold above the other',
      () => ({}),
      { vmSize, kubelet: { imageGcHighThresholdPercent: 50, imageGcLowThresholdPercent: 60 } },
      'kubelet.imageGcLowThresholdPercent must not be greater than kubelet.imageGcHighThresholdPercent (50), got 60. ' +
        'Lower kubelet.imageGcLowThresholdPercent or raise kubelet.imageGcHighThresholdPercent.',
    ],
  ])('%s', (_, make, userPool, text) => {
    const stack = azureStack();
    expect(errorOf(() => shopCluster(stack, { ...make(stack), userPool }))).toBe(
      `NodePool 'platform/Cluster/UserPool': ${text}`,
    );
  });
});

test('a subnet of another network, and one that is delegated to others, are refused', () => {
  expect(
    clusterError((stack) => {
      const nodeSubnet = shopNetwork(stack).addSubnet('Nodes', { prefix: '10.0.0.0/20' });
      const podSubnet = shopNetwork(stack, 'Other', 'other').addSubnet('Pods', {
        prefix: '10.0.0.0/20',
        delegation: SubnetDelegation.APPLICATION_GATEWAY,
      });
      return { network: ClusterNetwork.azureCniPodSubnet({ nodeSubnet, podSubnet }) };
    }),
  ).toBe(
    [
      "AksCluster 'platform/Cluster' has 2 faults:",
      "- podSubnet must be in the nodes' network (rg-shop/shop), got rg-shop/other. Use a subnet of that network.",
      '- podSubnet must not be delegated to another service, got Microsoft.Network/applicationGateways. ' +
        'Use a subnet without delegation: AKS delegates it to itself.',
    ].join('\n'),
  );
});

function shopDualStack(stack: TerraformStack, options: Partial<SubnetOptions> = {}) {
  const network = shopNetwork(stack, 'Network', 'shop', ['10.0.0.0/16', 'fd00:db8::/48']);
  return network.addSubnet('Nodes', { prefix: '10.0.0.0/20', ipv6Prefix: 'fd00:db8:0:1::/64', ...options });
}

test('a NAT gateway of another program, which may be of the SKU StandardV2, passes in a dual-stack network', () => {
  const natGatewayId = '/subscriptions/s/resourceGroups/r/providers/Microsoft.Network/natGateways/out';
  const planned = Planned.by((stack) => {
    const nodeSubnet = shopDualStack(stack, { natGatewayId });
    const outbound = ClusterOutbound.natGateway({ egressRanges: ['203.0.113.20/32'] });
    shopCluster(stack, { network: ClusterNetwork.azureCniOverlay({ nodeSubnet, dualStack: {}, outbound }) });
  });
  const { network_profile: network } = planned.one('azurerm_kubernetes_cluster');
  expect(network).toMatchObject({ outbound_type: 'userAssignedNATGateway', ip_versions: ['IPv4', 'IPv6'] });
});
