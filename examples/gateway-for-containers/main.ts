import { AzurermProvider } from '@cdktf/provider-azurerm/lib/provider';
import { App, LocalBackend, TerraformStack } from 'cdktf';
import {
  AksCluster,
  AlbController,
  AlbGateway,
  AlbHttpRoute,
  AlbListener,
  AlbRouteRule,
  ApiServerAccess,
  ApplicationLoadBalancer,
  ClusterNetwork,
  GatewayApi,
  Namespace,
  PathMatch,
  Principal,
  requireProviders,
  Subnet,
  SubnetDelegation,
  VirtualNetwork,
  Warnings,
  WebApplicationFirewall,
} from '../../lib';

/**
 * Application Gateway for Containers: a load balancer that Terraform owns, a firewall, and Gateway API routes with a canary.
 *
 * AKS manages the CRDs of the Gateway API.
 */
const app = new App();
const place = { resourceGroupName: 'rg-alb-demo', location: 'westeurope' };

const platform = stack('platform');
const network = new VirtualNetwork(platform, 'Network', {
  ...place,
  networkName: 'alb-demo',
  addressSpace: ['10.0.0.0/16'],
});
network.addSubnet('Alb', {
  subnetName: 'alb',
  prefix: '10.0.16.0/24',
  delegation: SubnetDelegation.TRAFFIC_CONTROLLER,
});
const cluster = new AksCluster(platform, 'Cluster', {
  ...place,
  clusterName: 'alb-demo',
  network: ClusterNetwork.azureCniOverlay({ nodeSubnet: network.addSubnet('Nodes', { prefix: '10.0.0.0/20' }) }),
  apiServer: ApiServerAccess.publicFrom(['203.0.113.7/32']),
  administrators: [Principal.deployer()],
  systemPool: { vmSize: 'Standard_D4ds_v5' },
  userPool: { vmSize: 'Standard_D4ds_v5' },
});

const apps = stack('apps');
const aks = AksCluster.fromCluster(apps, 'Cluster', cluster);
const gatewayApi = GatewayApi.managedByAks(apps, 'GatewayApi', { cluster: aks, kubernetesVersion: '1.36' });
Warnings.acknowledge(gatewayApi, 'W185', 'enabled when the cluster was made');
const controller = new AlbController(apps, 'Alb', {
  cluster: aks,
  gatewayApi,
  newIdentity: { ...place, identityName: 'alb-demo-controller' },
});
const loadBalancer = new ApplicationLoadBalancer(apps, 'LoadBalancer', {
  ...place,
  loadBalancerName: 'alb-demo',
  controller,
  subnet: Subnet.fromLookup(apps, 'AlbSubnet', {
    networkName: 'alb-demo',
    resourceGroupName: place.resourceGroupName,
    subnetName: 'alb',
  }),
});
const shop = new Namespace(apps, 'Shop', { cluster: aks, name: 'shop' });
const gateway = new AlbGateway(apps, 'Gateway', {
  loadBalancer,
  namespace: shop,
  name: 'shop',
  listeners: [
    AlbListener.https('https', 'shop-tls', { hostName: 'shop.example.com' }),
    AlbListener.http('http', { hostName: 'shop.example.com' }),
  ],
  firewall: new WebApplicationFirewall(apps, 'Firewall', { ...place, firewallName: 'albdemo' }),
});
Warnings.acknowledge(gateway, 'W320', 'it only redirects to HTTPS');

new AlbHttpRoute(apps, 'ToHttps', {
  gateway,
  namespace: shop,
  name: 'to-https',
  listenerName: 'http',
  rules: [AlbRouteRule.toHttps()],
});
new AlbHttpRoute(apps, 'Site', {
  gateway,
  namespace: shop,
  name: 'site',
  listenerName: 'https',
  rules: [
    AlbRouteRule.toServices(
      [
        { serviceName: 'checkout-v1', port: 8080, weight: 90 },
        { serviceName: 'checkout-v2', port: 8080, weight: 10 },
      ],
      [{ path: PathMatch.prefix('/checkout') }],
      10,
    ),
    AlbRouteRule.toServices([{ serviceName: 'web', port: 80 }]),
  ],
});

app.synth();

function stack(id: string): TerraformStack {
  const made = new TerraformStack(app, id);
  new AzurermProvider(made, 'Azure', { features: [{}] });
  requireProviders(made);
  new LocalBackend(made, { path: `../../../terraform.${id}.tfstate` });
  return made;
}
