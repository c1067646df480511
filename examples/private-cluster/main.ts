import { AzurermProvider } from '@cdktf/provider-azurerm/lib/provider';
import { ResourceGroup } from '@cdktf/provider-azurerm/lib/resource-group';
import { App, LocalBackend, TerraformStack } from 'cdktf';
import {
  AksCluster,
  ApiServerAccess,
  ClusterNetwork,
  ClusterOutbound,
  NatGateway,
  Principal,
  requireProviders,
  SubnetDelegation,
  VirtualNetwork,
} from '../../lib';

/**
 * A private cluster: API server in a subnet, egress through a NAT gateway, access per namespace.
 *
 * The API server has an address in the virtual network, and nodes leave with one known address. Deploy it from a machine in
 * the network or in a connected one.
 */
const app = new App();
const platform = stack('platform');
const group = new ResourceGroup(platform, 'ResourceGroup', { name: 'rg-private', location: 'westeurope' });
const place = { resourceGroupName: group.name, location: group.location };
const network = new VirtualNetwork(platform, 'Network', {
  ...place,
  networkName: 'private',
  addressSpace: ['10.0.0.0/16'],
});
const natGateway = new NatGateway(platform, 'Outbound', { ...place, natGatewayName: 'private' });
const cluster = new AksCluster(platform, 'Cluster', {
  ...place,
  clusterName: 'private',
  network: ClusterNetwork.azureCniOverlay({
    nodeSubnet: network.addSubnet('Nodes', { prefix: '10.0.0.0/20', natGateway }),
    outbound: ClusterOutbound.natGateway(),
  }),
  apiServer: ApiServerAccess.vnetIntegration({
    apiServerSubnet: network.addSubnet('ApiServer', {
      prefix: '10.0.16.0/28',
      delegation: SubnetDelegation.API_SERVER,
    }),
  }),
  administrators: [Principal.group('6d0f6b7c-8c53-4d0f-9c53-6a1b2a0f4f11')],
  systemPool: { vmSize: 'Standard_D4ds_v5' },
  userPool: { vmSize: 'Standard_D4ds_v5' },
});

const shopTeam = Principal.group('0b9c1f0e-3f0a-4c7e-9a51-5d2a8a1f7c22');
cluster.grantWriter(shopTeam, 'shop');
cluster.grantReader(shopTeam);

app.synth();

function stack(id: string): TerraformStack {
  const made = new TerraformStack(app, id);
  new AzurermProvider(made, 'Azure', { features: [{}] });
  requireProviders(made);
  new LocalBackend(made, { path: `../../../terraform.${id}.tfstate` });
  return made;
}
