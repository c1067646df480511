import { type TerraformStack, TerraformVariable } from 'cdktf';
import {
  ConsulMesh,
  type ConsulMeshAttributes,
  HeaderMatch,
  type IMeshNamespace,
  LoadBalancing,
  MeshEgress,
  type MeshEgressProps,
  MeshNamespace,
  MeshNamespacePolicy,
  MeshPeer,
  MeshService,
  type MeshServiceProps,
  MeshWorkload,
  PathMatch,
  PhasedRollout,
  RetryOn,
  RouteAction,
  ServiceProtocol,
  TrafficPolicy,
  TrafficSplit,
} from '../../../lib';
import { checked, needsOf } from '../../contract/support/crd-check';
import { FakeAksCluster } from '../../support/fake-aks-cluster';
import { type Attributes, azureStack, errorOf, Planned } from '../../support/planned';
import { manifestsOf } from '../../support/releases';
import { describeWith } from '../../support/tools';
import { faultOf, type Intents, objectOf, objectsOf, planOf, v1, v2 } from '../traffic/meshes';

const at = "MeshService 'platform/Checkout'";
const mesh = 'Consul';
const canary = TrafficSplit.canary({ stable: v1, canary: v2, canaryPercent: 10 });
const web = MeshPeer.serviceAccount('shop', 'web');
const header = { match: { headers: [HeaderMatch.exact('x-canary', 'true')] }, action: RouteAction.version(v2) };

function kindsOf(intents: Intents): string[] {
  return objectsOf(mesh, intents).map(({ kind }) => kind);
}

describe('one object of a kind is named after the service', () => {
  test('and says at least that it is HTTP', () => {
    expect(objectsOf(mesh, {})).toEqual([
      {
        apiVersion: 'consul.hashicorp.com/v1alpha1',
        kind: 'ServiceDefaults',
        metadata: { name: 'checkout', namespace: 'shop' },
        spec: { protocol: 'http' },
      },
    ]);
  });

  test('for all intents together', () => {
    const intents = { split: canary, routes: [header], timeoutSeconds: 5, allowFrom: [web] };
    expect(objectsOf(mesh, intents).map(({ kind, metadata }) => `${kind} ${metadata.name}`)).toEqual([
      'ServiceDefaults checkout',
      'ServiceIntentions checkout',
      'ServiceResolver checkout',
      'ServiceRouter checkout',
      'ServiceSplitter checkout',
    ]);
  });
});

describe('versions are subsets of the one service', () => {
  test('with their shares', () => {
    expect(objectOf(mesh, { split: canary }, 'ServiceResolver').spec).toEqual({
      subsets: { v1: { filter: 'Service.Meta.version == "v1"' }, v2: { filter: 'Service.Meta.version == "v2"' } },
    });
    expect(objectOf(mesh, { split: canary }, 'ServiceSplitter').spec).toEqual({
      splits: [
        { weight: 90, serviceSubset: 'v1' },
        { weight: 10, serviceSubset: 'v2' },
      ],
    });
  });

  test('told apart by all of their labels', () => {
    const stable = { name: 'v1', labels: { 'app.kubernetes.io/version': '1.0', track: 'stable' } };
    const split = TrafficSplit.canary({ stable, canary: v2, canaryPercent: 0 });
    expect(objectOf(mesh, { split }, 'ServiceResolver').spec.subsets.v1).toEqual({
      filter: 'Service.Meta.app-kubernetes-io-version == "1.0" and Service.Meta.track == "stable"',
    });
  });

  test('and the only one is the default, without a split', () => {
    const intents = { split: PhasedRollout.finished(v2) };
    expect(kindsOf(intents)).toEqual(['ServiceDefaults', 'ServiceResolver']);
    expect(objectOf(mesh, intents, 'ServiceResolver').spec.defaultSubset).toBe('v2');
  });

  test('shares may be variables', () => {
    const plan = Planned.by((stack) => {
      const percent = new TerraformVariable(stack, 'percent', { type: 'number' }).numberValue;
      const namespace = MeshNamespace.fromName(stack, 'Shop', { mesh: consul(stack), name: 'shop' });
      const split = TrafficSplit.canary({ stable: v1, canary: v2, canaryPercent: percent });
      service(stack, namespace, 'checkout', { split });
    });
    expect(plan.one('helm_release', 'checkout').values[0]).toContain('weight: ${jsonencode(var.percent)}');
  });
});

