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
  SubnetDelegation,
  VirtualNetwork,
} from '../../lib';

/**
 * The AGIC chart on a shared application gateway, whose other hosts and paths stay unchanged.
 *
 * The chart's version is pinned here. The controller's identity is created with the roles that it needs and without a
 * password.
 */
const app = new App();
const platform = stack('platform');
const group = new ResourceGroup(platform, 'ResourceGroup', { name: 'rg-agic-helm', location: 'westeurope' });
const place = { resourceGroupName: group.name, location: group.location };

const network = new VirtualNetwork(platform, 'Network', {
  ...place,
  networkName: 'agic-helm',
  addressSpace: ['10.0.0.0/16'],
});
const gatewaySubnet = network.addSubnet('Gateways', {
  prefix: '10.0.16.0/24',
  delegation: SubnetDelegation.APPLICATION_GATEWAY,
});
const gateway = new ApplicationGateway(platform, 'Gateway', {
  ...place,
  gatewayName: 'agic-helm',
  subnet: gatewaySubnet,
  privateAddress: '10.0.16.10',
});
const cluster = new AksCluster(platform, 'Cluster', {
  ...place,
  clusterName: 'agic-helm',
  network: ClusterNetwork.azureCniOverlay({
    nodeSubnet: network.addSubnet('Nodes', { prefix: '10.0.0.0/20' }),
    dataPlane: NetworkDataPlane.azure(),
  }),
  apiServer: ApiServerAccess.publicFrom(['203.0.113.7/32']),
  administrators: [Principal.deployer()],
  systemPool: { vmSize: 'Standard_D4ds_v5' },
  userPool: { vmSize: 'Standard_D4ds_v5' },
});

// What the cluster serves, in a stack that changes often. The Secret shop-tls is in the namespace already.
const apps = stack('apps');
const aks = AksCluster.fromCluster(apps, 'Cluster', cluster);
const ingress = new ApplicationGatewayIngress(apps, 'Ingress', {
  cluster: aks,
  deployment: AgicDeployment.helm(ApplicationGateway.fromGateway(apps, 'Gateway', gateway), {
    newIdentity: { resourceGroupName: 'rg-agic-helm', location: 'westeurope', identityName: 'agic-helm' },
  }),
  resourceNamePrefix: 'shop-',
  prohibitedTargets: [{ name: 'legacy', hostName: 'legacy.example.com' }],
  reconcilePeriodSeconds: 60,
});
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
