import type { TerraformStack } from 'cdktf';
import {
  AgicDeployment,
  AksCluster,
  AlbController,
  AlbGateway,
  AlbHttpRoute,
  AlbListener,
  AlbRouteRule,
  ApplicationGateway,
  ApplicationGatewayIngress,
  ApplicationLoadBalancer,
  AzureMonitorWorkspace,
  ClusterMonitoring,
  GatewayApi,
  GatewayApiChannel,
  GatewayIngress,
  GatewayIngressTarget,
  IstioGateway,
  IstioMesh,
  KeyVault,
  ManagedIdentity,
  MeshGatewayCertificate,
  MeshNamespace,
  Namespace,
  NatGateway,
  PrivateEndpoint,
  PrivateEndpointDns,
  PrivateLinkTarget,
  SecretsStoreDriver,
  SecurityRule,
  Subnet,
  VaultAccess,
  VirtualNetwork,
  VirtualNetworkPeering,
  WebApplicationFirewall,
  WorkloadIdentity,
} from '../../lib';
import { type NameRule, nameRules } from '../../lib/core/names';
import { place, shopCluster, shopNetwork } from '../support/clusters';
import { FakeAksCluster } from '../support/fake-aks-cluster';
import { Planned } from '../support/planned';
import { manifestsOf } from '../support/releases';

const gatewayId = '/subscriptions/s/resourceGroups/rg/providers/Microsoft.Network/applicationGateways/shop';
const accountId = '/subscriptions/s/resourceGroups/rg/providers/Microsoft.Storage/storageAccounts/shop4711';
const monitorId = '/subscriptions/s/resourceGroups/rg/providers/Microsoft.Monitor/accounts/shop';
const vaultId = '/subscriptions/s/resourceGroups/rg/providers/Microsoft.KeyVault/vaults/shop4711';
const identityId = '/subscriptions/s/resourceGroups/rg/providers/Microsoft.ManagedIdentity/userAssignedIdentities/shop';
const guid = '00000000-0000-0000-0000-000000000001';
const identityIds = { identityId, clientId: guid, principalId: guid };
const longestObject = ['a', 'b', 'c']
  .map((letter) => letter.repeat(63))
  .join('.')
  .concat(`.${'d'.repeat(61)}`);

function longest(rule: NameRule): string {
  const name = 'n'.repeat(rule.maxLength);
  expect(name).toMatch(rule.pattern);
  return name;
}

function knownCluster(stack: TerraformStack) {
  return AksCluster.fromLookup(stack, 'Cluster', { clusterName: 'shop', resourceGroupName: 'rg-shop' });
}

function ownIngressClass(stack: TerraformStack): void {
  const gateway = ApplicationGateway.fromGatewayId(stack, 'Gateway', gatewayId, {
    subnet: shopNetwork(stack).addSubnet('Gateways', { prefix: '10.0.16.0/24' }),
  });
  const deployment = AgicDeployment.helm(gateway, { newIdentity: { ...place, identityName: 'shop' } });
  const ingressClassName = longest(nameRules.kubernetesLabel);
  new ApplicationGatewayIngress(stack, 'Ingress', { cluster: knownCluster(stack), deployment, ingressClassName });
}

function meshedIngress(stack: TerraformStack): void {
  const cluster = knownCluster(stack);
  const mesh = IstioMesh.fromAttributes(stack, 'Mesh', { cluster });
  const service = { serviceName: 'web', port: 80, podLabels: { app: 'web' }, podPort: 8080 };
  new GatewayIngress(stack, 'Ingress', {
    controller: ApplicationGatewayIngress.fromCluster(stack, 'Controller', { cluster }),
    name: longestObject,
    namespace: MeshNamespace.fromName(stack, 'Shop', { mesh, name: 'shop' }),
    target: GatewayIngressTarget.meshedService(service),
  });
}

