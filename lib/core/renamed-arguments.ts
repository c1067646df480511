import { Op, type TerraformResource, TerraformStack, Token } from 'cdktf';
import { requiresAzurerm } from './provider-versions';

type Attributes = { [name: string]: unknown };

interface Renaming {
  /** The path of its block; undefined for the resource itself. */
  readonly block?: string[];
  readonly from: string;
  /** Undefined if the argument is removed without a successor. */
  readonly to?: string;
  /** Whether the successor has the opposite meaning. */
  readonly isNegated?: boolean;
}

const logFiles = { from: 'container_log_max_line', to: 'container_log_max_files' };

/**
 * Arguments whose names in the bindings, generated from azurerm 4.55, are deprecated in 4.81 and removed in 5.0. Their successors
 * are valid in both.
 *
 * Source: https://github.com/hashicorp/terraform-provider-azurerm/blob/v4.81.0/CHANGELOG.md
 */
const renamings: { readonly [type: string]: Renaming[] } = {
  azurerm_application_gateway: [{ from: 'enable_http2', to: 'http2_enabled' }],
  azurerm_application_insights: [
    { from: 'disable_ip_masking', to: 'ip_masking_enabled', isNegated: true },
    { from: 'local_authentication_disabled', to: 'local_authentication_enabled', isNegated: true },
  ],
  azurerm_federated_identity_credential: [
    { from: 'parent_id', to: 'user_assigned_identity_id' },
    { from: 'resource_group_name' },
  ],
  azurerm_kubernetes_cluster: [{ ...logFiles, block: ['default_node_pool', 'kubelet_config'] }],
  azurerm_kubernetes_cluster_node_pool: [{ ...logFiles, block: ['kubelet_config'] }],
};

/**
 * Writes a resource's arguments, regardless of who sets them, with the names that azurerm 4.81 and 5.x share. A stack without a
 * version of azurerm keeps the names of the bindings' version.
 */
export function writeRenamed(resource: TerraformResource): void {
  const made = resource as unknown as { synthesizeAttributes(): Attributes };
  const synthesize = made.synthesizeAttributes.bind(made);
  made.synthesizeAttributes = () => {
    const attributes = synthesize();
    if (!requiresAzurerm(TerraformStack.of(resource))) return attributes;
    return (renamings[resource.terraformResourceType] ?? []).reduce(renamed, attributes);
  };
}

function renamed(attributes: Attributes, renaming: Renaming): Attributes {
  const { block: [block, ...rest] = [], from, to, isNegated } = renaming;
  if (block !== undefined) {
    const inner = attributes[block];
    if (typeof inner !== 'object' || inner === null || Token.isUnresolved(inner)) return attributes;
    return { ...attributes, [block]: renamed(inner as Attributes, { ...renaming, block: rest }) };
  }
  const { [from]: value, ...others } = attributes;
  if (to === undefined || value === undefined) return others;
  return { ...others, [to]: isNegated ? negated(value) : value };
}

function negated(value: unknown): unknown {
  return Token.isUnresolved(value) ? Op.not(value) : !value;
}
