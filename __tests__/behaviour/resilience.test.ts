import { LoadBalancing, RetryOn, TrafficPolicy, TrafficSplit } from '../../lib';
import type { Attributes } from '../support/planned';
import { describeBehaviours } from './support/behaviours';
import { type Pod, type Probe, type ProbeReport, runLab } from './support/lab';
import { checkout, checkoutPod, ofKind, web, withoutKind } from './support/shop';

const calls: Probe = { name: 'calls', from: 'web', to: 'checkout:80' };

async function call(objects: Attributes[], pods: Pod[], probe: Partial<Probe> = {}): Promise<ProbeReport> {
  const { probes } = await runLab({ objects, pods: [web, ...pods], probes: [{ ...calls, ...probe }] });
  return probes.calls;
}

function countOf({ answers }: ProbeReport, status: number): number {
  return answers.filter((answer) => answer.status === status).length;
}

/** What is left of the answers 500 of one broken pod, and whether Envoy enforced an ejection. */
async function ejection(objects: Attributes[], healthy: number): Promise<{ failed: number; ejected: number }> {
  const pods = Array.from({ length: healthy }, (_, i) => checkoutPod(`healthy-${i}`));
  const stats = 'checkout.*outlier_detection.ejections_enforced_total$';
  const report = await call(objects, [...pods, checkoutPod('broken', { status: 500 })], { count: 400, stats });
  const [ejected] = Object.values(report.stats ?? {});
  return { failed: countOf(report, 500), ejected };
}

function withoutPercent(objects: Attributes[]): Attributes[] {
  for (const { spec } of ofKind(objects, 'DestinationRule'))
    delete spec.trafficPolicy.outlierDetection.maxEjectionPercent;
  return objects;
}

const preset = { policy: TrafficPolicy.webDefault(), loadBalancing: LoadBalancing.roundRobin() };

