import { MeshPeer, RetryOn, ServiceProtocol, TrafficPolicy, TrafficSplit } from '../../lib';
import type { Attributes } from '../support/planned';
import { describeBehaviours } from './support/behaviours';
import { type Answers, type Pod, type Probe, runLab } from './support/lab';
import { checkout, checkoutPod, ofKind, service, web, withoutKind } from './support/shop';

const grpcPort = { name: 'grpc', port: 80, targetPort: 8080, appProtocol: 'kubernetes.io/h2c' };
const tcpPort = { name: 'tcp', port: 80, targetPort: 8080, appProtocol: 'tcp' };

/** The objects of `checkout`, with another Service than that for HTTP. */
function checkoutAt(port: Attributes, props: Parameters<typeof checkout>[0], spec: Attributes = {}): Attributes[] {
  const described = service('shop', 'checkout', [port]);
  Object.assign(described.spec, spec);
  return [...checkout(props).filter(({ kind }) => kind !== 'Service'), described];
}

function tcpPod(name: string, labels: Attributes = {}): Pod {
  return { ...checkoutPod(name, {}, labels), ports: [], tcpPorts: [8080] };
}

async function send(objects: Attributes[], pods: Pod[], probe: Partial<Probe>) {
  const calls: Probe = { name: 'calls', from: 'web', to: 'checkout:80', ...probe };
  const { probes } = await runLab({ objects, pods: [web, ...pods], probes: [calls] });
  return probes.calls;
}

/** Attempts of 10 calls of gRPC that are answered with UNAVAILABLE. */
async function attempts(objects: Attributes[], answers: Answers = { grpcStatus: 14 }): Promise<number> {
  const { answers: answered, received } = await send(objects, [checkoutPod('a', answers)], {
    scheme: 'grpc',
    count: 10,
  });
  expect(answered.map(({ status }) => status)).toEqual(Array(10).fill(200));
  return received.a;
}

function grpc(props: Parameters<typeof checkout>[0] = {}): Attributes[] {
  return checkoutAt(grpcPort, { protocol: ServiceProtocol.GRPC, timeoutSeconds: 5, ...props });
}

function withoutRetries(objects: Attributes[]): Attributes[] {
  for (const { spec } of ofKind(objects, 'VirtualService')) for (const route of spec.http) delete route.retries;
  return objects;
}

/** The objects of a StatefulSet's Service, which is made here. */
function headless(props: Parameters<typeof checkout>[0]): Attributes[] {
  const objects = checkout({ ...props, headless: true, publishNotReadyAddresses: true, ownsService: true, port: 8080 });
  return objects.filter(({ kind, spec }) => kind !== 'Service' || spec.clusterIP === 'None');
}

function members(answers: Answers = {}): Pod[] {
  return ['checkout-0', 'checkout-1'].map((name): Pod => ({ ...checkoutPod(name, answers), proxy: 'sidecar' }));
}

function member(name: string, from: string, pod: string): Probe {
  return { name, from, to: `pod/${pod}:8080`, host: `${pod}.checkout.shop.svc.cluster.local:8080` };
}

const unavailable = '10 calls of gRPC to a pod that answers UNAVAILABLE';

