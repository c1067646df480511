import { Op, type TerraformResource, TerraformStack, Token } from 'cdktf';
import { requiresAzurerm } from './provider-versions';

type Attributes = { [name: string]: unknown };

interface Renaming {
  /** The path of the block that it is in; none for the resource itself. */
  readonly block?: string[];
  readonly from: string;
  /** Left out where the argument goes without a successor. */
  readonly to?: string;
  /** Whether the successor states the opposite. */
  readonly isNegated?: boolean;
}

const logFiles = { from: 'container_log_max_line', to: 'container_log_max_files' };

/**
 * Arguments that the bindings, made of azurerm 4.55, have under names that 4.81 deprecates and 5.0 removes. Their successors are
 * valid in both.
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
 * Writes a resource's arguments under the names that azurerm 4.81 and 5.x share, whoever sets them. A stack that names no version
 * of azurerm keeps the names of the bindings' own version.
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
