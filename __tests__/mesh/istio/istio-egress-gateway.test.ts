import type { TerraformStack } from 'cdktf';
import {
  EgressProtocol,
  type IIstioMesh,
  IstioEgressGateway,
  type IstioEgressGatewayProps,
  type IstioEgressHost,
  IstioMesh,
  IstioOutboundTraffic,
  Namespace,
} from '../../../lib';
import { FakeAksCluster } from '../../support/fake-aks-cluster';
import { type Attributes, errorOf, Planned } from '../../support/planned';
import { manifestsOf, valuesOf, waitsOf } from '../../support/releases';

type Options = Partial<Omit<IstioEgressGatewayProps, 'mesh'>>;
type Build = (stack: TerraformStack, cluster: FakeAksCluster) => IIstioMesh;

const registryOnly: Build = (stack, cluster) =>
  new IstioMesh(stack, 'Mesh', { cluster, outboundTraffic: IstioOutboundTraffic.REGISTRY_ONLY });

function planned(options: Options = {}, build = registryOnly): Planned {
  return Planned.by((stack) => {
    const mesh = build(stack, new FakeAksCluster(stack));
    new IstioEgressGateway(stack, 'Egress', { mesh, hosts: [{ host: 'api.example.com' }], ...options });
  });
}

test('the gateway is called from within the cluster only, in a namespace of its own', () => {
  const plan = planned();
  expect(plan.one('helm_release', 'Egress_Gateway')).toMatchObject({
    name: 'istio-egressgateway',
    chart: 'gateway',
    namespace: 'istio-egress',
  });
  expect(valuesOf(plan, 'Egress_Gateway')).toMatchObject({
    service: { type: 'ClusterIP' },
    labels: { istio: 'istio-egressgateway' },
    autoscaling: { minReplicas: 2, maxReplicas: 5 },
  });
});

test('a host is known to the mesh and led through the gateway', () => {
  const service = 'istio-egressgateway.istio-egress.svc.cluster.local';
  const subset = 'api-example-com-tls';
  const specs = manifestsOf(planned(), 'Routes').map(({ kind, metadata, spec }) => [kind, metadata.name, spec]);
  expect(specs).toEqual([
    [
      'Gateway',
      'istio-egressgateway',
      {
        selector: { istio: 'istio-egressgateway' },
        servers: [
          {
            port: { number: 443, name: subset, protocol: 'TLS' },
            hosts: ['api.example.com'],
            tls: { mode: 'ISTIO_MUTUAL' },
          },
        ],
      },
    ],
    [
      'DestinationRule',
      'istio-egressgateway',
      {
        host: service,
        subsets: [
          {
            name: subset,
            trafficPolicy: {
              portLevelSettings: [{ port: { number: 443 }, tls: { mode: 'ISTIO_MUTUAL', sni: 'api.example.com' } }],
            },
          },
        ],
      },
    ],
    [
      'ServiceEntry',
      'api.example.com',
      {
        hosts: ['api.example.com'],
        location: 'MESH_EXTERNAL',
        ports: [{ number: 443, name: 'tls', protocol: 'TLS' }],
        resolution: 'DNS',
      },
    ],
    [
      'VirtualService',
      'api.example.com',
      {
        hosts: ['api.example.com'],
        gateways: ['mesh', 'istio-egressgateway'],
        tls: [
          {
            match: [{ gateways: ['mesh'], port: 443, sniHosts: ['api.example.com'] }],
            route: [{ destination: { host: service, subset, port: { number: 443 } } }],
          },
        ],
        tcp: [
          {
            match: [{ gateways: ['istio-egressgateway'], port: 443 }],
            route: [{ destination: { host: 'api.example.com', port: { number: 443 } } }],
          },
        ],
      },
    ],
  ]);
});

