import { type TerraformStack, TerraformVariable } from 'cdktf';
import {
  ApplicationInsights,
  AzureCloud,
  ChartSource,
  DiagnosticSettings,
  type DiagnosticSettingsProps,
  DiagnosticTarget,
  GrafanaVersion,
  type IApplicationInsights,
  IstioMesh,
  ManagedGrafana,
  type ManagedGrafanaProps,
  ManagedPrometheusSettings,
  type ManagedPrometheusSettingsProps,
  MeshAlerts,
  type MeshAlertsProps,
  Namespace,
  OpenTelemetryCollector,
  type OpenTelemetryCollectorProps,
  type PodScrapingOptions,
  Principal,
  ScrapeTarget,
  type ScrapeTargetOptions,
  WorkloadIdentity,
} from '../../../lib';
import { type RoomSamples, struct } from '../support/sample';
import {
  knownCluster,
  knownLogWorkspace,
  knownMetricsWorkspace,
  place,
  resourceId,
  somewhere,
  uuid,
} from '../support/values';

/** How the structs of observability that are about Azure reach the output, and a value for each optional prop. */
export const samples: RoomSamples = {
  ManagedPrometheusSettingsProps: struct<ManagedPrometheusSettingsProps>(
    (stack, props) => new ManagedPrometheusSettings(stack, 'Settings', { cluster: knownCluster(stack), ...props }),
    {
      clusterLabel: 'shop_eu',
      minimalIngestion: false,
      pods: { namespaces: ['shop'] },
      replaceExisting: true,
      targets: [{ target: ScrapeTarget.CORE_DNS }],
    },
  ),
  PodScrapingOptions: struct<PodScrapingOptions>(
    (stack, pods) => {
      const cluster = knownCluster(stack);
      new ManagedPrometheusSettings(stack, 'Settings', { cluster, pods: { namespaces: ['shop'], ...pods } });
    },
    { intervalSeconds: 15, metrics: ['istio_.*'], namespaces: ['web'] },
  ),
  ScrapeTargetOptions: struct<ScrapeTargetOptions>(
    (stack, options) => {
      const targets = [{ target: ScrapeTarget.KUBELET, ...options }];
      new ManagedPrometheusSettings(stack, 'Settings', { cluster: knownCluster(stack), targets });
    },
    { enabled: false, intervalSeconds: 60, metrics: ['kubelet_.*'] },
  ),
  DiagnosticSettingsProps: struct<DiagnosticSettingsProps>(
    (stack, props) => {
      const target = props.target ?? DiagnosticTarget.cluster(knownCluster(stack));
      const workspace = props.workspace ?? knownLogWorkspace(stack);
      new DiagnosticSettings(stack, 'Settings', { ...props, target, workspace });
    },
    {
      categories: ['kube-audit'],
      metrics: true,
      settingName: 'audit',
      target: DiagnosticTarget.of(resourceId('Microsoft.ServiceBus/namespaces', 'shop'), ['OperationalLogs']),
      workspace: (stack) => knownLogWorkspace(stack, 'other'),
    },
  ),
  MeshAlertsProps: struct<MeshAlertsProps>(
    (stack, props) => {
      const mesh = IstioMesh.fromAttributes(stack, 'Mesh', { cluster: knownCluster(stack) });
      const workspace = props.workspace ?? knownMetricsWorkspace(stack);
      const actionGroupIds = [resourceId('Microsoft.Insights/actionGroups', 'on-call')];
      new MeshAlerts(stack, 'Alerts', { ...place, mesh, actionGroupIds, ...props, workspace });
    },
    {
      actionGroupIds: [resourceId('Microsoft.Insights/actionGroups', 'other')],
      alertsName: 'other',
      certificateDays: 60,
      maxErrorPercent: 1,
      maxLatencyMilliseconds: 200,
      resourceGroupName: 'rg-other',
      sustainedMinutes: 15,
      tags: { team: 'web' },
      workspace: (stack) => knownMetricsWorkspace(stack, 'other'),
    },
  ),
  ManagedGrafanaProps: struct<ManagedGrafanaProps>(
    (stack, props) => {
      const workspaces = props.workspaces ?? [knownMetricsWorkspace(stack)];
      const administrators = [Principal.group(uuid(1))];
      new ManagedGrafana(stack, 'Grafana', { ...place, grafanaName: 'shop4711', administrators, ...props, workspaces });
    },
    {
      administrators: [Principal.group(uuid(2))],
      editors: [Principal.group(uuid(3))],
      grafanaName: 'shop4712',
      monitoringScopes: [`/subscriptions/${uuid(0)}`],
      publicAccess: true,
      staticOutboundAddresses: true,
      tags: { team: 'web' },
      version: GrafanaVersion.V11,
      viewers: [Principal.group(uuid(4))],
      workspaces: (stack) => [knownMetricsWorkspace(stack, 'other')],
      zoneRedundant: false,
    },
  ),
  OpenTelemetryCollectorProps: struct<OpenTelemetryCollectorProps>(
    (stack, props) => {
      const namespace = Namespace.fromName(stack, 'Namespace', { cluster: knownCluster(stack), name: 'observability' });
      const newIdentity = { ...somewhere(stack), identityName: 'shop-otel' };
      const identity = new WorkloadIdentity(stack, 'Identity', { namespace, serviceAccountName: 'otel', newIdentity });
      const applicationInsights = props.applicationInsights ?? knownInsights(stack, 'shop');
      new OpenTelemetryCollector(stack, 'Collector', { namespace, identity, ...props, applicationInsights });
    },
    {
      applicationInsights: (stack) => knownInsights(stack, 'other'),
      chart: ChartSource.oci({
        registry: 'oci://registry.example.com/helm',
        chart: 'opentelemetry-collector',
        version: '0.170.0',
      }),
      cloud: AzureCloud.US_GOVERNMENT,
      collectorName: 'traces',
      maxReplicas: 5,
      memoryMib: 1024,
      minReplicas: 1,
      samplingPercentage: 10,
      values: { imagePullSecrets: [{ name: 'registry' }] },
    },
  ),
};

function knownInsights(stack: TerraformStack, name: string): IApplicationInsights {
  const connectionString = new TerraformVariable(stack, `key-${name}`, { type: 'string', sensitive: true }).stringValue;
  const insightsId = resourceId('Microsoft.Insights/components', name);
  return ApplicationInsights.fromAttributes(stack, `Insights-${name}`, { insightsId, connectionString });
}
