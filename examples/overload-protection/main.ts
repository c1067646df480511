import { AzurermProvider } from '@cdktf/provider-azurerm/lib/provider';
import { App, LocalBackend, TerraformStack } from 'cdktf';
import {
  AksCluster,
  IstioMesh,
  LoadBalancing,
  MeshNamespace,
  MeshService,
  requireProviders,
  TrafficPolicy,
} from '../../lib';

/**
 * A service that rejects excess load early: connection limits, outlier ejection, a timeout and a rate limit per pod.
 *
 * The preset provides the numbers; values that you set take precedence.
 */
const app = new App();
const stack = new TerraformStack(app, 'shop');
new AzurermProvider(stack, 'Azure', { features: [{}] });
requireProviders(stack);
new LocalBackend(stack, { path: '../../../terraform.shop.tfstate' });

const cluster = AksCluster.fromLookup(stack, 'Cluster', { clusterName: 'shop', resourceGroupName: 'rg-shop' });
const mesh = IstioMesh.fromAttributes(stack, 'Mesh', { cluster });
const shop = MeshNamespace.fromName(stack, 'Shop', { mesh, name: 'shop' });

new MeshService(stack, 'Search', {
  namespace: shop,
  name: 'search',
  port: 80,
  workload: { labels: { app: 'search' }, serviceAccount: 'search', containerPort: 8080 },
  policy: TrafficPolicy.webDefault({ requestsPerSecond: 200 }),
  timeoutSeconds: 3,
  loadBalancing: LoadBalancing.leastRequest(),
});

app.synth();
