import type { TerraformStack } from 'cdktf';
import {
  ExternalAuthorization,
  type IngressRoute,
  IngressTls,
  IstioGateway,
  JwtAuthentication,
  MeshIngress,
  type MeshIngressProps,
  MeshIngressRoutes,
  MeshPeer,
  MeshService,
  type MeshServiceProps,
  PathMatch,
  RouteAction,
  ServiceProtocol,
  TrafficSplit,
} from '../../../lib';
import { type Attributes, errorOf, Planned } from '../../support/planned';
import { manifestsOf } from '../../support/releases';
import { shopIn, v1, v2, workload } from '../traffic/meshes';

type Props = Partial<Omit<MeshIngressProps, 'routes' | 'plainHttpRoutes'>> & {
  readonly routes?: Partial<IngressRoute>[];
  readonly plainHttpRoutes?: Partial<IngressRoute>[];
  readonly isPlain?: boolean;
};

function planned(mesh: string, props: Props, intents: Partial<MeshServiceProps> = {}): Planned {
  return Planned.by((stack) => {
    const { gateway, service } = shopOf(stack, mesh, intents);
    const withService = (routes: Partial<IngressRoute>[]) => routes.map((route) => ({ service, ...route }));
    const { routes = [{}], plainHttpRoutes, isPlain, ...rest } = props;
    new MeshIngress(stack, 'Ingress', {
      gateway,
      name: 'shop',
      hosts: ['a.example.com'],
      ...(isPlain ? {} : { tls: IngressTls.kubernetesSecret('shop-tls') }),
      routes: withService(routes),
      plainHttpRoutes: plainHttpRoutes && withService(plainHttpRoutes),
      ...rest,
    });
  });
}

function shopOf(stack: TerraformStack, mesh: string, intents: Partial<MeshServiceProps>) {
  const namespace = shopIn(stack, mesh);
  const names = { gatewayName: 'ingress', namespaceName: 'istio-ingress' };
  const gateway = IstioGateway.fromAttributes(stack, 'Gateway', { mesh: namespace.mesh as never, ...names });
  const given = { namespace, name: 'checkout', port: 443, workload, ...intents };
  return { gateway, service: new MeshService(stack, 'Checkout', given) };
}

function objects(props: Props, intents?: Partial<MeshServiceProps>): Attributes[] {
  return manifestsOf(planned('Istio', props, intents), 'Ingress');
}

function faultOf(props: Props, intents?: Partial<MeshServiceProps>, mesh = 'Istio'): string {
  return errorOf(() => planned(mesh, props, intents));
}

const at = "MeshIngress 'platform/Ingress'";
const redirect = RouteAction.redirect({ host: 'b.example.com' });

describe('a redirect or a response of a gateway', () => {
  test('needs no service', () => {
    const namespaceOf = (stack: TerraformStack) => shopIn(stack, 'Istio');
    const plan = Planned.by((stack) => {
      const namespace = namespaceOf(stack);
      const names = { gatewayName: 'ingress', namespaceName: 'istio-ingress' };
      new MeshIngress(stack, 'Ingress', {
        gateway: IstioGateway.fromAttributes(stack, 'Gateway', { mesh: namespace.mesh as never, ...names }),
        name: 'old',
        namespace,
        hosts: ['old.example.com'],
        tls: IngressTls.kubernetesSecret('old-tls'),
        routes: [
          { match: { path: PathMatch.exact('/gone') }, action: RouteAction.respond({ status: 410 }) },
          { action: redirect },
        ],
      });
    });
    expect(manifestsOf(plan, 'Ingress')[1].spec.http).toEqual([
      { match: [{ uri: { exact: '/gone' } }], directResponse: { status: 410 } },
      { redirect: { authority: 'b.example.com', redirectCode: 302 } },
    ]);
  });

  test('has none', () => {
    expect(faultOf({ routes: [{ action: redirect }] })).toBe(
      `${at}: routes[0].service must be left out where the action is a redirect or a response, which no service receives, got platform/Checkout. Leave it out.`,
    );
    expect(faultOf({ routes: [{ service: undefined }] })).toBe(
      `${at}: routes[0].service must be set. Use a MeshService.`,
    );
  });

  test('is not all that MeshIngressRoutes have, whose namespace is that of a service', () => {
    const fault = errorOf(() =>
      Planned.by((stack) => {
        const { gateway } = shopOf(stack, 'Istio', {});
        const ingress = MeshIngress.fromAttributes(stack, 'Ingress', { gateway, hosts: ['a.example.com'] });
        new MeshIngressRoutes(stack, 'Routes', {
          ingress,
          name: 'old',
          path: PathMatch.prefix('/old'),
          routes: [{ action: redirect }],
        });
      }),
    );
    expect(fault).toBe(
      "MeshIngressRoutes 'platform/Routes': routes must have a service, in whose namespace the objects are. Put redirects and responses " +
        'alone into the routes of the MeshIngress.',
    );
  });
});

