import type { TerraformStack } from 'cdktf';
import {
  ConsulApiGateway,
  type ConsulApiGatewayAttributes,
  type ConsulApiGatewayProps,
  ConsulMesh,
  GatewayExposure,
  HeaderMatch,
  type IngressRoute,
  IngressTls,
  IstioGateway,
  IstioMesh,
  MeshIngress,
  type MeshIngressProps,
  MeshNamespace,
  MeshPeer,
  MeshService,
  type MeshServiceProps,
  Namespace,
  PathMatch,
  PathRewrite,
  PhasedRollout,
  QueryMatch,
  RetryOn,
  RouteAction,
  ServiceProtocol,
  TlsVersion,
  TrafficSplit,
} from '../../../lib';
import { compact } from '../../../lib/core/compact';
import { checked, needsOf } from '../../contract/support/crd-check';
import { FakeAksCluster } from '../../support/fake-aks-cluster';
import { type Attributes, errorOf, Planned } from '../../support/planned';
import { manifestsOf, waitsOf } from '../../support/releases';
import { describeWith } from '../../support/tools';
import { v1, v2 } from '../traffic/meshes';
import { consulOn } from './consul';

type Options = Partial<Omit<ConsulApiGatewayProps, 'mesh'>>;
type Intents = Partial<Omit<MeshServiceProps, 'namespace' | 'name'>>;
type Ingress = Partial<MeshIngressProps>;

const at = "MeshIngress 'platform/Ingress'";
const tls = IngressTls.kubernetesSecret('shop-tls');
const secure: Ingress = { tls, redirectHttp: false };

/** A shop behind a gateway; each path leads to its checkout. */
class Shop {
  public readonly mesh: ConsulMesh;
  public readonly gateway: ConsulApiGateway;
  public readonly service: MeshService;

  public constructor(
    private readonly stack: TerraformStack,
    options: Options = {},
    intents: Intents = {},
  ) {
    this.mesh = consulOn(stack, new FakeAksCluster(stack));
    this.gateway = new ConsulApiGateway(stack, 'Gateway', { mesh: this.mesh, ...options });
    const props = {
      namespace: new MeshNamespace(stack, 'Shop', { mesh: this.mesh, name: 'shop' }),
      name: 'checkout',
      port: 80,
      workload: { labels: { app: 'checkout' }, serviceAccount: 'checkout', containerPort: 8080 },
      allowFrom: [MeshPeer.ingressGateway(this.gateway)],
      ...intents,
    };
    this.service = new MeshService(stack, 'Checkout', compact(props) ?? props);
  }

  public ingress(props: Ingress, paths: (PathMatch | undefined)[] = [undefined], id = 'Ingress'): MeshIngress {
    const routes = paths.map((path) => ({ ...(path && { match: { path } }), service: this.service }));
    return new MeshIngress(this.stack, id, {
      gateway: this.gateway,
      name: 'shop',
      hosts: ['shop.example.com'],
      routes,
      ...props,
    });
  }
}

function planned(props: Ingress = secure, paths?: PathMatch[], intents?: Intents, options?: Options): Planned {
  return Planned.by((stack) => {
    new Shop(stack, options, intents).ingress(props, paths);
  });
}

function gatewayFaultOf(options: Options): string {
  return errorOf(() => planned(secure, undefined, undefined, options));
}

function kindOf(plan: Planned, kind: string, release = 'Gateway_Manifests'): Attributes {
  return manifestsOf(plan, release).find((object) => object.kind === kind) as Attributes;
}

function listenersOf(plan: Planned): Attributes[] {
  return kindOf(plan, 'Gateway').spec.listeners;
}

function faultOf(props: Ingress, paths?: PathMatch[], intents?: Intents): string {
  return errorOf(() => planned(props, paths, intents));
}

const routesOfMesh = { namespaces: { from: 'Selector', selector: { matchLabels: { 'cdktf-aks/mesh': 'consul' } } } };

