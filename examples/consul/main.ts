import { AzurermProvider } from '@cdktf/provider-azurerm/lib/provider';
import { App, LocalBackend, TerraformStack } from 'cdktf';
import {
  AksCluster,
  ConsulApiGateway,
  ConsulMesh,
  GatewayApi,
  IngressTls,
  MeshEgress,
  MeshIngress,
  MeshNamespace,
  MeshPeer,
  MeshService,
  MeshWorkload,
  requireProviders,
  TrafficSplit,
  Warnings,
} from '../../lib';

/**
 * Consul on an existing cluster: a canary, callers by identity with limits per caller, and one external host.
 *
 * Services and ServiceAccounts have the same names, as Consul requires; the pods of each version carry the annotations of its
 * MeshWorkload. Users reach the shop through Consul's API gateway at an address of the virtual network. Its certificate is in
 * the Secret shop-tls in the namespace consul-ingress.
 */
const app = new App();
const stack = new TerraformStack(app, 'mesh');
new AzurermProvider(stack, 'Azure', { features: [{}] });
requireProviders(stack);
new LocalBackend(stack, { path: '../../../terraform.mesh.tfstate' });

const cluster = AksCluster.fromLookup(stack, 'Cluster', { clusterName: 'shop', resourceGroupName: 'rg-shop' });
const gatewayApi = GatewayApi.managedByAks(stack, 'GatewayApi', { cluster, kubernetesVersion: '1.35' });
const mesh = new ConsulMesh(stack, 'Mesh', { cluster, gatewayApi, egressGateway: true, meshDestinationsOnly: true });
Warnings.acknowledge(mesh, 'W330', 'all routes and policies of the cluster are in Terraform');

const shop = new MeshNamespace(stack, 'Shop', { mesh, name: 'shop' });
const [stable, canary] = ['v1', 'v2'].map((name) => ({ name, labels: { version: name } }));
for (const version of [stable, canary]) new MeshWorkload(stack, version.name.toUpperCase(), { mesh, version });

const gateway = new ConsulApiGateway(stack, 'Gateway', { mesh });
const web = new MeshService(stack, 'Web', {
  namespace: shop,
  name: 'web',
  port: 80,
  workload: { labels: { app: 'web' }, serviceAccount: 'web', containerPort: 8080 },
  timeoutSeconds: 10,
  allowFrom: [MeshPeer.ingressGateway(gateway)],
});
new MeshIngress(stack, 'Ingress', {
  gateway,
  name: 'shop',
  hosts: ['shop.example.com'],
  routes: [{ service: web }],
  tls: IngressTls.kubernetesSecret('shop-tls'),
  redirectHttp: false,
});
new MeshService(stack, 'Checkout', {
  namespace: shop,
  name: 'checkout',
  port: 80,
  workload: { labels: { app: 'checkout' }, serviceAccount: 'checkout', containerPort: 8080 },
  split: TrafficSplit.canary({ stable, canary, canaryPercent: 10 }),
  timeoutSeconds: 5,
  outlierEjection: { consecutiveErrors: 5 },
  allowFrom: [MeshPeer.serviceAccount('shop', 'web')],
});
new MeshEgress(stack, 'Payments', {
  namespace: shop,
  name: 'payments',
  hosts: ['api.payments.example.com'],
  callers: [MeshPeer.serviceAccount('shop', 'checkout')],
});

app.synth();
