import type { TerraformStack } from 'cdktf';
import {
  HeaderMatch,
  type IIstioGateway,
  type IMeshNamespace,
  IngressTls,
  IstioGateway,
  JwtAuthentication,
  MeshIngress,
  type MeshIngressProps,
  MeshIngressRoutes,
  MeshNamespace,
  MeshPeer,
  MeshService,
  PathMatch,
  RouteAction,
  ServiceProtocol,
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

function passthrough(): Attributes[] {
  const objects = behindGateway((stack, shop, gateway) => {
    const backend = (name: string) =>
      new MeshService(stack, name, {
        namespace: shop,
        name,
        port: 443,
        protocol: ServiceProtocol.TCP,
        workload: { labels: { app: name }, serviceAccount: name, containerPort: 8443 },
        allowFrom: [MeshPeer.ingressGateway(gateway)],
      });
    new MeshIngress(stack, 'Ingress', {
      gateway,
      name: 'shop',
      hosts: ['a.example.com', 'b.example.com'],
      tls: IngressTls.passthrough(),
      routes: [{ service: backend('orders'), hosts: ['a.example.com'] }, { service: backend('web') }],
    });
  });
  const port = { name: 'tcp', port: 443, targetPort: 8443, appProtocol: 'tcp' };
  const others = objects.filter(({ kind, metadata }) => kind !== 'Service' || metadata.namespace !== 'shop');
  return [...others, service('shop', 'web', [port]), service('shop', 'orders', [port])];
}

function withChallenges(): Attributes[] {
  return behindGateway((stack, shop, gateway) => {
    const orders = serviceOf(stack, shop, 'orders');
    new MeshIngress(stack, 'Ingress', {
      gateway,
      name: 'shop',
      hosts: ['a.example.com', 'b.example.com'],
      tls: IngressTls.kubernetesSecret('shop-tls'),
      plainHttpRoutes: [{ service: orders, match: { path: PathMatch.prefix('/.well-known/acme-challenge') } }],
      routes: [
        { match: { path: PathMatch.exact('/old') }, action: RouteAction.redirect({ path: '/new' }) },
        { service: serviceOf(stack, shop, 'web') },
      ],
    });
  });
}

const tokens = (issuer: string, audience: string) =>
  JwtAuthentication.issuer({
    issuer,
    jwksUri: 'https://id.example.com/keys',
    audiences: [audience],
    exemptMethods: ['OPTIONS'],
  });

function withTokens(): Attributes[] {
  return behindGateway((stack, shop, gateway) => {
    const web = serviceOf(stack, shop, 'web');
    const jwts = {
      a: tokens('https://id.example.com/', 'shop'),
      b: tokens('https://other.example.com/', 'shop'),
      d: undefined,
    };
    for (const [name, jwtAuthentication] of Object.entries(jwts)) {
      new MeshIngress(stack, name, {
        gateway,
        name,
        hosts: [`${name}.example.com`],
        tls: IngressTls.kubernetesSecret('shop-tls'),
        ...(jwtAuthentication && { jwtAuthentication }),
        routes: [{ service: web }],
      });
    }
  });
}

/** The lab's clients are at loopback, for which Envoy names an address of its own in `X-Forwarded-For`. */
const clientsOfLab = '192.0.2.0/24';

function podOf(name: string, namespace = 'shop'): Pod {
  return { name, namespace, labels: { app: name }, serviceAccount: name, ports: [8080], proxy: 'sidecar' };
}

const https = { to: 'istio-ingressgateway.istio-ingress:443', scheme: 'https', host: 'a.example.com' } as const;

async function send(objects: Attributes[], probes: Probe[], pods = [podOf('web'), podOf('orders')]) {
  const stranger: Pod = { name: 'stranger', namespace: 'shop', serviceAccount: 'stranger', proxy: 'sidecar' };
  const certificates = { 'shop-tls': ['a.example.com', 'b.example.com', '*.b.example.com', 'd.example.com'] };
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
    intent: '`allowFrom: [MeshPeer.ingressGateway(gateway, { clientRanges })]`, the addresses of the client or others',
    sent: 'a request of the client to each of two services, and one with a header `X-Forwarded-For` that names an address among the others',
    seen: 'the first is answered, the others get 403',
    objects: () =>
      behindGateway((stack, shop, gateway) => {
        const ofClients = (name: string, range: string) =>
          new MeshService(stack, name, {
            namespace: shop,
            name,
            port: 80,
            workload: { labels: { app: name }, serviceAccount: name, containerPort: 8080 },
            allowFrom: [MeshPeer.ingressGateway(gateway, { clientRanges: [range] })],
          });
        new MeshIngress(stack, 'Ingress', {
          gateway,
          name: 'shop',
          hosts: ['a.example.com'],
          tls: IngressTls.kubernetesSecret('shop-tls'),
          routes: [
            { service: ofClients('orders', clientsOfLab), match: { path: PathMatch.prefix('/orders') } },
            { service: ofClients('web', '203.0.113.0/24') },
          ],
        });
      }),
    judge: async (objects) => {
      const probes = await send(objects, [
        { ...https, name: 'client', path: '/orders' },
        { ...https, name: 'others' },
        { ...https, name: 'forged', headers: { 'x-forwarded-for': '203.0.113.7' } },
      ]);
      expect(outcomes(probes)).toEqual({ client: '200 orders', others: '403', forged: '403' });
    },
    mutations: {
      'any addresses': (objects) => {
        for (const { spec } of ofKind(objects, 'AuthorizationPolicy'))
          delete spec.rules[0].from[0].source.remoteIpBlocks;
        return objects;
      },
    },
  },
  {
    intent: '`IngressTls.kubernetesSecret` without a version of TLS',
    sent: 'TLS 1.1, 1.2 and 1.3',
    seen: '1.1 is rejected, 1.2 and 1.3 are answered',
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
    intent: '`IngressTls.passthrough`, a TCP service for each host',
    sent: 'HTTPS for either host and for another one, a connection past the gateway, and plain HTTP',
    seen: "the application of the host answers with its own certificate; another host gets no connection, and so does a caller that `allowFrom` doesn't name; HTTP is redirected to HTTPS",
    objects: passthrough,
    judge: async (objects) => {
      const withTls = (name: string, host: string): Pod => ({ ...podOf(name), ports: [8443], tls: [host] });
      const probes = await send(
        objects,
        [
          { ...https, name: 'a' },
          { ...https, name: 'b', host: 'b.example.com' },
          { ...https, name: 'other', host: 'c.example.com' },
          { ...https, name: 'stranger', from: 'stranger', to: 'orders.shop:443' },
          { ...https, name: 'plain', to: 'istio-ingressgateway.istio-ingress:80', scheme: 'http', path: '/x' },
        ],
        [withTls('orders', 'a.example.com'), withTls('web', 'b.example.com')],
      );
      expect(outcomes(probes)).toEqual({
        a: '200 orders',
        b: '200 web',
        other: 'closed',
        stranger: 'closed',
        plain: '301',
      });
    },
    mutations: {
      'a missing VirtualService': withoutKind('VirtualService'),
      'a missing AuthorizationPolicy': withoutKind('AuthorizationPolicy'),
    },
  },
  {
    intent: '`plainHttpRoutes` for `/.well-known/acme-challenge`, and a redirect of one path without a service',
    sent: 'plain HTTP and HTTPS for either path, and for others',
    seen: 'the challenge is answered by plain HTTP, and not by HTTPS; the rest of HTTP is redirected to HTTPS, and the path to its new place',
    objects: withChallenges,
    judge: async (objects) => {
      const plain = { ...https, to: 'istio-ingressgateway.istio-ingress:80', scheme: 'http' } as const;
      const probes = await send(objects, [
        { ...plain, name: 'challenge', path: '/.well-known/acme-challenge/x' },
        { ...plain, name: 'rest', path: '/x' },
        { ...plain, name: 'second host', host: 'b.example.com', path: '/.well-known/acme-challenge/x' },
        { ...https, name: 'by HTTPS', path: '/.well-known/acme-challenge/x' },
        { ...https, name: 'old', path: '/old' },
      ]);
      expect(outcomes(probes)).toEqual({
        challenge: '200 orders',
        rest: '301',
        'second host': '200 orders',
        'by HTTPS': '200 web',
        old: '302',
      });
      expect(probes.rest.answers[0].headers?.location).toBe('https://a.example.com/x');
      expect(probes.old.answers[0].headers?.location).toBe('https://a.example.com/new');
    },
    mutations: {
      'a redirect of everything': (objects) => {
        for (const { metadata, spec } of ofKind(objects, 'VirtualService'))
          if (metadata.name === 'shop-http') spec.http = spec.http.slice(1);
        return objects;
      },
    },
  },
  {
    intent: '`jwtAuthentication` of two `MeshIngress` with an issuer each, beside one without',
    sent: 'requests to the hosts with tokens of either issuer, for another audience, without a token, and OPTIONS',
    seen: "a token of the host's issuer for its audience is accepted, others get 403, 401 where no host of the gateway has the issuer; OPTIONS and the host without tokens need none",
    objects: withTokens,
    judge: async (objects) => {
      const token = { iss: 'https://id.example.com/', sub: 'user', aud: 'shop' };
      const probes = await send(objects, [
        { ...https, name: 'a', jwt: token },
        { ...https, name: 'none' },
        { ...https, name: 'with a port', host: 'a.example.com:443', sni: 'a.example.com' },
        { ...https, name: 'preflight', method: 'OPTIONS' },
        { ...https, name: 'audience', jwt: { ...token, aud: 'other' } },
        { ...https, name: 'issuer of b', jwt: { ...token, iss: 'https://other.example.com/' } },
        { ...https, name: 'b, issuer of a', host: 'b.example.com', jwt: token },
        { ...https, name: 'unknown issuer', jwt: { ...token, iss: 'https://c.example.com/' } },
        { ...https, name: 'd', host: 'd.example.com' },
      ]);
      expect(outcomes(probes)).toEqual({
        a: '200 web',
        none: '403',
        'with a port': '403',
        preflight: '200 web',
        audience: '403',
        'issuer of b': '403',
        'b, issuer of a': '403',
        'unknown issuer': '401',
        d: '200 web',
      });
    },
    mutations: {
      'any issuer': (objects) => {
        for (const { spec } of ofKind(objects, 'AuthorizationPolicy'))
          for (const rule of spec.rules) if (rule.from) rule.from[0].source.notRequestPrincipals = ['*'];
        return objects;
      },
    },
  },
  {
    intent: '`TlsVersion.TLS_1_3`',
    sent: 'TLS 1.2 and 1.3',
    seen: '1.2 is rejected, 1.3 is answered',
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
