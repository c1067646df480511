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
  Subnet,
  SubnetDelegation,
  VirtualNetwork,
  Warnings,
} from '../../lib';

/**
 * The AGIC chart; the controller creates the application gateway.
 *
 * Terraform doesn't know the gateway (W250), so use this for trials only. To remove it, delete the controller from the
 * program, apply, and delete the gateway and its public IP address manually.
 */
const app = new App();
const platform = stack('platform');
const group = new ResourceGroup(platform, 'ResourceGroup', { name: 'rg-agic-trial', location: 'westeurope' });
const place = { resourceGroupName: group.name, location: group.location };

const network = new VirtualNetwork(platform, 'Network', {
  ...place,
  networkName: 'agic-trial',
  addressSpace: ['10.0.0.0/16'],
});
network.addSubnet('Gateways', {
  prefix: '10.0.16.0/24',
  delegation: SubnetDelegation.APPLICATION_GATEWAY,
});
const cluster = new AksCluster(platform, 'Cluster', {
  ...place,
  clusterName: 'agic-trial',
  network: ClusterNetwork.azureCniOverlay({
    nodeSubnet: network.addSubnet('Nodes', { prefix: '10.0.0.0/20' }),
    dataPlane: NetworkDataPlane.azure(),
  }),
  apiServer: ApiServerAccess.publicFrom(['203.0.113.7/32']),
  administrators: [Principal.deployer()],
  systemPool: { vmSize: 'Standard_D4ds_v5' },
  userPool: { vmSize: 'Standard_D4ds_v5' },
});
new ResourceGroup(platform, 'GatewayGroup', { name: 'rg-agic-trial-gateway', location: group.location });

// What the cluster serves, in a stack that changes often. The Secret shop-tls is in the namespace already.
const apps = stack('apps');
const aks = AksCluster.fromCluster(apps, 'Cluster', cluster);
const ingress = new ApplicationGatewayIngress(apps, 'Ingress', {
  cluster: aks,
  deployment: AgicDeployment.helmWithNewGateway(
    {
      gatewayName: 'agic-trial',
      gatewayResourceGroupName: 'rg-agic-trial-gateway',
      subnet: Subnet.fromLookup(apps, 'Gateways', {
        subnetName: 'gateways',
        networkName: 'agic-trial',
        resourceGroupName: 'rg-agic-trial',
      }),
    },
    { newIdentity: { resourceGroupName: 'rg-agic-trial', location: 'westeurope', identityName: 'agic-trial' } },
  ),
});
Warnings.acknowledge(ingress, 'W250', 'A trial: its owner deletes the gateway.');
new GatewayIngress(apps, 'Shop-Ingress', {
  controller: ingress,
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
