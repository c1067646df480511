import { at, flagAt, listAt, type Resource, textAt } from '../../command/terraform/resource';
import { nameOf } from '../terraform/expression';
import { factsOf } from '../terraform/provider-facts';

/** Secrets that Terraform's state will hold in plain text. */
export interface Secret {
  readonly subject: string;
  readonly what: readonly string[];
}

/** Attributes that the provider sets under a condition only. */
const conditions: { readonly [attribute: string]: (resource: Resource) => boolean } = {
  'azurerm_kubernetes_cluster.kube_admin_config': ({ args }) => !flagAt(args, 'local_account_disabled', false),
  'azurerm_kubernetes_cluster.kube_admin_config_raw': () => false,
  // With Entra ID it holds the API server's address and no credential.
  'azurerm_kubernetes_cluster.kube_config': ({ args }) =>
    listAt(args, 'azure_active_directory_role_based_access_control').length === 0,
  'azurerm_kubernetes_cluster.kube_config_raw': () => false,
  'azurerm_container_registry.admin_password': ({ args }) => flagAt(args, 'admin_enabled', false),
  'data.azurerm_kubernetes_cluster.kube_config_raw': () => false,
  'data.azurerm_kubernetes_cluster.kube_admin_config_raw': () => false,
};

const remarks: { readonly [attribute: string]: string } = {
  'data.azurerm_kubernetes_cluster.kube_config': 'kube_config (contains a key only without Entra ID)',
  'data.azurerm_kubernetes_cluster.kube_admin_config': 'kube_admin_config (only if local accounts are enabled)',
};

export function secretsOf(resource: Resource): Secret[] {
  const key = resource.isData ? `data.${resource.type}` : resource.type;
  const { secrets = [], secretArguments = [] } = factsOf(key);
  const what = [
    ...secrets
      .filter((name) => conditions[`${key}.${name}`]?.(resource) ?? true)
      .map((name) => remarks[`${key}.${name}`] ?? name),
    ...secretArguments.filter((name) => at(resource.args, name) !== undefined),
    ...(resource.type === 'helm_release'
      ? listAt(resource.args, 'set_sensitive').map((block) => `value ${textAt(block, 'name') ?? '?'}`)
      : []),
  ];
  return what.length === 0 ? [] : [{ subject: nameOf(resource), what: [...new Set(what)] }];
}
