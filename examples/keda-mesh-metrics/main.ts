import { AzurermProvider } from '@cdktf/provider-azurerm/lib/provider';
import { ServicebusNamespace } from '@cdktf/provider-azurerm/lib/servicebus-namespace';
import { ServicebusQueue } from '@cdktf/provider-azurerm/lib/servicebus-queue';
import { App, LocalBackend, TerraformStack } from 'cdktf';
import {
  AksCluster,
  ApiServerAccess,
  ClusterNetwork,
  FallbackBehavior,
  IstioMesh,
  Keda,
  KedaInstallation,
  KubernetesManifests,
  MeshNamespace,
  MetricsSource,
  Principal,
  PrometheusStack,
  requireProviders,
  ScaledObject,
  ScaleTarget,
  ScaleTrigger,
  ScalingPolicy,
  TriggerAuthentication,
  VirtualNetwork,
} from '../../lib';

/**
 * KEDA, installed by its own chart, scales a service by mesh requests and office hours, and a worker by queue length, down to zero.
 *
 * KEDA signs in to Azure with an identity that can read the queue, and has no secret.
 */
const app = new App();
const place = { resourceGroupName: 'rg-scale-demo', location: 'westeurope' };

const platform = stack('platform');
const network = new VirtualNetwork(platform, 'Network', {
  ...place,
  networkName: 'scale-demo',
  addressSpace: ['10.0.0.0/16'],
});
const cluster = new AksCluster(platform, 'Cluster', {
  ...place,
  clusterName: 'scale-demo',
  network: ClusterNetwork.azureCniOverlay({ nodeSubnet: network.addSubnet('Nodes', { prefix: '10.0.0.0/20' }) }),
  apiServer: ApiServerAccess.publicFrom(['203.0.113.7/32']),
  administrators: [Principal.deployer()],
  systemPool: { vmSize: 'Standard_D4ds_v5' },
  userPool: { vmSize: 'Standard_D4ds_v5', minCount: 2, maxCount: 10 },
});

const apps = stack('apps');
const aks = AksCluster.fromCluster(apps, 'Cluster', cluster);
const keda = new Keda(apps, 'Keda', { cluster: aks, installation: KedaInstallation.helmChart() });
const mesh = new IstioMesh(apps, 'Mesh', { cluster: aks });
const prometheus = new PrometheusStack(apps, 'Prometheus', { cluster: aks });
const shop = new MeshNamespace(apps, 'Shop', { mesh, name: 'shop' });
const sidecars = new KubernetesManifests(apps, 'Sidecars', {
  cluster: aks,
  releaseName: 'sidecars',
  namespace: shop.namespaceName,
  manifests: [
    {
      apiVersion: 'monitoring.coreos.com/v1',
      kind: 'PodMonitor',
      metadata: { name: 'sidecars', namespace: shop.namespaceName },
      spec: { selector: {}, podMetricsEndpoints: [{ port: 'http-envoy-prom', path: '/stats/prometheus' }] },
    },
  ],
});
sidecars.node.addDependency(shop, prometheus);

// A service: by its requests, and never fewer replicas in office hours than then are needed
new ScaledObject(apps, 'Checkout', {
  keda,
  namespace: shop,
  name: 'checkout',
  target: ScaleTarget.deployment('checkout'),
  minReplicas: 2,
  maxReplicas: 40,
  triggers: [
    ScaleTrigger.meshRequestRate({
      mesh,
      metrics: MetricsSource.prometheusStack(prometheus),
      requestsPerSecond: 100,
    }),
    ScaleTrigger.cron({ start: '0 8 * * 1-5', end: '0 18 * * 1-5', timezone: 'Europe/Amsterdam', replicas: 5 }),
  ],
  fallback: { replicas: 10, behavior: FallbackBehavior.AT_LEAST },
  scaleDown: { policies: [ScalingPolicy.percent(20, 60)] },
});

// A worker: one replica for ten messages, and none without
const bus = new ServicebusNamespace(apps, 'Bus', {
  ...place,
  name: 'scaledemo4711',
  sku: 'Standard',
  localAuthEnabled: false,
  minimumTlsVersion: '1.2',
});
const orders = new ServicebusQueue(apps, 'Orders', { name: 'orders', namespaceId: bus.id });
const authentication = new TriggerAuthentication(apps, 'Authentication', {
  keda,
  namespace: shop,
  name: 'orders',
  identity: keda.addIdentity('Orders', { newIdentity: { ...place, identityName: 'scale-demo-orders' } }),
});
new ScaledObject(apps, 'Worker', {
  keda,
  namespace: shop,
  name: 'worker',
  target: ScaleTarget.deployment('worker'),
  minReplicas: 0,
  maxReplicas: 20,
  triggers: [ScaleTrigger.serviceBusQueue({ queueId: orders.id, authentication, messagesPerReplica: 10 })],
  cooldownSeconds: 120,
});

app.synth();

function stack(id: string): TerraformStack {
  const made = new TerraformStack(app, id);
  new AzurermProvider(made, 'Azure', { features: [{}] });
  requireProviders(made);
  new LocalBackend(made, { path: `../../../terraform.${id}.tfstate` });
  return made;
}
