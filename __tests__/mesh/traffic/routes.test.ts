import {
  HeaderMatch,
  MeshPeer,
  type MeshRoute,
  PathMatch,
  PathRewrite,
  QueryMatch,
  RetryOn,
  RouteAction,
  ServiceProtocol,
  TrafficSplit,
} from '../../../lib';
import type { Attributes } from '../../support/planned';
import { faultOf, type Intents, objectOf, objectsOf, v1, v2 } from './meshes';

const at = "MeshService 'platform/Checkout'";
const host = 'checkout.shop.svc.cluster.local';
const toV1 = RouteAction.version(v1);
const toV2 = RouteAction.version(v2);
const port = { number: 80 };
const whole = { route: [{ destination: { host, port } }] };
const toSubset = (subset: string) => [{ destination: { host, subset, port } }];
const combined = {
  path: PathMatch.exact('/shop'),
  methods: ['GET', 'HEAD'],
  headers: [HeaderMatch.exact('x-user', 'beta'), HeaderMatch.present('x-debug')],
  query: [QueryMatch.exact('version', 'v2'), QueryMatch.regex('step', '[0-9]+'), QueryMatch.present('all')],
};

function httpOf(...routes: MeshRoute[]): Attributes[] {
  const { http } = objectOf('Istio', { routes }, 'VirtualService').spec;
  return http.slice(0, -2).map(({ match, ...route }: Attributes) => ({
    match: match.map(({ port: _, ...one }: Attributes) => one),
    ...route,
  }));
}

function rulesOf(...routes: MeshRoute[]): Attributes[] {
  return objectOf('Linkerd', { routes }, 'HTTPRoute').spec.rules;
}

function routerOf(...routes: MeshRoute[]): Attributes[] {
  return objectOf('Consul', { routes }, 'ServiceRouter').spec.routes;
}

describe('conditions of one route are all met', () => {
  test('on Istio', () => {
    expect(httpOf({ match: combined, action: toV2 })).toEqual([
      {
        match: [
          {
            uri: { exact: '/shop' },
            method: { regex: 'GET|HEAD' },
            headers: { 'x-user': { exact: 'beta' }, 'x-debug': {} },
            queryParams: { version: { exact: 'v2' }, step: { regex: '[0-9]+' }, all: {} },
          },
        ],
        route: toSubset('v2'),
      },
    ]);
  });

  test('on Linkerd, with a match for each method', () => {
    const [rule] = rulesOf({ match: combined, action: toV2 });
    const match = {
      path: { type: 'Exact', value: '/shop' },
      headers: [
        { type: 'Exact', name: 'x-user', value: 'beta' },
        { type: 'RegularExpression', name: 'x-debug', value: '.*' },
      ],
      queryParams: [
        { type: 'Exact', name: 'version', value: 'v2' },
        { type: 'RegularExpression', name: 'step', value: '[0-9]+' },
        { type: 'RegularExpression', name: 'all', value: '.*' },
      ],
    };
    expect(rule).toEqual({
      matches: [
        { ...match, method: 'GET' },
        { ...match, method: 'HEAD' },
      ],
      backendRefs: [{ name: 'checkout-v2', port: 80 }],
    });
  });

  test('on Consul', () => {
    expect(routerOf({ match: combined, action: toV2 })).toEqual([
      {
        match: {
          http: {
            pathExact: '/shop',
            header: [
              { name: 'x-user', exact: 'beta' },
              { name: 'x-debug', present: true },
            ],
            queryParam: [
              { name: 'version', exact: 'v2' },
              { name: 'step', regex: '[0-9]+' },
              { name: 'all', present: true },
            ],
            methods: ['GET', 'HEAD'],
          },
        },
        destination: { serviceSubset: 'v2' },
      },
    ]);
  });

  test('and a prefix of a header is an expression where the mesh has no prefixes', () => {
    const headers = [HeaderMatch.prefix('x-user', 'a.b')];
    expect(httpOf({ match: { headers }, action: toV2 })[0].match).toEqual([
      { headers: { 'x-user': { prefix: 'a.b' } } },
    ]);
    expect(rulesOf({ match: { headers }, action: toV2 })[0].matches[0].headers[0].value).toBe('a\\.b.*');
    expect(routerOf({ match: { headers }, action: toV2 })[0].match.http.header).toEqual([
      { name: 'x-user', prefix: 'a.b' },
    ]);
  });
});