describe('routes', () => {
  test('carry time limit and retries, the last one too, which leads on to the split', () => {
    const retries = { attempts: 2, on: [RetryOn.SERVER_ERRORS] };
    const intents = { split: canary, routes: [header], timeoutSeconds: 20, retries };
    const common = { requestTimeout: '20s', numRetries: 2, retryOn: ['5xx'] };
    expect(objectOf(mesh, intents, 'ServiceRouter').spec).toEqual({
      routes: [
        {
          match: { http: { header: [{ name: 'x-canary', exact: 'true' }] } },
          destination: { serviceSubset: 'v2', ...common },
        },
        { match: { http: { pathPrefix: '/' } }, destination: common },
      ],
    });
  });

  test('by header alone leave the rest as it is', () => {
    const regex = { match: { headers: [HeaderMatch.regex('x-user', 'test-.*')] }, action: RouteAction.version(v2) };
    const { routes } = objectOf(mesh, { routes: [regex] }, 'ServiceRouter').spec;
    expect(routes).toEqual([
      {
        match: { http: { header: [{ name: 'x-user', regex: 'test-.*' }] } },
        destination: { serviceSubset: 'v2' },
      },
    ]);
  });

  test('try again by default what has not been answered', () => {
    const { routes } = objectOf(mesh, { retries: { attempts: 1 } }, 'ServiceRouter').spec;
    expect(routes[0].destination).toEqual({
      numRetries: 1,
      retryOn: ['gateway-error', 'connect-failure', 'refused-stream'],
    });
  });

  test('a time limit is the sidecar’s of the pods too, which has one of its own', () => {
    expect(objectOf(mesh, { timeoutSeconds: 1.5 }, 'ServiceDefaults').spec.localRequestTimeoutMs).toBe(1500);
  });
});

describe('protocols', () => {
  test.each(Object.values(ServiceProtocol))('%s', (protocol) => {
    expect(objectOf(mesh, { protocol }, 'ServiceDefaults').spec).toEqual({ protocol });
  });

  test('gRPC is tried again by its own status', () => {
    const intents = { protocol: ServiceProtocol.GRPC, retries: { attempts: 1 } };
    expect(objectOf(mesh, intents, 'ServiceRouter').spec.routes[0].destination.retryOn[0]).toBe('unavailable');
  });

  test('TCP is neither split nor hashed', () => {
    const intents = { protocol: ServiceProtocol.TCP, split: canary, loadBalancing: LoadBalancing.bySourceAddress() };
    expect(faultOf(mesh, intents)).toBe(
      `${at} has 2 faults:\n- split must be left out on Consul if protocol is TCP, which it can't split. Use PhasedRollout.finished to switch from one version to the other.\n- loadBalancing must not be bySourceAddress on Consul if protocol is TCP. For example, use LoadBalancing.leastRequest().`,
    );
  });
});

test('routes apply in their order; a prefix is a path and what is below it', () => {
  const given = [
    header,
    { match: { path: PathMatch.prefix('/api') }, action: RouteAction.version(v2) },
    { match: { path: PathMatch.regex('/c/[0-9]+') }, action: RouteAction.version(v1) },
  ];
  const { routes } = objectOf(mesh, { routes: given }, 'ServiceRouter').spec;
  expect(routes.slice(1)).toEqual([
    { match: { http: { pathExact: '/api' } }, destination: { serviceSubset: 'v2' } },
    { match: { http: { pathPrefix: '/api/' } }, destination: { serviceSubset: 'v2' } },
    { match: { http: { pathRegex: '/c/[0-9]+' } }, destination: { serviceSubset: 'v1' } },
  ]);
});

