import { LoadBalancing, PhasedRollout } from '../../lib';
import type { Attributes } from '../support/planned';
import { describeBehaviours } from './support/behaviours';
import { type Probe, type ProbeReport, runLab } from './support/lab';
import { checkout, checkoutPod, nightlyThenApi, ofKind, web, withoutKind } from './support/shop';

function version(name: string): { name: string; labels: { [label: string]: string } } {
  return { name, labels: { version: name } };
}

function podOf(name: string) {
  return checkoutPod(name, {}, { version: name });
}

const calls = { from: 'web', to: 'checkout:80', count: 20 };

async function send(objects: Attributes[], pods: string[], probes: Probe[]): Promise<{ [name: string]: ProbeReport }> {
  const report = await runLab({ objects, pods: [web, ...pods.map(podOf)], probes });
  return report.probes;
}

function received(probes: { [name: string]: ProbeReport }): Attributes {
  return Object.fromEntries(Object.entries(probes).map(([name, probe]) => [name, probe.received]));
}

const ownVirtualService = {
  apiVersion: 'networking.istio.io/v1',
  kind: 'VirtualService',
  metadata: { name: 'own', namespace: 'shop' },
  spec: {
    hosts: ['checkout'],
    http: [
      {
        match: [{ uri: { prefix: '/old' } }],
        rewrite: { uri: '/new' },
        route: [{ destination: { host: 'checkout', port: { number: 80 } } }],
      },
    ],
  },
};

