import { type TerraformStack, Testing } from 'cdktf';
import {
  AksCluster,
  ConsulMesh,
  GatewayApi,
  GatewayApiChannel,
  type IAksCluster,
  type IServiceMesh,
  IstioDataPlane,
  IstioMesh,
  IstioWaypoint,
  LinkerdMesh,
  LinkerdVersion,
  LoadBalancing,
  ManagedIstioMesh,
  ManagedOpenServiceMesh,
  MeshFeature,
  MeshNamespace,
  MeshPeer,
  MeshService,
  OpenServiceMesh,
  requireProviders,
  ServiceProtocol,
  TrafficSplit,
} from '../../lib';
import { azureStack } from '../support/planned';

const present = (stack: TerraformStack, cluster: IAksCluster) =>
  GatewayApi.present(stack, 'GatewayApi', { cluster, version: '1.4.0', channel: GatewayApiChannel.STANDARD });

/** Installs each mesh; the add-ons of AKS are part of the cluster, which is another stack. */
const makers: { readonly [mesh: string]: (stack: TerraformStack, cluster: IAksCluster) => IServiceMesh } = {
  Istio: (stack, cluster) => new IstioMesh(stack, 'Mesh', { cluster }),
  'Istio ambient': (stack, cluster) => {
    const mesh = new IstioMesh(stack, 'Mesh', { cluster, dataPlane: IstioDataPlane.ambient() });
    return new IstioWaypoint(stack, 'Waypoint', { mesh, gatewayApi: present(stack, cluster) });
  },
  'managed Istio': (stack, cluster) => ManagedIstioMesh.fromCluster(stack, 'Mesh', { cluster, revision: 'asm-1-30' }),
  Linkerd: (stack, cluster) =>
    new LinkerdMesh(stack, 'Mesh', {
      cluster,
      gatewayApi: present(stack, cluster),
      version: LinkerdVersion.EDGE_26_8_3,
    }),
  'Open Service Mesh': (stack, cluster) => new OpenServiceMesh(stack, 'Mesh', { cluster }),
  'managed Open Service Mesh': (stack, cluster) => ManagedOpenServiceMesh.fromCluster(stack, 'Mesh', { cluster }),
  Consul: (stack, cluster) => new ConsulMesh(stack, 'Mesh', { cluster, gatewayApi: present(stack, cluster) }),
};

export const meshes = Object.keys(makers);

const workload = (name: string) => ({ labels: { app: name }, serviceAccount: name, containerPort: 8080 });

/** Two services with every intent that their mesh supports. */
function shopOn(stack: TerraformStack, mesh: string): void {
  requireProviders(stack);
  const cluster = AksCluster.fromLookup(stack, 'Cluster', { clusterName: 'shop', resourceGroupName: 'rg-shop' });
  const made = makers[mesh](stack, cluster);
  const namespace = new MeshNamespace(stack, 'Shop', { mesh: made, name: 'shop' });
  const where = <T>(feature: MeshFeature, intent: T): T | Record<string, never> =>
    made.supports(feature) ? intent : {};
  new MeshService(stack, 'Checkout', {
    namespace,
    name: 'checkout',
    port: 80,
    workload: workload('checkout'),
    allowFrom: [
      MeshPeer.serviceAccount('shop', 'web'),
      MeshPeer.serviceAccount('shop', 'reports', { methods: ['GET'] }),
    ],
    split: TrafficSplit.canary({
      stable: { name: 'v1', service: 'checkout-v1', labels: { version: 'v1' } },
      canary: { name: 'v2', service: 'checkout-v2', labels: { version: 'v2' } },
      canaryPercent: 10,
    }),
    retries: { attempts: 2, ...(mesh.endsWith('Open Service Mesh') ? { perTryTimeoutSeconds: 1 } : {}) },
    ...where(MeshFeature.TIMEOUTS, { timeoutSeconds: 5 }),
    ...where(MeshFeature.CONNECTION_LIMITS, { connectionLimits: { maxRequests: 100 } }),
    ...where(MeshFeature.LOAD_BALANCING, { loadBalancing: LoadBalancing.leastRequest() }),
    ...where(MeshFeature.LOCAL_RATE_LIMIT, { rateLimit: { requestsPerSecond: 40 } }),
  });
  for (const name of ['web', 'reports']) {
    const id = name.replace(/^./, (letter) => letter.toUpperCase());
    new MeshService(stack, id, {
      namespace,
      name,
      port: 80,
      workload: workload(name),
      allowFrom: [MeshPeer.serviceAccount('shop', 'batch')],
    });
  }
  new MeshService(stack, 'Orders', {
    namespace,
    name: 'orders',
    port: 5432,
    protocol: ServiceProtocol.TCP,
    workload: workload('orders'),
    allowFrom: [MeshPeer.serviceAccount('shop', 'checkout')],
  });
}

/** The program's Terraform JSON on a mesh, with the paths of constructs. */
export function shopJson(mesh: string): object {
  const stack = azureStack(undefined, 'mesh');
  shopOn(stack, mesh);
  Testing.synth(stack, true);
  return JSON.parse(JSON.stringify(stack.toTerraform()));
}

const everywhere = ['callers', 'split', 'retries'];
const istio = [...everywhere, 'timeout', 'limits', 'load balancing'];
const topics: { readonly [mesh: string]: readonly string[] } = {
  Istio: [...istio, 'rate limit'],
  'Istio ambient': istio,
  'managed Istio': [...istio, 'rate limit'],
  Linkerd: [...everywhere, 'timeout', 'rate limit'],
  'Open Service Mesh': [...everywhere, 'limits', 'rate limit'],
  'managed Open Service Mesh': [...everywhere, 'limits', 'rate limit'],
  Consul: istio,
};

/** The intents of the service `checkout` that a mesh supports, which the matrix in docs/traffic.md has too. */
export function checkoutTopics(mesh: string): readonly string[] {
  return topics[mesh];
}