describe('load balancing stands at the resolver', () => {
  const cases: [string, LoadBalancing, object][] = [
    ['least request', LoadBalancing.leastRequest(), { policy: 'least_request' }],
    ['round robin', LoadBalancing.roundRobin(), { policy: 'round_robin' }],
    ['random', LoadBalancing.random(), { policy: 'random' }],
    [
      'header',
      LoadBalancing.byHeader('x-user'),
      { policy: 'ring_hash', hashPolicies: [{ field: 'header', fieldValue: 'x-user' }] },
    ],
    [
      'cookie of a session',
      LoadBalancing.byCookie('sid', 0),
      {
        policy: 'ring_hash',
        hashPolicies: [{ field: 'cookie', fieldValue: 'sid', cookieConfig: { session: true } }],
      },
    ],
    [
      'cookie',
      LoadBalancing.byCookie('sid', 60),
      { policy: 'ring_hash', hashPolicies: [{ field: 'cookie', fieldValue: 'sid', cookieConfig: { ttl: '60s' } }] },
    ],
    ['address', LoadBalancing.bySourceAddress(), { policy: 'ring_hash', hashPolicies: [{ sourceIP: true }] }],
  ];

  test.each(cases)('%s', (_what, loadBalancing, loadBalancer) => {
    const intents = { loadBalancing, connectionLimits: { connectTimeoutSeconds: 2 } };
    expect(objectOf(mesh, intents, 'ServiceResolver').spec).toEqual({ connectTimeout: '2s', loadBalancer });
  });
});

describe('access', () => {
  test('is of services by the names of ServiceAccounts, and denies the rest', () => {
    const allowFrom = [
      web,
      MeshPeer.serviceAccount('shop', 'reports', {
        methods: ['GET', 'GET'],
        paths: [PathMatch.prefix('/orders/'), PathMatch.exact('/version')],
      }),
      MeshPeer.serviceAccount('shop', 'reports', { paths: [PathMatch.regex('/a/[0-9]+'), PathMatch.prefix('/')] }),
      MeshPeer.serviceAccount('shop', 'admin', { methods: ['POST'] }),
      MeshPeer.serviceAccount('shop', 'admin'),
    ];
    expect(objectOf(mesh, { allowFrom }, 'ServiceIntentions').spec).toEqual({
      destination: { name: 'checkout' },
      sources: [
        { name: 'web', action: 'allow' },
        {
          name: 'reports',
          permissions: [
            { action: 'allow', http: { pathExact: '/orders', methods: ['GET'] } },
            { action: 'allow', http: { pathPrefix: '/orders/', methods: ['GET'] } },
            { action: 'allow', http: { pathExact: '/version', methods: ['GET'] } },
            { action: 'allow', http: { pathRegex: '/a/[0-9]+' } },
            { action: 'allow', http: { pathPrefix: '/' } },
            { action: 'deny', http: { pathPrefix: '/' } },
          ],
        },
        { name: 'admin', action: 'allow' },
        { name: '*', action: 'deny' },
      ],
    });
  });
});

