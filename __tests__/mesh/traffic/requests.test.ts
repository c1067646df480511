import { parse } from 'yaml';
import {
  HeaderMatch,
  JwtAuthentication,
  LoadBalancing,
  MeshFeature,
  MeshPeer,
  MeshService,
  PathMatch,
  RetryOn,
  RouteAction,
  ServiceProtocol,
  TrafficPolicy,
  TrafficSplit,
} from '../../../lib';
import { azureStack, Planned } from '../../support/planned';
import { checkout, faultOf, type Intents, meshes, objectOf, objectsOf, planOf, v1, v2 } from './meshes';

const at = "MeshService 'platform/Checkout'";
const host = 'checkout.shop.svc.cluster.local';
const web = MeshPeer.serviceAccount('shop', 'web');
const canary = TrafficSplit.canary({ stable: v1, canary: v2, canaryPercent: 10 });
const tenantId = '11111111-2222-3333-4444-555555555555';
const { TCP, GRPC, HTTP2 } = ServiceProtocol;

describe('a path', () => {
  const routes = [{ match: { path: PathMatch.prefix('/api') }, action: RouteAction.version(v2) }];

  test('leads to a version, in its order and before the split, on Istio', () => {
    const byHeader = [{ match: { headers: [HeaderMatch.exact('x-canary', 'true')] }, action: RouteAction.version(v1) }];
    const { http } = objectOf('Istio', { split: canary, routes: [...byHeader, ...routes] }, 'VirtualService').spec;
    expect(http.map(({ match }: { match: object[] }) => match)).toEqual([
      [{ headers: { 'x-canary': { exact: 'true' } }, port: 80 }],
      [
        { uri: { exact: '/api' }, port: 80 },
        { uri: { prefix: '/api/' }, port: 80 },
      ],
      [{ port: 80 }],
      undefined,
    ]);
    expect(http[1].route).toEqual([{ destination: { host, subset: 'v2', port: { number: 80 } } }]);
  });

  test('is a rule of the HTTPRoute on Linkerd', () => {
    expect(objectOf('Linkerd', { routes }, 'HTTPRoute').spec.rules).toEqual([
      { matches: [{ path: { type: 'PathPrefix', value: '/api' } }], backendRefs: [{ name: 'checkout-v2', port: 80 }] },
      { backendRefs: [{ name: 'checkout', port: 80 }] },
    ]);
  });

  test('that another one covers is never reached', () => {
    const covered = [...routes, { match: { path: PathMatch.exact('/api/v2') }, action: RouteAction.version(v1) }];
    expect(faultOf('Istio', { routes: covered })).toBe(
      `${at}: routes[1].match must not be covered by routes[0], which is before it. Move the more specific one first: it never matches.`,
    );
  });

  test('is refused on Open Service Mesh', () => {
    expect(faultOf('Open Service Mesh', { routes })).toBe(
      `${at}: routes[0].match.path must be left out on Open Service Mesh, which doesn't support this feature (path routing). Istio, Istio ambient, managed Istio, Linkerd and Consul can; the nearest alternative: split with weights.`,
    );
  });
});

describe('copies', () => {
  test('go to a subset on Istio, from every route', () => {
    const [rule, service] = objectsOf('Istio', { mirror: { to: v2, percent: 5 } });
    expect(rule.spec.subsets).toEqual([{ name: 'v2', labels: { version: 'v2' } }]);
    expect(service.spec.http).toEqual([
      {
        match: [{ port: 80 }],
        route: [{ destination: { host, port: { number: 80 } } }],
        mirrors: [{ destination: { host, subset: 'v2', port: { number: 80 } }, percentage: { value: 5 } }],
      },
      { route: [{ destination: { host } }] },
    ]);
  });

  test('are refused where the mesh makes none', () => {
    expect(faultOf('Linkerd', { mirror: { to: v2 } })).toBe(
      `${at}: mirror must be left out on Linkerd, which doesn't support this feature (mirroring). Istio, Istio ambient and managed Istio can; the nearest alternative: routes by a header to the version, for testers.`,
    );
    expect(faultOf('Istio', { mirror: { to: v2, percent: 101 } })).toBe(
      `${at}: mirror.percent must be 0 to 100 percent, got 101. For example, use 10.`,
    );
  });
});

