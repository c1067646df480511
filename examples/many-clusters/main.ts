import { AzurermProvider } from '@cdktf/provider-azurerm/lib/provider';
import { ResourceGroup } from '@cdktf/provider-azurerm/lib/resource-group';
import { App, LocalBackend, TerraformStack } from 'cdktf';
import { AksCluster, ApiServerAccess, ClusterNetwork, Principal, requireProviders, VirtualNetwork } from '../../lib';

interface Site {
  readonly name: string;
  readonly location: string;
  /** The second part of the site's addresses: 10.N.0.0/16. One for each site, so that networks can be connected. */
  readonly network: number;
  readonly maxNodes: number;
}

/**
 * A fleet of clusters: one line, one stack and one state per site, so that a fault in one site doesn't stop the others.
 */
const sites: Site[] = [
  { name: 'amsterdam', location: 'westeurope', network: 10, maxNodes: 12 },
  { name: 'dublin', location: 'northeurope', network: 11, maxNodes: 6 },
  { name: 'virginia', location: 'eastus2', network: 12, maxNodes: 20 },
];

const operators = Principal.group('6d0f6b7c-8c53-4d0f-9c53-6a1b2a0f4f11');
const app = new App();
for (const site of sites) addSite(site);
app.synth();

function addSite({ name, location, network: number, maxNodes }: Site): void {
  const stack = new TerraformStack(app, name);
  new AzurermProvider(stack, 'Azure', { features: [{}] });
  requireProviders(stack);
  new LocalBackend(stack, { path: `../../../terraform.${name}.tfstate` });

  const group = new ResourceGroup(stack, 'ResourceGroup', { name: `rg-${name}`, location, tags: { site: name } });
  const place = { resourceGroupName: group.name, location: group.location, tags: { site: name } };
  const network = new VirtualNetwork(stack, 'Network', {
    ...place,
    networkName: name,
    addressSpace: [`10.${number}.0.0/16`],
  });
  new AksCluster(stack, 'Cluster', {
    ...place,
    clusterName: name,
    network: ClusterNetwork.azureCniOverlay({
      nodeSubnet: network.addSubnet('Nodes', { prefix: `10.${number}.0.0/22` }),
    }),
    apiServer: ApiServerAccess.publicFrom(['203.0.113.0/28']),
    administrators: [operators],
    systemPool: { vmSize: 'Standard_D4ds_v5' },
    userPool: { vmSize: 'Standard_D4ds_v5', maxCount: maxNodes },
  });
}
