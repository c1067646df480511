import { TerraformVariable } from 'cdktf';
import {
  HeaderMatch,
  KubernetesManifests,
  LoadBalancing,
  MeshPeer,
  MeshService,
  PathMatch,
  PhasedRollout,
  RetryOn,
  RouteAction,
  TrafficPolicy,
  TrafficSplit,
} from '../../../lib';
import { azureStack, errorOf, testApp } from '../../support/planned';
import { checkout, faultOf, shopIn, v1, v2, workload } from '../traffic/meshes';

const at = "MeshService 'platform/Checkout'";
const web = MeshPeer.serviceAccount('shop', 'web');

function canary(canaryPercent: number): TrafficSplit {
  return TrafficSplit.canary({ stable: v1, canary: v2, canaryPercent });
}

describe('shares', () => {
  test('must be 100 together', () => {
    const split = TrafficSplit.between([
      { version: v1, percent: 50 },
      { version: v2, percent: 40 },
    ]);
    expect(faultOf('Istio', { split })).toBe(
      `${at}: split must have weights that add up to 100 percent, got 90. Change one of the weights.`,
    );
  });

  test.each([-1, 101, 2.5])('must be whole percents: %p', (percent) => {
    expect(faultOf('Linkerd', { split: canary(percent) })).toBe(
      `${at}: split.canaryPercent must be a whole number of 0 to 100 percent, got ${percent}. For example, use 10.`,
    );
  });

  test('must not be text', () => {
    expect(faultOf('Istio', { split: canary('10' as unknown as number) })).toBe(
      `${at}: split.canaryPercent must be a number, got "10", a string. Use 10, without quotes.`,
    );
  });

  test('must not come of a variable of text', () => {
    const stack = azureStack();
    const variable = new TerraformVariable(stack, 'percent', { type: 'string' });
    expect(errorOf(() => checkout(stack, 'Istio', { split: canary(variable.numberValue) }))).toBe(
      `${at}: split.canaryPercent must be the value of a variable of type number, but 'platform/percent' has type string. Use the ` +
        "numberValue of a TerraformVariable of type 'number'.",
    );
  });

  test('name each version once', () => {
    const split = TrafficSplit.canary({ stable: v1, canary: { ...v2, name: 'v1' }, canaryPercent: 10 });
    expect(faultOf('Istio', { split })).toBe(
      `${at} has 2 faults:\n- split must contain each version only once, got v1. Rename the other version.\n- split[1] must be the same version in all places, got v1. Use the same settings for both, or different names.`,
    );
  });
});

describe('a rollout', () => {
  const steps = [
    { name: 'tenth', percent: 10 },
    { name: 'half', percent: 50 },
  ];

  test('has the step that holds', () => {
    const split = PhasedRollout.inSteps({ from: v1, to: v2, steps, currentStep: 'all' });
    expect(faultOf('Istio', { split })).toBe(
      `${at}: split.currentStep must be one of tenth, half, got all. For example, use tenth.`,
    );
  });

  test('goes up', () => {
    const split = PhasedRollout.inSteps({ from: v1, to: v2, steps: [...steps].reverse(), currentStep: 'half' });
    expect(faultOf('Istio', { split })).toBe(
      `${at}: split.steps[1].percent must not be less than in the previous step (50), got 10. Sort the steps; to roll back, change currentStep.`,
    );
  });
});

describe('versions', () => {
  const bare = { name: 'v2' };

  test('need labels on Istio', () => {
    const split = TrafficSplit.canary({ stable: v1, canary: bare, canaryPercent: 10 });
    expect(faultOf('Istio', { split })).toBe(
      `${at}: split must have labels of version v2: Istio selects versions by them. Set a label on its pods, e.g. labels: { ` +
        "version: 'v2' }.",
    );
  });

  test.each(['Linkerd', 'Open Service Mesh'])('need Services on %s', (mesh) => {
    const split = TrafficSplit.canary({ stable: v1, canary: bare, canaryPercent: 10 });
    expect(faultOf(mesh, { split })).toBe(
      `${at}: split must have a Service of version v2: ${mesh} selects versions by them. Set one, e.g. service: 'checkout-v2'.`,
    );
  });
});

test('one host is described once', () => {
  const stack = azureStack();
  const { namespace } = checkout(stack, 'Istio', {});
  const again = () => new MeshService(stack, 'Again', { namespace, name: 'checkout', port: 80, workload });
  expect(errorOf(again)).toBe(
    "MeshService 'platform/Again': name must be declared only once, but 'platform/Checkout' declares it " +
      'already, got checkout. Use one MeshService for everything.',
  );
});

