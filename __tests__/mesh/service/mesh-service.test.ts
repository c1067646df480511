import {
  HeaderMatch,
  LoadBalancing,
  MeshPeer,
  PathMatch,
  PhasedRollout,
  RetryOn,
  RouteAction,
  TrafficPolicy,
  TrafficSplit,
} from '../../../lib';
import { azureStack, Planned } from '../../support/planned';
import { checkout, meshes, objectOf, objectsOf, planOf, v1, v2 } from '../traffic/meshes';

const web = MeshPeer.serviceAccount('shop', 'web');
const canary = TrafficSplit.canary({ stable: v1, canary: v2, canaryPercent: 10 });
const host = 'checkout.shop.svc.cluster.local';

describe('a split', () => {
  test('is weights of subsets of one host on Istio', () => {
    for (const mesh of ['Istio', 'managed Istio']) {
      const [rule, service] = objectsOf(mesh, { split: canary });
      expect(rule).toEqual({
        apiVersion: 'networking.istio.io/v1',
        kind: 'DestinationRule',
        metadata: { name: 'checkout', namespace: 'shop' },
        spec: {
          host,
          subsets: [
            { name: 'v1', labels: { version: 'v1' } },
            { name: 'v2', labels: { version: 'v2' } },
          ],
        },
      });
      expect(service).toEqual({
        apiVersion: 'networking.istio.io/v1',
        kind: 'VirtualService',
        metadata: { name: 'checkout', namespace: 'shop' },
        spec: {
          hosts: [host],
          http: [
            {
              match: [{ port: 80 }],
              route: [
                { destination: { host, subset: 'v1', port: { number: 80 } }, weight: 90 },
                { destination: { host, subset: 'v2', port: { number: 80 } }, weight: 10 },
              ],
            },
            { route: [{ destination: { host } }] },
          ],
        },
      });
    }
  });

  test('is an HTTPRoute of the root to the Services of the versions on Linkerd', () => {
    expect(objectsOf('Linkerd', { split: canary })).toEqual([
      {
        apiVersion: 'gateway.networking.k8s.io/v1',
        kind: 'HTTPRoute',
        metadata: { name: 'checkout', namespace: 'shop' },
        spec: {
          parentRefs: [{ group: '', kind: 'Service', name: 'checkout', port: 80 }],
          rules: [
            {
              backendRefs: [
                { name: 'checkout-v1', port: 80, weight: 90 },
                { name: 'checkout-v2', port: 80, weight: 10 },
              ],
            },
          ],
        },
      },
    ]);
  });

  test('is a TrafficSplit on Open Service Mesh', () => {
    expect(objectsOf('Open Service Mesh', { split: canary })).toEqual([
      {
        apiVersion: 'split.smi-spec.io/v1alpha2',
        kind: 'TrafficSplit',
        metadata: { name: 'checkout', namespace: 'shop' },
        spec: {
          service: host,
          backends: [
            { service: 'checkout-v1', weight: 90 },
            { service: 'checkout-v2', weight: 10 },
          ],
        },
      },
    ]);
  });

  test.each(meshes)('that is finished names the old version nowhere on %s', (mesh) => {
    const objects = objectsOf(mesh, { split: PhasedRollout.finished(v2), ownsService: true });
    expect(JSON.stringify(objects)).not.toMatch(/checkout-v1|"version":"v1"|"(subset|name)":"v1"/);
    expect(JSON.stringify(objects)).toContain('v2"');
  });

  test.each(meshes)('goes step by step on %s', (mesh) => {
    const steps = [
      { name: 'tenth', percent: 10 },
      { name: 'half', percent: 50 },
    ];
    const split = PhasedRollout.inSteps({ from: v1, to: v2, steps, currentStep: 'half' });
    expect(JSON.stringify(objectsOf(mesh, { split })).match(/"weight":50/g)).toHaveLength(2);
  });
});

test.each(meshes)('two synths of all that %s can are byte-equal, and the names hold no mesh', (mesh) => {
  const intents = { split: canary, allowFrom: [web], ownsService: true };
  const plan = planOf(mesh, intents);
  expect(planOf(mesh, intents).text).toEqual(plan.text);
  expect(plan.one('helm_release')).toMatchObject({ name: 'checkout-traffic', namespace: 'shop' });
  expect(Object.keys(plan.all('helm_release'))[0]).toMatch(/^Checkout_Manifests_[0-9A-F]{8}$/);
});

test('nothing is made where nothing is said', () => {
  expect(planOf('Istio', {}).all('helm_release')).toEqual({});
});

