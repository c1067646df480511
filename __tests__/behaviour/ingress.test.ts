import type { TerraformStack } from 'cdktf';
import {
  HeaderMatch,
  type IIstioGateway,
  type IMeshNamespace,
  IngressTls,
  IstioGateway,
  MeshIngress,
  type MeshIngressProps,
  MeshIngressRoutes,
  MeshNamespace,
  MeshPeer,
  MeshService,
  PathMatch,
  RouteAction,
  TlsVersion,
} from '../../lib';
import type { Attributes } from '../support/planned';
import { describeBehaviours } from './support/behaviours';
import { type Pod, type Probe, type ProbeReport, runLab } from './support/lab';
import { http, ofKind, service, shopWith, withoutKind } from './support/shop';

const gatewayLabels = { istio: 'ingressgateway' };
const gatewayPod: Pod = {
  name: 'gateway',
  namespace: 'istio-ingress',
  labels: gatewayLabels,
  serviceAccount: 'istio-ingressgateway',
  proxy: 'gateway',
};
const gatewayService = service(
  'istio-ingress',
  'istio-ingressgateway',
  [
    { name: 'http2', port: 80, targetPort: 8080 },
    { name: 'https', port: 443, targetPort: 8443 },
  ],
  gatewayLabels,
);

type Make = (stack: TerraformStack, shop: IMeshNamespace, gateway: IIstioGateway) => void;

function behindGateway(make: Make): Attributes[] {
  const objects = shopWith((stack, shop, mesh) => {
    const names = { gatewayName: 'istio-ingressgateway', namespaceName: 'istio-ingress' };
    make(stack, shop, IstioGateway.fromAttributes(stack, 'Gateway', { mesh, selector: gatewayLabels, ...names }));
  });
  return [...objects, gatewayService, service('shop', 'web', [http]), service('shop', 'orders', [http])];
}

function serviceOf(
  stack: TerraformStack,
  namespace: IMeshNamespace,
  name: string,
  gateway?: IIstioGateway,
): MeshService {
  return new MeshService(stack, name, {
    namespace,
    name,
    port: 80,
    workload: { labels: { app: name }, serviceAccount: name, containerPort: 8080 },
    ...(gateway ? { allowFrom: [MeshPeer.ingressGateway(gateway)] } : {}),
  });
}

function shopHosts(props: Partial<MeshIngressProps> = {}): Attributes[] {
  return behindGateway((stack, shop, gateway) => {
    new MeshIngress(stack, 'Ingress', {
      gateway,
      name: 'shop',
      hosts: ['a.example.com', 'b.example.com'],
      tls: IngressTls.kubernetesSecret('shop-tls'),
      routes: [
        { service: serviceOf(stack, shop, 'orders', gateway), match: { path: PathMatch.prefix('/orders') } },
        { service: serviceOf(stack, shop, 'web', gateway) },
      ],
      ...props,
    });
  });
}

function severalNamespaces(): Attributes[] {
  const objects = behindGateway((stack, shop, gateway) => {
    const other = MeshNamespace.fromName(stack, 'Orders', { mesh: shop.mesh, name: 'orders' });
    new MeshIngress(stack, 'Ingress', {
      gateway,
      name: 'shop',
      hosts: ['a.example.com', 'b.example.com'],
      tls: IngressTls.kubernetesSecret('shop-tls'),
      routes: [
        {
          hosts: ['a.example.com'],
          match: { path: PathMatch.prefix('/orders') },
          service: serviceOf(stack, other, 'orders'),
        },
        { service: serviceOf(stack, shop, 'web') },
      ],
    });
  });
  return [...objects, service('orders', 'orders', [http])];
}

function sharedHost(): Attributes[] {
  const objects = behindGateway((stack, shop, gateway) => {
    const other = MeshNamespace.fromName(stack, 'Orders', { mesh: shop.mesh, name: 'orders' });
    const canary = { name: 'canary', labels: { version: 'canary' } };
    const byHeader = [
      { match: { headers: [HeaderMatch.exact('x-canary', 'true')] }, action: RouteAction.version(canary) },
    ];
    const workload = { labels: { app: 'web' }, serviceAccount: 'web', containerPort: 8080 };
    const web = new MeshService(stack, 'web', { namespace: shop, name: 'web', port: 80, workload, routes: byHeader });
    const ingress = new MeshIngress(stack, 'Ingress', {
      gateway,
      name: 'shop',
      hosts: ['a.example.com', '*.b.example.com'],
      tls: IngressTls.kubernetesSecret('shop-tls'),
      routes: [{ service: web }],
    });
    new MeshIngressRoutes(stack, 'Routes', {
      ingress,
      name: 'orders',
      path: PathMatch.prefix('/orders'),
      routes: [{ service: serviceOf(stack, other, 'orders') }],
    });
  });
  return [...objects, service('orders', 'orders', [http])];
}

