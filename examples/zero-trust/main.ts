import { AzurermProvider } from '@cdktf/provider-azurerm/lib/provider';
import { App, LocalBackend, TerraformStack } from 'cdktf';
import {
  AksCluster,
  IngressTls,
  IstioGateway,
  IstioMesh,
  MeshDefaultDeny,
  MeshEgress,
  MeshIngress,
  MeshNamespace,
  MeshNamespacePolicy,
  MeshPeer,
  MeshService,
  PathMatch,
  requireProviders,
} from '../../lib';

/**
 * Deny by default: mutual TLS only, callers by identity, method and path, one TLS gateway, one external host.
 *
 * The mesh and the namespace deny all traffic by default. The gateway and the services allow their callers explicitly.
 */
const app = new App();
const stack = new TerraformStack(app, 'shop');
new AzurermProvider(stack, 'Azure', { features: [{}] });
requireProviders(stack);
new LocalBackend(stack, { path: '../../../terraform.shop.tfstate' });

const cluster = AksCluster.fromLookup(stack, 'Cluster', { clusterName: 'shop', resourceGroupName: 'rg-shop' });
const mesh = IstioMesh.fromAttributes(stack, 'Mesh', { cluster });
const gateway = IstioGateway.fromAttributes(stack, 'Gateway', {
  mesh,
  gatewayName: 'istio-ingressgateway',
  namespaceName: 'istio-ingress',
});
const shop = MeshNamespace.fromName(stack, 'Shop', { mesh, name: 'shop' });

const web = new MeshService(stack, 'Web', {
  namespace: shop,
  name: 'web',
  port: 80,
  workload: { labels: { app: 'web' }, serviceAccount: 'web', containerPort: 8080 },
  allowFrom: [MeshPeer.ingressGateway(gateway)],
});
const checkout = new MeshService(stack, 'Checkout', {
  namespace: shop,
  name: 'checkout',
  port: 80,
  workload: { labels: { app: 'checkout' }, serviceAccount: 'checkout', containerPort: 8080 },
  allowFrom: [
    MeshPeer.serviceAccount('shop', 'web', { methods: ['GET', 'POST'], paths: [PathMatch.prefix('/orders')] }),
    MeshPeer.prometheus({ namespace: 'monitoring', serviceAccount: 'prometheus' }),
  ],
});
const policy = new MeshNamespacePolicy(stack, 'Policy', { namespace: shop });
policy.node.addDependency(web, checkout);
new MeshDefaultDeny(stack, 'DefaultDeny', { mesh, gateways: [gateway] });

new MeshEgress(stack, 'Payments', { namespace: shop, name: 'payments', hosts: ['api.payments.example.com'] });
new MeshIngress(stack, 'Ingress', {
  gateway,
  name: 'shop',
  hosts: ['shop.example.com'],
  tls: IngressTls.kubernetesSecret('shop-tls'),
  routes: [{ service: web }],
});

app.synth();
