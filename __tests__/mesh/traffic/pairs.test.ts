import type { TerraformStack } from 'cdktf';
import {
  ConsulApiGateway,
  EgressProtocol,
  ExternalAuthorization,
  GatewayApi,
  GatewayApiChannel,
  HeaderMatch,
  type IMeshNamespace,
  IngressTls,
  IstioGateway,
  IstioWaypoint,
  JwtAuthentication,
  LoadBalancing,
  Locality,
  MeshEgress,
  MeshIngress,
  MeshIngressRoutes,
  MeshNamespace,
  MeshNamespacePolicy,
  MeshPeer,
  MeshService,
  PathMatch,
  PathRewrite,
  PhasedRollout,
  QueryMatch,
  RetryOn,
  RouteAction,
  ServiceProtocol,
  TrafficPolicy,
  TrafficSplit,
} from '../../../lib';
import { checked, needsOfCheck } from '../../contract/support/crd-check';
import { type Attributes, azureStack, Planned } from '../../support/planned';
import { manifestsOf } from '../../support/releases';
import { describeWith } from '../../support/tools';
import { type Intents, meshes, shopIn, v1, v2, workload } from './meshes';

jest.setTimeout(240_000);

const web = MeshPeer.serviceAccount('shop', 'web');

/** Every intent in several forms; those that a mesh refuses are left out for it. */
const intents: { [name: string]: Intents } = {
  canary: { split: TrafficSplit.canary({ stable: v1, canary: v2, canaryPercent: 10 }) },
  'canary at 0': { split: TrafficSplit.canary({ stable: v1, canary: v2, canaryPercent: 0 }) },
  'canary by a controller': { split: TrafficSplit.byController(v1, v2) },
  'settings of versions': {
    split: TrafficSplit.canary({
      stable: { ...v1, loadBalancing: LoadBalancing.roundRobin() },
      canary: {
        ...v2,
        loadBalancing: LoadBalancing.byHeader('x-user'),
        connectionLimits: { maxConnections: 5 },
        outlierEjection: { consecutiveErrors: 3 },
      },
      canaryPercent: 10,
    }),
  },
  'limits of a version': {
    split: TrafficSplit.canary({
      stable: v1,
      canary: { ...v2, connectionLimits: { maxConnections: 5, maxRequests: 9 } },
      canaryPercent: 10,
    }),
  },
  finished: { split: PhasedRollout.finished(v2) },
  'header, exact': {
    routes: [{ match: { headers: [HeaderMatch.exact('x-canary', 'true')] }, action: RouteAction.version(v2) }],
  },
  'header, regex': {
    routes: [{ match: { headers: [HeaderMatch.regex('x-user', 'test-.*')] }, action: RouteAction.version(v2) }],
  },
  retries: { retries: { attempts: 2, perTryTimeoutSeconds: 1 } },
  'retries in full': {
    retries: {
      attempts: 10,
      perTryTimeoutSeconds: 0.25,
      on: [RetryOn.SERVER_ERRORS, RetryOn.GATEWAY_ERRORS, RetryOn.CONNECT_FAILURES, RetryOn.REFUSED_STREAMS],
      backoffSeconds: 0.1,
    },
  },
  'retries by status': { retries: { attempts: 1, perTryTimeoutSeconds: 1, on: [RetryOn.SERVER_ERRORS] } },
  'retries without more': { retries: { attempts: 2 } },
  'no retries': { retries: { attempts: 0 } },
  timeout: { timeoutSeconds: 15 },
  'no timeout': { timeoutSeconds: 0 },
  'timeout, short': { timeoutSeconds: 1.5 },
  limits: {
    connectionLimits: {
      maxConnections: 1,
      maxPendingRequests: 1,
      maxRequests: 1,
      maxRequestsPerConnection: 1,
      connectTimeoutSeconds: 0.5,
    },
  },
  'limits of callers': { connectionLimits: { maxConnections: 1, maxPendingRequests: 1, maxRequests: 1 } },
  ejection: { outlierEjection: { consecutiveErrors: 5 } },
  'ejection in full': {
    outlierEjection: { consecutiveErrors: 5, baseEjectionSeconds: 90, intervalSeconds: 1, maxEjectionPercent: 100 },
  },
  'least request': { loadBalancing: LoadBalancing.leastRequest() },
  'round robin': { loadBalancing: LoadBalancing.roundRobin() },
  random: { loadBalancing: LoadBalancing.random() },
  'by header': { loadBalancing: LoadBalancing.byHeader('x-user') },
  'by cookie': { loadBalancing: LoadBalancing.byCookie('session', 0) },
  'by address': { loadBalancing: LoadBalancing.bySourceAddress() },
  'rate limit': { rateLimit: { requestsPerSecond: 100 } },
  'rate limit with burst': { rateLimit: { requestsPerSecond: 100, burst: 200 } },
  'more ports': { morePorts: [{ name: 'metrics', port: 9090, containerPort: 9090 }] },
  'more ports with access': {
    allowFrom: [web],
    morePorts: [{ name: 'gossip', port: 7000, containerPort: 7000, protocol: ServiceProtocol.TCP }],
  },
  access: { allowFrom: [web] },
  'access of namespaces': { allowFrom: [web, MeshPeer.namespace('jobs')] },
  'access by addresses': { allowFrom: [web, MeshPeer.addresses(['10.1.0.0/16', '2001:db8::/32'])] },
  'access by addresses and requests': {
    allowFrom: [web, MeshPeer.addresses(['10.1.0.0/16'], { methods: ['GET'], paths: [PathMatch.prefix('/a')] })],
  },
  'access by requests': {
    allowFrom: [
      web,
      MeshPeer.serviceAccount('shop', 'a', {
        methods: ['GET', 'HEAD'],
        paths: [PathMatch.prefix('/a'), PathMatch.exact('/b')],
      }),
      MeshPeer.prometheus({ namespace: 'monitoring', serviceAccount: 'prometheus' }),
    ],
  },
  'access by expression': {
    allowFrom: [MeshPeer.serviceAccount('shop', 'a', { paths: [PathMatch.regex('/a/[0-9]+')] })],
  },
  'access with probes': {
    allowFrom: [MeshPeer.serviceAccount('shop', 'a', { methods: ['GET'] })],
    probePaths: ['/healthz'],
  },
  'by path': {
    routes: [
      { match: { path: PathMatch.prefix('/api') }, action: RouteAction.version(v2) },
      { match: { path: PathMatch.exact('/b') }, action: RouteAction.version(v1) },
      { match: { path: PathMatch.regex('/c/[0-9]+') }, action: RouteAction.version(v2) },
    ],
  },
  'by all conditions': {
    routes: [
      {
        match: {
          path: PathMatch.prefix('/a'),
          methods: ['GET', 'PUT'],
          headers: [HeaderMatch.present('x-a'), HeaderMatch.prefix('x-b', 'c')],
          query: [QueryMatch.exact('d', '1'), QueryMatch.regex('e', '[0-9]'), QueryMatch.present('f')],
        },
        action: RouteAction.version(v2),
        timeoutSeconds: 2,
      },
    ],
  },
  'by the absence of headers': {
    routes: [
      {
        match: { headers: [HeaderMatch.absent('x-a'), HeaderMatch.inverse(HeaderMatch.regex('x-b', 'c.*'))] },
        action: RouteAction.version(v2),
      },
    ],
  },
  'by the beginning of a path': {
    routes: [{ match: { path: PathMatch.startingWith('/v1') }, action: RouteAction.version(v1) }],
  },
  'split of a route': {
    routes: [
      {
        match: { path: PathMatch.exact('/a') },
        action: RouteAction.split(TrafficSplit.canary({ stable: v1, canary: v2, canaryPercent: 5 })),
      },
    ],
  },
  'another service': {
    routes: [{ match: { path: PathMatch.prefix('/orders') }, action: RouteAction.service({ name: 'orders' }) }],
  },
  'other services': {
    routes: [
      {
        match: { path: PathMatch.prefix('/orders') },
        action: RouteAction.services([
          { service: { name: 'orders', namespaceName: 'orders', port: 8080 }, percent: 10 },
          { service: { name: 'legacy' }, percent: 90 },
        ]),
      },
    ],
  },
  'rewritten path': {
    routes: [{ match: { path: PathMatch.prefix('/a') }, rewritePath: PathRewrite.prefix('/b') }],
  },
  'rewritten whole path': {
    routes: [
      { match: { path: PathMatch.exact('/a') }, rewritePath: PathRewrite.full('/b') },
      { match: { path: PathMatch.prefix('/a') }, rewritePath: PathRewrite.full('/c') },
      { match: { methods: ['PUT'] }, rewritePath: PathRewrite.regex('^/(.*)$', '/d/\\1') },
    ],
  },
  'rewritten host': { routes: [{ rewriteHost: 'api.example.com' }] },
  'changed headers': {
    routes: [
      {
        requestHeaders: { setTo: { 'x-a': '1' }, add: { 'x-b': '2' }, remove: ['x-c'] },
        responseHeaders: { setTo: { 'x-a': '1' }, add: { 'x-b': '2' }, remove: ['x-c'] },
      },
    ],
  },
  cors: {
    routes: [
      {
        cors: {
          allowOrigins: ['https://shop.example.com'],
          allowMethods: ['PUT'],
          allowHeaders: ['x-a'],
          exposeHeaders: ['x-b'],
          maxAgeSeconds: 60,
          allowCredentials: true,
        },
      },
    ],
  },
  redirect: {
    routes: [
      {
        match: { path: PathMatch.exact('/old') },
        action: RouteAction.redirect({ host: 'a.example.com', path: '/new', scheme: 'https', port: 8443 }),
      },
    ],
  },
  'direct response': {
    routes: [{ match: { path: PathMatch.exact('/old') }, action: RouteAction.respond({ status: 410, body: 'gone' }) }],
  },
  'settings of a route': {
    routes: [
      {
        match: { methods: ['GET'] },
        retries: { attempts: 2, statuses: [429] },
        mirror: { to: v2 },
        faultInjection: { abortStatus: 503, onlyWithHeader: { name: 'x-chaos', value: 'true' } },
      },
    ],
  },
  'retries of a route': { routes: [{ match: { methods: ['GET'] }, retries: { attempts: 0 } }] },
  'retries by single statuses': { retries: { attempts: 1, statuses: [429, 503] } },
  mirror: { mirror: { to: v2 } },
  'mirror in part': { mirror: { to: v2, percent: 2.5 } },
  faults: { faultInjection: { delaySeconds: 1.5, delayPercent: 10, abortStatus: 503 } },
  'faults by header': {
    faultInjection: { abortStatus: 429, abortPercent: 50, onlyWithHeader: { name: 'x-chaos', value: 'true' } },
  },
  tokens: {
    jwtAuthentication: JwtAuthentication.issuer({
      issuer: 'https://issuer.example.com',
      jwksUri: 'https://issuer.example.com/jwks.json',
      audiences: ['shop'],
      exemptPaths: [PathMatch.exact('/metrics'), PathMatch.prefix('/public')],
      exemptMethods: ['OPTIONS'],
      forwardsToken: true,
    }),
  },
  'tokens of Entra ID': {
    jwtAuthentication: JwtAuthentication.entraId({
      tenantId: '11111111-2222-3333-4444-555555555555',
      audiences: ['a'],
    }),
  },
  'zone first': { locality: Locality.zoneFirst(), outlierEjection: { consecutiveErrors: 5 } },
  'by place': {
    locality: Locality.distribute([
      {
        from: 'westeurope/*',
        to: [
          { place: 'westeurope/westeurope-1', percent: 80 },
          { place: 'westeurope/*', percent: 20 },
        ],
      },
    ]),
  },
  'external authorization': {
    externalAuthorization: ExternalAuthorization.byProvider('oauth2-proxy', { exemptPaths: [PathMatch.exact('/a')] }),
  },
  'tokens with claims': {
    allowFrom: [MeshPeer.serviceAccount('shop', 'a', { claims: [{ claim: 'roles', values: ['Orders.Read'] }] })],
    jwtAuthentication: JwtAuthentication.entraId({
      tenantId: '11111111-2222-3333-4444-555555555555',
      audiences: ['a'],
      requiredClaims: [{ claim: 'groups', values: ['b'] }],
      exemptCallers: [MeshPeer.namespace('jobs')],
    }),
  },
  http2: { protocol: ServiceProtocol.HTTP2 },
  grpc: { protocol: ServiceProtocol.GRPC },
  'grpc with retries': {
    protocol: ServiceProtocol.GRPC,
    timeoutSeconds: 3,
    retries: {
      attempts: 2,
      perTryTimeoutSeconds: 1,
      on: [
        RetryOn.GRPC_CANCELLED,
        RetryOn.GRPC_DEADLINE_EXCEEDED,
        RetryOn.GRPC_INTERNAL,
        RetryOn.GRPC_RESOURCE_EXHAUSTED,
        RetryOn.GRPC_UNAVAILABLE,
      ],
    },
  },
  tcp: { protocol: ServiceProtocol.TCP },
  'tcp with a limit': {
    protocol: ServiceProtocol.TCP,
    connectionLimits: { maxConnections: 10, connectTimeoutSeconds: 1 },
  },
  service: { ownsService: true },
  headless: { headless: true, port: 8080 },
  'headless with early names': { headless: true, port: 8080, ownsService: true, publishNotReadyAddresses: true },
  preset: { policy: TrafficPolicy.webDefault({ requestsPerSecond: 10 }) },
};