describeBehaviours('overload', [
  ...[1, 2, 9].map((healthy) => ({
    intent: `\`TrafficPolicy.webDefault()\`, ${healthy + 1} pods`,
    sent: '400 requests, while one pod answers all of its own with 500',
    seen: 'the pod is ejected after five errors in a row: 5 to 20 answers are 500',
    objects: () => checkout(preset),
    judge: async (objects: Attributes[]) => {
      const { failed, ejected } = await ejection(objects, healthy);
      expect(ejected).toBe(1);
      expect(failed).toBeGreaterThanOrEqual(5);
      expect(failed).toBeLessThanOrEqual(20);
    },
    ...(healthy < 9 ? { mutations: { 'a missing maxEjectionPercent': withoutPercent } } : {}),
  })),
  {
    intent: '`TrafficPolicy.webDefault()` and a split of 50 %, 2 pods of each version',
    sent: '400 requests, while one pod of the canary answers all of its own with 500',
    seen: 'the pod is ejected after five errors in a row: 5 to 20 answers are 500, and the canary keeps its share',
    objects: () =>
      checkout({
        ...preset,
        split: TrafficSplit.canary({
          stable: { name: 'v1', labels: { version: 'v1' } },
          canary: { name: 'v2', labels: { version: 'v2' } },
          canaryPercent: 50,
        }),
      }),
    judge: async (objects) => {
      const [v1, v2] = ['v1', 'v2'].map((version) => ({ version }));
      const pods = [
        checkoutPod('stable-1', {}, v1),
        checkoutPod('stable-2', {}, v1),
        checkoutPod('canary', {}, v2),
        checkoutPod('broken', { status: 500 }, v2),
      ];
      const report = await call(objects, pods, { count: 400 });
      expect(countOf(report, 500)).toBeGreaterThanOrEqual(5);
      expect(countOf(report, 500)).toBeLessThanOrEqual(20);
      expect(report.received.canary).toBeGreaterThan(130);
    },
    mutations: { 'a missing maxEjectionPercent': withoutPercent },
  },
  {
    intent: 'no `outlierEjection`',
    sent: '300 requests to 3 pods, of which one answers with 500',
    seen: 'a third of the answers are 500',
    objects: () => checkout({ timeoutSeconds: 5, loadBalancing: LoadBalancing.roundRobin() }),
    judge: async (objects) => {
      const pods = [checkoutPod('a'), checkoutPod('b'), checkoutPod('broken', { status: 500 })];
      expect(countOf(await call(objects, pods, { count: 300 }), 500)).toBe(100);
    },
  },
  {
    intent: '`connectionLimits: { maxConnections: 1, maxPendingRequests: 1 }`',
    sent: '20 requests at once that take 2 s each',
    seen: 'at most 2 are answered, the others get 503 at once',
    objects: () => checkout({ connectionLimits: { maxConnections: 1, maxPendingRequests: 1 } }),
    judge: async (objects) => {
      const report = await call(objects, [checkoutPod('slow', { delayMs: 2000 })], { count: 20, parallel: 20 });
      expect(countOf(report, 200) + countOf(report, 503)).toBe(20);
      expect(countOf(report, 503)).toBeGreaterThanOrEqual(18);
      expect(report.answers.filter(({ status, ms }) => status === 503 && ms > 1500)).toEqual([]);
    },
  },
  {
    intent: 'a split of 50 %, whose canary alone has `connectionLimits: { maxConnections: 1, maxPendingRequests: 1 }`',
    sent: '40 requests at once that take 2 s each',
    seen: 'at most 2 of the canary are answered, the others of it get 503 at once; the stable version answers all of its own',
    objects: () => {
      const [stable, canary] = ['v1', 'v2'].map((name) => ({ name, labels: { version: name } }));
      const connectionLimits = { maxConnections: 1, maxPendingRequests: 1 };
      const limited = { ...canary, connectionLimits };
      return checkout({ split: TrafficSplit.canary({ stable, canary: limited, canaryPercent: 50 }) });
    },
    judge: async (objects) => {
      const pods = ['v1', 'v2'].map((version) => checkoutPod(version, { delayMs: 2000 }, { version }));
      const report = await call(objects, pods, { count: 40, parallel: 40 });
      const { v1, v2 } = report.received;
      expect(v2).toBeLessThanOrEqual(2);
      expect(countOf(report, 200)).toBe(v1 + v2);
      expect(countOf(report, 503)).toBe(40 - v1 - v2);
      expect(v1).toBeGreaterThan(5);
      expect(v1).toBeLessThan(35);
    },
    mutations: {
      'no limits of the canary': (objects) => {
        for (const { spec } of ofKind(objects, 'DestinationRule')) delete spec.subsets[1].trafficPolicy;
        return objects;
      },
    },
  },
  {
    intent: '`rateLimit: { requestsPerSecond: 1, burst: 10 }`',
    sent: '60 requests, one after another, to a pod with a sidecar',
    seen: '10 to 20 are answered, the others get 429 and do not reach the application',
    objects: () => checkout({ rateLimit: { requestsPerSecond: 1, burst: 10 } }),
    judge: async (objects) => {
      const pod: Pod = { ...checkoutPod('limited'), proxy: 'sidecar' };
      const report = await call(objects, [pod], { count: 60 });
      expect(countOf(report, 200) + countOf(report, 429)).toBe(60);
      expect(countOf(report, 200)).toBeGreaterThanOrEqual(10);
      expect(countOf(report, 200)).toBeLessThanOrEqual(20);
      expect(report.received.limited).toBe(countOf(report, 200));
    },
  },
]);

/** Answers 503 of 20 requests to a pod that answers and one where nothing listens. */
async function refused(objects: Attributes[]): Promise<number> {
  const pods = [checkoutPod('a'), { ...checkoutPod('dead'), ports: [] }];
  return countOf(await call(objects, pods, { count: 20 }), 503);
}

function withAttempts(objects: Attributes[], attempts: number): Attributes[] {
  for (const { spec } of ofKind(objects, 'VirtualService')) for (const route of spec.http) route.retries = { attempts };
  return objects;
}