describe('an inverse condition on a header', () => {
  const route = {
    match: { headers: [HeaderMatch.inverse(HeaderMatch.exact('x-user', 'a')), HeaderMatch.absent('x-b')] },
    action: toV2,
  };

  test('is one that Istio has', () => {
    expect(httpOf(route)[0].match).toEqual([{ withoutHeaders: { 'x-user': { exact: 'a' }, 'x-b': {} } }]);
  });

  test('is met without the header on Consul too, whose own is not', () => {
    const absent = (name: string) => ({ name, present: true, invert: true });
    expect(routerOf(route).map(({ match }) => match.http.header)).toEqual([
      [{ name: 'x-user', exact: 'a', invert: true }, absent('x-b')],
      [absent('x-user'), absent('x-b')],
    ]);
  });

  test('is refused on Linkerd', () => {
    expect(faultOf('Linkerd', { routes: [route] })).toBe(
      `${at}: routes[0].match.headers must be left out on Linkerd, which doesn't support this feature (inverse header routing). Istio, Istio ambient, managed Istio and Consul can; the nearest alternative: a route with the condition before this one.`,
    );
  });
});

describe('a path is rewritten', () => {
  const rewrites: [string, MeshRoute, Attributes[], Attributes[] | undefined][] = [
    [
      'whole, where it is exact',
      { match: { path: PathMatch.exact('/a') }, rewritePath: PathRewrite.full('/b') },
      [{ match: [{ uri: { exact: '/a' } }], ...whole, rewrite: { uri: '/b' } }],
      [{ match: { http: { pathExact: '/a' } }, destination: { prefixRewrite: '/b' } }],
    ],
    [
      'whole, below a prefix',
      { match: { path: PathMatch.prefix('/a') }, rewritePath: PathRewrite.full('/b\\c') },
      [
        {
          match: [{ uri: { exact: '/a' } }, { uri: { prefix: '/a/' } }],
          ...whole,
          rewrite: { uriRegexRewrite: { match: '^/.*', rewrite: '/b\\\\c' } },
        },
      ],
      undefined,
    ],
    [
      'at its prefix, which ends at a slash',
      { match: { path: PathMatch.prefix('/a/') }, rewritePath: PathRewrite.prefix('/b/') },
      [
        { match: [{ uri: { exact: '/a' } }], ...whole, rewrite: { uri: '/b' } },
        { match: [{ uri: { prefix: '/a/' } }], ...whole, rewrite: { uri: '/b/' } },
      ],
      [
        { match: { http: { pathExact: '/a' } }, destination: { prefixRewrite: '/b' } },
        { match: { http: { pathPrefix: '/a/' } }, destination: { prefixRewrite: '/b/' } },
      ],
    ],
    [
      'by taking the prefix away',
      { match: { path: PathMatch.prefix('/a') }, rewritePath: PathRewrite.prefix('/') },
      [
        { match: [{ uri: { exact: '/a' } }], ...whole, rewrite: { uri: '/' } },
        { match: [{ uri: { prefix: '/a/' } }], ...whole, rewrite: { uri: '/' } },
      ],
      [
        { match: { http: { pathExact: '/a' } }, destination: { prefixRewrite: '/' } },
        { match: { http: { pathPrefix: '/a/' } }, destination: { prefixRewrite: '/' } },
      ],
    ],
    [
      'in front, without a path',
      { match: { methods: ['PUT'] }, rewritePath: PathRewrite.prefix('/b') },
      [{ match: [{ method: { exact: 'PUT' } }], ...whole, rewrite: { uri: '/b/' } }],
      [{ match: { http: { pathPrefix: '/', methods: ['PUT'] } }, destination: { prefixRewrite: '/b/' } }],
    ],
    [
      'by an expression',
      { match: { methods: ['PUT'] }, rewritePath: PathRewrite.regex('^/v([0-9])/', '/\\1/') },
      [
        {
          match: [{ method: { exact: 'PUT' } }],
          ...whole,
          rewrite: { uriRegexRewrite: { match: '^/v([0-9])/', rewrite: '/\\1/' } },
        },
      ],
      undefined,
    ],
  ];

  test.each(rewrites)('%s', (_what, route, onIstio, onConsul) => {
    expect(httpOf(route)).toEqual(onIstio);
    if (onConsul) expect(routerOf(route)).toEqual(onConsul);
    else
      expect(faultOf('Consul', { routes: [route] })).toMatch(
        /routes\[0]\.rewritePath must (be a prefix|not come with)/,
      );
  });

  test('and so is the host, on Istio', () => {
    expect(httpOf({ match: { methods: ['PUT'] }, rewriteHost: 'api.example.com' })[0].rewrite).toEqual({
      authority: 'api.example.com',
    });
  });

  test('where a prefix is matched, if it is one of a prefix', () => {
    const path = PathMatch.regex('/a/[0-9]+');
    expect(faultOf('Istio', { routes: [{ match: { path }, rewritePath: PathRewrite.prefix('/b') }] })).toBe(
      `${at}: routes[0].rewritePath must not be a prefix where the path of match is none, got /b. Use PathRewrite.full, or ` +
        'PathMatch.prefix in match.',
    );
    expect(faultOf('Linkerd', { routes: [{ rewritePath: PathRewrite.prefix('/b') }] })).toContain(
      "routes[0].rewritePath must be left out on Linkerd, which doesn't support this feature (path rewrite). Istio, Istio ambient, managed Istio and Consul can",
    );
  });
});

