import { type Adoption, block, given, only, type Placed } from '../adoption';
import { call, code, type Expression, list, literal, props } from '../expression';
import type { StateResource } from '../state';
import { zoneOf } from './private-dns-zone';
import { recognizeResource } from './resource';
import { subnetOf } from './subnet';

const targets: { readonly [type: string]: { readonly groupId: string; readonly factory: string } } = {
  'Microsoft.ContainerRegistry/registries': { groupId: 'registry', factory: 'containerRegistry' },
  'Microsoft.KeyVault/vaults': { groupId: 'vault', factory: 'keyVault' },
};

/** An endpoint of a registry or a vault with the names that the library gives; another one is written as it is. */
export function recognizePrivateEndpoint(resource: StateResource, adoption: Adoption): Placed {
  const { values } = resource;
  const connection = block(values, 'private_service_connection');
  const group = block(values, 'private_dns_zone_group');
  const targetId = String(connection.private_connection_resource_id);
  const [, type = ''] = /\/providers\/([^/]+\/[^/]+)\/[^/]+$/.exec(targetId) ?? [];
  const target = Object.hasOwn(targets, type) ? targets[type] : undefined;
  const zoneIds = Array.isArray(group.private_dns_zone_ids) ? group.private_dns_zone_ids.map(String) : [];
  const isAsMade =
    connection.name === values.name &&
    target?.groupId === only(connection.subresource_names) &&
    (zoneIds.length === 0 || group.name === 'default');
  const staticAddresses = values.ip_configuration;
  const hasStatic = Array.isArray(staticAddresses) && staticAddresses.length > 0;
  if (!target || !isAsMade || hasStatic) return recognizeResource(resource, adoption);

  const { program } = adoption;
  const { resourceGroupName, location, tags } = adoption.location(resource);
  const PrivateEndpointDns = program.library('PrivateEndpointDns');
  const dns =
    zoneIds.length === 0
      ? call(`${PrivateEndpointDns}.writtenElsewhere`)
      : call(`${PrivateEndpointDns}.zones`, list(zoneIds.map((id) => zoneOf(id, adoption))));
  const options = props(
    {
      resourceGroupName,
      location,
      endpointName: literal(values.name),
      subnet: subnetOf(String(values.subnet_id), adoption),
      target: targetOf(targetId, target.factory, adoption),
    },
    {
      dns,
      manualApprovalMessage: connection.is_manual_connection ? given(connection.request_message) : undefined,
      networkInterfaceName: given(values.custom_network_interface_name),
      tags,
    },
  );
  return adoption.construct('PrivateEndpoint', resource, options, (name) => ({ id: `${name}.endpointId` }));
}

function targetOf(targetId: string, factory: string, adoption: Adoption): Expression {
  const found = adoption.find(targetId);
  const placed = found && adoption.place(found);
  if (placed && placed.resource !== placed.name) return code(placed.name);
  return call(`${adoption.program.library('PrivateLinkTarget')}.${factory}`, adoption.value(targetId));
}