describeBehaviours('retries', [
  {
    intent: '`retries: { attempts: 2 }`',
    sent: '20 requests to a pod that answers the first 2 attempts of each with 503',
    seen: 'all are answered with 200, and the pod received 60',
    objects: () => checkout({ retries: { attempts: 2 } }),
    judge: async (objects) => {
      const report = await call(objects, [checkoutPod('a', { failFirst: 2, failStatus: 503 })], { count: 20 });
      expect([countOf(report, 200), report.received.a]).toEqual([20, 60]);
    },
  },
  {
    intent: '`retries: { attempts: 1 }`',
    sent: '20 requests to a pod that answers the first 2 attempts of each with 503',
    seen: 'all are answered with 503, and the pod received 40',
    objects: () => checkout({ retries: { attempts: 1 } }),
    judge: async (objects) => {
      const report = await call(objects, [checkoutPod('a', { failFirst: 2, failStatus: 503 })], { count: 20 });
      expect([countOf(report, 503), report.received.a]).toEqual([20, 40]);
    },
  },
  {
    intent: '`retries: { attempts: 2 }`',
    sent: '20 requests to a pod that answers with 500',
    seen: 'none is retried: 500 is not a default condition',
    objects: () => checkout({ retries: { attempts: 2 } }),
    judge: async (objects) => {
      const report = await call(objects, [checkoutPod('a', { status: 500 })], { count: 20 });
      expect([countOf(report, 500), report.received.a]).toEqual([20, 20]);
    },
  },
  {
    intent: '`retries: { attempts: 2, on: [RetryOn.SERVER_ERRORS] }`',
    sent: '20 requests to a pod that answers with 500',
    seen: 'each is tried 3 times',
    objects: () => checkout({ retries: { attempts: 2, on: [RetryOn.SERVER_ERRORS] } }),
    judge: async (objects) => {
      const report = await call(objects, [checkoutPod('a', { status: 500 })], { count: 20 });
      expect([countOf(report, 500), report.received.a]).toEqual([20, 60]);
    },
  },
  {
    intent: 'no `retries`',
    sent: '20 requests to two pods, of which one refuses connections',
    seen: 'all are answered with 200: Istio retries failed connections',
    objects: () => checkout({ timeoutSeconds: 5, loadBalancing: LoadBalancing.roundRobin() }),
    judge: async (objects) => expect(await refused(objects)).toBe(0),
    mutations: { 'retries disabled': (objects) => withAttempts(objects, 0) },
  },
  {
    intent: '`retries: { attempts: 0 }`',
    sent: '20 requests to two pods, of which one refuses connections',
    seen: 'half of them are answered with 503',
    objects: () => checkout({ retries: { attempts: 0 }, loadBalancing: LoadBalancing.roundRobin() }),
    judge: async (objects) => expect(await refused(objects)).toBe(10),
    mutations: { 'a missing VirtualService': withoutKind('VirtualService') },
  },
  {
    intent: '`timeoutSeconds: 0.3`',
    sent: 'a request to a pod that takes 8 s',
    seen: '504 after 0.3 s',
    objects: () => checkout({ timeoutSeconds: 0.3 }),
    judge: async (objects) => {
      const { answers } = await call(objects, [checkoutPod('slow', { delayMs: 8000 })]);
      expect(answers[0].status).toBe(504);
      expect(answers[0].ms).toBeGreaterThan(250);
      expect(answers[0].ms).toBeLessThan(6000);
    },
  },
  {
    intent: '`retries: { attempts: 2, perTryTimeoutSeconds: 0.2 }`',
    sent: 'a request to a pod that takes 8 s',
    seen: '504 after 3 attempts of 0.2 s',
    objects: () => checkout({ retries: { attempts: 2, perTryTimeoutSeconds: 0.2 } }),
    judge: async (objects) => {
      const { answers } = await call(objects, [checkoutPod('slow', { delayMs: 8000 })]);
      expect([answers[0].status, answers[0].attempts]).toEqual([504, 3]);
      expect(answers[0].ms).toBeLessThan(6000);
    },
  },
]);