describe('by default', () => {
  const plan = planned();

  test('it is a release of its own, after mesh and namespace', () => {
    expect(plan.one('helm_release', 'Gateway_Manifests')).toMatchObject({
      name: 'api-gateway-gateway',
      namespace: 'consul-ingress',
    });
    expect(waitsOf(plan, 'Gateway_Manifests').join(' ')).toContain('Mesh_Chart');
  });

  test('it serves what the ingress says, and takes routes of the mesh only', () => {
    expect(kindOf(plan, 'Gateway')).toMatchObject({ metadata: { name: 'api-gateway', namespace: 'consul-ingress' } });
    expect(kindOf(plan, 'Gateway').spec).toEqual({
      gatewayClassName: 'consul-api-gateway',
      listeners: [
        {
          name: 'https',
          port: 443,
          protocol: 'HTTPS',
          tls: {
            mode: 'Terminate',
            certificateRefs: [{ name: 'shop-tls' }],
            options: { 'api-gateway.consul.hashicorp.com/tls_min_version': 'TLSv1_2' },
          },
          allowedRoutes: routesOfMesh,
        },
      ],
    });
  });

  test('it has two pods without rights, and an address of the virtual network', () => {
    const spec = {
      serviceType: 'LoadBalancer',
      copyAnnotations: { service: ['service.beta.kubernetes.io/azure-load-balancer-internal'] },
      deployment: {
        defaultInstances: 2,
        minInstances: 2,
        maxInstances: 2,
        resources: { requests: { memory: '128Mi', cpu: '100m' }, limits: { memory: '512Mi' } },
      },
      mapPrivilegedContainerPorts: 8000,
    };
    expect(kindOf(plan, 'GatewayClassConfig')).toEqual({
      apiVersion: 'consul.hashicorp.com/v1alpha1',
      kind: 'GatewayClassConfig',
      metadata: { name: 'consul-api-gateway' },
      spec,
    });
    const { annotations } = kindOf(plan, 'Gateway').metadata;
    expect(annotations['service.beta.kubernetes.io/azure-load-balancer-internal']).toBe('true');
    expect(JSON.parse(annotations['api-gateway.consul.hashicorp.com/config'])).toEqual(spec);
    expect(kindOf(plan, 'GatewayClass').spec).toEqual({
      controllerName: 'consul.hashicorp.com/gateway-controller',
      parametersRef: { group: 'consul.hashicorp.com', kind: 'GatewayClassConfig', name: 'consul-api-gateway' },
    });
  });

  test('services admit it by its name', () => {
    expect(kindOf(plan, 'ServiceIntentions', 'Checkout').spec.sources).toEqual([
      { name: 'api-gateway', action: 'allow' },
      { name: '*', action: 'deny' },
    ]);
  });
});

describe('what can be set', () => {
  test('replicas, resources and TLS', () => {
    const minimumTlsVersion = TlsVersion.TLS_1_3;
    const options = { replicas: 3, resources: { memoryLimit: '1Gi' }, minimumTlsVersion };
    const newer = { tls: IngressTls.kubernetesSecret('shop-tls', minimumTlsVersion), redirectHttp: false };
    const plan = planned(newer, undefined, undefined, options);
    expect(kindOf(plan, 'GatewayClassConfig').spec.deployment).toEqual({
      defaultInstances: 3,
      minInstances: 3,
      maxInstances: 3,
      resources: { requests: { memory: '128Mi', cpu: '100m' }, limits: { memory: '1Gi' } },
    });
    expect(listenersOf(plan)[0].tls.options).toEqual({ 'api-gateway.consul.hashicorp.com/tls_min_version': 'TLSv1_3' });
  });

  test('a public address for some callers, all by annotations that Consul copies', () => {
    const exposure = GatewayExposure.public({
      staticIpName: 'shop',
      allowedRanges: ['203.0.113.0/24', '198.51.100.0/24'],
    });
    const plan = planned(secure, undefined, undefined, { exposure });
    const annotations = {
      'service.beta.kubernetes.io/azure-pip-name': 'shop',
      'service.beta.kubernetes.io/azure-allowed-ip-ranges': '203.0.113.0/24,198.51.100.0/24',
    };
    expect(kindOf(plan, 'Gateway').metadata.annotations).toMatchObject(annotations);
    expect(kindOf(plan, 'GatewayClassConfig').spec.copyAnnotations).toEqual({ service: Object.keys(annotations) });
  });

  test('none but the cluster, in a namespace of the user', () => {
    const plan = Planned.by((stack) => {
      const mesh = consulOn(stack, new FakeAksCluster(stack));
      const namespace = Namespace.fromName(stack, 'Edge', { cluster: mesh.cluster, name: 'edge' });
      const certificateSecretNames = ['others-tls'];
      const exposure = GatewayExposure.clusterOnly();
      new ConsulApiGateway(stack, 'Gateway', {
        mesh,
        namespace,
        exposure,
        certificateSecretNames,
        gatewayName: 'edge',
      });
    });
    const { serviceType, copyAnnotations } = kindOf(plan, 'GatewayClassConfig').spec;
    expect({ serviceType, copyAnnotations }).toEqual({ serviceType: 'ClusterIP' });
    expect(kindOf(plan, 'Gateway').metadata).toMatchObject({ name: 'edge', namespace: 'edge' });
    expect(listenersOf(plan)[0].tls.certificateRefs).toEqual([{ name: 'others-tls' }]);
  });
});