describe('a header', () => {
  const routes = [{ match: { headers: [HeaderMatch.exact('x-canary', 'true')] }, action: RouteAction.version(v2) }];

  test('comes before the split on Istio', () => {
    const [byHeader, rest] = objectOf('Istio', { split: canary, routes }, 'VirtualService').spec.http;
    expect(byHeader).toEqual({
      match: [{ headers: { 'x-canary': { exact: 'true' } }, port: 80 }],
      route: [{ destination: { host, subset: 'v2', port: { number: 80 } } }],
    });
    expect(rest.route).toHaveLength(2);
  });

  test('is a rule of the HTTPRoute on Linkerd, with the timeout of all', () => {
    const regex = [{ match: { headers: [HeaderMatch.regex('x-user', 'test-.*')] }, action: RouteAction.version(v2) }];
    const { rules } = objectOf('Linkerd', { routes: regex, timeoutSeconds: 1.5 }, 'HTTPRoute').spec;
    expect(rules).toEqual([
      {
        matches: [{ headers: [{ type: 'RegularExpression', name: 'x-user', value: 'test-.*' }] }],
        backendRefs: [{ name: 'checkout-v2', port: 80 }],
        timeouts: { request: '1500ms' },
      },
      { backendRefs: [{ name: 'checkout', port: 80 }], timeouts: { request: '1500ms' } },
    ]);
  });
});

describe('where a policy sits when traffic is split', () => {
  const connectionLimits = { maxConnections: 100, maxRequests: 1000, connectTimeoutSeconds: 1 };

  test('limits, ejection and balancing stand at the root on Istio, and its subsets say nothing of them', () => {
    const { spec } = objectOf(
      'Istio',
      {
        split: canary,
        connectionLimits,
        outlierEjection: { consecutiveErrors: 5, maxEjectionPercent: 50, intervalSeconds: 10 },
        loadBalancing: LoadBalancing.byCookie('session', 3600),
      },
      'DestinationRule',
    );
    expect(spec).toEqual({
      host,
      trafficPolicy: {
        connectionPool: { tcp: { maxConnections: 100, connectTimeout: '1s' }, http: { http2MaxRequests: 1000 } },
        loadBalancer: { consistentHash: { httpCookie: { name: 'session', ttl: '3600s' } } },
        outlierDetection: {
          consecutive5xxErrors: 5,
          interval: '10s',
          baseEjectionTime: '30s',
          maxEjectionPercent: 50,
        },
      },
      subsets: [
        { name: 'v1', labels: { version: 'v1' } },
        { name: 'v2', labels: { version: 'v2' } },
      ],
    });
  });

  test('ejection stands on the root Service on Linkerd, and not on those of versions', () => {
    const split = { split: canary, ownsService: true, outlierEjection: { consecutiveErrors: 5 } };
    const services = objectsOf('Linkerd', split).filter(({ kind }) => kind === 'Service');
    expect(services.map(({ metadata }) => [metadata.name, metadata.annotations])).toEqual([
      [
        'checkout',
        {
          'balancer.linkerd.io/failure-accrual': 'consecutive',
          'balancer.linkerd.io/failure-accrual-consecutive-max-failures': '5',
          'balancer.linkerd.io/failure-accrual-consecutive-min-penalty': '30s',
        },
      ],
      ['checkout-v1', undefined],
      ['checkout-v2', undefined],
    ]);
  });

  test('connection limits stand at each leaf on Open Service Mesh, the rate limit at the root too', () => {
    const settings = objectsOf('Open Service Mesh', {
      split: canary,
      connectionLimits,
      rateLimit: { requestsPerSecond: 100, burst: 150 },
    }).filter(({ kind }) => kind === 'UpstreamTrafficSetting');
    const rateLimit = { local: { http: { requests: 100, unit: 'second', burst: 50 } } };
    const connectionSettings = { tcp: { maxConnections: 100, connectTimeout: '1s' }, http: { maxRequests: 1000 } };
    expect(settings.map(({ spec }) => spec)).toEqual([
      { host, rateLimit },
      { host: 'checkout-v1.shop.svc.cluster.local', connectionSettings, rateLimit },
      { host: 'checkout-v2.shop.svc.cluster.local', connectionSettings, rateLimit },
    ]);
  });

  test('connection limits stand at the root on Open Service Mesh when nothing is split', () => {
    const [setting, ...others] = objectsOf('Open Service Mesh', { connectionLimits });
    expect(setting.spec.host).toBe(host);
    expect(others).toEqual([]);
  });

  test('retries stand at the root everywhere', () => {
    const retries = { attempts: 2, perTryTimeoutSeconds: 1, on: [RetryOn.SERVER_ERRORS] };
    const intents = { split: canary, retries, allowFrom: [web] };
    expect(objectOf('Istio', intents, 'VirtualService').spec.http[0].retries).toEqual({
      attempts: 2,
      perTryTimeout: '1s',
      retryOn: '5xx',
    });
    expect(objectOf('Linkerd', intents, 'HTTPRoute').metadata.annotations).toEqual({
      'retry.linkerd.io/http': '5xx',
      'retry.linkerd.io/limit': '2',
      'retry.linkerd.io/timeout': '1s',
    });
    expect(objectOf('Open Service Mesh', intents, 'Retry').spec).toEqual({
      source: { kind: 'ServiceAccount', name: 'web', namespace: 'shop' },
      destinations: [{ kind: 'Service', name: 'checkout', namespace: 'shop' }],
      retryPolicy: { retryOn: '5xx', numRetries: 2, perTryTimeout: '1s', retryBackoffBaseInterval: '25ms' },
    });
  });

  test('access and the rate limit select pods, and so all versions, on Istio and Linkerd', () => {
    const intents = { split: canary, allowFrom: [web], rateLimit: { requestsPerSecond: 100 } };
    expect(objectOf('Istio', intents, 'AuthorizationPolicy').spec.selector).toEqual({
      matchLabels: { app: 'checkout' },
    });
    expect(objectOf('Istio', intents, 'EnvoyFilter').spec.workloadSelector).toEqual({ labels: { app: 'checkout' } });
    expect(objectOf('Linkerd', intents, 'Server').spec.podSelector).toEqual({ matchLabels: { app: 'checkout' } });
    expect(objectOf('Linkerd', intents, 'HTTPLocalRateLimitPolicy').spec).toEqual({
      targetRef: { group: 'policy.linkerd.io', kind: 'Server', name: 'checkout' },
      total: { requestsPerSecond: 100 },
    });
  });
});

