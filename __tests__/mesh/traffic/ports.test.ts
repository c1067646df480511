import { MeshPeer, PathMatch, RouteAction, ServiceProtocol, TrafficSplit } from '../../../lib';
import type { Attributes } from '../../support/planned';
import { faultOf, type Intents, meshes, objectOf, objectsOf, v1, v2 } from './meshes';

const at = "MeshService 'platform/Checkout'";
const host = 'checkout.shop.svc.cluster.local';
const web = MeshPeer.serviceAccount('shop', 'web');
const peer = MeshPeer.serviceAccount('shop', 'checkout');
const prometheus = MeshPeer.prometheus({ namespace: 'monitoring', serviceAccount: 'prometheus' });
const metrics = { name: 'metrics', port: 9090, containerPort: 9091 };
const gossip = { name: 'gossip', port: 7000, containerPort: 7000, protocol: ServiceProtocol.TCP };
const able = meshes.filter((mesh) => mesh !== 'Consul');

const access: Intents = {
  allowFrom: [web],
  morePorts: [
    { ...metrics, allowFrom: [prometheus] },
    { ...gossip, allowFrom: [peer] },
  ],
};

describe('further ports', () => {
  test.each(able)('are ports of the Services that are made, with their protocols, on %s', (mesh) => {
    const split = TrafficSplit.canary({ stable: v1, canary: v2, canaryPercent: 10 });
    const services = objectsOf(mesh, { ownsService: true, split, morePorts: [metrics, gossip] }).filter(
      ({ kind }) => kind === 'Service',
    );
    expect(services).toHaveLength(3);
    for (const { spec } of services) {
      expect(spec.ports).toEqual([
        { name: 'http', port: 80, targetPort: 8080, appProtocol: 'http' },
        { name: 'metrics', port: 9090, targetPort: 9091, appProtocol: 'http' },
        { name: 'gossip', port: 7000, targetPort: 7000, appProtocol: 'tcp' },
      ]);
    }
  });

  test('have rules of their own on Istio', () => {
    const { rules } = objectOf('Istio', access, 'AuthorizationPolicy').spec;
    expect(
      rules.map(({ from, to }: Attributes) => [to[0].operation.ports, from[0].source.principals[0].split('/').at(-1)]),
    ).toEqual([
      [['8080'], 'web'],
      [['9091'], 'prometheus'],
      [['7000'], 'checkout'],
    ]);
    expect(rules[1].to[0].operation).toEqual({ methods: ['GET'], paths: ['/metrics'], ports: ['9091'] });
  });

  test('let the callers of the service in where they name none', () => {
    const { rules } = objectOf('Istio', { allowFrom: [web], morePorts: [metrics] }, 'AuthorizationPolicy').spec;
    expect(rules.map(({ to }: Attributes) => to[0].operation.ports)).toEqual([['8080'], ['9091']]);
    expect(rules[1].from).toEqual(rules[0].from);
  });

  test('have Servers of their own on Linkerd', () => {
    const objects = objectsOf('Linkerd', access);
    const servers = objects.filter(({ kind }) => kind === 'Server');
    expect(
      servers.map(({ metadata, spec }) => [metadata.name, spec.port, spec.accessPolicy, spec.proxyProtocol]),
    ).toEqual([
      ['checkout', 8080, 'deny', undefined],
      ['checkout-metrics', 9091, 'deny', undefined],
      ['checkout-gossip', 7000, 'deny', 'opaque'],
    ]);
    const allowed = objects.find(
      ({ kind, metadata }) => kind === 'MeshTLSAuthentication' && metadata.name === 'checkout-gossip',
    );
    expect(allowed?.spec.identityRefs).toEqual([{ kind: 'ServiceAccount', name: 'checkout', namespace: 'shop' }]);
  });

  test('of TCP have rules of their own on Open Service Mesh, and those of HTTP share one', () => {
    const objects = objectsOf('Open Service Mesh', {
      allowFrom: [web],
      morePorts: [metrics, { ...gossip, allowFrom: [peer] }],
    });
    const targets = objects.filter(({ kind }) => kind === 'TrafficTarget');
    expect(targets.map(({ metadata, spec }) => [metadata.name, spec.rules[0].kind, spec.sources[0].name])).toEqual([
      ['checkout', 'HTTPRouteGroup', 'web'],
      ['checkout-gossip', 'TCPRoute', 'checkout'],
    ]);
    expect(objects.find(({ kind }) => kind === 'TCPRoute')?.spec.matches.ports).toEqual([7000]);
  });

  test('have rules of their own at a waypoint, by the ports of the Service, and at the pods', () => {
    const objects = objectsOf('Istio ambient', access);
    const policies = objects.filter(({ kind }) => kind === 'AuthorizationPolicy');
    const [atWaypoint, atPods] = policies.map(({ spec }) =>
      spec.rules.map(({ from, to }: Attributes) => [
        to[0].operation.ports[0],
        ...from[0].source.principals.map((principal: string) => principal.split('/').at(-1)),
      ]),
    );
    expect(atWaypoint).toEqual([
      ['80', 'web'],
      ['9090', 'prometheus'],
      ['7000', 'checkout'],
    ]);
    expect(atPods).toEqual([
      ['8080', 'waypoint', 'web'],
      ['9091', 'waypoint'],
      ['7000', 'waypoint', 'checkout'],
    ]);
  });

  test.each(['Istio', 'Istio ambient', 'managed Istio'])(
    'are not led to the first port by its routes on %s',
    (mesh) => {
      const routes = [{ match: { path: PathMatch.prefix('/api') }, action: RouteAction.version(v2) }];
      const { http } = objectOf(mesh, { timeoutSeconds: 5, routes, morePorts: [metrics] }, 'VirtualService').spec;
      expect(http.map(({ match }: Attributes) => match)).toEqual([
        [
          { uri: { exact: '/api' }, port: 80 },
          { uri: { prefix: '/api/' }, port: 80 },
        ],
        [{ port: 80 }],
        undefined,
      ]);
      expect(http[2]).toEqual({ route: [{ destination: { host } }] });
    },
  );
});

