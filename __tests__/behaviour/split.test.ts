import { PhasedRollout, TrafficSplit } from '../../lib';
import type { Attributes } from '../support/planned';
import { describeBehaviours } from './support/behaviours';
import { type ProbeReport, runLab } from './support/lab';
import { checkout, checkoutPod, ofKind, web, withoutKind, withSwappedWeights } from './support/shop';

const versions = [checkoutPod('v1', {}, { version: 'v1' }), checkoutPod('v2', {}, { version: 'v2' })];

function canary(canaryPercent: number): Attributes[] {
  return checkout({
    split: TrafficSplit.canary({
      stable: { name: 'v1', labels: { version: 'v1' } },
      canary: { name: 'v2', labels: { version: 'v2' } },
      canaryPercent,
    }),
  });
}

/** Of 2,000 requests; the bounds of these tests are five standard deviations away. */
async function shares(objects: Attributes[]): Promise<ProbeReport> {
  const calls = { name: 'calls', from: 'web', to: 'checkout:80', count: 2000, parallel: 4 };
  const { probes } = await runLab({ objects, pods: [web, ...versions], probes: [calls] });
  expect(probes.calls.answers.filter(({ status }) => status !== 200)).toEqual([]);
  return probes.calls;
}

const swapWeights = withSwappedWeights('VirtualService', ({ http: [{ route }] }) => route);

describeBehaviours('shares', [
  {
    intent: '`TrafficSplit.canary`, 10 %',
    sent: '2,000 requests of a caller with a sidecar',
    seen: '10 % at the canary (6.5 to 13.5 % pass), the rest at the stable version',
    objects: () => canary(10),
    judge: async (objects) => {
      const { received } = await shares(objects);
      expect(received.v2).toBeGreaterThan(130);
      expect(received.v2).toBeLessThan(270);
      expect(received.v1 + received.v2).toBe(2000);
    },
    mutations: { 'swapped weights': swapWeights },
  },
  {
    intent: '`TrafficSplit.canary`, then 50 %',
    sent: '2,000 requests after the change',
    seen: 'half at either version (44 to 56 % pass)',
    objects: () => canary(50),
    judge: async (objects) => {
      const { received } = await shares(objects);
      expect(received.v2).toBeGreaterThan(880);
      expect(received.v2).toBeLessThan(1120);
    },
  },
  {
    intent: '`TrafficSplit.canary`, 0 %',
    sent: '2,000 requests',
    seen: 'all at the stable version',
    objects: () => canary(0),
    judge: async (objects) => {
      expect((await shares(objects)).received).toEqual({ v1: 2000 });
    },
    mutations: { 'swapped weights': swapWeights },
  },
  {
    intent: '`PhasedRollout.inSteps`, at the step of 50 %',
    sent: '2,000 requests',
    seen: 'half at either version (44 to 56 % pass)',
    objects: () =>
      checkout({
        split: PhasedRollout.inSteps({
          from: { name: 'v1', labels: { version: 'v1' } },
          to: { name: 'v2', labels: { version: 'v2' } },
          steps: [
            { name: 'tenth', percent: 10 },
            { name: 'half', percent: 50 },
            { name: 'all', percent: 100 },
          ],
          currentStep: 'half',
        }),
      }),
    judge: async (objects) => {
      const { received } = await shares(objects);
      expect(received.v2).toBeGreaterThan(880);
      expect(received.v2).toBeLessThan(1120);
    },
  },
  {
    intent: '`TrafficSplit.byController` with a timeout, and weights that a controller set to 0 and 100 %',
    sent: '2,000 requests before the change and after it, and one that takes 8 s',
    seen: 'all at the stable version, then all at the canary; 504 after 0.5 s either way',
    objects: () =>
      checkout({
        split: TrafficSplit.byController(
          { name: 'v1', labels: { version: 'v1' } },
          { name: 'v2', labels: { version: 'v2' } },
        ),
        timeoutSeconds: 0.5,
      }),
    judge: async (objects) => {
      expect((await shares(objects)).received).toEqual({ v1: 2000 });
      const moved = structuredClone(objects);
      for (const { metadata, spec } of ofKind(moved, 'VirtualService')) {
        if (metadata.name !== 'checkout-split') continue;
        const [{ name, route }] = spec.http;
        expect(name).toBe('split');
        [route[0].weight, route[1].weight] = [0, 100];
      }
      expect((await shares(moved)).received).toEqual({ v2: 2000 });
      const slow = checkoutPod('v2', { delayMs: 8000 }, { version: 'v2' });
      const { probes } = await runLab({
        objects: moved,
        pods: [web, slow],
        probes: [{ name: 'slow', from: 'web', to: 'checkout:80' }],
      });
      expect(probes.slow.answers[0].status).toBe(504);
    },
    mutations: {
      'a missing delegate': (objects) => objects.filter(({ metadata }) => metadata.name !== 'checkout-split'),
    },
  },
  {
    intent: '`PhasedRollout.finished`',
    sent: '2,000 requests, while pods of the old version still run',
    seen: 'all at the new version',
    objects: () => checkout({ split: PhasedRollout.finished({ name: 'v2', labels: { version: 'v2' } }) }),
    judge: async (objects) => {
      expect((await shares(objects)).received).toEqual({ v2: 2000 });
    },
    mutations: { 'a missing VirtualService': withoutKind('VirtualService') },
  },
]);
