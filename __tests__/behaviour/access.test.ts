import {
  ExternalAuthorization,
  JwtAuthentication,
  MeshDefaultDeny,
  MeshNamespacePolicy,
  MeshPeer,
  MeshService,
  type MeshServiceProps,
  PathMatch,
} from '../../lib';
import type { Attributes } from '../support/planned';
import { describeBehaviours } from './support/behaviours';
import { type Pod, type Probe, type ProbeReport, runLab } from './support/lab';
import { checkout, checkoutPod, http, ofKind, service, shopWith, withoutKind } from './support/shop';

const pod: Pod = { ...checkoutPod('checkout'), proxy: 'sidecar' };

function caller(name: string, namespace = 'shop', proxy?: 'sidecar'): Pod {
  return { name, namespace, serviceAccount: name, proxy };
}

const web = caller('web', 'shop', 'sidecar');
const jobs = caller('report', 'jobs', 'sidecar');
const stranger = caller('stranger', 'shop', 'sidecar');
const plain = caller('plain');

const to = 'checkout.shop:80';
const direct = 'pod/checkout:8080';

async function send(objects: Attributes[], probes: Probe[], pods = [pod]): Promise<{ [name: string]: ProbeReport }> {
  const report = await runLab({ objects, pods: [...pods, web, jobs, stranger, plain], probes });
  return report.probes;
}

/** Each probe's status, or `no answer` where the connection ends. */
function outcomes(probes: { [name: string]: ProbeReport }): { [name: string]: number | string } {
  return Object.fromEntries(
    Object.entries(probes).map(([name, { answers }]) => [name, answers[0].status ?? answers[0].text ?? 'no answer']),
  );
}

function permissive(objects: Attributes[]): Attributes[] {
  for (const { spec } of ofKind(objects, 'PeerAuthentication')) spec.mtls.mode = 'PERMISSIVE';
  return objects;
}

function severalPorts(props: Partial<MeshServiceProps>, allowFrom?: MeshPeer[]): Attributes[] {
  const morePorts = [{ name: 'http-admin', port: 9090, containerPort: 9091, ...(allowFrom ? { allowFrom } : {}) }];
  const own = checkout({ ...props, morePorts }).filter(({ kind }) => kind !== 'Service');
  const admin = { name: 'http-admin', port: 9090, targetPort: 9091, appProtocol: 'http' };
  return [...own, service('shop', 'checkout', [http, admin])];
}

function protectedShop(policy: Partial<ConstructorParameters<typeof MeshNamespacePolicy>[2]>): Attributes[] {
  const objects = shopWith((stack, namespace) => {
    new MeshNamespacePolicy(stack, 'Policy', { namespace, ...policy });
  });
  return [...objects, service('shop', 'checkout', [http])];
}

