import { isMap, type Json, type JsonMap } from '../../terraform/resource';
import { type Adoption, block } from '../adoption';
import { code, type Expression, literal, props } from '../expression';

const expanders: { readonly [value: string]: string } = {
  'least-waste': 'LEAST_WASTE',
  'most-pods': 'MOST_PODS',
  priority: 'PRIORITY',
  random: 'RANDOM',
};

/** What AKS answers where nobody chose; it is in the state then, and a program need not repeat it. */
const defaults: JsonMap = {
  balance_similar_node_groups: false,
  expander: 'random',
  max_graceful_termination_sec: '600',
  scale_down_delay_after_add: '10m',
  scale_down_unneeded: '10m',
  scale_down_utilization_threshold: '0.5',
  skip_nodes_with_local_storage: false,
  skip_nodes_with_system_pods: true,
};

/** The autoscaler's profile, which the provider keeps where the program leaves it out. */
export function autoscalerOf(values: JsonMap, adoption: Adoption): Expression | undefined {
  const profile = block(values, 'auto_scaler_profile');
  const differs = (name: string) => profile[name] !== defaults[name];
  if (!isMap(profile) || !Object.keys(defaults).some((name) => name in profile && differs(name))) return undefined;
  const AutoscalerExpander = adoption.program.library('AutoscalerExpander');
  const chosen = (name: string, expression: Expression) => (differs(name) ? expression : undefined);
  return props(
    {},
    {
      expander: chosen('expander', code(`${AutoscalerExpander}.${expanders[String(profile.expander)]}`)),
      balanceSimilarPools: chosen('balance_similar_node_groups', literal(true)),
      unneededMinutes: chosen('scale_down_unneeded', minutes(profile.scale_down_unneeded)),
      delayAfterAddMinutes: chosen('scale_down_delay_after_add', minutes(profile.scale_down_delay_after_add)),
      utilizationThresholdPercent: chosen(
        'scale_down_utilization_threshold',
        literal(Math.round(Number(profile.scale_down_utilization_threshold) * 100)),
      ),
      maxGracefulTerminationSeconds: chosen(
        'max_graceful_termination_sec',
        literal(Number(profile.max_graceful_termination_sec)),
      ),
      keepNodesWithLocalStorage: literal(profile.skip_nodes_with_local_storage === true),
      keepNodesWithSystemPods: chosen('skip_nodes_with_system_pods', literal(false)),
    },
  );
}

function minutes(duration: Json): Expression {
  return literal(Number.parseInt(String(duration), 10));
}
