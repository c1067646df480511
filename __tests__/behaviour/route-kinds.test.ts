import {
  HeaderMatch,
  type MeshRoute,
  type MeshServiceProps,
  PathMatch,
  PathRewrite,
  QueryMatch,
  RouteAction,
  TrafficSplit,
} from '../../lib';
import type { Attributes } from '../support/planned';
import { describeBehaviours } from './support/behaviours';
import { type Pod, type Probe, type ProbeReport, runLab } from './support/lab';
import { checkout, checkoutByGatewayApi, checkoutPod, http, ofKind, service, web, withoutKind } from './support/shop';

function version(name: string) {
  return { name, labels: { version: name }, service: `checkout-${name}` };
}

function podOf(name: string, answers = {}): Pod {
  return checkoutPod(name, answers, { version: name });
}

/** The Service that a route may lead to in place of `checkout`. */
const orders: Pod = { name: 'orders', namespace: 'orders', labels: { app: 'orders' }, ports: [8080] };
const ordersService = service('orders', 'orders', [http]);

function routed(routes: MeshRoute[], props: Partial<MeshServiceProps> = {}): Attributes[] {
  return [...checkout({ routes, ...props }), ordersService];
}

/** The same by routes of the Gateway API, whose versions are Services. */
function routedByGatewayApi(routes: MeshRoute[], props: Partial<MeshServiceProps> = {}): Attributes[] {
  return [...checkoutByGatewayApi(['v1', 'v2'], { routes, ...props }), ordersService];
}

const calls: Probe = { name: 'calls', from: 'web', to: 'checkout:80' };

async function send(objects: Attributes[], pods: Pod[], probes: Probe[]): Promise<{ [name: string]: ProbeReport }> {
  const report = await runLab({ objects, pods: [web, orders, ...pods], probes });
  return report.probes;
}

/** Who received the requests of each probe. */
function reached(probes: { [name: string]: ProbeReport }): { [name: string]: string } {
  return Object.fromEntries(
    Object.entries(probes).map(([name, { received }]) => [name, Object.keys(received).join() || 'nobody']),
  );
}

const toV2 = RouteAction.version(version('v2'));
const toV1: MeshRoute = { action: RouteAction.version(version('v1')) };

function changed(change: (route: Attributes) => void): (objects: Attributes[]) => Attributes[] {
  return (objects) => {
    for (const { spec } of ofKind(objects, 'VirtualService')) spec.http.forEach(change);
    for (const { spec } of ofKind(objects, 'HTTPRoute')) spec.rules.forEach(change);
    return objects;
  };
}

const kinds = [
  ['', routed],
  [' (Gateway API)', routedByGatewayApi],
] as const;

const conditions: MeshRoute = {
  match: {
    path: PathMatch.prefix('/api'),
    methods: ['GET', 'HEAD'],
    headers: [HeaderMatch.exact('x-user', 'a'), HeaderMatch.prefix('x-tier', 'gold-')],
    query: [QueryMatch.exact('version', 'v2')],
  },
  action: toV2,
};

const rewritten: MeshRoute[] = [
  { match: { path: PathMatch.exact('/all') }, rewritePath: PathRewrite.full('/one') },
  {
    match: { path: PathMatch.prefix('/old') },
    rewritePath: PathRewrite.prefix('/new'),
    rewriteHost: 'new.example.com',
  },
  { match: { path: PathMatch.prefix('/cut') }, rewritePath: PathRewrite.prefix('/') },
];

