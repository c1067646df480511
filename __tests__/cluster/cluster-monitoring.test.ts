import type { TerraformStack } from 'cdktf';
import { TerraformVariable } from 'cdktf';
import {
  type AzureMonitorOptions,
  AzureMonitorWorkspace,
  ClusterMonitoring,
  ContainerInsightsStream,
  Keda,
  LogAnalyticsWorkspace,
  PolicySetting,
  SyslogLevel,
} from '../../lib';
import { place, shopCluster } from '../support/clusters';
import { type Attributes, azureStack, errorOf, Planned, testApp } from '../support/planned';

const group = '/subscriptions/s/resourceGroups/rg-shop/providers';
const logsId = `${group}/Microsoft.OperationalInsights/workspaces/shop`;
const metricsId = `${group}/Microsoft.Monitor/accounts/shop`;

describe('Container insights', () => {
  test('gets the rule without which nothing arrives', () => {
    const planned = monitored((stack) => ({ logAnalyticsWorkspace: logs(stack) }));
    expect(planned.one('azurerm_kubernetes_cluster')).toMatchObject({
      oms_agent: { log_analytics_workspace_id: logsId, msi_auth_for_monitoring_enabled: true },
      microsoft_defender: { log_analytics_workspace_id: logsId },
    });
    const rule = planned.one('azurerm_monitor_data_collection_rule');
    expect(rule).toMatchObject({
      name: 'MSCI-westeurope-shop',
      kind: 'Linux',
      destinations: { log_analytics: [{ name: 'ciworkspace', workspace_resource_id: logsId }] },
      data_flow: [{ streams: ['Microsoft-ContainerInsights-Group-Default'], destinations: ['ciworkspace'] }],
    });
    expect(settingsOf(rule)).toEqual({ interval: '1m', namespaceFilteringMode: 'Off', enableContainerLogV2: true });
    expect(planned.one('azurerm_monitor_data_collection_rule_association')).toMatchObject({
      name: 'ContainerInsightsExtension',
      target_resource_id: expect.stringContaining('azurerm_kubernetes_cluster.Cluster_'),
    });
  });

  test('is named by the canonical region', () => {
    const planned = monitored((stack) => ({
      logAnalyticsWorkspace: new LogAnalyticsWorkspace(stack, 'Logs', {
        ...place,
        location: 'West Europe',
        workspaceName: 'shop-logs',
      }),
    }));
    expect(planned.one('azurerm_monitor_data_collection_rule').name).toBe('MSCI-westeurope-shop');
  });

  test('collects what is asked for, of some namespaces, and the worse logs of nodes', () => {
    const planned = monitored((stack) => ({
      logAnalyticsWorkspace: logs(stack),
      containerInsights: {
        streams: [ContainerInsightsStream.CONTAINER_LOGS, ContainerInsightsStream.KUBERNETES_EVENTS],
        intervalMinutes: 10,
        namespacesExcluded: ['kube-system'],
        syslog: SyslogLevel.CRITICAL,
      },
    }));
    const rule = planned.one('azurerm_monitor_data_collection_rule');
    const streams = ['Microsoft-ContainerLogV2', 'Microsoft-KubeEvents'];
    expect(rule.data_flow).toEqual([
      { streams, destinations: ['ciworkspace'] },
      { streams: ['Microsoft-Syslog'], destinations: ['ciworkspace'] },
    ]);
    expect(rule.data_sources.extension[0].streams).toEqual(streams);
    expect(settingsOf(rule)).toEqual({
      interval: '10m',
      namespaceFilteringMode: 'Exclude',
      namespaces: ['kube-system'],
      enableContainerLogV2: true,
    });
    expect(rule.data_sources.syslog[0].log_levels).toEqual(['Critical', 'Alert', 'Emergency']);
  });

  test('is collected where the workspace is', () => {
    const planned = monitored((stack) => ({
      logAnalyticsWorkspace: LogAnalyticsWorkspace.fromWorkspaceId(stack, 'Far', logsId, { location: 'northeurope' }),
    }));
    expect(planned.one('azurerm_monitor_data_collection_rule')).toMatchObject({
      name: 'MSCI-northeurope-shop',
      location: 'northeurope',
    });
  });
});