describe('further ports that are rejected', () => {
  test('on Consul, whose services have one', () => {
    expect(faultOf('Consul', { morePorts: [metrics] })).toBe(
      `${at}: morePorts must be left out on Consul, which doesn't support this feature (several ports). Istio, Istio ambient, managed Istio, Linkerd, Open Service Mesh and managed Open Service Mesh can; the nearest alternative: a Service for each port, with its own pods and ServiceAccount; MeshWorkload.excludedInboundPorts for metrics.`,
    );
  });

  test('with callers that the mesh cannot tell apart by port', () => {
    expect(faultOf('Open Service Mesh', access)).toBe(
      `${at}: morePorts[0].allowFrom can only be used for TCP on Open Service Mesh: an HTTP rule allows all HTTP ports of a ServiceAccount. Add these callers to allowFrom of the service.`,
    );
    expect(
      faultOf('Open Service Mesh', { protocol: ServiceProtocol.TCP, allowFrom: [web], morePorts: [metrics] }),
    ).toContain(
      "MeshService 'platform/Checkout': morePorts[0].protocol must be TCP on Open Service Mesh if the first port " +
        'is TCP with allowFrom, whose rule allows no HTTP port. Move the HTTP port to the first place.',
    );
  });

  test('twice, or with callers that close or blind others', () => {
    const morePorts = [
      { ...metrics, name: 'http', containerPort: 8080, allowFrom: [web] },
      { ...gossip, port: 9090, allowFrom: [prometheus] },
    ];
    expect(faultOf('Istio', { morePorts })).toBe(
      `${at} has 6 faults:\n- morePorts[0].name must differ from protocol, after which the first port is named, got http. Declare each port only once.\n- morePorts[0].containerPort must differ from workload.containerPort, got 8080. Declare each port only once.\n- morePorts[0].allowFrom can only be used with allowFrom of the service; otherwise other callers could not reach its other ports. Set allowFrom of the service too.\n- morePorts[1].port must differ from morePorts[0].port, got 9090. Declare each port only once.\n- morePorts[1].allowFrom can only be used with allowFrom of the service; otherwise other callers could not reach its other ports. Set allowFrom of the service too.\n- morePorts[1].allowFrom must be peers without methods and paths if protocol is TCP. List the callers of this port: MeshPeer.serviceAccount(...).`,
    );
  });
});
