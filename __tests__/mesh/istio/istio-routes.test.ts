import type { TerraformStack } from 'cdktf';
import {
  GatewayApi,
  GatewayApiChannel,
  HeaderMatch,
  IstioGateway,
  IstioMesh,
  IstioRevisionTag,
  IstioRoutes,
  MeshIngress,
  MeshNamespace,
  MeshService,
  PathMatch,
  RetryOn,
  RouteAction,
  ServiceProtocol,
  TrafficSplit,
} from '../../../lib';
import { checked, needsOf } from '../../contract/support/crd-check';
import { FakeAksCluster } from '../../support/fake-aks-cluster';
import { type Attributes, azureStack, errorOf, Planned } from '../../support/planned';
import { manifestsOf, valuesOf } from '../../support/releases';
import { describeWith } from '../../support/tools';
import { type Intents, v1, v2, workload } from '../traffic/meshes';

const { EXPERIMENTAL, STANDARD } = GatewayApiChannel;
const canary = TrafficSplit.canary({ stable: v1, canary: v2, canaryPercent: 10 });
const byHeader = [{ match: { headers: [HeaderMatch.exact('x-canary', 'true')] }, action: RouteAction.version(v2) }];
const byPath = [{ match: { path: PathMatch.prefix('/api') }, action: RouteAction.version(v2) }];

function serviceOn(
  stack: TerraformStack,
  channel: GatewayApiChannel,
  intents: Intents,
  version = '1.5.1',
): MeshService {
  const cluster = new FakeAksCluster(stack);
  const routes = IstioRoutes.gatewayApi(GatewayApi.present(stack, 'Api', { cluster, channel, version }));
  const mesh = IstioMesh.fromAttributes(stack, 'Mesh', { cluster, routes });
  const namespace = MeshNamespace.fromName(stack, 'Shop', { mesh, name: 'shop' });
  return new MeshService(stack, 'Checkout', { namespace, name: 'checkout', port: 80, workload, ...intents });
}

function objectsOn(channel: GatewayApiChannel, intents: Intents, version?: string): Attributes[] {
  const plan = Planned.by((stack) => {
    serviceOn(stack, channel, intents, version);
  });
  return manifestsOf(plan, 'Checkout');
}

function faultOn(channel: GatewayApiChannel, intents: Intents, version?: string): string {
  return errorOf(() => objectsOn(channel, intents, version));
}

const everything: Intents = {
  split: canary,
  routes: [...byHeader, ...byPath],
  mirror: { to: v2, percent: 5 },
  timeoutSeconds: 5,
  connectionLimits: { maxConnections: 10 },
};

test('values of headers are literals for Envoy, which rejects a listener with a single %', () => {
  const routes = [{ requestHeaders: { setTo: { 'x-a': '100%' } }, responseHeaders: { add: { 'x-b': '%' } } }];
  const [{ spec }] = objectsOn(STANDARD, { routes }).slice(-1);
  expect(spec.rules[0].filters).toEqual([
    { type: 'RequestHeaderModifier', requestHeaderModifier: { set: [{ name: 'x-a', value: '100%%' }] } },
    { type: 'ResponseHeaderModifier', responseHeaderModifier: { add: [{ name: 'x-b', value: '%%' }] } },
  ]);
});

test('routes are an HTTPRoute of the Service to those of versions', () => {
  const route = objectsOn(STANDARD, everything).at(-1);
  const filters = [
    { type: 'RequestMirror', requestMirror: { backendRef: { name: 'checkout-v2', port: 80 }, percent: 5 } },
  ];
  const common = { filters, timeouts: { request: '5s' } };
  const backendRefs = [{ name: 'checkout-v2', port: 80 }];
  const headers = [{ type: 'Exact', name: 'x-canary', value: 'true' }];
  const path = { type: 'PathPrefix', value: '/api' };
  expect(route).toEqual({
    apiVersion: 'gateway.networking.k8s.io/v1',
    kind: 'HTTPRoute',
    metadata: { name: 'checkout', namespace: 'shop' },
    spec: {
      parentRefs: [{ group: '', kind: 'Service', name: 'checkout', port: 80 }],
      rules: [
        { matches: [{ headers }, { path, headers }], backendRefs, ...common },
        { matches: [{ path }], backendRefs, ...common },
        {
          backendRefs: [
            { name: 'checkout-v1', port: 80, weight: 90 },
            { name: 'checkout-v2', port: 80, weight: 10 },
          ],
          ...common,
        },
      ],
    },
  });
});