describe('managed Prometheus', () => {
  test('gets its endpoint, rule and association', () => {
    const planned = monitored((stack) => ({ monitorWorkspace: metrics(stack) }));
    const resource = planned.one('azurerm_kubernetes_cluster');
    expect(resource.monitor_metrics).toEqual({});
    expect(resource.oms_agent).toBeUndefined();
    expect(resource.microsoft_defender).toBeUndefined();
    expect(planned.one('azurerm_monitor_data_collection_rule').destinations.monitor_account).toEqual([
      { name: 'MonitoringAccount1', monitor_account_id: metricsId },
    ]);
    expect(planned.one('azurerm_monitor_data_collection_endpoint').name).toBe('MSProm-westeurope-shop');
  });

  test('computes the series that the dashboards read, of this cluster alone', () => {
    const planned = monitored((stack) => ({ monitorWorkspace: metrics(stack) }));
    const node = planned.one('azurerm_monitor_alert_prometheus_rule_group', 'NodeRules');
    expect(node).toMatchObject({
      name: 'NodeRecordingRulesRuleGroup-shop',
      cluster_name: 'shop',
      interval: 'PT1M',
      scopes: [metricsId, expect.stringContaining('azurerm_kubernetes_cluster.Cluster_')],
    });
    const kubernetes = planned.one('azurerm_monitor_alert_prometheus_rule_group', 'KubernetesRules');
    // The numbers of the official template.
    expect([node.rule.length, kubernetes.rule.length]).toEqual([11, 19]);
    for (const { expression } of [...node.rule, ...kubernetes.rule]) {
      expect(expression.replace(/[^(]/g, '').length).toBe(expression.replace(/[^)]/g, '').length);
    }
    expect(kubernetes.rule.filter((rule: { labels?: object }) => rule.labels)).toHaveLength(4);
  });

  test('takes labels and annotations of objects, and leaves the rules out where asked', () => {
    const planned = monitored((stack) => ({
      monitorWorkspace: metrics(stack),
      managedPrometheus: {
        recordingRules: false,
        labelsAllowed: [
          { resource: 'pods', keys: ['team', 'app.kubernetes.io/name'] },
          { resource: 'namespaces', keys: ['*'] },
        ],
        annotationsAllowed: [{ resource: 'nodes', keys: ['rack'] }],
      },
    }));
    expect(planned.one('azurerm_kubernetes_cluster').monitor_metrics).toEqual({
      labels_allowed: 'pods=[team,app.kubernetes.io/name],namespaces=[*]',
      annotations_allowed: 'nodes=[rack]',
    });
    expect(planned.all('azurerm_monitor_alert_prometheus_rule_group')).toEqual({});
  });

  test('lets Terraform cut names that only it knows the length of', () => {
    const planned = Planned.by((stack) => {
      const location = new TerraformVariable(stack, 'region', { type: 'string' }).stringValue;
      const monitorWorkspace = AzureMonitorWorkspace.fromWorkspaceId(stack, 'Metrics', metricsId, { location });
      const monitoring = ClusterMonitoring.azureMonitor({ monitorWorkspace });
      shopCluster(stack, { clusterName: 'a-cluster-with-a-long-name', monitoring });
    });
    expect(planned.one('azurerm_monitor_data_collection_endpoint').name).toBe(
      '${trimsuffix(substr(join("-", ["MSProm", var.region, "a-cluster-with-a-long-name"]), 0, 44), "-")}',
    );
    expect(planned.one('azurerm_monitor_data_collection_rule').name).toBe(
      'MSProm-${var.region}-a-cluster-with-a-long-name',
    );
  });
});

describe('names that are given', () => {
  const planned = monitored((stack) => ({
    logAnalyticsWorkspace: logs(stack),
    monitorWorkspace: metrics(stack),
    containerInsights: { ruleName: 'dcr-logs', associationName: 'dcra-logs' },
    managedPrometheus: { ruleName: 'dcr-metrics', endpointName: 'dce-metrics', associationName: 'dcra-metrics' },
  }));
  const namesOf = (type: string) =>
    Object.values(planned.all(`azurerm_monitor_data_collection_${type}`)).map(({ name }) => name);

  test('are those of rules, endpoints and associations', () => {
    expect(['rule', 'endpoint', 'rule_association'].map((type) => namesOf(type).sort())).toEqual([
      ['dcr-logs', 'dcr-metrics'],
      ['dce-metrics'],
      ['dcra-logs', 'dcra-metrics'],
    ]);
  });

  test('have lengths that Azure takes', () => {
    const error = errorOf(() =>
      monitored((stack) => ({
        logAnalyticsWorkspace: logs(stack),
        monitorWorkspace: metrics(stack),
        containerInsights: { ruleName: 'r'.repeat(65), associationName: 'a_b' },
        managedPrometheus: { endpointName: 'e'.repeat(45), ruleName: 'r' },
      })),
    );
    expect(error).toContain(
      '- containerInsights.ruleName must have 3 to 64 characters (it has 65): letters, digits and -',
    );
    expect(error).toContain('- containerInsights.associationName must have 3 to 64 characters: letters, digits and -');
    expect(error).toContain('- managedPrometheus.endpointName must have 3 to 44 characters (it has 45): letters');
    expect(error).toContain('- managedPrometheus.ruleName must have 3 to 64 characters: letters');
  });
});