describe('access', () => {
  const reader = MeshPeer.serviceAccount('shop', 'reports', { methods: ['GET'], paths: [PathMatch.prefix('/orders')] });
  const prometheus = MeshPeer.prometheus({ namespace: 'monitoring', serviceAccount: 'prometheus' });

  test('on Istio: a rule for each set of requests, for one port', () => {
    const { spec } = objectOf(
      'Istio',
      { allowFrom: [web, reader, prometheus, MeshPeer.namespace('jobs')] },
      'AuthorizationPolicy',
    );
    expect(spec.action).toBe('ALLOW');
    expect(spec.rules).toEqual([
      {
        from: [{ source: { principals: ['cluster.local/ns/shop/sa/web'] } }, { source: { namespaces: ['jobs'] } }],
        to: [{ operation: { ports: ['8080'] } }],
      },
      {
        from: [{ source: { principals: ['cluster.local/ns/shop/sa/reports'] } }],
        to: [{ operation: { methods: ['GET'], paths: ['/orders', '/orders/*'], ports: ['8080'] } }],
      },
      {
        from: [{ source: { principals: ['cluster.local/ns/monitoring/sa/prometheus'] } }],
        to: [{ operation: { methods: ['GET'], paths: ['/metrics'], ports: ['8080'] } }],
      },
    ]);
  });

  test('on Linkerd without paths: a Server that denies, and who may', () => {
    expect(
      objectsOf('Linkerd', { allowFrom: [web, MeshPeer.namespace('jobs')] }).map(({ kind, spec }) => [kind, spec]),
    ).toEqual([
      ['Server', { podSelector: { matchLabels: { app: 'checkout' } }, port: 8080, accessPolicy: 'deny' }],
      [
        'MeshTLSAuthentication',
        {
          identityRefs: [
            { kind: 'ServiceAccount', name: 'web', namespace: 'shop' },
            { kind: 'Namespace', name: 'jobs' },
          ],
        },
      ],
      [
        'AuthorizationPolicy',
        {
          targetRef: { group: 'policy.linkerd.io', kind: 'Server', name: 'checkout' },
          requiredAuthenticationRefs: [{ kind: 'MeshTLSAuthentication', group: 'policy.linkerd.io', name: 'checkout' }],
        },
      ],
    ]);
  });

  test('on Linkerd with paths: each route names all who may, because one route alone decides', () => {
    const objects = objectsOf('Linkerd', { allowFrom: [web, reader], probePaths: ['/healthz'] });
    const routes = objects.filter(({ kind }) => kind === 'HTTPRoute');
    const who = objects.filter(({ kind }) => kind === 'MeshTLSAuthentication').map(({ spec }) => spec.identityRefs);
    expect(routes.map(({ metadata, spec }) => [metadata.name, spec.rules[0].matches])).toEqual([
      [
        'checkout-access-1',
        [
          { path: { type: 'PathPrefix', value: '/' } },
          { path: { type: 'PathPrefix', value: '/' }, method: 'GET' },
          { path: { type: 'PathPrefix', value: '/orders' } },
        ],
      ],
      ['checkout-access-2', [{ path: { type: 'PathPrefix', value: '/orders' }, method: 'GET' }]],
      ['checkout-probes', [{ path: { type: 'Exact', value: '/healthz' }, method: 'GET' }]],
    ]);
    expect(who.map((refs) => refs.map(({ name }: { name: string }) => name))).toEqual([['web'], ['web', 'reports']]);
    expect(objects.find(({ kind }) => kind === 'NetworkAuthentication')?.spec).toEqual({
      networks: [{ cidr: '0.0.0.0/0' }, { cidr: '::/0' }],
    });
  });

  test('on Open Service Mesh: expressions for paths, a TrafficTarget for each set of requests', () => {
    const objects = objectsOf('Open Service Mesh', { allowFrom: [web, reader] });
    expect(objects.map(({ kind, metadata }) => `${kind} ${metadata.name}`)).toEqual([
      'HTTPRouteGroup checkout',
      'TrafficTarget checkout-1',
      'TrafficTarget checkout-2',
    ]);
    expect(objects[0].spec.matches).toEqual([
      { name: 'match-1', pathRegex: '/orders(/.*)?', methods: ['GET'] },
      { name: 'match-2', pathRegex: '/orders(/.*)?', methods: ['*'] },
      { name: 'match-3', pathRegex: '.*', methods: ['GET'] },
      { name: 'match-4', pathRegex: '.*', methods: ['*'] },
    ]);
    expect(objects[1].spec.rules[0].matches).toEqual(['match-1', 'match-2', 'match-3', 'match-4']);
    expect(objects[2].spec).toEqual({
      destination: { kind: 'ServiceAccount', name: 'checkout', namespace: 'shop' },
      rules: [{ kind: 'HTTPRouteGroup', name: 'checkout', matches: ['match-1'] }],
      sources: [{ kind: 'ServiceAccount', name: 'reports', namespace: 'shop' }],
    });
  });
});

