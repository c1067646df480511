import { TrafficSplit } from '../../lib';
import type { Attributes } from '../support/planned';
import { describeBehaviours } from './support/behaviours';
import { runLab } from './support/lab';
import {
  checkoutByGatewayApi,
  checkoutPod,
  expectTenthAtCanary,
  nightlyThenApi,
  web,
  withSwappedWeights,
} from './support/shop';

function version(name: string) {
  return { name, service: `checkout-${name}` };
}

function checkout(): Attributes[] {
  return checkoutByGatewayApi(['v1', 'v2', 'nightly', 'api'], {
    split: TrafficSplit.canary({ stable: version('v1'), canary: version('v2'), canaryPercent: 10 }),
    routes: nightlyThenApi(version),
    timeoutSeconds: 0.5,
  });
}

describeBehaviours('routes of the Gateway API', [
  {
    intent: 'a split of 10 %, `routes` by header and path, and a timeout of 0.5 s by `IstioRoutes.gatewayApi`',
    sent: '1,000 requests for the split, 20 for each route, one that takes 8 s',
    seen: '10 % at the canary (5 to 15 % pass), header before path before the split, 504 after 0.5 s',
    objects: checkout,
    judge: async (objects) => {
      const pods = ['v1', 'v2', 'api'].map((name) => checkoutPod(name, {}, { version: name }));
      const slow = checkoutPod('nightly', { delayMs: 8000 }, { version: 'nightly' });
      const calls = { from: 'web', to: 'checkout:80', count: 20 };
      const headers = { 'x-nightly': 'true' };
      const { probes } = await runLab({
        objects,
        pods: [web, ...pods, slow],
        probes: [
          { ...calls, name: 'split', count: 1000, parallel: 4 },
          { ...calls, name: 'path', path: '/api/x' },
          { ...calls, name: 'beside', path: '/apix' },
          { ...calls, name: 'header and path', path: '/api', headers, count: 1 },
        ],
      });
      expectTenthAtCanary(probes.split.received);
      expect(probes.path.received).toEqual({ api: 20 });
      expect(probes.beside.received.api).toBeUndefined();
      const [late] = probes['header and path'].answers;
      expect(late.status).toBe(504);
      expect(late.ms).toBeLessThan(6000);
      expect(probes['header and path'].received).toEqual({ nightly: 1 });
    },
    mutations: {
      'swapped weights': withSwappedWeights('HTTPRoute', ({ rules }) => rules.at(-1).backendRefs),
    },
  },
]);