describe('an ingress', () => {
  test('is one route, at the listener with its certificate', () => {
    const plan = planned(secure, [PathMatch.exact('/healthz'), PathMatch.prefix('/api/'), PathMatch.prefix('/')]);
    const backendRefs = [{ name: 'checkout', port: 80 }];
    expect(manifestsOf(plan, 'Ingress_')).toEqual([
      {
        apiVersion: 'gateway.networking.k8s.io/v1',
        kind: 'HTTPRoute',
        metadata: { name: 'shop', namespace: 'shop' },
        spec: {
          parentRefs: [{ name: 'api-gateway', namespace: 'consul-ingress', sectionName: 'https' }],
          hostnames: ['shop.example.com'],
          rules: [
            { matches: [{ path: { type: 'Exact', value: '/healthz' } }], backendRefs },
            {
              matches: [{ path: { type: 'Exact', value: '/api' } }, { path: { type: 'PathPrefix', value: '/api/' } }],
              backendRefs,
            },
            { matches: [{ path: { type: 'PathPrefix', value: '/' } }], backendRefs },
          ],
        },
      },
    ]);
  });

  test('has the time limit and retries of the service, which the gateway would not find', () => {
    const plan = planned(secure, undefined, {
      timeoutSeconds: 5,
      retries: { attempts: 2, on: [RetryOn.CONNECT_FAILURES] },
    });
    const group = 'consul.hashicorp.com';
    expect(kindOf(plan, 'HTTPRoute', 'Ingress_').spec.rules[0].filters).toEqual([
      { type: 'ExtensionRef', extensionRef: { group, kind: 'RouteTimeoutFilter', name: 'shop-checkout' } },
      { type: 'ExtensionRef', extensionRef: { group, kind: 'RouteRetryFilter', name: 'shop-checkout' } },
    ]);
    expect(kindOf(plan, 'RouteTimeoutFilter', 'Ingress_').spec).toEqual({ requestTimeout: '5s' });
    expect(kindOf(plan, 'RouteRetryFilter', 'Ingress_').spec).toEqual({
      numRetries: 2,
      retryOn: ['connect-failure'],
    });
  });

  test('beside another shares the port, with a certificate each', () => {
    const plan = Planned.by((stack) => {
      const shop = new Shop(stack);
      shop.ingress(secure);
      const other = { tls: IngressTls.kubernetesSecret('other-tls'), redirectHttp: false };
      shop.ingress({ ...other, name: 'other', hosts: ['other.example.com'] }, undefined, 'Other');
      shop.ingress({ name: 'clear', hosts: ['clear.example.com'] }, undefined, 'Clear');
    });
    const [https, http] = listenersOf(plan);
    expect(https.tls.certificateRefs).toEqual([{ name: 'other-tls' }, { name: 'shop-tls' }]);
    expect(http).toEqual({ name: 'http', port: 80, protocol: 'HTTP', allowedRoutes: routesOfMesh });
    expect(kindOf(plan, 'HTTPRoute', 'Clear').spec.parentRefs[0].sectionName).toBe('http');
  });
});

