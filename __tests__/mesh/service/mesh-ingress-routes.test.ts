import type { TerraformStack } from 'cdktf';
import {
  ConsulApiGateway,
  ConsulMesh,
  HeaderMatch,
  type IIstioMesh,
  type IMeshGateway,
  IngressTls,
  IstioGateway,
  MeshIngress,
  type MeshIngressProps,
  MeshIngressRoutes,
  type MeshIngressRoutesProps,
  MeshNamespace,
  MeshPeer,
  MeshService,
  PathMatch,
  RouteAction,
} from '../../../lib';
import { FakeAksCluster } from '../../support/fake-aks-cluster';
import { azureStack, errorOf, Planned } from '../../support/planned';
import { manifestsOf, waitsOf } from '../../support/releases';
import { shopIn, v2, workload } from '../traffic/meshes';

const hosts = ['api.example.com', 'www.example.com'];
const tls = IngressTls.kubernetesSecret('api-tls');
const orders = PathMatch.prefix('/orders');

interface Places {
  readonly stack: TerraformStack;
  readonly gateway: IMeshGateway;
  readonly shop: ReturnType<typeof shopIn>;
  serviceIn(namespace: string): MeshService;
  ingress(props?: Partial<MeshIngressProps>): MeshIngress;
}

function places(mesh = 'Istio'): Places {
  const stack = azureStack();
  const shop = shopIn(stack, mesh);
  const names = { gatewayName: 'ingress', namespaceName: 'istio-ingress' };
  const gateway = IstioGateway.fromAttributes(stack, 'Gateway', { mesh: shop.mesh as IIstioMesh, ...names });
  const serviceIn = (name: string) => {
    const namespace = MeshNamespace.fromName(stack, `Namespace-${name}`, { mesh: shop.mesh, name });
    const byHeader = [{ match: { headers: [HeaderMatch.exact('x-canary', 'true')] }, action: RouteAction.version(v2) }];
    return new MeshService(stack, name, { namespace, name, port: 80, workload, routes: byHeader });
  };
  const ingress = (props: Partial<MeshIngressProps> = {}) =>
    new MeshIngress(stack, 'Ingress', { gateway, name: 'api', hosts, tls, namespace: shop, ...props });
  return { stack, gateway, shop, serviceIn, ingress };
}