describe('TLS that the application terminates', () => {
  const tls = IngressTls.passthrough();
  const protocol = ServiceProtocol.TCP;

  test('is passed on by its server name, with the split of the service', () => {
    const split = TrafficSplit.canary({ stable: v1, canary: v2, canaryPercent: 10 });
    const hosts = ['a.example.com', '*.b.example.com'];
    const [gateway, routes, plain, redirects] = objects({ tls, hosts }, { protocol, split });
    expect(gateway.spec.servers.map(({ port, tls: own }: Attributes) => [port.number, port.protocol, own])).toEqual([
      [443, 'TLS', { mode: 'PASSTHROUGH' }],
    ]);
    expect(plain.spec.servers[0].port.number).toBe(80);
    expect(redirects.spec).toEqual({
      hosts,
      gateways: ['shop-http'],
      http: [{ redirect: { scheme: 'https', redirectCode: 301 } }],
    });
    expect(objects({ tls, redirectHttp: false }, { protocol })).toHaveLength(2);
    const destination = (subset: string) => ({
      host: 'checkout.shop.svc.cluster.local',
      subset,
      port: { number: 443 },
    });
    expect(routes.spec).toEqual({
      hosts: ['a.example.com', '*.b.example.com'],
      gateways: ['shop'],
      tls: [
        {
          match: [{ port: 443, sniHosts: ['a.example.com', '*.b.example.com'] }],
          route: [
            { destination: destination('v1'), weight: 90 },
            { destination: destination('v2'), weight: 10 },
          ],
        },
      ],
    });
  });

  test('has no requests', () => {
    expect(faultOf({ tls, routes: [{ match: { path: PathMatch.prefix('/a') } }] })).toBe(
      `${at} has 2 faults:\n` +
        '- routes[0].service must be a TCP service with IngressTls.passthrough(), because its pods receive TLS, got http. Set protocol: ' +
        'ServiceProtocol.TCP on it.\n' +
        '- routes[0].match must be left out with IngressTls.passthrough(), where the gateway sees connections and no requests. Leave it out, ' +
        'or use IngressTls.kubernetesSecret(...).',
    );
    expect(faultOf({ tls: IngressTls.withClientCertificates(tls) }, { protocol })).toBe(
      `${at}: tls must not be withClientCertificates of passthrough(), where the application terminates TLS. Use IngressTls.passthrough().`,
    );
    expect(faultOf({}, { protocol })).toBe(
      `${at}: routes[0].service must not be a TCP service: a gateway distinguishes hosts by requests. Use tls: IngressTls.passthrough() if ` +
        'its pods terminate TLS.',
    );
  });
});

