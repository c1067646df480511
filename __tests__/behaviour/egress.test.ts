import type { TerraformStack } from 'cdktf';
import {
  EgressProtocol,
  type IMeshNamespace,
  IstioEgressGateway,
  IstioMesh,
  IstioOutboundTraffic,
  MeshEgress,
  type MeshEgressProps,
  MeshNamespace,
} from '../../lib';
import { FakeAksCluster } from '../support/fake-aks-cluster';
import { type Attributes, Planned } from '../support/planned';
import { describeBehaviours } from './support/behaviours';
import { type Pod, type Probe, type ProbeReport, runLab } from './support/lab';
import { meshConfigOf } from './support/mesh-config';
import { objectsOf } from './support/objects';
import { ofKind, service, web, withoutKind } from './support/shop';

const gatewayLabels = { istio: 'istio-egressgateway' };

/** The pod of the egress gateway that the programs create. */
const gateway: Pod = {
  name: 'egress',
  namespace: 'istio-egress',
  labels: gatewayLabels,
  serviceAccount: 'istio-egressgateway',
  proxy: 'gateway',
};

function plannedWith(
  outboundTraffic: IstioOutboundTraffic,
  build: (stack: TerraformStack, namespace: IMeshNamespace) => void,
): Planned {
  return Planned.by((stack) => {
    const mesh = new IstioMesh(stack, 'Mesh', { cluster: new FakeAksCluster(stack), outboundTraffic });
    build(stack, MeshNamespace.fromName(stack, 'Shop', { mesh, name: 'shop' }));
  });
}

function planned(outboundTraffic: IstioOutboundTraffic, egress: Partial<MeshEgressProps> = {}): Planned {
  return plannedWith(outboundTraffic, (stack, namespace) => {
    new MeshEgress(stack, 'Payments', { namespace, name: 'payments', hosts: ['api.example.com'], ...egress });
  });
}

const closed = IstioOutboundTraffic.REGISTRY_ONLY;
const meshConfig = (outboundTraffic: IstioOutboundTraffic) => meshConfigOf(planned(outboundTraffic));

const externals = [
  { host: 'api.example.com', port: 443, tls: true },
  { host: 'api.example.com', port: 8000 },
  { host: 'other.example.com', port: 443, tls: true },
  { host: 'other.example.com', port: 8000 },
];

async function send(objects: Attributes[], config: Attributes, probes: Probe[], pods: Pod[] = []) {
  const report = await runLab({ objects, meshConfig: config, pods: [web, ...pods], externals, probes });
  return report.probes;
}

function outcomes(probes: { [name: string]: ProbeReport }): { [name: string]: string } {
  return Object.fromEntries(
    Object.entries(probes).map(([name, { answers }]) => {
      const [{ status, by = '', text }] = answers;
      return [name, text ?? (status ? `${status} ${by}`.trim() : 'no answer')];
    }),
  );
}

const api = { from: 'web', to: 'api.example.com:443', scheme: 'https' } as const;
const other = { from: 'web', to: 'other.example.com:443', scheme: 'https' } as const;