describe('faults', () => {
  test('hit all callers, and a warning says so', () => {
    const plan = planOf('Istio', { faultInjection: { delaySeconds: 2, delayPercent: 10, abortStatus: 503 } });
    expect(plan.warnings).toEqual([
      'W350: All callers receive the errors and delays of faultInjection. Set onlyWithHeader to restrict them to test requests.',
    ]);
    expect(
      objectOf('Istio', { faultInjection: { delaySeconds: 2, delayPercent: 10 } }, 'VirtualService').spec.http,
    ).toEqual([
      {
        match: [{ port: 80 }],
        route: [{ destination: { host, port: { number: 80 } } }],
        fault: { delay: { percentage: { value: 10 }, fixedDelay: '2s' } },
      },
      { route: [{ destination: { host } }] },
    ]);
  });

  test('hit only requests with a header, which go where they go without it', () => {
    const onlyWithHeader = { name: 'x-chaos', value: 'true' };
    const routes = [{ match: { headers: [HeaderMatch.exact('x-canary', 'true')] }, action: RouteAction.version(v2) }];
    const faultInjection = { abortStatus: 503, onlyWithHeader };
    const stack = azureStack();
    checkout(stack, 'Istio', { faultInjection });
    expect(Planned.of(stack).warnings).toEqual([]);
    const { http } = objectOf('Istio', { routes, faultInjection }, 'VirtualService').spec;
    const abort = { percentage: { value: 100 }, httpStatus: 503 };
    expect(http.map(({ match, fault }: { match: object; fault: object }) => [match, fault])).toEqual([
      [[{ headers: { 'x-canary': { exact: 'true' }, 'x-chaos': { exact: 'true' } }, port: 80 }], { abort }],
      [[{ headers: { 'x-canary': { exact: 'true' } }, port: 80 }], undefined],
      [[{ headers: { 'x-chaos': { exact: 'true' } }, port: 80 }], { abort }],
      [[{ port: 80 }], undefined],
      [undefined, undefined],
    ]);
  });

  test('that are none, or out of range, are told', () => {
    expect(faultOf('Istio', { faultInjection: { delayPercent: 5 } })).toBe(
      `${at} has 2 faults:\n` +
        '- faultInjection must have a delay or an error. For example, use { abortStatus: 503 }.\n' +
        '- faultInjection.delayPercent can only be used with delaySeconds, got 5. Set both, or leave it out.',
    );
    const routes = [{ match: { headers: [HeaderMatch.exact('x-canary', 'true')] }, action: RouteAction.version(v2) }];
    const onlyWithHeader = { name: 'x-canary', value: '' };
    expect(faultOf('Istio', { routes, faultInjection: { abortStatus: 200, onlyWithHeader } })).toBe(
      `${at} has 3 faults:\n` +
        '- faultInjection.abortStatus must be a whole number of 400 to 599, got 200. Use a number in 400 to 599.\n' +
        "- faultInjection.onlyWithHeader.value must be set. For example, use 'true'.\n" +
        '- faultInjection.onlyWithHeader.name must be another header than those of the routes, got x-canary. Use a different header.',
    );
  });
});