describeWith(needsOfCheck, 'objects of all intents in pairs', () => {
  test('pass what the API server checks, on every mesh, and each intent is rendered or refused', () => {
    const objects = new Map<string, Attributes>();
    const rendered: { [mesh: string]: Set<string> } = {};
    for (const mesh of meshes) {
      rendered[mesh] = new Set();
      const namespace = shopIn(azureStack(), mesh);
      for (const [index, [names, pair]] of pairs().entries()) {
        const made = objectsIfAny(mesh, namespace, pair, index);
        if (made.length > 0) for (const name of names) rendered[mesh].add(name);
        for (const object of made) objects.set(JSON.stringify(object), object);
      }
      for (const object of otherObjects(mesh)) objects.set(JSON.stringify(object), object);
    }
    expect(objects.size).toBeGreaterThan(150);
    expect(problemsOf([...objects.values()])).toEqual([]);
    expect(Object.keys(intents).filter((name) => !rendered.Istio.has(name))).toEqual([
      'access by expression',
      'access with probes',
    ]);
    expect(Object.keys(intents).filter((name) => !rendered['Istio ambient'].has(name))).toEqual([
      'rate limit',
      'rate limit with burst',
      'access by addresses and requests',
      'access by expression',
      'access with probes',
      'preset',
    ]);
    expect(Object.keys(intents).filter((name) => !rendered.Linkerd.has(name))).toEqual([
      'canary by a controller',
      'settings of versions',
      'limits of a version',
      'retries in full',
      'limits',
      'limits of callers',
      'ejection in full',
      'least request',
      'round robin',
      'random',
      'by header',
      'by cookie',
      'by address',
      'rate limit with burst',
      'by the absence of headers',
      'rewritten path',
      'rewritten whole path',
      'rewritten host',
      'cors',
      'direct response',
      'settings of a route',
      'retries of a route',
      'mirror',
      'mirror in part',
      'faults',
      'faults by header',
      'tokens',
      'tokens of Entra ID',
      'zone first',
      'by place',
      'external authorization',
      'tokens with claims',
      'tcp with a limit',
      'preset',
    ]);
    expect(Object.keys(intents).filter((name) => !rendered['Open Service Mesh'].has(name))).toEqual([
      'canary by a controller',
      'settings of versions',
      'header, exact',
      'header, regex',
      'retries without more',
      'timeout',
      'timeout, short',
      'ejection',
      'ejection in full',
      'least request',
      'round robin',
      'random',
      'by header',
      'by cookie',
      'by address',
      'access of namespaces',
      'access by addresses',
      'access by addresses and requests',
      'access with probes',
      'by path',
      'by all conditions',
      'by the absence of headers',
      'by the beginning of a path',
      'split of a route',
      'another service',
      'other services',
      'rewritten path',
      'rewritten whole path',
      'rewritten host',
      'changed headers',
      'cors',
      'redirect',
      'direct response',
      'settings of a route',
      'retries of a route',
      'retries by single statuses',
      'mirror',
      'mirror in part',
      'faults',
      'faults by header',
      'tokens',
      'tokens of Entra ID',
      'zone first',
      'by place',
      'external authorization',
      'tokens with claims',
      'http2',
      'grpc with retries',
      'preset',
    ]);
    expect(Object.keys(intents).filter((name) => !rendered.Consul.has(name))).toEqual([
      'settings of versions',
      'limits of a version',
      'retries',
      'retries in full',
      'retries by status',
      'limits',
      'rate limit',
      'rate limit with burst',
      'more ports',
      'more ports with access',
      'access of namespaces',
      'access by addresses',
      'access by addresses and requests',
      'access with probes',
      'split of a route',
      'other services',
      'rewritten whole path',
      'rewritten host',
      'cors',
      'redirect',
      'direct response',
      'settings of a route',
      'mirror',
      'mirror in part',
      'faults',
      'faults by header',
      'tokens',
      'tokens of Entra ID',
      'zone first',
      'by place',
      'external authorization',
      'tokens with claims',
      'grpc with retries',
      'preset',
    ]);
  });
});