function protectedRoute(stack: TerraformStack): void {
  const cluster = knownCluster(stack);
  const gatewayApi = GatewayApi.present(stack, 'GatewayApi', {
    cluster,
    version: '1.5.1',
    channel: GatewayApiChannel.STANDARD,
  });
  const newIdentity = { ...place, identityName: 'shop-alb' };
  const controller = new AlbController(stack, 'Alb', { cluster, gatewayApi, newIdentity });
  const lookup = { networkName: 'shop', resourceGroupName: 'rg-shop', subnetName: 'alb' };
  const subnet = Subnet.fromLookup(stack, 'AlbSubnet', lookup);
  const names = { ...place, loadBalancerName: 'shop' };
  const loadBalancer = new ApplicationLoadBalancer(stack, 'LoadBalancer', { ...names, subnet, controller });
  const namespace = Namespace.fromName(stack, 'Edge', { cluster, name: 'edge' });
  const firewall = new WebApplicationFirewall(stack, 'Firewall', { ...place, firewallName: 'shop' });
  const listeners = [AlbListener.https('https', 'shop-tls')];
  const gateway = new AlbGateway(stack, 'Gateway', { loadBalancer, namespace, name: 'shop', listeners });
  const rules = [AlbRouteRule.toServices([{ serviceName: 'web', port: 80 }])];
  new AlbHttpRoute(stack, 'Route', { gateway, namespace, name: longestObject, rules, firewall });
}

function certificateNamed(certificateName: string): (stack: TerraformStack) => void {
  return (stack) => {
    const cluster = new FakeAksCluster(stack);
    const mesh = IstioMesh.fromAttributes(stack, 'Mesh', { cluster });
    const names = { gatewayName: 'in', namespaceName: 'istio-ingress' };
    const gateway = IstioGateway.fromAttributes(stack, 'Gateway', { mesh, ...names });
    const identity = ManagedIdentity.fromAttributes(stack, 'Identity', identityIds);
    const account = { namespace: gateway.namespace, identity, serviceAccountName: 'tls' };
    new MeshGatewayCertificate(stack, 'Certificate', {
      gateway,
      driver: new SecretsStoreDriver(stack, 'Driver', { cluster }),
      vault: KeyVault.fromVaultId(stack, 'Vault', vaultId, { tenantId: guid }),
      access: VaultAccess.workloadIdentity(WorkloadIdentity.fromAttributes(stack, 'Workload', account)),
      certificateName,
    });
  };
}

const secretOf = (planned: Planned) => {
  const [secretClass] = manifestsOf(planned, 'Certificate_Secrets');
  return [secretClass.metadata.name, secretClass.spec.secretObjects[0].secretName];
};

function workloadOfLongNames(stack: TerraformStack): void {
  const cluster = AksCluster.fromLookup(stack, 'Cluster', {
    clusterName: longest(nameRules.cluster),
    resourceGroupName: 'rg-shop',
  });
  const name = longest(nameRules.kubernetesLabel);
  new WorkloadIdentity(stack, 'Workload', {
    namespace: Namespace.fromName(stack, 'Namespace', { cluster, name }),
    serviceAccountName: name,
    newIdentity: { ...place, identityName: 'shop' },
  });
}

function networkWithSubnet(stack: TerraformStack): Subnet {
  const network = shopNetwork(stack, 'Network', longest(nameRules.virtualNetwork));
  return network.addSubnet('Endpoints', {
    subnetName: longest(nameRules.subnet),
    prefix: '10.0.20.0/24',
    securityRules: [SecurityRule.denyOutbound({ ruleName: 'internet', destinations: ['Internet'] })],
  });
}

function endpoint(stack: TerraformStack): void {
  new PrivateEndpoint(stack, 'Endpoint', {
    ...place,
    endpointName: longest(nameRules.networkPart),
    subnet: networkWithSubnet(stack),
    target: PrivateLinkTarget.storageBlob(accountId),
    dns: PrivateEndpointDns.ownZones(),
  });
}

function peeredNetworks(stack: TerraformStack): void {
  const [network, remoteNetwork] = ['a', 'b'].map(
    (letter, index) =>
      new VirtualNetwork(stack, letter, {
        ...place,
        networkName: letter.repeat(nameRules.virtualNetwork.maxLength),
        addressSpace: [`10.${index}.0.0/16`],
      }),
  );
  new VirtualNetworkPeering(stack, 'Peering', { network, remoteNetwork });
}

