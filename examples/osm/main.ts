import { AzurermProvider } from '@cdktf/provider-azurerm/lib/provider';
import { ResourceGroup } from '@cdktf/provider-azurerm/lib/resource-group';
import { App, LocalBackend, TerraformStack } from 'cdktf';
import {
  AksCluster,
  ApiServerAccess,
  ClusterNetwork,
  MeshNamespace,
  OpenServiceMesh,
  Principal,
  requireProviders,
  VirtualNetwork,
  Warnings,
} from '../../lib';

/**
 * Open Service Mesh on an existing cluster until it moves to Istio, with access policies and a private registry.
 *
 * The acknowledgement of the retirement warning has the date of the move.
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

const mesh = stack('mesh');
const osm = new OpenServiceMesh(mesh, 'Mesh', {
  cluster: AksCluster.fromCluster(mesh, 'Cluster', cluster),
  // A database outside of the mesh, which pods call as they did before.
  outboundIpRangeExclusions: ['10.8.4.0/24'],
  certificateValidityHours: 12,
  values: {
    osm: {
      image: { registry: 'legacy4711.azurecr.io/openservicemesh', tag: 'v1.2.4' },
      sidecarImage: 'legacy4711.azurecr.io/envoyproxy/envoy-distroless:v1.22.2',
      curlImage: 'legacy4711.azurecr.io/curlimages/curl:8.10.1',
    },
  },
});
Warnings.acknowledge(osm, 'W190', 'moves to Istio by 2027-03-31');
new MeshNamespace(mesh, 'Shop', { mesh: osm, name: 'shop' });

app.synth();

function stack(id: string): TerraformStack {
  const made = new TerraformStack(app, id);
  new AzurermProvider(made, 'Azure', { features: [{}] });
  requireProviders(made);
  new LocalBackend(made, { path: `../../../terraform.${id}.tfstate` });
  return made;
}
