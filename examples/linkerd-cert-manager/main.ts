import { AzurermProvider } from '@cdktf/provider-azurerm/lib/provider';
import { App, LocalBackend, TerraformStack } from 'cdktf';
import {
  AksCluster,
  CertManagerSource,
  GatewayApi,
  LinkerdIdentity,
  LinkerdMesh,
  LinkerdVersion,
  MeshNamespace,
  PodSecurityLevel,
  requireProviders,
  TrafficRedirection,
  Warnings,
} from '../../lib';

/**
 * Linkerd with keys that never leave the cluster: cert-manager issues and renews them, trust-manager distributes the trust
 * anchor.
 *
 * The CNI plugin lets applications run under the strictest Pod Security level. AKS manages the Gateway API.
 */
const app = new App();
const stack = new TerraformStack(app, 'mesh');
new AzurermProvider(stack, 'Azure', { features: [{}] });
requireProviders(stack);
new LocalBackend(stack, { path: '../../../terraform.mesh.tfstate' });

const cluster = AksCluster.fromLookup(stack, 'Cluster', { clusterName: 'shop', resourceGroupName: 'rg-shop' });
const gatewayApi = GatewayApi.managedByAks(stack, 'GatewayApi', { cluster, kubernetesVersion: '1.36' });
Warnings.acknowledge(gatewayApi, 'W185', 'enabled when the cluster was made');
const linkerd = new LinkerdMesh(stack, 'Mesh', {
  cluster,
  gatewayApi,
  version: LinkerdVersion.EDGE_26_6_3,
  trafficRedirection: TrafficRedirection.CNI_PLUGIN,
  identity: LinkerdIdentity.byCertManager({ certManager: CertManagerSource.installed() }),
});
new MeshNamespace(stack, 'Shop', { mesh: linkerd, name: 'shop', podSecurity: PodSecurityLevel.RESTRICTED });

app.synth();