describeBehaviours('egress', [
  {
    intent: '`MeshEgress` (TLS, 443), REGISTRY_ONLY',
    sent: 'HTTPS to the host, to another one, and to another one at the address of the host',
    seen: 'the host answers; the others get no connection',
    objects: () => objectsOf(planned(closed)),
    judge: async (objects) => {
      const probes = await send(objects, meshConfig(closed), [
        { ...api, name: 'host' },
        { ...other, name: 'other' },
        { ...api, name: 'other name', host: 'other.example.com' },
      ]);
      expect(outcomes(probes)).toEqual({ host: '200 api.example.com', other: 'no answer', 'other name': 'no answer' });
    },
    mutations: { 'a missing ServiceEntry': withoutKind('ServiceEntry') },
  },
  {
    intent: '`MeshEgress` (`EgressProtocol.HTTP`, 8000), REGISTRY_ONLY',
    sent: 'HTTP to the host, and to another one',
    seen: 'the host answers; the other gets 502 from the sidecar',
    objects: () => objectsOf(planned(closed, { protocol: EgressProtocol.HTTP, port: 8000 })),
    judge: async (objects) => {
      const probes = await send(objects, meshConfig(closed), [
        { name: 'host', from: 'web', to: 'api.example.com:8000' },
        { name: 'other', from: 'web', to: 'other.example.com:8000' },
      ]);
      expect(outcomes(probes)).toEqual({ host: '200 api.example.com', other: '502' });
    },
    mutations: { 'a missing ServiceEntry': withoutKind('ServiceEntry') },
  },
  {
    intent: '`MeshEgress` (`EgressProtocol.TCP`, 8000), REGISTRY_ONLY',
    sent: 'a connection to the host, and to another host on another port',
    seen: 'the host answers; the other gets no connection',
    objects: () => objectsOf(planned(closed, { protocol: EgressProtocol.TCP, port: 8000 })),
    judge: async (objects) => {
      const probes = await send(objects, meshConfig(closed), [
        { name: 'host', from: 'web', to: 'api.example.com:8000' },
        { ...other, name: 'other' },
      ]);
      expect(outcomes(probes)).toEqual({ host: '200 api.example.com', other: 'no answer' });
    },
    mutations: {
      'TLS instead of TCP': (objects) => {
        for (const { spec } of ofKind(objects, 'ServiceEntry')) spec.ports[0].protocol = 'TLS';
        return objects;
      },
    },
  },
  {
    intent: 'two `MeshEgress` (`EgressProtocol.TCP`, one port) with `addresses`, REGISTRY_ONLY',
    sent: 'a connection to the address of each, and to another one',
    seen: 'each reaches its host; the other gets no connection',
    objects: () =>
      objectsOf(
        plannedWith(closed, (stack, namespace) => {
          for (const [name, address] of Object.entries({ orders: '10.0.4.10', maps: '10.0.4.11' })) {
            new MeshEgress(stack, name, {
              namespace,
              name,
              hosts: [`${name}.example.com`],
              port: 5432,
              protocol: EgressProtocol.TCP,
              addresses: [address],
            });
          }
        }),
      ),
    judge: async (objects) => {
      const databases = ['orders', 'maps'].map((name) => ({ host: `${name}.example.com`, port: 5432, tcp: true }));
      const probe = (name: string, address: string): Probe => ({
        name,
        from: 'web',
        to: `${address}:5432`,
        scheme: 'tcp',
      });
      const { probes } = await runLab({
        objects,
        meshConfig: meshConfig(closed),
        pods: [web],
        externals: databases,
        probes: [probe('orders', '10.0.4.10'), probe('maps', '10.0.4.11'), probe('other', '10.0.4.12')],
      });
      const reached = Object.entries(probes).map(([name, { answers }]) => [name, answers[0].by]);
      expect(Object.fromEntries(reached)).toEqual({
        orders: 'orders.example.com',
        maps: 'maps.example.com',
        other: undefined,
      });
    },
    mutations: {
      'missing addresses': (objects) => {
        for (const { spec } of ofKind(objects, 'ServiceEntry')) delete spec.addresses;
        return objects;
      },
    },
  },
  {
    intent: '`MeshEgress` (`EgressProtocol.TCP`) for two hosts by a range of `addresses`, REGISTRY_ONLY',
    sent: 'a connection to each host, and to the port of one that the range does not have',
    seen: 'each host answers at its own address; the other port gets no connection',
    objects: () =>
      objectsOf(
        plannedWith(closed, (stack, namespace) => {
          const range = { port: 5432, protocol: EgressProtocol.TCP, addresses: ['127.0.0.0/8'] };
          new MeshEgress(stack, 'Databases', {
            namespace,
            name: 'databases',
            hosts: ['databases.example.com'],
            ...range,
          });
        }),
      ),
    judge: async (objects) => {
      const databases = ['orders', 'maps'].map((name) => ({ host: `${name}.example.com`, port: 5432, tcp: true }));
      const probe = (name: string, port = 5432): Probe => ({
        name: `${name} ${port}`,
        from: 'web',
        to: `${name}.example.com:${port}`,
        scheme: 'tcp',
      });
      const { probes } = await runLab({
        objects,
        meshConfig: meshConfig(closed),
        pods: [web],
        externals: [...databases, { host: 'orders.example.com', port: 5433, tcp: true }],
        probes: [probe('orders'), probe('maps'), probe('orders', 5433)],
      });
      const reached = Object.entries(probes).map(([name, { answers }]) => [name, answers[0].by]);
      expect(Object.fromEntries(reached)).toEqual({
        'orders 5432': 'orders.example.com',
        'maps 5432': 'maps.example.com',
        'orders 5433': undefined,
      });
    },
    mutations: {
      'another range': (objects) => {
        for (const { spec } of ofKind(objects, 'ServiceEntry')) spec.addresses = ['10.0.4.0/24'];
        return objects;
      },
    },
  },
  {
    intent: '`MeshEgress` (`EgressProtocol.HTTP`, 8000) with `tlsOrigination`, REGISTRY_ONLY',
    sent: 'HTTP to the host, whose port 443 speaks TLS with a certificate of its name, and with one of another name',
    seen: 'the host answers what the sidecar sent by TLS; with the other certificate, 503',
    objects: () => objectsOf(planned(closed, { protocol: EgressProtocol.HTTP, port: 8000, tlsOrigination: {} })),
    judge: async (objects) => {
      const probes = await send(objects, meshConfig(closed), [
        { name: 'host', from: 'web', to: 'api.example.com:8000' },
      ]);
      expect(outcomes(probes)).toEqual({ host: '200 api.example.com' });
      const renamed = structuredClone(objects);
      for (const { spec } of ofKind(renamed, 'DestinationRule'))
        spec.trafficPolicy.portLevelSettings[0].tls.subjectAltNames = ['other.example.com'];
      const others = await send(renamed, meshConfig(closed), [
        { name: 'host', from: 'web', to: 'api.example.com:8000' },
      ]);
      expect(others.host.answers[0].status).toBe(503);
    },
    mutations: { 'a missing DestinationRule': withoutKind('DestinationRule') },
  },
  {
    intent: '`MeshEgress` for `*.example.com` (TLS, 8443), REGISTRY_ONLY',
    sent: 'HTTPS to a host of the domain, and to one of another domain',
    seen: 'the host answers; the other gets no connection',
    objects: () => objectsOf(planned(closed, { hosts: ['*.example.com'], port: 8443 })),
    judge: async (objects) => {
      const hosts = ['api.example.com', 'api.example.net'];
      const report = await runLab({
        objects,
        meshConfig: meshConfig(closed),
        pods: [web],
        externals: hosts.map((host) => ({ host, port: 8443, tls: true })),
        probes: hosts.map((host) => ({ name: host, from: 'web', to: `${host}:8443`, scheme: 'https' })),
      });
      expect(outcomes(report.probes)).toEqual({
        'api.example.com': '200 api.example.com',
        'api.example.net': 'no answer',
      });
    },
    mutations: { 'a missing ServiceEntry': withoutKind('ServiceEntry') },
  },
  {
    intent: 'no `MeshEgress` for a host, ALLOW_ANY',
    sent: 'HTTP to it',
    seen: 'it answers',
    objects: () => [],
    judge: async (objects) => {
      const probes = await send(objects, meshConfig(IstioOutboundTraffic.ALLOW_ANY), [
        { name: 'other', from: 'web', to: 'other.example.com:8000' },
      ]);
      expect(outcomes(probes)).toEqual({ other: '200 other.example.com' });
    },
  },
  {
    intent: '`IstioEgressGateway` for the host, REGISTRY_ONLY',
    sent: 'HTTPS to the host, and to another one',
    seen: 'the host answers through the gateway, in the TLS of the application; the other gets no connection',
    objects: () => [
      ...objectsOf(
        Planned.by((stack) => {
          const cluster = new FakeAksCluster(stack);
          const mesh = new IstioMesh(stack, 'Mesh', { cluster, outboundTraffic: closed });
          new IstioEgressGateway(stack, 'Egress', { mesh, hosts: [{ host: 'api.example.com' }] });
        }),
      ),
      service('istio-egress', 'istio-egressgateway', [{ name: 'tls', port: 443, targetPort: 8443 }], gatewayLabels),
    ],
    judge: async (objects) => {
      const stats = 'api.example.com.*upstream_cx_total$';
      const probes = await send(
        objects,
        meshConfig(closed),
        [
          { ...api, name: 'host', stats, statsOf: 'egress' },
          { ...other, name: 'other' },
        ],
        [gateway],
      );
      expect(outcomes(probes)).toEqual({ host: '200 api.example.com', other: 'no answer' });
      expect(Object.values(probes.host.stats ?? {})).toContain(1);
    },
    mutations: { 'a missing Gateway': withoutKind('Gateway') },
  },
  {
    intent:
      '`IstioEgressGateway` for a host by `EgressProtocol.TCP`, and for one by HTTP with `tlsOrigination`, REGISTRY_ONLY',
    sent: 'a connection to the first host, HTTP to the second, and to another one',
    seen: 'either host answers through the gateway, the second by the TLS of the gateway; the other gets 502 from the sidecar',
    objects: () => [
      ...objectsOf(
        Planned.by((stack) => {
          const cluster = new FakeAksCluster(stack);
          const mesh = new IstioMesh(stack, 'Mesh', { cluster, outboundTraffic: closed });
          new IstioEgressGateway(stack, 'Egress', {
            mesh,
            hosts: [
              { host: 'db.example.com', port: 5432, protocol: EgressProtocol.TCP },
              { host: 'api.example.com', port: 8000, protocol: EgressProtocol.HTTP, tlsOrigination: {} },
            ],
          });
        }),
      ),
      service('istio-egress', 'istio-egressgateway', [{ name: 'tls', port: 443, targetPort: 8443 }], gatewayLabels),
    ],
    judge: async (objects) => {
      const ofGateway = (host: string) => ({ stats: `${host}.*upstream_cx_total$`, statsOf: 'egress' });
      const { probes } = await runLab({
        objects,
        meshConfig: meshConfig(closed),
        pods: [web, gateway],
        externals: [...externals, { host: 'db.example.com', port: 5432, tcp: true }],
        probes: [
          { name: 'tcp', from: 'web', to: 'db.example.com:5432', scheme: 'tcp', ...ofGateway('db.example.com') },
          { name: 'http', from: 'web', to: 'api.example.com:8000', ...ofGateway('api.example.com') },
          { name: 'other', from: 'web', to: 'other.example.com:8000' },
        ],
      });
      expect(probes.tcp.answers[0].by).toBe('db.example.com');
      expect(Object.values(probes.tcp.stats ?? {})).toContain(1);
      expect(probes.http.answers[0].by).toBe('api.example.com');
      expect(Object.values(probes.http.stats ?? {})).toContain(1);
      expect(probes.other.answers[0].status).toBe(502);
    },
    mutations: { 'a missing Gateway': withoutKind('Gateway') },
  },
]);
