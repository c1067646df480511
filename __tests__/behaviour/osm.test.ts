import { MeshNamespace, MeshPeer, type MeshServiceProps, OpenServiceMesh, PathMatch, TrafficSplit } from '../../lib';
import { FakeAksCluster } from '../support/fake-aks-cluster';
import type { Attributes } from '../support/planned';
import { describeBehaviours } from './support/behaviours';
import { type Pod, type Probe, type ProbeReport, runLab } from './support/lab';
import { objectsBy } from './support/objects';
import { withOsm } from './support/osm-envoy';
import {
  addCheckout,
  callersOf,
  checkoutPod,
  expectTenthAtCanary,
  http,
  ofKind,
  service,
  versionServices,
  withoutKind,
  withSwappedWeights,
} from './support/shop';

const webPeer = MeshPeer.serviceAccount('shop', 'web');

function checkout(props: Partial<MeshServiceProps>): Attributes[] {
  const objects = objectsBy((stack) => {
    const mesh = OpenServiceMesh.fromAttributes(stack, 'Mesh', { cluster: new FakeAksCluster(stack) });
    const shop = MeshNamespace.fromName(stack, 'Shop', { mesh, name: 'shop' });
    addCheckout(stack, shop, { allowFrom: [webPeer], ...props });
  });
  return [...objects, service('shop', 'checkout', [http]), ...versionServices(['v1', 'v2'])];
}

function podOf(name: string, answers = {}): Pod {
  return { ...checkoutPod(name, answers, { version: name }), serviceAccount: 'checkout' };
}

const calls: Probe = { name: 'calls', from: 'web', to: 'checkout:80' };

async function send(objects: Attributes[], pods: Pod[], probes: Probe[]): Promise<{ [name: string]: ProbeReport }> {
  const report = await runLab({ objects, pods: withOsm(objects, callersOf(probes), pods), probes });
  return report.probes;
}

function isAnswered({ answers: [{ status, by }] }: ProbeReport): boolean {
  return status === 200 && by !== undefined;
}

