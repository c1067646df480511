import { AzurermProvider } from '@cdktf/provider-azurerm/lib/provider';
import { App, LocalBackend, TerraformStack } from 'cdktf';
import {
  AksCluster,
  ConsulMesh,
  type IAksCluster,
  type IServiceMesh,
  IstioMesh,
  LinkerdMesh,
  LoadBalancing,
  MeshFeature,
  MeshNamespace,
  MeshPeer,
  MeshService,
  type MeshServiceProps,
  OpenServiceMesh,
  requireProviders,
  TrafficPolicy,
} from '../../lib';

/**
 * A service that rejects excess load early, on each mesh: connection limits, outlier ejection, timeout and rate limit.
 *
 * The preset provides the numbers; values that you set take precedence. What a mesh doesn't have is left out of the preset.
 */
const app = new App();

type MeshOn = (stack: TerraformStack, cluster: IAksCluster) => IServiceMesh;

function serviceOn(clusterName: string, meshOn: MeshOn, protection: Partial<MeshServiceProps>): MeshService {
  const stack = new TerraformStack(app, clusterName);
  new AzurermProvider(stack, 'Azure', { features: [{}] });
  requireProviders(stack);
  new LocalBackend(stack, { path: `../../../terraform.${clusterName}.tfstate` });
  const cluster = AksCluster.fromLookup(stack, 'Cluster', { clusterName, resourceGroupName: `rg-${clusterName}` });
  const mesh = meshOn(stack, cluster);
  const shop = MeshNamespace.fromName(stack, 'Shop', { mesh, name: 'shop' });
  return new MeshService(stack, 'Search', {
    namespace: shop,
    name: 'search',
    port: 80,
    workload: { labels: { app: 'search' }, serviceAccount: 'search', containerPort: 8080 },
    ...protection,
  });
}

const web = MeshPeer.serviceAccount('shop', 'web');

serviceOn('shop', (stack, cluster) => IstioMesh.fromAttributes(stack, 'Mesh', { cluster }), {
  policy: TrafficPolicy.webDefault({ requestsPerSecond: 200 }),
  timeoutSeconds: 3,
  loadBalancing: LoadBalancing.leastRequest(),
});

// Annotations of the Service configure the ejection; the rate limit applies to a Server, which allowFrom creates.
serviceOn('shop-linkerd', (stack, cluster) => LinkerdMesh.fromAttributes(stack, 'Mesh', { cluster }), {
  policy: TrafficPolicy.webDefault({
    requestsPerSecond: 200,
    without: [MeshFeature.CONNECTION_LIMITS],
  }),
  outlierEjection: { consecutiveErrors: 5, baseEjectionSeconds: 30 },
  timeoutSeconds: 3,
  ownsService: true,
  allowFrom: [web],
});

serviceOn('shop-osm', (stack, cluster) => OpenServiceMesh.fromAttributes(stack, 'Mesh', { cluster }), {
  policy: TrafficPolicy.webDefault({
    requestsPerSecond: 200,
    without: [MeshFeature.TIMEOUTS, MeshFeature.OUTLIER_EJECTION],
  }),
  allowFrom: [web],
});

// Limits and ejection are in the defaults of each caller.
const { namespace } = serviceOn(
  'shop-consul',
  (stack, cluster) => ConsulMesh.fromAttributes(stack, 'Mesh', { cluster }),
  {
    policy: TrafficPolicy.webDefault({ without: [MeshFeature.LOCAL_RATE_LIMIT] }),
    connectionLimits: { maxConnections: 100, maxPendingRequests: 100, maxRequests: 1000, connectTimeoutSeconds: 1 },
    timeoutSeconds: 3,
    loadBalancing: LoadBalancing.leastRequest(),
    allowFrom: [web],
  },
);
new MeshService(TerraformStack.of(namespace), 'Web', {
  namespace,
  name: 'web',
  port: 80,
  workload: { labels: { app: 'web' }, serviceAccount: 'web', containerPort: 8080 },
});

app.synth();
