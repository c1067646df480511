import {
  HeaderMatch,
  IstioMesh,
  IstioRoutes,
  MeshNamespace,
  MeshService,
  PathMatch,
  RouteAction,
  TrafficSplit,
} from '../../lib';
import { FakeAksCluster } from '../support/fake-aks-cluster';
import type { Attributes } from '../support/planned';
import { describeBehaviours } from './support/behaviours';
import { runLab } from './support/lab';
import { objectsBy } from './support/objects';
import { checkoutPod, gatewayApiOf, http, ofKind, service, web } from './support/shop';

function version(name: string) {
  return { name, service: `checkout-${name}` };
}

function checkout(): Attributes[] {
  const objects = objectsBy((stack) => {
    const cluster = new FakeAksCluster(stack);
    const gatewayApi = gatewayApiOf(stack, cluster);
    const mesh = IstioMesh.fromAttributes(stack, 'Mesh', { cluster, routes: IstioRoutes.gatewayApi(gatewayApi) });
    new MeshService(stack, 'Checkout', {
      namespace: MeshNamespace.fromName(stack, 'Shop', { mesh, name: 'shop' }),
      name: 'checkout',
      port: 80,
      workload: { labels: { app: 'checkout' }, serviceAccount: 'checkout', containerPort: 8080 },
      split: TrafficSplit.canary({ stable: version('v1'), canary: version('v2'), canaryPercent: 10 }),
      routes: [
        {
          match: { headers: [HeaderMatch.exact('x-nightly', 'true')] },
          action: RouteAction.version(version('nightly')),
        },
        { match: { path: PathMatch.prefix('/api') }, action: RouteAction.version(version('api')) },
      ],
      timeoutSeconds: 0.5,
    });
  });
  const names = ['v1', 'v2', 'nightly', 'api'];
  return [
    ...objects,
    service('shop', 'checkout', [http]),
    ...names.map((name) => service('shop', `checkout-${name}`, [http], { app: 'checkout', version: name })),
  ];
}

describeBehaviours('routes of the Gateway API', [
  {
    intent: 'a split of 10 %, `routes` by header and path, and a timeout of 0.5 s by `IstioRoutes.gatewayApi`',
    sent: '1,000 requests for the split, 20 for each route, one that takes 8 s',
    seen: '10 % at the canary (5 to 15 % pass), header before path before the split, 504 after 0.5 s',
    objects: checkout,
    judge: async (objects) => {
      const pods = ['v1', 'v2', 'api'].map((name) => checkoutPod(name, {}, { version: name }));
      const slow = checkoutPod('nightly', { delayMs: 8000 }, { version: 'nightly' });
      const calls = { from: 'web', to: 'checkout:80', count: 20 };
      const headers = { 'x-nightly': 'true' };
      const { probes } = await runLab({
        objects,
        pods: [web, ...pods, slow],
        probes: [
          { ...calls, name: 'split', count: 1000, parallel: 4 },
          { ...calls, name: 'path', path: '/api/x' },
          { ...calls, name: 'beside', path: '/apix' },
          { ...calls, name: 'header and path', path: '/api', headers, count: 1 },
        ],
      });
      expect(probes.split.received.v1 + probes.split.received.v2).toBe(1000);
      expect(probes.split.received.v2).toBeGreaterThan(50);
      expect(probes.split.received.v2).toBeLessThan(150);
      expect(probes.path.received).toEqual({ api: 20 });
      expect(probes.beside.received.api).toBeUndefined();
      const [late] = probes['header and path'].answers;
      expect(late.status).toBe(504);
      expect(late.ms).toBeLessThan(6000);
      expect(probes['header and path'].received).toEqual({ nightly: 1 });
    },
    mutations: {
      'swapped weights': (objects) => {
        for (const { spec } of ofKind(objects, 'HTTPRoute')) {
          const backends = spec.rules.at(-1).backendRefs;
          [backends[0].weight, backends[1].weight] = [backends[1].weight, backends[0].weight];
        }
        return objects;
      },
    },
  },
]);
