import {
  IstioDataPlane,
  IstioMesh,
  IstioWaypoint,
  LoadBalancing,
  MeshNamespace,
  MeshPeer,
  MeshService,
  type MeshServiceProps,
  PathMatch,
  TrafficPolicy,
  TrafficSplit,
} from '../../lib';
import { FakeAksCluster } from '../support/fake-aks-cluster';
import type { Attributes } from '../support/planned';
import { describeBehaviours } from './support/behaviours';
import { type Pod, type Probe, runLab } from './support/lab';
import { objectsBy } from './support/objects';
import {
  checkoutPod,
  expectTenthAtCanary,
  gatewayApiOf,
  http,
  ofKind,
  service,
  withoutKind,
  withSwappedWeights,
} from './support/shop';

function checkout(props: Partial<MeshServiceProps>): Attributes[] {
  const objects = objectsBy((stack) => {
    const cluster = new FakeAksCluster(stack);
    const gatewayApi = gatewayApiOf(stack, cluster);
    const istio = new IstioMesh(stack, 'Mesh', { cluster, dataPlane: IstioDataPlane.ambient() });
    const mesh = new IstioWaypoint(stack, 'Waypoint', { mesh: istio, gatewayApi });
    new MeshService(stack, 'Checkout', {
      namespace: new MeshNamespace(stack, 'Shop', { mesh, name: 'shop' }),
      name: 'checkout',
      port: 80,
      workload: { labels: { app: 'checkout' }, serviceAccount: 'checkout', containerPort: 8080 },
      ...props,
    });
  });
  const [{ metadata }] = ofKind(objects, 'Gateway');
  const selector = { 'gateway.networking.k8s.io/gateway-name': metadata.name };
  const ports = [{ name: 'mesh', port: 15008, targetPort: 15008, appProtocol: 'hbone' }];
  return [...objects, service(metadata.namespace, metadata.name, ports, selector), service('shop', 'checkout', [http])];
}

async function send(objects: Attributes[], pods: Pod[], probes: Probe[]) {
  const waypoint = objects.find(({ spec }) => spec?.ports?.[0].port === 15008) as Attributes;
  const { name, namespace } = waypoint.metadata;
  const callers = ['web', 'stranger'].map(
    (caller): Pod => ({ name: caller, namespace: 'shop', serviceAccount: caller, proxy: 'node' }),
  );
  const proxy: Pod = {
    name: 'waypoint',
    namespace,
    serviceAccount: name,
    labels: waypoint.spec.selector,
    proxy: 'waypoint',
  };
  const report = await runLab({ objects, pods: [proxy, ...callers, ...pods], probes });
  return report.probes;
}