describe('limits and ejection stand in the defaults of each caller', () => {
  const protectedOne: Intents = {
    allowFrom: [web],
    connectionLimits: { maxConnections: 10, maxPendingRequests: 5, maxRequests: 20, connectTimeoutSeconds: 1 },
    outlierEjection: { consecutiveErrors: 5, maxEjectionPercent: 50 },
  };
  const override = (name: string) => ({
    name,
    limits: { maxConnections: 10, maxPendingRequests: 5, maxConcurrentRequests: 20 },
    passiveHealthCheck: { interval: '10s', maxFailures: 5, baseEjectionTime: '30s', maxEjectionPercent: 50 },
  });

  function defaultsOfWeb(names: string[]): Attributes {
    const plan = Planned.by((stack) => {
      const namespace = MeshNamespace.fromName(stack, 'Shop', { mesh: consul(stack), name: 'shop' });
      for (const name of names) service(stack, namespace, name, name === 'web' ? {} : protectedOne);
    });
    return manifestsOf(plan, 'web_')[0];
  }

  test('whichever of the services is described first', () => {
    const spec = { protocol: 'http', upstreamConfig: { overrides: [override('cart'), override('checkout')] } };
    expect(defaultsOfWeb(['web', 'checkout', 'cart']).spec).toEqual(spec);
    expect(defaultsOfWeb(['cart', 'web', 'checkout']).spec).toEqual(spec);
    expect(defaultsOfWeb(['checkout', 'cart', 'web']).spec).toEqual(spec);
  });

  test('and a caller that nobody describes is a fault', () => {
    expect(faultOf(mesh, protectedOne)).toContain(
      `${at}: connectionLimits must have callers with a MeshService on Consul, because it is configured in their defaults, but ` +
        "'web' has none. Create a MeshService for web, or leave connectionLimits out.",
    );
  });

  test('the time for connecting is the service’s own', () => {
    expect(kindsOf({ connectionLimits: { connectTimeoutSeconds: 1 } })).toEqual(['ServiceDefaults', 'ServiceResolver']);
  });

  test('a preset of limits needs callers', () => {
    expect(faultOf(mesh, { policy: TrafficPolicy.webDefault() })).toBe(
      `${at}: outlierEjection can only be used with allowFrom on Consul, where it is configured in the defaults of each caller. Set the callers: MeshPeer.serviceAccount(...).`,
    );
  });
});

describe('rate limits', () => {
  test('are of Enterprise', () => {
    expect(faultOf(mesh, { rateLimit: { requestsPerSecond: 10 } })).toBe(
      `${at}: rateLimit must be left out on Consul, which doesn't support this feature (local rate limit). Istio, managed Istio, Linkerd, Open Service Mesh and managed Open Service Mesh can; the nearest alternative: connectionLimits of the callers; rate limits in ServiceDefaults only with Consul Enterprise (enterpriseLicense).`,
    );
    const plan = Planned.by((stack) => {
      const enterprise = consul(stack, { enterprise: true });
      const namespace = MeshNamespace.fromName(stack, 'Shop', { mesh: enterprise, name: 'shop' });
      service(stack, namespace, 'checkout', { rateLimit: { requestsPerSecond: 10, burst: 20 } });
    });
    expect(manifestsOf(plan, 'checkout')[0].spec.rateLimits).toEqual({
      instanceLevel: { requestsPerSecond: 10, requestsMaxBurst: 20 },
    });
  });
});