describe("end users' tokens", () => {
  test('must hold and be there on Istio, but for exemptions', () => {
    const [authentication, policy] = objectsOf('Istio', {
      jwtAuthentication: JwtAuthentication.entraId({
        tenantId,
        audiences: ['api://shop'],
        exemptPaths: [PathMatch.exact('/metrics')],
        exemptMethods: ['OPTIONS'],
        forwardsToken: true,
      }),
    });
    const login = `https://login.microsoftonline.com/${tenantId}`;
    const rule = { audiences: ['api://shop'], forwardOriginalToken: true };
    expect(authentication).toEqual({
      apiVersion: 'security.istio.io/v1',
      kind: 'RequestAuthentication',
      metadata: { name: 'checkout-end-users', namespace: 'shop' },
      spec: {
        selector: { matchLabels: { app: 'checkout' } },
        jwtRules: [
          { issuer: `${login}/v2.0`, jwksUri: `${login}/discovery/v2.0/keys`, ...rule },
          { issuer: `https://sts.windows.net/${tenantId}/`, jwksUri: `${login}/discovery/keys`, ...rule },
        ],
      },
    });
    expect(policy.spec).toEqual({
      selector: { matchLabels: { app: 'checkout' } },
      action: 'DENY',
      rules: [
        {
          from: [{ source: { notRequestPrincipals: ['*'] } }],
          to: [{ operation: { ports: ['8080'], notPaths: ['/metrics'], notMethods: ['OPTIONS'] } }],
        },
      ],
    });
  });

  test('come of a known issuer, for somebody', () => {
    const of = (issuer: string, jwksUri: string, audiences: string[]) =>
      JwtAuthentication.issuer({ issuer, jwksUri, audiences, exemptPaths: [PathMatch.regex('/a+')] });
    expect(faultOf('Istio', { jwtAuthentication: of('', 'http://x', []) })).toBe(
      `${at} has 3 faults:\n- jwtAuthentication.issuer must be set. For example, use https://issuer.example.com.\n- jwtAuthentication.jwksUri must be an https:// address, got http://x. For example, use https://issuer.example.com/jwks.json.\n- jwtAuthentication.audiences must be set. For example, use ['api://shop']: without one, tokens for any application of the issuer would be accepted.`,
    );
    expect(faultOf('Istio', { jwtAuthentication: of('https://x', 'https://x/keys', ['a']) })).toBe(
      `${at}: jwtAuthentication.exemptPaths[0] must be an exact path or a prefix on Istio, got /a+. Use PathMatch.exact or ` +
        'PathMatch.prefix.',
    );
    expect(
      faultOf('Istio', { jwtAuthentication: JwtAuthentication.entraId({ tenantId: 'shop', audiences: ['a'] }) }),
    ).toBe(
      `${at}: jwtAuthentication.tenantId must be the tenant's id, a UUID, got shop. For example, use ` +
        '00000000-0000-0000-0000-000000000000.',
    );
  });
});

describe('gRPC', () => {
  const retries = { attempts: 2, perTryTimeoutSeconds: 1 };

  test('is tried again by its own status', () => {
    const intents = { protocol: GRPC, retries, timeoutSeconds: 5, allowFrom: [web] };
    expect(objectOf('Istio', intents, 'VirtualService').spec.http[0].retries.retryOn).toBe(
      'unavailable,connect-failure,refused-stream',
    );
    const route = objectOf('Linkerd', { ...intents, split: canary }, 'GRPCRoute');
    expect(route.metadata.annotations).toEqual({
      'retry.linkerd.io/grpc': 'unavailable',
      'retry.linkerd.io/limit': '2',
      'retry.linkerd.io/timeout': '1s',
      'timeout.linkerd.io/request': '5s',
    });
    expect(route.spec.rules[0].backendRefs).toHaveLength(2);
    const osm = { protocol: GRPC, retries, allowFrom: [web] };
    expect(objectOf('Open Service Mesh', osm, 'Retry').spec.retryPolicy.retryOn).toBe(
      'unavailable,connect-failure,refused-stream',
    );
  });

  test('and its status are said of gRPC alone', () => {
    expect(faultOf('Istio', { retries: { ...retries, on: [RetryOn.GRPC_UNAVAILABLE] } })).toBe(
      `${at}: retries.on[0] can only be used with protocol GRPC, got unavailable. For example, use RetryOn.GATEWAY_ERRORS.`,
    );
    expect(faultOf('Linkerd', { protocol: GRPC, retries: { ...retries, on: [RetryOn.GATEWAY_ERRORS] } })).toBe(
      `${at}: retries.on[0] must be a response status on Linkerd, and a gRPC status if protocol is GRPC, got gateway-error. Use ` +
        'RetryOn.GRPC_UNAVAILABLE.',
    );
    expect(
      faultOf('Linkerd', {
        protocol: GRPC,
        routes: [{ match: { path: PathMatch.prefix('/a') }, action: RouteAction.version(v2) }],
      }),
    ).toBe(
      `${at}: routes[0].match.path must be left out on Linkerd where protocol is GRPC, whose routes match headers and change headers only. Use ` +
        'headers, and timeoutSeconds of the service.',
    );
  });
});

