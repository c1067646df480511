import type { JsonMap } from '../../../command/terraform/resource';
import { type Adoption, block, text } from '../adoption';
import { sameId } from '../azure-id';
import { call, type Expression, literal, props } from '../expression';
import { workspaceOf } from './log-analytics-workspace';

/** Where Defender reports to, and Container insights if its rule is as the library makes it. */
export function monitoringOf(values: JsonMap, adoption: Adoption): Expression | undefined {
  const defenderId = text(block(values, 'microsoft_defender'), 'log_analytics_workspace_id');
  const logsId = text(block(values, 'oms_agent'), 'log_analytics_workspace_id');
  const hasInsights = logsId !== undefined && hasRule(values, logsId, adoption);
  if (!hasInsights && defenderId === undefined) return undefined;
  const ClusterMonitoring = adoption.program.library('ClusterMonitoring');
  const options = props(
    {},
    {
      logAnalyticsWorkspace: hasInsights ? workspaceOf(logsId, adoption) : undefined,
      defender: defenderId === undefined ? literal(false) : undefined,
      defenderWorkspace: defenderId === undefined ? undefined : workspaceOf(defenderId, adoption),
    },
  );
  return call(`${ClusterMonitoring}.azureMonitor`, options);
}

function hasRule({ name, resource_group_name: group }: JsonMap, workspaceId: string, adoption: Adoption): boolean {
  return adoption.all('azurerm_monitor_data_collection_rule').some(({ values }) => {
    const destination = block(block(values, 'destinations'), 'log_analytics');
    return (
      String(values.name).startsWith('MSCI-') &&
      String(values.name).endsWith(`-${name}`) &&
      values.resource_group_name === group &&
      destination.name === 'ciworkspace' &&
      sameId(String(destination.workspace_resource_id), workspaceId)
    );
  });
}