describeBehaviours('protocols', [
  {
    intent: '`ServiceProtocol.GRPC`, no `retries`',
    sent: unavailable,
    seen: 'the pod receives 30: Istio tries each twice more',
    objects: () => grpc(),
    judge: async (objects) => expect(await attempts(objects)).toBe(30),
  },
  {
    intent: '`ServiceProtocol.GRPC`, `retries: { attempts: 0 }`',
    sent: unavailable,
    seen: 'the pod receives 10',
    objects: () => grpc({ retries: { attempts: 0 } }),
    judge: async (objects) => expect(await attempts(objects)).toBe(10),
    mutations: { 'missing retries': withoutRetries },
  },
  {
    intent: '`ServiceProtocol.GRPC`, `TrafficPolicy.webDefault()`',
    sent: unavailable,
    seen: 'the pod receives 10',
    objects: () => grpc({ policy: TrafficPolicy.webDefault() }),
    judge: async (objects) => expect(await attempts(objects)).toBe(10),
    mutations: { 'missing retries': withoutRetries },
  },
  {
    intent: '`ServiceProtocol.GRPC`, `retries: { attempts: 2, on: [RetryOn.GRPC_UNAVAILABLE] }`',
    sent: '10 calls of gRPC to a pod that answers the first attempt of each with UNAVAILABLE',
    seen: 'all are answered with OK, and the pod receives 20',
    objects: () => grpc({ retries: { attempts: 2, on: [RetryOn.GRPC_UNAVAILABLE] } }),
    judge: async (objects) => expect(await attempts(objects, { failFirst: 1, failStatus: 14 })).toBe(20),
  },
  {
    intent: '`ServiceProtocol.TCP`, `TrafficSplit.canary`, 10 %',
    sent: '1,000 connections to a server that speaks first',
    seen: '10 % at the canary (5 to 15 % pass), the rest at the stable version',
    objects: () =>
      checkoutAt(tcpPort, {
        protocol: ServiceProtocol.TCP,
        split: TrafficSplit.canary({
          stable: { name: 'v1', labels: { version: 'v1' } },
          canary: { name: 'v2', labels: { version: 'v2' } },
          canaryPercent: 10,
        }),
      }),
    judge: async (objects) => {
      const pods = [tcpPod('v1', { version: 'v1' }), tcpPod('v2', { version: 'v2' })];
      const { answers } = await send(objects, pods, { scheme: 'tcp', count: 1000, parallel: 4 });
      const shares = (by: string) => answers.filter((answer) => answer.by === by).length;
      expect(shares('v1') + shares('v2')).toBe(1000);
      expect(shares('v2')).toBeGreaterThan(50);
      expect(shares('v2')).toBeLessThan(150);
    },
  },
  {
    intent: '`ServiceProtocol.TCP`, `allowFrom`',
    sent: 'a connection of the ServiceAccount, and of another one, to a server that speaks first',
    seen: 'the first is served; the second gets the greeting of the server, and is closed when it sends its first byte',
    objects: () =>
      checkoutAt(tcpPort, { protocol: ServiceProtocol.TCP, allowFrom: [MeshPeer.serviceAccount('shop', 'web')] }),
    judge: async (objects) => {
      const stranger: Pod = { ...web, name: 'stranger', serviceAccount: 'stranger' };
      const pods: Pod[] = [web, stranger, { ...tcpPod('checkout'), proxy: 'sidecar' }];
      const probes = ['web', 'stranger'].map(
        (from): Probe => ({ name: from, from, to: 'checkout.shop:80', scheme: 'tcp' }),
      );
      const report = await runLab({ objects, pods, probes });
      expect(report.probes.web.answers[0].by).toBe('checkout');
      expect(report.probes.stranger.answers[0]).toMatchObject({
        text: '220 ready checkout',
        error: expect.any(String),
      });
    },
    mutations: { 'a missing AuthorizationPolicy': withoutKind('AuthorizationPolicy') },
  },
  {
    intent: '`headless` with `allowFrom`',
    sent: 'a request of the ServiceAccount to each pod by its name, and of another one',
    seen: 'the pod that is named answers; the other caller gets 403',
    objects: () => headless({ allowFrom: [MeshPeer.serviceAccount('shop', 'web')] }),
    judge: async (objects) => {
      const stranger: Pod = { ...web, name: 'stranger', serviceAccount: 'stranger' };
      const probes = [
        member('0', 'web', 'checkout-0'),
        member('1', 'web', 'checkout-1'),
        member('stranger', 'stranger', 'checkout-0'),
      ];
      const report = await runLab({ objects, pods: [web, stranger, ...members()], probes });
      const seen = Object.entries(report.probes).map(([name, { answers }]) => [
        name,
        answers[0].by ?? answers[0].status,
      ]);
      expect(Object.fromEntries(seen)).toEqual({ '0': 'checkout-0', '1': 'checkout-1', stranger: 403 });
    },
    mutations: {
      'a missing AuthorizationPolicy': withoutKind('AuthorizationPolicy'),
    },
  },
  {
    intent: '`headless` with `timeoutSeconds: 0.3`, `faultInjection` for a header and `connectionLimits`',
    sent: 'requests to one pod by its name: one that takes 3 s, one with the header, 20 at once',
    seen: '504 after 0.3 s; the status of the fault; at most 2 reach the pod at once, the others get 503',
    objects: () =>
      headless({
        timeoutSeconds: 0.3,
        connectionLimits: { maxConnections: 1, maxPendingRequests: 1 },
        faultInjection: { abortStatus: 418, onlyWithHeader: { name: 'x-chaos', value: 'true' } },
      }),
    judge: async (objects) => {
      const probes = [
        member('slow', 'web', 'checkout-0'),
        { ...member('fault', 'web', 'checkout-0'), headers: { 'x-chaos': 'true' } },
        { ...member('many', 'web', 'checkout-0'), count: 20, parallel: 20, timeoutMs: 2000 },
      ];
      const report = await runLab({ objects, pods: [web, ...members({ delayMs: 3000 })], probes });
      const { slow, fault, many } = report.probes;
      expect([slow.answers[0].status, fault.answers[0].status]).toEqual([504, 418]);
      expect(slow.answers[0].ms).toBeLessThan(2900);
      const refused = many.answers.filter(({ status, ms }) => status === 503 && ms < 290);
      expect(refused.length).toBeGreaterThanOrEqual(16);
    },
    mutations: {
      'a missing VirtualService': withoutKind('VirtualService'),
      'a missing DestinationRule': withoutKind('DestinationRule'),
    },
  },
]);
