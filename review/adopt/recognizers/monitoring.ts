import type { Json, JsonMap } from '../../../command/terraform/resource';
import { type Adoption, block, given, text } from '../adoption';
import { sameId } from '../azure-id';
import { isNothing } from '../differences';
import { call, type Expression, list, literal, props } from '../expression';
import type { StateResource } from '../state';
import { workspaceOf } from './log-analytics-workspace';
import { monitorWorkspaceOf } from './monitor-workspace';

/** Where Defender reports to, what Container insights and managed Prometheus collect, and whether the rules are the program's. */
export function monitoringOf(values: JsonMap, adoption: Adoption): Expression | undefined {
  const defenderId = text(block(values, 'microsoft_defender'), 'log_analytics_workspace_id');
  const logsId = text(block(values, 'oms_agent'), 'log_analytics_workspace_id');
  const hasMetrics = !isNothing(values.monitor_metrics);
  if (!hasMetrics && logsId === undefined && defenderId === undefined) return undefined;
  const metricsRule = hasMetrics ? ruleOf(values, adoption, (rule) => isMetricsRule(rule, adoption)) : undefined;
  const { monitor_account_id: accountId } = block(block(metricsRule?.rule ?? {}, 'destinations'), 'monitor_account');
  const options = props(
    {},
    {
      logAnalyticsWorkspace: logsId === undefined ? undefined : workspaceOf(logsId, adoption),
      containerInsights: logsId === undefined ? undefined : insightsOf(values, logsId, adoption),
      monitorWorkspace: metricsRule && monitorWorkspaceOf(String(accountId), adoption),
      managedPrometheus: hasMetrics ? prometheusOf(values, metricsRule, adoption) : undefined,
      defender: logsId !== undefined && defenderId === undefined ? literal(false) : undefined,
      defenderWorkspace: defenderId === undefined ? undefined : workspaceOf(defenderId, adoption),
    },
  );
  return call(`${adoption.program.library('ClusterMonitoring')}.azureMonitor`, options);
}

/** A data collection rule that the library would create alike, and what it is associated by. */
interface OwnRule {
  readonly rule: JsonMap;
  readonly association: JsonMap;
}

function ruleOf(cluster: JsonMap, adoption: Adoption, isAsMade: (rule: JsonMap) => boolean): OwnRule | undefined {
  const associations = adoption
    .all('azurerm_monitor_data_collection_rule_association')
    .map(({ values }) => values)
    .filter(({ target_resource_id: target }) => sameId(String(target), String(cluster.id)));
  for (const association of associations) {
    const found = adoption.find(association.data_collection_rule_id);
    const isInGroup = found?.values.resource_group_name === cluster.resource_group_name;
    if (found && isInGroup && isAsMade(found.values)) return { rule: found.values, association };
  }
  return undefined;
}

const others = () => props({ collectionRule: literal(false) });

function insightsOf(cluster: JsonMap, workspaceId: string, adoption: Adoption): Expression {
  const own = ruleOf(cluster, adoption, (rule) => {
    const destination = block(block(rule, 'destinations'), 'log_analytics');
    return destination.name === 'ciworkspace' && sameId(String(destination.workspace_resource_id), workspaceId);
  });
  return own
    ? props({}, { ruleName: literal(own.rule.name), associationName: literal(own.association.name) })
    : others();
}

function isMetricsRule(rule: JsonMap, adoption: Adoption): boolean {
  return (
    block(block(rule, 'destinations'), 'monitor_account').name === 'MonitoringAccount1' &&
    block(block(rule, 'data_sources'), 'prometheus_forwarder').name === 'PrometheusDataSource' &&
    adoption.find(rule.data_collection_endpoint_id) !== undefined
  );
}

function prometheusOf(cluster: JsonMap, own: OwnRule | undefined, adoption: Adoption): Expression {
  const { annotations_allowed: annotations, labels_allowed: labels } = block(cluster, 'monitor_metrics');
  const allowed = { annotationsAllowed: allowedOf(annotations), labelsAllowed: allowedOf(labels) };
  if (!own) return props({ collectionRule: literal(false) }, allowed);
  const isRecording = ({ values }: StateResource) =>
    String(values.name).endsWith(`RecordingRulesRuleGroup-${cluster.name}`);
  return props(
    {},
    {
      ...allowed,
      recordingRules: literal(adoption.all('azurerm_monitor_alert_prometheus_rule_group').some(isRecording)),
      ruleName: literal(own.rule.name),
      endpointName: given(adoption.find(own.rule.data_collection_endpoint_id)?.values.name),
      associationName: literal(own.association.name),
    },
  );
}

/** `pods=[team,app],namespaces=[owner]` */
function allowedOf(value: Json | undefined): Expression | undefined {
  const entries = [...String(value ?? '').matchAll(/([a-z]+)=\[([^\]]*)\]/g)];
  if (entries.length === 0) return undefined;
  return list(entries.map(([, resource, keys]) => literal({ resource, keys: keys.split(',') })));
}
