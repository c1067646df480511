import type { TerraformStack } from 'cdktf';
import {
  ConsulApiGateway,
  type ConsulApiGatewayAttributes,
  type ConsulApiGatewayProps,
  ConsulMesh,
  type ConsulMeshAttributes,
  type ConsulMeshProps,
  type ConsulResources,
  type ConsulSecretKey,
  ConsulVersion,
  GatewayApi,
  GatewayApiChannel,
  GatewayExposure,
  type IConsulMesh,
  IngressTls,
  KubernetesManifests,
  MeshEgress,
  MeshIngress,
  type MeshIngressAttributes,
  MeshIngressRoutes,
  MeshMetrics,
  MeshNamespace,
  MeshObservability,
  MeshPeer,
  MeshService,
  Namespace,
  PathMatch,
  PodSecurityLevel,
  PrometheusStack,
  TlsVersion,
  TrafficRedirection,
} from '../../../lib';
import { type RoomSamples, refused, struct } from '../support/sample';
import { knownCluster } from '../support/values';

/** How each struct of mesh/consul reaches the output, and a value other than the default for each optional prop. */
export const samples: RoomSamples = {
  ConsulApiGatewayAttributes: struct<ConsulApiGatewayAttributes>(
    (stack, { mesh = knownConsul(stack), ...attributes }) => {
      const names = { gatewayName: 'api-gateway', namespaceName: 'consul-ingress' };
      const gateway = ConsulApiGateway.fromAttributes(stack, 'Gateway', { mesh, ...names, ...attributes });
      const namespace = MeshNamespace.fromName(stack, 'Shop', { mesh, name: 'shop' });
      const workload = { labels: { app: 'web' }, serviceAccount: 'web', containerPort: 8080 };
      const allowFrom = [MeshPeer.ingressGateway(gateway)];
      const service = new MeshService(stack, 'Web', { namespace, name: 'web', port: 80, workload, allowFrom });
      const shop = { gateway, name: 'shop', hosts: ['shop.example.com'], routes: [{ service }] };
      const { certificateSecretNames: [secretName] = [], plainHttp } = attributes;
      if (secretName) {
        const tls = IngressTls.kubernetesSecret(secretName);
        new MeshIngress(stack, 'Ingress', { ...shop, tls, redirectHttp: false });
      }
      if (plainHttp) new MeshIngress(stack, 'Ingress', shop);
    },
    {
      certificateSecretNames: ['shop-tls'],
      minimumTlsVersion: refused(TlsVersion.TLS_1_3, 'can only be used with certificateSecretNames'),
      plainHttp: true,
    },
  ),
  MeshIngressAttributes: struct<MeshIngressAttributes>(
    (stack, attributes) => {
      const mesh = ConsulMesh.fromAttributes(stack, 'Mesh', { cluster: knownCluster(stack) });
      const names = {
        gatewayName: 'edge',
        namespaceName: 'edge',
        certificateSecretNames: ['shop-tls'],
        plainHttp: true,
      };
      const gateway = ConsulApiGateway.fromAttributes(stack, 'Gateway', { mesh, ...names });
      const hosts = ['shop.example.com'];
      const ingress = MeshIngress.fromAttributes(stack, 'Shared', { gateway, hosts, ...attributes });
      const namespace = MeshNamespace.fromName(stack, 'Shop', { mesh, name: 'shop' });
      const workload = { labels: { app: 'orders' }, serviceAccount: 'orders', containerPort: 8080 };
      const allowFrom = [MeshPeer.ingressGateway(gateway)];
      const service = new MeshService(stack, 'Orders', { namespace, name: 'orders', port: 80, workload, allowFrom });
      const path = PathMatch.prefix('/orders');
      new MeshIngressRoutes(stack, 'Routes', { ingress, name: 'orders', path, routes: [{ service }] });
    },
    { plainHttp: true },
  ),
  ConsulApiGatewayProps: struct<ConsulApiGatewayProps>(
    (stack, { mesh = knownConsul(stack), ...props }) =>
      new ConsulApiGateway(stack, 'Gateway', { mesh, certificateSecretNames: ['shop-tls'], ...props }),
    {
      certificateSecretNames: ['other-tls'],
      exposure: GatewayExposure.clusterOnly(),
      gatewayName: 'edge',
      minimumTlsVersion: TlsVersion.TLS_1_3,
      namespace: (stack) => Namespace.fromName(stack, 'Other', { cluster: knownCluster(stack), name: 'other' }),
      replicas: 3,
      resources: { memoryLimit: '1Gi' },
    },
  ),
  ConsulMeshAttributes: struct<ConsulMeshAttributes>(
    (stack, attributes) => {
      const cluster = knownCluster(stack);
      const mesh = ConsulMesh.fromAttributes(stack, 'Mesh', { cluster, ...attributes });
      const shop = new MeshNamespace(stack, 'Shop', { mesh, name: 'shop', podSecurity: PodSecurityLevel.BASELINE });
      const metadata = { name: 'root', namespace: 'shop' };
      const manifest = { apiVersion: 'v1', kind: 'ConfigMap', metadata, data: { namespace: mesh.rootNamespace } };
      const release = { releaseName: 'root', namespace: 'shop', manifests: [manifest] };
      new KubernetesManifests(stack, 'Root', { cluster, ...release });
      if (attributes.egressGateway) {
        const callers = [MeshPeer.serviceAccount('shop', 'web')];
        new MeshEgress(stack, 'Egress', { namespace: shop, name: 'graph', hosts: ['graph.microsoft.com'], callers });
      }
      if (attributes.metrics) {
        const prometheus = new PrometheusStack(stack, 'Prometheus', { cluster });
        new MeshObservability(stack, 'Seen', { mesh, metrics: MeshMetrics.prometheusStack(prometheus) });
      }
      if (attributes.enterprise) {
        const workload = { labels: { app: 'web' }, serviceAccount: 'web', containerPort: 8080 };
        const rateLimit = { requestsPerSecond: 10 };
        new MeshService(stack, 'Web', { namespace: shop, name: 'web', port: 80, workload, rateLimit });
      }
    },
    {
      egressGateway: true,
      enterprise: true,
      metrics: true,
      namespaceLabels: { mesh: 'consul' },
      rootNamespace: 'hashicorp',
      trafficRedirection: refused(TrafficRedirection.INIT_CONTAINER, 'podSecurity must be privileged'),
    },
  ),
  ConsulMeshProps: struct<ConsulMeshProps>(consul, {
    datacenter: 'westeurope',
    egressGateway: true,
    enterpriseLicense: { secretName: 'consul-license' },
    gossipKey: { secretName: 'consul-gossip' },
    injectorReplicas: 3,
    injectorResources: { memoryLimit: '400Mi' },
    meshDestinationsOnly: true,
    metrics: true,
    minimumTlsVersion: TlsVersion.TLS_1_2,
    serverReplicas: 5,
    serverResources: { memoryLimit: '8Gi' },
    serverStorageClass: 'managed-csi',
    serverStorageGib: 20,
    sidecarResources: { memoryRequest: '100Mi' },
    trafficRedirection: TrafficRedirection.CNI_PLUGIN,
    values: { ui: { enabled: false } },
    version: ConsulVersion.of('2.0.4'),
  }),
  ConsulResources: struct<ConsulResources>(
    (stack, resources) => consul(stack, { serverResources: { memoryLimit: '8Gi', ...resources } }),
    { cpuLimit: '3', cpuRequest: '1', memoryLimit: '16Gi', memoryRequest: '3Gi' },
  ),
  ConsulSecretKey: struct<ConsulSecretKey>(
    (stack, key) => consul(stack, { gossipKey: { secretName: 'consul-gossip', ...key } }),
    { secretKey: 'text' },
  ),
};

function knownConsul(stack: TerraformStack): IConsulMesh {
  return ConsulMesh.fromAttributes(stack, 'Mesh', { cluster: knownCluster(stack) });
}

function consul(stack: TerraformStack, props: Partial<ConsulMeshProps> = {}): void {
  const cluster = knownCluster(stack);
  const known = { version: '1.2.1', channel: GatewayApiChannel.STANDARD };
  const gatewayApi = props.gatewayApi ?? GatewayApi.present(stack, 'GatewayApi', { cluster, ...known });
  const mesh = new ConsulMesh(stack, 'Mesh', { cluster, gatewayApi, ...props });
  new MeshNamespace(stack, 'Shop', { mesh, name: 'shop' });
}
