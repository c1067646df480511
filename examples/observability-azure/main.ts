import { AzurermProvider } from '@cdktf/provider-azurerm/lib/provider';
import { ResourceGroup } from '@cdktf/provider-azurerm/lib/resource-group';
import { App, LocalBackend, TerraformStack } from 'cdktf';
import {
  AccessLogs,
  AksCluster,
  ApiServerAccess,
  ApplicationInsights,
  AzureMonitorWorkspace,
  ClusterMonitoring,
  ClusterNetwork,
  ContainerInsightsStream,
  DiagnosticSettings,
  DiagnosticTarget,
  IstioMesh,
  LogAnalyticsWorkspace,
  ManagedGrafana,
  ManagedPrometheusSettings,
  MeshAlerts,
  MeshMetrics,
  MeshNamespace,
  MeshObservability,
  MeshTraces,
  Namespace,
  OpenTelemetryCollector,
  Principal,
  requireProviders,
  VirtualNetwork,
  Warnings,
  WorkloadIdentity,
} from '../../lib';

/**
 * A mesh observed with Azure Monitor: logs, managed Prometheus, managed Grafana, traces and alerts.
 *
 * Logs of containers, nodes and the control plane are in Log Analytics. A collector that needs no password sends traces to
 * Application Insights.
 *
 * The action group and the two Entra ID groups already exist.
 */
const app = new App();
const subscription = '/subscriptions/00000000-0000-4000-8000-000000000000';
const operators = Principal.group('6d0f6b7c-8c53-4d0f-9c53-6a1b2a0f4f11');
const developers = Principal.group('0b9c1f0e-3f0a-4c7e-9a51-5d2a8a1f7c22');

const platform = stack('platform');
const group = new ResourceGroup(platform, 'ResourceGroup', { name: 'rg-shop', location: 'westeurope' });
const place = { resourceGroupName: group.name, location: group.location };
const logs = new LogAnalyticsWorkspace(platform, 'Logs', { ...place, workspaceName: 'shop-logs', retentionDays: 90 });
const metrics = new AzureMonitorWorkspace(platform, 'Metrics', { ...place, workspaceName: 'shop-metrics' });
new ApplicationInsights(platform, 'Traces', { ...place, insightsName: 'shop-traces', workspace: logs });
const network = new VirtualNetwork(platform, 'Network', {
  ...place,
  networkName: 'shop',
  addressSpace: ['10.0.0.0/16'],
});
const cluster = new AksCluster(platform, 'Cluster', {
  ...place,
  clusterName: 'shop',
  network: ClusterNetwork.azureCniOverlay({ nodeSubnet: network.addSubnet('Nodes', { prefix: '10.0.0.0/20' }) }),
  apiServer: ApiServerAccess.publicFrom(['203.0.113.7/32']),
  administrators: [operators],
  systemPool: { vmSize: 'Standard_D4ds_v5' },
  userPool: { vmSize: 'Standard_D4ds_v5', minCount: 2, maxCount: 6 },
  monitoring: ClusterMonitoring.azureMonitor({
    logAnalyticsWorkspace: logs,
    // What Prometheus has need not be in the logs too.
    containerInsights: {
      streams: [ContainerInsightsStream.CONTAINER_LOGS, ContainerInsightsStream.KUBERNETES_EVENTS],
    },
    monitorWorkspace: metrics,
  }),
});
new DiagnosticSettings(platform, 'ClusterLogs', { target: DiagnosticTarget.cluster(cluster), workspace: logs });
new ManagedGrafana(platform, 'Grafana', {
  ...place,
  grafanaName: 'shop4711',
  workspaces: [metrics],
  administrators: [operators],
  viewers: [developers],
  publicAccess: true,
});

const mesh = stack('mesh');
const aks = AksCluster.fromCluster(mesh, 'Cluster', cluster);
const istio = new IstioMesh(mesh, 'Mesh', { cluster: aks });
new MeshNamespace(mesh, 'Shop', { mesh: istio, name: 'shop' });

const there = { resourceGroupName: 'rg-shop', location: 'westeurope' };
const namespace = new Namespace(mesh, 'Observability', { cluster: aks, name: 'observability' });
const collector = new OpenTelemetryCollector(mesh, 'Collector', {
  namespace,
  applicationInsights: ApplicationInsights.fromLookup(mesh, 'Traces', {
    insightsName: 'shop-traces',
    resourceGroupName: 'rg-shop',
  }),
  identity: new WorkloadIdentity(mesh, 'CollectorIdentity', {
    namespace,
    serviceAccountName: 'otel-collector',
    newIdentity: { ...there, identityName: 'shop-otel-collector' },
  }),
});
Warnings.acknowledge(collector, 'W101', 'the connection string opens nothing without an identity of Entra ID');

const settings = new ManagedPrometheusSettings(mesh, 'Settings', {
  cluster: aks,
  pods: { namespaces: [namespace.namespaceName], metrics: ['istio_.*', 'pilot_.*', 'citadel_.*', 'otelcol_.*'] },
});
new MeshObservability(mesh, 'Seen', {
  mesh: istio,
  metrics: MeshMetrics.managedPrometheus(settings),
  accessLogs: AccessLogs.errorsOnly(),
  traces: MeshTraces.to(collector, { samplingPercent: 5 }),
});
new MeshAlerts(mesh, 'Alerts', {
  ...there,
  mesh: istio,
  workspace: AzureMonitorWorkspace.fromLookup(mesh, 'Metrics', {
    workspaceName: 'shop-metrics',
    resourceGroupName: 'rg-shop',
  }),
  actionGroupIds: [`${subscription}/resourceGroups/rg-on-call/providers/Microsoft.Insights/actionGroups/on-call`],
});

app.synth();

function stack(id: string): TerraformStack {
  const made = new TerraformStack(app, id);
  // Azure's own alert rule would keep the resource group from being destroyed.
  const applicationInsights = [{ disableGeneratedRule: true }];
  new AzurermProvider(made, 'Azure', { features: [{ applicationInsights }] });
  requireProviders(made);
  new LocalBackend(made, { path: `../../../terraform.${id}.tfstate` });
  return made;
}
