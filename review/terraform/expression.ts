import { type Json, lookUp, type Resource, type Stack, textAt } from '../../command/terraform/resource';

export interface Reference {
  /** `azurerm_subnet.X`, `data.x.Y`, `var.x` or `local.x`. */
  readonly address: string;
  /** The first attribute behind it, if any. */
  readonly attribute?: string;
}

const reference =
  /(?<![\w.-])((?:data\.)?[a-z][a-z0-9]*_[a-z0-9_]*\.[\w-]+|var\.[\w-]+|local\.[\w-]+)(?:\[[^\]]*\])?(?:\.([\w-]+))?/g;

/** An argument's references, at any depth. */
export function referencesIn(value: Json | undefined): Reference[] {
  if (typeof value === 'string') {
    if (!value.includes('${')) return [];
    return [...value.matchAll(reference)].map(([, address, attribute]) => ({ address, attribute }));
  }
  if (value === null || typeof value !== 'object') return [];
  return Object.values(value).flatMap(referencesIn);
}

/** Whether only Terraform knows the value. */
export function isExpression(value: Json | undefined): boolean {
  if (typeof value === 'string') return value.includes('${') || value === unknownValue;
  if (value === null || typeof value !== 'object') return false;
  return Object.values(value).some(isExpression);
}

/** Replaces values in a plan that are known only after apply. */
export const unknownValue = '(known after apply)';

const nouns: { readonly [type: string]: string } = {
  azurerm_application_gateway: 'application gateway',
  azurerm_container_registry: 'registry',
  azurerm_federated_identity_credential: 'federated credential',
  azurerm_key_vault: 'key vault',
  azurerm_kubernetes_cluster: 'cluster',
  azurerm_kubernetes_cluster_node_pool: 'pool',
  azurerm_log_analytics_workspace: 'workspace',
  azurerm_network_security_group: 'security group',
  azurerm_private_dns_zone: 'DNS zone',
  azurerm_private_endpoint: 'private endpoint',
  azurerm_public_ip: 'public address',
  azurerm_resource_group: 'resource group',
  azurerm_role_assignment: 'role assignment',
  azurerm_subnet: 'subnet',
  azurerm_user_assigned_identity: 'identity',
  azurerm_virtual_network: 'network',
  helm_release: 'release',
  tls_cert_request: 'certificate request',
  tls_locally_signed_cert: 'certificate',
  tls_private_key: 'private key',
  tls_self_signed_cert: 'root certificate',
};

/** The nouns of Azure's own types, in a resource id. */
const armNouns: { readonly [type: string]: string } = {
  applicationgateways: 'application gateway',
  managedclusters: 'cluster',
  networksecuritygroups: 'security group',
  privatednszones: 'DNS zone',
  publicipaddresses: 'public address',
  registries: 'registry',
  resourcegroups: 'resource group',
  storageaccounts: 'storage account',
  subnets: 'subnet',
  subscriptions: 'subscription',
  userassignedidentities: 'identity',
  vaults: 'key vault',
  virtualnetworks: 'network',
  workspaces: 'workspace',
};

/** A resource as a reader would call it: `cluster shop`, `registry shop${var.suffix}`. */
export function nameOf(resource: Resource): string {
  return `${nounOf(resource)} ${ownNameOf(resource)}`;
}

export function nounOf({ type }: Resource): string {
  return lookUp(nouns, type) ?? type.replace(/^azurerm_/, '').replaceAll('_', ' ');
}

/** The name without the noun. */
export function ownNameOf({ type, args, construct, address }: Resource): string {
  const name = textAt(args, 'name');
  const isTelling = name && name !== unknownValue && !/^\$\{[^}]*\}$/.test(name) && type !== 'azurerm_role_assignment';
  return isTelling ? name : construct || address;
}

const plainAttributes = ['id', 'name', 'principal_id', 'client_id', 'object_id'];
const single = /^\$\{((?:data\.)?[\w-]+\.[\w-]+)(?:\[\d+\])?((?:\.[\w-]+|\[\d+\])*)\}$/;

/** A readable value: a reference's target, the end of a long resource id, or the value itself. */
export function readable(value: Json | undefined, stack: Stack): string {
  if (value === undefined) return 'nothing';
  if (typeof value !== 'string') return JSON.stringify(value);
  const [, address, rest] = value.match(single) ?? [];
  if (address?.startsWith('data.azurerm_client_config.')) return 'the deployment identity';
  if (address?.startsWith('data.terraform_remote_state.')) {
    return `${address.replace('data.terraform_remote_state.cross-stack-reference-input-', 'stack ')}${rest.replace('.outputs.', ': ')}`;
  }
  const found = address === undefined ? undefined : stack.resources.get(address);
  if (found) {
    const attribute = rest.replace(/^\./, '');
    return plainAttributes.includes(attribute) || attribute === '' ? nameOf(found) : `${nameOf(found)} (${attribute})`;
  }
  return value.includes('${') ? withNames(value, stack) : endOfId(value);
}

const inner = /\$\{((?:data\.)?[a-z][\w-]*\.[\w-]+)(?:\[[^\]]*\])?(?:\.([\w-]+))?\}/g;

/** Text whose references are the names of what they refer to: `${azurerm_subnet.Nodes.id}` is `subnet nodes`. */
export function withNames(text: string, stack: Stack): string {
  return text.replaceAll(inner, (whole, address: string, attribute = '') => {
    const found = stack.resources.get(address);
    if (!found) return whole;
    return plainAttributes.includes(attribute) || attribute === '' ? nameOf(found) : `${nameOf(found)} (${attribute})`;
  });
}

/** `registry shop` of a registry's resource id. */
function endOfId(value: string): string {
  const segments = value.split('/');
  if (!/^\/subscriptions\//i.test(value) || segments.length <= 4) return value;
  const [type, name] = segments.slice(-2);
  return `${lookUp(armNouns, type.toLowerCase()) ?? type} ${name}`;
}
