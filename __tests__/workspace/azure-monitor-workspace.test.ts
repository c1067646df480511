import type { TerraformStack } from 'cdktf';
import { AzureMonitorWorkspace, type IAzureMonitorWorkspace, Principal, PrivateEndpoint } from '../../lib';
import { place, shopNetwork } from '../support/clusters';
import { errorOf, Planned } from '../support/planned';

const workspaceName = 'shop-metrics';
const id = '/subscriptions/s/resourceGroups/rg-shop/providers/Microsoft.Monitor/accounts/shop';
const grafana = Principal.servicePrincipal('00000000-0000-4000-8000-000000000001');

test('can be queried over the Internet by who may', () => {
  const planned = Planned.by((stack) => {
    const workspace = new AzureMonitorWorkspace(stack, 'Metrics', { ...place, workspaceName });
    workspace.grantReadMetrics(grafana);
    workspace.grantPublishMetrics(grafana);
  });
  expect(planned.one('azurerm_monitor_workspace')).toMatchObject({ public_network_access_enabled: true });
  expect(planned.one('azurerm_role_assignment', 'MonitoringDataReader')).toMatchObject({
    scope: expect.stringMatching(/azurerm_monitor_workspace\.Metrics_\w+\.id/),
  });
  expect(planned.one('azurerm_role_assignment', 'MonitoringMetricsPublisher')).toMatchObject({
    scope: expect.stringContaining('.default_data_collection_rule_id'),
  });
  expect(planned.warnings.filter((text) => text.startsWith('W280'))).toEqual([]);
});

test('a private one without an endpoint answers nobody', () => {
  const planned = Planned.by(
    (stack) => new AzureMonitorWorkspace(stack, 'Metrics', { ...place, workspaceName, publicQuery: false }),
  );
  expect(planned.warnings).toContain(
    'W280: The metrics cannot be queried: publicQuery is false, and the workspace has no private endpoint.',
  );
});

test('a private endpoint has the zone of its region', () => {
  const planned = Planned.by((stack) => {
    const props = { ...place, workspaceName, publicQuery: false };
    endpointTo(stack, new AzureMonitorWorkspace(stack, 'Metrics', props));
  });
  expect(planned.one('azurerm_private_endpoint').private_service_connection).toMatchObject({
    subresource_names: ['prometheusMetrics'],
  });
  expect(planned.one('azurerm_private_dns_zone').name).toBe('privatelink.westeurope.prometheus.monitor.azure.com');
  expect(planned.warnings.filter((text) => text.startsWith('W280'))).toEqual([]);
});

test('an import without a location has no zone, and without a rule takes no metrics', () => {
  const build = (stack: TerraformStack) => endpointTo(stack, AzureMonitorWorkspace.fromWorkspaceId(stack, 'Known', id));
  expect(errorOf(() => Planned.by(build))).toBe(
    "PrivateEndpoint 'platform/Endpoint': target must have a known location, which is part of its DNS zone's name, got platform/Known. " +
      'Pass it to AzureMonitorWorkspace.fromWorkspaceId, or use fromLookup.',
  );
  const grant = (stack: TerraformStack) =>
    AzureMonitorWorkspace.fromWorkspaceId(stack, 'Known', id).grantPublishMetrics(grafana);
  expect(errorOf(() => Planned.by(grant))).toBe(
    "ImportedAzureMonitorWorkspace 'platform/Known': grantPublishMetrics must have a known data collection rule of the workspace. " +
      'Import the workspace with AzureMonitorWorkspace.fromLookup.',
  );
});

test('the address of an import that is not known is asked for', () => {
  const build = (stack: TerraformStack) => AzureMonitorWorkspace.fromWorkspaceId(stack, 'Known', id).queryEndpoint;
  expect(errorOf(() => Planned.by(build))).toBe(
    "ImportedAzureMonitorWorkspace 'platform/Known': queryEndpoint must be known. " +
      'Pass it to AzureMonitorWorkspace.fromWorkspaceId, or use fromLookup.',
  );
});

test('refuses the id of another kind and an address with a path', () => {
  const known = { queryEndpoint: 'https://a.example.com/x', location: 'west_europe' };
  const wrong = '/subscriptions/s/resourceGroups/g/providers/Microsoft.OperationalInsights/workspaces/shop';
  expect(errorOf(() => Planned.by((stack) => AzureMonitorWorkspace.fromWorkspaceId(stack, 'M', wrong, known)))).toBe(
    [
      "ImportedAzureMonitorWorkspace 'platform/M' has 3 faults:",
      `- workspaceId must be the resource id of a Microsoft.Monitor/accounts, got ${wrong}. It has the form /subscriptions/SUBSCRIPTION/resourceGroups/GROUP/providers/Microsoft.Monitor/accounts/NAME.`,
      '- location must have 2 to 40 characters: letters, digits and spaces, got west_europe. For example, use westeurope.',
      '- queryEndpoint must be an https:// address without a path, got https://a.example.com/x. For example, use https://shop-a1b2.westeurope.prometheus.monitor.azure.com.',
    ].join('\n'),
  );
});

function endpointTo(stack: TerraformStack, target: IAzureMonitorWorkspace): void {
  const subnet = shopNetwork(stack).addSubnet('Endpoints', { prefix: '10.0.32.0/24' });
  new PrivateEndpoint(stack, 'Endpoint', { ...place, endpointName: 'metrics', subnet, target });
}
