import { type Adoption, given, only, type Placed } from '../adoption';
import { list, literal, props } from '../expression';
import type { StateResource } from '../state';
import { recognizeResource } from './resource';

/** A gateway with the addresses and prefixes that the state associates with it. */
export function recognizeNatGateway(resource: StateResource, adoption: Adoption): Placed {
  const { values } = resource;
  const idsOf = (type: string, argument: string) => {
    const associations = adoption.all(type).filter((one) => one.values.nat_gateway_id === values.id);
    return associations.map((association) => adoption.value(association.values[argument]));
  };
  const addresses = idsOf('azurerm_nat_gateway_public_ip_association', 'public_ip_address_id');
  const prefixes = idsOf('azurerm_nat_gateway_public_ip_prefix_association', 'public_ip_prefix_id');
  const isStandard = values.sku_name === 'Standard';
  if (!isStandard || addresses.length + prefixes.length === 0) return recognizeResource(resource, adoption);
  const { resourceGroupName, location, tags } = adoption.location(resource);
  const options = props(
    { resourceGroupName, location, natGatewayName: literal(values.name) },
    {
      publicIpIds: addresses.length > 0 ? list(addresses) : undefined,
      publicIpPrefixIds: prefixes.length > 0 ? list(prefixes) : undefined,
      idleTimeoutMinutes: given(values.idle_timeout_in_minutes),
      zone: given(only(values.zones)),
      tags,
    },
  );
  return adoption.construct('NatGateway', resource, options, (name) => ({ id: `${name}.natGatewayId` }));
}
