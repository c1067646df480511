import type { Json, JsonMap } from '../../../command/terraform/resource';
import { type Adoption, block } from '../adoption';
import { code, type Expression, literal, props } from '../expression';

const expanders: { readonly [value: string]: string } = {
  'least-waste': 'LEAST_WASTE',
  'most-pods': 'MOST_PODS',
  priority: 'PRIORITY',
  random: 'RANDOM',
};

type Unit = 's' | 'm' | 'number' | '%' | 'flag';

/** Each argument with its prop, the prop's unit, and AKS' default. */
const settings: readonly [argument: string, prop: string, unit: Unit, usual: Json][] = [
  ['balance_similar_node_groups', 'balanceSimilarPools', 'flag', false],
  ['scale_down_unneeded', 'unneededMinutes', 'm', '10m'],
  ['scale_down_delay_after_add', 'delayAfterAddMinutes', 'm', '10m'],
  ['scale_down_utilization_threshold', 'utilizationThresholdPercent', '%', '0.5'],
  ['max_graceful_termination_sec', 'maxGracefulTerminationSeconds', 'number', '600'],
  ['skip_nodes_with_local_storage', 'keepNodesWithLocalStorage', 'flag', false],
  ['skip_nodes_with_system_pods', 'keepNodesWithSystemPods', 'flag', true],
  ['scan_interval', 'scanIntervalSeconds', 's', '10s'],
  ['new_pod_scale_up_delay', 'newPodDelaySeconds', 's', '0s'],
  ['scale_down_delay_after_delete', 'delayAfterDeleteSeconds', 's', '10s'],
  ['scale_down_delay_after_failure', 'delayAfterFailureMinutes', 'm', '3m'],
  ['scale_down_unready', 'unreadyMinutes', 'm', '20m'],
  ['max_node_provisioning_time', 'maxProvisioningMinutes', 'm', '15m'],
  ['max_unready_nodes', 'maxUnreadyNodes', 'number', 3],
  ['max_unready_percentage', 'maxUnreadyPercent', 'number', 45],
  ['empty_bulk_delete_max', 'maxEmptyNodesDeleted', 'number', '10'],
  ['ignore_daemonsets_utilization_enabled', 'ignoreDaemonSets', 'flag', false],
  ['daemonset_eviction_for_empty_nodes_enabled', 'evictDaemonSetsOfEmptyNodes', 'flag', false],
  ['daemonset_eviction_for_occupied_nodes_enabled', 'evictDaemonSetsOfOccupiedNodes', 'flag', true],
];

/** The autoscaler's profile, which the provider keeps where the program leaves it out. */
export function autoscalerOf(values: JsonMap, adoption: Adoption): Expression | undefined {
  const profile = block(values, 'auto_scaler_profile');
  const { expander } = profile;
  const AutoscalerExpander = adoption.program.library('AutoscalerExpander');
  const isChosen = typeof expander === 'string' && expander !== 'random' && Object.hasOwn(expanders, expander);
  const chosen = settings
    .filter(([argument, , , usual]) => (profile[argument] ?? usual) !== usual)
    .map(([argument, prop, unit]) => [prop, literal(inUnit(profile[argument], unit))] as const);
  if (!isChosen && chosen.length === 0) return undefined;
  const own = isChosen ? { expander: code(`${AutoscalerExpander}.${expanders[expander]}`) } : {};
  return props({}, { ...own, ...Object.fromEntries(chosen) });
}

const seconds: { readonly [unit: string]: number } = { s: 1, m: 60, h: 3600 };

function inUnit(value: Json, unit: Unit): Json {
  if (unit === 'flag') return value;
  if (unit === '%') return Math.round(Number(value) * 100);
  if (unit === 'number') return Number(value);
  const [, count, given] = /^(\d+)([smh])$/.exec(String(value)) ?? [];
  return (Number(count) * seconds[given]) / seconds[unit];
}