function podOf(name: string, namespace = 'shop'): Pod {
  return { name, namespace, labels: { app: name }, serviceAccount: name, ports: [8080], proxy: 'sidecar' };
}

const https = { to: 'istio-ingressgateway.istio-ingress:443', scheme: 'https', host: 'a.example.com' } as const;

async function send(objects: Attributes[], probes: Probe[], pods = [podOf('web'), podOf('orders')]) {
  const stranger: Pod = { name: 'stranger', namespace: 'shop', serviceAccount: 'stranger', proxy: 'sidecar' };
  const certificates = { 'shop-tls': ['a.example.com', 'b.example.com', '*.b.example.com'] };
  const report = await runLab({ objects, pods: [gatewayPod, stranger, ...pods], certificates, probes });
  return report.probes;
}

/** Status and pod, or what the client was told. */
function outcomes(probes: { [name: string]: ProbeReport }): { [name: string]: string } {
  return Object.fromEntries(
    Object.entries(probes).map(([name, { answers }]) => {
      const [{ status, by = '', error = '' }] = answers;
      return [name, status ? `${status} ${by}`.trim() : /protocol version|alert/.test(error) ? 'refused' : 'closed'];
    }),
  );
}

describeBehaviours('ingress', [
  {
    intent: '`MeshIngress` with two hosts, a route for `/orders` and one for the rest',
    sent: 'HTTPS for either host, for another host, and plain HTTP',
    seen: 'answered by the right service; another host gets no connection; HTTP is redirected to HTTPS',
    objects: () => shopHosts(),
    judge: async (objects) => {
      const probes = await send(objects, [
        { ...https, name: 'a' },
        { ...https, name: 'b', host: 'b.example.com' },
        { ...https, name: 'path', path: '/orders/1' },
        { ...https, name: 'beside', path: '/ordersx' },
        { ...https, name: 'other', host: 'c.example.com' },
        { ...https, name: 'plain', to: 'istio-ingressgateway.istio-ingress:80', scheme: 'http', path: '/x' },
      ]);
      expect(outcomes(probes)).toEqual({
        a: '200 web',
        b: '200 web',
        path: '200 orders',
        beside: '200 web',
        other: 'closed',
        plain: '301',
      });
      expect(probes.plain.answers[0].headers?.location).toBe('https://a.example.com/x');
    },
    mutations: {
      'a missing redirect': (objects) => {
        for (const { spec } of ofKind(objects, 'Gateway'))
          for (const server of spec.servers) delete server.tls?.httpsRedirect;
        return objects;
      },
    },
  },
  {
    intent: 'the same over HTTP/2',
    sent: '10 requests over one connection, then one for the other host over a connection of its own',
    seen: 'all are answered',
    objects: () => shopHosts(),
    judge: async (objects) => {
      const probes = await send(objects, [
        { ...https, name: 'a', alpn: ['h2'], reuse: true, count: 10 },
        { ...https, name: 'b', alpn: ['h2'], sni: 'a.example.com', host: 'b.example.com' },
      ]);
      expect(probes.a.answers.map(({ status }) => status)).toEqual(Array(10).fill(200));
      expect(outcomes(probes).b).toBe('200 web');
    },
  },
  {
    intent: '`MeshIngress` whose `routes` name `hosts`, with services of two namespaces',
    sent: 'requests for the first host, and over an HTTP/2 connection for it one for the second host',
    seen: 'each is answered by the service of its host and path',
    objects: () => severalNamespaces(),
    judge: async (objects) => {
      const probes = await send(
        objects,
        [
          { ...https, name: 'path', path: '/orders/1' },
          { ...https, name: 'rest' },
          { ...https, name: 'reused', alpn: ['h2'], sni: 'a.example.com', host: 'b.example.com', path: '/orders/1' },
        ],
        [podOf('web'), podOf('orders', 'orders')],
      );
      expect(outcomes(probes)).toEqual({ path: '200 orders', rest: '200 web', reused: '200 web' });
    },
    mutations: { 'a missing VirtualService': withoutKind('VirtualService') },
  },
  {
    intent:
      '`MeshIngressRoutes` for `/orders` of another namespace, beside a route by header; one host is `*.b.example.com`',
    sent: 'requests for `/orders` and `/orders/1` with the header, and for `/ordersx`, of either host',
    seen: 'the paths are answered by the service of the other namespace, the rest by that of the ingress',
    objects: () => sharedHost(),
    judge: async (objects) => {
      const headers = { 'x-canary': 'true' };
      const canary = { ...podOf('canary'), labels: { app: 'web', version: 'canary' } };
      const probes = await send(
        objects,
        [
          { ...https, name: 'path', path: '/orders' },
          { ...https, name: 'below', path: '/orders/1', headers },
          { ...https, name: 'rest', path: '/ordersx', headers },
          { ...https, name: 'domain', host: 'c.b.example.com', path: '/orders/1' },
          { ...https, name: 'rest of the domain', host: 'c.b.example.com', headers },
        ],
        [podOf('web'), canary, podOf('orders', 'orders')],
      );
      expect(outcomes(probes)).toEqual({
        path: '200 orders',
        below: '200 orders',
        rest: '200 canary',
        domain: '200 orders',
        'rest of the domain': '200 canary',
      });
    },
    mutations: {
      'a delegate of another name': (objects) => {
        for (const { metadata } of ofKind(objects, 'VirtualService')) metadata.name = `${metadata.name}-other`;
        return objects;
      },
    },
  },
  {
    intent: '`allowFrom: [MeshPeer.ingressGateway(gateway)]`',
    sent: 'a request through the gateway, and one of another pod of the mesh',
    seen: 'the first is answered, the second gets 403',
    objects: () => shopHosts(),
    judge: async (objects) => {
      const probes = await send(objects, [
        { ...https, name: 'gateway' },
        { name: 'stranger', from: 'stranger', to: 'web.shop:80' },
      ]);
      expect(outcomes(probes)).toEqual({ gateway: '200 web', stranger: '403' });
    },
    mutations: { 'a missing AuthorizationPolicy': withoutKind('AuthorizationPolicy') },
  },
  {
    intent: '`IngressTls.kubernetesSecret` without a version of TLS',
    sent: 'TLS 1.1, 1.2 and 1.3',
    seen: '1.1 is refused, 1.2 and 1.3 are answered',
    objects: () => shopHosts(),
    judge: async (objects) => {
      const probes = await send(objects, [
        { ...https, name: '1.1', tlsVersion: '1.1' },
        { ...https, name: '1.2', tlsVersion: '1.2' },
        { ...https, name: '1.3', tlsVersion: '1.3' },
      ]);
      expect(outcomes(probes)).toEqual({ '1.1': 'refused', '1.2': '200 web', '1.3': '200 web' });
    },
    mutations: {
      'TLS 1.1': (objects) => {
        for (const { spec } of ofKind(objects, 'Gateway')) spec.servers[0].tls.minProtocolVersion = 'TLSV1_1';
        return objects;
      },
    },
  },
  {
    intent: '`IngressTls.withClientCertificates`',
    sent: 'HTTPS without a certificate of the client',
    seen: 'no connection',
    objects: () => shopHosts({ tls: IngressTls.withClientCertificates(IngressTls.kubernetesSecret('shop-tls')) }),
    judge: async (objects) => {
      const probes = await send(objects, [{ ...https, name: 'none' }]);
      expect(['refused', 'closed']).toContain(outcomes(probes).none);
    },
    mutations: {
      'simple TLS': (objects) => {
        for (const { spec } of ofKind(objects, 'Gateway')) spec.servers[0].tls.mode = 'SIMPLE';
        return objects;
      },
    },
  },
  {
    intent: '`TlsVersion.TLS_1_3`',
    sent: 'TLS 1.2 and 1.3',
    seen: '1.2 is refused, 1.3 is answered',
    objects: () => shopHosts({ tls: IngressTls.kubernetesSecret('shop-tls', TlsVersion.TLS_1_3) }),
    judge: async (objects) => {
      const probes = await send(objects, [
        { ...https, name: '1.2', tlsVersion: '1.2' },
        { ...https, name: '1.3', tlsVersion: '1.3' },
      ]);
      expect(outcomes(probes)).toEqual({ '1.2': 'refused', '1.3': '200 web' });
    },
  },
]);