describeBehaviours('waypoint', [
  {
    intent: '`allowFrom` for GET of `PathMatch.prefix("/orders")`',
    sent: 'requests of the ServiceAccount by GET and POST and for another path, and of another ServiceAccount',
    seen: 'GET of the path is answered, the others get 403',
    objects: () =>
      checkout({
        allowFrom: [MeshPeer.serviceAccount('shop', 'web', { methods: ['GET'], paths: [PathMatch.prefix('/orders')] })],
      }),
    judge: async (objects) => {
      const web = { from: 'web', to: 'checkout:80', path: '/orders' };
      const probes = await send(
        objects,
        [checkoutPod('a')],
        [
          { ...web, name: 'get' },
          { ...web, name: 'post', method: 'POST' },
          { ...web, name: 'path', path: '/admin' },
          { ...web, name: 'stranger', from: 'stranger' },
        ],
      );
      const statuses = Object.entries(probes).map(([name, { answers }]) => [
        name,
        answers[0].status ?? answers[0].error,
      ]);
      expect(Object.fromEntries(statuses)).toEqual({ get: 200, post: 403, path: 403, stranger: 403 });
    },
    mutations: { 'a missing AuthorizationPolicy': withoutKind('AuthorizationPolicy') },
  },
  {
    intent: '`allowFrom` of the service and of one of `morePorts`',
    sent: 'requests of two ServiceAccounts to either port',
    seen: 'each caller is answered on its port only, and gets 403 on the other',
    objects: () => {
      const objects = checkout({
        allowFrom: [MeshPeer.serviceAccount('shop', 'web')],
        morePorts: [
          {
            name: 'metrics',
            port: 90,
            containerPort: 9090,
            allowFrom: [MeshPeer.serviceAccount('shop', 'stranger')],
          },
        ],
      });
      const [checkoutService] = ofKind(objects, 'Service').slice(-1);
      checkoutService.spec.ports.push({ name: 'http-metrics', port: 90, targetPort: 9090 });
      return objects;
    },
    judge: async (objects) => {
      const pod: Pod = { ...checkoutPod('a'), ports: [8080, 9090] };
      const calls = ['web', 'stranger'].flatMap((from) =>
        ['80', '90'].map((port): Probe => ({ name: `${from} ${port}`, from, to: `checkout:${port}` })),
      );
      const probes = await send(objects, [pod], calls);
      const statuses = Object.entries(probes).map(([name, { answers }]) => [name, answers[0].status]);
      expect(Object.fromEntries(statuses)).toEqual({
        'web 80': 200,
        'web 90': 403,
        'stranger 80': 403,
        'stranger 90': 200,
      });
    },
    mutations: {
      'rules without ports': (objects) => {
        for (const { spec } of ofKind(objects, 'AuthorizationPolicy')) for (const rule of spec.rules) delete rule.to;
        return objects;
      },
      'the ports of the pods': (objects) => {
        for (const { spec } of ofKind(objects, 'AuthorizationPolicy')) {
          for (const { to } of spec.rules)
            to[0].operation.ports = [to[0].operation.ports[0] === '80' ? '8080' : '9090'];
        }
        return objects;
      },
    },
  },
  {
    intent: '`TrafficPolicy.webDefault()`, 2 pods',
    sent: '400 requests, while one pod answers all of its own with 500',
    seen: 'the pod is ejected after five errors in a row: 5 to 20 answers are 500',
    objects: () => checkout({ policy: TrafficPolicy.webDefault(), loadBalancing: LoadBalancing.roundRobin() }),
    judge: async (objects) => {
      const pods = [checkoutPod('healthy'), checkoutPod('broken', { status: 500 })];
      const { calls } = await send(objects, pods, [{ name: 'calls', from: 'web', to: 'checkout:80', count: 400 }]);
      expect(calls.answers.filter(({ status }) => status !== 200 && status !== 500)).toEqual([]);
      const failed = calls.answers.filter(({ status }) => status === 500).length;
      expect(failed).toBeGreaterThanOrEqual(5);
      expect(failed).toBeLessThanOrEqual(20);
    },
    mutations: {
      'a missing maxEjectionPercent': (objects) => {
        for (const { spec } of ofKind(objects, 'DestinationRule'))
          delete spec.trafficPolicy.outlierDetection.maxEjectionPercent;
        return objects;
      },
    },
  },
  {
    intent: '`TrafficSplit.canary`, 10 %',
    sent: '1,000 requests',
    seen: '10 % at the canary (5 to 15 % pass), the rest at the stable version',
    objects: () =>
      checkout({
        split: TrafficSplit.canary({
          stable: { name: 'v1', labels: { version: 'v1' } },
          canary: { name: 'v2', labels: { version: 'v2' } },
          canaryPercent: 10,
        }),
      }),
    judge: async (objects) => {
      const pods = ['v1', 'v2'].map((version) => checkoutPod(version, {}, { version }));
      const { calls } = await send(objects, pods, [{ name: 'calls', from: 'web', to: 'checkout:80', count: 1000 }]);
      expectTenthAtCanary(calls.received);
    },
    mutations: {
      'a missing VirtualService': withoutKind('VirtualService'),
      'swapped weights': withSwappedWeights('VirtualService', ({ http: [{ route }] }) => route),
    },
  },
  {
    intent: '`timeoutSeconds: 0.3`',
    sent: 'a request to a pod that takes 8 s',
    seen: '504 after 0.3 s',
    objects: () => checkout({ timeoutSeconds: 0.3 }),
    judge: async (objects) => {
      const { calls } = await send(
        objects,
        [checkoutPod('slow', { delayMs: 8000 })],
        [{ name: 'calls', from: 'web', to: 'checkout:80' }],
      );
      expect(calls.answers[0].status).toBe(504);
      expect(calls.answers[0].ms).toBeLessThan(6000);
    },
    mutations: { 'a missing VirtualService': withoutKind('VirtualService') },
  },
]);
