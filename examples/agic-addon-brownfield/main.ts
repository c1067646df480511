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
  FirewallRule,
  GatewayCertificate,
  GatewayIngress,
  GatewayIngressTarget,
  GatewayIngressTls,
  KeyVault,
  ManagedIdentity,
  Namespace,
  NetworkDataPlane,
  Principal,
  requireProviders,
  SubnetDelegation,
  VirtualNetwork,
  WebApplicationFirewall,
} from '../../lib';

/**
 * The AGIC add-on on an application gateway that Terraform creates, with a firewall and a certificate from Key Vault.
 *
 * Azure keeps the controller up to date. Terraform creates the gateway and its certificates; the controller configures
 * everything else.
 */
const app = new App();
const platform = stack('platform');
const group = new ResourceGroup(platform, 'ResourceGroup', { name: 'rg-agic-addon', location: 'westeurope' });
const place = { resourceGroupName: group.name, location: group.location };

const network = new VirtualNetwork(platform, 'Network', {
  ...place,
  networkName: 'agic-addon',
  addressSpace: ['10.0.0.0/16'],
});
const gatewaySubnet = network.addSubnet('Gateways', {
  prefix: '10.0.16.0/24',
  delegation: SubnetDelegation.APPLICATION_GATEWAY,
});
const firewall = new WebApplicationFirewall(platform, 'Firewall', {
  ...place,
  firewallName: 'agicaddon',
  rules: [FirewallRule.rateLimit({ ruleName: 'Logins', priority: 10, requests: 100, pathPrefixes: ['/login'] })],
});
const vault = KeyVault.fromLookup(platform, 'Vault', {
  vaultName: 'certificates4711',
  resourceGroupName: 'rg-security',
});
const gateway = new ApplicationGateway(platform, 'Gateway', {
  ...place,
  gatewayName: 'agic-addon',
  subnet: gatewaySubnet,
  firewall,
  identity: new ManagedIdentity(platform, 'GatewayIdentity', { ...place, identityName: 'agic-addon-gateway' }),
  certificates: [GatewayCertificate.fromVault('shop', vault, 'shop-tls')],
});
const cluster = new AksCluster(platform, 'Cluster', {
  ...place,
  clusterName: 'agic-addon',
  network: ClusterNetwork.azureCniOverlay({
    nodeSubnet: network.addSubnet('Nodes', { prefix: '10.0.0.0/20' }),
    dataPlane: NetworkDataPlane.azure(),
  }),
  apiServer: ApiServerAccess.publicFrom(['203.0.113.7/32']),
  administrators: [Principal.deployer()],
  systemPool: { vmSize: 'Standard_D4ds_v5' },
  userPool: { vmSize: 'Standard_D4ds_v5' },
});
new ApplicationGatewayIngress(platform, 'Ingress', { cluster, deployment: AgicDeployment.addOn(gateway) });

// What the cluster serves, in a stack that changes often.
const apps = stack('apps');
const aks = AksCluster.fromCluster(apps, 'Cluster', cluster);
new GatewayIngress(apps, 'Shop-Ingress', {
  controller: ApplicationGatewayIngress.fromCluster(apps, 'Ingress', { cluster: aks }),
  name: 'shop',
  namespace: new Namespace(apps, 'Shop', { cluster: aks, name: 'shop' }),
  hosts: ['shop.example.com'],
  target: GatewayIngressTarget.service('web', 8080),
  tls: GatewayIngressTls.fromGateway('shop'),
});

app.synth();

function stack(id: string): TerraformStack {
  const made = new TerraformStack(app, id);
  new AzurermProvider(made, 'Azure', { features: [{}] });
  requireProviders(made);
  new LocalBackend(made, { path: `../../../terraform.${id}.tfstate` });
  return made;
}
