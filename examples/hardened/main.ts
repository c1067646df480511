import { AzurermProvider } from '@cdktf/provider-azurerm/lib/provider';
import { ResourceGroup } from '@cdktf/provider-azurerm/lib/resource-group';
import { App, LocalBackend, TerraformStack } from 'cdktf';
import {
  AksCluster,
  ApiServerAccess,
  ClusterMonitoring,
  ClusterNetwork,
  ClusterOutbound,
  KeyVault,
  LogAnalyticsWorkspace,
  Principal,
  Route,
  RouteTable,
  requireProviders,
  SecretsStoreDriver,
  SecurityRule,
  SubnetDelegation,
  VirtualNetwork,
} from '../../lib';

/**
 * A private cluster with egress through a firewall, customer-managed keys, FIPS, no local accounts, audit logs and Defender.
 *
 * Disks, hosts and Secrets are encrypted with the keys. docs/policy.md lists the remaining findings of checkov and the
 * reasons.
 *
 * The subscription must have registered `Microsoft.Compute/EncryptionAtHost`. The security team owns the firewall, vault, disk
 * encryption set and workspace.
 */
const app = new App();
const platform = stack('platform');
const group = new ResourceGroup(platform, 'ResourceGroup', { name: 'rg-hardened', location: 'westeurope' });
const place = { resourceGroupName: group.name, location: group.location };
const security = '/subscriptions/00000000-0000-4000-8000-000000000000/resourceGroups/rg-security/providers';

const network = new VirtualNetwork(platform, 'Network', {
  ...place,
  networkName: 'hardened',
  addressSpace: ['10.0.0.0/16'],
});
const { routeTableId } = new RouteTable(platform, 'ThroughFirewall', {
  ...place,
  routeTableName: 'through-firewall',
  routes: [Route.defaultToFirewall('10.100.0.4')],
});
// Azure's own rules know the network's addresses only, and those of pods are not among them.
const [nodeRange, podRange] = ['10.0.0.0/20', '10.244.0.0/16'];
const rulesOfOverlay = [
  SecurityRule.allowInbound({ ruleName: 'to-pods', sources: [nodeRange, podRange], destinations: [podRange] }),
  SecurityRule.allowOutbound({ ruleName: 'from-pods', sources: [nodeRange, podRange], destinations: [podRange] }),
];
const pool = { vmSize: 'Standard_D8ds_v5', hostEncryption: true, fips: true, kubelet: { podMaxPids: 4096 } };
const cluster = new AksCluster(platform, 'Cluster', {
  ...place,
  clusterName: 'hardened',
  network: ClusterNetwork.azureCniOverlay({
    nodeSubnet: network.addSubnet('Nodes', { prefix: nodeRange, routeTableId, securityRules: rulesOfOverlay }),
    podCidr: podRange,
    outbound: ClusterOutbound.userDefinedRouting(),
    networkObservability: true,
    networkSecurity: true,
  }),
  apiServer: ApiServerAccess.vnetIntegration({
    apiServerSubnet: network.addSubnet('ApiServer', {
      prefix: '10.0.16.0/28',
      delegation: SubnetDelegation.API_SERVER,
      securityRules: [],
    }),
  }),
  administrators: [Principal.group('6d0f6b7c-8c53-4d0f-9c53-6a1b2a0f4f11')],
  systemPool: pool,
  userPool: { ...pool, minCount: 3, maxCount: 9 },
  diskEncryptionSetId: `${security}/Microsoft.Compute/diskEncryptionSets/aks-disks`,
  keyManagement: {
    keyVault: KeyVault.fromVaultId(platform, 'Keys', `${security}/Microsoft.KeyVault/vaults/aks-keys-4711`),
    keyVaultKeyId: 'https://aks-keys-4711.vault.azure.net/keys/etcd/0123456789abcdef0123456789abcdef',
    privateVault: true,
  },
  monitoring: ClusterMonitoring.azureMonitor({
    logAnalyticsWorkspace: LogAnalyticsWorkspace.fromWorkspaceId(
      platform,
      'Audit',
      `${security}/Microsoft.OperationalInsights/workspaces/audit`,
    ),
    defender: true,
  }),
  deletionProtection: true,
});
new SecretsStoreDriver(platform, 'SecretsStore', { cluster });
cluster.grantReader(Principal.group('0b9c1f0e-3f0a-4c7e-9a51-5d2a8a1f7c22'));

app.synth();

function stack(id: string): TerraformStack {
  const made = new TerraformStack(app, id);
  new AzurermProvider(made, 'Azure', { features: [{}] });
  requireProviders(made);
  new LocalBackend(made, { path: `../../../terraform.${id}.tfstate` });
  return made;
}
