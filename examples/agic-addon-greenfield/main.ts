import { AzurermProvider } from '@cdktf/provider-azurerm/lib/provider';
import { ResourceGroup } from '@cdktf/provider-azurerm/lib/resource-group';
import { App, LocalBackend, TerraformStack } from 'cdktf';
import {
  AgicDeployment,
  AksCluster,
  ApiServerAccess,
  ApplicationGatewayIngress,
  ClusterNetwork,
  GatewayIngress,
  GatewayIngressTarget,
  GatewayIngressTls,
  Namespace,
  NetworkDataPlane,
  Principal,
  requireProviders,
  SubnetDelegation,
  VirtualNetwork,
} from '../../lib';

/**
 * The AGIC add-on creates the application gateway too: the shortest setup, without a firewall.
 *
 * The gateway is in the node resource group and is deleted with the add-on.
 */
const app = new App();
const platform = stack('platform');
const group = new ResourceGroup(platform, 'ResourceGroup', { name: 'rg-agic-new', location: 'westeurope' });
const place = { resourceGroupName: group.name, location: group.location };

const network = new VirtualNetwork(platform, 'Network', {
  ...place,
  networkName: 'agic-new',
  addressSpace: ['10.0.0.0/16'],
});
const gatewaySubnet = network.addSubnet('Gateways', {
  prefix: '10.0.16.0/24',
  delegation: SubnetDelegation.APPLICATION_GATEWAY,
});
const cluster = new AksCluster(platform, 'Cluster', {
  ...place,
  clusterName: 'agic-new',
  network: ClusterNetwork.azureCniOverlay({
    nodeSubnet: network.addSubnet('Nodes', { prefix: '10.0.0.0/20' }),
    dataPlane: NetworkDataPlane.azure(),
  }),
  apiServer: ApiServerAccess.publicFrom(['203.0.113.7/32']),
  administrators: [Principal.deployer()],
  systemPool: { vmSize: 'Standard_D4ds_v5' },
  userPool: { vmSize: 'Standard_D4ds_v5' },
});
new ApplicationGatewayIngress(platform, 'Ingress', {
  cluster,
  deployment: AgicDeployment.addOnWithNewGateway({ gatewayName: 'agic-new', subnet: gatewaySubnet }),
});

// What the cluster serves, in a stack that changes often. The Secret shop-tls is in the namespace already.
const apps = stack('apps');
const aks = AksCluster.fromCluster(apps, 'Cluster', cluster);
new GatewayIngress(apps, 'Shop-Ingress', {
  controller: ApplicationGatewayIngress.fromCluster(apps, 'Ingress', { cluster: aks }),
  name: 'shop',
  namespace: new Namespace(apps, 'Shop', { cluster: aks, name: 'shop' }),
  hosts: ['shop.example.com'],
  target: GatewayIngressTarget.service('web', 8080),
  tls: GatewayIngressTls.fromSecret('shop-tls'),
});

app.synth();

function stack(id: string): TerraformStack {
  const made = new TerraformStack(app, id);
  new AzurermProvider(made, 'Azure', { features: [{}] });
  requireProviders(made);
  new LocalBackend(made, { path: `../../../terraform.${id}.tfstate` });
  return made;
}
