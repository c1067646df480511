import type { TerraformStack } from 'cdktf';
import {
  AzureCloud,
  type CanaryOptions,
  type ConnectionLimits,
  type CorsPolicy,
  EgressProtocol,
  type EntraIdJwtOptions,
  ExternalAuthorization,
  type ExternalAuthorizationOptions,
  type FaultInjection,
  type HeaderChanges,
  HeaderMatch,
  type IMeshNamespace,
  type IngressDelegate,
  type IngressRoute,
  IngressTls,
  IstioGateway,
  IstioMesh,
  JwtAuthentication,
  type JwtIssuerOptions,
  KeyVault,
  LinkerdMesh,
  LoadBalancing,
  Locality,
  type LocalityDistribution,
  type LocalityWeight,
  type LocalRateLimit,
  MeshDefaultDeny,
  type MeshDefaultDenyProps,
  MeshEgress,
  type MeshEgressProps,
  MeshFeature,
  MeshGatewayCertificate,
  type MeshGatewayCertificateProps,
  MeshIngress,
  type MeshIngressProps,
  MeshIngressRoutes,
  type MeshIngressRoutesProps,
  MeshKind,
  MeshNamespace,
  MeshNamespacePolicy,
  type MeshNamespacePolicyProps,
  MeshPeer,
  type MeshRoute,
  MeshService,
  type MeshServicePort,
  type MeshServiceProps,
  type MeshServiceWorkload,
  OpenServiceMesh,
  type OutlierEjection,
  PathMatch,
  PathRewrite,
  PhasedRollout,
  type PhasedRolloutOptions,
  type PlainTextPort,
  Principal,
  type PrometheusPeerOptions,
  QueryMatch,
  type RequestHeader,
  type RequestScope,
  RetryOn,
  type RetryPolicy,
  type RolloutStep,
  RouteAction,
  type RouteMatch,
  type RouteRedirect,
  type RouteResponse,
  type RouteService,
  SecretsStoreDriver,
  ServiceProtocol,
  type ServiceVersion,
  type TlsOrigination,
  type TokenClaim,
  type TrafficMirror,
  TrafficPolicy,
  TrafficSplit,
  VaultAccess,
  VaultRoles,
  type WebDefaultOptions,
  type WeightedRouteService,
  type WeightedVersion,
} from '../../../lib';
import { given, needed, type RoomSamples, struct } from '../support/sample';
import { knownCluster, resourceId, uuid } from '../support/values';

const v1 = { name: 'v1', service: 'checkout-v1', labels: { version: 'v1' } };
const v2 = { name: 'v2', service: 'checkout-v2', labels: { version: 'v2' } };
const workload = { labels: { app: 'checkout' }, serviceAccount: 'checkout', containerPort: 8080 };
const web = MeshPeer.serviceAccount('shop', 'web');
const scope = { methods: ['GET'], paths: [PathMatch.prefix('/api')] };
const canary = { stable: v1, canary: v2, canaryPercent: 10 };
const steps = [
  { name: 'tenth', percent: 10 },
  { name: 'half', percent: 50 },
];

const issuer = {
  issuer: 'https://issuer.example.com',
  jwksUri: 'https://issuer.example.com/jwks.json',
  audiences: ['shop'],
};
const claims = [{ claim: 'groups', values: ['admins'] }];
const tokenOptions = {
  exemptCallers: [web],
  requiredClaims: claims,
  exemptMethods: ['OPTIONS'],
  exemptPaths: [PathMatch.exact('/metrics')],
  forwardsToken: true,
};

const routeSamples = {
  action: RouteAction.allPods(),
  cors: { allowOrigins: ['https://shop.example.com'] },
  faultInjection: { abortStatus: 503, onlyWithHeader: { name: 'x-chaos', value: 'true' } },
  match: { path: PathMatch.prefix('/shop') },
  mirror: { to: v2 },
  requestHeaders: { remove: ['x-debug'] },
  responseHeaders: { setTo: { 'x-frame-options': 'DENY' } },
  retries: { attempts: 0 },
  rewriteHost: 'api.example.com',
  rewritePath: PathRewrite.prefix('/v2'),
  timeoutSeconds: 2,
};

