import {
  HeaderMatch,
  type IMeshNamespace,
  type IngressRoute,
  IstioGateway,
  MeshIngress,
  MeshPeer,
  MeshService,
  type MeshServiceProps,
  PathMatch,
  PathRewrite,
  QueryMatch,
  RouteAction,
  TrafficSplit,
} from '../../../lib';
import { type Attributes, azureStack, errorOf, Planned } from '../../support/planned';
import { manifestsOf } from '../../support/releases';
import { faultOf, objectOf, objectsOf, shopIn } from './meshes';

/** Sets of objects as teams write them by hand, said by the library: what came out is what they had. */

const orders = {
  name: 'orders',
  workload: { labels: { app: 'orders' }, serviceAccount: 'orders', containerPort: 5000 },
};
const host = 'orders.shop.svc.cluster.local';
const [v1, v2] = ['v1', 'v2'].map((name) => ({ name, service: `orders-${name}`, labels: { version: name } }));
const port = { number: 80 };
const destination = (subset?: string) => ({ destination: { host, ...(subset && { subset }), port } });
const toAuthors = { rewritePath: PathRewrite.full('/authors') };
const exactly = (path: string) => ({ path: PathMatch.exact(path) });

function serviceIn(namespace: IMeshNamespace, props: Partial<MeshServiceProps>): MeshService {
  return new MeshService(namespace, 'Orders', { namespace, port: 80, ...orders, ...props });
}

describe('a gateway of the AKS add-on with two versions behind it', () => {
  /** The rules for each path of the gateway. */
  function httpOf(...routes: Omit<IngressRoute, 'service'>[]): Attributes[] {
    const stack = azureStack();
    const namespace = shopIn(stack, 'managed Istio');
    const names = { gatewayName: 'aks-istio-ingressgateway-external', namespaceName: 'aks-istio-ingress' };
    const gateway = IstioGateway.fromAttributes(stack, 'Gateway', { mesh: namespace.mesh as never, ...names });
    const service = serviceIn(namespace, { versions: [v1, v2] });
    new MeshIngress(stack, 'Ingress', {
      gateway,
      name: 'shop-external',
      hosts: ['shop.example.com'],
      routes: routes.map((route) => ({ ...route, service })),
    });
    return manifestsOf(Planned.of(stack), 'Ingress')[1].spec.http;
  }

  const byHeader = (name: string, value: string) => ({ headers: [HeaderMatch.exact(name, value)] });
  const weighted = (canaryPercent: number) =>
    RouteAction.split(TrafficSplit.canary({ stable: v1, canary: v2, canaryPercent }));

  test.each<[string, Omit<IngressRoute, 'service'>[], object[]]>([
    [
      'a path that is rewritten',
      [{ match: exactly('/shop'), ...toAuthors, action: RouteAction.allPods() }],
      [{ match: [{ uri: { exact: '/shop' } }], route: [destination()], rewrite: { uri: '/authors' } }],
    ],
    [
      'a path for each version',
      [
        { match: exactly('/shop-v1'), ...toAuthors, action: RouteAction.version(v1) },
        { match: exactly('/shop-v2'), ...toAuthors, action: RouteAction.version(v2) },
      ],
      [
        { match: [{ uri: { exact: '/shop-v1' } }], route: [destination('v1')], rewrite: { uri: '/authors' } },
        { match: [{ uri: { exact: '/shop-v2' } }], route: [destination('v2')], rewrite: { uri: '/authors' } },
      ],
    ],
    [
      'a header and a path together, and the path alone',
      [
        {
          match: { ...exactly('/shop-canary'), ...byHeader('x-canary-user', 'beta-tester') },
          ...toAuthors,
          action: RouteAction.version(v2),
        },
        { match: exactly('/shop-canary'), ...toAuthors, action: RouteAction.version(v1) },
      ],
      [
        {
          match: [{ uri: { exact: '/shop-canary' }, headers: { 'x-canary-user': { exact: 'beta-tester' } } }],
          route: [destination('v2')],
          rewrite: { uri: '/authors' },
        },
        { match: [{ uri: { exact: '/shop-canary' } }], route: [destination('v1')], rewrite: { uri: '/authors' } },
      ],
    ],
    [
      'a split for one path',
      [{ match: exactly('/shop-weighted'), ...toAuthors, action: weighted(20) }],
      [
        {
          match: [{ uri: { exact: '/shop-weighted' } }],
          route: [
            { ...destination('v1'), weight: 80 },
            { ...destination('v2'), weight: 20 },
          ],
          rewrite: { uri: '/authors' },
        },
      ],
    ],
  ])('%s', (_what, routes, expected) => {
    expect(httpOf(...routes)).toEqual(expected);
  });

  test('all of them on one host, in one list', () => {
    const routes = ['/shop', '/shop-v1', '/shop-weighted'].map((path) => ({
      match: exactly(path),
      ...toAuthors,
      action: weighted(90),
    }));
    expect(httpOf(...routes).map(({ match }) => match[0].uri.exact)).toEqual(['/shop', '/shop-v1', '/shop-weighted']);
  });

  test('other rules inside of the mesh, whose prefix ends anywhere', () => {
    const routes = [
      {
        match: { path: PathMatch.startingWith('/internal') },
        rewritePath: PathRewrite.prefix('/authors'),
        action: RouteAction.version(v2),
      },
      { action: RouteAction.version(v1) },
    ];
    const stack = azureStack();
    serviceIn(shopIn(stack, 'managed Istio'), { routes });
    const [rule, service] = manifestsOf(Planned.of(stack), 'Orders');
    expect(rule.spec.subsets).toEqual([
      { name: 'v2', labels: { version: 'v2' } },
      { name: 'v1', labels: { version: 'v1' } },
    ]);
    expect(service.spec.http.slice(0, 2)).toEqual([
      {
        match: [{ uri: { prefix: '/internal' }, port: 80 }],
        route: [destination('v2')],
        rewrite: { uri: '/authors' },
      },
      { match: [{ port: 80 }], route: [destination('v1')] },
    ]);
  });

  test('on Linkerd the rewrites are refused, with the meshes that have them', () => {
    expect(faultOf('Linkerd', { routes: [{ match: exactly('/shop'), ...toAuthors }] })).toContain(
      "routes[0].rewritePath must be left out on Linkerd, which doesn't support this feature (path rewrite). Istio, Istio ambient, managed Istio and Consul can",
    );
  });
});

