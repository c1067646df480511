import {
  ConsulMesh,
  LoadBalancing,
  MeshNamespace,
  MeshPeer,
  MeshService,
  type MeshServiceProps,
  PathMatch,
  PhasedRollout,
  TrafficSplit,
} from '../../lib';
import { FakeAksCluster } from '../support/fake-aks-cluster';
import type { Attributes } from '../support/planned';
import { describeBehaviours } from './support/behaviours';
import { withConsul } from './support/consul-envoy';
import { type Pod, type Probe, type ProbeReport, runLab } from './support/lab';
import { objectsBy } from './support/objects';
import {
  addCheckout,
  callersOf,
  checkoutPod,
  expectTenthAtCanary,
  http,
  nightlyThenApi,
  ofKind,
  service,
  withoutKind,
  withSwappedWeights,
} from './support/shop';

const webPeer = MeshPeer.serviceAccount('shop', 'web');

function checkout(props: Partial<MeshServiceProps>): Attributes[] {
  const objects = objectsBy((stack) => {
    const mesh = ConsulMesh.fromAttributes(stack, 'Mesh', { cluster: new FakeAksCluster(stack) });
    const namespace = MeshNamespace.fromName(stack, 'Shop', { mesh, name: 'shop' });
    const workload = { labels: { app: 'web' }, serviceAccount: 'web', containerPort: 8080 };
    new MeshService(stack, 'Web', { namespace, name: 'web', port: 80, workload });
    addCheckout(stack, namespace, { allowFrom: [webPeer], ...props });
  });
  return [...objects, service('shop', 'checkout', [http])];
}

function version(name: string) {
  return { name, labels: { version: name } };
}

function podOf(name: string, answers = {}, labels: Attributes = { version: name }): Pod {
  return { ...checkoutPod(name, answers, labels), serviceAccount: 'checkout' };
}

const calls: Probe = { name: 'calls', from: 'web', to: 'checkout:80' };

async function send(objects: Attributes[], pods: Pod[], probes: Probe[]): Promise<{ [name: string]: ProbeReport }> {
  const report = await runLab({ objects, pods: withConsul(objects, callersOf(probes), pods), probes });
  return report.probes;
}