/** How each struct of mesh's traffic reaches the output, and a value other than the default for each optional prop. */
export const samples: RoomSamples = {
  CanaryOptions: struct<CanaryOptions>(
    (stack, options) => service(stack, { split: TrafficSplit.canary({ ...canary, ...options }) }),
    { canaryPercent: 20 },
  ),
  ConnectionLimits: struct<ConnectionLimits>(
    (stack, limits) => service(stack, { connectionLimits: { maxConnections: 10, ...limits } }),
    {
      connectTimeoutSeconds: 2,
      maxConnections: 5,
      maxPendingRequests: 5,
      maxRequests: 5,
      maxRequestsPerConnection: 5,
    },
  ),
  EntraIdJwtOptions: struct<EntraIdJwtOptions>(
    (stack, options) => {
      const given = { tenantId: '11111111-2222-3333-4444-555555555555', audiences: ['shop'], ...options };
      service(stack, { jwtAuthentication: JwtAuthentication.entraId(given) });
    },
    { ...tokenOptions, cloud: AzureCloud.CHINA },
  ),
  ExternalAuthorizationOptions: struct<ExternalAuthorizationOptions>(
    (stack, options) => {
      service(stack, { externalAuthorization: ExternalAuthorization.byProvider('oauth2-proxy', options) });
    },
    { exemptMethods: ['OPTIONS'], exemptPaths: [PathMatch.exact('/healthz')] },
  ),
  FaultInjection: struct<FaultInjection>(
    (stack, faultInjection) => {
      const hasFault = faultInjection.abortStatus !== undefined || faultInjection.delaySeconds !== undefined;
      service(stack, {
        faultInjection: { ...(hasFault ? {} : { abortStatus: 503, delaySeconds: 1 }), ...faultInjection },
      });
    },
    {
      abortPercent: given({ abortStatus: 503 }, 10),
      abortStatus: 500,
      delayPercent: given({ delaySeconds: 1 }, 10),
      delaySeconds: 2,
      onlyWithHeader: { name: 'x-chaos', value: 'true' },
    },
  ),
  CorsPolicy: struct<CorsPolicy>(
    (stack, cors) => route(stack, { cors: { allowOrigins: ['https://shop.example.com'], ...cors } }),
    {
      allowMethods: ['PUT'],
      allowHeaders: ['x-user'],
      exposeHeaders: ['x-total'],
      maxAgeSeconds: 600,
      allowCredentials: true,
    },
  ),
  HeaderChanges: struct<HeaderChanges>(
    (stack, changes) => route(stack, { requestHeaders: { add: { 'x-b': '1' }, ...changes } }),
    { setTo: { 'x-a': '1' }, add: { 'x-b': '2' }, remove: ['x-c'] },
  ),
  IngressRoute: struct<IngressRoute>(
    (stack, { service: own, ...route }) => {
      const known = stack.node.tryFindChild('Checkout') as MeshService | undefined;
      const made = own ?? known ?? service(stack, { split: TrafficSplit.canary(canary) });
      const answers = own === undefined && route.action === undefined && Object.keys(route).length === 0;
      const routes = [
        { service: made, match: { path: PathMatch.exact('/health') } },
        answers ? { action: RouteAction.respond({ status: 404 }) } : { service: made, ...route },
      ];
      const hosts = ['shop.example.com', 'api.example.com'];
      ingress(stack, { hosts, routes });
    },
    {
      ...routeSamples,
      hosts: ['shop.example.com'],
      service: (stack: TerraformStack) => service(stack, { split: TrafficSplit.canary(canary) }),
    },
  ),
  JwtIssuerOptions: struct<JwtIssuerOptions>((stack, options) => tokens(stack, options), tokenOptions),
  LocalityDistribution: struct<LocalityDistribution>((stack, distribution) => {
    const given = { from: 'westeurope/*', to: [{ place: 'westeurope/westeurope-1', percent: 100 }], ...distribution };
    service(stack, { locality: Locality.distribute([given]) });
  }),
  LocalityWeight: struct<LocalityWeight>((stack, weight) => {
    const to = [{ place: 'westeurope/westeurope-1', percent: 100, ...weight }];
    service(stack, { locality: Locality.distribute([{ from: 'westeurope/*', to }]) });
  }),
  LocalRateLimit: struct<LocalRateLimit>(
    (stack, limit) => service(stack, { rateLimit: { requestsPerSecond: 10, ...limit } }),
    { burst: 20 },
  ),
  MeshDefaultDenyProps: struct<MeshDefaultDenyProps>(
    (stack, { mesh = meshOf(stack), ...props }) => new MeshDefaultDeny(stack, 'DefaultDeny', { mesh, ...props }),
    {
      gateways: needed((stack: TerraformStack) => {
        const mesh = meshOf(stack) as never;
        const names = { gatewayName: 'ingress', namespaceName: 'istio-ingress' };
        return [IstioGateway.fromAttributes(stack, 'Gateway', { mesh, ...names })];
      }, 'gateways must name'),
    },
  ),
  MeshEgressProps: struct<MeshEgressProps>(
    (stack, { namespace = shop(stack, osm), ...props }) =>
      new MeshEgress(stack, 'Egress', {
        namespace,
        name: 'apis',
        hosts: ['api.example.com'],
        ...(namespace?.mesh?.kind === MeshKind.OPEN_SERVICE_MESH && { callers: [web] }),
        ...props,
      }),
    {
      tlsOrigination: given(
        (stack: TerraformStack) => ({ namespace: shop(stack, istio), protocol: EgressProtocol.HTTP }),
        { port: 8443 },
      ),
      addresses: given({ protocol: EgressProtocol.TCP }, ['10.0.4.10']),
      callers: [MeshPeer.serviceAccount('shop', 'jobs')],
      port: 8443,
      protocol: EgressProtocol.HTTP,
    },
  ),
  MeshGatewayCertificateProps: struct<MeshGatewayCertificateProps>(certificate, {
    secretSyncImage: 'registry.example.com/pause:3.6',
    roles: VaultRoles.ON_VAULT,
    secretName: 'other',
  }),
  IngressDelegate: struct<IngressDelegate>(
    (stack, delegate) => {
      const hosts = ['shop.example.com', 'api.example.com'];
      const other = { name: 'orders', namespaceName: 'orders', path: PathMatch.prefix('/orders'), ...delegate };
      ingress(stack, { hosts, delegates: [other] });
    },
    { hosts: ['shop.example.com'] },
  ),
  MeshIngressProps: struct<MeshIngressProps>(ingress, {
    externalAuthorization: ExternalAuthorization.byProvider('oauth2-proxy'),
    jwtAuthentication: given({ tls: IngressTls.kubernetesSecret('shop-tls') }, JwtAuthentication.issuer(issuer)),
    plainHttpRoutes: given(
      (stack: TerraformStack) => ({
        tls: IngressTls.kubernetesSecret('shop-tls'),
        routes: [{ service: service(stack) }],
      }),
      (stack: TerraformStack) => [
        {
          service: stack.node.findChild('Checkout') as MeshService,
          match: { path: PathMatch.prefix('/.well-known/acme-challenge') },
        },
      ],
    ),
    delegates: [{ name: 'orders', namespaceName: 'orders', path: PathMatch.prefix('/orders') }],
    namespace: (stack: TerraformStack) => MeshNamespace.fromName(stack, 'Edge', { mesh: meshOf(stack), name: 'edge' }),
    routes: (stack: TerraformStack) => [{ service: service(stack), match: { path: PathMatch.prefix('/shop') } }],
    redirectHttp: given({ tls: IngressTls.kubernetesSecret('shop-tls') }, false),
    tls: IngressTls.kubernetesSecret('shop-tls'),
  }),
  MeshIngressRoutesProps: struct<MeshIngressRoutesProps>(
    (stack, props) => {
      const own = service(stack);
      const hosts = ['shop.example.com', 'api.example.com'];
      const shared = ingress(stack, { hosts, routes: [{ service: own }] });
      const path = PathMatch.prefix('/orders');
      const routes = [{ service: own }];
      new MeshIngressRoutes(stack, 'Routes', { ingress: shared, name: 'orders', path, routes, ...props });
    },
    { hosts: ['shop.example.com'] },
  ),
  MeshNamespacePolicyProps: struct<MeshNamespacePolicyProps>(policy, {
    denyByDefault: false,
    plainTextPorts: [{ labels: { app: 'checkout' }, port: 9000 }],
    scrapers: given(
      (stack: TerraformStack) => ({
        namespace: shop(stack, linkerd),
        ...{ denyByDefault: false, strictMutualTls: false, plainTextPorts: [{ labels: { app: 'a' }, port: 9000 }] },
      }),
      [MeshPeer.prometheus({ namespace: 'monitoring', serviceAccount: 'prometheus' })],
    ),
    strictMutualTls: false,
  }),
  MeshRoute: struct<MeshRoute>((stack, own) => route(stack, own), routeSamples),
  MeshServiceProps: struct<MeshServiceProps>((stack, props) => service(stack, props), {
    allowFrom: [web],
    connectionLimits: { maxConnections: 10 },
    externalAuthorization: ExternalAuthorization.byProvider('oauth2-proxy'),
    faultInjection: { abortStatus: 503 },
    jwtAuthentication: JwtAuthentication.issuer(issuer),
    mirror: { to: v2 },
    routes: [{ match: { path: PathMatch.prefix('/api') }, action: RouteAction.version(v2) }],
    versions: [v2],
    protocol: given({ ownsService: true }, ServiceProtocol.GRPC),
    loadBalancing: LoadBalancing.random(),
    locality: Locality.anyZone(),
    morePorts: given({ ownsService: true }, [{ name: 'metrics', port: 9090, containerPort: 9090 }]),
    name: given({ ownsService: true }, 'basket'),
    port: given({ ownsService: true }, 8081),
    outlierEjection: { consecutiveErrors: 5 },
    headless: given({ ownsService: true, port: 8080 }, true),
    publishNotReadyAddresses: given({ ownsService: true, headless: true, port: 8080 }, true),
    ownsService: true,
    policy: TrafficPolicy.webDefault(),
    probePaths: given(
      (stack: TerraformStack) => ({
        namespace: shop(stack, linkerd),
        allowFrom: [MeshPeer.serviceAccount('shop', 'web', scope)],
      }),
      ['/healthz'],
    ),
    rateLimit: { requestsPerSecond: 10 },
    retries: { attempts: 2, perTryTimeoutSeconds: 1 },
    split: TrafficSplit.canary(canary),
    timeoutSeconds: 5,
  }),
  MeshServicePort: struct<MeshServicePort>(
    (stack, port) => {
      const more = { name: 'metrics', port: 9090, containerPort: 9090, ...port };
      service(stack, { allowFrom: [web], ownsService: true, morePorts: [more] });
    },
    { allowFrom: [MeshPeer.namespace('monitoring')], protocol: ServiceProtocol.TCP },
  ),
  MeshServiceWorkload: struct<MeshServiceWorkload>((stack, own) => {
    service(stack, { allowFrom: [web], workload: { ...workload, ...own } });
  }),
  OutlierEjection: struct<OutlierEjection>(
    (stack, ejection) => service(stack, { outlierEjection: { consecutiveErrors: 5, ...ejection } }),
    { baseEjectionSeconds: 60, intervalSeconds: 5, maxEjectionPercent: 80 },
  ),
  PhasedRolloutOptions: struct<PhasedRolloutOptions>((stack, options) => rollout(stack, options), {
    currentStep: 'half',
  }),
  PlainTextPort: struct<PlainTextPort>((stack, port) => {
    policy(stack, { plainTextPorts: [{ labels: { app: 'checkout' }, port: 9000, ...port }] });
  }),
  PrometheusPeerOptions: struct<PrometheusPeerOptions>(
    (stack, options) => {
      const identity = { namespace: 'monitoring', serviceAccount: 'prometheus' };
      service(stack, { allowFrom: [MeshPeer.prometheus({ ...identity, ...options })] });
    },
    { path: '/stats' },
  ),
  RequestHeader: struct<RequestHeader>((stack, header) => {
    const onlyWithHeader = { name: 'x-chaos', value: 'true', ...header };
    service(stack, { faultInjection: { abortStatus: 503, onlyWithHeader } });
  }),
  RequestScope: struct<RequestScope>(
    (stack, own) => {
      const names = { gatewayName: 'ingress', namespaceName: 'istio-ingress' };
      const gateway = IstioGateway.fromAttributes(stack, 'Gateway', { mesh: meshOf(stack) as never, ...names });
      const allowFrom = [MeshPeer.ingressGateway(gateway, own)];
      service(stack, { allowFrom, jwtAuthentication: JwtAuthentication.issuer(issuer) });
    },
    { ...scope, claims, clientRanges: ['203.0.113.0/24'] },
  ),
  RetryPolicy: struct<RetryPolicy>((stack, retries) => service(stack, { retries: { attempts: 2, ...retries } }), {
    backoffSeconds: 1,
    on: [RetryOn.SERVER_ERRORS],
    statuses: [429],
    perTryTimeoutSeconds: 2,
  }),
  RolloutStep: struct<RolloutStep>((stack, step) => {
    rollout(stack, { steps: [{ name: 'tenth', percent: 10, ...step }] });
  }),
  RouteMatch: struct<RouteMatch>((stack, match) => route(stack, { match }), {
    headers: [HeaderMatch.exact('x-canary', 'true')],
    methods: ['GET'],
    path: PathMatch.prefix('/shop'),
    query: [QueryMatch.present('debug')],
  }),
  RouteRedirect: struct<RouteRedirect>(
    (stack, redirect) => route(stack, { action: RouteAction.redirect({ host: 'a.example.com', ...redirect }) }, false),
    { host: 'b.example.com', path: '/b', port: 8443, scheme: 'https', status: 301 },
  ),
  RouteResponse: struct<RouteResponse>(
    (stack, response) => route(stack, { action: RouteAction.respond({ status: 503, ...response }) }, false),
    { body: 'closed' },
  ),
  RouteService: struct<RouteService>(
    (stack, other) => route(stack, { action: RouteAction.service({ name: 'orders', ...other }) }),
    { namespaceName: 'orders', port: 8080 },
  ),
  ServiceVersion: struct<ServiceVersion>(
    (stack, version) => {
      const split = TrafficSplit.canary({ ...canary, canary: { ...v2, ...version } });
      service(stack, { split, ownsService: true });
    },
    {
      connectionLimits: { maxConnections: 5 },
      labels: { version: 'next' },
      loadBalancing: LoadBalancing.random(),
      outlierEjection: { consecutiveErrors: 3 },
      service: 'checkout-next',
    },
  ),
  TlsOrigination: struct<TlsOrigination>(
    (stack, tlsOrigination) =>
      new MeshEgress(stack, 'Egress', {
        namespace: shop(stack, istio),
        name: 'apis',
        hosts: ['api.example.com'],
        port: 80,
        protocol: EgressProtocol.HTTP,
        tlsOrigination,
      }),
    { port: 8443 },
  ),
  TokenClaim: struct<TokenClaim>((stack, claim) => {
    tokens(stack, { requiredClaims: [{ claim: 'groups', values: ['admins'], ...claim }] });
  }),
  TrafficMirror: struct<TrafficMirror>((stack, mirror) => service(stack, { mirror: { to: v2, ...mirror } }), {
    percent: 10,
  }),
  WebDefaultOptions: struct<WebDefaultOptions>(
    (stack, options) => service(stack, { policy: TrafficPolicy.webDefault(options) }),
    { requestsPerSecond: 50, without: [MeshFeature.TIMEOUTS] },
  ),
  WeightedRouteService: struct<WeightedRouteService>((stack, weighted) => {
    const services = [
      { service: { name: 'old' }, percent: 90 },
      { service: { name: 'new' }, percent: 10, ...weighted },
    ];
    route(stack, { action: RouteAction.services(services) });
  }),
  WeightedVersion: struct<WeightedVersion>((stack, weighted) => {
    const versions = [
      { version: v1, percent: 90 },
      { version: v2, percent: 10, ...weighted },
    ];
    service(stack, { split: TrafficSplit.between(versions) });
  }),
};