test('a host has its own port, and the gateway keeps its one', () => {
  const [gateway, , entry, route] = manifestsOf(planned({ hosts: [{ host: 'db.example.com', port: 5432 }] }), 'Routes');
  expect(gateway.spec.servers[0].port.number).toBe(443);
  expect(entry.spec.ports[0].number).toBe(5432);
  expect(route.spec.tls[0].match[0].port).toBe(5432);
  expect(route.spec.tls[0].route[0].destination.port.number).toBe(443);
  expect(route.spec.tcp[0].route[0].destination.port.number).toBe(5432);
});

test('hosts that look alike have subsets of their own', () => {
  const hosts = ['a.b-c.com', 'a-b.c.com'].map((host) => ({ host }));
  const [, rule] = manifestsOf(planned({ hosts }), 'Routes');
  expect(rule.spec.subsets.map(({ name }: { name: string }) => name)).toEqual(['a-b--c-com-tls', 'a--b-c-com-tls']);
});

test('the routes come after the gateway, which comes after the mesh', () => {
  const plan = planned();
  expect(waitsOf(plan, 'Egress_Gateway')).toEqual([
    'helm_release.Egress_Namespace_Manifests',
    'helm_release.Mesh_Foundation_MutualTls',
    'helm_release.Mesh_Istiod',
  ]);
  expect(waitsOf(plan, 'Egress_Routes')).toEqual(['helm_release.Egress_Gateway_Chart']);
});

test('names, size and place are the user’s', () => {
  const plan = Planned.by((stack) => {
    const cluster = new FakeAksCluster(stack);
    new IstioEgressGateway(stack, 'Egress', {
      mesh: registryOnly(stack, cluster),
      hosts: [{ host: 'api.example.com' }],
      gatewayName: 'way-out',
      namespace: Namespace.fromName(stack, 'Edge', { cluster, name: 'edge' }),
      minReplicas: 3,
      maxReplicas: 9,
      values: { nodeSelector: { pool: 'egress' } },
    });
  });
  expect(plan.one('helm_release', 'Egress_Gateway')).toMatchObject({ name: 'way-out', namespace: 'edge' });
  expect(plan.one('helm_release', 'Egress_Routes')).toMatchObject({ name: 'way-out-hosts', namespace: 'edge' });
  expect(valuesOf(plan, 'Egress_Gateway')).toMatchObject({
    autoscaling: { minReplicas: 3, maxReplicas: 9 },
    nodeSelector: { pool: 'egress' },
  });
  expect(manifestsOf(plan, 'Egress_Routes')[1].spec.host).toBe('way-out.edge.svc.cluster.local');
});

describe('other ways out', () => {
  const text =
    "W173: Pods can call any other host without the egress gateway (outboundTraffic of 'platform/Mesh' is ALLOW_ANY). Use REGISTRY_ONLY.";

  test('are warned of where the mesh lets pods call any address', () => {
    expect(planned({}, (stack, cluster) => new IstioMesh(stack, 'Mesh', { cluster })).warnings).toContain(text);
    expect(planned().warnings.filter((warning) => warning.startsWith('W173'))).toEqual([]);
  });

  test('are not known of a mesh that something else installs', () => {
    const plan = planned({}, (stack, cluster) => IstioMesh.fromAttributes(stack, 'Mesh', { cluster }));
    expect(plan.warnings.filter((warning) => warning.startsWith('W173'))).toEqual([]);
    expect(plan.infos).toContain('not verified: that pods in the mesh may call only registered destinations');
  });
});

describe('refused', () => {
  const cases: [string, Options, string][] = [
    ['no hosts', { hosts: [] }, "hosts must not be empty. For example, use [{ host: 'api.example.com' }]."],
    [
      'a host that the gateway can not look up',
      { hosts: [{ host: '*.example.com' }] },
      'hosts[0].host must have 1 to 253 characters: lowercase letters, digits, - and . (RFC 1123 subdomain), with a letter or digit at both ends of each part, got *.example.com. For example, use api.example.com.',
    ],
    [
      'a host twice',
      { hosts: [{ host: 'a.com' }, { host: 'a.com', port: 8443 }] },
      'hosts[1].host must differ from that of hosts[0], got a.com. Remove one of the two: TLS identifies the host, not the port.',
    ],
    [
      'a port that there is not',
      { hosts: [{ host: 'a.com', port: 0 }] },
      'hosts[0].port must be a whole number of 1 to 65535, got 0. Use a number in 1 to 65535.',
    ],
  ];
  test.each(cases)('%s', (_title, options, fault) => {
    expect(errorOf(() => planned(options))).toBe(`IstioEgressGateway 'platform/Egress': ${fault}`);
  });
});