describe('Defender', () => {
  const security = (stack: TerraformStack) =>
    LogAnalyticsWorkspace.fromLookup(stack, 'Security', {
      workspaceName: 'security',
      resourceGroupName: 'rg-security',
    });
  const securityId = { log_analytics_workspace_id: expect.stringContaining('Security') };

  test('reports to a workspace of its own, beside Container insights or without', () => {
    const both = monitored((stack) => ({ logAnalyticsWorkspace: logs(stack), defenderWorkspace: security(stack) }));
    expect(both.one('azurerm_kubernetes_cluster')).toMatchObject({
      oms_agent: { log_analytics_workspace_id: logsId },
      microsoft_defender: securityId,
    });
    const alone = monitored((stack) => ({ defenderWorkspace: security(stack) }));
    expect(alone.one('azurerm_kubernetes_cluster').microsoft_defender).toEqual(securityId);
    expect(alone.one('azurerm_kubernetes_cluster').oms_agent).toBe(undefined);
  });

  test('has no workspace where it is off', () => {
    expect(errorOf(() => monitored((stack) => ({ defender: false, defenderWorkspace: security(stack) })))).toBe(
      "AksCluster 'platform/Cluster': defenderWorkspace must not be set together with defender: false, got " +
        'platform/Security. Remove one of the two.',
    );
  });
});

describe('what is wrong is said', () => {
  test('no workspace, and what needs one', () => {
    const options = { defender: true, containerInsights: {}, managedPrometheus: {} };
    expect(errorOf(() => monitored(() => options))).toBe(
      [
        "AksCluster 'platform/Cluster' has 4 faults:",
        '- monitoring must have a workspace. Set logAnalyticsWorkspace, monitorWorkspace or both.',
        '- defender must have a Log Analytics workspace, got true. Set logAnalyticsWorkspace.',
        '- containerInsights must have a Log Analytics workspace. Set logAnalyticsWorkspace.',
        '- managedPrometheus must have an Azure Monitor workspace. Set monitorWorkspace.',
      ].join('\n'),
    );
  });

  test('of what is collected', () => {
    const error = errorOf(() =>
      monitored((stack) => ({
        logAnalyticsWorkspace: logs(stack),
        monitorWorkspace: metrics(stack),
        containerInsights: {
          streams: [],
          intervalMinutes: 60,
          namespacesIncluded: ['Shop'],
          namespacesExcluded: ['kube-system'],
          syslog: 'Bad' as SyslogLevel,
        },
        managedPrometheus: { labelsAllowed: [{ resource: 'Pod', keys: [] }] },
      })),
    );
    expect(error).toBe(
      [
        "AksCluster 'platform/Cluster' has 7 faults:",
        '- containerInsights.streams must have at least one element, got []. Leave it out to collect everything.',
        '- containerInsights.intervalMinutes must be a whole number of 1 to 30 minutes, got 60. Use a number in 1 to 30 minutes.',
        '- monitoring.containerInsights.syslog must be one of Debug, Info, Notice, Warning, Error, Critical, Alert, Emergency, got Bad. For example, use SyslogLevel.DEBUG.',
        '- containerInsights.namespacesExcluded must not be set together with namespacesIncluded. Set only one of them.',
        '- containerInsights.namespacesIncluded[0] must have 1 to 63 characters: lowercase letters, digits and - (RFC 1123), with a letter or digit at both ends, got Shop. For example, use shop.',
        '- managedPrometheus.labelsAllowed[0].resource must be a resource name, plural and in lowercase, got Pod. For example, use pods.',
        '- managedPrometheus.labelsAllowed[0].keys must have at least one element, got []. For example, use team.',
      ].join('\n'),
    );
  });

  test('a workspace of another stack', () => {
    const app = testApp();
    const logAnalyticsWorkspace = logs(azureStack(app, 'shared'));
    const stack = azureStack(app, 'platform');
    const monitoring = ClusterMonitoring.azureMonitor({ logAnalyticsWorkspace });
    expect(errorOf(() => shopCluster(stack, { monitoring }))).toBe(
      "AksCluster 'platform/Cluster': logAnalyticsWorkspace must be in the same stack (platform), got shared/Logs. " +
        'Import it into platform (LogAnalyticsWorkspace.fromLookup).',
    );
  });
});

