import type { TerraformStack } from 'cdktn';
import { type AzurermNames, azurermNames, checkAzurermVersion } from './azurerm-version';
import { checkLate } from './late-checks';
import { perStack } from './ledger';
import { renameIgnored } from './lifecycle';

/** Arguments of a resource or block in a stack's output, without tokens. */
type Attributes = { readonly [name: string]: unknown };

/** What an argument of the bindings, which are generated from azurerm 4.55, becomes in later releases. */
interface Change {
  /** The path of its block, e.g. `default_node_pool.kubelet_config`; undefined for the resource itself. */
  readonly block?: string;
  /** Undefined for an argument that the bindings lack. */
  readonly from?: string;
  /** Undefined for an argument that is removed, because others imply it. */
  readonly to?: string;
  /** The value of `to`, which is the same in most cases; undefined leaves it out. */
  readonly value?: (value: unknown) => unknown;
}

type Changes = { readonly [type: string]: readonly Change[] };

const logFiles = { from: 'container_log_max_line', to: 'container_log_max_files' };
const hugePages = { from: 'transparent_huge_page_enabled', to: 'transparent_huge_page' };

/**
 * Arguments that are deprecated in 4.81 and removed in 5.0, and whose successors are valid in both.
 *
 * Source: https://github.com/hashicorp/terraform-provider-azurerm/blob/v4.81.0/CHANGELOG.md
 */
const since481: Changes = {
  azurerm_application_gateway: [
    { from: 'enable_http2', to: 'http2_enabled' },
    { block: 'ssl_profile', from: 'verify_client_cert_issuer_dn', to: 'verify_client_certificate_issuer_dn' },
  ],
  azurerm_application_insights: [
    { from: 'disable_ip_masking', to: 'ip_masking_enabled', value: negated },
    { from: 'local_authentication_disabled', to: 'local_authentication_enabled', value: negated },
    { from: 'daily_data_cap_notifications_disabled', to: 'daily_data_cap_notifications_enabled', value: negated },
  ],
  azurerm_federated_identity_credential: [
    { from: 'parent_id', to: 'user_assigned_identity_id' },
    { from: 'resource_group_name' },
  ],
  azurerm_key_vault: [{ from: 'enable_rbac_authorization', to: 'rbac_authorization_enabled' }],
  azurerm_kubernetes_cluster: [
    { ...logFiles, block: 'default_node_pool.kubelet_config' },
    { ...hugePages, block: 'default_node_pool.linux_os_config' },
  ],
  azurerm_kubernetes_cluster_node_pool: [
    { ...logFiles, block: 'kubelet_config' },
    { ...hugePages, block: 'linux_os_config' },
  ],
  azurerm_log_analytics_workspace: [
    { from: 'local_authentication_disabled', to: 'local_authentication_enabled', value: negated },
  ],
};

/**
 * Arguments that 4.x and 5.x have no common form of.
 *
 * Source: https://github.com/hashicorp/terraform-provider-azurerm/blob/v5.2.0/website/docs/guides/5.0-upgrade-guide.html.markdown
 */
const since5: Changes = {
  azurerm_container_registry: [
    {
      block: 'georeplications',
      from: 'regional_endpoint_enabled',
      to: 'global_endpoint_routing_enabled',
      value: (isRouted = false) => isRouted,
    },
  ],
  azurerm_kubernetes_cluster: [{ to: 'node_provisioning_profile', value: () => ({ mode: 'Manual' }) }],
  azurerm_log_analytics_workspace: [
    { from: 'internet_ingestion_enabled', to: 'internet_ingestion_access_type', value: accessType },
    { from: 'internet_query_enabled', to: 'internet_query_access_type', value: accessType },
  ],
  azurerm_private_dns_zone_virtual_network_link: [
    { from: 'private_dns_zone_name', to: 'private_dns_zone_id', value: idOfNamed },
    { from: 'resource_group_name' },
  ],
  azurerm_subnet: [{ from: 'service_endpoints', to: 'service_endpoint', value: serviceEndpoints }],
};