describeBehaviours('routes by both kinds of objects', [
  ...kinds.map(([name, build]) => ({
    intent: `a route for GET and HEAD of \`/api\` with two headers and a query parameter${name}`,
    sent: 'a request that meets all conditions, and for each condition one that does not',
    seen: 'the first goes to the route, the others to the rest',
    objects: () => build([conditions, toV1]),
    judge: async (objects: Attributes[]) => {
      const headers = { 'x-user': 'a', 'x-tier': 'gold-1' };
      const all = { ...calls, path: '/api/x?version=v2&y=1', headers };
      const probes = await send(
        objects,
        [podOf('v1'), podOf('v2')],
        [
          { ...all, name: 'all' },
          { ...all, name: 'method', method: 'POST' },
          { ...all, name: 'path', path: '/apix?version=v2' },
          { ...all, name: 'user', headers: { ...headers, 'x-user': 'ab' } },
          { ...all, name: 'tier', headers: { ...headers, 'x-tier': 'a-gold-1' } },
          { ...all, name: 'no header', headers: {} },
          { ...all, name: 'query', path: '/api/x?version=v22' },
          { ...all, name: 'no query', path: '/api/x' },
        ],
      );
      const { all: first, ...others } = reached(probes);
      expect(first).toBe('v2');
      expect([...new Set(Object.values(others))]).toEqual(['v1']);
    },
    mutations: {
      'missing conditions on headers': changed((route) => {
        delete route.match?.[0]?.headers;
        for (const match of route.matches ?? []) delete match.headers;
        for (const match of route.match ?? []) delete match.headers;
      }),
    },
  })),
  ...kinds.map(([name, build]) => ({
    intent: `\`rewritePath\` of a whole path, of a prefix and to \`/\`, and \`rewriteHost\`${name}`,
    sent: 'requests for each, with a query',
    seen: 'the pod receives the new path and host, and the query',
    objects: () => build(rewritten),
    judge: async (objects: Attributes[]) => {
      const paths = ['/all?x=1', '/old', '/old/a?x=1', '/oldx', '/cut/a', '/cut'];
      const probes = await send(
        objects,
        [podOf('v1')],
        paths.map((path) => ({ ...calls, name: path, path })),
      );
      const seen = Object.entries(probes).map(
        ([
          path,
          {
            answers: [{ request }],
          },
        ]) => [path, request?.path],
      );
      expect(Object.fromEntries(seen)).toEqual({
        '/all?x=1': '/one?x=1',
        '/old': '/new',
        '/old/a?x=1': '/new/a?x=1',
        '/oldx': '/oldx',
        '/cut/a': '/a',
        '/cut': '/',
      });
      expect(probes['/old'].answers[0].request?.host).toBe('new.example.com');
      expect(probes['/all?x=1'].answers[0].request?.host).toBe('checkout');
    },
  })),
  ...kinds.map(([name, build]) => ({
    intent: `\`requestHeaders\` and \`responseHeaders\` that set, add and remove, with \`%\` in a value${name}`,
    sent: 'a request with headers of these names',
    seen: 'the pod and the caller see them changed, and the value as it is written',
    objects: () =>
      build([
        {
          requestHeaders: { setTo: { 'x-set': '100%' }, add: { 'x-add': 'more' }, remove: ['x-secret'] },
          responseHeaders: { setTo: { 'x-answer': '50%' }, remove: ['content-type'] },
        },
      ]),
    judge: async (objects: Attributes[]) => {
      const headers = { 'x-set': 'old', 'x-secret': 'a' };
      const { calls: one } = await send(objects, [podOf('v1')], [{ ...calls, headers }]);
      const [{ headers: answered, request }] = one.answers;
      expect(answered).toMatchObject({ 'x-answer': '50%' });
      expect(answered).not.toHaveProperty('content-type');
      expect(request).toMatchObject({ 'x-add': 'more', 'x-set': '100%' });
      expect(request).not.toHaveProperty('x-secret');
    },
  })),
  ...kinds.map(([name, build]) => ({
    intent: `\`RouteAction.redirect\` to a host, path and scheme${name}`,
    sent: 'a request with a query',
    seen: '301 with the new address and the query, and no pod receives it',
    objects: () =>
      build([
        {
          match: { path: PathMatch.exact('/old') },
          action: RouteAction.redirect({ host: 'shop.example.com', path: '/new', scheme: 'https', status: 301 }),
        },
      ]),
    judge: async (objects: Attributes[]) => {
      const { calls: one } = await send(objects, [podOf('v1')], [{ ...calls, path: '/old?x=1' }]);
      expect(one.received).toEqual({});
      expect(one.answers[0]).toMatchObject({
        status: 301,
        headers: { location: 'https://shop.example.com/new?x=1' },
      });
    },
  })),
  ...kinds.map(([name, build]) => ({
    intent: `\`timeoutSeconds\` of the service and of a route, 0 of another${name}`,
    sent: 'requests that take 1.5 s, for each of them and for the rest',
    seen: 'the rest ends with 504 after 0.3 s, the routes after 0.6 s and not at all',
    objects: () =>
      build(
        [
          { match: { path: PathMatch.exact('/longer') }, timeoutSeconds: 0.6 },
          { match: { path: PathMatch.exact('/endless') }, timeoutSeconds: 0 },
        ],
        { timeoutSeconds: 0.3 },
      ),
    judge: async (objects: Attributes[]) => {
      const paths = ['/longer', '/endless', '/rest'];
      const probes = await send(
        objects,
        [podOf('v1', { delayMs: 1500 })],
        paths.map((path) => ({ ...calls, name: path, path })),
      );
      const [longer, endless, rest] = paths.map((path) => probes[path].answers[0]);
      expect([longer.status, endless.status, rest.status]).toEqual([504, 200, 504]);
      expect(longer.ms).toBeGreaterThanOrEqual(550);
      expect(rest.ms).toBeLessThan(longer.ms);
    },
  })),
  {
    intent: '`retries` of the service, and 0 attempts of a route for POST',
    sent: '10 requests of GET and of POST to a pod that answers the first attempt of each with 503',
    seen: 'GET is answered with 200, POST with 503',
    objects: () =>
      routed([{ match: { methods: ['POST'] }, retries: { attempts: 0 } }], {
        retries: { attempts: 1 },
        timeoutSeconds: 5,
      }),
    judge: async (objects) => {
      const pod = podOf('v1', { failFirst: 1, failStatus: 503 });
      const probes = await send(
        objects,
        [pod],
        [
          { ...calls, name: 'get', count: 10 },
          { ...calls, name: 'post', method: 'POST', count: 10 },
        ],
      );
      const statuses = (name: string) => [...new Set(probes[name].answers.map(({ status }) => status))];
      expect([statuses('get'), statuses('post')]).toEqual([[200], [503]]);
      expect([probes.get.received, probes.post.received]).toEqual([{ v1: 20 }, { v1: 10 }]);
    },
  },
  ...kinds.map(([name, build]) => ({
    intent: `\`RouteAction.service\` of another namespace, and \`RouteAction.split\` of 30 % for one route${name}`,
    sent: '20 requests for the first, 1,000 for the second, 20 for the rest',
    seen: 'the other Service answers the first; 30 % at the canary (22 to 38 % pass); the rest as the service says',
    objects: () =>
      build([
        {
          match: { path: PathMatch.prefix('/orders') },
          action: RouteAction.service({ name: 'orders', namespaceName: 'orders' }),
        },
        {
          match: { path: PathMatch.prefix('/split') },
          action: RouteAction.split(
            TrafficSplit.canary({ stable: version('v1'), canary: version('v2'), canaryPercent: 30 }),
          ),
        },
        toV1,
      ]),
    judge: async (objects: Attributes[]) => {
      const probes = await send(
        objects,
        [podOf('v1'), podOf('v2')],
        [
          { ...calls, name: 'orders', path: '/orders/1', count: 20 },
          { ...calls, name: 'split', path: '/split', count: 1000, parallel: 4 },
          { ...calls, name: 'rest', count: 20 },
        ],
      );
      expect([probes.orders.received, probes.rest.received]).toEqual([{ orders: 20 }, { v1: 20 }]);
      expect(probes.split.received.v1 + probes.split.received.v2).toBe(1000);
      expect(probes.split.received.v2).toBeGreaterThan(220);
      expect(probes.split.received.v2).toBeLessThan(380);
    },
    mutations: {
      'a missing first route': changed((route) => {
        delete route.match?.[0];
        if (JSON.stringify(route).includes('/orders'))
          Object.assign(route, { matches: [{ path: { type: 'Exact', value: '/never' } }] });
        if (route.match && JSON.stringify(route).includes('"orders.orders'))
          route.match = [{ uri: { exact: '/never' }, port: 80 }];
      }),
    },
  })),
  {
    intent: '`mirror` and `faultInjection` of one route',
    sent: '20 requests for each route and for the rest',
    seen: 'the copies and the faults are for their route only',
    objects: () =>
      routed([
        { match: { path: PathMatch.exact('/copied') }, ...toV1, mirror: { to: version('v2') } },
        { match: { path: PathMatch.exact('/faulty') }, ...toV1, faultInjection: { abortStatus: 503 } },
        toV1,
      ]),
    judge: async (objects) => {
      const paths = ['/copied', '/faulty', '/rest'];
      const probes = await send(
        objects,
        [podOf('v1'), podOf('v2')],
        paths.map((path) => ({ ...calls, name: path, path, count: 20 })),
      );
      expect(paths.map((path) => probes[path].received)).toEqual([{ v1: 20, v2: 20 }, {}, { v1: 20 }]);
      expect([...new Set(probes['/faulty'].answers.map(({ status }) => status))]).toEqual([503]);
    },
    mutations: { 'a missing VirtualService': withoutKind('VirtualService') },
  },
]);
