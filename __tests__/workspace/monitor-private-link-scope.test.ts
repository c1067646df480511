import type { TerraformStack } from 'cdktf';
import {
  ApplicationInsights,
  LogAnalyticsWorkspace,
  MonitorPrivateLinkScope,
  PrivateEndpoint,
  type PrivateLinkAccess,
} from '../../lib';
import { place, shopNetwork } from '../support/clusters';
import { errorOf, Planned } from '../support/planned';

const { resourceGroupName } = place;

test('leads from a network to workspaces, with the five zones of Azure Monitor', () => {
  const planned = Planned.by((stack) => {
    const workspace = new LogAnalyticsWorkspace(stack, 'Logs', { ...place, workspaceName: 'shop-logs' });
    const insights = new ApplicationInsights(stack, 'Traces', { ...place, insightsName: 'shop', workspace });
    const scope = scopeOf(stack);
    scope.addLogAnalyticsWorkspace('Logs', workspace);
    scope.addApplicationInsights('Traces', insights);
    const subnet = shopNetwork(stack).addSubnet('Endpoints', { prefix: '10.0.32.0/24' });
    new PrivateEndpoint(stack, 'Endpoint', { ...place, endpointName: 'monitor', subnet, target: scope });
  });
  expect(planned.one('azurerm_monitor_private_link_scope')).toMatchObject({
    ingestion_access_mode: 'Open',
    query_access_mode: 'Open',
  });
  const services = Object.values(planned.all('azurerm_monitor_private_link_scoped_service'));
  expect(services.map(({ name }) => name)).toEqual(['shop-Logs', 'shop-Traces']);
  expect(services[0].linked_resource_id).toMatch(/azurerm_log_analytics_workspace\.Logs_\w+\.id/);
  expect(Object.keys(planned.all('azurerm_private_dns_zone'))).toHaveLength(5);
  expect(planned.one('azurerm_private_endpoint').private_service_connection.subresource_names).toEqual([
    'azuremonitor',
  ]);
});

test('says what is wrong', () => {
  const props = { scopeName: 'a/b', resourceGroupName, queryAccess: 'Closed' as PrivateLinkAccess };
  expect(errorOf(() => Planned.by((stack) => new MonitorPrivateLinkScope(stack, 'Scope', props)))).toBe(
    [
      "MonitorPrivateLinkScope 'platform/Scope' has 2 faults:",
      '- scopeName must have 1 to 255 characters: letters, digits, spaces, _ . ( ) -, with a letter or digit first and no space, period or - last, got a/b. For example, use shop-monitor.',
      '- queryAccess must be one of Open, PrivateOnly, got Closed. For example, use PrivateLinkAccess.OPEN.',
    ].join('\n'),
  );
  const wrong = '/subscriptions/s/resourceGroups/g/providers/Microsoft.Insights/components/shop';
  expect(errorOf(() => Planned.by((stack) => scopeOf(stack).addDataCollectionEndpoint('E', wrong)))).toBe(
    `MonitorPrivateLinkScope 'platform/Scope': endpointId must be the resource id of a Microsoft.Insights/dataCollectionEndpoints, got ${wrong}. ` +
      'It has the form /subscriptions/SUBSCRIPTION/resourceGroups/GROUP/providers/Microsoft.Insights/dataCollectionEndpoints/NAME.',
  );
});

function scopeOf(stack: TerraformStack): MonitorPrivateLinkScope {
  return new MonitorPrivateLinkScope(stack, 'Scope', { scopeName: 'shop', resourceGroupName });
}