test('a namespace of another stack is not taken', () => {
  const app = testApp();
  const namespace = shopIn(azureStack(app, 'other'), 'Istio');
  const make = () =>
    new MeshService(azureStack(app, 'team'), 'Checkout', { namespace, name: 'checkout', port: 80, workload });
  expect(errorOf(make)).toBe(
    "MeshService 'team/Checkout': namespace must be in the same stack (team), got other/Shop. Import it into team " +
      "(MeshNamespace.fromName(stack, 'Shop', { mesh, name })).",
  );
});

describe('what a mesh has not', () => {
  test('names the meshes that have it and what comes nearest', () => {
    expect(faultOf('Linkerd', { connectionLimits: { maxConnections: 1 } })).toBe(
      `${at}: connectionLimits must be left out on Linkerd, which doesn't support this feature (connection limits). Istio, Istio ambient, managed Istio, Open Service Mesh, managed Open Service Mesh and Consul can; the nearest alternative: outlierEjection, and rateLimit of the called service.`,
    );
    expect(faultOf('Open Service Mesh', { timeoutSeconds: 5 })).toBe(
      `${at}: timeoutSeconds must be left out on Open Service Mesh, which doesn't support this feature (timeouts). Istio, Istio ambient, managed Istio, Linkerd and Consul can; the nearest alternative: perTryTimeoutSeconds of retries, and connectTimeoutSeconds of connectionLimits.`,
    );
    expect(faultOf('Linkerd', { loadBalancing: LoadBalancing.byHeader('x-user') })).toBe(
      `${at}: loadBalancing must be left out on Linkerd, which doesn't support this feature (session affinity). Istio, Istio ambient, managed Istio and Consul can; ` +
        'the nearest alternative: routes by a header to versions.',
    );
  });

  test('and comes of a preset says how to leave it out', () => {
    expect(faultOf('Linkerd', { policy: TrafficPolicy.webDefault(), ownsService: true })).toBe(
      `${at}: policy must leave connectionLimits out on Linkerd, which doesn't support this feature (connection limits). Istio, Istio ambient, managed Istio, Open Service Mesh, managed Open Service Mesh and Consul can; the nearest alternative: outlierEjection, and rateLimit of the called service. Use TrafficPolicy.webDefault({ without: [MeshFeature.CONNECTION_LIMITS] }).`,
    );
  });
});

describe('what a mesh says otherwise', () => {
  test('Istio: no expressions in access, no probes', () => {
    const allowFrom = [MeshPeer.serviceAccount('shop', 'web', { paths: [PathMatch.regex('/orders/[0-9]+')] })];
    expect(faultOf('Istio', { allowFrom, probePaths: ['/healthz'] })).toBe(
      `${at} has 2 faults:\n` +
        '- allowFrom[0].paths[0] must be an exact path or a prefix on Istio, got "/orders/[0-9]+". Use PathMatch.exact or ' +
        'PathMatch.prefix.\n' +
        '- probePaths must be left out on Istio, whose sidecars answer the kubelet\'s probes, got ["/healthz"]. Leave it out.',
    );
  });

  test('Linkerd: status only, ejection on an owned Service, a rate limit with callers', () => {
    const intents = {
      retries: { attempts: 2, on: [RetryOn.CONNECT_FAILURES], backoffSeconds: 1 },
      outlierEjection: { consecutiveErrors: 5, maxEjectionPercent: 50 },
      rateLimit: { requestsPerSecond: 10, burst: 20 },
    };
    expect(faultOf('Linkerd', intents)).toBe(
      `${at} has 6 faults:\n- retries.on[0] must be a response status on Linkerd, got connect-failure. Use RetryOn.GATEWAY_ERRORS: its proxies answer failed connections with 502 to 504.\n- retries.backoffSeconds must be left out on Linkerd, got 1. Linkerd doesn't support it.\n- outlierEjection can only be used with ownsService on Linkerd, where it is configured by annotations of the Service. Set ownsService: true, and remove the Service from the application.\n- outlierEjection.maxEjectionPercent must be left out on Linkerd, got 50. Linkerd doesn't support it.\n- rateLimit can only be used with allowFrom on Linkerd, because its Server denies all other callers. List the callers.\n- rateLimit.burst must be left out on Linkerd, got 20. Linkerd doesn't support it.`,
    );
  });

  test('Open Service Mesh: retries with callers and a time, ServiceAccounts only', () => {
    expect(faultOf('Open Service Mesh', { retries: { attempts: 2 } })).toBe(
      `${at} has 2 faults:\n- retries can only be used with allowFrom on Open Service Mesh, where a Retry lists the callers. List them: MeshPeer.serviceAccount(...).\n- retries.perTryTimeoutSeconds must be set on Open Service Mesh. For example, use 1.`,
    );
    expect(faultOf('Open Service Mesh', { allowFrom: [MeshPeer.namespace('jobs')] })).toBe(
      `${at}: allowFrom[0] must be a ServiceAccount on Open Service Mesh, got "namespace jobs". List each of them: MeshPeer.serviceAccount(...).`,
    );
  });
});

