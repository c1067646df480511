import { HeaderMatch, type MeshRoute, PathMatch, PathRewrite, QueryMatch, RouteAction, TrafficSplit } from '../../lib';
import type { Attributes } from '../support/planned';
import { describeBehaviours } from './support/behaviours';
import { type Answer, type Probe, runLab } from './support/lab';
import { checkout, checkoutPod, ofKind, web } from './support/shop';

const [v1, v2] = ['v1', 'v2'].map((name) => ({ name, labels: { version: name } }));
const toV2 = RouteAction.version(v2);
const rest = { action: RouteAction.version(v1) };
const call = { from: 'web', to: 'checkout:80', count: 1 };

function routed(...routes: MeshRoute[]): Attributes[] {
  return checkout({ routes: [...routes, rest] });
}

/** The answer to each probe, by its name. */
async function answers(objects: Attributes[], probes: Omit<Probe, 'from' | 'to'>[]): Promise<[string, Answer][]> {
  const pods = ['v1', 'v2'].map((name) => checkoutPod(name, {}, { version: name }));
  const report = await runLab({
    objects,
    pods: [web, ...pods],
    probes: probes.map((probe) => ({ ...call, ...probe })),
  });
  return Object.entries(report.probes).map(([name, probe]) => [name, probe.answers[0]]);
}

async function answeredBy(objects: Attributes[], probes: Omit<Probe, 'from' | 'to'>[]) {
  return Object.fromEntries((await answers(objects, probes)).map(([name, { by }]) => [name, by]));
}

/** What the pod receives for each path. */
async function received(objects: Attributes[], paths: string[]): Promise<{ [path: string]: string | undefined }> {
  const found = await answers(
    objects,
    paths.map((path) => ({ name: path, path })),
  );
  return Object.fromEntries(found.map(([name, { request }]) => [name, request?.path]));
}

const combined = { path: '/combined/x?version=v2&all', headers: { 'x-user': 'beta', 'x-any': 'y' } };

function withoutField(objects: Attributes[], field: string): Attributes[] {
  for (const { spec } of ofKind(objects, 'VirtualService')) for (const route of spec.http) delete route[field];
  return objects;
}