describe('TCP', () => {
  test('is split, limited and let in by connections on Istio', () => {
    const [rule, service, policy] = objectsOf('Istio', {
      protocol: TCP,
      split: canary,
      connectionLimits: { maxConnections: 5 },
      loadBalancing: LoadBalancing.bySourceAddress(),
      allowFrom: [web],
    });
    expect(rule.spec.trafficPolicy.connectionPool).toEqual({ tcp: { maxConnections: 5 } });
    expect(service.spec).toEqual({
      hosts: [host],
      tcp: [
        {
          match: [{ port: 80 }],
          route: [
            { destination: { host, subset: 'v1', port: { number: 80 } }, weight: 90 },
            { destination: { host, subset: 'v2', port: { number: 80 } }, weight: 10 },
          ],
        },
      ],
    });
    expect(policy.spec.rules[0].to).toEqual([{ operation: { ports: ['8080'] } }]);
  });

  test('is a TCPRoute and an opaque Server on Linkerd', () => {
    const [route, server] = objectsOf('Linkerd', { protocol: TCP, split: canary, allowFrom: [web] });
    expect([route.apiVersion, route.kind]).toEqual(['gateway.networking.k8s.io/v1alpha2', 'TCPRoute']);
    expect(route.spec.rules).toEqual([
      {
        backendRefs: [
          { name: 'checkout-v1', port: 80, weight: 90 },
          { name: 'checkout-v2', port: 80, weight: 10 },
        ],
      },
    ]);
    expect(server.spec.proxyProtocol).toBe('opaque');
    expect(faultOf('Linkerd', { protocol: TCP, outlierEjection: { consecutiveErrors: 5 }, ownsService: true })).toBe(
      `${at}: outlierEjection must be left out on Linkerd if protocol is TCP: it evaluates requests. Use readiness probes of the pods.`,
    );
  });

  test('is let in by a TCPRoute on Open Service Mesh', () => {
    const [route, target] = objectsOf('Open Service Mesh', { protocol: TCP, allowFrom: [web] });
    expect(route).toMatchObject({ apiVersion: 'specs.smi-spec.io/v1alpha4', spec: { matches: { ports: [8080] } } });
    expect(target.spec.rules).toEqual([{ kind: 'TCPRoute', name: 'checkout' }]);
    expect(faultOf('Open Service Mesh', { protocol: HTTP2 })).toBe(
      `${at}: protocol must be HTTP, GRPC or TCP on Open Service Mesh, which doesn't support other HTTP/2 services, got http2. Use ServiceProtocol.HTTP: the proxies then call the application by HTTP/1.1.`,
    );
  });

  test('has no share of 0 on Open Service Mesh, and may have one elsewhere', () => {
    const split = TrafficSplit.canary({ stable: v1, canary: v2, canaryPercent: 0 });
    expect(faultOf('Open Service Mesh', { protocol: TCP, split })).toBe(
      `${at}: split must have no weight of 0 on Open Service Mesh if protocol is TCP: its proxies reject such a listener. Leave split ` +
        'out, or use PhasedRollout.finished for the last version.',
    );
    expect(objectsOf('Open Service Mesh', { split })).toHaveLength(1);
    expect(objectsOf('Istio', { protocol: TCP, split })).toHaveLength(2);
  });

  test.each(meshes)('has nothing that is about requests on %s', (mesh) => {
    const isAboutRequests =
      "must be left out if protocol is TCP: it applies to requests, which a TCP proxy doesn't see.";
    const intents = {
      protocol: TCP,
      policy: TrafficPolicy.webDefault({ requestsPerSecond: 5 }),
      timeoutSeconds: 5,
      retries: { attempts: 1, perTryTimeoutSeconds: 1 },
      connectionLimits: { maxRequests: 5 },
      loadBalancing: LoadBalancing.byHeader('x-user'),
      allowFrom: [MeshPeer.serviceAccount('shop', 'web', { methods: ['GET'] })],
    };
    const text = faultOf(mesh, intents);
    for (const part of [
      `policy ${isAboutRequests} Use connectionLimits and outlierEjection instead.`,
      `timeoutSeconds ${isAboutRequests} Leave it out.`,
      `retries ${isAboutRequests} Leave it out.`,
      `connectionLimits.maxRequests ${isAboutRequests} Use maxConnections.`,
      `loadBalancing ${isAboutRequests} Use LoadBalancing.bySourceAddress().`,
      `allowFrom[0] ${isAboutRequests} Leave methods and paths out.`,
    ]) {
      expect(text).toContain(`- ${part}`);
    }
  });
});

