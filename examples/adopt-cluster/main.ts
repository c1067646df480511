import { AzurermProvider } from '@cdktf/provider-azurerm/lib/provider';
import { App, LocalBackend, TerraformStack, TerraformVariable } from 'cdktf';
import {
  AksCluster,
  ApiServerAccess,
  ClusterNetwork,
  ManagedIdentity,
  NetworkDataPlane,
  NetworkPolicyEngine,
  OsDiskType,
  Principal,
  requireProviders,
  Subnet,
} from '../../lib';

/**
 * An existing cluster that was created with `az aks create`, imported without replacing it.
 *
 * Arguments that would replace the cluster have the cluster's current values (`az aks show` prints them); arguments that
 * change in place may differ. The import block imports the cluster on the first apply:
 *
 *     terraform apply -var 'existing_cluster_ids=["/subscriptions/.../managedClusters/legacy"]'
 *
 * Read the plan first: it must show "1 to import" and nothing that "must be replaced".
 */
const app = new App();
const platform = new TerraformStack(app, 'platform');
new AzurermProvider(platform, 'Azure', { features: [{}] });
requireProviders(platform);
new LocalBackend(platform, { path: '../../../terraform.platform.tfstate' });

const place = { resourceGroupName: 'rg-legacy', location: 'westeurope' };
const cluster = new AksCluster(platform, 'Cluster', {
  ...place,
  clusterName: 'legacy',
  dnsPrefix: 'legacy-rg-legacy-4f2c1a',
  nodeResourceGroupName: 'MC_rg-legacy_legacy_westeurope',
  network: ClusterNetwork.azureCniOverlay({
    nodeSubnet: Subnet.fromLookup(platform, 'Nodes', {
      subnetName: 'nodes',
      networkName: 'legacy',
      resourceGroupName: 'rg-legacy',
    }),
    podCidr: '10.244.0.0/16',
    serviceCidr: '10.0.0.0/16',
    dnsServiceIp: '10.0.0.10',
    dataPlane: NetworkDataPlane.azure(NetworkPolicyEngine.NONE),
  }),
  apiServer: ApiServerAccess.publicFrom(['203.0.113.7/32']),
  administrators: [Principal.group('6d0f6b7c-8c53-4d0f-9c53-6a1b2a0f4f11')],
  identities: {
    // The one that AKS made for the nodes: another one would replace the cluster.
    kubeletIdentity: ManagedIdentity.fromLookup(platform, 'Kubelet', {
      identityName: 'legacy-agentpool',
      resourceGroupName: 'MC_rg-legacy_legacy_westeurope',
    }),
  },
  systemPool: {
    poolName: 'nodepool1',
    vmSize: 'Standard_DS2_v2',
    osDiskType: OsDiskType.MANAGED,
    zones: [],
    criticalAddonsOnly: false,
  },
  deletionProtection: true,
});
// The SSH key that `az aks create` put into the nodes: removing it would replace the cluster. deletionProtection stays in effect.
cluster.resource.lifecycle = { ignoreChanges: ['linux_profile'] };

new TerraformVariable(platform, 'existing_cluster_ids', {
  description: 'The resource id of the cluster to take over, in a list; empty once it is in the state.',
  type: 'list(string)',
  default: [],
  nullable: false,
});
platform.addOverride('import', [
  {
    for_each: '${toset(var.existing_cluster_ids)}',
    to: `${cluster.resource.terraformResourceType}.${cluster.resource.friendlyUniqueId}`,
    id: '${each.value}',
  },
]);

app.synth();
