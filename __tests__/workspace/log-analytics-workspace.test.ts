import { LogAnalyticsWorkspace, Principal } from '../../lib';
import { place } from '../support/clusters';
import { errorOf, Planned } from '../support/planned';

const workspaceName = 'shop-logs';
const reader = Principal.group('00000000-0000-4000-8000-000000000001');

test('keeps logs for 30 days and trusts Entra ID alone', () => {
  const planned = Planned.by((stack) => new LogAnalyticsWorkspace(stack, 'Logs', { ...place, workspaceName }));
  expect(planned.one('azurerm_log_analytics_workspace')).toEqual({
    name: workspaceName,
    resource_group_name: 'rg-shop',
    location: 'westeurope',
    sku: 'PerGB2018',
    retention_in_days: 30,
    local_authentication_enabled: false,
    internet_ingestion_enabled: true,
    internet_query_enabled: true,
    allow_resource_only_permissions: true,
  });
});

test('is cheaper with a commitment', () => {
  const props = { ...place, workspaceName, commitmentTierGb: 100, dailyCapGb: 0.5 };
  const planned = Planned.by((stack) => new LogAnalyticsWorkspace(stack, 'Logs', props));
  expect(planned.one('azurerm_log_analytics_workspace')).toMatchObject({
    sku: 'CapacityReservation',
    reservation_capacity_in_gb_per_day: 100,
    daily_quota_gb: 0.5,
  });
});

test('lets somebody query, on imports too', () => {
  const planned = Planned.by((stack) => {
    const lookup = { workspaceName, resourceGroupName: 'rg-shop' };
    LogAnalyticsWorkspace.fromLookup(stack, 'Found', lookup).grantReadLogs(reader);
  });
  expect(planned.one('azurerm_role_assignment')).toMatchObject({
    role_definition_name: 'Log Analytics Data Reader',
    scope: expect.stringContaining('data.azurerm_log_analytics_workspace.Found'),
  });
});

test('says all that is wrong', () => {
  const props = { ...place, workspaceName: 'a', retentionDays: 7, dailyCapGb: 0, commitmentTierGb: 50 };
  expect(errorOf(() => Planned.by((stack) => new LogAnalyticsWorkspace(stack, 'Logs', props)))).toBe(
    [
      "LogAnalyticsWorkspace 'platform/Logs' has 4 faults:",
      '- workspaceName must have 4 to 63 characters: letters, digits and -, with a letter or digit at both ends, got a. For example, use shop-logs.',
      '- retentionDays must be a whole number of 30 to 730 days, got 7. Use a number in 30 to 730 days.',
      '- dailyCapGb must be more than 0 GB, got 0. Leave it out for no limit.',
      '- commitmentTierGb must be one of 100, 200, 300, 400, 500, 1000, 2000, 5000, 10000, 25000, 50000 GB a day, got 50. Use the tier at or below the daily ingestion.',
    ].join('\n'),
  );
});

test('refuses the id of another kind', () => {
  const id = '/subscriptions/s/resourceGroups/g/providers/Microsoft.Monitor/accounts/shop';
  expect(errorOf(() => Planned.by((stack) => LogAnalyticsWorkspace.fromWorkspaceId(stack, 'Logs', id)))).toBe(
    `ImportedLogAnalyticsWorkspace 'platform/Logs': workspaceId must be the resource id of a Microsoft.OperationalInsights/workspaces, got ${id}. ` +
      'It has the form /subscriptions/SUBSCRIPTION/resourceGroups/GROUP/providers/Microsoft.OperationalInsights/workspaces/NAME.',
  );
});
