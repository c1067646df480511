import { AzurermProvider } from '@cdktf/provider-azurerm/lib/provider';
import { ResourceGroup } from '@cdktf/provider-azurerm/lib/resource-group';
import { App, LocalBackend, TerraformStack } from 'cdktf';
import {
  AgicDeployment,
  AksCluster,
  ApiServerAccess,
  ApplicationGateway,
  ApplicationGatewayIngress,
  ClusterNetwork,
  GatewayIngress,
  GatewayIngressTarget,
  GatewayIngressTls,
  Namespace,
  NetworkDataPlane,
  Principal,
  requireProviders,
  VirtualNetwork,
  VirtualNetworkPeering,
} from '../../lib';

/**
 * An application gateway in a hub network and the cluster in a peered spoke.
 *
 * Pods have addresses of the spoke, which the gateway reaches over the peering. It couldn't reach pods of an overlay network.
 */
const app = new App();
const platform = stack('platform');
const group = new ResourceGroup(platform, 'ResourceGroup', { name: 'rg-agic-hub', location: 'westeurope' });
const place = { resourceGroupName: group.name, location: group.location };

const hub = new VirtualNetwork(platform, 'Hub', { ...place, networkName: 'agic-hub', addressSpace: ['10.0.0.0/16'] });
const network = new VirtualNetwork(platform, 'Spoke', {
  ...place,
  networkName: 'agic-spoke',
  addressSpace: ['10.1.0.0/16'],
});
new VirtualNetworkPeering(platform, 'Peering', { network: hub, remoteNetwork: network });

const gateway = new ApplicationGateway(platform, 'Gateway', {
  ...place,
  gatewayName: 'agic-hub',
  subnet: hub.addSubnet('Gateways', { prefix: '10.0.16.0/24', securityRules: ApplicationGateway.securityRules() }),
});
const cluster = new AksCluster(platform, 'Cluster', {
  ...place,
  clusterName: 'agic-spoke',
  network: ClusterNetwork.azureCniPodSubnet({
    nodeSubnet: network.addSubnet('Nodes', { prefix: '10.1.0.0/20' }),
    podSubnet: network.addSubnet('Pods', { prefix: '10.1.64.0/18' }),
    dataPlane: NetworkDataPlane.azure(),
  }),
  apiServer: ApiServerAccess.publicFrom(['203.0.113.7/32']),
  administrators: [Principal.deployer()],
  systemPool: { vmSize: 'Standard_D4ds_v5' },
  userPool: { vmSize: 'Standard_D4ds_v5' },
});
new ApplicationGatewayIngress(platform, 'Ingress', { cluster, deployment: AgicDeployment.addOn(gateway) });

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
