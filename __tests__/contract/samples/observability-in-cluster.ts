import type { TerraformStack } from 'cdktf';
import {
  type AlertmanagerOptions,
  type DashboardAtUrlOptions,
  GrafanaAdmin,
  type GrafanaAdminSecretOptions,
  GrafanaDashboard,
  KubernetesManifests,
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
import { knownCluster } from '../support/values';

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
  GrafanaAdminSecretOptions: struct<GrafanaAdminSecretOptions>(
    (stack, options) => {
      const admin = GrafanaAdmin.fromSecret({ secretName: 'grafana', ...options });
      prometheus(stack, { grafana: PrometheusStackGrafana.installed({ admin }) });
    },
    { passwordKey: 'password', userKey: 'user' },
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