describe('routes of a shared host', () => {
  test('get the paths that the ingress delegates to them, the narrowest first, and come before it', () => {
    const { stack, serviceIn, ingress } = places();
    const shared = ingress({
      routes: [{ service: serviceIn('web') }],
      delegates: [
        { name: 'users', namespaceName: 'users', path: PathMatch.exact('/users'), hosts: ['www.example.com'] },
        { name: 'all-users', namespaceName: 'users', path: PathMatch.prefix('/users') },
      ],
    });
    const service = serviceIn('orders');
    const routes = [{ match: { path: PathMatch.exact('/orders/health') }, service }, { service }];
    new MeshIngressRoutes(stack, 'Orders', { ingress: shared, name: 'orders', path: orders, routes });
    const narrow = PathMatch.prefix('/orders/archive');
    const archive = [{ service: serviceIn('archive') }];
    new MeshIngressRoutes(stack, 'Archive', { ingress: shared, name: 'archive', path: narrow, routes: archive });

    const plan = Planned.of(stack);
    const [gateway, api, www] = manifestsOf(plan, 'Ingress');
    expect(gateway.metadata).toEqual({ name: 'api', namespace: 'shop' });
    const uris = (spec: { http: { match?: { uri?: object }[]; delegate?: object }[] }) =>
      spec.http.map(({ match, delegate }) => [match?.map(({ uri }) => uri && Object.values(uri)[0]), delegate]);
    const [toArchive, toOrders, toAllUsers] = [
      [['/orders/archive', '/orders/archive/'], { name: 'archive-routes', namespace: 'archive' }],
      [['/orders', '/orders/'], { name: 'orders-routes', namespace: 'orders' }],
      [['/users', '/users/'], { name: 'all-users-routes', namespace: 'users' }],
    ];
    const toUsers = [['/users'], { name: 'users-routes', namespace: 'users' }];
    expect([api.spec.hosts, uris(api.spec).slice(0, -2)]).toEqual([
      ['api.example.com'],
      [toArchive, toOrders, toAllUsers],
    ]);
    expect([www.spec.hosts, uris(www.spec).slice(0, -2)]).toEqual([
      ['www.example.com'],
      [toArchive, toOrders, toUsers, toAllUsers],
    ]);
    const [own, ...others] = manifestsOf(plan, 'Orders');
    expect(others).toEqual([]);
    expect(own.metadata).toEqual({ name: 'orders-routes', namespace: 'orders' });
    expect(Object.keys(own.spec)).toEqual(['http']);
    expect(uris(own.spec).map(([paths]) => paths)).toEqual([
      ['/orders/health'],
      ['/orders/health'],
      ['/orders', '/orders/'],
      ['/orders', '/orders/'],
    ]);
    expect(waitsOf(plan, 'Ingress')).toEqual(
      expect.arrayContaining(['helm_release.Archive_Manifests', 'helm_release.Orders_Manifests']),
    );
    expect(waitsOf(plan, 'Orders')).toEqual(['helm_release.orders_Manifests']);
    expect(plan.warnings).toEqual([]);
  });

  test('need no route of the ingress itself, and may be of one of its hosts', () => {
    const { stack, serviceIn, ingress } = places();
    const shared = ingress();
    const own = { ingress: shared, name: 'orders', path: PathMatch.prefix('/'), hosts: ['api.example.com'] };
    new MeshIngressRoutes(stack, 'Orders', { ...own, routes: [{ service: serviceIn('orders') }] });
    const text = "MeshIngress 'platform/Ingress': hosts[1] must have a route, got www.example.com";
    expect(errorOf(() => Planned.of(stack))).toContain(text);
    const rest = { ingress: shared, name: 'web', path: PathMatch.prefix('/'), hosts: ['www.example.com'] };
    new MeshIngressRoutes(stack, 'Web', { ...rest, routes: [{ service: serviceIn('web') }] });
    const [, api, www] = manifestsOf(Planned.of(stack), 'Ingress');
    expect(api.spec.http).toEqual([{ delegate: { name: 'orders-routes', namespace: 'orders' } }]);
    expect(www.spec.http).toEqual([{ delegate: { name: 'web-routes', namespace: 'web' } }]);
  });

  test('of another stack know the ingress by its attributes', () => {
    const { stack, gateway, serviceIn } = places();
    const ingress = MeshIngress.fromAttributes(stack, 'Ingress', { gateway, hosts });
    const props = { ingress, name: 'orders', path: orders, routes: [{ service: serviceIn('orders') }] };
    expect(errorOf(() => new MeshIngressRoutes(stack, 'Some', { ...props, hosts: ['api.example.com'] }))).toBe(
      "MeshIngressRoutes 'platform/Some': hosts must be left out on Istio for an imported ingress, whose delegates define them, got " +
        '["api.example.com"]. Leave it out, and give the delegate hosts.',
    );
    new MeshIngressRoutes(stack, 'Orders', props);
    expect(manifestsOf(Planned.of(stack), 'Orders')[0].spec.http).toHaveLength(2);
  });

  test('are within their path, which only they have and which leaves the routes of the ingress alone', () => {
    const { stack, gateway, serviceIn, ingress } = places();
    const web = serviceIn('web');
    const taken = { name: 'users', namespaceName: 'users', path: PathMatch.prefix('/users') };
    const shared = ingress({
      routes: [{ match: { path: PathMatch.exact('/orders/status') }, service: web }, { service: web }],
      delegates: [taken],
    });
    const service = serviceIn('orders');
    const make = (props: Partial<MeshIngressRoutesProps>) =>
      errorOf(() => {
        const given = { ingress: shared, name: 'orders', path: orders, routes: [{ service }], ...props };
        stack.node.tryRemoveChild('Orders');
        new MeshIngressRoutes(stack, 'Orders', given);
      });
    expect(
      make({ routes: [{ service, match: { path: PathMatch.exact('/order') }, hosts }], hosts: ['a.example.com'] }),
    ).toBe(
      "MeshIngressRoutes 'platform/Orders' has 4 faults:\n- hosts[0] must be one of the ingress's hosts " +
        '(api.example.com, www.example.com), got a.example.com. Add a.example.com to hosts, or remove it here.\n- ' +
        'routes[0].hosts must be left out, got ["api.example.com","www.example.com"]. Set hosts on the ' +
        'MeshIngressRoutes.\n- routes[0].match.path must be within path (/orders), got /order. Narrow it.\n- path ' +
        'must leave out the path of routes[0] of the ingress, which would never be reached, got /orders. Leave ' +
        'routes[0] out, or use another path.',
    );
    expect(make({ path: PathMatch.prefix('/users/') })).toBe(
      "MeshIngressRoutes 'platform/Orders': path must be set to one of MeshIngressRoutes, but users/users has it already, got /users/. Use another " +
        'path, or other hosts.',
    );
    expect(make({ path: PathMatch.regex('/o.*') })).toContain(
      'path must be an exact path or a prefix, got /o.*. Use PathMatch.exact or PathMatch.prefix.',
    );
    const twice = () =>
      new MeshIngress(stack, 'Again', {
        gateway,
        name: 'again',
        hosts: ['c.example.com'],
        tls,
        routes: [{ service: web }],
        delegates: [taken, { ...taken, name: 'Users', hosts }, { ...taken, path: PathMatch.prefix('/') }],
      });
    expect(errorOf(twice)).toContain(
      "MeshIngress 'platform/Again' has 5 faults:\n" +
        '- delegates[1].name must have 1 to 63 characters: lowercase letters, digits and -',
    );
  });

  test('let the gateway in, as those of an ingress do', () => {
    const { stack, shop, ingress } = places();
    const allowFrom = [MeshPeer.serviceAccount('shop', 'web')];
    const service = new MeshService(stack, 'Closed', {
      namespace: shop,
      name: 'closed',
      port: 80,
      workload,
      allowFrom,
    });
    const props = { ingress: ingress(), name: 'orders', path: orders, routes: [{ service }] };
    expect(errorOf(() => new MeshIngressRoutes(stack, 'Orders', props))).toBe(
      "MeshIngressRoutes 'platform/Orders': routes[0].service must allow the gateway 'platform/Gateway', but " +
        "allowFrom of 'platform/Closed' doesn't. Add MeshPeer.ingressGateway(gateway) to allowFrom.",
    );
  });

  test('need a namespace of the ingress, or a route', () => {
    expect(errorOf(() => places().ingress({ namespace: undefined }))).toBe(
      "MeshIngress 'platform/Ingress': namespace must be set. Set the MeshNamespace of the objects, or routes.",
    );
  });

  test('at a gateway of ambient Istio leave what the waypoint does to it', () => {
    const { stack, serviceIn, ingress } = places('Istio ambient');
    const props = { ingress: ingress(), name: 'orders', path: orders, routes: [{ service: serviceIn('orders') }] };
    new MeshIngressRoutes(stack, 'Orders', { ...props, hosts: ['api.example.com'] });
    new MeshIngressRoutes(stack, 'Web', { ...props, name: 'web', hosts: ['www.example.com'] });
    expect(manifestsOf(Planned.of(stack), 'Orders')[0].spec.http).toHaveLength(1);
  });

  test("are one more HTTPRoute on Consul, which doesn't support this feature (delegates)", () => {
    const stack = azureStack();
    const mesh = ConsulMesh.fromAttributes(stack, 'Mesh', { cluster: new FakeAksCluster(stack) });
    const gateway = new ConsulApiGateway(stack, 'Gateway', { mesh });
    const serviceIn = (name: string) =>
      new MeshService(stack, name, {
        namespace: MeshNamespace.fromName(stack, `Namespace-${name}`, { mesh, name }),
        name,
        port: 80,
        workload: { ...workload, serviceAccount: name },
        allowFrom: [MeshPeer.ingressGateway(gateway)],
      });
    const given = { gateway, name: 'web', hosts, tls, redirectHttp: false, routes: [{ service: serviceIn('web') }] };
    const delegates = [{ name: 'orders', namespaceName: 'orders', path: orders }];
    expect(errorOf(() => new MeshIngress(stack, 'Some', { ...given, delegates }))).toBe(
      "MeshIngress 'platform/Some': delegates must be left out on Consul, whose gateway takes routes of all namespaces of the mesh, got " +
        '["orders"]. Leave it out: MeshIngressRoutes are enough.',
    );
    const ingress = new MeshIngress(stack, 'Ingress', given);
    const routes = [{ service: serviceIn('orders') }];
    new MeshIngressRoutes(stack, 'Orders', {
      ingress,
      name: 'orders',
      path: orders,
      hosts: ['api.example.com'],
      routes,
    });
    const [route, ...others] = manifestsOf(Planned.of(stack), 'Orders');
    expect(others).toEqual([]);
    expect(route.metadata).toEqual({ name: 'orders', namespace: 'orders' });
    expect(route.spec).toEqual({
      parentRefs: [{ name: 'api-gateway', namespace: 'consul-ingress', sectionName: 'https' }],
      hostnames: ['api.example.com'],
      rules: [
        {
          matches: [{ path: { type: 'Exact', value: '/orders' } }, { path: { type: 'PathPrefix', value: '/orders/' } }],
          backendRefs: [{ name: 'orders', port: 80 }],
        },
      ],
    });
    expect(
      errorOf(
        () => new MeshIngressRoutes(stack, 'Web', { ingress, name: 'orders', path: PathMatch.exact('/'), routes }),
      ),
    ).toContain("name must be unique in all namespaces on Consul, but 'platform/Orders' has it already");
  });
});