/** Where both say the same prop, the second one counts. */
function pairs(): [string[], Intents][] {
  const all = Object.entries(intents);
  return all.flatMap(([name, intent], index) =>
    all.slice(index).map(([other, more]): [string[], Intents] => {
      const isOverruled = Object.keys(intent).some((prop) => prop in more);
      return [isOverruled ? [other] : [name, other], { ...intent, ...more }];
    }),
  );
}

/** The names of services differ, so that one stack holds all of them; in the objects they are the same again. */
function objectsIfAny(mesh: string, namespace: IMeshNamespace, pair: Intents, index: number): Attributes[] {
  const name = `checkout${index}z`;
  try {
    const { manifests } = new MeshService(namespace, name, {
      namespace,
      name,
      port: 80,
      workload: { ...workload, serviceAccount: mesh === 'Consul' ? name : workload.serviceAccount },
      ...pair,
    });
    return JSON.parse(JSON.stringify(manifests?._manifests ?? []).replaceAll(name, 'checkout'));
  } catch (error) {
    if ((error as Error).name === 'ConstructError') return [];
    throw error;
  }
}

function otherObjects(mesh: string): Attributes[] {
  const plan = Planned.by((stack) => {
    const namespace = shopIn(stack, mesh);
    const callers = ['Open Service Mesh', 'Consul'].includes(mesh) ? { callers: [web] } : {};
    const [hosts, name] = [['api.example.com', 'graph.microsoft.com'], 'apis'];
    const isAmbient = mesh === 'Istio ambient';
    if (isAmbient) makeWaypoint(stack, namespace);
    else new MeshEgress(stack, 'Egress', { namespace, name, hosts, ...callers, port: 8443 });
    if (!isAmbient) {
      // One a namespace on Linkerd.
      const place =
        mesh === 'Linkerd' ? MeshNamespace.fromName(stack, 'Data', { mesh: namespace.mesh, name: 'data' }) : namespace;
      const addresses = ['Linkerd', 'Consul'].includes(mesh) ? undefined : ['10.0.4.10'];
      const database = {
        hosts: ['orders.postgres.database.azure.com'],
        port: 5432,
        protocol: EgressProtocol.TCP,
        ...(addresses && { addresses }),
      };
      new MeshEgress(stack, 'Database', { namespace: place, name: 'database', ...callers, ...database });
    }
    if (mesh !== 'Linkerd' && !isAmbient) {
      new MeshEgress(stack, 'Plain', {
        namespace,
        name: 'plain',
        hosts,
        ...callers,
        port: 80,
        protocol: EgressProtocol.HTTP,
        ...(mesh.includes('Istio') && { tlsOrigination: { port: 8443 } }),
      });
    }
    if (mesh !== 'Consul' && !isAmbient) {
      const place =
        mesh === 'Linkerd'
          ? MeshNamespace.fromName(stack, 'Blobs', { mesh: namespace.mesh, name: 'blobs' })
          : namespace;
      const domain = ['*.blob.core.windows.net'];
      new MeshEgress(stack, 'Domain', { namespace: place, name: 'domain', hosts: domain, ...callers });
    }
    const plainTextPorts = [{ labels: { app: 'checkout' }, port: 9000 }];
    if (mesh === 'Linkerd') {
      new MeshNamespacePolicy(stack, 'Policy', {
        namespace,
        plainTextPorts,
        denyByDefault: false,
        strictMutualTls: false,
      });
    } else if (mesh.includes('Istio')) new MeshNamespacePolicy(stack, 'Policy', { namespace, plainTextPorts });
    if (mesh === 'Consul') ingressesOfConsul(stack, namespace);
    if (!mesh.includes('Istio')) return;
    const gateway = IstioGateway.fromAttributes(stack, 'Gateway', {
      mesh: namespace.mesh as never,
      gatewayName: 'ingress',
      namespaceName: 'istio-ingress',
    });
    const split = TrafficSplit.canary({ stable: v1, canary: v2, canaryPercent: 10 });
    const service = new MeshService(stack, 'Checkout', { namespace, name: 'checkout', port: 80, workload, split });
    const routes = ['/a', '/'].map((prefix) => ({ match: { path: PathMatch.prefix(prefix) }, service }));
    const tls = IngressTls.kubernetesSecret('shop-tls');
    const own = routes.slice(0, 1);
    const shopHosts = ['shop.example.com'];
    const ingress = new MeshIngress(stack, 'Ingress', {
      gateway,
      name: 'shop',
      hosts: shopHosts,
      routes: own,
      plainHttpRoutes: own,
      jwtAuthentication: JwtAuthentication.entraId({
        tenantId: '11111111-2222-3333-4444-555555555555',
        audiences: ['shop'],
        exemptMethods: ['OPTIONS'],
        exemptPaths: [PathMatch.prefix('/a')],
      }),
      tls: IngressTls.withClientCertificates(tls),
    });
    const database = new MeshService(stack, 'Raw', {
      namespace,
      name: 'raw',
      port: 443,
      protocol: ServiceProtocol.TCP,
      workload,
    });
    new MeshIngress(stack, 'Passed', {
      gateway,
      name: 'passed',
      hosts: ['raw.example.com'],
      tls: IngressTls.passthrough(),
      routes: [{ service: database }],
    });
    const path = PathMatch.prefix('/b');
    new MeshIngressRoutes(stack, 'Routes', { ingress, name: 'rest', path, routes: [{ service }] });
    new MeshIngress(stack, 'Clear', {
      gateway,
      name: 'clear',
      hosts: ['clear.example.com'],
      routes: [{ service }],
      externalAuthorization: ExternalAuthorization.byProvider('oauth2-proxy'),
    });
  });
  return [
    'Egress',
    'Database',
    'Domain',
    'Plain',
    'Policy',
    'Ingress',
    'Routes',
    'Clear',
    'Passed',
    'Made_Manifests',
    'Gateway_Manifests',
  ].flatMap((name) =>
    Object.keys(plan.all('helm_release')).some((key) => key.startsWith(`${name}_`))
      ? manifestsOf(plan, name.includes('_') ? name : `${name}_`)
      : [],
  );
}

