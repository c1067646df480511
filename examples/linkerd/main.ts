import { AzurermProvider } from '@cdktf/provider-azurerm/lib/provider';
import { App, LocalBackend, TerraformStack } from 'cdktf';
import {
  AksCluster,
  GatewayApi,
  GatewayApiChannel,
  LinkerdIdentity,
  LinkerdMesh,
  LinkerdVersion,
  MeshNamespace,
  requireProviders,
  Warnings,
} from '../../lib';

/**
 * Linkerd's newest edge release on an existing cluster, with certificates that Terraform creates and renews.
 *
 * Each apply renews the certificates that expire within 90 days: let a pipeline apply every week.
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
const linkerd = new LinkerdMesh(stack, 'Mesh', {
  cluster,
  gatewayApi,
  version: LinkerdVersion.EDGE_26_8_3,
  identity: LinkerdIdentity.byTlsProvider({ issuerValidityDays: 365, renewalDays: 90 }),
});
new MeshNamespace(stack, 'Shop', { mesh: linkerd, name: 'shop' });
Warnings.acknowledge(linkerd, 'W181', 'all routes and policies of the cluster are in Terraform');

app.synth();
