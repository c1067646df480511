import { type Adoption, nameOf, type Placed } from '../adoption';
import { parentId, parseAzureId, sameId } from '../azure-id';
import { code, type Expression, list, literal, props } from '../expression';
import type { StateResource } from '../state';
import { recognizeResource } from './resource';
import { networkOf } from './subnet';

const linkType = 'azurerm_private_dns_zone_virtual_network_link';

/** A zone whose links the library would name alike; another one is written as it is. */
export function recognizePrivateDnsZone(resource: StateResource, adoption: Adoption): Placed {
  const { values } = resource;
  const links = adoption
    .all(linkType)
    .filter(({ values: link }) => sameId(parentId(String(link.id)), String(values.id)));
  if (!links.every(isAsMade)) return recognizeResource(resource, adoption);
  const { resourceGroupName, tags } = adoption.location(resource);
  const networks = links.map(({ values: link }) => networkOf(String(link.virtual_network_id), adoption));
  const options = props(
    { zoneName: literal(values.name), resourceGroupName },
    { networks: networks.length > 0 ? list(networks.map(({ name }) => code(name))) : undefined, tags },
  );
  return adoption.construct('PrivateDnsZone', resource, options, (name) => ({ id: `${name}.zoneId` }));
}

function isAsMade({ values }: StateResource): boolean {
  const { name: network } = parseAzureId(String(values.virtual_network_id)) ?? {};
  return (
    values.name === network && values.registration_enabled !== true && values.resolution_policy !== 'NxDomainRedirect'
  );
}

/** The private DNS zone of an id, made here or imported. */
export function zoneOf(zoneId: string, adoption: Adoption): Expression {
  const found = adoption.find(zoneId, 'azurerm_private_dns_zone');
  const placed = found && adoption.place(found);
  if (placed && placed.resource !== placed.name) return code(placed.name);
  const name = found ? nameOf(found) : (parseAzureId(zoneId)?.name ?? 'zone');
  const attributes = (constant: string) => ({ id: `${constant}.zoneId` });
  return code(adoption.imported('PrivateDnsZone.fromZoneId', zoneId, [name, 'zone'], attributes).name);
}
