import type { JsonMap } from '../../../command/terraform/resource';
import { type Adoption, block, given, text } from '../adoption';
import { call, type Expression, literal, props } from '../expression';
import { zoneOf } from './private-dns-zone';
import { subnetOf } from './subnet';

/** From where the API server can be reached. */
export function apiServerOf(values: JsonMap, adoption: Adoption): Expression {
  const ApiServerAccess = adoption.program.library('ApiServerAccess');
  const profile = block(values, 'api_server_access_profile');
  const ranges = Array.isArray(profile.authorized_ip_ranges) ? profile.authorized_ip_ranges : [];
  const zoneId = text(values, 'private_dns_zone_id');
  const privateDnsZone = zoneId?.startsWith('/') ? zoneOf(zoneId, adoption) : undefined;
  const subnetId = text(profile, 'subnet_id');
  if (profile.virtual_network_integration_enabled && subnetId) {
    const publicRanges = values.private_cluster_enabled ? undefined : given(ranges);
    const apiServerSubnet = subnetOf(subnetId, adoption);
    return call(`${ApiServerAccess}.vnetIntegration`, props({ apiServerSubnet }, { publicRanges, privateDnsZone }));
  }
  if (values.private_cluster_enabled) {
    const publicDnsName = literal(zoneId === 'None' || values.private_cluster_public_fqdn_enabled === true);
    const managedDnsZone =
      zoneId === 'System' && values.private_cluster_public_fqdn_enabled ? literal(true) : undefined;
    return call(`${ApiServerAccess}.privateLink`, props({}, { privateDnsZone, publicDnsName, managedDnsZone }));
  }
  if (ranges.length === 0) return call(`${ApiServerAccess}.publicFromEverywhere`);
  return call(`${ApiServerAccess}.publicFrom`, literal(ranges));
}