test('limits stand at each host that requests go to, without subsets', () => {
  const hosts = (intents: Intents) =>
    objectsOn(STANDARD, { connectionLimits: { maxConnections: 10 }, ...intents })
      .filter(({ kind }) => kind === 'DestinationRule')
      .map(({ spec }) => [spec.host.split('.')[0], spec.subsets, spec.trafficPolicy]);
  const trafficPolicy = { connectionPool: { tcp: { maxConnections: 10 } } };
  expect(hosts({ split: canary })).toEqual([
    ['checkout-v1', undefined, trafficPolicy],
    ['checkout-v2', undefined, trafficPolicy],
  ]);
  expect(hosts({ routes: byHeader }).map(([host]) => host)).toEqual(['checkout', 'checkout-v2']);
  expect(hosts({}).map(([host]) => host)).toEqual(['checkout']);
});

test('retries and a share of copies are there where the channel has them', () => {
  const retries = { attempts: 2, perTryTimeoutSeconds: 1, backoffSeconds: 0.1 };
  const [route] = objectsOn(EXPERIMENTAL, { retries, mirror: { to: v2, percent: 2.5 } });
  expect(route.spec.rules[0]).toMatchObject({
    filters: [{ requestMirror: { fraction: { numerator: 2500, denominator: 100000 } } }],
    timeouts: { backendRequest: '1s' },
    retry: { attempts: 2, codes: [502, 503, 504], backoff: '100ms' },
  });
});

test('TCP is a TCPRoute, and a control plane that is installed here reads it', () => {
  expect(objectsOn(EXPERIMENTAL, { protocol: ServiceProtocol.TCP, split: canary })[0]).toMatchObject({
    apiVersion: 'gateway.networking.k8s.io/v1alpha2',
    kind: 'TCPRoute',
  });
  const envOf = (channel: GatewayApiChannel) => {
    const plan = Planned.by((stack) => {
      const cluster = new FakeAksCluster(stack);
      const routes = IstioRoutes.gatewayApi(GatewayApi.present(stack, 'Api', { cluster, channel, version: '1.5.1' }));
      new IstioMesh(stack, 'Mesh', { cluster, routes });
    });
    return valuesOf(plan, 'Istiod').env;
  };
  expect(envOf(EXPERIMENTAL)).toEqual({ PILOT_ENABLE_ALPHA_GATEWAY_API: 'true' });
  expect(envOf(STANDARD)).toBeUndefined();
});

test('a gateway leads to the same Services', () => {
  const plan = Planned.by((stack) => {
    const service = serviceOn(stack, STANDARD, { split: canary });
    const mesh = service.namespace.mesh as never;
    const names = { gatewayName: 'in', namespaceName: 'istio-ingress' };
    const gateway = IstioGateway.fromAttributes(stack, 'Gateway', { mesh, ...names });
    new MeshIngress(stack, 'Ingress', { gateway, name: 'shop', hosts: ['a.example.com'], routes: [{ service }] });
  });
  const route = manifestsOf(plan, 'Ingress')[1].spec.http[0].route;
  expect(route.map(({ destination }: Attributes) => [destination.host, destination.subset])).toEqual([
    ['checkout-v1.shop.svc.cluster.local', undefined],
    ['checkout-v2.shop.svc.cluster.local', undefined],
  ]);
});

test('a tag of a control plane has its routes', () => {
  const plan = Planned.by((stack) => {
    const cluster = new FakeAksCluster(stack);
    const api = GatewayApi.present(stack, 'Api', { cluster, channel: STANDARD, version: '1.5.1' });
    const mesh = new IstioMesh(stack, 'Mesh', { cluster, revision: '1-30', routes: IstioRoutes.gatewayApi(api) });
    const tag = new IstioRevisionTag(stack, 'Tag', { mesh, tagName: 'stable' });
    const namespace = MeshNamespace.fromName(stack, 'Shop', { mesh: tag, name: 'shop' });
    new MeshService(stack, 'Checkout', { namespace, name: 'checkout', port: 80, workload, timeoutSeconds: 5 });
  });
  expect(manifestsOf(plan, 'Checkout')[0].kind).toBe('HTTPRoute');
});

