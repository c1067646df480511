import { AzurermProvider } from '@cdktf/provider-azurerm/lib/provider';
import { App, LocalBackend, TerraformStack } from 'cdktf';
import {
  AksCluster,
  GatewayApi,
  IstioDataPlane,
  IstioMesh,
  IstioWaypoint,
  MeshNamespace,
  MeshPeer,
  MeshService,
  PodSecurityLevel,
  requireProviders,
} from '../../lib';

/**
 * Istio ambient mode: mutual TLS without sidecars, and a waypoint for timeouts and access by path.
 *
 * The node proxies provide mutual TLS and access by identity, which is all that the namespace `ledger` needs. The namespace
 * `shop` uses a waypoint for request timeouts and access rules by path.
 */
const app = new App();
const stack = new TerraformStack(app, 'mesh');
new AzurermProvider(stack, 'Azure', { features: [{}] });
requireProviders(stack);
new LocalBackend(stack, { path: '../../../terraform.mesh.tfstate' });

const cluster = AksCluster.fromLookup(stack, 'Cluster', { clusterName: 'shop', resourceGroupName: 'rg-shop' });
const gatewayApi = GatewayApi.managedByAks(stack, 'GatewayApi', { cluster, kubernetesVersion: '1.36' });
const istio = new IstioMesh(stack, 'Mesh', { cluster, dataPlane: IstioDataPlane.ambient() });
const waypoint = new IstioWaypoint(stack, 'Waypoint', { mesh: istio, gatewayApi });

const ledger = new MeshNamespace(stack, 'Ledger', {
  mesh: istio,
  name: 'ledger',
  podSecurity: PodSecurityLevel.RESTRICTED,
});
new MeshService(stack, 'Bookings', {
  namespace: ledger,
  name: 'bookings',
  port: 80,
  workload: { labels: { app: 'bookings' }, serviceAccount: 'bookings', containerPort: 8080 },
  allowFrom: [MeshPeer.serviceAccount('shop', 'checkout')],
});

const shop = new MeshNamespace(stack, 'Shop', {
  mesh: waypoint,
  name: 'shop',
  podSecurity: PodSecurityLevel.RESTRICTED,
});
new MeshService(stack, 'Checkout', {
  namespace: shop,
  name: 'checkout',
  port: 80,
  workload: { labels: { app: 'checkout' }, serviceAccount: 'checkout', containerPort: 8080 },
  timeoutSeconds: 5,
  allowFrom: [MeshPeer.serviceAccount('shop', 'web'), MeshPeer.serviceAccount('shop', 'reports', { methods: ['GET'] })],
});

app.synth();