describe('settings of a policy', () => {
  test('stay as they are, and the rest of the lifecycle too', () => {
    const policySettings = [PolicySetting.DEFENDER, PolicySetting.MANAGED_PROMETHEUS];
    const planned = Planned.by((stack) => {
      const logAnalyticsWorkspace = logs(stack);
      const monitoring = ClusterMonitoring.azureMonitor({ logAnalyticsWorkspace, defender: false });
      shopCluster(stack, { policySettings, monitoring, deletionProtection: true });
    });
    expect(planned.one('azurerm_kubernetes_cluster').lifecycle).toEqual({
      prevent_destroy: true,
      ignore_changes: ['microsoft_defender', 'monitor_metrics'],
    });
  });

  test('are no settings of the program', () => {
    const { DEFENDER, CONTAINER_INSIGHTS } = PolicySetting;
    const build = (policySettings: PolicySetting[]) =>
      Planned.by((stack) => {
        const monitoring = ClusterMonitoring.azureMonitor({ logAnalyticsWorkspace: logs(stack) });
        shopCluster(stack, { policySettings, monitoring });
      });
    expect(errorOf(() => build([DEFENDER, CONTAINER_INSIGHTS, DEFENDER]))).toBe(
      [
        "AksCluster 'platform/Cluster' has 3 faults:",
        '- policySettings[0] must not be a setting of monitoring, got microsoft_defender. Set defender: false in monitoring, or remove the setting here.',
        '- policySettings[1] must not be a setting of monitoring, got oms_agent. Remove the workspace there, or remove the setting here.',
        '- policySettings[2] must be listed only once, got microsoft_defender. Remove one of them.',
      ].join('\n'),
    );
  });
});

describe('rules of others', () => {
  const ruleTypes = [
    'azurerm_monitor_data_collection_rule',
    'azurerm_monitor_data_collection_rule_association',
    'azurerm_monitor_data_collection_endpoint',
    'azurerm_monitor_alert_prometheus_rule_group',
  ];

  test('the cluster sends logs and metrics, and this program creates no rule', () => {
    const planned = monitored((stack) => ({
      logAnalyticsWorkspace: logs(stack),
      containerInsights: { collectionRule: false },
      managedPrometheus: { collectionRule: false, labelsAllowed: [{ resource: 'pods', keys: ['team'] }] },
    }));
    expect(planned.one('azurerm_kubernetes_cluster')).toMatchObject({
      oms_agent: { log_analytics_workspace_id: logsId },
      monitor_metrics: { labels_allowed: 'pods=[team]' },
    });
    for (const type of ruleTypes) expect(planned.all(type)).toEqual({});
    expect(
      monitored(() => ({ managedPrometheus: { collectionRule: false } })).one('azurerm_kubernetes_cluster'),
    ).toMatchObject({
      monitor_metrics: {},
    });
  });

  test('have options of their own', () => {
    const error = errorOf(() =>
      monitored((stack) => ({
        logAnalyticsWorkspace: logs(stack),
        monitorWorkspace: metrics(stack),
        containerInsights: { collectionRule: false, intervalMinutes: 5 },
        managedPrometheus: { collectionRule: false, recordingRules: false },
      })),
    );
    expect(error).toBe(
      [
        "AksCluster 'platform/Cluster' has 3 faults:",
        '- monitorWorkspace must be left out with managedPrometheus.collectionRule: false, got platform/Metrics. Remove one of the two.',
        '- containerInsights.intervalMinutes must not be set together with collectionRule: false, got 5. Remove one of the two.',
        '- managedPrometheus.recordingRules must not be set together with collectionRule: false, got false. Remove one of the two.',
      ].join('\n'),
    );
  });
});

test('the vertical pod autoscaler goes with KEDA', () => {
  const planned = Planned.by((stack) => {
    new Keda(stack, 'Keda', { cluster: shopCluster(stack, { verticalPodAutoscaler: true }) });
  });
  expect(planned.one('azurerm_kubernetes_cluster').workload_autoscaler_profile).toEqual({
    keda_enabled: true,
    vertical_pod_autoscaler_enabled: true,
  });
});

function monitored(options: (stack: TerraformStack) => AzureMonitorOptions): Planned {
  return Planned.by((stack) => shopCluster(stack, { monitoring: ClusterMonitoring.azureMonitor(options(stack)) }));
}

function logs(stack: TerraformStack) {
  return LogAnalyticsWorkspace.fromWorkspaceId(stack, 'Logs', logsId, { location: place.location });
}

function metrics(stack: TerraformStack) {
  return AzureMonitorWorkspace.fromWorkspaceId(stack, 'Metrics', metricsId);
}

function settingsOf(rule: Attributes): object {
  return JSON.parse(rule.data_sources.extension[0].extension_json).dataCollectionSettings;
}