describeBehaviours('Consul', [
  {
    intent: '`TrafficSplit.canary`, 10 %',
    sent: '1,000 requests',
    seen: '10 % at the canary (5 to 15 % pass), the rest at the stable version',
    objects: () =>
      checkout({ split: TrafficSplit.canary({ stable: version('v1'), canary: version('v2'), canaryPercent: 10 }) }),
    judge: async (objects) => {
      const probes = await send(objects, [podOf('v1'), podOf('v2')], [{ ...calls, count: 1000, parallel: 4 }]);
      expectTenthAtCanary(probes.calls.received);
    },
    mutations: {
      'swapped weights': withSwappedWeights('ServiceSplitter', ({ splits }) => splits),
    },
  },
  {
    intent: '`routes` for the header `x-nightly: true`, then for `/api`, and a finished rollout',
    sent: '10 requests of each kind',
    seen: 'header before path before the rest; `/api` and `/api/x` go to the route, `/apix` does not',
    objects: () =>
      checkout({
        routes: nightlyThenApi(version),
        split: PhasedRollout.finished(version('v1')),
      }),
    judge: async (objects) => {
      const headers = { 'x-nightly': 'true' };
      const ten = { ...calls, count: 10 };
      const probes = await send(
        objects,
        ['v1', 'api', 'nightly'].map((name) => podOf(name)),
        [
          { ...ten, name: 'rest', path: '/' },
          { ...ten, name: 'header and path', headers, path: '/api/x' },
          { ...ten, name: 'other value', headers: { 'x-nightly': 'truex' } },
          { ...ten, name: 'path', path: '/api' },
          { ...ten, name: 'below', path: '/api/x?y=1' },
          { ...ten, name: 'beside', path: '/apix' },
        ],
      );
      const received = Object.fromEntries(Object.entries(probes).map(([name, probe]) => [name, probe.received]));
      expect(received).toEqual({
        rest: { v1: 10 },
        'header and path': { nightly: 10 },
        'other value': { v1: 10 },
        path: { api: 10 },
        below: { api: 10 },
        beside: { v1: 10 },
      });
    },
    mutations: {
      'another order of routes': (objects) => {
        for (const { spec } of ofKind(objects, 'ServiceRouter')) spec.routes.reverse();
        return objects;
      },
      'a missing defaultSubset': (objects) => {
        for (const { spec } of ofKind(objects, 'ServiceResolver')) delete spec.defaultSubset;
        return objects;
      },
    },
  },
  {
    intent: '`retries: { attempts: 2 }`',
    sent: '20 requests to a pod that answers the first 2 attempts of each with 503',
    seen: 'all are answered with 200, and the pod received 60',
    objects: () => checkout({ retries: { attempts: 2 }, timeoutSeconds: 5 }),
    judge: async (objects) => {
      const pod = podOf('v1', { failFirst: 2, failStatus: 503 });
      const { answers, received } = (await send(objects, [pod], [{ ...calls, count: 20 }])).calls;
      expect(answers.filter(({ status }) => status === 200)).toHaveLength(20);
      expect(received.v1).toBe(60);
    },
    mutations: { 'a missing ServiceRouter': withoutKind('ServiceRouter') },
  },
  {
    intent: '`timeoutSeconds: 0.3`',
    sent: 'a request to a pod that takes 3 s',
    seen: '504 after 0.3 s',
    objects: () => checkout({ timeoutSeconds: 0.3 }),
    judge: async (objects) => {
      const { answers } = (await send(objects, [podOf('slow', { delayMs: 3000 })], [calls])).calls;
      expect(answers[0].status).toBe(504);
      expect(answers[0].ms).toBeLessThan(2500);
    },
    mutations: { 'missing timeouts': (objects) => withoutTimeouts(objects) },
  },
  {
    intent: '`timeoutSeconds: 0`',
    sent: 'a request to a pod that takes 16 s',
    seen: 'it is answered; without the prop it ends with 504 after 15 s',
    objects: () => checkout({ timeoutSeconds: 0 }),
    judge: async (objects) => {
      const slow = podOf('slow', { delayMs: 16_000 });
      const { answers } = (await send(objects, [slow], [{ ...calls, timeoutMs: 30_000 }])).calls;
      expect(answers[0].status).toBe(200);
    },
    mutations: { 'missing timeouts': (objects) => withoutTimeouts(objects) },
  },
  {
    intent: '`outlierEjection: { consecutiveErrors: 5 }`, 2 pods',
    sent: '400 requests, while one pod answers all of its own with 500',
    seen: 'the pod is ejected after five errors in a row: 5 to 20 answers are 500',
    objects: () => checkout({ outlierEjection: { consecutiveErrors: 5 }, loadBalancing: LoadBalancing.roundRobin() }),
    judge: async (objects) => {
      const pods = [podOf('healthy'), podOf('broken', { status: 500 })];
      const { answers } = (await send(objects, pods, [{ ...calls, count: 400 }])).calls;
      const failed = answers.filter(({ status }) => status === 500).length;
      expect(failed).toBeGreaterThanOrEqual(5);
      expect(failed).toBeLessThanOrEqual(20);
    },
    mutations: {
      'a missing maxEjectionPercent': (objects) => {
        for (const { spec } of ofKind(objects, 'ServiceDefaults')) {
          for (const { passiveHealthCheck } of spec.upstreamConfig?.overrides ?? []) {
            delete passiveHealthCheck.maxEjectionPercent;
          }
        }
        return objects;
      },
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
    mutations: {
      'missing overrides': (objects) => {
        for (const { spec } of ofKind(objects, 'ServiceDefaults')) delete spec.upstreamConfig;
        return objects;
      },
    },
  },
  {
    intent: '`LoadBalancing.byHeader`',
    sent: '5 requests for each of 12 users, 4 pods',
    seen: 'all requests of a user reach one pod, and more than one pod is used',
    objects: () => checkout({ loadBalancing: LoadBalancing.byHeader('x-user') }),
    judge: async (objects) => {
      const users = Array.from({ length: 12 }, (_, i) => `user-${i}`);
      const probes = await send(
        objects,
        ['a', 'b', 'c', 'd'].map((name) => podOf(name)),
        users.map((user) => ({ ...calls, name: user, count: 5, headers: { 'x-user': user } })),
      );
      const pods = users.map((user) => Object.keys(probes[user].received));
      expect(pods.filter((reached) => reached.length !== 1)).toEqual([]);
      expect(new Set(pods.flat()).size).toBeGreaterThan(1);
    },
    mutations: { 'a missing ServiceResolver': withoutKind('ServiceResolver') },
  },
  {
    intent: '`allowFrom`: `web` for all requests, `reports` for GET of `PathMatch.prefix("/orders")`',
    sent: 'requests of each and of another service',
    seen: 'each caller is answered for its own requests only, the others get 403',
    objects: () =>
      checkout({
        allowFrom: [
          webPeer,
          MeshPeer.serviceAccount('shop', 'reports', { methods: ['GET'], paths: [PathMatch.prefix('/orders')] }),
        ],
      }),
    judge: async (objects) => {
      const reports = { ...calls, from: 'reports', path: '/orders' };
      const probes = await send(
        objects,
        [podOf('v1')],
        [
          { ...calls, name: 'web', method: 'POST' },
          { ...reports, name: 'get' },
          { ...reports, name: 'below', path: '/orders/1' },
          { ...reports, name: 'post', method: 'POST' },
          { ...reports, name: 'beside', path: '/ordersx' },
          { ...reports, name: 'stranger', from: 'stranger' },
        ],
      );
      const statuses = Object.entries(probes).map(([name, { answers }]) => [name, answers[0].status]);
      expect(Object.fromEntries(statuses)).toEqual({
        web: 200,
        get: 200,
        below: 200,
        post: 403,
        beside: 403,
        stranger: 403,
      });
    },
    mutations: {
      'a missing ServiceIntentions': withoutKind('ServiceIntentions'),
      'permissions for all requests': (objects) => {
        for (const { spec } of ofKind(objects, 'ServiceIntentions')) {
          for (const source of spec.sources)
            if (source.permissions) Object.assign(source, { permissions: undefined, action: 'allow' });
        }
        return objects;
      },
    },
  },
]);

function withoutTimeouts(objects: Attributes[]): Attributes[] {
  for (const { spec } of ofKind(objects, 'ServiceRouter')) {
    for (const { destination } of spec.routes) delete destination.requestTimeout;
  }
  for (const { spec } of ofKind(objects, 'ServiceDefaults')) delete spec.localRequestTimeoutMs;
  return objects;
}
