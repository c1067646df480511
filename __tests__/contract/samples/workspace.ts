import { TerraformOutput, TerraformVariable } from 'cdktf';
import {
  ApplicationInsights,
  type ApplicationInsightsAttributes,
  type ApplicationInsightsLookup,
  type ApplicationInsightsProps,
  AzureMonitorWorkspace,
  type AzureMonitorWorkspaceAttributes,
  type AzureMonitorWorkspaceLookup,
  type AzureMonitorWorkspaceProps,
  ClusterMonitoring,
  LogAnalyticsWorkspace,
  type LogAnalyticsWorkspaceAttributes,
  type LogAnalyticsWorkspaceLookup,
  type LogAnalyticsWorkspaceProps,
  MonitorPrivateLinkScope,
  type MonitorPrivateLinkScopeProps,
  Principal,
  PrivateLinkAccess,
} from '../../../lib';
import { type RoomSamples, struct } from '../support/sample';
import { clusterOn, knownLogWorkspace, knownSubnet, place, resourceId, uuid } from '../support/values';

const { resourceGroupName } = place;
const principal = Principal.group(uuid(9));
const otherPlace = { location: 'northeurope', resourceGroupName: 'rg-other' };

/** How each struct of workspace reaches the output, and a value other than the default for each optional prop. */
export const samples: RoomSamples = {
  LogAnalyticsWorkspaceProps: struct<LogAnalyticsWorkspaceProps>(
    (stack, props) => new LogAnalyticsWorkspace(stack, 'Logs', { ...place, workspaceName: 'shop-logs', ...props }),
    {
      ...otherPlace,
      accessByResource: false,
      commitmentTierGb: 100,
      dailyCapGb: 5,
      localAuthentication: true,
      publicIngestion: false,
      publicQuery: false,
      retentionDays: 90,
      tags: { team: 'web' },
      workspaceName: 'other',
    },
  ),
  LogAnalyticsWorkspaceLookup: struct<LogAnalyticsWorkspaceLookup>((stack, lookup) => {
    const names = { workspaceName: 'shop-logs', resourceGroupName };
    LogAnalyticsWorkspace.fromLookup(stack, 'Logs', { ...names, ...lookup }).grantReadLogs(principal);
  }),
  LogAnalyticsWorkspaceAttributes: struct<LogAnalyticsWorkspaceAttributes>(
    (stack, known) => {
      const id = resourceId('Microsoft.OperationalInsights/workspaces', 'shop');
      const logAnalyticsWorkspace = LogAnalyticsWorkspace.fromWorkspaceId(stack, 'Logs', id, known);
      clusterOn(stack, knownSubnet(stack), { monitoring: ClusterMonitoring.azureMonitor({ logAnalyticsWorkspace }) });
    },
    { location: 'northeurope' },
  ),
  AzureMonitorWorkspaceProps: struct<AzureMonitorWorkspaceProps>(
    (stack, props) => new AzureMonitorWorkspace(stack, 'Metrics', { ...place, workspaceName: 'shop', ...props }),
    { ...otherPlace, publicQuery: false, tags: { team: 'web' }, workspaceName: 'other' },
  ),
  AzureMonitorWorkspaceLookup: struct<AzureMonitorWorkspaceLookup>((stack, lookup) => {
    const names = { workspaceName: 'shop', resourceGroupName };
    AzureMonitorWorkspace.fromLookup(stack, 'Metrics', { ...names, ...lookup }).grantReadMetrics(principal);
  }),
  AzureMonitorWorkspaceAttributes: struct<AzureMonitorWorkspaceAttributes>(
    (stack, known) => {
      const id = resourceId('Microsoft.Monitor/accounts', 'shop');
      const address = { queryEndpoint: 'https://a.westeurope.prometheus.monitor.azure.com', ...known };
      const monitorWorkspace = AzureMonitorWorkspace.fromWorkspaceId(stack, 'Metrics', id, address);
      clusterOn(stack, knownSubnet(stack), { monitoring: ClusterMonitoring.azureMonitor({ monitorWorkspace }) });
      new TerraformOutput(stack, 'Endpoint', { value: monitorWorkspace.queryEndpoint });
    },
    { location: 'northeurope', queryEndpoint: 'https://shop.westeurope.prometheus.monitor.azure.com' },
  ),
  ApplicationInsightsProps: struct<ApplicationInsightsProps>(
    (stack, props) => {
      const workspace = knownLogWorkspace(stack);
      new ApplicationInsights(stack, 'Traces', { ...place, insightsName: 'shop', workspace, ...props });
    },
    {
      ...otherPlace,
      dailyCapGb: 5,
      insightsName: 'other',
      ipMasking: false,
      localAuthentication: true,
      publicIngestion: false,
      publicQuery: false,
      samplingPercentage: 10,
      tags: { team: 'web' },
      workspace: (stack) => knownLogWorkspace(stack, 'other'),
    },
  ),
  ApplicationInsightsLookup: struct<ApplicationInsightsLookup>((stack, lookup) => {
    const names = { insightsName: 'shop', resourceGroupName };
    ApplicationInsights.fromLookup(stack, 'Traces', { ...names, ...lookup }).grantReadTelemetry(principal);
  }),
  ApplicationInsightsAttributes: struct<ApplicationInsightsAttributes>((stack, known) => {
    const insightsId = resourceId('Microsoft.Insights/components', 'shop');
    const connectionString = new TerraformVariable(stack, 'key', { type: 'string', sensitive: true }).stringValue;
    const all = { insightsId, connectionString, ...known };
    ApplicationInsights.fromAttributes(stack, 'Traces', all).grantReadTelemetry(principal);
  }),
  MonitorPrivateLinkScopeProps: struct<MonitorPrivateLinkScopeProps>(
    (stack, props) => new MonitorPrivateLinkScope(stack, 'Scope', { scopeName: 'shop', resourceGroupName, ...props }),
    {
      ingestionAccess: PrivateLinkAccess.PRIVATE_ONLY,
      queryAccess: PrivateLinkAccess.PRIVATE_ONLY,
      resourceGroupName: 'rg-other',
      scopeName: 'other',
      tags: { team: 'web' },
    },
  ),
};
