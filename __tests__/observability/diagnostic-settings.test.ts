import type { TerraformStack } from 'cdktf';
import {
  ContainerRegistry,
  DiagnosticSettings,
  type DiagnosticSettingsProps,
  DiagnosticTarget,
  KeyVault,
  LogAnalyticsWorkspace,
} from '../../lib';
import { FakeAksCluster } from '../support/fake-aks-cluster';
import { type Attributes, errorOf, Planned } from '../support/planned';

const provider = '/subscriptions/s/resourceGroups/rg-shop/providers';
const workspaceId = `${provider}/Microsoft.OperationalInsights/workspaces/shop`;
const vaultId = `${provider}/Microsoft.KeyVault/vaults/shop4711`;

test('of a cluster say who changed what, in tables of their own', () => {
  const setting = settingOf((stack) => DiagnosticTarget.cluster(new FakeAksCluster(stack)));
  expect(setting).toEqual({
    name: 'logs',
    target_resource_id: expect.stringContaining('/managedClusters/shop'),
    log_analytics_workspace_id: workspaceId,
    log_analytics_destination_type: 'Dedicated',
    enabled_log: ['kube-audit-admin', 'guard', 'cluster-autoscaler', 'kube-controller-manager'].map((category) => ({
      category,
    })),
  });
});

test.each([
  ['a vault', vault, ['AuditEvent'], undefined],
  [
    'a registry',
    (stack: TerraformStack) => {
      const id = `${provider}/Microsoft.ContainerRegistry/registries/shop4711`;
      return DiagnosticTarget.containerRegistry(ContainerRegistry.fromRegistryId(stack, 'Registry', id));
    },
    ['ContainerRegistryRepositoryEvents', 'ContainerRegistryLoginEvents'],
    undefined,
  ],
  [
    'a gateway',
    () => DiagnosticTarget.applicationGateway(`${provider}/Microsoft.Network/applicationGateways/shop`),
    ['ApplicationGatewayAccessLog', 'ApplicationGatewayFirewallLog'],
    'Dedicated',
  ],
  ['anything', () => DiagnosticTarget.of(`${provider}/Microsoft.ServiceBus/namespaces/shop`, ['x']), ['x'], undefined],
])('of %s are those that matter', (_what, target, categories, destination) => {
  const setting = settingOf(target);
  expect(setting.enabled_log.map(({ category }: Attributes) => category)).toEqual(categories);
  expect(setting.log_analytics_destination_type).toBe(destination);
});

test('are what is asked for', () => {
  const props = { categories: ['AuditEvent', 'AzurePolicyEvaluationDetails'], metrics: true, settingName: 'audit' };
  expect(settingOf(vault, props)).toMatchObject({
    name: 'audit',
    enabled_log: [{ category: 'AuditEvent' }, { category: 'AzurePolicyEvaluationDetails' }],
    enabled_metric: [{ category: 'AllMetrics' }],
  });
});

test('say all that is wrong', () => {
  const props = { categories: ['AuditEvents', 'AuditEvents'], settingName: 'Service' };
  expect(errorOf(() => settingOf(vault, props))).toBe(
    [
      "DiagnosticSettings 'platform/Settings' has 4 faults:",
      '- categories[0] must be one of AuditEvent, AzurePolicyEvaluationDetails, got AuditEvents. For example, use AuditEvent.',
      '- categories[1] must be one of AuditEvent, AzurePolicyEvaluationDetails, got AuditEvents. For example, use AuditEvent.',
      '- categories[1] must be listed only once, got AuditEvents. Remove one of them.',
      '- settingName must not be service, which Azure reserves, got Service. Use another name.',
    ].join('\n'),
  );
  expect(errorOf(() => settingOf(() => DiagnosticTarget.applicationGateway(vaultId)))).toContain(
    'target must be the resource id of a Microsoft.Network/applicationGateways',
  );
  expect(errorOf(() => settingOf(() => DiagnosticTarget.of('shop', [])))).toBe(
    [
      "DiagnosticSettings 'platform/Settings' has 2 faults:",
      '- target must be a resource id, got shop. For example, use /subscriptions/SUBSCRIPTION/resourceGroups/GROUP/providers/PROVIDER/TYPE/NAME.',
      '- target.categories must have at least one element, got []. Remove the construct to keep no logs.',
    ].join('\n'),
  );
});

function vault(stack: TerraformStack): DiagnosticTarget {
  return DiagnosticTarget.keyVault(KeyVault.fromVaultId(stack, 'Vault', vaultId));
}

function settingOf(
  target: (stack: TerraformStack) => DiagnosticTarget,
  props: Partial<DiagnosticSettingsProps> = {},
): Attributes {
  const planned = Planned.by((stack) => {
    const workspace = LogAnalyticsWorkspace.fromWorkspaceId(stack, 'Logs', workspaceId);
    new DiagnosticSettings(stack, 'Settings', { target: target(stack), workspace, ...props });
  });
  return planned.one('azurerm_monitor_diagnostic_setting');
}