describeBehaviours('Open Service Mesh', [
  {
    intent: '`TrafficSplit.canary`, 10 %',
    sent: '1,000 requests',
    seen: '10 % at the canary (5 to 15 % pass), the rest at the stable version',
    objects: () =>
      checkout({
        split: TrafficSplit.canary({
          stable: { name: 'v1', service: 'checkout-v1' },
          canary: { name: 'v2', service: 'checkout-v2' },
          canaryPercent: 10,
        }),
      }),
    judge: async (objects) => {
      const probes = await send(objects, [podOf('v1'), podOf('v2')], [{ ...calls, count: 1000, parallel: 4 }]);
      expectTenthAtCanary(probes.calls.received);
    },
    mutations: {
      'swapped weights': withSwappedWeights('TrafficSplit', ({ backends }) => backends),
    },
  },
  {
    intent: '`retries: { attempts: 2, perTryTimeoutSeconds: 1 }`',
    sent: '20 requests to a pod that answers the first 2 attempts of each with 503',
    seen: 'all are answered with 200, and the pod received 60',
    objects: () => checkout({ retries: { attempts: 2, perTryTimeoutSeconds: 1 } }),
    judge: async (objects) => {
      const pod = podOf('v1', { failFirst: 2, failStatus: 503 });
      const { answers, received } = (await send(objects, [pod], [{ ...calls, count: 20 }])).calls;
      expect(answers.filter(({ status }) => status === 200)).toHaveLength(20);
      expect(received.v1).toBe(60);
    },
    mutations: { 'a missing Retry': withoutKind('Retry') },
  },
  {
    intent: 'no `retries`, no `timeoutSeconds`',
    sent: 'a request to a pod that answers 503',
    seen: 'the pod receives one',
    objects: () => checkout({}),
    judge: async (objects) => {
      const { received } = (await send(objects, [podOf('v1', { status: 503 })], [calls])).calls;
      expect(received).toEqual({ v1: 1 });
    },
  },
  {
    intent: '`connectionLimits: { maxConnections: 1, maxPendingRequests: 1 }`',
    sent: '20 requests at once that take 2 s each',
    seen: 'at most 2 are answered, the others get 503 at once',
    objects: () => checkout({ connectionLimits: { maxConnections: 1, maxPendingRequests: 1 } }),
    judge: async (objects) => {
      const probes = await send(objects, [podOf('v1', { delayMs: 2000 })], [{ ...calls, count: 20, parallel: 20 }]);
      const refused = probes.calls.answers.filter(({ status, ms }) => status === 503 && ms < 1500);
      expect(refused.length).toBeGreaterThanOrEqual(18);
    },
    mutations: { 'a missing UpstreamTrafficSetting': withoutKind('UpstreamTrafficSetting') },
  },
  {
    intent: '`rateLimit: { requestsPerSecond: 1, burst: 10 }`',
    sent: '60 requests, one after another',
    seen: '10 to 20 are answered, the others get 429 and do not reach the application',
    objects: () => checkout({ rateLimit: { requestsPerSecond: 1, burst: 10 } }),
    judge: async (objects) => {
      const { answers, received } = (await send(objects, [podOf('v1')], [{ ...calls, count: 60 }])).calls;
      const answered = answers.filter(({ status }) => status === 200).length;
      expect(answers.filter(({ status }) => status === 429)).toHaveLength(60 - answered);
      expect(answered).toBeGreaterThanOrEqual(10);
      expect(answered).toBeLessThanOrEqual(20);
      expect(received.v1).toBe(answered);
    },
    mutations: { 'a missing UpstreamTrafficSetting': withoutKind('UpstreamTrafficSetting') },
  },
  {
    intent: '`allowFrom`: `web` for all requests, `reports` for GET of `PathMatch.prefix("/orders")`, a Prometheus',
    sent: 'requests of each and of another ServiceAccount, with the TrafficTargets in either order',
    seen: 'each caller is answered for its own requests only, whatever the order',
    objects: () =>
      checkout({
        allowFrom: [
          webPeer,
          MeshPeer.serviceAccount('shop', 'reports', { methods: ['GET'], paths: [PathMatch.prefix('/orders')] }),
          MeshPeer.prometheus({ namespace: 'shop', serviceAccount: 'prometheus' }),
        ],
      }),
    judge: async (objects) => {
      const request = (from: string, method: string, path: string): Probe => ({
        ...calls,
        name: `${from} ${method} ${path}`,
        from,
        method,
        path,
      });
      const allowed = [
        ...['/', '/orders', '/metrics'].flatMap((path) => [request('web', 'GET', path), request('web', 'POST', path)]),
        request('reports', 'GET', '/orders'),
        request('reports', 'GET', '/orders/1'),
        request('prometheus', 'GET', '/metrics'),
      ];
      const denied = [
        request('reports', 'POST', '/orders'),
        request('reports', 'GET', '/ordersx'),
        request('reports', 'GET', '/metrics'),
        request('prometheus', 'POST', '/metrics'),
        request('prometheus', 'GET', '/orders'),
        request('stranger', 'GET', '/orders'),
      ];
      for (const ordered of [objects, [...objects].reverse()]) {
        const probes = await send(ordered, [podOf('v1')], [...allowed, ...denied]);
        const answered = Object.keys(probes).filter((name) => isAnswered(probes[name]));
        expect(answered.sort()).toEqual(allowed.map(({ name }) => name).sort());
      }
    },
    mutations: {
      'TrafficTargets with routes of their own only': (objects) => {
        for (const { spec } of ofKind(objects, 'TrafficTarget')) {
          for (const rule of spec.rules) rule.matches = [rule.matches.at(-1)];
        }
        return objects;
      },
    },
  },
]);
