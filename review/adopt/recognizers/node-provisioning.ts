import type { JsonMap } from '../../../command/terraform/resource';
import { type Adoption, block } from '../adoption';
import { call, type Expression, literal, props } from '../expression';

/** Node auto-provisioning, if the cluster has it. */
export function nodeProvisioningOf(values: JsonMap, adoption: Adoption): Expression | undefined {
  const { mode, default_node_pools: defaultPools } = block(values, 'node_provisioning_profile');
  if (mode !== 'Auto') return undefined;
  const pools = [
    block(values, 'default_node_pool'),
    ...adoption
      .all('azurerm_kubernetes_cluster_node_pool')
      .filter((pool) => pool.values.kubernetes_cluster_id === values.id)
      .map((pool) => pool.values),
  ];
  const isScaled = pools.some((pool) => pool.auto_scaling_enabled === true);
  const options = props(
    {},
    {
      defaultPools: literal(defaultPools !== 'None'),
      besideClusterAutoscaler: literal(isScaled),
    },
  );
  return call(`${adoption.program.library('NodeProvisioning')}.automatic`, options);
}