describe('two versions on Consul', () => {
  const web = MeshPeer.serviceAccount('shop', 'web', { methods: ['POST'], paths: [PathMatch.prefix('/')] });
  const intents = {
    split: TrafficSplit.canary({ stable: v1, canary: v2, canaryPercent: 50 }),
    allowFrom: [web],
    routes: [
      { match: { path: PathMatch.startingWith('/v1') }, action: RouteAction.version(v1) },
      { match: { path: PathMatch.startingWith('/v2') }, action: RouteAction.version(v2) },
      { match: { query: [QueryMatch.exact('version', 'v1')] }, action: RouteAction.version(v1) },
      { match: { query: [QueryMatch.exact('version', 'v2')] }, action: RouteAction.version(v2) },
    ],
  };

  test('are routed by text and by a query parameter, and split otherwise', () => {
    expect(objectOf('Consul', intents, 'ServiceRouter').spec.routes).toEqual([
      { match: { http: { pathPrefix: '/v1' } }, destination: { serviceSubset: 'v1' } },
      { match: { http: { pathPrefix: '/v2' } }, destination: { serviceSubset: 'v2' } },
      { match: { http: { queryParam: [{ name: 'version', exact: 'v1' }] } }, destination: { serviceSubset: 'v1' } },
      { match: { http: { queryParam: [{ name: 'version', exact: 'v2' }] } }, destination: { serviceSubset: 'v2' } },
    ]);
    expect(objectsOf('Consul', intents).map(({ kind }) => kind)).toEqual([
      'ServiceDefaults',
      'ServiceIntentions',
      'ServiceResolver',
      'ServiceRouter',
      'ServiceSplitter',
    ]);
  });

  test('and the same on Istio', () => {
    const { http } = objectOf('Istio', intents, 'VirtualService').spec;
    expect(http.slice(0, 4).map(({ match, route }: Attributes) => [match[0], route[0].destination.subset])).toEqual([
      [{ uri: { prefix: '/v1' }, port: 80 }, 'v1'],
      [{ uri: { prefix: '/v2' }, port: 80 }, 'v2'],
      [{ queryParams: { version: { exact: 'v1' } }, port: 80 }, 'v1'],
      [{ queryParams: { version: { exact: 'v2' } }, port: 80 }, 'v2'],
    ]);
  });

  test('and on Linkerd, where a text is an expression and comes first anyway', () => {
    const [route] = objectsOf('Linkerd', intents);
    expect(route.spec.rules.map(({ matches }: Attributes) => matches)).toEqual([
      [{ path: { type: 'RegularExpression', value: '/v1.*' } }],
      [{ path: { type: 'RegularExpression', value: '/v2.*' } }],
      [{ queryParams: [{ type: 'Exact', name: 'version', value: 'v1' }] }],
      [{ queryParams: [{ type: 'Exact', name: 'version', value: 'v2' }] }],
      undefined,
    ]);
  });
});

test('a path that is a text belongs to routes only', () => {
  const text = PathMatch.startingWith('/v1');
  const peer = MeshPeer.serviceAccount('shop', 'web', { paths: [text] });
  expect(faultOf('Istio', { allowFrom: [peer] })).toBe(
    "MeshService 'platform/Checkout': allowFrom[0].paths[0] must be a path or a prefix that ends at a slash: a text is for routes of a mesh " +
      'only, got /v1. Use PathMatch.prefix.',
  );
});

describe('on the ambient data plane', () => {
  function ingressOn(route: Omit<IngressRoute, 'service'>): Attributes[] {
    const stack = azureStack();
    const namespace = shopIn(stack, 'Istio ambient');
    const names = { gatewayName: 'ingress', namespaceName: 'istio-ingress' };
    const gateway = IstioGateway.fromAttributes(stack, 'Gateway', { mesh: namespace.mesh as never, ...names });
    const service = serviceIn(namespace, { versions: [v1, v2] });
    const hosts = ['shop.example.com'];
    new MeshIngress(stack, 'Ingress', { gateway, name: 'shop', hosts, routes: [{ ...route, service }] });
    return manifestsOf(Planned.of(stack), 'Ingress')[1].spec.http;
  }

  test('a gateway changes requests, and leaves versions to the waypoint', () => {
    expect(ingressOn({ match: exactly('/shop'), ...toAuthors })).toEqual([
      { match: [{ uri: { exact: '/shop' } }], route: [destination()], rewrite: { uri: '/authors' } },
    ]);
    expect(errorOf(() => ingressOn({ action: RouteAction.version(v2), mirror: { to: v1 } }))).toBe(
      "MeshIngress 'platform/Ingress' has 2 faults:\n" +
        '- routes[0].action must be left out on the ambient data plane, where the waypoint of the service chooses its pods. Use routes ' +
        'of the MeshService.\n' +
        '- routes[0].mirror must be left out on the ambient data plane, where the waypoint of the service chooses its pods. Use routes ' +
        'of the MeshService.',
    );
  });
});
