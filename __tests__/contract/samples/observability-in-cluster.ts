import type { TerraformStack } from 'cdktf';
import {
  type AlertmanagerOptions,
  AzureCloud,
  type DashboardAtUrlOptions,
  type DashboardIngressOptions,
  GrafanaAdmin,
  type GrafanaAdminSecretOptions,
  GrafanaDashboard,
  IstioMesh,
  Kiali,
  type KialiEntraLoginOptions,
  type KialiGrafanaOptions,
  KialiLogin,
  type KialiManagedPrometheusOptions,
  KialiPrometheus,
  type KialiProps,
  KialiTracing,
  type KialiTracingOptions,
  KialiVersion,
  KubernetesManifests,
  LinkerdMesh,
  LinkerdVersion,
  LinkerdViz,
  LinkerdVizPrometheus,
  type LinkerdVizProps,
  Namespace,
  type PrometheusResources,
  PrometheusStack,
  type PrometheusStackAttributes,
  PrometheusStackGrafana,
  type PrometheusStackGrafanaOptions,
  type PrometheusStackProps,
  PrometheusStackVersion,
  type PublishedDashboardOptions,
} from '../../../lib';
import { type RoomSamples, struct } from '../support/sample';
import { knownCluster, uuid } from '../support/values';

const application = { tenantId: uuid(1), clientId: uuid(2) };
const kialiIngress = { hostName: 'kiali.example.com', ingressClassName: 'web', tlsSecretName: 'kiali-tls' };

