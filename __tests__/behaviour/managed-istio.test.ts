import type { TerraformStack } from 'cdktf';
import { parse } from 'yaml';
import {
  type IManagedIstioMesh,
  IngressTls,
  IstioOutboundTraffic,
  ManagedIstioMesh,
  ManagedIstioMeshConfig,
  MeshIngress,
  MeshNamespace,
  MeshPeer,
  MeshService,
  type MeshServiceProps,
  TrafficSplit,
} from '../../lib';
import { FakeAksCluster } from '../support/fake-aks-cluster';
import type { Attributes } from '../support/planned';
import { describeBehaviours } from './support/behaviours';
import { type Pod, type Probe, type ProbeReport, runLab } from './support/lab';
import { objectsBy } from './support/objects';
import { checkoutPod, expectTenthAtCanary, http, ofKind, service, web, withoutKind } from './support/shop';

const gatewayName = 'aks-istio-ingressgateway-external';

function programWith(
  props: Partial<MeshServiceProps> | ((mesh: IManagedIstioMesh) => Partial<MeshServiceProps>),
  serve: (stack: TerraformStack, checkout: MeshService, mesh: IManagedIstioMesh) => void = () => {},
): Attributes[] {
  const objects = objectsBy((stack) => {
    const mesh = ManagedIstioMesh.fromCluster(stack, 'Mesh', {
      cluster: new FakeAksCluster(stack),
      revision: 'asm-1-28',
    });
    new ManagedIstioMeshConfig(stack, 'Config', { mesh, outboundTraffic: IstioOutboundTraffic.REGISTRY_ONLY });
    const namespace = MeshNamespace.fromName(stack, 'Shop', { mesh, name: 'shop' });
    const checkout = new MeshService(stack, 'Checkout', {
      namespace,
      name: 'checkout',
      port: 80,
      workload: { labels: { app: 'checkout' }, serviceAccount: 'checkout', containerPort: 8080 },
      ...(typeof props === 'function' ? props(mesh) : props),
    });
    serve(stack, checkout, mesh);
  });
  const gatewayPorts = [
    { name: 'http2', port: 80, targetPort: 8080 },
    { name: 'https', port: 443, targetPort: 8443 },
  ];
  return [
    ...objects,
    service('shop', 'checkout', [http]),
    service('aks-istio-ingress', gatewayName, gatewayPorts, { istio: gatewayName }),
  ];
}

/** What the add-on reads of the ConfigMap of its revision, beside AKS' own root namespace. */
function meshConfigIn(objects: Attributes[]): Attributes {
  const own = ofKind(objects, 'ConfigMap').find(({ metadata }) => metadata.name === 'istio-shared-configmap-asm-1-28');
  return { ...(own ? parse(own.data.mesh) : {}), rootNamespace: 'aks-istio-system' };
}

const versions = ['v1', 'v2'].map((version): Pod => ({ ...checkoutPod(version, {}, { version }), proxy: 'sidecar' }));
const stranger: Pod = { ...web, name: 'stranger', serviceAccount: 'stranger' };
const outsider: Pod = { ...web, name: 'outsider', proxy: undefined };

async function send(objects: Attributes[], pods: Pod[], probes: Probe[]): Promise<{ [name: string]: ProbeReport }> {
  const externals = [{ host: 'api.example.com', port: 8000 }];
  const certificates = { 'shop-tls': ['shop.example.com'] };
  const meshConfig = meshConfigIn(objects);
  const report = await runLab({ objects, meshConfig, pods, externals, certificates, probes });
  return report.probes;
}

function statusOf({ answers: [{ status, by }] }: ProbeReport): number | string {
  return by === undefined ? (status ?? 'no answer') : 200;
}

