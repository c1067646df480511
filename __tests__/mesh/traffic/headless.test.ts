import {
  HeaderMatch,
  JwtAuthentication,
  LoadBalancing,
  MeshPeer,
  RouteAction,
  ServiceProtocol,
  TrafficPolicy,
  TrafficSplit,
} from '../../../lib';
import { faultOf, type Intents, meshes, objectOf, objectsOf, v1, v2, workload } from './meshes';

const at = "MeshService 'platform/Checkout'";
const web = MeshPeer.serviceAccount('shop', 'web');
const kafka: Intents = { headless: true, port: 8080 };

describe('a headless service', () => {
  test.each(meshes)('has no address of its own on %s', (mesh) => {
    const { spec } = objectOf(mesh, { ...kafka, ownsService: true }, 'Service');
    expect(spec.clusterIP).toBe('None');
    expect(spec).not.toHaveProperty('publishNotReadyAddresses');
    const early = { ...kafka, ownsService: true, publishNotReadyAddresses: true };
    expect(objectOf(mesh, early, 'Service').spec.publishNotReadyAddresses).toBe(true);
  });

  test('can be called by the addresses of pods on Consul, and has no routes', () => {
    const objects = objectsOf('Consul', { ...kafka, timeoutSeconds: 5, allowFrom: [web] });
    const [defaults] = objects.filter(({ kind }) => kind === 'ServiceDefaults');
    expect(defaults.spec).toMatchObject({ transparentProxy: { dialedDirectly: true }, localRequestTimeoutMs: 5000 });
    expect(objects.map(({ kind }) => kind).sort()).toEqual(['ServiceDefaults', 'ServiceIntentions']);
    expect(objectOf('Consul', { timeoutSeconds: 5 }, 'ServiceDefaults').spec).not.toHaveProperty('transparentProxy');
  });

  test('has its callers at the pods on the ambient data plane, not at the waypoint', () => {
    const objects = objectsOf('Istio ambient', { ...kafka, allowFrom: [web] });
    expect(objects).toHaveLength(1);
    expect(objects[0].spec).toEqual({
      selector: { matchLabels: workload.labels },
      action: 'ALLOW',
      rules: [
        {
          from: [{ source: { principals: ['cluster.local/ns/shop/sa/web'] } }],
          to: [{ operation: { ports: ['8080'] } }],
        },
      ],
    });
  });

  test('has callers of any requests only on the ambient data plane', () => {
    const get = MeshPeer.serviceAccount('shop', 'web', { methods: ['GET'] });
    const more = { name: 'metrics', port: 9090, containerPort: 9090, allowFrom: [get] };
    expect(faultOf('Istio ambient', { ...kafka, allowFrom: [get], morePorts: [more] })).toBe(
      `${at} has 2 faults:\n` +
        '- allowFrom[0] must not have methods or paths where headless is true: calls to pods bypass the waypoint, got shop/web. Leave them out.\n' +
        '- morePorts[0].allowFrom[0] must not have methods or paths where headless is true: calls to pods bypass the waypoint, got shop/web. Leave them out.',
    );
  });

  test('has the ports of its pods', () => {
    const more = { name: 'metrics', port: 90, containerPort: 9090 };
    expect(faultOf('Istio', { headless: true, morePorts: [more] })).toBe(
      `${at} has 2 faults:\n` +
        '- port must be the port of the containers (8080) where headless is true: callers connect to the pods, got 80. Use 8080.\n' +
        '- morePorts[0].port must be the port of the containers (9090) where headless is true: callers connect to the pods, got 90. Use 9090.',
    );
  });

  test('has early names only where it is made here', () => {
    const alone =
      'publishNotReadyAddresses can only be used with headless and ownsService, got true. Leave it out, or give headless: true and ownsService: true.';
    expect(faultOf('Istio', { publishNotReadyAddresses: true, ownsService: true })).toBe(`${at}: ${alone}`);
    expect(faultOf('Istio', { ...kafka, publishNotReadyAddresses: true })).toBe(`${at}: ${alone}`);
  });

  const intents: Intents = {
    split: TrafficSplit.canary({ stable: v1, canary: v2, canaryPercent: 10 }),
    routes: [{ match: { headers: [HeaderMatch.exact('x-canary', 'true')] }, action: RouteAction.version(v2) }],
    retries: { attempts: 2, perTryTimeoutSeconds: 1 },
    timeoutSeconds: 5,
    connectionLimits: { maxConnections: 1 },
    outlierEjection: { consecutiveErrors: 5 },
    loadBalancing: LoadBalancing.random(),
    rateLimit: { requestsPerSecond: 10 },
    jwtAuthentication: JwtAuthentication.entraId({
      tenantId: '11111111-2222-3333-4444-555555555555',
      audiences: ['a'],
    }),
    faultInjection: { abortStatus: 503 },
    mirror: { to: v2 },
  };

  test.each([
    ['Istio', ['split', 'routes', 'outlierEjection', 'loadBalancing', 'mirror']],
    ['managed Istio', ['split', 'routes', 'outlierEjection', 'loadBalancing', 'mirror']],
    ['Istio ambient', Object.keys(intents).filter((prop) => prop !== 'rateLimit')],
    ['Linkerd', ['split', 'routes', 'retries', 'timeoutSeconds', 'outlierEjection']],
    ['Open Service Mesh', ['split', 'retries', 'connectionLimits', 'rateLimit']],
    ['Consul', ['split', 'routes', 'retries', 'connectionLimits', 'outlierEjection', 'loadBalancing']],
  ])('has no intents on %s that the proxies of its callers do not apply', (mesh, rejected) => {
    const faults = faultOf(mesh, { ...kafka, ...intents });
    const named = [...faults.matchAll(/(\w+) must be left out where headless is true/g)].map(([, prop]) => prop);
    expect(named.sort()).toEqual([...rejected].sort());
  });

  test('has no preset with such intents', () => {
    const fault = faultOf('Istio', { ...kafka, policy: TrafficPolicy.webDefault() });
    expect(fault).toBe(
      `${at}: policy must leave outlierEjection out where headless is true on Istio: callers choose the pod, and their proxies don't apply it. Leave policy out.`,
    );
  });

  test('is the same as another where headless is false', () => {
    expect(objectsOf('Istio', { headless: false, ownsService: true, loadBalancing: LoadBalancing.random() })).toEqual(
      objectsOf('Istio', { ownsService: true, loadBalancing: LoadBalancing.random() }),
    );
  });

  test('has further ports with callers of their own on the ambient data plane', () => {
    const gossip = { name: 'gossip', port: 7000, containerPort: 7000, protocol: ServiceProtocol.TCP };
    const { spec } = objectOf(
      'Istio ambient',
      { ...kafka, allowFrom: [web], morePorts: [{ ...gossip, allowFrom: [MeshPeer.namespace('jobs')] }] },
      'AuthorizationPolicy',
    );
    expect(spec.rules[1]).toEqual({
      from: [{ source: { namespaces: ['jobs'] } }],
      to: [{ operation: { ports: ['7000'] } }],
    });
  });
});