test('a timeout of 0 of a route is none on Istio, which rejects 0', () => {
  const route = { match: { methods: ['PUT'] }, timeoutSeconds: 0 };
  const { http } = objectOf('Istio', { routes: [route], timeoutSeconds: 5 }, 'VirtualService').spec;
  expect(http.map(({ timeout }: Attributes) => timeout)).toEqual([undefined, '5s', undefined]);
});

describe('headers are changed', () => {
  const route = {
    match: { methods: ['PUT'] },
    requestHeaders: { setTo: { 'x-a': '100%' }, add: { 'x-b': '1' }, remove: ['x-c'] },
    responseHeaders: { remove: ['server'] },
  };

  test('on Istio and Consul, whose proxy takes % for an expression', () => {
    const request = { set: { 'x-a': '100%%' }, add: { 'x-b': '1' }, remove: ['x-c'] };
    expect(httpOf(route)[0].headers).toEqual({ request, response: { remove: ['server'] } });
    expect(routerOf(route)[0].destination).toEqual({
      requestHeaders: request,
      responseHeaders: { remove: ['server'] },
    });
  });

  test('on Linkerd', () => {
    expect(rulesOf(route)[0].filters).toEqual([
      {
        type: 'RequestHeaderModifier',
        requestHeaderModifier: {
          set: [{ name: 'x-a', value: '100%' }],
          add: [{ name: 'x-b', value: '1' }],
          remove: ['x-c'],
        },
      },
      { type: 'ResponseHeaderModifier', responseHeaderModifier: { remove: ['server'] } },
    ]);
  });

  test('once each, and not the host', () => {
    const requestHeaders = { setTo: { host: 'a' }, remove: ['x-a', 'x-a'] };
    expect(faultOf('Istio', { routes: [{ requestHeaders }] })).toBe(
      `${at} has 2 faults:\n` +
        '- routes[0].requestHeaders.setTo.host must not be host. Use rewriteHost.\n' +
        '- routes[0].requestHeaders must name each header once, got x-a. Use one of setTo, add and remove for it.',
    );
  });
});