describe('a route of an ingress', () => {
  function rulesOf(...routes: Partial<IngressRoute>[]): Attributes[] {
    return manifestsOf(planRoutes(routes), 'Ingress_');
  }

  function planRoutes(routes: Partial<IngressRoute>[], intents?: Intents): Planned {
    return Planned.by((stack) => {
      const shop = new Shop(stack, undefined, intents);
      shop.ingress({ ...secure, routes: routes.map((route) => ({ service: shop.service, ...route })) });
    });
  }

  function routeFaultOf(route: Partial<IngressRoute>, intents?: Intents): string {
    return errorOf(() => planRoutes([route], intents));
  }

  test('has conditions, changes headers and replaces the text that paths begin with', () => {
    const [route] = rulesOf(
      {
        match: {
          path: PathMatch.startingWith('/v1'),
          methods: ['GET', 'HEAD'],
          headers: [HeaderMatch.exact('x-a', '1')],
          query: [QueryMatch.present('q')],
        },
        rewritePath: PathRewrite.prefix('/v2'),
        requestHeaders: { setTo: { 'x-share': '10%' } },
      },
      {},
    );
    const conditions = {
      path: { type: 'PathPrefix', value: '/v1' },
      headers: [{ type: 'Exact', name: 'x-a', value: '1' }],
      queryParams: [{ type: 'RegularExpression', name: 'q', value: '.*' }],
    };
    const filters = [
      { type: 'RequestHeaderModifier', requestHeaderModifier: { set: [{ name: 'x-share', value: '10%%' }] } },
      { type: 'URLRewrite', urlRewrite: { path: { type: 'ReplacePrefixMatch', replacePrefixMatch: '/v2' } } },
    ];
    const backendRefs = [{ name: 'checkout', port: 80 }];
    expect(route.spec.rules).toEqual([
      { matches: [{ ...conditions, method: 'GET' }], filters, backendRefs },
      { matches: [{ ...conditions, method: 'HEAD' }], filters, backendRefs },
      { matches: [{ path: { type: 'PathPrefix', value: '/' } }], backendRefs },
    ]);
  });

  test('has a time limit and retries of its own, and other services by weight', () => {
    const services = RouteAction.services([
      { service: { name: 'checkout' }, percent: 90 },
      { service: { name: 'basket', port: 8080 }, percent: 10 },
    ]);
    const [timeout, retries, route] = rulesOf({ action: services, timeoutSeconds: 60, retries: { attempts: 1 } });
    expect([timeout.metadata.name, timeout.spec]).toEqual(['shop.1', { requestTimeout: '60s' }]);
    expect([retries.metadata.name, retries.spec.numRetries]).toEqual(['shop.1', 1]);
    expect(route.spec.rules[0].backendRefs).toEqual([
      { name: 'checkout', port: 80, weight: 90 },
      { name: 'basket', port: 8080, weight: 10 },
    ]);
  });

  test('comes first where the gateway would prefer a later one', () => {
    const byHeader = { match: { headers: [HeaderMatch.exact('x-a', '1')] } };
    const [route] = rulesOf(byHeader, { match: { path: PathMatch.exact('/long') } }, {});
    expect(route.spec.rules[0].matches).toEqual([
      { path: { type: 'PathPrefix', value: '/' }, headers: [{ type: 'Exact', name: 'x-a', value: '1' }] },
      { path: { type: 'Exact', value: '/long' }, headers: [{ type: 'Exact', name: 'x-a', value: '1' }] },
    ]);
  });

  test('chooses no versions, and has no more than that', () => {
    const split = TrafficSplit.canary({ stable: v1, canary: v2, canaryPercent: 10 });
    expect(routeFaultOf({ action: RouteAction.allPods() }, { split })).toBe(
      `${at}: routes[0].action must not choose versions on Consul, whose gateway leads to services and their splits. Leave it out, and ` +
        'give the service a split.',
    );
    expect(
      routeFaultOf({
        match: { path: PathMatch.prefix('/a'), headers: [HeaderMatch.absent('x-a')] },
        rewritePath: PathRewrite.prefix('/b'),
        rewriteHost: 'b.example.com',
      }),
    ).toBe(
      `${at} has 3 faults:\n` +
        "- routes[0].rewriteHost must be left out on Consul, whose gateway doesn't support it. Put a service before it that does this.\n" +
        "- routes[0].match.headers[0] must not be inverse on Consul's gateway, whose routes have no such condition, got x-a. Put a route " +
        'with the condition before this one.\n' +
        "- routes[0].rewritePath must be a prefix, in a route for PathMatch.startingWith or all paths, on Consul's gateway, which replaces " +
        'the text that paths begin with, got /b. Use PathRewrite.prefix and PathMatch.startingWith, or put a service before it that ' +
        'rewrites paths.',
    );
  });

  test('of plain HTTP is at the other listener', () => {
    const plan = Planned.by((stack) => {
      const shop = new Shop(stack);
      const challenges = { service: shop.service, match: { path: PathMatch.prefix('/.well-known') } };
      shop.ingress({ ...secure, plainHttpRoutes: [challenges] });
    });
    const [https, http] = manifestsOf(plan, 'Ingress_');
    expect([https, http].map(({ metadata, spec }) => [metadata.name, spec.parentRefs[0].sectionName])).toEqual([
      ['shop', 'https'],
      ['shop-http', 'http'],
    ]);
    expect(listenersOf(plan).map(({ name }) => name)).toEqual(['https', 'http']);
  });
});