describeBehaviours('conditions and settings of routes', [
  {
    intent: 'one route for a path, two methods, two headers, an absent header and two query parameters',
    sent: 'a request that meets all conditions, and requests that miss one',
    seen: 'the first goes to the route, the others do not',
    objects: () =>
      routed({
        match: {
          path: PathMatch.prefix('/combined'),
          methods: ['GET', 'PUT'],
          headers: [HeaderMatch.exact('x-user', 'beta'), HeaderMatch.present('x-any'), HeaderMatch.absent('x-not')],
          query: [QueryMatch.exact('version', 'v2'), QueryMatch.present('all')],
        },
        action: toV2,
      }),
    judge: async (objects) => {
      expect(
        await answeredBy(objects, [
          { ...combined, name: 'all' },
          { ...combined, name: 'other method', method: 'POST' },
          { ...combined, name: 'other path', path: '/combinedx?version=v2&all' },
          { ...combined, name: 'other header', headers: { ...combined.headers, 'x-user': 'alpha' } },
          { ...combined, name: 'missing header', headers: { 'x-user': 'beta' } },
          { ...combined, name: 'refused header', headers: { ...combined.headers, 'x-not': '1' } },
          { ...combined, name: 'missing parameter', path: '/combined/x?version=v2' },
        ]),
      ).toEqual({
        all: 'v2',
        'other method': 'v1',
        'other path': 'v1',
        'other header': 'v1',
        'missing header': 'v1',
        'refused header': 'v1',
        'missing parameter': 'v1',
      });
    },
    mutations: {
      'a route without its parameters': (objects) => {
        for (const { spec } of ofKind(objects, 'VirtualService')) {
          for (const match of spec.http[0].match) delete match.queryParams;
        }
        return objects;
      },
    },
  },
  {
    intent: '`HeaderMatch.inverse` of `x-env: prod`',
    sent: 'a request with this value, with another one, and without the header',
    seen: 'the first does not go to the route, the others do',
    objects: () =>
      routed({ match: { headers: [HeaderMatch.inverse(HeaderMatch.exact('x-env', 'prod'))] }, action: toV2 }),
    judge: async (objects) => {
      const probes = [
        { name: 'prod', headers: { 'x-env': 'prod' } },
        { name: 'test', headers: { 'x-env': 'test' } },
        { name: 'none' },
      ];
      expect(await answeredBy(objects, probes)).toEqual({ prod: 'v1', test: 'v2', none: 'v2' });
    },
  },
  {
    intent: '`rewritePath` of prefixes, whole paths and by an expression',
    sent: 'a request for each path, and for paths beside and below it, with a query',
    seen: 'the pod receives the new path and the query; a prefix ends at a slash, but for `PathMatch.startingWith`',
    objects: () =>
      routed(
        { match: { path: PathMatch.exact('/exact') }, rewritePath: PathRewrite.full('/a') },
        { match: { path: PathMatch.prefix('/prefix') }, rewritePath: PathRewrite.prefix('/b') },
        { match: { path: PathMatch.prefix('/gone') }, rewritePath: PathRewrite.prefix('/') },
        { match: { path: PathMatch.prefix('/whole') }, rewritePath: PathRewrite.full('/w') },
        { match: { path: PathMatch.startingWith('/text') }, rewritePath: PathRewrite.prefix('/t') },
        { match: { path: PathMatch.prefix('/v1') }, rewritePath: PathRewrite.regex('^/v([0-9]+)/(.*)$', '/\\2/\\1') },
      ),
    judge: async (objects) => {
      const paths = {
        '/exact?q=1': '/a?q=1',
        '/prefix': '/b',
        '/prefix/x?q=1': '/b/x?q=1',
        '/prefixx': '/prefixx',
        '/gone': '/',
        '/gone/x': '/x',
        '/whole/x?q=1': '/w?q=1',
        '/text/x': '/t/x',
        '/textx': '/tx',
        '/v1/x': '/x/1',
      };
      expect(await received(objects, Object.keys(paths))).toEqual(paths);
    },
    mutations: { 'routes without rewrites': (objects) => withoutField(objects, 'rewrite') },
  },
  {
    intent: '`requestHeaders`, `responseHeaders` and `rewriteHost`',
    sent: 'a request with a header that is removed',
    seen: 'the pod receives the new headers and host, `%` literally, and the client the new header of the answer',
    objects: () =>
      routed({
        match: { path: PathMatch.exact('/') },
        requestHeaders: { setTo: { 'x-a': '100%' }, remove: ['x-b'] },
        responseHeaders: { setTo: { 'x-c': '1' } },
        rewriteHost: 'api.example.com',
      }),
    judge: async (objects) => {
      const [[, { headers, request }]] = await answers(objects, [{ name: 'call', headers: { 'x-b': '1' } }]);
      expect(request).toMatchObject({ host: 'api.example.com', 'x-a': '100%' });
      expect(request).not.toHaveProperty('x-b');
      expect(headers?.['x-c']).toBe('1');
    },
    mutations: { 'routes without headers': (objects) => withoutField(objects, 'headers') },
  },
  {
    intent: '`RouteAction.redirect`, `RouteAction.respond` and a split of one route',
    sent: 'a request to each',
    seen: '302 to the new address, 410 with the body, and an answer of the version with all of the weight',
    objects: () =>
      routed(
        {
          match: { path: PathMatch.exact('/old') },
          action: RouteAction.redirect({ host: 'a.example.com', path: '/new', scheme: 'https' }),
        },
        { match: { path: PathMatch.exact('/gone') }, action: RouteAction.respond({ status: 410, body: 'gone' }) },
        {
          match: { path: PathMatch.exact('/split') },
          action: RouteAction.split(TrafficSplit.canary({ stable: v1, canary: v2, canaryPercent: 100 })),
        },
      ),
    judge: async (objects) => {
      const probes = ['/old', '/gone', '/split', '/'].map((path) => ({ name: path, path }));
      const found = await answers(objects, probes);
      expect(
        Object.fromEntries(
          found.map(([name, { status, by, headers, text }]) => [name, [status, headers?.location ?? by ?? text]]),
        ),
      ).toEqual({
        '/old': [302, 'https://a.example.com/new'],
        '/gone': [410, 'gone'],
        '/split': [200, 'v2'],
        '/': [200, 'v1'],
      });
    },
  },
  {
    intent: '`cors` for one origin',
    sent: 'preflight requests of this origin and of another one',
    seen: 'the proxy answers the first with its permission; the other reaches the application, without one',
    objects: () =>
      routed({
        match: { path: PathMatch.exact('/') },
        cors: { allowOrigins: ['https://shop.example.com'], allowMethods: ['PUT'], maxAgeSeconds: 60 },
      }),
    judge: async (objects) => {
      const preflight = (origin: string) => ({
        name: origin,
        method: 'OPTIONS',
        headers: { origin, 'access-control-request-method': 'PUT' },
      });
      const found = await answers(objects, [
        preflight('https://shop.example.com'),
        preflight('https://other.example.com'),
      ]);
      const allowed = found.map(([name, { by, headers }]) => [
        name,
        by !== undefined,
        headers?.['access-control-allow-origin'],
      ]);
      expect(allowed.sort()).toEqual([
        ['https://other.example.com', true, undefined],
        ['https://shop.example.com', false, 'https://shop.example.com'],
      ]);
    },
  },
  {
    intent: '`retries` of one route, on status 404',
    sent: 'a request to this route and to another one, of a pod that answers 404 first',
    seen: 'the first is answered with 200 after a retry, the other with 404',
    objects: () =>
      checkout({
        routes: [{ match: { path: PathMatch.exact('/retried') }, retries: { attempts: 1, statuses: [404] } }],
      }),
    judge: async (objects) => {
      const pods = [web, checkoutPod('v1', { failFirst: 1, failStatus: 404 })];
      const probes = ['/retried', '/other'].map((path) => ({ ...call, name: path, path }));
      const report = await runLab({ objects, pods, probes });
      const statuses = Object.entries(report.probes).map(([name, probe]) => [name, probe.answers[0].status]);
      expect(Object.fromEntries(statuses)).toEqual({ '/retried': 200, '/other': 404 });
    },
    mutations: { 'a route without retries': (objects) => withoutField(objects, 'retries') },
  },
]);
