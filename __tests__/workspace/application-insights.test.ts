import { TerraformOutput, TerraformVariable } from 'cdktf';
import { ApplicationInsights, LogAnalyticsWorkspace, Principal } from '../../lib';
import { place } from '../support/clusters';
import { errorOf, Planned } from '../support/planned';

const sender = Principal.servicePrincipal('00000000-0000-4000-8000-000000000001');
const workspaceId = '/subscriptions/s/resourceGroups/g/providers/Microsoft.OperationalInsights/workspaces/shop';
const insightsId = '/subscriptions/s/resourceGroups/g/providers/Microsoft.Insights/components/shop';

test('keeps telemetry in its workspace, of who signs in with Entra ID', () => {
  const planned = Planned.by((stack) => {
    const workspace = LogAnalyticsWorkspace.fromWorkspaceId(stack, 'Logs', workspaceId);
    const insights = new ApplicationInsights(stack, 'Traces', { ...place, insightsName: 'shop', workspace });
    insights.grantPublishTelemetry(sender);
    insights.grantReadTelemetry(sender);
  });
  expect(planned.one('azurerm_application_insights')).toMatchObject({
    application_type: 'web',
    workspace_id: workspaceId,
    local_authentication_disabled: true,
    disable_ip_masking: false,
    sampling_percentage: 100,
    daily_data_cap_in_gb: 100,
  });
  expect(Object.values(planned.all('azurerm_role_assignment')).map((grant) => grant.role_definition_name)).toEqual([
    'Monitoring Metrics Publisher',
    'Monitoring Reader',
  ]);
});

test('says all that is wrong', () => {
  const props = { ...place, insightsName: 'shop.', samplingPercentage: 0, dailyCapGb: -1 };
  const build = () =>
    Planned.by((stack) => new ApplicationInsights(stack, 'Traces', { ...props, workspace: undefined as never }));
  expect(errorOf(build)).toBe(
    [
      "ApplicationInsights 'platform/Traces' has 4 faults:",
      '- insightsName must have 1 to 260 characters: letters, digits, _ . ( ) -, and no period at the end, got shop.. For example, use shop-traces.',
      '- workspace must be set. For example, use LogAnalyticsWorkspace.fromLookup(...).',
      '- samplingPercentage must be more than 0 and at most 100 percent, got 0. For example, use 10.',
      '- dailyCapGb must be more than 0 GB, got -1. For example, use 10.',
    ].join('\n'),
  );
});

test('an import keeps its connection string out of the program', () => {
  const known = { insightsId, connectionString: 'InstrumentationKey=secret' };
  const error = errorOf(() => Planned.by((stack) => ApplicationInsights.fromAttributes(stack, 'Traces', known)));
  expect(error).toBe(
    "ImportedApplicationInsights 'platform/Traces': connectionString must be a token: literal text would be in the " +
      'synthesized JSON. Use the value of a sensitive TerraformVariable.',
  );
  const planned = Planned.by((stack) => {
    const connectionString = new TerraformVariable(stack, 'key', { type: 'string', sensitive: true }).stringValue;
    const insights = ApplicationInsights.fromAttributes(stack, 'Traces', { insightsId, connectionString });
    new TerraformOutput(stack, 'out', { value: insights.connectionString, sensitive: true });
  });
  expect(planned.json.output.out.value).toBe('${var.key}');
});
