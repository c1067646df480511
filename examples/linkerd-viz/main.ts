import { AzurermProvider } from '@cdktf/provider-azurerm/lib/provider';
import { App, LocalBackend, TerraformStack } from 'cdktf';
import {
  AksCluster,
  GatewayApi,
  GatewayApiChannel,
  LinkerdMesh,
  LinkerdVersion,
  LinkerdViz,
  LinkerdVizPrometheus,
  MeshMetrics,
  MeshNamespace,
  MeshObservability,
  PrometheusStack,
  requireProviders,
  Warnings,
} from '../../lib';

/**
 * Linkerd with its dashboard, on a Prometheus with persistent storage.
 *
 * Linkerd's proxies serve their metrics to clients in the mesh only, so Prometheus joins the mesh, as the only workload of its
 * namespace.
 */
const app = new App();
const stack = new TerraformStack(app, 'mesh');
new AzurermProvider(stack, 'Azure', { features: [{}] });
requireProviders(stack);
new LocalBackend(stack, { path: '../../../terraform.mesh.tfstate' });

const cluster = AksCluster.fromLookup(stack, 'Cluster', { clusterName: 'shop', resourceGroupName: 'rg-shop' });
const gatewayApi = GatewayApi.present(stack, 'GatewayApi', {
  cluster,
  version: '1.2.1',
  channel: GatewayApiChannel.STANDARD,
});
const linkerd = new LinkerdMesh(stack, 'Mesh', { cluster, gatewayApi, version: LinkerdVersion.EDGE_26_8_3 });
Warnings.acknowledge(linkerd, 'W181', 'all routes and policies of the cluster are in Terraform');
new MeshNamespace(stack, 'Shop', { mesh: linkerd, name: 'shop' });

const prometheus = new PrometheusStack(stack, 'Prometheus', { cluster });
new MeshObservability(stack, 'Seen', { mesh: linkerd, metrics: MeshMetrics.prometheusStack(prometheus) });
new LinkerdViz(stack, 'Viz', { mesh: linkerd, prometheus: LinkerdVizPrometheus.fromStack(prometheus) });

app.synth();