test('an owned Service is the same on every mesh, but for the label that keeps versions from being services of Consul', () => {
  const services = meshes.map((mesh) =>
    objectsOf(mesh, { ownsService: true, split: canary }).filter(({ kind }) => kind === 'Service'),
  );
  for (const leaf of services[meshes.indexOf('Consul')].slice(1)) {
    expect(leaf.metadata.labels).toEqual({ 'consul.hashicorp.com/service-ignore': 'true' });
    delete leaf.metadata.labels;
  }
  expect(new Set(services.map((made) => JSON.stringify(made))).size).toBe(1);
  expect(services[0][1]).toEqual({
    apiVersion: 'v1',
    kind: 'Service',
    metadata: { name: 'checkout-v1', namespace: 'shop' },
    spec: {
      selector: { app: 'checkout', version: 'v1' },
      ports: [{ name: 'http', port: 80, targetPort: 8080, appProtocol: 'http' }],
    },
  });
});

describe('warnings', () => {
  test('of retries without a limit of time', () => {
    const stack = azureStack();
    checkout(stack, 'Istio', { retries: { attempts: 2 } });
    expect(Planned.of(stack).warnings).toEqual([
      'W270: Retries have no time limit. Set timeoutSeconds, or perTryTimeoutSeconds of retries.',
    ]);
    expect(planOf('Istio', { retries: { attempts: 2 }, timeoutSeconds: 5 }).warnings).toEqual([]);
  });

  test('of an object that Azure does not support', () => {
    expect(planOf('managed Istio', { rateLimit: { requestsPerSecond: 5 } }).warnings).toEqual([
      'W271: The rate limit is an EnvoyFilter, which the AKS add-on allows but Azure does not support.',
    ]);
    expect(planOf('Istio', { rateLimit: { requestsPerSecond: 5 } }).warnings).toEqual([]);
  });
});

test('a preset fills in what is not given', () => {
  const objects = objectsOf('Istio', {
    policy: TrafficPolicy.webDefault({ requestsPerSecond: 50 }),
    timeoutSeconds: 3,
  });
  expect(objects.map(({ kind }) => kind)).toEqual(['DestinationRule', 'VirtualService', 'EnvoyFilter']);
  expect(objects[0].spec.trafficPolicy).toEqual({
    connectionPool: {
      tcp: { maxConnections: 100, connectTimeout: '1s' },
      http: { http1MaxPendingRequests: 100, http2MaxRequests: 1000 },
    },
    outlierDetection: { consecutive5xxErrors: 5, baseEjectionTime: '30s', maxEjectionPercent: 50 },
  });
  expect(objects[1].spec.http[0].timeout).toBe('3s');
});