const changesOf: { readonly [names in AzurermNames]: readonly Changes[] } = {
  bindings: [],
  '4.81': [since481],
  '5': [since481, since5],
};

/**
 * Writes the arguments of a stack's resources, regardless of who sets them, as the azurerm that the stack requires names them. A
 * stack without a version of azurerm keeps the names of the bindings.
 */
export const writeAzurermArguments = perStack((stack) => {
  const synthesize = stack.toTerraform.bind(stack);
  stack.toTerraform = () => withNames(synthesize(), azurermNames(stack));
  checkLate(stack, (faults) => checkAzurermVersion(faults, stack));
  return stack;
}) as (stack: TerraformStack) => void;

/** The output with the names of other releases than the bindings'. */
export function withNames(output: Attributes, names: AzurermNames): Attributes {
  const resource = { ...(output.resource as { [type: string]: { [id: string]: Attributes } } | undefined) };
  for (const [type, changes] of changesOf[names].flatMap((all) => Object.entries(all))) {
    if (!resource[type]) continue;
    const entries = Object.entries(resource[type]).map(([id, attributes]) => [id, changes.reduce(changed, attributes)]);
    resource[type] = Object.fromEntries(entries);
  }
  return output.resource === undefined ? output : { ...output, resource };
}

function changed(attributes: Attributes, change: Change): Attributes {
  return withIgnored(withinBlock(attributes, change.block?.split('.') ?? [], change), change);
}

function withinBlock(attributes: Attributes, [block, ...rest]: string[], change: Change): Attributes {
  if (block === undefined) return withSuccessor(attributes, change);
  const inner = attributes[block];
  if (Array.isArray(inner)) {
    return { ...attributes, [block]: inner.map((one) => withinBlock(one, rest, change)) };
  }
  if (typeof inner !== 'object' || inner === null) return attributes;
  return { ...attributes, [block]: withinBlock(inner as Attributes, rest, change) };
}

/** A successor that the program sets by itself, e.g. by `addOverride`, is kept. */
function withSuccessor(attributes: Attributes, { from = '', to, value = (same) => same }: Change): Attributes {
  const { [from]: given, ...others } = attributes;
  if (to === undefined || others[to] !== undefined) return others;
  const successor = value(given);
  return successor === undefined ? attributes : { ...others, [to]: successor };
}

/** The paths in `ignore_changes` have the names of the arguments. */
function withIgnored(attributes: Attributes, { block, from, to }: Change): Attributes {
  if (from === undefined) return attributes;
  const old = block === undefined ? from : `${block}.${from}`;
  return renameIgnored(attributes, (path) => {
    if (path.replace(/\[[^\]]*\]/g, '') !== old) return path;
    return to && path.replace(/[^.[]+(?=(\[[^\]]*\])?$)/, to);
  });
}

const expression = /^\$\{(.*)\}$/s;

function negated(value: unknown): unknown {
  const [, inner] = expression.exec(String(value)) ?? [];
  if (inner === undefined) return value === undefined ? undefined : !isTrue(value);
  return /^[\w.]+$/.test(inner) ? `\${!${inner}}` : `\${!(${inner})}`;
}

function accessType(value: unknown): unknown {
  const [, inner] = expression.exec(String(value)) ?? [];
  if (inner !== undefined) return `\${${inner} ? "Enabled" : "Disabled"}`;
  if (value === undefined) return undefined;
  return isTrue(value) ? 'Enabled' : 'Disabled';
}

/** Terraform converts the text. */
function isTrue(value: unknown): boolean {
  return value === true || value === 'true';
}

/** The id of a zone whose name is a reference. */
function idOfNamed(name: unknown): unknown {
  const [, zone] = /^\$\{((?:data\.)?azurerm_private_dns_zone\.[\w-]+)\.name\}$/.exec(String(name)) ?? [];
  return zone && `\${${zone}.id}`;
}

function serviceEndpoints(services: unknown): unknown {
  return Array.isArray(services) ? services.map((service) => ({ service })) : undefined;
}
