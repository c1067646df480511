import { type Adoption, block, given, type Placed, text } from '../adoption';
import { literal, props } from '../expression';
import type { StateResource } from '../state';

export function recognizeVirtualNetwork(resource: StateResource, adoption: Adoption): Placed {
  const { values } = resource;
  const { resourceGroupName, location, tags } = adoption.location(resource);
  const { id: ddosProtectionPlanId, enable } = block(values, 'ddos_protection_plan');
  const options = props(
    { resourceGroupName, location, networkName: literal(values.name), addressSpace: literal(values.address_space) },
    {
      dnsServers: given(values.dns_servers),
      ddosProtectionPlanId: enable ? given(ddosProtectionPlanId) : undefined,
      tags,
    },
  );
  return adoption.construct('VirtualNetwork', resource, options, (name) => ({
    id: `${name}.networkId`,
    name: `'${text(values, 'name')}'`,
  }));
}
