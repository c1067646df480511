import { AzurermProvider } from '@cdktf/provider-azurerm/lib/provider';
import { ResourceGroup } from '@cdktf/provider-azurerm/lib/resource-group';
import { App, LocalBackend, TerraformStack } from 'cdktf';
import {
  AksCluster,
  ApiServerAccess,
  ClusterNetwork,
  ManagedOpenServiceMesh,
  MeshNamespace,
  OsmMeshConfig,
  Principal,
  requireProviders,
  VirtualNetwork,
  Warnings,
} from '../../lib';

/**
 * The Open Service Mesh add-on of AKS, strict, with its retirement acknowledged.
 *
 * The first stack enables the add-on, the second one makes it strict. AKS retires the add-on on 2027-09-30.
 */
const app = new App();
const platform = stack('platform');
const group = new ResourceGroup(platform, 'ResourceGroup', { name: 'rg-legacy', location: 'westeurope' });
const place = { resourceGroupName: group.name, location: group.location };
const network = new VirtualNetwork(platform, 'Network', {
  ...place,
  networkName: 'legacy',
  addressSpace: ['10.0.0.0/16'],
});
const cluster = new AksCluster(platform, 'Cluster', {
  ...place,
  clusterName: 'legacy',
  network: ClusterNetwork.azureCniOverlay({ nodeSubnet: network.addSubnet('Nodes', { prefix: '10.0.0.0/22' }) }),
  apiServer: ApiServerAccess.publicFrom(['203.0.113.7/32']),
  administrators: [Principal.deployer()],
  systemPool: { vmSize: 'Standard_D4ds_v5' },
  userPool: { vmSize: 'Standard_D4ds_v5' },
});
const addon = new ManagedOpenServiceMesh(platform, 'Mesh', { cluster });
Warnings.acknowledge(addon, 'W191', 'moves to the Istio add-on by 2027-03-31');

const mesh = stack('mesh');
const aks = AksCluster.fromCluster(mesh, 'Cluster', cluster);
const osm = ManagedOpenServiceMesh.fromCluster(mesh, 'Mesh', { cluster: aks });
new OsmMeshConfig(mesh, 'MeshConfig', { mesh: osm });
new MeshNamespace(mesh, 'Shop', { mesh: osm, name: 'shop' });

app.synth();

function stack(id: string): TerraformStack {
  const made = new TerraformStack(app, id);
  new AzurermProvider(made, 'Azure', { features: [{}] });
  requireProviders(made);
  new LocalBackend(made, { path: `../../../terraform.${id}.tfstate` });
  return made;
}