describe('a route answers', () => {
  const redirect = RouteAction.redirect({ host: 'new.example.com', path: '/a', scheme: 'https', port: 8443 });
  const match = { path: PathMatch.exact('/old') };

  test('with a redirect on Istio and Linkerd', () => {
    expect(httpOf({ match, action: redirect })).toEqual([
      {
        match: [{ uri: { exact: '/old' } }],
        redirect: { uri: '/a', authority: 'new.example.com', scheme: 'https', port: 8443, redirectCode: 302 },
      },
    ]);
    expect(rulesOf({ match, action: redirect })[0]).toEqual({
      matches: [{ path: { type: 'Exact', value: '/old' } }],
      filters: [
        {
          type: 'RequestRedirect',
          requestRedirect: {
            scheme: 'https',
            hostname: 'new.example.com',
            path: { type: 'ReplaceFullPath', replaceFullPath: '/a' },
            port: 8443,
            statusCode: 302,
          },
        },
      ],
    });
    const permanent = RouteAction.redirect({ path: '/a', status: 308 });
    expect(faultOf('Linkerd', { routes: [{ match, action: permanent }] })).toBe(
      `${at}: routes[0].action.status must be 301 or 302 on Linkerd, got 308. Leave it out: 302 applies.`,
    );
    expect(faultOf('Consul', { routes: [{ match, action: redirect }] })).toContain(
      "which doesn't support this feature (redirects)",
    );
  });

  test('by itself on Istio, without what is for a service', () => {
    expect(httpOf({ match, action: RouteAction.respond({ status: 410, body: 'gone' }) })).toEqual([
      { match: [{ uri: { exact: '/old' } }], directResponse: { status: 410, body: { string: 'gone' } } },
    ]);
    const { http } = objectOf(
      'Istio',
      { timeoutSeconds: 5, routes: [{ match, action: RouteAction.respond({ status: 410 }) }] },
      'VirtualService',
    ).spec;
    expect(http[0]).not.toHaveProperty('timeout');
    expect(http[1].timeout).toBe('5s');
    expect(faultOf('Istio', { routes: [{ action: RouteAction.respond({ status: 410 }), timeoutSeconds: 5 }] })).toBe(
      `${at}: routes[0].timeoutSeconds must be left out where the action is a redirect or a response, which no service receives. Leave it out.`,
    );
  });
});

describe('settings of a route win over those of the service', () => {
  const intents: Intents = {
    timeoutSeconds: 5,
    retries: { attempts: 2 },
    routes: [
      { match: { path: PathMatch.exact('/slow') }, timeoutSeconds: 60, retries: { attempts: 0 } },
      {
        match: { methods: ['GET'] },
        retries: { attempts: 3, on: [RetryOn.SERVER_ERRORS] },
        mirror: { to: v2 },
        faultInjection: { abortStatus: 503, onlyWithHeader: { name: 'x-chaos', value: 'true' } },
      },
    ],
  };

  test('on Istio', () => {
    const { http } = objectOf('Istio', intents, 'VirtualService').spec;
    const said = http.map(({ timeout, retries, mirrors, fault }: Attributes) => [
      timeout,
      retries?.attempts,
      mirrors?.length,
      fault?.abort.httpStatus,
    ]);
    expect(said).toEqual([
      ['60s', 0, undefined, undefined],
      ['5s', 3, 1, 503],
      ['5s', 3, 1, undefined],
      ['5s', 2, undefined, undefined],
      [undefined, undefined, undefined, undefined],
    ]);
  });

  test('on Consul, where the pods’ sidecar must not end them', () => {
    const { routes: [slow, get] = [], ...service } = intents;
    const { mirror: _, faultInjection: __, ...reads } = get;
    const [defaults, router] = objectsOf('Consul', { ...service, routes: [slow, reads] });
    expect(defaults.spec.localRequestTimeoutMs).toBe(60_000);
    expect(router.spec.routes.map(({ destination }: Attributes) => destination)).toEqual([
      { requestTimeout: '60s' },
      { requestTimeout: '5s', numRetries: 3, retryOn: ['5xx'] },
      { requestTimeout: '5s', numRetries: 2, retryOn: ['gateway-error', 'connect-failure', 'refused-stream'] },
    ]);
    const endless = [{ match: { methods: ['GET'] }, timeoutSeconds: 0 }];
    expect(objectOf('Consul', { routes: endless }, 'ServiceDefaults').spec.localRequestTimeoutMs).toBe(2_147_483_000);
    const short = [{ match: { methods: ['GET'] }, timeoutSeconds: 1 }];
    expect(objectOf('Consul', { routes: short }, 'ServiceDefaults').spec.localRequestTimeoutMs).toBe(15_000);
  });

  test('on Linkerd the timeout, and retries are of all routes', () => {
    const routes = [{ match: { path: PathMatch.exact('/slow') }, timeoutSeconds: 60 }];
    expect(
      objectOf('Linkerd', { timeoutSeconds: 5, routes }, 'HTTPRoute').spec.rules.map(
        ({ timeouts }: Attributes) => timeouts,
      ),
    ).toEqual([{ request: '60s' }, { request: '5s' }]);
    expect(faultOf('Linkerd', { routes: [{ retries: { attempts: 1 } }] })).toContain(
      "MeshService 'platform/Checkout': routes[0].retries must be left out on Linkerd, which doesn't support " +
        'this feature (retries of a route). Istio, Istio ambient, managed Istio and Consul can; the nearest ' +
        'alternative: retries of the service.',
    );
  });
});

