import { AzurermProvider } from '@cdktf/provider-azurerm/lib/provider';
import { App, LocalBackend, TerraformStack } from 'cdktf';
import { AksCluster, MeshNamespace, OpenServiceMesh, requireProviders, Warnings } from '../../lib';

/**
 * Open Service Mesh on a cluster that has it until it has moved to Istio: calls need policies, images come from a registry of
 * one's own, and the warning of its end carries the date of the move.
 */
const app = new App();
const mesh = new TerraformStack(app, 'mesh');
new AzurermProvider(mesh, 'Azure', { features: [{}] });
requireProviders(mesh);
new LocalBackend(mesh, { path: 'terraform.mesh.tfstate' });

const cluster = AksCluster.fromLookup(mesh, 'Cluster', { clusterName: 'legacy', resourceGroupName: 'rg-legacy' });
const osm = new OpenServiceMesh(mesh, 'Mesh', {
  cluster,
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
