import type { JsonMap } from '../../../command/terraform/resource';
import { type Adoption, block, given, type Placed } from '../adoption';
import { call, code, type Expression, list, literal, props } from '../expression';
import type { StateResource } from '../state';
import { recognizeResource } from './resource';
import { subnetOf } from './subnet';

/** A vault whose access is by roles; one with access policies is written as it is. */
export function recognizeKeyVault(resource: StateResource, adoption: Adoption): Placed {
  const { values } = resource;
  const { access_policy: policies } = values;
  if (values.rbac_authorization_enabled !== true || (Array.isArray(policies) && policies.length > 0)) {
    return recognizeResource(resource, adoption);
  }
  const { program } = adoption;
  const { resourceGroupName, location, tags } = adoption.location(resource);
  const sku = values.sku_name === 'premium' ? 'PREMIUM' : 'STANDARD';
  const options = props(
    { resourceGroupName, location, vaultName: literal(values.name) },
    {
      sku: code(`${program.library('KeyVaultSku')}.${sku}`),
      networkAccess: accessOf(values, adoption),
      trustedServicesBypass: literal(block(values, 'network_acls').bypass !== 'None'),
      purgeProtection: literal(values.purge_protection_enabled === true),
      softDeleteRetentionDays: given(values.soft_delete_retention_days),
      tenantId: given(values.tenant_id),
      tags,
    },
  );
  return adoption.construct('KeyVault', resource, options, (name) => ({
    id: `${name}.vaultId`,
    vault_uri: `${name}.resource.vaultUri`,
  }));
}

function accessOf(values: JsonMap, adoption: Adoption): Expression {
  const VaultNetworkAccess = adoption.program.library('VaultNetworkAccess');
  if (values.public_network_access_enabled === false) return call(`${VaultNetworkAccess}.privateOnly`);
  const {
    default_action: action,
    ip_rules: ranges,
    virtual_network_subnet_ids: subnets,
  } = block(values, 'network_acls');
  const hasRules = [ranges, subnets].some((rules) => Array.isArray(rules) && rules.length > 0);
  if (action !== 'Deny' || !hasRules) return call(`${VaultNetworkAccess}.publicFromEverywhere`);
  const ids = Array.isArray(subnets) ? subnets.map((id) => subnetOf(String(id), adoption)) : [];
  const options = props({}, { ranges: given(ranges), subnets: ids.length > 0 ? list(ids) : undefined });
  return call(`${VaultNetworkAccess}.selected`, options);
}
