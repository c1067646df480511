import { AzurermProvider } from '@cdktf/provider-azurerm/lib/provider';
import { ResourceGroup } from '@cdktf/provider-azurerm/lib/resource-group';
import { App, AzurermBackend, LocalBackend, TerraformStack, TerraformVariable } from 'cdktf';
import {
  AksCluster,
  ApiServerAccess,
  ClusterNetwork,
  ContainerRegistry,
  IstioGateway,
  IstioMesh,
  MeshNamespace,
  Principal,
  PrivateEndpoint,
  RegistryAccess,
  requireProviders,
  VirtualNetwork,
} from './lib';

/** From where API server and registry can be reached: put the public addresses of your laptop and pipelines here. */
const ownRanges = ['203.0.113.7/32'];

const app = new App();

// Azure: minutes to create, rarely changes.
const platform = stack('platform');
const group = new ResourceGroup(platform, 'ResourceGroup', { name: 'rg-shop', location: 'westeurope' });
const place = { resourceGroupName: group.name, location: group.location, tags: { app: 'shop' } };
const unique = new TerraformVariable(platform, 'unique_suffix', {
  description: 'Makes names unique that all of Azure shares: 3 to 20 lowercase letters and digits.',
  type: 'string',
  nullable: false,
  validation: [
    { condition: '${can(regex("^[a-z0-9]{3,20}$", var.unique_suffix))}', errorMessage: '3 to 20 letters and digits.' },
  ],
});

const vnet = new VirtualNetwork(platform, 'Network', { ...place, networkName: 'shop', addressSpace: ['10.0.0.0/16'] });
const cluster = new AksCluster(platform, 'Cluster', {
  ...place,
  clusterName: 'shop',
  network: ClusterNetwork.azureCniOverlay({ nodeSubnet: vnet.addSubnet('Nodes', { prefix: '10.0.0.0/20' }) }),
  apiServer: ApiServerAccess.publicFrom(ownRanges),
  administrators: [Principal.deployer()],
  systemPool: { vmSize: 'Standard_D4ds_v5', minCount: 2, maxCount: 3 },
  userPool: { vmSize: 'Standard_D4ds_v5', minCount: 2, maxCount: 6 },
});
const registry = new ContainerRegistry(platform, 'Registry', {
  ...place,
  registryName: `shop${unique.stringValue}`,
  access: RegistryAccess.publicFrom(ownRanges),
});
new PrivateEndpoint(platform, 'RegistryEndpoint', {
  ...place,
  endpointName: 'shop-registry',
  subnet: vnet.addSubnet('Endpoints', { prefix: '10.0.16.0/24' }),
  target: registry,
});
registry.grantPull(cluster.kubelet);

// In the cluster: seconds, changes often.
const mesh = stack('mesh');
const aks = AksCluster.fromCluster(mesh, 'Cluster', cluster);
const istio = new IstioMesh(mesh, 'Mesh', { cluster: aks });
new IstioGateway(mesh, 'Gateway', { mesh: istio });
new MeshNamespace(mesh, 'Shop', { mesh: istio, name: 'shop' });

app.synth();

/** A stack with its provider and its state: in Azure where TFSTATE_STORAGE_ACCOUNT names an account, else in a file here. */
function stack(id: string): TerraformStack {
  const made = new TerraformStack(app, id);
  new AzurermProvider(made, 'Azure', { features: [{}] });
  requireProviders(made);
  const storageAccountName = process.env.TFSTATE_STORAGE_ACCOUNT;
  const key = `terraform.${id}.tfstate`;
  const azure = { containerName: 'tfstate', key, useAzureadAuth: true, useOidc: true };
  if (storageAccountName) new AzurermBackend(made, { storageAccountName, ...azure });
  else new LocalBackend(made, { path: `../../../${key}` });
  return made;
}