test('an owned Service says what is spoken in a word that its mesh knows', () => {
  const wordOf = (mesh: string, protocol: ServiceProtocol) =>
    objectOf(mesh, { protocol, ownsService: true }, 'Service').spec.ports[0];
  expect(wordOf('Istio', GRPC)).toEqual({ name: 'grpc', port: 80, targetPort: 8080, appProtocol: 'kubernetes.io/h2c' });
  expect(wordOf('Linkerd', GRPC).appProtocol).toBe('kubernetes.io/h2c');
  expect(wordOf('Linkerd', HTTP2).appProtocol).toBe('kubernetes.io/h2c');
  expect(wordOf('Open Service Mesh', GRPC).appProtocol).toBe('grpc');
  for (const mesh of meshes) expect(wordOf(mesh, TCP).appProtocol).toBe('tcp');
});

describe('ejection of pods', () => {
  const withEjection = { 'the prop': { outlierEjection: { consecutiveErrors: 5 } }, 'the preset': presetOfEjection() };
  const limits = { outlierDetection: 'DestinationRule', passiveHealthCheck: 'ServiceDefaults' };

  /** The limit of every object that ejects; Envoy ejects a pod if the percentage including it stays within the limit. */
  function limitsOf(mesh: string, intents: Intents): number[] {
    const found: number[] = [];
    JSON.stringify(rendered(mesh, intents), (key, value) => {
      if (key in limits) found.push(value.maxEjectionPercent);
      return value;
    });
    return found;
  }

  /** On Consul the objects are those of the callers. */
  function rendered(mesh: string, intents: Intents): unknown {
    return Object.values(
      Planned.by((stack) => {
        const { namespace } = checkout(stack, mesh, { ...intents, allowFrom: [web] });
        const own = { labels: { app: 'web' }, serviceAccount: 'web', containerPort: 8080 };
        new MeshService(stack, 'Web', { namespace, name: 'web', port: 80, workload: own });
      }).all('helm_release'),
    ).map(({ values }) => values.map((text: string) => parse(text)));
  }

  describe.each(Object.entries(withEjection))('by %s', (_name, intents) => {
    test.each(['Istio', 'Istio ambient', 'managed Istio', 'Consul'])('can eject one of two pods on %s', (mesh) => {
      const split = canary;
      for (const limit of [...limitsOf(mesh, intents), ...limitsOf(mesh, { ...intents, split })]) {
        expect((100 * 1) / 2).toBeLessThanOrEqual(limit);
        expect((100 * 2) / 2).toBeGreaterThan(limit);
      }
      expect(limitsOf(mesh, { ...intents, split })).toHaveLength(1);
    });
  });

  test('keeps a limit that is given', () => {
    const outlierEjection = { consecutiveErrors: 5, maxEjectionPercent: 10 };
    expect(limitsOf('Istio', { outlierEjection })).toEqual([10]);
    expect(limitsOf('Consul', { outlierEjection })).toEqual([10]);
  });

  function presetOfEjection(): Intents {
    const { TIMEOUTS, CONNECTION_LIMITS } = MeshFeature;
    return { policy: TrafficPolicy.webDefault({ without: [TIMEOUTS, CONNECTION_LIMITS] }) };
  }
});