describe('what the gateway can not do is an error', () => {
  test('redirects', () => {
    expect(faultOf({ tls })).toBe(
      `${at}: redirectHttp must be false on Consul, whose gateway doesn't support redirects (Istio's does): port 80 is closed. ` +
        'Set redirectHttp: false.',
    );
    expect(faultOf({ tls, redirectHttp: true })).toContain('must be false on Consul');
  });

  test('another version of TLS than the port', () => {
    const newer = { ...secure, tls: IngressTls.kubernetesSecret('shop-tls', TlsVersion.TLS_1_3) };
    expect(faultOf(newer)).toBe(
      `${at}: tls.minimumVersion must be that of the gateway (TLSV1_2) on Consul, which has one HTTPS port for all hosts, ` +
        "got TLSV1_3. Change the gateway's minimumTlsVersion.",
    );
  });

  test('the first path that fits', () => {
    expect(faultOf(secure, [PathMatch.prefix('/api'), PathMatch.exact('/api/orders')])).toBe(
      `${at}: routes[1].match must not be covered by routes[0], which is before it. Move the more specific one first: it never matches.`,
    );
    expect(faultOf(secure, [PathMatch.regex('/a.*'), PathMatch.exact('/apples')])).toBe(
      `${at}: routes[0].match must not take precedence over a later route on Consul, whose gateway prefers the longer path, ` +
        'got /a.*. Use PathMatch.exact or PathMatch.prefix, or put it last.',
    );
    const [alone] = manifestsOf(planned(secure, [PathMatch.regex('/a.*')]), 'Ingress_');
    expect(alone.spec.rules[0].matches).toEqual([{ path: { type: 'RegularExpression', value: '/a.*' } }]);
  });

  test.each<[string, Intents, string]>([
    [
      'routes by header',
      { routes: [{ match: { headers: [HeaderMatch.exact('x-canary', 'true')] }, action: RouteAction.version(v2) }] },
      'must have no routes on Consul, whose gateway would ignore them, got checkout. Put a service before it, or use split ' +
        'instead of routes.',
    ],
    [
      'a version alone',
      { split: PhasedRollout.finished(v2) },
      'must have a split between two versions on Consul, whose gateway would ignore a single one, got checkout. Use TrafficSplit.canary ' +
        'with canaryPercent 0 or 100, or leave split out.',
    ],
    [
      'gRPC',
      { protocol: ServiceProtocol.GRPC },
      'must be an HTTP service on Consul, whose gateway calls services by HTTP/1.1, got grpc. Route these ' +
        'requests through your own gateway, as a peer in allowFrom.',
    ],
    [
      'a service that lets nobody in',
      { allowFrom: undefined },
      'must allow the gateway on Consul, which denies all other callers, got checkout. Add ' +
        'MeshPeer.ingressGateway(gateway) to its allowFrom.',
    ],
  ])('%s', (_name, intents, fault) => {
    expect(faultOf(secure, undefined, intents)).toBe(`${at}: routes[0].service ${fault}`);
  });

  test('a split is followed', () => {
    const split = TrafficSplit.canary({ stable: v1, canary: v2, canaryPercent: 10 });
    expect(kindOf(planned(secure, undefined, { split }), 'ServiceSplitter', 'Checkout').spec.splits).toHaveLength(2);
  });

  test('limits of a caller that is a gateway', () => {
    expect(faultOf(secure, undefined, { outlierEjection: { consecutiveErrors: 5 } })).toContain(
      "outlierEjection must have callers with a MeshService on Consul, because it is configured in their defaults, but 'api-gateway' has none",
    );
  });

  test('names and hosts that are taken', () => {
    const twice = (second: Ingress) =>
      errorOf(() =>
        Planned.by((stack) => {
          const shop = new Shop(stack);
          shop.ingress(secure, undefined, 'First');
          shop.ingress({ ...secure, ...second });
        }),
      );
    expect(twice({ hosts: ['other.example.com'] })).toBe(
      `${at}: name must be unique in all namespaces on Consul, but 'platform/First' has it already, got shop. Use another name.`,
    );
    expect(twice({ name: 'other' })).toBe(
      `${at}: hosts[0] must be served only once by the gateway 'platform/Gateway', but 'platform/First' serves it already, got shop.example.com. Make a MeshIngressRoutes for 'platform/First'.`,
    );
  });

  test('a gateway of another mesh', () => {
    const fault = errorOf(() =>
      Planned.by((stack) => {
        const shop = new Shop(stack);
        const names = { gatewayName: 'api-gateway', namespaceName: 'consul-ingress' };
        const mesh = IstioMesh.fromAttributes(stack, 'IstioMesh', { cluster: new FakeAksCluster(stack, 'Other') });
        const gateway = IstioGateway.fromAttributes(stack, 'Istio', { mesh, ...names });
        shop.ingress({ ...secure, gateway });
      }),
    );
    expect(fault).toBe(`${at}: gateway must be a gateway of Consul, got platform/Istio. Use a ConsulApiGateway.`);
  });
});