describeBehaviours('routes', [
  {
    intent: '`routes` for the header `x-nightly: true`, then for `/api`',
    sent: '20 requests of each kind',
    seen: 'header before path before the rest; `/api` and `/api/x` go to the route, `/apix` does not',
    objects: () =>
      checkout({
        routes: nightlyThenApi(version),
        split: PhasedRollout.finished(version('v1')),
      }),
    judge: async (objects) => {
      const headers = { 'x-nightly': 'true' };
      const probes = await send(
        objects,
        ['v1', 'api', 'nightly'],
        [
          { ...calls, name: 'rest', path: '/' },
          { ...calls, name: 'header', headers },
          { ...calls, name: 'header and path', headers, path: '/api/x' },
          { ...calls, name: 'other value', headers: { 'x-nightly': 'truex' } },
          { ...calls, name: 'path', path: '/api' },
          { ...calls, name: 'below', path: '/api/x?y=1' },
          { ...calls, name: 'beside', path: '/apix' },
        ],
      );
      expect(received(probes)).toEqual({
        rest: { v1: 20 },
        header: { nightly: 20 },
        'header and path': { nightly: 20 },
        'other value': { v1: 20 },
        path: { api: 20 },
        below: { api: 20 },
        beside: { v1: 20 },
      });
    },
    mutations: {
      'another order of routes': (objects) => {
        for (const { spec } of ofKind(objects, 'VirtualService')) spec.http.reverse();
        return objects;
      },
    },
  },
  {
    intent: '`mirror` of all requests to `v2`',
    sent: '20 requests',
    seen: '`v1` answers all, `v2` receives a copy of each',
    objects: () => checkout({ split: PhasedRollout.finished(version('v1')), mirror: { to: version('v2') } }),
    judge: async (objects) => {
      const { copied } = await send(objects, ['v1', 'v2'], [{ ...calls, name: 'copied' }]);
      expect(copied.answers.map(({ status, by }) => `${status} ${by}`)).toEqual(Array(20).fill('200 v1'));
      expect(copied.received).toEqual({ v1: 20, v2: 20 });
    },
  },
  {
    intent: '`faultInjection`: 503 for requests with `x-chaos: true`, and a delay of 0.4 s',
    sent: '20 requests with the header and 20 without',
    seen: '503 after 0.4 s, without a call of the application; the others are answered',
    objects: () =>
      checkout({
        faultInjection: { abortStatus: 503, delaySeconds: 0.4, onlyWithHeader: { name: 'x-chaos', value: 'true' } },
      }),
    judge: async (objects) => {
      const { chaos, calm } = await send(
        objects,
        ['v1'],
        [
          { ...calls, name: 'chaos', headers: { 'x-chaos': 'true' }, parallel: 20 },
          { ...calls, name: 'calm' },
        ],
      );
      expect(chaos.answers.filter(({ status, ms }) => status !== 503 || ms < 350)).toEqual([]);
      expect(chaos.received).toEqual({});
      expect(calm.received).toEqual({ v1: 20 });
    },
  },
  {
    intent: '`LoadBalancing.byHeader`',
    sent: '10 requests for each of 12 users, 4 pods',
    seen: 'all requests of a user reach one pod, and more than one pod is used',
    objects: () => checkout({ loadBalancing: LoadBalancing.byHeader('x-user') }),
    judge: async (objects) => {
      const users = Array.from({ length: 12 }, (_, i) => `user-${i}`);
      const probes = await send(
        objects,
        ['a', 'b', 'c', 'd'],
        users.map((user) => ({ ...calls, name: user, count: 10, headers: { 'x-user': user } })),
      );
      const pods = users.map((user) => Object.keys(probes[user].received));
      expect(pods.filter((reached) => reached.length !== 1)).toEqual([]);
      expect(new Set(pods.flat()).size).toBeGreaterThan(1);
    },
    mutations: {
      'a missing hash': (objects) => {
        for (const { spec } of ofKind(objects, 'DestinationRule'))
          spec.trafficPolicy.loadBalancer = { simple: 'ROUND_ROBIN' };
        return objects;
      },
    },
  },
  {
    intent: '`LoadBalancing.byCookie("sticky", 3600)`',
    sent: 'a request without the cookie, and 10 with each of 12 cookies, 4 pods',
    seen: 'the first answer sets the cookie; all requests with one cookie reach one pod, and more than one pod is used',
    objects: () => checkout({ loadBalancing: LoadBalancing.byCookie('sticky', 3600) }),
    judge: async (objects) => {
      const cookies = Array.from({ length: 12 }, (_, i) => `sticky=${i}`);
      const probes = await send(
        objects,
        ['a', 'b', 'c', 'd'],
        [
          { ...calls, name: 'without', count: 1 },
          ...cookies.map((cookie) => ({ ...calls, name: cookie, count: 10, headers: { cookie } })),
        ],
      );
      expect(probes.without.answers[0].headers?.['set-cookie']).toMatch(/^sticky="[0-9a-f]+"; Max-Age=3600/);
      const pods = cookies.map((cookie) => Object.keys(probes[cookie].received));
      expect(pods.filter((reached) => reached.length !== 1)).toEqual([]);
      expect(new Set(pods.flat()).size).toBeGreaterThan(1);
    },
  },
  {
    intent: '`LoadBalancing.bySourceAddress()`',
    sent: '10 requests of each of 6 callers with a sidecar, 8 pods',
    seen: 'all requests of a caller reach one pod, and more than one pod is used',
    objects: () => checkout({ loadBalancing: LoadBalancing.bySourceAddress() }),
    judge: async (objects) => {
      const callers = Array.from({ length: 6 }, (_, i) => `web-${i}`);
      const targets = Array.from({ length: 8 }, (_, i) => podOf(`pod-${i}`));
      const { probes } = await runLab({
        objects,
        pods: [...callers.map((name) => ({ ...web, name })), ...targets],
        probes: callers.map((name) => ({ ...calls, name, from: name, count: 10 })),
      });
      const pods = callers.map((name) => Object.keys(probes[name].received));
      expect(pods.filter((reached) => reached.length !== 1)).toEqual([]);
      expect(new Set(pods.flat()).size).toBeGreaterThan(1);
    },
    mutations: { 'a missing DestinationRule': withoutKind('DestinationRule') },
  },
  {
    intent: 'a VirtualService of the application for the host of a `MeshService` with `timeoutSeconds` (W277)',
    sent: 'a request for the path that it rewrites',
    seen: 'istiod uses one of the two objects and reports the conflict',
    objects: () => [...checkout({ timeoutSeconds: 5 }), ownVirtualService],
    judge: async (objects) => {
      const own = { ...calls, name: 'own', path: '/old' };
      const { conflicts } = await runLab({ objects, pods: [web, podOf('v1')], probes: [own] });
      expect(Object.keys(conflicts)).toEqual(['pilot_vservice_dup_domain']);
    },
    mutations: {
      'a MeshService without a VirtualService': (objects) =>
        objects.filter((object) => object.metadata.name !== 'checkout' || object.kind !== 'VirtualService'),
    },
  },
]);