describe('what a mesh does by itself', () => {
  const disabled: Intents = { retries: { attempts: 0 }, timeoutSeconds: 0 };

  test.each(['Istio', 'Istio ambient', 'managed Istio'])('is disabled by 0 in every route on %s', (mesh) => {
    const routes = [{ match: { path: PathMatch.exact('/api') }, action: RouteAction.version(v2) }];
    const { http } = objectOf(mesh, { ...disabled, routes, split: canary }, 'VirtualService').spec;
    expect(http).toHaveLength(3);
    for (const route of http.slice(0, 2)) {
      expect(route.retries).toEqual({ attempts: 0 });
      expect(route).not.toHaveProperty('timeout');
    }
  });

  test.each(['Linkerd', 'Open Service Mesh'])('is nothing that 0 disables on %s', (mesh) => {
    expect(planOf(mesh, disabled).all('helm_release')).toEqual({});
  });

  test('is a timeout of 15 s on Consul, in place of which 0 sets the longest', () => {
    const [defaults, router] = objectsOf('Consul', disabled);
    expect(defaults.spec.localRequestTimeoutMs).toBe(2_147_483_000);
    expect(router.spec.routes).toEqual([
      { match: { http: { pathPrefix: '/' } }, destination: { requestTimeout: '2147483s' } },
    ]);
  });

  test("is disabled by the preset, which doesn't support this feature (retries)", () => {
    const policy = TrafficPolicy.webDefault();
    expect(objectOf('Istio', { policy }, 'VirtualService').spec.http[0]).toMatchObject({
      retries: { attempts: 0 },
      timeout: '15s',
    });
    const own = { policy, retries: { attempts: 1 }, timeoutSeconds: 0 };
    const [route] = objectOf('Istio', own, 'VirtualService').spec.http;
    expect(route.retries.attempts).toBe(1);
    expect(route).not.toHaveProperty('timeout');
    const without = TrafficPolicy.webDefault({ without: [MeshFeature.RETRIES] });
    expect(objectOf('Istio', { policy: without }, 'VirtualService').spec.http[0]).not.toHaveProperty('retries');
  });

  test('is not retried with conditions', () => {
    const retries = { attempts: 0, on: [RetryOn.SERVER_ERRORS], perTryTimeoutSeconds: 1, backoffSeconds: 1 };
    expect(faultOf('Istio', { retries })).toBe(
      `${at} has 3 faults:\n` +
        '- retries.perTryTimeoutSeconds must be left out if attempts is 0, got 1. Leave it out: nothing is retried.\n' +
        '- retries.on must be left out if attempts is 0, got ["5xx"]. Leave it out: nothing is retried.\n' +
        '- retries.backoffSeconds must be left out if attempts is 0, got 1. Leave it out: nothing is retried.',
    );
  });
});

test('the timeout of a preset raises a warning where it ends streams', () => {
  const policy = TrafficPolicy.webDefault();
  const text =
    "W274: The preset's timeout of 15 s also ends gRPC streams. Set timeoutSeconds: 15 if the service has only unary calls, or timeoutSeconds: 0.";
  expect(planOf('Istio', { policy, protocol: GRPC }).warnings).toEqual([text]);
  expect(planOf('Istio', { policy, protocol: GRPC, timeoutSeconds: 0 }).warnings).toEqual([]);
  expect(planOf('Istio', { policy }).warnings).toEqual([]);
});