describe('a split that a controller moves', () => {
  const split = TrafficSplit.byController(v1, v2);
  const weights = [
    { destination: { host, subset: 'v1', port }, weight: 100 },
    { destination: { host, subset: 'v2', port }, weight: 0 },
  ];
  const ofKind = (intents: Intents) => objectsOf('Istio', intents).filter(({ kind }) => kind === 'VirtualService');

  test('is an object of its own on Istio, which other changes leave alone', () => {
    const [own, routes] = ofKind({ split, timeoutSeconds: 5 });
    expect(own.metadata.name).toBe('checkout-split');
    expect(own.spec).toEqual({ http: [{ name: 'split', route: weights }] });
    const delegate = { name: 'checkout-split', namespace: 'shop' };
    expect(routes.spec.http).toEqual([
      { match: [{ port: 80 }], delegate, timeout: '5s' },
      { route: [{ destination: { host } }] },
    ]);
    const changed = { split, timeoutSeconds: 7, routes: [{ match: { path: PathMatch.exact('/a') }, action: toV1 }] };
    expect(ofKind(changed)[0]).toEqual(own);
  });

  test('is a ServiceSplitter on Consul', () => {
    expect(objectOf('Consul', { split, timeoutSeconds: 5 }, 'ServiceSplitter').spec.splits).toEqual([
      { weight: 100, serviceSubset: 'v1' },
      { weight: 0, serviceSubset: 'v2' },
    ]);
  });

  test.each(['Linkerd', 'Open Service Mesh'])('is refused on %s', (mesh) => {
    expect(faultOf(mesh, { split })).toContain(`split must not be byController on ${mesh}`);
  });

  test('is of a whole service, and of requests', () => {
    expect(faultOf('Istio', { routes: [{ action: RouteAction.split(split) }] })).toBe(
      `${at}: routes[0].action must not be a split byController, which is of the whole service. Set split on the service, and leave the ` +
        'action out.',
    );
    expect(faultOf('Istio', { protocol: ServiceProtocol.TCP, split })).toContain(
      'split must be left out if protocol is TCP',
    );
  });
});

describe('retries by single statuses', () => {
  const retries = { attempts: 2, perTryTimeoutSeconds: 1, statuses: [429, 503] };
  const { perTryTimeoutSeconds: _, ...short } = retries;

  test('are those alone, unless conditions are given too', () => {
    const { http } = objectOf('Istio', { retries }, 'VirtualService').spec;
    expect(http[0].retries.retryOn).toBe('429,503');
    const both = objectOf('Istio', { retries: { ...retries, on: [RetryOn.CONNECT_FAILURES] } }, 'VirtualService').spec;
    expect(both.http[0].retries.retryOn).toBe('connect-failure,429,503');
    expect(objectOf('Linkerd', { retries }, 'HTTPRoute').metadata.annotations['retry.linkerd.io/http']).toBe('429,503');
    const { routes } = objectOf('Consul', { retries: short }, 'ServiceRouter').spec;
    expect(routes[0].destination).toEqual({ numRetries: 2, retryOnStatusCodes: [429, 503] });
  });

  test('are in range, and of HTTP', () => {
    expect(faultOf('Istio', { retries: { attempts: 1, statuses: [200, 429, 429] } })).toBe(
      `${at} has 2 faults:\n` +
        '- retries.statuses[0] must be a whole number of 400 to 599, got 200. Use a number in 400 to 599.\n' +
        '- retries.statuses[2] must be listed only once, got 429. Remove one of the two.',
    );
    const routes = [{ match: { methods: ['GET'] }, retries }];
    expect(faultOf('Istio', { protocol: ServiceProtocol.GRPC, routes })).toBe(
      `${at}: routes[0].retries.statuses must be left out where protocol is GRPC, whose answers all have status 200, got [429,503]. Use ` +
        'RetryOn.GRPC_UNAVAILABLE.',
    );
    expect(faultOf('Open Service Mesh', { retries, allowFrom: [MeshPeer.serviceAccount('shop', 'web')] })).toBe(
      `${at}: retries.statuses must be left out on Open Service Mesh, whose Retry has conditions only, got [429,503]. Use ` +
        'RetryOn.SERVER_ERRORS or RetryOn.GATEWAY_ERRORS.',
    );
  });
});

