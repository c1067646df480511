import { AzurermProvider } from '@cdktf/provider-azurerm/lib/provider';
import { App, LocalBackend, TerraformStack, TerraformVariable } from 'cdktf';
import {
  AksCluster,
  type IAksCluster,
  type IServiceMesh,
  IstioMesh,
  LinkerdMesh,
  ManagedIstioMesh,
  MeshNamespace,
  MeshPeer,
  MeshService,
  OpenServiceMesh,
  requireProviders,
  TrafficSplit,
} from '../../lib';

/**
 * A canary of the same application on four clusters, each with a different mesh.
 *
 * The platform teams installed the meshes. A pipeline shifts the traffic without a code change: `terraform apply -var
 * canary_percent=25`.
 */
const app = new App();

function canaryOn(name: string, meshOn: (stack: TerraformStack, cluster: IAksCluster) => IServiceMesh): void {
  const stack = new TerraformStack(app, name);
  new AzurermProvider(stack, 'Azure', { features: [{}] });
  requireProviders(stack);
  new LocalBackend(stack, { path: `../../../terraform.${name}.tfstate` });

  const cluster = AksCluster.fromLookup(stack, 'Cluster', {
    clusterName: `shop-${name}`,
    resourceGroupName: 'rg-shop',
  });
  const shop = MeshNamespace.fromName(stack, 'Shop', { mesh: meshOn(stack, cluster), name: 'shop' });
  const percent = new TerraformVariable(stack, 'canary_percent', { type: 'number', default: 10 });
  new MeshService(stack, 'Checkout', {
    namespace: shop,
    name: 'checkout',
    port: 80,
    workload: { labels: { app: 'checkout' }, serviceAccount: 'checkout', containerPort: 8080 },
    split: TrafficSplit.canary({
      stable: { name: 'v1', service: 'checkout-v1', labels: { version: 'v1' } },
      canary: { name: 'v2', service: 'checkout-v2', labels: { version: 'v2' } },
      canaryPercent: percent.numberValue,
    }),
    retries: { attempts: 2, perTryTimeoutSeconds: 2 },
    allowFrom: [MeshPeer.serviceAccount('shop', 'web')],
  });
}

canaryOn('istio', (stack, cluster) => IstioMesh.fromAttributes(stack, 'Mesh', { cluster }));
canaryOn('managed', (stack, cluster) => ManagedIstioMesh.fromCluster(stack, 'Mesh', { cluster, revision: 'asm-1-30' }));
canaryOn('linkerd', (stack, cluster) => LinkerdMesh.fromAttributes(stack, 'Mesh', { cluster }));
canaryOn('osm', (stack, cluster) => OpenServiceMesh.fromAttributes(stack, 'Mesh', { cluster }));

app.synth();
