import { isMap, type Json, type JsonMap } from '../../../command/terraform/resource';
import { type Adoption, type Placed, text } from '../adoption';
import { isNothing } from '../differences';
import { call, code, type Expression, literal, props } from '../expression';
import type { StateResource } from '../state';
import { workspaceOf } from './log-analytics-workspace';
import { recognizeResource } from './resource';

/** Targets with a construct: the factory, and the kind of tables that it selects. */
const targets: { readonly [type: string]: readonly [factory: string, destination: string | undefined] } = {
  azurerm_kubernetes_cluster: ['cluster', 'Dedicated'],
  azurerm_container_registry: ['containerRegistry', undefined],
  azurerm_key_vault: ['keyVault', undefined],
};

/** Other destinations, and the block of metrics that azurerm deprecates. */
const others = [
  'eventhub_authorization_rule_id',
  'eventhub_name',
  'metric',
  'partner_solution_id',
  'storage_account_id',
];

/** Logs of a construct that go to a workspace by categories; another setting is written as it is. */
export function recognizeDiagnosticSetting(resource: StateResource, adoption: Adoption): Placed {
  const { values } = resource;
  const target = targetOf(values, adoption);
  const workspaceId = text(values, 'log_analytics_workspace_id');
  const categories = categoriesOf(values.enabled_log);
  const isPlain = others.every((name) => isNothing(values[name]));
  if (!target || workspaceId === undefined || !categories || !isPlain) return recognizeResource(resource, adoption);
  const hasMetrics = blocks(values.enabled_metric).length > 0;
  const options = props(
    { target, workspace: workspaceOf(workspaceId, adoption) },
    { categories: literal(categories), metrics: literal(hasMetrics), settingName: literal(values.name) },
  );
  return adoption.construct('DiagnosticSettings', resource, options, () => ({}));
}

function targetOf(values: JsonMap, adoption: Adoption): Expression | undefined {
  const found = adoption.find(values.target_resource_id);
  if (!found || !Object.hasOwn(targets, found.type)) return undefined;
  const [factory, destination] = targets[found.type];
  if (text(values, 'log_analytics_destination_type') !== destination) return undefined;
  const placed = adoption.place(found);
  if (!placed || placed.resource === placed.name) return undefined;
  return call(`${adoption.program.library('DiagnosticTarget')}.${factory}`, code(placed.name));
}

/** Undefined where groups of categories are collected, which the library doesn't use. */
function categoriesOf(logs: Json | undefined): string[] | undefined {
  const names = blocks(logs).map((log) => text(log, 'category'));
  return names.length > 0 && names.every((name) => name !== undefined) ? names : undefined;
}

function blocks(value: Json | undefined): JsonMap[] {
  return Array.isArray(value) ? value.filter(isMap) : [];
}