test.each(['x\ny', 'x\u0000y', ' x', 'x\t'])('the value %j of a header is refused', (value) => {
  expect(
    faultOf('Istio', {
      routes: [{ match: { headers: [HeaderMatch.exact('x-canary', value)] }, action: RouteAction.version(v2) }],
    }),
  ).toContain(
    'routes[0].match.headers[0].value must be one line of printable text, without leading or trailing spaces',
  );
});

test('a regular expression of a header is one of RE2', () => {
  const route = { match: { headers: [HeaderMatch.regex('x-canary', '(?=beta)')] }, action: RouteAction.version(v2) };
  expect(faultOf('Istio', { routes: [route] })).toContain(
    'routes[0].match.headers[0].value must be a regular expression of RE2',
  );
});

test('values out of range are told together', () => {
  const intents = {
    port: 0,
    workload: { labels: {}, serviceAccount: 'Checkout', containerPort: 70000 },
    timeoutSeconds: 0.0001,
    retries: { attempts: 11, perTryTimeoutSeconds: 9, on: [] },
    connectionLimits: {},
    outlierEjection: { consecutiveErrors: 0, maxEjectionPercent: 0 },
    rateLimit: { requestsPerSecond: 10, burst: 5 },
    loadBalancing: LoadBalancing.byHeader('X User'),
    routes: [{ match: { headers: [HeaderMatch.exact('X-Canary', '')] }, action: RouteAction.version(v2) }],
    allowFrom: [MeshPeer.serviceAccount('shop', 'web', { methods: ['get'], paths: [PathMatch.prefix('api')] })],
  };
  expect(faultOf('Istio', intents)).toBe(
    `${at} has 17 faults:\n- port must be a whole number of 1 to 65535, got 0. Use a number in 1 to 65535.\n- workload.labels must have a label, got {}. For example, use { app: 'checkout' }.\n- workload.serviceAccount must have 1 to 253 characters: lowercase letters, digits, - and . (RFC 1123 subdomain), with a letter or digit at both ends of each part, got Checkout. For example, use checkout.\n- workload.containerPort must be a whole number of 1 to 65535, got 70000. Use a number in 1 to 65535.\n- routes[0].match.headers[0].name must be a header name in lowercase, got X-Canary. For example, use x-canary.\n- routes[0].match.headers[0].value must be set. For example, use 'true'.\n- timeoutSeconds must be 0.001 to 3600 seconds, to the millisecond, got 0.0001. For example, use 1.5.\n- retries.attempts must be a whole number of 0 to 10, got 11. Use a number in 0 to 10.\n- retries.on must not be empty. Leave it out.\n- retries.perTryTimeoutSeconds must not be greater than timeoutSeconds (0.0001), got 9. Lower it: the first attempt would use all of the time.\n- connectionLimits must have a limit. For example, use { maxConnections: 100 }.\n- outlierEjection.consecutiveErrors must be a whole number of 1 to 1000, got 0. Use a number in 1 to 1000.\n- outlierEjection.maxEjectionPercent must be a whole number of 1 to 100, got 0. Use a number in 1 to 100.\n- loadBalancing.header must be a header name in lowercase, got "X User". For example, use x-user.\n- rateLimit.burst must be a whole number of 10 to 1000000, got 5. Use a number in 10 to 1000000.\n- allowFrom[0].methods[0] must be a method in uppercase, got get. For example, use GET.\n- allowFrom[0].paths[0] must be a path that starts with / and has no *, got api. For example, use /api.`,
  );
});

test('peers and probes that are empty', () => {
  expect(faultOf('Linkerd', { allowFrom: [] })).toBe(
    `${at}: allowFrom must not be empty. Add a caller; to deny all callers, use MeshNamespacePolicy.`,
  );
  expect(faultOf('Linkerd', { allowFrom: [web], probePaths: ['/healthz'] })).toBe(
    `${at}: probePaths must be left out if no peer in allowFrom has methods or paths, got ["/healthz"]. Linkerd allows probes by default in that case.`,
  );
});

test('a service of the mesh leaves nothing behind where it is refused', () => {
  const stack = azureStack();
  const namespace = shopIn(stack, 'Istio');
  errorOf(() => new MeshService(stack, 'Checkout', { namespace, name: 'checkout', port: 0, workload }));
  expect(stack.node.findAll().filter((node) => node instanceof KubernetesManifests)).toEqual([]);
});