describe('what Consul says otherwise', () => {
  test('a pod belongs to the service with the name of its ServiceAccount,', () => {
    const workload = { labels: { app: 'checkout' }, serviceAccount: 'shop', containerPort: 8080 };
    expect(faultOf(mesh, { workload })).toBe(
      `${at}: workload.serviceAccount must be the name of the Service (checkout) on Consul, where a pod belongs to the service with the name of its ServiceAccount, got shop. Run the pods under a ServiceAccount checkout, or name the Service shop.`,
    );
    expect(faultOf(mesh, { workload: { ...workload, serviceAccount: 'default' } })).toBe(
      `${at}: workload.serviceAccount must not be default on Consul, which gives it no identity, got default. Run the pods ` +
        'under a ServiceAccount checkout.',
    );
  });

  test('a name is one service in all namespaces, hosts outside too', () => {
    const stack = azureStack();
    const made = consul(stack);
    const [shop, pay] = ['shop', 'pay'].map((name) => MeshNamespace.fromName(stack, name, { mesh: made, name }));
    service(stack, shop, 'checkout');
    const props = { name: 'checkout', port: 80, workload: workloadOf('checkout') };
    expect(errorOf(() => new MeshService(stack, 'Other', { namespace: pay, ...props }))).toBe(
      "MeshService 'platform/Other': name must be unique in all namespaces on Consul, but 'platform/checkout' has it already, got checkout. " +
        'Rename one of the two, with its Service and ServiceAccount.',
    );
    const hosts = ['api.example.com'];
    const egress = { namespace: pay, name: 'checkout', hosts, callers: [web] };
    expect(errorOf(() => new MeshEgress(stack, 'Egress', egress))).toContain(
      "MeshEgress 'platform/Egress': name must be unique in all namespaces on Consul",
    );
  });

  test('settings that it has not', () => {
    const intents: Intents = {
      retries: { attempts: 1, perTryTimeoutSeconds: 1, backoffSeconds: 0.1 },
      connectionLimits: { maxRequestsPerConnection: 1 },
      allowFrom: [MeshPeer.namespace('jobs'), MeshPeer.serviceAccount('shop', 'web', { methods: ['PROPFIND'] })],
      probePaths: ['/healthz'],
    };
    expect(faultOf(mesh, intents)).toBe(
      `${at} has 6 faults:\n- retries.perTryTimeoutSeconds must be left out on Consul, got 1. Consul doesn't support it; use timeoutSeconds.\n- retries.backoffSeconds must be left out on Consul, got 0.1. Consul doesn't support it; use fewer attempts.\n- connectionLimits.maxRequestsPerConnection must be left out on Consul, got 1. Consul doesn't support it.\n- allowFrom[0] must be a ServiceAccount on Consul, which ignores namespaces, got "namespace jobs". List each of them: MeshPeer.serviceAccount(...).\n- allowFrom[1].methods[0] must be one of GET, HEAD, POST, PUT, PATCH, DELETE, CONNECT, OPTIONS, TRACE on Consul, got PROPFIND. Leave methods out, to allow all.\n- probePaths must be left out on Consul, whose sidecars allow the kubelet's probes, got ["/healthz"]. Leave it out.`,
    );
  });

  test('versions have labels', () => {
    const split = TrafficSplit.canary({
      stable: { name: 'v1', service: 'checkout-v1' },
      canary: v2,
      canaryPercent: 10,
    });
    expect(faultOf(mesh, { split })).toBe(
      `${at}: split must have labels of version v1: Consul selects versions by them. Set a label and the corresponding annotation on its pods, e.g. labels: { version: 'v1' }.`,
    );
  });

  test('a namespace has no policy of its own', () => {
    const stack = azureStack();
    const namespace = MeshNamespace.fromName(stack, 'Shop', { mesh: consul(stack), name: 'shop' });
    const plainTextPorts = [{ labels: { app: 'checkout' }, port: 9000 }];
    expect(errorOf(() => new MeshNamespacePolicy(stack, 'Policy', { namespace, plainTextPorts }))).toBe(
      "MeshNamespacePolicy 'platform/Policy' has 2 faults:\n" +
        '- namespace must not be used on Consul, which always requires mutual TLS and denies by default. Remove the construct.\n' +
        '- plainTextPorts must be left out on Consul. Use MeshWorkload.excludedInboundPorts.',
    );
  });
});

describe('versions need what pods say', () => {
  test('and a warning says so until a MeshWorkload does', () => {
    const warnings = planOf(mesh, { split: canary, ownsService: true }).warnings;
    expect(warnings).toEqual([
      'W335: Consul selects versions by annotations of their pods, not by labels. Set the annotations of a ' +
        'MeshWorkload with version on the pods; otherwise, requests for the version fail.',
    ]);
    const plan = Planned.by((stack) => {
      const made = consul(stack);
      const namespace = MeshNamespace.fromName(stack, 'Shop', { mesh: made, name: 'shop' });
      service(stack, namespace, 'checkout', { split: canary, ownsService: true });
      const pods = [v1, v2].map((version) => new MeshWorkload(stack, version.name, { mesh: made, version }));
      expect(pods[0].podLabels).toEqual({ version: 'v1' });
      expect(pods[0].podAnnotations).toEqual({
        'consul.hashicorp.com/connect-inject': 'true',
        'consul.hashicorp.com/service-meta-version': 'v1',
      });
    });
    expect(plan.warnings).toEqual([]);
  });

  test('and Services of versions a label', () => {
    expect(planOf(mesh, { split: canary }).warnings[0]).toBe(
      'W334: Consul rejects pods that are behind two Services. Set the label ' +
        'consul.hashicorp.com/service-ignore: "true" on checkout-v1, checkout-v2, or leave the versions\' service ' +
        'out.',
    );
  });
});