function makeWaypoint(stack: TerraformStack, { mesh }: IMeshNamespace): void {
  const { cluster } = mesh;
  const present = { cluster, version: '1.3.0', channel: GatewayApiChannel.STANDARD };
  const gatewayApi = GatewayApi.present(stack, 'GatewayApi', present);
  new IstioWaypoint(stack, 'Made', { mesh: (mesh as IstioWaypoint).mesh, gatewayApi, waypointName: 'made' });
}

function ingressesOfConsul(stack: TerraformStack, namespace: IMeshNamespace): void {
  const gateway = new ConsulApiGateway(stack, 'Gateway', { mesh: namespace.mesh as never });
  const service = new MeshService(stack, 'Checkout', {
    namespace,
    name: 'checkout',
    port: 80,
    workload,
    split: TrafficSplit.canary({ stable: v1, canary: v2, canaryPercent: 10 }),
    timeoutSeconds: 1.5,
    retries: { attempts: 2 },
    allowFrom: [MeshPeer.ingressGateway(gateway)],
  });
  const routes = ['/a', '/'].map((prefix) => ({ match: { path: PathMatch.prefix(prefix) }, service }));
  const tls = IngressTls.kubernetesSecret('shop-tls');
  const shop = { gateway, name: 'shop', hosts: ['shop.example.com'], routes };
  const ingress = new MeshIngress(stack, 'Ingress', {
    ...shop,
    tls,
    redirectHttp: false,
    plainHttpRoutes: routes.slice(0, 1),
  });
  const path = PathMatch.prefix('/b');
  new MeshIngressRoutes(stack, 'Routes', { ingress, name: 'rest', path, routes: [{ service }] });
  new MeshIngress(stack, 'Clear', { gateway, name: 'clear', hosts: ['clear.example.com'], routes: [{ service }] });
}

/** Linkerd reads TLSRoutes in a version that is deprecated, and in no other. */
function problemsOf(manifests: Attributes[]): string[] {
  return checked(manifests).filter((line) => !line.endsWith('this version is deprecated'));
}
