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
  LogAnalyticsWorkspace,
  ManagedPrometheusSettings,
  MeshMetrics,
  MeshNamespace,
  MeshObservability,
  MeshTraces,
  Namespace,
  OpenServiceMesh,
  OpenTelemetryCollector,
  Principal,
  PrometheusStack,
  requireProviders,
  VirtualNetwork,
  Warnings,
  WorkloadIdentity,
} from '../../lib';

/**
 * Open Service Mesh observed: sidecar logs in Log Analytics, traces in Application Insights, metrics in Prometheus.
 *
 * Sidecars always write access logs. A collector receives traces in the Zipkin format. A Prometheus in the cluster has the
 * project's dashboards; managed Prometheus also scrapes pods by their annotations.
 */
const app = new App();
const platform = stack('platform');
const group = new ResourceGroup(platform, 'ResourceGroup', { name: 'rg-legacy', location: 'westeurope' });
const place = { resourceGroupName: group.name, location: group.location };
const logs = new LogAnalyticsWorkspace(platform, 'Logs', { ...place, workspaceName: 'legacy-logs' });
const metrics = new AzureMonitorWorkspace(platform, 'Metrics', { ...place, workspaceName: 'legacy-metrics' });
new ApplicationInsights(platform, 'Traces', { ...place, insightsName: 'legacy-traces', workspace: logs });
const network = new VirtualNetwork(platform, 'Network', {
  ...place,
  networkName: 'legacy',
  addressSpace: ['10.0.0.0/16'],
});
const cluster = new AksCluster(platform, 'Cluster', {
  ...place,
  clusterName: 'legacy',
  network: ClusterNetwork.azureCniOverlay({ nodeSubnet: network.addSubnet('Nodes', { prefix: '10.0.0.0/22' }) }),
  apiServer: ApiServerAccess.publicFrom(['203.0.113.7/32']),
  administrators: [Principal.deployer()],
  systemPool: { vmSize: 'Standard_D4ds_v5' },
  userPool: { vmSize: 'Standard_D4ds_v5' },
  monitoring: ClusterMonitoring.azureMonitor({ logAnalyticsWorkspace: logs, monitorWorkspace: metrics }),
});

const mesh = stack('mesh');
const aks = AksCluster.fromCluster(mesh, 'Cluster', cluster);
// Without metrics its sidecars have none, and pods no annotations.
const osm = new OpenServiceMesh(mesh, 'Mesh', { cluster: aks, metrics: true });
Warnings.acknowledge(osm, 'W190', 'moves to Istio by 2027-03-31');
const shop = new MeshNamespace(mesh, 'Shop', { mesh: osm, name: 'shop' });

// Outside of the mesh, because sidecars send spans past it.
const namespace = new Namespace(mesh, 'Observability', { cluster: aks, name: 'observability' });
const collector = new OpenTelemetryCollector(mesh, 'Collector', {
  namespace,
  applicationInsights: ApplicationInsights.fromLookup(mesh, 'Traces', {
    insightsName: 'legacy-traces',
    resourceGroupName: 'rg-legacy',
  }),
  identity: new WorkloadIdentity(mesh, 'CollectorIdentity', {
    namespace,
    serviceAccountName: 'otel-collector',
    newIdentity: { resourceGroupName: 'rg-legacy', location: 'westeurope', identityName: 'legacy-otel-collector' },
  }),
  // Sidecars trace every request; a share of the traces is kept.
  samplingPercentage: 10,
});
Warnings.acknowledge(collector, 'W101', 'the connection string opens nothing without an identity of Entra ID');

new MeshObservability(mesh, 'Seen', {
  mesh: osm,
  metrics: MeshMetrics.prometheusStack(new PrometheusStack(mesh, 'Prometheus', { cluster: aks })),
  accessLogs: AccessLogs.all(),
  traces: MeshTraces.to(collector),
});
new ManagedPrometheusSettings(mesh, 'Settings', {
  cluster: aks,
  pods: { namespaces: [shop.namespaceName, osm.rootNamespace], metrics: ['envoy_cluster_upstream_rq.*'] },
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