const namesOf = (type: string) => (planned: Planned) => Object.values(planned.all(type)).map(({ name }) => name);
const objectsOf = (release: string) => (planned: Planned) =>
  manifestsOf(planned, release).map(({ metadata }) => metadata.name);
const dataCollection: NameRule = { ...nameRules.monitorPart, maxLength: 64 };
const dataCollectionEndpoint: NameRule = { ...nameRules.monitorPart, maxLength: 44 };

function monitored(stack: TerraformStack): void {
  const monitorWorkspace = AzureMonitorWorkspace.fromWorkspaceId(stack, 'Metrics', monitorId);
  shopCluster(stack, {
    clusterName: longest(nameRules.cluster),
    nodeResourceGroupName: 'rg-nodes',
    monitoring: ClusterMonitoring.azureMonitor({ monitorWorkspace }),
  });
}

const natGateway = (stack: TerraformStack) =>
  void new NatGateway(stack, 'Nat', { ...place, natGatewayName: longest(nameRules.networkPart) });

test.each<[string, NameRule, (stack: TerraformStack) => void, (planned: Planned) => string[]]>([
  ['the release of an ingress class', nameRules.helmRelease, ownIngressClass, namesOf('helm_release')],
  ['the objects of an Ingress', nameRules.kubernetesObject, meshedIngress, objectsOf('Ingress_Manifests')],
  ['the release of an Ingress', nameRules.helmRelease, meshedIngress, namesOf('helm_release')],
  ["the objects of a load balancer's route", nameRules.kubernetesObject, protectedRoute, objectsOf('Route_Manifests')],
  ["the releases of a load balancer's route", nameRules.helmRelease, protectedRoute, namesOf('helm_release')],
  ['the Secret of a certificate', nameRules.kubernetesLabel, certificateNamed('N'.repeat(127)), secretOf],
  ['the Secret of a certificate with hyphens last', nameRules.kubernetesLabel, certificateNamed('-shop-'), secretOf],
  ['the Secret of a certificate of hyphens', nameRules.kubernetesLabel, certificateNamed('--'), secretOf],
  ['releases of a certificate', nameRules.helmRelease, certificateNamed('N'.repeat(127)), namesOf('helm_release')],
  [
    'the credential of a workload',
    nameRules.federatedCredential,
    workloadOfLongNames,
    namesOf('azurerm_federated_identity_credential'),
  ],
  ['the release of a ServiceAccount', nameRules.helmRelease, workloadOfLongNames, namesOf('helm_release')],
  [
    'the security group of a subnet',
    nameRules.networkPart,
    networkWithSubnet,
    namesOf('azurerm_network_security_group'),
  ],
  [
    'the network interface of an endpoint',
    nameRules.networkPart,
    endpoint,
    (planned) => [planned.one('azurerm_private_endpoint').custom_network_interface_name],
  ],
  ['the link of a zone', nameRules.networkPart, endpoint, namesOf('azurerm_private_dns_zone_virtual_network_link')],
  ['both sides of a peering', nameRules.networkPart, peeredNetworks, namesOf('azurerm_virtual_network_peering')],
  ['the addresses of a NAT gateway', nameRules.networkPart, natGateway, namesOf('azurerm_public_ip')],
  ['identities of a cluster', nameRules.managedIdentity, monitored, namesOf('azurerm_user_assigned_identity')],
  ['data collection rules', dataCollection, monitored, namesOf('azurerm_monitor_data_collection_rule')],
  ['data collection endpoints', dataCollectionEndpoint, monitored, namesOf('azurerm_monitor_data_collection_endpoint')],
])('%s has a legal name, however long the given ones are', (_, rule, build, names) => {
  const found = names(Planned.by(build));
  expect(found).not.toEqual([]);
  for (const name of found) {
    expect(name.length).toBeGreaterThanOrEqual(rule.minLength);
    expect(name.length).toBeLessThanOrEqual(rule.maxLength);
    expect(name).toMatch(rule.pattern);
  }
});
