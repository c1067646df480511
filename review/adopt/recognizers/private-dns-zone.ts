import type { Adoption, Placed } from '../adoption';
import { parseAzureId } from '../azure-id';
import { code, type Expression } from '../expression';

/** The private DNS zone of an id, made here or imported. */
export function zoneOf(zoneId: string, adoption: Adoption): Expression {
  const found = adoption.find(zoneId, 'azurerm_private_dns_zone');
  const placed: Placed | undefined = found && adoption.place(found);
  if (placed && placed.resource !== placed.name) return code(placed.name);
  const { name = 'zone' } = parseAzureId(zoneId) ?? {};
  const attributes = (constant: string) => ({ id: `${constant}.zoneId` });
  return code(adoption.imported('PrivateDnsZone.fromZoneId', zoneId, [name, 'zone'], attributes).name);
}