describe('a host that pods call in plain text', () => {
  const service = 'istio-egressgateway.istio-egress.svc.cluster.local';
  const toGateway = (subset: string) => [{ destination: { host: service, subset, port: { number: 443 } } }];

  function specsOf(hosts: IstioEgressHost[]): { [kind: string]: Attributes } {
    const objects = manifestsOf(planned({ hosts }), 'Routes').filter(({ metadata }) => metadata.name !== service);
    return Object.fromEntries(objects.map(({ kind, spec }) => [kind, spec]));
  }

  test('by TCP has its connections led by port and address', () => {
    const host = { host: 'db.example.com', port: 5432, protocol: EgressProtocol.TCP, addresses: ['10.0.4.10'] };
    const { Gateway: gateway, ServiceEntry: entry, VirtualService: routes } = specsOf([host]);
    expect(gateway.servers[0].port.protocol).toBe('TLS');
    expect(entry).toMatchObject({ addresses: ['10.0.4.10'], ports: [{ number: 5432, name: 'tcp', protocol: 'TCP' }] });
    expect(routes.tcp).toEqual([
      { match: [{ gateways: ['mesh'], port: 5432 }], route: toGateway('db-example-com-tls') },
      {
        match: [{ gateways: ['istio-egressgateway'], port: 443 }],
        route: [{ destination: { host: 'db.example.com', port: { number: 5432 } } }],
      },
    ]);
  });

  test('by HTTP has TLS of the gateway', () => {
    const tlsOrigination = { port: 8443 };
    const host = { host: 'api.example.com', port: 80, protocol: EgressProtocol.HTTP, tlsOrigination };
    const { Gateway: gateway, ServiceEntry: entry, VirtualService: routes, DestinationRule: rule } = specsOf([host]);
    expect(gateway.servers[0].port.protocol).toBe('HTTPS');
    expect(entry.ports).toEqual([{ number: 80, name: 'http', protocol: 'HTTP', targetPort: 8443 }]);
    expect(routes.http[0]).toEqual({
      match: [{ gateways: ['mesh'], port: 80 }],
      route: toGateway('api-example-com-tls'),
    });
    expect(rule).toEqual({
      host: 'api.example.com',
      trafficPolicy: {
        portLevelSettings: [
          {
            port: { number: 80 },
            tls: { mode: 'SIMPLE', sni: 'api.example.com', subjectAltNames: ['api.example.com'] },
          },
        ],
      },
    });
  });

  test('is told apart from others of its port, and has no TLS twice', () => {
    const tcp = { port: 5432, protocol: EgressProtocol.TCP };
    const hosts = [
      { host: 'a.example.com', ...tcp },
      { host: 'b.example.com', ...tcp, addresses: ['10.0.4.0/24'] },
      { host: 'c.example.com', tlsOrigination: {}, addresses: ['10.0.4.10'] },
    ];
    expect(errorOf(() => planned({ hosts }))).toBe(
      "IstioEgressGateway 'platform/Egress' has 4 faults:\n" +
        '- hosts[1].addresses must be set on both TCP hosts of port 5432, hosts[0] and this one, which sidecars distinguish by them, got ' +
        '["10.0.4.0/24"]. Set the addresses of both, or use another port.\n' +
        '- hosts[1].addresses[0] must be an IPv4 address, got 10.0.4.0/24. For example, use 10.0.4.10.\n' +
        '- hosts[2].tlsOrigination must be left out with protocol TLS, which the application originates. Set protocol: EgressProtocol.HTTP.\n' +
        '- hosts[2].addresses can only be used with protocol TCP, got ["10.0.4.10"]. Leave it out: the host is enough.',
    );
  });
});