describe('a gateway is refused', () => {
  const where = "ConsulApiGateway 'platform/Gateway'";

  test('with bad props', () => {
    expect(gatewayFaultOf({ replicas: 0 })).toBe(
      `${where}: replicas must be a whole number of 1 to 100 pods, got 0. Use a number in 1 to 100 pods.`,
    );
    expect(gatewayFaultOf({ certificateSecretNames: [] })).toBe(
      `${where}: certificateSecretNames must contain a Secret name, got []. Leave it out, or list the Secrets.`,
    );
    expect(gatewayFaultOf({ resources: {} })).toContain(
      "ConsulApiGateway 'platform/Gateway': resources must have a resource, got {}. For example, use { " +
        'memoryLimit: "512Mi" }.',
    );
  });

  test('with the name of a service', () => {
    const fault = errorOf(() =>
      Planned.by((stack) => {
        const { mesh } = new Shop(stack);
        new ConsulApiGateway(stack, 'Second', { mesh, gatewayName: 'checkout' });
      }),
    );
    expect(fault).toBe(
      "ConsulApiGateway 'platform/Second': gatewayName must be unique among all services of the mesh, but 'platform/Checkout' has it already, " +
        'got checkout. Use another name for the gateway.',
    );
  });

  test('with nothing to serve', () => {
    const fault = errorOf(() =>
      Planned.by((stack) => {
        new Shop(stack);
      }),
    );
    expect(fault).toContain(
      `${where}: certificateSecretNames must be set for a gateway without a MeshIngress. ` +
        'Create a MeshIngress with it, or set certificateSecretNames for those of other programs.',
    );
  });

  test('with more certificates than a listener has', () => {
    const certificateSecretNames = Array.from({ length: 64 }, (_, index) => `tls-${index}`);
    expect(gatewayFaultOf({ certificateSecretNames })).toContain(
      'certificateSecretNames must be at most 64 including those of each MeshIngress, got 65. ' +
        'Create a second gateway for some of the hosts.',
    );
  });
});

