import { MeshEgress, MeshPeer, PathMatch, RetryOn, ServiceProtocol, TrafficSplit } from '../../../lib';
import { type Attributes, Planned } from '../../support/planned';
import { faultOf, type Intents, objectsOf, planOf, shopIn, v1, v2 } from './meshes';

const web = MeshPeer.serviceAccount('shop', 'web');
const reports = MeshPeer.serviceAccount('shop', 'reports', { methods: ['GET'], paths: [PathMatch.prefix('/orders')] });

/** What a service on Open Service Mesh can say, and how each part is found again on Istio. */
const counterparts: { [intent: string]: [intents: Intents, onOsm: RegExp, onIstio: RegExp] } = {
  split: [
    { split: TrafficSplit.canary({ stable: v1, canary: v2, canaryPercent: 10 }) },
    /"service":"checkout-v2","weight":10/,
    /"subset":"v2","port":\{"number":80\}\},"weight":10/,
  ],
  retries: [
    {
      retries: { attempts: 3, perTryTimeoutSeconds: 1, on: [RetryOn.SERVER_ERRORS], backoffSeconds: 2 },
      allowFrom: [web],
    },
    /"retryOn":"5xx","numRetries":3,"perTryTimeout":"1s","retryBackoffBaseInterval":"2s"/,
    /"attempts":3,"perTryTimeout":"1s","retryOn":"5xx","backoff":"2s"/,
  ],
  connections: [
    { connectionLimits: { maxConnections: 7, connectTimeoutSeconds: 3 } },
    /"tcp":\{"maxConnections":7,"connectTimeout":"3s"\}/,
    /"tcp":\{"maxConnections":7,"connectTimeout":"3s"\}/,
  ],
  requests: [
    { connectionLimits: { maxRequests: 5, maxPendingRequests: 6, maxRequestsPerConnection: 8 } },
    /"maxRequests":5,"maxPendingRequests":6,"maxRequestsPerConnection":8/,
    /"http1MaxPendingRequests":6,"http2MaxRequests":5,"maxRequestsPerConnection":8/,
  ],
  'limits of a version': [
    {
      split: TrafficSplit.canary({
        stable: v1,
        canary: { ...v2, connectionLimits: { maxConnections: 9 } },
        canaryPercent: 10,
      }),
    },
    /"host":"checkout-v2.shop.svc.cluster.local","connectionSettings":\{"tcp":\{"maxConnections":9\}\}/,
    /"name":"v2","labels":\{"version":"v2"\},"trafficPolicy":\{"connectionPool":\{"tcp":\{"maxConnections":9\}\}\}/,
  ],
  'rate limit': [
    { rateLimit: { requestsPerSecond: 40, burst: 60 } },
    /"requests":40,"unit":"second","burst":20/,
    /"max_tokens":60,"tokens_per_fill":40,"fill_interval":"1s"/,
  ],
  callers: [
    { allowFrom: [web] },
    /"sources":\[\{"kind":"ServiceAccount","name":"web","namespace":"shop"\}\]/,
    /ns\/shop\/sa\/web/,
  ],
  'callers of TCP': [
    { protocol: ServiceProtocol.TCP, allowFrom: [web] },
    /"kind":"TCPRoute".*"ports":\[8080\].*"name":"web","namespace":"shop"/,
    /ns\/shop\/sa\/web.*"ports":\["8080"\]/,
  ],
  'a split of TCP': [
    { protocol: ServiceProtocol.TCP, split: TrafficSplit.canary({ stable: v1, canary: v2, canaryPercent: 10 }) },
    /"service":"checkout-v2","weight":10/,
    /"tcp":\[.*"subset":"v2","port":\{"number":80\}\},"weight":10/,
  ],
  'retries of gRPC': [
    {
      protocol: ServiceProtocol.GRPC,
      retries: { attempts: 2, perTryTimeoutSeconds: 1, on: [RetryOn.GRPC_UNAVAILABLE] },
      allowFrom: [web],
    },
    /"retryOn":"unavailable"/,
    /"retryOn":"unavailable"/,
  ],
  'requests of callers': [
    { allowFrom: [reports] },
    /"pathRegex":"\/orders\(\/\.\*\)\?","methods":\["GET"\]/,
    /"methods":\["GET"\],"paths":\["\/orders","\/orders\/\*"\]/,
  ],
};

describe('intents render on Open Service Mesh and on Istio', () => {
  test.each(Object.entries(counterparts))('%s', (_name, [intents, onOsm, onIstio]) => {
    expect(JSON.stringify(objectsOf('Open Service Mesh', intents))).toMatch(onOsm);
    expect(JSON.stringify(objectsOf('Istio', intents))).toMatch(onIstio);
  });

  test('all together, in the same release at the same address', () => {
    const parts = Object.values(counterparts).map(([part]) => part);
    const intents = Object.assign({}, ...parts.filter(({ protocol }) => protocol === undefined));
    const [before, after] = ['Open Service Mesh', 'Istio'].map((mesh) => planOf(mesh, intents).all('helm_release'));
    expect(Object.keys(after)).toEqual(Object.keys(before));
    const [from, to] = [before, after].map((releases) => Object.values(releases)[0] as Attributes);
    expect({ ...to, values: [] }).toEqual({ ...from, values: [] });
    expect(to.values).not.toEqual(from.values);
  });

  test('places outside of the cluster', () => {
    const egressOn = (mesh: string, access: { callers?: MeshPeer[] } = {}) =>
      Planned.by((stack) => {
        const namespace = shopIn(stack, mesh);
        new MeshEgress(stack, 'Egress', { namespace, name: 'apis', hosts: ['api.example.com'], ...access });
      }).text;
    expect(egressOn('Open Service Mesh', { callers: [web] })).toContain('api.example.com');
    expect(egressOn('Istio')).toContain('api.example.com');
    expect(() => egressOn('Istio', { callers: [web] })).toThrow('callers must be left out on Istio');
  });
});

describe('what Istio has not is told', () => {
  test('expressions of paths', () => {
    const allowFrom = [MeshPeer.serviceAccount('shop', 'web', { paths: [PathMatch.regex('/orders/[0-9]+')] })];
    expect(JSON.stringify(objectsOf('Open Service Mesh', { allowFrom }))).toContain('"pathRegex":"/orders/[0-9]+"');
    expect(faultOf('Istio', { allowFrom })).toContain('must be an exact path or a prefix on Istio');
  });

  test('versions that only have a Service', () => {
    const [stable, canary] = [v1, v2].map(({ name, service }) => ({ name, service }));
    const split = TrafficSplit.canary({ stable, canary, canaryPercent: 10 });
    expect(objectsOf('Open Service Mesh', { split })).toHaveLength(1);
    expect(faultOf('Istio', { split })).toContain('must have labels of version v1: Istio selects versions by them');
  });
});
