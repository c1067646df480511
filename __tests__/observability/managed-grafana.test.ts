import type { TerraformStack } from 'cdktf';
import {
  AzureMonitorWorkspace,
  GrafanaVersion,
  type IAzureMonitorWorkspace,
  ManagedGrafana,
  type ManagedGrafanaProps,
  Principal,
  PrivateEndpoint,
} from '../../lib';
import { place, shopNetwork } from '../support/clusters';
import { azureStack, errorOf, Planned, testApp } from '../support/planned';

const admins = Principal.group('00000000-0000-4000-8000-000000000001');
const viewers = Principal.group('00000000-0000-4000-8000-000000000002');

test('shows the metrics of a workspace to who may, and has no keys', () => {
  const planned = Planned.by((stack) => {
    grafana(stack, { viewers: [viewers], monitoringScopes: ['/subscriptions/s/resourceGroups/rg-shop'] });
  });
  expect(planned.one('azurerm_dashboard_grafana')).toMatchObject({
    name: 'shop4711',
    grafana_major_version: '12',
    sku: 'Standard',
    identity: { type: 'SystemAssigned' },
    azure_monitor_workspace_integrations: [{ resource_id: expect.stringContaining('azurerm_monitor_workspace.') }],
    api_key_enabled: false,
    public_network_access_enabled: false,
    zone_redundancy_enabled: true,
  });
  const grants = Object.values(planned.all('azurerm_role_assignment')).map((grant) => [
    grant.role_definition_name,
    grant.principal_id.replace(/_[0-9A-F]{8}/, ''),
  ]);
  expect(grants).toEqual([
    ['Grafana Admin', '00000000-0000-4000-8000-000000000001'],
    ['Grafana Viewer', '00000000-0000-4000-8000-000000000002'],
    ['Monitoring Reader', '${azurerm_dashboard_grafana.Grafana.identity[0].principal_id}'],
    ['Monitoring Data Reader', '${azurerm_dashboard_grafana.Grafana.identity[0].principal_id}'],
  ]);
  expect(planned.warnings.some((text) => text.startsWith('W281'))).toBe(true);
});

test('is reached by a private endpoint, and reaches a private workspace by one of its own', () => {
  const planned = Planned.by((stack) => {
    const made = grafana(stack, { workspaces: [workspace(stack, false)] });
    const subnet = shopNetwork(stack).addSubnet('Endpoints', { prefix: '10.0.32.0/24' });
    new PrivateEndpoint(stack, 'Endpoint', { ...place, endpointName: 'grafana', subnet, target: made });
  });
  expect(planned.one('azurerm_dashboard_grafana_managed_private_endpoint')).toMatchObject({
    private_link_resource_region: 'westeurope',
    group_ids: ['prometheusMetrics'],
  });
  expect(planned.one('azurerm_private_dns_zone').name).toBe('privatelink.grafana.azure.com');
  expect(planned.warnings.filter((text) => /^W28[01]/.test(text))).toEqual([]);
});

test('says all that is wrong', () => {
  const build = () =>
    Planned.by((stack) =>
      grafana(stack, {
        grafanaName: '4shop',
        workspaces: [],
        administrators: [],
        version: GrafanaVersion.of('v12'),
        editors: [Principal.group('x')],
        monitoringScopes: ['rg-shop'],
      }),
    );
  expect(errorOf(build)).toBe(
    [
      "ManagedGrafana 'platform/Grafana' has 6 faults:",
      '- grafanaName must have 2 to 23 characters: letters, digits and -, with a letter first and a letter or digit last, got 4shop. For example, use shop4711.',
      '- workspaces must have at least one element, got []. For example, use [AzureMonitorWorkspace.fromLookup(...)].',
      '- administrators must name at least one principal, got []. Use a group, e.g. [Principal.group(OBJECT_ID)].',
      "- editors must be the group's object id, a UUID, got x. For example, use 00000000-0000-0000-0000-000000000000.",
      '- version must be a major version number, got v12. For example, use 12.',
      '- monitoringScopes[0] must be the id of a subscription, resource group or resource, got rg-shop. For example, use /subscriptions/SUBSCRIPTION, optionally with /resourceGroups/GROUP.',
    ].join('\n'),
  );
});

test('a workspace twice, or of another stack, is refused', () => {
  const app = testApp();
  const foreign = workspace(azureStack(app, 'shared'), true);
  const stack = azureStack(app, 'platform');
  expect(errorOf(() => grafana(stack, { workspaces: [foreign, foreign] }))).toBe(
    [
      "ManagedGrafana 'platform/Grafana' has 3 faults:",
      '- workspaces[0] must be in the same stack (platform), got shared/Metrics. Import it into platform (AzureMonitorWorkspace.fromLookup).',
      '- workspaces[1] must be in the same stack (platform), got shared/Metrics. Import it into platform (AzureMonitorWorkspace.fromLookup).',
      '- workspaces[1] must be listed only once, got shared/Metrics. Remove one of them.',
    ].join('\n'),
  );
});

function grafana(stack: TerraformStack, props: Partial<ManagedGrafanaProps> = {}): ManagedGrafana {
  const workspaces = props.workspaces ?? [workspace(stack, true)];
  const names = { ...place, grafanaName: 'shop4711', administrators: [admins] };
  return new ManagedGrafana(stack, 'Grafana', { ...names, ...props, workspaces });
}

function workspace(stack: TerraformStack, publicQuery: boolean): IAzureMonitorWorkspace {
  return new AzureMonitorWorkspace(stack, 'Metrics', { ...place, workspaceName: 'shop-metrics', publicQuery });
}