describeBehaviours('access', [
  {
    intent: '`allowFrom: [MeshPeer.serviceAccount(…)]`',
    sent: 'a request of that ServiceAccount, of another one, of another namespace, and of a pod without a sidecar',
    seen: 'the first is answered, the others get 403',
    objects: () => checkout({ allowFrom: [MeshPeer.serviceAccount('shop', 'web')] }),
    judge: async (objects) => {
      const probes = await send(objects, [
        { name: 'web', from: 'web', to },
        { name: 'stranger', from: 'stranger', to },
        { name: 'report', from: 'report', to },
        { name: 'plain', from: 'plain', to },
      ]);
      expect(outcomes(probes)).toEqual({ web: 200, stranger: 403, report: 403, plain: 403 });
    },
    mutations: { 'a missing AuthorizationPolicy': withoutKind('AuthorizationPolicy') },
  },
  {
    intent: '`allowFrom: [MeshPeer.namespace("jobs")]`',
    sent: 'a request of a pod of that namespace, and of another one',
    seen: 'the first is answered, the second gets 403',
    objects: () => checkout({ allowFrom: [MeshPeer.namespace('jobs')] }),
    judge: async (objects) => {
      const probes = await send(objects, [
        { name: 'report', from: 'report', to },
        { name: 'web', from: 'web', to },
      ]);
      expect(outcomes(probes)).toEqual({ report: 200, web: 403 });
    },
    mutations: { 'a missing AuthorizationPolicy': withoutKind('AuthorizationPolicy') },
  },
  {
    intent: '`allowFrom` for GET of `PathMatch.prefix("/orders")`',
    sent: 'GET and POST of `/orders`, GET of `/orders/1`, `/ordersx`, `/orders/../admin` and `/`',
    seen: 'GET of `/orders` and below is answered, the others get 403',
    objects: () =>
      checkout({
        allowFrom: [MeshPeer.serviceAccount('shop', 'web', { methods: ['GET'], paths: [PathMatch.prefix('/orders')] })],
      }),
    judge: async (objects) => {
      const web = { from: 'web', to };
      const probes = await send(objects, [
        { ...web, name: 'get', path: '/orders' },
        { ...web, name: 'post', path: '/orders', method: 'POST' },
        { ...web, name: 'below', path: '/orders/1?x=/admin' },
        { ...web, name: 'beside', path: '/ordersx' },
        { ...web, name: 'up', path: '/orders/../admin' },
        { ...web, name: 'root' },
      ]);
      expect(outcomes(probes)).toEqual({ get: 200, post: 403, below: 200, beside: 403, up: 403, root: 403 });
    },
    mutations: {
      'an open path': (objects) => {
        for (const { spec } of ofKind(objects, 'AuthorizationPolicy')) delete spec.rules[0].to[0].operation.paths;
        return objects;
      },
    },
  },
  {
    intent: '`allowFrom: [MeshPeer.addresses([…])]` for GET, and for a further port other addresses',
    sent: 'GET and POST of a pod without a sidecar, whose address is among the first, to either port',
    seen: 'GET is answered on the first port, the others get 403',
    objects: () =>
      severalPorts({ allowFrom: [MeshPeer.addresses(['127.0.0.0/8'], { methods: ['GET'] })] }, [
        MeshPeer.addresses(['10.1.0.0/16']),
      ]),
    judge: async (objects) => {
      const probes = await send(
        objects,
        [
          { name: 'get', from: 'plain', to },
          { name: 'post', from: 'plain', to, method: 'POST' },
          { name: 'further port', from: 'plain', to: 'checkout.shop:9090' },
        ],
        [{ ...pod, ports: [8080, 9091] }],
      );
      expect(outcomes(probes)).toEqual({ get: 200, post: 403, 'further port': 403 });
    },
    mutations: {
      'a missing AuthorizationPolicy': withoutKind('AuthorizationPolicy'),
      'other addresses': (objects) => {
        for (const { spec } of ofKind(objects, 'AuthorizationPolicy'))
          spec.rules[0].from[0].source.ipBlocks = ['10.2.0.0/16'];
        return objects;
      },
    },
  },
  {
    intent: '`allowFrom` of the service and of one of `morePorts`',
    sent: 'requests of two ServiceAccounts to either port, and to a port of the pod that is not named',
    seen: 'each caller is answered on its port only; the port that is not named gives 403',
    objects: () =>
      severalPorts({ allowFrom: [MeshPeer.serviceAccount('shop', 'web')] }, [
        MeshPeer.serviceAccount('shop', 'stranger'),
      ]),
    judge: async (objects) => {
      const probes = await send(
        objects,
        ['web', 'stranger'].flatMap((from) => [
          { name: `${from} 80`, from, to },
          { name: `${from} 9090`, from, to: 'checkout.shop:9090' },
          { name: `${from} other`, from, to: 'pod/checkout:9999' },
        ]),
        [{ ...pod, ports: [8080, 9091, 9999] }],
      );
      expect(outcomes(probes)).toEqual({
        'web 80': 200,
        'web 9090': 403,
        'web other': 403,
        'stranger 80': 403,
        'stranger 9090': 200,
        'stranger other': 403,
      });
    },
    mutations: { 'a missing AuthorizationPolicy': withoutKind('AuthorizationPolicy') },
  },
  {
    intent: '`timeoutSeconds: 0.1` with `morePorts`',
    sent: 'requests that take 300 ms, to the first port and to the further one',
    seen: 'the first ends with 504, the further port answers by itself',
    objects: () => severalPorts({ timeoutSeconds: 0.1 }),
    judge: async (objects) => {
      const slow: Pod = { ...pod, ports: [8080, 9091], answers: { delayMs: 300 } };
      const probes = await send(
        objects,
        [
          { name: 'first', from: 'web', to },
          { name: 'further', from: 'web', to: 'checkout.shop:9090' },
        ],
        [slow],
      );
      expect(outcomes(probes)).toEqual({ first: 504, further: 200 });
    },
    mutations: {
      'a route without a port': (objects) => {
        for (const { spec } of ofKind(objects, 'VirtualService')) delete spec.http[0].match;
        return objects;
      },
    },
  },
  {
    intent: '`MeshNamespacePolicy` with `strictMutualTls`',
    sent: 'a request in mutual TLS, and one in plain text',
    seen: 'the first is answered, the connection of the second is closed',
    objects: () => protectedShop({ strictMutualTls: true, denyByDefault: false }),
    judge: async (objects) => {
      const probes = await send(objects, [
        { name: 'web', from: 'web', to },
        { name: 'plain', from: 'plain', to },
      ]);
      expect(outcomes(probes)).toEqual({ web: 200, plain: 'no answer' });
    },
    mutations: { 'PERMISSIVE instead of STRICT': permissive },
  },
  {
    intent: '`plainTextPorts` of the same',
    sent: 'plain text to the port that is named, and to another one',
    seen: 'the first is answered, the connection of the second is closed',
    objects: () => [
      ...protectedShop({
        strictMutualTls: true,
        denyByDefault: false,
        plainTextPorts: [{ labels: { app: 'checkout' }, port: 9090 }],
      }),
    ],
    judge: async (objects) => {
      const probes = await send(
        objects,
        [
          { name: 'named', from: 'plain', to: 'pod/checkout:9090' },
          { name: 'other', from: 'plain', to: direct },
        ],
        [{ ...pod, ports: [8080, 9090] }],
      );
      expect(outcomes(probes)).toEqual({ named: 200, other: 'no answer' });
    },
    mutations: { 'PERMISSIVE instead of STRICT': permissive },
  },
  {
    intent: '`MeshNamespacePolicy` with `denyByDefault`',
    sent: 'requests to a service without and one with `allowFrom`',
    seen: 'the first gets 403, the second is answered',
    objects: () => [
      ...shopWith((stack, namespace) => {
        new MeshNamespacePolicy(stack, 'Policy', { namespace });
        new MeshService(stack, 'Orders', {
          namespace,
          name: 'orders',
          port: 80,
          workload: { labels: { app: 'orders' }, serviceAccount: 'orders', containerPort: 8080 },
          allowFrom: [MeshPeer.serviceAccount('shop', 'web')],
        });
      }),
      service('shop', 'checkout', [http]),
      service('shop', 'orders', [http]),
    ],
    judge: async (objects) => {
      const orders: Pod = { ...pod, name: 'orders', labels: { app: 'orders' } };
      const probes = await send(
        objects,
        [
          { name: 'closed', from: 'web', to },
          { name: 'open', from: 'web', to: 'orders.shop:80' },
          { name: 'not for strangers', from: 'stranger', to: 'orders.shop:80' },
        ],
        [pod, orders],
      );
      expect(outcomes(probes)).toEqual({ closed: 403, open: 200, 'not for strangers': 403 });
    },
    mutations: { 'a missing AuthorizationPolicy': withoutKind('AuthorizationPolicy') },
  },
  {
    intent: '`MeshDefaultDeny`',
    sent: 'requests to services of two namespaces, of which one has `allowFrom`',
    seen: 'that one is answered, the other gets 403',
    objects: () => [
      ...shopWith((stack, namespace, mesh) => {
        new MeshDefaultDeny(stack, 'Deny', { mesh, gateways: [] });
        new MeshService(stack, 'Checkout', {
          namespace,
          name: 'checkout',
          port: 80,
          workload: { labels: { app: 'checkout' }, serviceAccount: 'checkout', containerPort: 8080 },
          allowFrom: [MeshPeer.serviceAccount('shop', 'web')],
        });
      }),
      service('shop', 'checkout', [http]),
      service('other', 'orders', [http]),
    ],
    judge: async (objects) => {
      const orders: Pod = { ...pod, name: 'orders', namespace: 'other', labels: { app: 'orders' } };
      const probes = await send(
        objects,
        [
          { name: 'open', from: 'web', to },
          { name: 'closed', from: 'web', to: 'orders.other:80' },
        ],
        [pod, orders],
      );
      expect(outcomes(probes)).toEqual({ open: 200, closed: 403 });
    },
    mutations: { 'a missing AuthorizationPolicy': withoutKind('AuthorizationPolicy') },
  },
  {
    intent: '`jwtAuthentication` for one audience, `/healthz` and OPTIONS exempt',
    sent: 'requests with a token, without, for another audience, of another issuer, and exempt ones',
    seen: '200 with the token; without one 403, another audience 403, another issuer 401; exempt ones 200',
    objects: () =>
      checkout({
        jwtAuthentication: JwtAuthentication.issuer({
          issuer: 'https://id.example.com/',
          jwksUri: 'https://id.example.com/keys',
          audiences: ['api://orders'],
          exemptPaths: [PathMatch.exact('/healthz')],
          exemptMethods: ['OPTIONS'],
        }),
      }),
    judge: async (objects) => {
      const web = { from: 'web', to };
      const jwt = { iss: 'https://id.example.com/', sub: 'user', aud: 'api://orders' };
      const probes = await send(objects, [
        { ...web, name: 'token', jwt },
        { ...web, name: 'none' },
        { ...web, name: 'audience', jwt: { ...jwt, aud: 'api://other' } },
        { ...web, name: 'issuer', jwt: { ...jwt, iss: 'https://evil.example.com/' } },
        { ...web, name: 'expired', jwt: { ...jwt, exp: 1_000_000_000 } },
        { ...web, name: 'path', path: '/healthz' },
        { ...web, name: 'method', method: 'OPTIONS' },
      ]);
      expect(outcomes(probes)).toEqual({
        token: 200,
        none: 403,
        audience: 403,
        issuer: 401,
        expired: 401,
        path: 200,
        method: 200,
      });
    },
    mutations: {
      'a missing RequestAuthentication': withoutKind('RequestAuthentication'),
      'a missing AuthorizationPolicy': withoutKind('AuthorizationPolicy'),
    },
  },
  {
    intent:
      '`jwtAuthentication` with `requiredClaims` and an exempt caller, and `claims` of the other caller for `/admin`',
    sent: 'requests of both callers without a token, of a user in the group, with the role too, and of a user in neither',
    seen: 'the exempt caller needs no token; the other one the group, and for `/admin` the role too; else 403',
    objects: () => {
      const role = { claim: 'roles', values: ['Orders.Admin'] };
      const jobs = MeshPeer.namespace('jobs');
      return checkout({
        jwtAuthentication: JwtAuthentication.issuer({
          issuer: 'https://id.example.com/',
          jwksUri: 'https://id.example.com/keys',
          audiences: ['api://orders'],
          requiredClaims: [{ claim: 'groups', values: ['sales', 'support'] }],
          exemptCallers: [jobs],
        }),
        allowFrom: [
          jobs,
          MeshPeer.serviceAccount('shop', 'web', { paths: [PathMatch.prefix('/orders')] }),
          MeshPeer.serviceAccount('shop', 'web', { paths: [PathMatch.prefix('/admin')], claims: [role] }),
        ],
      });
    },
    judge: async (objects) => {
      const caller = { from: 'web', to, path: '/orders' };
      const jwt = { iss: 'https://id.example.com/', sub: 'user', aud: 'api://orders' };
      const member = { ...jwt, groups: ['others', 'support'] };
      const admin = { ...member, roles: ['Orders.Read', 'Orders.Admin'] };
      const probes = await send(objects, [
        { ...caller, name: 'exempt', from: 'report' },
        { ...caller, name: 'none' },
        { ...caller, name: 'no group', jwt },
        { ...caller, name: 'other group', jwt: { ...jwt, groups: ['others'] } },
        { ...caller, name: 'member', jwt: member },
        { ...caller, name: 'member, admin', path: '/admin', jwt: member },
        { ...caller, name: 'role, admin', path: '/admin', jwt: { ...admin, groups: ['others'] } },
        { ...caller, name: 'admin', path: '/admin', jwt: admin },
      ]);
      expect(outcomes(probes)).toEqual({
        exempt: 200,
        none: 403,
        'no group': 403,
        'other group': 403,
        member: 200,
        'member, admin': 403,
        'role, admin': 403,
        admin: 200,
      });
    },
    mutations: {
      'a missing DENY policy': (objects) => objects.filter(({ spec }) => spec?.action !== 'DENY'),
      'a missing condition': (objects) => {
        for (const { spec } of ofKind(objects, 'AuthorizationPolicy')) for (const rule of spec.rules) delete rule.when;
        return objects;
      },
    },
  },
  {
    intent:
      '`externalAuthorization` with `/public` exempt, by an authorizer that answers 401, and by one that answers 200',
    sent: 'requests to a path that is checked, and to one that is exempt',
    seen: '401 and 200 with the first one, 200 and 200 with the second',
    objects: () => {
      const exemptPaths = [PathMatch.prefix('/public')];
      const externalAuthorization = ExternalAuthorization.byProvider('authorizer', { exemptPaths });
      return [...checkout({ externalAuthorization }), service('shop', 'authorizer', [http])];
    },
    judge: async (objects) => {
      const envoyExtAuthzHttp = { service: 'authorizer.shop.svc.cluster.local', port: 80 };
      const answeredBy = async (status: number) => {
        const answering = { ...checkoutPod('authorizer', { status }), labels: { app: 'authorizer' } };
        const report = await runLab({
          objects,
          meshConfig: { extensionProviders: [{ name: 'authorizer', envoyExtAuthzHttp }] },
          pods: [pod, web, answering],
          probes: [
            { from: 'web', to, name: 'checked', path: '/orders' },
            { from: 'web', to, name: 'exempt', path: '/public/logo' },
          ],
        });
        return outcomes(report.probes);
      };
      expect(await answeredBy(401)).toEqual({ checked: 401, exempt: 200 });
      expect(await answeredBy(200)).toEqual({ checked: 200, exempt: 200 });
    },
    mutations: {
      'a missing policy': withoutKind('AuthorizationPolicy'),
      'an unknown provider': (objects) => {
        for (const { spec } of ofKind(objects, 'AuthorizationPolicy')) spec.provider.name = 'other';
        return objects;
      },
    },
  },
]);