function certificate(stack: TerraformStack, props: Partial<MeshGatewayCertificateProps>): void {
  const mesh = meshOf(stack);
  const names = { gatewayName: 'ingress', namespaceName: 'istio-ingress' };
  new MeshGatewayCertificate(stack, 'Certificate', {
    gateway: props.gateway ?? IstioGateway.fromAttributes(stack, 'Gateway', { mesh: mesh as never, ...names }),
    driver: SecretsStoreDriver.fromCluster(stack, 'Driver', mesh.cluster),
    vault: KeyVault.fromVaultId(stack, 'Vault', resourceId('Microsoft.KeyVault/vaults', 'shop4711')),
    certificateName: 'shop-tls',
    access: VaultAccess.systemAssignedOnNodes([Principal.servicePrincipal(uuid(8))]),
    ...props,
  });
}

type MakeMesh = (stack: TerraformStack) => IMeshNamespace['mesh'];

const istio: MakeMesh = (stack) => IstioMesh.fromAttributes(stack, 'Mesh', { cluster: knownCluster(stack) });
const linkerd: MakeMesh = (stack) => LinkerdMesh.fromAttributes(stack, 'Mesh', { cluster: knownCluster(stack) });
const osm: MakeMesh = (stack) => OpenServiceMesh.fromAttributes(stack, 'Mesh', { cluster: knownCluster(stack) });