/** How each struct of what observes the cluster from within reaches the output, and a value other than the default. */
export const samples: RoomSamples = {
  AlertmanagerOptions: struct<AlertmanagerOptions>((stack, alertmanager) => prometheus(stack, { alertmanager }), {
    configSecretName: 'alertmanager-config',
  }),
  DashboardAtUrlOptions: struct<DashboardAtUrlOptions>(
    (stack, options) => {
      const url = 'https://dashboards.example.com/mesh.json';
      prometheus(stack).addDashboard('mesh', GrafanaDashboard.atUrl({ url, ...options }));
    },
    { dataSourceInput: 'DS' },
  ),
  DashboardIngressOptions: struct<DashboardIngressOptions>(
    (stack, options) => kiali(stack, { ingress: { ...kialiIngress, ...options } }),
    { annotations: { 'example.com/owner': 'web' } },
  ),
  GrafanaAdminSecretOptions: struct<GrafanaAdminSecretOptions>(
    (stack, options) => {
      const admin = GrafanaAdmin.fromSecret({ secretName: 'grafana', ...options });
      prometheus(stack, { grafana: PrometheusStackGrafana.installed({ admin }) });
    },
    { passwordKey: 'password', userKey: 'user' },
  ),
  KialiEntraLoginOptions: struct<KialiEntraLoginOptions>(
    (stack, options) => kiali(stack, { login: KialiLogin.entraId({ ...application, ...options }) }),
    { clientSecretName: 'entra', cloud: AzureCloud.CHINA, sharedRights: true },
  ),
  KialiGrafanaOptions: struct<KialiGrafanaOptions>(
    (stack, options) => {
      const given = { externalUrl: 'https://grafana.example.com', tokenSecretName: 'kiali-grafana', ...options };
      kiali(stack, { prometheus: KialiPrometheus.fromStack(prometheus(stack)), grafana: given });
    },
    { internalUrl: 'http://grafana.monitoring.svc:80', tokenSecretKey: 'key' },
  ),
  KialiManagedPrometheusOptions: struct<KialiManagedPrometheusOptions>(
    (stack, options) => {
      const queryUrl = 'https://shop-1234.westeurope.prometheus.monitor.azure.com';
      const given = { ...application, queryUrl, clientSecretName: 'kiali-prometheus', ...options };
      kiali(stack, { prometheus: KialiPrometheus.managed(given) });
    },
    { clientSecretKey: 'key', cloud: AzureCloud.US_GOVERNMENT, scrapeIntervalSeconds: 60 },
  ),
  KialiProps: struct<KialiProps>(kiali, {
    grafana: {
      externalUrl: 'https://grafana.example.com',
      internalUrl: 'http://grafana.monitoring.svc:80',
      tokenSecretName: 'kiali-grafana',
    },
    ingress: kialiIngress,
    login: KialiLogin.anonymous(),
    namespace: (stack) => Namespace.fromName(stack, 'Own', { cluster: knownCluster(stack), name: 'mesh-console' }),
    namespaces: (stack) => [Namespace.fromName(stack, 'Shop', { cluster: knownCluster(stack), name: 'shop' })],
    replicas: 2,
    signingKeySecretName: 'kiali-signing-key',
    tracing: KialiTracing.tempo({ internalUrl: 'http://tempo.monitoring.svc:3200' }),
    values: { deployment: { logger: { log_level: 'debug' } } },
    version: KialiVersion.of('2.28.0'),
    viewOnly: false,
  }),
  KialiTracingOptions: struct<KialiTracingOptions>(
    (stack, options) => {
      kiali(stack, { tracing: KialiTracing.jaeger({ internalUrl: 'http://jaeger.monitoring.svc:16686', ...options }) });
    },
    { externalUrl: 'https://traces.example.com' },
  ),
  LinkerdVizProps: struct<LinkerdVizProps>(
    (stack, props) => {
      const mesh = LinkerdMesh.fromAttributes(stack, 'Mesh', { cluster: knownCluster(stack) });
      new LinkerdViz(stack, 'Viz', { mesh, version: LinkerdVersion.EDGE_26_8_3, ...props });
    },
    {
      dashboardHosts: ['linkerd.example.com'],
      grafanaUrl: 'https://grafana.example.com',
      highAvailability: false,
      prometheus: (stack) => LinkerdVizPrometheus.fromStack(prometheus(stack)),
      values: { tap: { logLevel: 'debug' } },
      version: LinkerdVersion.EDGE_26_6_3,
    },
  ),
  PrometheusResources: struct<PrometheusResources>((stack, resources) => prometheus(stack, { resources }), {
    cpuRequest: '1',
    memoryLimit: '8Gi',
    memoryRequest: '2Gi',
  }),
  PrometheusStackAttributes: struct<PrometheusStackAttributes>(
    (stack, attributes) => {
      const cluster = knownCluster(stack);
      const known = PrometheusStack.fromAttributes(stack, 'Prometheus', { cluster, ...attributes });
      const { queryUrl, serviceAccountName, grafanaUrl = '', namespaceName } = known;
      const manifest = {
        apiVersion: 'v1',
        kind: 'ConfigMap',
        metadata: { name: 'prometheus', namespace: namespaceName },
        data: { queryUrl, serviceAccountName, grafanaUrl },
      };
      new KubernetesManifests(stack, 'Told', { cluster, releaseName: 'told', namespace: 'x', manifests: [manifest] });
    },
    {
      grafanaUrl: 'http://grafana.monitoring.svc:80',
      namespaceName: 'metrics',
      queryUrl: 'http://prometheus.metrics.svc:9090',
      releaseName: 'metrics',
      serviceAccountName: 'prometheus',
    },
  ),
  PrometheusStackGrafanaOptions: struct<PrometheusStackGrafanaOptions>(
    (stack, options) => prometheus(stack, { grafana: PrometheusStackGrafana.installed(options) }),
    { admin: GrafanaAdmin.fromSecret({ secretName: 'grafana' }), storageGiB: 5 },
  ),
  PrometheusStackProps: struct<PrometheusStackProps>(prometheus, {
    alertmanager: { configSecretName: 'alertmanager-config' },
    grafana: PrometheusStackGrafana.none(),
    highAvailability: false,
    namespace: (stack) => Namespace.fromName(stack, 'Own', { cluster: knownCluster(stack), name: 'metrics' }),
    releaseName: 'metrics',
    resources: { cpuRequest: '1' },
    retentionDays: 30,
    scrapeIntervalSeconds: 60,
    storageClassName: 'managed-csi-premium',
    storageGiB: 128,
    upgradeCrds: true,
    values: { prometheus: { prometheusSpec: { logLevel: 'debug' } } },
    version: PrometheusStackVersion.of('88.5.4'),
  }),
  PublishedDashboardOptions: struct<PublishedDashboardOptions>(
    (stack, options) => {
      prometheus(stack).addDashboard('mesh', GrafanaDashboard.published({ id: 7639, revision: 251, ...options }));
    },
    { dataSourceInput: 'DS' },
  ),
};

function prometheus(stack: TerraformStack, props: Partial<PrometheusStackProps> = {}): PrometheusStack {
  return new PrometheusStack(stack, 'Prometheus', { cluster: knownCluster(stack), ...props });
}

function kiali(stack: TerraformStack, props: Partial<KialiProps> = {}): Kiali {
  const mesh = IstioMesh.fromAttributes(stack, 'Mesh', { cluster: knownCluster(stack) });
  const prometheusOfOthers = KialiPrometheus.fromUrl('http://prometheus.monitoring.svc:9090');
  return new Kiali(stack, 'Kiali', { mesh, prometheus: prometheusOfOthers, ...props });
}
