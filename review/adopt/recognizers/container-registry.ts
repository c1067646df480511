import type { JsonMap } from '../../../command/terraform/resource';
import { type Adoption, block, type Placed } from '../adoption';
import { call, code, type Expression, literal, props } from '../expression';
import type { StateResource } from '../state';

const skus: { readonly [sku: string]: string } = { Basic: 'BASIC', Standard: 'STANDARD', Premium: 'PREMIUM' };

export function recognizeContainerRegistry(resource: StateResource, adoption: Adoption): Placed {
  const { values } = resource;
  const { program } = adoption;
  const { resourceGroupName, location, tags } = adoption.location(resource);
  const options = props(
    { resourceGroupName, location, registryName: literal(values.name) },
    {
      sku: code(`${program.library('RegistrySku')}.${skus[String(values.sku)] ?? 'STANDARD'}`),
      access: accessOf(values, adoption),
      trustedServicesBypass: literal(values.network_rule_bypass_option === 'AzureServices'),
      anonymousPull: literal(values.anonymous_pull_enabled === true),
      exportAllowed: literal(values.export_policy_enabled === true),
      untaggedRetentionDays: values.sku === 'Premium' ? literal(values.retention_policy_in_days ?? 0) : undefined,
      quarantine: literal(values.quarantine_policy_enabled === true),
      dedicatedDataEndpoint: literal(values.data_endpoint_enabled === true),
      zoneRedundant: literal(values.zone_redundancy_enabled === true),
      tags,
    },
  );
  return adoption.construct('ContainerRegistry', resource, options, (name) => ({ id: `${name}.registryId` }));
}

function accessOf(values: JsonMap, adoption: Adoption): Expression {
  const RegistryAccess = adoption.program.library('RegistryAccess');
  if (values.public_network_access_enabled === false) return call(`${RegistryAccess}.privateOnly`);
  const rules = block(values, 'network_rule_set');
  const ranges = Array.isArray(rules.ip_rule) ? rules.ip_rule.map((rule) => (rule as JsonMap).ip_range) : [];
  return rules.default_action === 'Deny'
    ? call(`${RegistryAccess}.publicFrom`, literal(ranges))
    : call(`${RegistryAccess}.publicFromEverywhere`);
}
