import {
  GatewayApi,
  GatewayApiChannel,
  IstioMesh,
  IstioRoutes,
  LoadBalancing,
  MeshNamespace,
  MeshService,
  RouteAction,
  TrafficSplit,
} from '../../../lib';
import { FakeAksCluster } from '../../support/fake-aks-cluster';
import { Planned } from '../../support/planned';
import { manifestsOf } from '../../support/releases';
import { faultOf, objectOf, objectsOf, v1, v2, workload } from './meshes';

const stable = { ...v1, loadBalancing: LoadBalancing.roundRobin() };
const canary = {
  ...v2,
  loadBalancing: LoadBalancing.random(),
  connectionLimits: { maxConnections: 5 },
  outlierEjection: { consecutiveErrors: 3 },
};
const split = TrafficSplit.canary({ stable, canary, canaryPercent: 10 });
const at = "MeshService 'platform/Checkout'";

describe('settings of versions', () => {
  test('are those of subsets on Istio, beside those of the service', () => {
    const intents = { split, loadBalancing: LoadBalancing.leastRequest() };
    expect(objectOf('Istio', intents, 'DestinationRule').spec).toMatchObject({
      trafficPolicy: { loadBalancer: { simple: 'LEAST_REQUEST' } },
      subsets: [
        { name: 'v1', labels: { version: 'v1' }, trafficPolicy: { loadBalancer: { simple: 'ROUND_ROBIN' } } },
        {
          name: 'v2',
          labels: { version: 'v2' },
          trafficPolicy: {
            connectionPool: { tcp: { maxConnections: 5 } },
            loadBalancer: { simple: 'RANDOM' },
            outlierDetection: { consecutive5xxErrors: 3 },
          },
        },
      ],
    });
  });

  test('are those of their Services with routes of the Gateway API', () => {
    const plan = Planned.by((stack) => {
      const cluster = new FakeAksCluster(stack);
      const api = GatewayApi.present(stack, 'Api', { cluster, version: '1.5.1', channel: GatewayApiChannel.STANDARD });
      const mesh = IstioMesh.fromAttributes(stack, 'Mesh', { cluster, routes: IstioRoutes.gatewayApi(api) });
      const namespace = MeshNamespace.fromName(stack, 'Shop', { mesh, name: 'shop' });
      const outlierEjection = { consecutiveErrors: 7 };
      new MeshService(stack, 'Checkout', { namespace, name: 'checkout', port: 80, workload, split, outlierEjection });
    });
    const rules = manifestsOf(plan, 'Checkout').filter(({ kind }) => kind === 'DestinationRule');
    expect(
      rules.map(({ metadata, spec: { trafficPolicy } }) => [
        metadata.name,
        trafficPolicy.loadBalancer.simple,
        trafficPolicy.outlierDetection.consecutive5xxErrors,
      ]),
    ).toEqual([
      ['checkout-v1', 'ROUND_ROBIN', 7],
      ['checkout-v2', 'RANDOM', 3],
    ]);
  });

  test('are limits of their Services on Open Service Mesh', () => {
    const limited = { ...v2, connectionLimits: { maxConnections: 5 } };
    const ofVersions = TrafficSplit.canary({ stable: v1, canary: limited, canaryPercent: 10 });
    const settings = objectsOf('Open Service Mesh', { split: ofVersions }).filter(
      ({ kind }) => kind === 'UpstreamTrafficSetting',
    );
    expect(settings.map(({ spec }) => spec)).toEqual([
      { host: 'checkout-v2.shop.svc.cluster.local', connectionSettings: { tcp: { maxConnections: 5 } } },
    ]);
    expect(faultOf('Open Service Mesh', { split })).toContain(
      `${at} has 3 faults:\n- split.loadBalancing must be left out on Open Service Mesh, which doesn't support this feature (load balancing of ` +
        'versions). Istio, Istio ambient and managed Istio can',
    );
  });

  test.each(['Linkerd', 'Consul'])('are refused on %s', (mesh) => {
    expect(faultOf(mesh, { split: TrafficSplit.canary({ stable: v1, canary, canaryPercent: 10 }) })).toContain(
      `.connectionLimits must be left out on ${mesh}`,
    );
  });

  test('are checked, and the same in all places', () => {
    const wrong = { ...v2, connectionLimits: {}, loadBalancing: LoadBalancing.byHeader('X User') };
    expect(faultOf('Istio', { routes: [{ action: RouteAction.version(wrong) }] })).toBe(
      `${at} has 2 faults:\n` +
        '- routes[0].action.connectionLimits must have a limit. For example, use { maxConnections: 100 }.\n' +
        '- routes[0].action.loadBalancing.header must be a header name in lowercase, got "X User". For example, use x-user.',
    );
    const other = { ...canary, loadBalancing: LoadBalancing.leastRequest() };
    expect(faultOf('Istio', { split, versions: [other] })).toContain(
      'versions[0] must be the same version in all places, got v2. Use the same settings for both, or different names.',
    );
  });
});