describe('hosts outside', () => {
  function egressOf(props: Partial<MeshEgressProps> = {}, attributes: Partial<ConsulMeshAttributes> = {}): Planned {
    return Planned.by((stack) => {
      const made = consul(stack, attributes);
      const namespace = MeshNamespace.fromName(stack, 'Shop', { mesh: made, name: 'shop' });
      const hosts = ['graph.microsoft.com'];
      new MeshEgress(stack, 'Egress', { namespace, name: 'graph', hosts, callers: [web], ...props });
    });
  }

  test('are a service that the egress gateway leads to, for callers that are named', () => {
    const [defaults, intentions] = manifestsOf(egressOf(), 'Egress');
    expect(defaults.spec).toEqual({
      protocol: 'tcp',
      destination: { addresses: ['graph.microsoft.com'], port: 443 },
    });
    expect(intentions.spec).toEqual({
      destination: { name: 'graph' },
      sources: [
        { name: 'web', action: 'allow' },
        { name: '*', action: 'deny' },
      ],
    });
  });

  test('need the gateway, callers, and nothing that TLS hides', () => {
    expect(errorOf(() => egressOf({ callers: undefined }, { egressGateway: false }))).toBe(
      "MeshEgress 'platform/Egress' has 2 faults:\n- namespace must be in a mesh with an egress gateway on " +
        'Consul, got platform/Mesh. Set egressGateway: true on the mesh.\n- callers must be ServiceAccounts on ' +
        'Consul, which denies all other callers. For example, use [MeshPeer.serviceAccount(...)].',
    );
    const callers = [MeshPeer.serviceAccount('shop', 'web', { methods: ['GET'] })];
    expect(errorOf(() => egressOf({ callers }))).toBe(
      "MeshEgress 'platform/Egress': callers[0] must be a ServiceAccount without methods or paths: the mesh can't inspect TLS " +
        'traffic. Leave them out.',
    );
  });
});

describeWith(needsOf('consul'), "Consul's API accepts what is applied", () => {
  test('to callers and to the whole mesh', () => {
    const plan = Planned.by((stack) => {
      const namespace = MeshNamespace.fromName(stack, 'Shop', { mesh: consul(stack), name: 'shop' });
      const outlierEjection = { consecutiveErrors: 5, baseEjectionSeconds: 0.5, intervalSeconds: 1 };
      const connectionLimits = { maxConnections: 1 };
      service(stack, namespace, 'web');
      service(stack, namespace, 'checkout', { allowFrom: [web], connectionLimits, outlierEjection });
    });
    const manifests = manifestsOf(plan, 'web_');
    expect(manifests.length).toBeGreaterThan(0);
    expect(checked(manifests, 'consul')).toEqual([]);
  });
});

function consul(stack: TerraformStack, attributes: Partial<ConsulMeshAttributes> = {}) {
  const cluster = new FakeAksCluster(stack);
  return ConsulMesh.fromAttributes(stack, 'Mesh', { cluster, egressGateway: true, ...attributes });
}

function workloadOf(name: string): MeshServiceProps['workload'] {
  return { labels: { app: name }, serviceAccount: name, containerPort: 8080 };
}

function service(stack: TerraformStack, namespace: IMeshNamespace, name: string, intents: Intents = {}): MeshService {
  return new MeshService(stack, name, { namespace, name, port: 80, workload: workloadOf(name), ...intents });
}
