import type { TerraformStack } from 'cdktf';
import { AzureMonitorWorkspace, MeshAlerts, type MeshAlertsProps, MeshKind } from '../../lib';
import { place } from '../support/clusters';
import { FakeAksCluster } from '../support/fake-aks-cluster';
import { FakeMesh } from '../support/fake-mesh';
import { type Attributes, errorOf, Planned } from '../support/planned';

const provider = '/subscriptions/s/resourceGroups/rg-shop/providers';
const actionGroupIds = [`${provider}/Microsoft.Insights/actionGroups/on-call`];
const workspaceId = `${provider}/Microsoft.Monitor/accounts/shop`;

test('tell the owner of an Istio what fails, is slow, is down, ends and is refused', () => {
  const group = groupOf(MeshKind.ISTIO);
  expect(group).toMatchObject({
    name: 'shop-mesh-alerts',
    cluster_name: 'shop',
    interval: 'PT1M',
    scopes: [workspaceId, expect.stringContaining('/managedClusters/shop')],
  });
  expect(group.rule.map((rule: Attributes) => [rule.alert, rule.severity])).toEqual([
    ['MeshErrorRateHigh', 2],
    ['MeshLatencyHigh', 3],
    ['MeshControlPlaneDown', 1],
    ['MeshCertificateExpiring', 2],
    ['MeshConfigurationRejected', 3],
  ]);
  const by = 'destination_service_namespace, destination_service_name';
  const all = 'rate(istio_requests_total{reporter="destination"}[5m])';
  expect(group.rule[0]).toMatchObject({
    expression:
      `100 * sum by (${by}) (rate(istio_requests_total{reporter="destination",response_code=~"5.."}[5m])) / ` +
      `sum by (${by}) (${all}) > 5 and (sum by (${by}) (${all}) > 0.1)`,
    for: 'PT5M',
    action: [{ action_group_id: actionGroupIds[0] }],
    alert_resolution: { auto_resolved: true, time_to_resolve: 'PT10M' },
    labels: { mesh: 'Istio' },
  });
  const down = 'kube_deployment_status_replicas_available{namespace="mesh",deployment=~"istiod.*"}';
  expect(group.rule[2].expression).toBe(`${down} < 1 or absent(${down})`);
  expect(group.rule[3].expression).toContain('time() < 2592000');
});

test.each(Object.values(MeshKind))('%s has expressions of its own, with balanced brackets', (kind) => {
  const { rule } = groupOf(kind);
  expect(rule.length).toBe(kind.includes('Istio') ? 5 : 3);
  for (const { expression } of rule) {
    for (const [open, close] of ['()', '{}', '[]']) {
      expect(expression.split(open).length).toBe(expression.split(close).length);
    }
  }
});

test('say all that is wrong', () => {
  const build = () =>
    groupOf(MeshKind.LINKERD, {
      location: 'northeurope',
      actionGroupIds: [],
      maxErrorPercent: 0,
      maxLatencyMilliseconds: 0,
      sustainedMinutes: 90,
      certificateDays: 0,
      alertsName: '-',
    });
  expect(errorOf(build)).toBe(
    [
      "MeshAlerts 'platform/Alerts' has 7 faults:",
      '- location must be that of the workspace (westeurope), got northeurope. Use westeurope.',
      '- actionGroupIds must have at least one element, got []. Set the resource id of an action group, which alerts notify.',
      '- maxErrorPercent must be a whole number of 1 to 100 percent, got 0. Use a number in 1 to 100 percent.',
      '- maxLatencyMilliseconds must be a whole number of 1 to 60000 milliseconds, got 0. Use a number in 1 to 60000 milliseconds.',
      '- sustainedMinutes must be a whole number of 1 to 60 minutes, got 90. Use a number in 1 to 60 minutes.',
      '- certificateDays must be a whole number of 1 to 365 days, got 0. Use a number in 1 to 365 days.',
      '- alertsName must have 1 to 255 characters: letters, digits, spaces, _ . ( ) -, with a letter or digit first and no space, period or - last, got -. For example, use shop-monitor.',
    ].join('\n'),
  );
  expect(errorOf(() => groupOf(MeshKind.LINKERD, { actionGroupIds: [workspaceId] }))).toContain(
    'actionGroupIds[0] must be the resource id of a Microsoft.Insights/actionGroups',
  );
});

function groupOf(kind: MeshKind, props: Partial<MeshAlertsProps> = {}): Attributes {
  const planned = Planned.by((stack: TerraformStack) => {
    const mesh = new FakeMesh(stack, 'Mesh', new FakeAksCluster(stack), kind);
    const known = { location: 'westeurope' };
    const workspace = AzureMonitorWorkspace.fromWorkspaceId(stack, 'Metrics', workspaceId, known);
    new MeshAlerts(stack, 'Alerts', { ...place, mesh, workspace, actionGroupIds, ...props });
  });
  return planned.one('azurerm_monitor_alert_prometheus_rule_group');
}