describe('plain HTTP beside HTTPS', () => {
  const challenges = { match: { path: PathMatch.prefix('/.well-known/acme-challenge') } };

  test('is for its routes, and redirects the rest', () => {
    const [gateway, , plain, routes] = objects({ plainHttpRoutes: [challenges] });
    expect(gateway.spec.servers.map(({ port }: Attributes) => port.number)).toEqual([443]);
    expect(plain).toMatchObject({
      kind: 'Gateway',
      metadata: { name: 'shop-http' },
      spec: { servers: [{ port: { number: 80 }, hosts: ['shop/a.example.com'] }] },
    });
    expect(routes.metadata.name).toBe('shop-http');
    expect(routes.spec.gateways).toEqual(['shop-http']);
    expect(routes.spec.http).toEqual([
      {
        match: [{ uri: { exact: '/.well-known/acme-challenge' } }, { uri: { prefix: '/.well-known/acme-challenge/' } }],
        route: [{ destination: { host: 'checkout.shop.svc.cluster.local', port: { number: 443 } } }],
      },
      { redirect: { scheme: 'https', redirectCode: 301 } },
    ]);
    const [, , , closed] = objects({ plainHttpRoutes: [challenges], redirectHttp: false });
    expect(closed.spec.http).toHaveLength(1);
  });

  test('has paths, and needs HTTPS', () => {
    expect(faultOf({ plainHttpRoutes: [{}] })).toBe(
      `${at}: plainHttpRoutes[0].match.path must be a path. For example, use PathMatch.prefix('/.well-known/acme-challenge').`,
    );
    expect(faultOf({ plainHttpRoutes: [challenges], isPlain: true })).toBe(
      `${at}: plainHttpRoutes can only be used with tls. Set tls, or leave it out.`,
    );
    const externalAuthorization = ExternalAuthorization.byProvider('oauth2-proxy');
    expect(faultOf({ plainHttpRoutes: [challenges], externalAuthorization })).toBe(
      `${at}: plainHttpRoutes[0].match.path must be exempt from externalAuthorization, which is for plain HTTP too, got ` +
        '/.well-known/acme-challenge. Add it to exemptPaths of externalAuthorization, and HTTPS requests of the path are exempt then.',
    );
    const exemptPaths = [PathMatch.prefix('/.well-known')];
    const exempt = ExternalAuthorization.byProvider('oauth2-proxy', { exemptPaths });
    expect(objects({ plainHttpRoutes: [challenges], externalAuthorization: exempt })).toHaveLength(5);
    expect(faultOf({ plainHttpRoutes: [] })).toContain('plainHttpRoutes must not be empty');
  });
});

describe('tokens at a gateway', () => {
  const jwtAuthentication = JwtAuthentication.issuer({
    issuer: 'https://issuer.example.com',
    jwksUri: 'https://issuer.example.com/jwks.json',
    audiences: ['shop'],
    exemptMethods: ['OPTIONS'],
    requiredClaims: [{ claim: 'groups', values: ['a'] }],
  });

  test('are those of the issuer and the audience, for requests to the hosts', () => {
    const [, , tokens, policy] = objects({ jwtAuthentication });
    expect(tokens).toMatchObject({
      kind: 'RequestAuthentication',
      metadata: { name: 'shop-end-users', namespace: 'istio-ingress' },
      spec: { selector: { matchLabels: { istio: 'ingress' } } },
    });
    const to = [{ operation: { hosts: ['a.example.com', 'a.example.com:*'], notMethods: ['OPTIONS'] } }];
    expect(policy.spec).toEqual({
      selector: { matchLabels: { istio: 'ingress' } },
      action: 'DENY',
      rules: [
        { from: [{ source: { notRequestPrincipals: ['https://issuer.example.com/*'] } }], to },
        { to, when: [{ key: 'request.auth.audiences', notValues: ['shop'] }] },
        { to, when: [{ key: 'request.auth.claims[groups]', notValues: ['a'] }] },
      ],
    });
  });

  test('need full hosts and HTTPS, and exempt no callers', () => {
    const exempt = JwtAuthentication.entraId({
      tenantId: '11111111-2222-3333-4444-555555555555',
      audiences: ['shop'],
      exemptCallers: [MeshPeer.namespace('jobs')],
    });
    expect(faultOf({ jwtAuthentication: exempt, hosts: ['*.example.com'], isPlain: true })).toBe(
      `${at} has 3 faults:\n` +
        '- jwtAuthentication.exemptCallers must be left out at a gateway, whose callers are outside the mesh. Leave it out.\n' +
        '- jwtAuthentication can only be used with tls: anyone on the way could read and use the tokens. Set tls, or jwtAuthentication on ' +
        'the services.\n' +
        '- hosts[0] must be a full name with jwtAuthentication, got *.example.com. Set jwtAuthentication on the services instead.',
    );
  });
});

test('the ambient data plane has them at its gateways too', () => {
  const protocol = ServiceProtocol.TCP;
  const passed = manifestsOf(planned('Istio ambient', { tls: IngressTls.passthrough() }, { protocol }), 'Ingress');
  expect(passed[1].spec.tls[0].route).toHaveLength(1);
});
