import { AzurermProvider } from '@cdktf/provider-azurerm/lib/provider';
import { ResourceGroup } from '@cdktf/provider-azurerm/lib/resource-group';
import { App, AzurermBackend, LocalBackend, TerraformStack } from 'cdktf';
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

/** Names of the resource group, cluster, network and namespace. */
const name = 'shop';
const location = 'westeurope';
/** Unique in all of Azure. */
const registryName = 'shop4711';
/** The public addresses of your laptop and pipelines: API server and registry reject all others. */
const ownRanges = ['203.0.113.7/32'];

const app = new App();

// Azure: minutes to create, rarely changes.
const platform = stack('platform');
const group = new ResourceGroup(platform, 'ResourceGroup', { name: `rg-${name}`, location });
const place = { resourceGroupName: group.name, location: group.location, tags: { app: name } };

const vnet = new VirtualNetwork(platform, 'Network', { ...place, networkName: name, addressSpace: ['10.0.0.0/16'] });
const cluster = new AksCluster(platform, 'Cluster', {
  ...place,
  clusterName: name,
  network: ClusterNetwork.azureCniOverlay({ nodeSubnet: vnet.addSubnet('Nodes', { prefix: '10.0.0.0/20' }) }),
  apiServer: ApiServerAccess.publicFrom(ownRanges),
  administrators: [Principal.deployer()],
  systemPool: { vmSize: 'Standard_D4ds_v5', minCount: 2, maxCount: 3 },
  userPool: { vmSize: 'Standard_D4ds_v5', minCount: 2, maxCount: 6 },
});
const registry = new ContainerRegistry(platform, 'Registry', {
  ...place,
  registryName,
  access: RegistryAccess.publicFrom(ownRanges),
});
new PrivateEndpoint(platform, 'RegistryEndpoint', {
  ...place,
  endpointName: `${name}-registry`,
  subnet: vnet.addSubnet('Endpoints', { prefix: '10.0.16.0/24' }),
  target: registry,
});
registry.grantPull(cluster.kubelet);

// In the cluster: seconds, changes often.
const mesh = stack('mesh');
const aks = AksCluster.fromCluster(mesh, 'Cluster', cluster);
const istio = new IstioMesh(mesh, 'Mesh', { cluster: aks });
new IstioGateway(mesh, 'Gateway', { mesh: istio });
new MeshNamespace(mesh, 'Shop', { mesh: istio, name });

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