describe('a route leads', () => {
  const match = { path: PathMatch.prefix('/old') };
  const other = RouteAction.service({ name: 'legacy', namespaceName: 'old', port: 8080 });

  test('to another Service, of another namespace where the mesh knows namespaces', () => {
    expect(httpOf({ match, action: other })[0].route).toEqual([
      { destination: { host: 'legacy.old.svc.cluster.local', port: { number: 8080 } } },
    ]);
    expect(rulesOf({ match, action: other })[0].backendRefs).toEqual([
      { name: 'legacy', namespace: 'old', port: 8080 },
    ]);
    expect(routerOf({ match, action: RouteAction.service({ name: 'legacy' }) })[0].destination).toEqual({
      service: 'legacy',
    });
    expect(faultOf('Consul', { routes: [{ match, action: other }] })).toBe(
      `${at} has 2 faults:\n` +
        '- routes[0].action.namespaceName must be left out on Consul, which knows services by their name, got old. Leave it out.\n' +
        '- routes[0].action.port must be left out on Consul, which knows services by their name, got 8080. Leave it out.',
    );
  });

  test('to several Services by shares', () => {
    const action = RouteAction.services([
      { service: { name: 'old' }, percent: 90 },
      { service: { name: 'new' }, percent: 10 },
    ]);
    expect(httpOf({ match, action })[0].route).toEqual([
      { destination: { host: 'old.shop.svc.cluster.local', port }, weight: 90 },
      { destination: { host: 'new.shop.svc.cluster.local', port }, weight: 10 },
    ]);
    expect(rulesOf({ match, action })[0].backendRefs).toEqual([
      { name: 'old', port: 80, weight: 90 },
      { name: 'new', port: 80, weight: 10 },
    ]);
    expect(faultOf('Consul', { routes: [{ match, action }] })).toContain(
      'routes[0].action must lead to one Service on Consul, which splits the requests of a whole service only',
    );
    const wrong = RouteAction.services([
      { service: { name: 'old' }, percent: 90 },
      { service: { name: 'new' }, percent: 5 },
    ]);
    expect(faultOf('Istio', { routes: [{ match, action: wrong }] })).toBe(
      `${at}: routes[0].action must have weights that add up to 100 percent, got 95. Change one of the weights.`,
    );
  });

  test('to versions by shares of its own, beside the split of the service', () => {
    const action = RouteAction.split(TrafficSplit.canary({ stable: v1, canary: v2, canaryPercent: 50 }));
    const split = TrafficSplit.canary({ stable: v1, canary: v2, canaryPercent: 1 });
    const { http } = objectOf('Istio', { split, routes: [{ match, action }] }, 'VirtualService').spec;
    const weights = http.map(({ route }: Attributes) => route.map(({ weight }: Attributes) => weight));
    expect(weights).toEqual([[50, 50], [99, 1], [undefined]]);
    expect(faultOf('Consul', { split, routes: [{ match, action }] })).toContain(
      "which doesn't support this feature (split of a route)",
    );
  });

  test('to all pods, whatever the split says', () => {
    const split = TrafficSplit.canary({ stable: v1, canary: v2, canaryPercent: 1 });
    const routes = [{ match, action: RouteAction.allPods() }];
    expect(objectOf('Istio', { split, routes }, 'VirtualService').spec.http[0].route).toEqual(whole.route);
    expect(objectOf('Linkerd', { split, routes }, 'HTTPRoute').spec.rules[0].backendRefs).toEqual([
      { name: 'checkout', port: 80 },
    ]);
    expect(faultOf('Consul', { split, routes })).toContain(
      'routes[0].action must not be all pods beside split on Consul',
    );
  });

  test('of all requests only without a split', () => {
    const split = TrafficSplit.canary({ stable: v1, canary: v2, canaryPercent: 1 });
    expect(faultOf('Istio', { split, routes: [{ action: toV1 }] })).toBe(
      `${at}: split must be left out, because routes[0] is for all requests that reach it and has an action. Use RouteAction.split in ` +
        'routes[0], or leave its action out.',
    );
  });
});