/** One on a stack, whoever asks first. */
function meshOf(stack: TerraformStack): IMeshNamespace['mesh'] {
  return (stack.node.tryFindChild('Mesh') as IMeshNamespace['mesh'] | undefined) ?? istio(stack);
}

function shop(stack: TerraformStack, mesh: MakeMesh = meshOf): IMeshNamespace {
  return MeshNamespace.fromName(stack, 'Shop', { mesh: mesh(stack), name: 'shop' });
}

function service(
  stack: TerraformStack,
  { namespace = shop(stack), ...props }: Partial<MeshServiceProps> = {},
): MeshService {
  return new MeshService(stack, 'Checkout', { namespace, name: 'checkout', port: 80, workload, ...props });
}

/** A route of a service with versions, with a setting besides what is given. */
function route(stack: TerraformStack, own: MeshRoute, hasSetting = true): MeshService {
  const routes = [{ ...(hasSetting && { timeoutSeconds: 3 }), ...own }];
  const split = own.match === undefined && own.action !== undefined ? undefined : TrafficSplit.canary(canary);
  return service(stack, { routes, split, versions: [v1, v2] });
}

function tokens(stack: TerraformStack, options: Partial<JwtIssuerOptions>): void {
  service(stack, { jwtAuthentication: JwtAuthentication.issuer({ ...issuer, ...options }) });
}

function rollout(stack: TerraformStack, options: Partial<PhasedRolloutOptions>): void {
  service(stack, { split: PhasedRollout.inSteps({ from: v1, to: v2, steps, currentStep: 'tenth', ...options }) });
}

function policy(stack: TerraformStack, { namespace = shop(stack), ...props }: Partial<MeshNamespacePolicyProps>): void {
  new MeshNamespacePolicy(stack, 'Policy', { namespace, ...props });
}

function ingress(stack: TerraformStack, { gateway, routes, ...props }: Partial<MeshIngressProps>): MeshIngress {
  const known = stack.node.tryFindChild('Checkout') as MeshService | undefined;
  const backends = routes ?? [{ service: known ?? service(stack) }];
  const mesh = backends[0]?.service?.namespace?.mesh ?? meshOf(stack);
  const names = { gatewayName: 'ingress', namespaceName: 'istio-ingress' };
  const made = gateway ?? IstioGateway.fromAttributes(stack, 'Gateway', { mesh: mesh as never, ...names });
  return new MeshIngress(stack, 'Ingress', {
    name: 'shop',
    hosts: ['shop.example.com'],
    gateway: made,
    routes: backends,
    ...props,
  });
}