describe('a gateway that others make', () => {
  function known(attributes: Partial<ConsulApiGatewayAttributes>, props: Ingress): Planned {
    return Planned.by((stack) => {
      const mesh = ConsulMesh.fromAttributes(stack, 'Mesh', { cluster: new FakeAksCluster(stack) });
      const names = { gatewayName: 'edge', namespaceName: 'edge' };
      const gateway = ConsulApiGateway.fromAttributes(stack, 'Gateway', { mesh, ...names, ...attributes });
      const service = new MeshService(stack, 'Checkout', {
        namespace: MeshNamespace.fromName(stack, 'Shop', { mesh, name: 'shop' }),
        name: 'checkout',
        port: 80,
        workload: { labels: { app: 'checkout' }, serviceAccount: 'checkout', containerPort: 8080 },
        allowFrom: [MeshPeer.ingressGateway(gateway)],
      });
      const shop = { name: 'shop', hosts: ['shop.example.com'], routes: [{ service }] };
      new MeshIngress(stack, 'Ingress', { gateway, ...shop, ...props });
    });
  }

  test('gets routes', () => {
    const plan = known({ certificateSecretNames: ['shop-tls'] }, secure);
    expect(kindOf(plan, 'HTTPRoute', 'Ingress_').spec.parentRefs).toEqual([
      { name: 'edge', namespace: 'edge', sectionName: 'https' },
    ]);
    expect(kindOf(known({ plainHttp: true }, {}), 'HTTPRoute', 'Ingress_').spec.parentRefs[0].sectionName).toBe('http');
  });

  test('serves only what is known of it', () => {
    expect(errorOf(() => known({}, secure))).toBe(
      `${at}: tls.secretName must be one of the Secrets that 'platform/Gateway' serves (none), got shop-tls. ` +
        'Add it to certificateSecretNames, here and where the gateway is created.',
    );
    expect(errorOf(() => known({}, {}))).toBe(
      `${at}: tls must be set: 'platform/Gateway' has no listener for hosts without TLS. Use IngressTls.kubernetesSecret(...), or set plainHttp on the gateway.`,
    );
    const minimumTlsVersion = TlsVersion.TLS_1_3;
    expect(errorOf(() => known({ certificateSecretNames: ['shop-tls'], minimumTlsVersion }, secure))).toContain(
      'tls.minimumVersion must be that of the gateway (TLSV1_3)',
    );
    expect(errorOf(() => known({ minimumTlsVersion }, {}))).toContain(
      'minimumTlsVersion can only be used with certificateSecretNames',
    );
  });
});

const definitions = ['consul', 'gateway-api/v1.2.1-standard'];

describeWith(needsOf(...definitions), 'the API server', () => {
  test('takes routes with all that they have', () => {
    const plan = Planned.by((stack) => {
      const shop = new Shop(stack);
      const route = { service: shop.service, timeoutSeconds: 60, rewritePath: PathRewrite.prefix('/v2') };
      const match = { path: PathMatch.startingWith('/v1'), methods: ['GET', 'PUT'], query: [QueryMatch.present('q')] };
      const responseHeaders = { setTo: { 'x-a': '1' }, remove: ['x-b'] };
      shop.ingress({ ...secure, routes: [{ ...route, match, responseHeaders }, { service: shop.service }] });
    });
    expect(checked(manifestsOf(plan, 'Ingress_'), ...definitions)).toEqual([]);
  });

  test('takes all objects', () => {
    const intents = { timeoutSeconds: 1.5, retries: { attempts: 2 } };
    const plan = planned(secure, [PathMatch.exact('/a'), PathMatch.prefix('/b'), PathMatch.prefix('/')], intents);
    const manifests = ['Gateway_Manifests', 'Ingress_', 'Checkout'].flatMap((release) => manifestsOf(plan, release));
    expect(checked(manifests, ...definitions)).toEqual([]);
  });
});