describeBehaviours('managed Istio', [
  {
    intent: '`TrafficSplit.canary` of 10 % and `allowFrom`, with a `ManagedIstioMeshConfig`',
    sent: '1,000 requests of the ServiceAccount, one of another one, and one in plain text',
    seen: '10 % at the canary (5 to 15 % pass), the rest at the stable version; the other caller gets 403, and the connection in plain text is closed',
    objects: () =>
      programWith({
        split: TrafficSplit.canary({
          stable: { name: 'v1', labels: { version: 'v1' } },
          canary: { name: 'v2', labels: { version: 'v2' } },
          canaryPercent: 10,
        }),
        allowFrom: [MeshPeer.serviceAccount('shop', 'web')],
      }),
    judge: async (objects) => {
      const call = { to: 'checkout.shop:80', count: 1 };
      const probes = await send(
        objects,
        [web, stranger, outsider, ...versions],
        [
          { ...call, name: 'web', from: 'web', count: 1000, parallel: 4 },
          { ...call, name: 'stranger', from: 'stranger' },
          { ...call, name: 'outsider', from: 'outsider' },
        ],
      );
      expectTenthAtCanary(probes.web.received);
      expect([statusOf(probes.stranger), statusOf(probes.outsider)]).toEqual([403, 'no answer']);
    },
    mutations: {
      'PERMISSIVE in place of STRICT': (objects) => {
        for (const { spec } of ofKind(objects, 'PeerAuthentication')) spec.mtls.mode = 'PERMISSIVE';
        return objects;
      },
      'a missing AuthorizationPolicy': withoutKind('AuthorizationPolicy'),
    },
  },
  {
    intent: '`ManagedIstioMeshConfig` with REGISTRY_ONLY',
    sent: 'HTTP to a host that no `MeshEgress` names',
    seen: 'the sidecar closes the connection',
    objects: () => programWith({ timeoutSeconds: 5 }),
    judge: async (objects) => {
      const { calls } = await send(objects, [web], [{ name: 'calls', from: 'web', to: 'api.example.com:8000' }]);
      expect(statusOf(calls)).toBe('no answer');
    },
    mutations: { 'a missing ConfigMap': withoutKind('ConfigMap') },
  },
  {
    intent: '`MeshIngress` at `mesh.externalGateway`, and `allowFrom: [MeshPeer.ingressGateway(…)]`',
    sent: 'HTTPS for the host, and a request of another pod of the mesh',
    seen: 'the first is answered, the second gets 403',
    objects: () =>
      programWith(
        (mesh) => ({ allowFrom: [MeshPeer.ingressGateway(mesh.externalGateway)] }),
        (stack, checkout, mesh) => {
          new MeshIngress(stack, 'Ingress', {
            gateway: mesh.externalGateway,
            name: 'shop',
            hosts: ['shop.example.com'],
            tls: IngressTls.kubernetesSecret('shop-tls'),
            routes: [{ service: checkout }],
          });
        },
      ),
    judge: async (objects) => {
      const gateway: Pod = {
        name: 'gateway',
        namespace: 'aks-istio-ingress',
        labels: { istio: gatewayName },
        serviceAccount: gatewayName,
        proxy: 'gateway',
      };
      const probes = await send(
        objects,
        [gateway, stranger, versions[0]],
        [
          {
            name: 'host',
            to: `${gatewayName}.aks-istio-ingress:443`,
            scheme: 'https',
            host: 'shop.example.com',
          },
          { name: 'stranger', from: 'stranger', to: 'checkout.shop:80' },
        ],
      );
      expect([statusOf(probes.host), statusOf(probes.stranger)]).toEqual([200, 403]);
    },
    mutations: {
      'a missing Gateway': withoutKind('Gateway'),
      'a missing AuthorizationPolicy': withoutKind('AuthorizationPolicy'),
    },
  },
  {
    intent: '`rateLimit: { requestsPerSecond: 1, burst: 10 }`',
    sent: '60 requests, one after another',
    seen: '10 to 20 are answered, the others get 429 and do not reach the application',
    objects: () => programWith({ rateLimit: { requestsPerSecond: 1, burst: 10 } }),
    judge: async (objects) => {
      const { calls } = await send(
        objects,
        [web, versions[0]],
        [{ name: 'calls', from: 'web', to: 'checkout:80', count: 60 }],
      );
      const answered = calls.answers.filter(({ status }) => status === 200).length;
      expect(calls.answers.filter(({ status }) => status === 429)).toHaveLength(60 - answered);
      expect(answered).toBeGreaterThanOrEqual(10);
      expect(answered).toBeLessThanOrEqual(20);
      expect(calls.received.v1).toBe(answered);
    },
    mutations: { 'a missing EnvoyFilter': withoutKind('EnvoyFilter') },
  },
]);