test('pages of other origins may read answers on Istio', () => {
  const cors = {
    allowOrigins: ['https://shop.example.com', '*'],
    allowMethods: ['PUT'],
    allowHeaders: ['x-user'],
    exposeHeaders: ['x-total'],
    maxAgeSeconds: 600,
  };
  expect(httpOf({ match: { methods: ['PUT', 'OPTIONS'] }, cors })[0].corsPolicy).toEqual({
    allowOrigins: [{ exact: 'https://shop.example.com' }, { regex: '.*' }],
    allowMethods: ['PUT'],
    allowHeaders: ['x-user'],
    exposeHeaders: ['x-total'],
    maxAge: '600s',
  });
  expect(
    faultOf('Istio', { routes: [{ match: { methods: ['PUT'] }, cors: { ...cors, allowCredentials: true } }] }),
  ).toBe(
    `${at} has 2 faults:\n` +
      "- routes[0].cors.allowCredentials must not be true with the origin '*': every page could act as its user, got true. Name the origins.\n" +
      '- routes[0].match.methods must have OPTIONS where cors is given: preflight requests would take another route, got ["PUT"]. Add ' +
      'OPTIONS, or leave methods out.',
  );
  expect(faultOf('Linkerd', { routes: [{ cors }] })).toContain(
    "routes[0].cors must be left out on Linkerd, which doesn't support this feature (CORS)",
  );
});

describe('the first route that matches applies on Linkerd, which takes the most specific match', () => {
  const header = (name: string) => ({ match: { headers: [HeaderMatch.exact(name, '1')] }, action: toV1 });
  const api = { match: { path: PathMatch.prefix('/api') }, action: toV2 };

  function keysOf(...routes: MeshRoute[]): string[][] {
    return rulesOf(...routes).map(({ matches = [] }) =>
      matches.map(({ path, headers = [], method }: Attributes) =>
        [path?.value, ...headers.map(({ name }: Attributes) => name), method].filter(Boolean).join(' '),
      ),
    );
  }

  test('because a route gets what it has in common with more specific ones after it', () => {
    expect(keysOf(header('a'), header('b'), api)).toEqual([['a', '/api a'], ['b', '/api b'], ['/api'], []]);
    expect(keysOf(api, header('a'))).toEqual([['/api'], ['a'], []]);
    const orders = { match: { path: PathMatch.prefix('/api/orders'), methods: ['GET'] }, action: toV1 };
    expect(keysOf(header('a'), orders, api)).toEqual([
      ['a', '/api a', '/api/orders a GET'],
      ['/api/orders GET'],
      ['/api'],
      [],
    ]);
  });

  test('and is refused where that can’t be said', () => {
    const expression = { match: { path: PathMatch.regex('/api/[0-9]+') }, action: toV1 };
    expect(keysOf(header('a'), expression)).toEqual([['a', '/api/[0-9]+ a'], ['/api/[0-9]+'], []]);
    expect(faultOf('Linkerd', { routes: [api, expression] })).toBe(
      `${at}: routes[0].match must not take precedence over routes[1] on Linkerd, which prefers the more specific match and has ` +
        'no match for the requests that both match. Use PathMatch.exact or PathMatch.prefix, or put it last.',
    );
    const disjoint = { match: { path: PathMatch.regex('/orders/[0-9]+') }, action: toV1 };
    expect(keysOf(api, disjoint)).toEqual([['/api'], ['/orders/[0-9]+'], []]);
  });

  test('up to what an HTTPRoute takes', () => {
    const routes = Array.from({ length: 16 }, (_, index) => ({
      match: { path: PathMatch.exact(`/${index}`) },
      action: toV1,
    }));
    expect(faultOf('Linkerd', { routes })).toBe(
      `${at}: routes must be 16 rules with 64 matches each and 128 together at most on Linkerd, and take 17 with 16. Put routes without ` +
        'conditions in common after the others, or use fewer.',
    );
    expect(httpOf(...routes)).toHaveLength(16);
  });

  test('of gRPC by headers', () => {
    const routes = [{ ...header('a'), requestHeaders: { remove: ['x-b'] } }];
    const { rules } = objectOf('Linkerd', { protocol: ServiceProtocol.GRPC, routes }, 'GRPCRoute').spec;
    expect(rules[0].matches).toEqual([{ headers: [{ type: 'Exact', name: 'a', value: '1' }] }]);
    expect(rules[0].filters[0].type).toBe('RequestHeaderModifier');
    expect(faultOf('Linkerd', { protocol: ServiceProtocol.GRPC, routes: [{ ...api, timeoutSeconds: 5 }] })).toContain(
      '2 faults:\n- routes[0].match.path must be left out on Linkerd where protocol is GRPC',
    );
  });
});

