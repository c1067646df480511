import { AzurermProvider } from '@cdktf/provider-azurerm/lib/provider';
import { ResourceGroup } from '@cdktf/provider-azurerm/lib/resource-group';
import { App, LocalBackend, TerraformStack } from 'cdktf';
import {
  AksCluster,
  ApiServerAccess,
  ClusterNetwork,
  IstioOutboundTraffic,
  KeyVault,
  KubernetesManifests,
  ManagedIstioMesh,
  ManagedIstioMeshConfig,
  MeshNamespace,
  Principal,
  requireProviders,
  SecretsStoreDriver,
  VaultNetworkAccess,
  VirtualNetwork,
} from '../../lib';

/**
 * The Istio add-on of AKS with its own certificate authority, strict mutual TLS and controlled egress.
 *
 * The first stack creates the cluster with the add-on, its internal gateway and a certificate authority from Key Vault. The
 * second one adds strict mutual TLS, egress rules, a namespace and a Gateway.
 *
 * The owner of the root certificate's key writes the vault's four secrets before the mesh is enabled: deploy without `mesh`
 * first.
 */
const app = new App();
const platform = stack('platform');
const group = new ResourceGroup(platform, 'ResourceGroup', { name: 'rg-shop', location: 'westeurope' });
const place = { resourceGroupName: group.name, location: group.location };
const network = new VirtualNetwork(platform, 'Network', {
  ...place,
  networkName: 'shop',
  addressSpace: ['10.0.0.0/16'],
});
const nodes = network.addSubnet('Nodes', { prefix: '10.0.0.0/20' });
nodes.resource.serviceEndpoints = ['Microsoft.KeyVault'];
const cluster = new AksCluster(platform, 'Cluster', {
  ...place,
  clusterName: 'shop',
  network: ClusterNetwork.azureCniOverlay({ nodeSubnet: nodes }),
  apiServer: ApiServerAccess.publicFrom(['203.0.113.7/32']),
  administrators: [Principal.deployer()],
  systemPool: { vmSize: 'Standard_D4ds_v5' },
  userPool: { vmSize: 'Standard_D4ds_v5', minCount: 2, maxCount: 6 },
});
const vault = new KeyVault(platform, 'Vault', {
  ...place,
  vaultName: 'kv-shop4711',
  networkAccess: VaultNetworkAccess.selected({ subnets: [nodes], ranges: ['203.0.113.7/32'] }),
});
const secretsStoreDriver = new SecretsStoreDriver(platform, 'SecretsStore', { cluster });
new ManagedIstioMesh(platform, 'Mesh', {
  cluster,
  revisions: ['asm-1-30'],
  internalGateway: true,
  certificateAuthority: { vault, secretsStoreDriver },
});

const mesh = stack('mesh');
const aks = AksCluster.fromCluster(mesh, 'Cluster', cluster);
const istio = ManagedIstioMesh.fromCluster(mesh, 'Mesh', { cluster: aks });
new ManagedIstioMeshConfig(mesh, 'MeshConfig', {
  mesh: istio,
  outboundTraffic: IstioOutboundTraffic.REGISTRY_ONLY,
  meshConfig: { accessLogFile: '/dev/stdout', accessLogEncoding: 'JSON' },
});
const shop = new MeshNamespace(mesh, 'Shop', { mesh: istio, name: 'shop' });
const gateway = new KubernetesManifests(mesh, 'Gateway', {
  cluster: aks,
  releaseName: 'shop-gateway',
  namespace: shop.namespaceName,
  manifests: [
    {
      apiVersion: 'networking.istio.io/v1',
      kind: 'Gateway',
      metadata: { name: 'shop', namespace: shop.namespaceName },
      spec: {
        selector: istio.internalGateway.selector,
        servers: [{ hosts: ['shop.internal.example.com'], port: { name: 'http', number: 80, protocol: 'HTTP' } }],
      },
    },
  ],
});
gateway.node.addDependency(shop);

app.synth();

function stack(id: string): TerraformStack {
  const made = new TerraformStack(app, id);
  new AzurermProvider(made, 'Azure', { features: [{}] });
  requireProviders(made);
  new LocalBackend(made, { path: `../../../terraform.${id}.tfstate` });
  return made;
}
