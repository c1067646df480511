import { type Json, lookUp } from '../../command/terraform/resource';
import { isExpression } from '../terraform/expression';
import { factsOf } from '../terraform/provider-facts';
import type { ArgumentChange } from './arguments';

export interface Replacing {
  readonly change: ArgumentChange;
  readonly isPossible: boolean;
}

/** What the provider decides in its code; the facts know the rest. `undefined`: the facts decide. */
type Decision = (change: ArgumentChange) => 'in place' | 'replaces' | undefined;

const decisions: { readonly [argument: string]: Decision } = {
  // In place since azurerm 4.58, which the versions that the library requires are beyond.
  'azurerm_kubernetes_cluster.network_profile.network_data_plane': toInPlace('cilium'),
  'azurerm_kubernetes_cluster.network_profile.network_policy': toInPlace('cilium'),
  'azurerm_kubernetes_cluster.network_profile.network_plugin_mode': toInPlace('overlay'),
  'azurerm_kubernetes_cluster.api_server_access_profile.subnet_id': ({ after }) =>
    after === undefined || after === null ? 'replaces' : undefined,
  'azurerm_kubernetes_cluster.oidc_issuer_enabled': ({ before, after }) =>
    before === true && after !== true ? 'replaces' : undefined,
  'azurerm_kubernetes_cluster.default_node_pool.upgrade_settings.drain_timeout_in_minutes': ({ before, after }) =>
    before && !after ? 'replaces' : undefined,
  'azurerm_kubernetes_cluster.default_node_pool.upgrade_settings.undrainable_node_behavior': ({ before, after }) =>
    before && !after ? 'replaces' : undefined,
};

function toInPlace(value: string): Decision {
  return ({ before, after }) => (after === value || before === undefined || before === null ? 'in place' : undefined);
}

/** The changes that replace a resource of a type, as far as code tells. */
export function replacingChanges(type: string, changes: readonly ArgumentChange[]): Replacing[] {
  const { replaces = [], replacesIfSet = [], replacesInSome = [] } = factsOf(type);
  return changes.flatMap((change) => {
    const decided = decisions[`${type}.${change.path}`]?.(change);
    if (decided === 'in place') return [];
    const isReplacing =
      decided === 'replaces' ||
      replaces.includes(change.path) ||
      replacesInSome.includes(change.path) ||
      (replacesIfSet.includes(change.path) && isSet(change.before));
    if (!isReplacing) return [];
    // Where one side is absent the provider or Azure may have filled in the other's value; an expression may keep its own.
    const isCertain =
      decided === 'replaces' ||
      (!replacesInSome.includes(change.path) &&
        isSet(change.before) &&
        isSet(change.after) &&
        !isExpression(change.before) &&
        !isExpression(change.after));
    return [{ change, isPossible: !isCertain }];
  });
}

/** Node pools: arguments that are changed by creating another pool and deleting the old one. */
const rotating = [
  'fips_enabled',
  'host_encryption_enabled',
  'kubelet_config',
  'kubelet_disk_type',
  'linux_os_config',
  'max_pods',
  'node_public_ip_enabled',
  'only_critical_addons_enabled',
  'os_disk_size_gb',
  'os_disk_type',
  'pod_subnet_id',
  'snapshot_id',
  'ultra_ssd_enabled',
  'vm_size',
  'vnet_subnet_id',
  'zones',
];

/** The changes that replace the nodes of a pool, though Terraform calls it an update. */
export function rotatingChanges(type: string, changes: readonly ArgumentChange[]): ArgumentChange[] {
  const prefix = lookUp(
    { azurerm_kubernetes_cluster: 'default_node_pool.', azurerm_kubernetes_cluster_node_pool: '' },
    type,
  );
  if (prefix === undefined) return [];
  return changes.filter(({ path }) =>
    rotating.some((name) => path === prefix + name || path.startsWith(`${prefix + name}.`)),
  );
}

function isSet(value: Json | undefined): boolean {
  return value !== undefined && value !== null;
}