describe('a route that is never reached is refused', () => {
  test.each<[string, MeshRoute['match'], MeshRoute['match']]>([
    ['by a path', { path: PathMatch.prefix('/a') }, { path: PathMatch.exact('/a/b'), methods: ['GET'] }],
    ['by methods', { methods: ['GET', 'PUT'] }, { methods: ['PUT'] }],
    ['by a header', { headers: [HeaderMatch.prefix('a', 'x')] }, { headers: [HeaderMatch.exact('a', 'xy')] }],
    ['by the presence of a parameter', { query: [QueryMatch.present('a')] }, { query: [QueryMatch.exact('a', '1')] }],
    [
      'by an inverse',
      { headers: [HeaderMatch.inverse(HeaderMatch.exact('a', 'x'))] },
      { headers: [HeaderMatch.absent('a')] },
    ],
    ['by one for all requests', {}, { methods: ['PUT'] }],
  ])('%s', (_what, match, covered) => {
    const routes = [
      { match, action: toV1 },
      { match: covered, action: toV2 },
    ];
    expect(faultOf('Istio', { routes })).toBe(
      `${at}: routes[1].match must not be covered by routes[0], which is before it. Move the more specific one first: it never matches.`,
    );
    expect(objectsOf('Istio', { routes: [...routes].reverse() })).toHaveLength(2);
  });
});

test('what is wrong with a route is told together', () => {
  const routes: MeshRoute[] = [
    {
      match: {
        path: PathMatch.exact('a'),
        methods: ['get', 'get'],
        headers: [HeaderMatch.exact('a', 'b'), HeaderMatch.present('a')],
        query: [QueryMatch.exact('a b', '')],
      },
      action: RouteAction.redirect({}),
    },
    {},
  ];
  expect(faultOf('Istio', { routes })).toBe(
    `${at} has 9 faults:\n` +
      '- routes[0].match.path must be a path that starts with / and has no *, got a. For example, use /api.\n' +
      '- routes[0].match.methods[0] must be a method in uppercase, got get. For example, use GET.\n' +
      '- routes[0].match.methods[1] must be a method in uppercase, got get. For example, use GET.\n' +
      '- routes[0].match.methods[1] must be listed only once, got get. Remove one of the two.\n' +
      '- routes[0].match.headers[1] must name another header than the conditions before it, got a. Use one condition, e.g. an expression.\n' +
      '- routes[0].match.query[0].name must be the name of a query parameter, got "a b". For example, use version.\n' +
      "- routes[0].match.query[0].value must be set. For example, use 'true'.\n" +
      "- routes[0].action must change the host, path, scheme or port. For example, use { host: 'shop.example.com' }.\n" +
      '- routes[1] must have an action or a setting. For example, use RouteAction.version(v2), or leave it out.',
  );
});

test('a version of a route has what the mesh tells versions apart by', () => {
  const routes = [{ match: { methods: ['GET'] }, action: RouteAction.version({ name: 'v3' }), allowFrom: undefined }];
  expect(faultOf('Istio', { routes: [{ match: routes[0].match, action: routes[0].action }] })).toContain(
    'routes[0].action must have labels of version v3: Istio selects versions by them',
  );
  expect(
    objectsOf('Istio', { versions: [v2], allowFrom: [MeshPeer.serviceAccount('shop', 'web')] })[0].spec.subsets,
  ).toEqual([{ name: 'v2', labels: { version: 'v2' } }]);
});