describe('what these routes lack is refused', () => {
  const at = "MeshService 'platform/Checkout'";
  const fix = 'Use a GatewayApi of the experimental channel, or IstioRoutes.virtualServices().';

  test('on any channel', () => {
    expect(faultOn(EXPERIMENTAL, { faultInjection: { abortStatus: 503 } })).toBe(
      `${at}: faultInjection must be left out if routes use the Gateway API, which doesn't support fault injection. Use IstioRoutes.virtualServices() on the mesh.`,
    );
    expect(faultOn(EXPERIMENTAL, { retries: { attempts: 1, on: [RetryOn.SERVER_ERRORS] } })).toBe(
      `${at} has 2 faults:\n` +
        '- retries.on[0] must be single codes if routes use the Gateway API, got 5xx. Use RetryOn.GATEWAY_ERRORS.\n' +
        '- retries.on must have connect-failure and refused-stream if routes use the Gateway API: Istio always adds them. ' +
        'Add them, or leave retries.on out.',
    );
    expect(
      faultOn(STANDARD, {
        routes: [{ match: { headers: [HeaderMatch.exact('a', 'b')] }, action: RouteAction.version({ name: 'v3' }) }],
      }),
    ).toBe(
      `${at}: routes[0].action must have a Service of version v3: Gateway API routes select versions by them. Set one, e.g. service: 'checkout-v3'.`,
    );
  });

  test('experimental kinds and fields on the standard channel', () => {
    expect(faultOn(STANDARD, { retries: { attempts: 1 } })).toBe(
      `${at}: retries must be left out with the standard channel of the Gateway API, which has no retries. ${fix}`,
    );
    expect(faultOn(STANDARD, { protocol: ServiceProtocol.TCP, split: canary })).toBe(
      `${at}: split must be left out with the standard channel of the Gateway API, which has no TCPRoute. ${fix}`,
    );
    expect(faultOn(STANDARD, { mirror: { to: v2, percent: 5 } }, '1.2.1')).toBe(
      `${at}: mirror.percent must be left out with version 1.2.1 of the Gateway API, which mirrors all requests or none, got 5. Use ` +
        'version 1.3.0 or newer, or leave it out.',
    );
  });

  test('definitions of another cluster', () => {
    const stack = azureStack();
    const other = new FakeAksCluster(stack, 'Other');
    const api = GatewayApi.present(stack, 'Api', { cluster: other, channel: STANDARD, version: '1.5.1' });
    const cluster = new FakeAksCluster(stack);
    const routes = IstioRoutes.gatewayApi(api);
    const expected =
      "IstioMesh 'platform/Mesh': routes.gatewayApi must be on the mesh's cluster, got platform/Api. Use the " +
      'GatewayApi of that cluster.';
    expect(errorOf(() => new IstioMesh(stack, 'Mesh', { cluster, routes }))).toBe(expected);
    const none = IstioRoutes.gatewayApi(undefined as never);
    expect(errorOf(() => IstioMesh.fromAttributes(stack, 'Known', { cluster, routes: none }))).toBe(
      "IstioMesh 'platform/Known': routes.gatewayApi must be set. For example, use GatewayApi.present(...).",
    );
  });
});

describeWith(needsOf('istio', 'gateway-api'), 'objects', () => {
  const retries = { attempts: 2, perTryTimeoutSeconds: 1, backoffSeconds: 0.1 };

  test.each([
    ['v1.5.1-standard', STANDARD, '1.5.1', [everything, { mirror: { to: v2, percent: 2.5 } }]],
    ['v1.2.1-standard', STANDARD, '1.2.1', [{ ...everything, mirror: { to: v2 } }]],
    [
      'v1.5.1-experimental',
      EXPERIMENTAL,
      '1.5.1',
      [
        { ...everything, retries },
        { protocol: ServiceProtocol.GRPC, retries },
        { protocol: ServiceProtocol.TCP, split: canary },
      ],
    ],
  ] as const)('pass what the API server checks with %s', (folder, channel, version, all) => {
    const objects = all.flatMap((intents) => objectsOn(channel, intents as Intents, version));
    expect(checked(objects, 'istio', `gateway-api/${folder}`)).toEqual([]);
  });
});
