import { armTypes } from '../arm-types';
import type { NatGatewayUse } from '../facts';
import { IdentityIndex } from '../identity';
import type { ProgramModel, Stated } from '../program-model';
import type { ProgramRule } from '../program-rule';

interface Use {
  readonly subnet: Stated<'subnet'>;
  readonly natGateway: NatGatewayUse;
  readonly network: string;
}

export const natGatewayNetwork: ProgramRule = {
  id: 'nat-gateway-network',
  title: 'The subnets of a NAT gateway are in one network',
  source: 'https://learn.microsoft.com/azure/nat-gateway/nat-overview',

  check(model, report) {
    const uses = model.all('subnet').flatMap((subnet) => useOf(model, subnet) ?? []);
    const identityOf = ({ subnet, natGateway }: Use) => model.identity(subnet.scope, natGateway.natGatewayId);
    const byGateway = new IdentityIndex(uses, identityOf);
    for (const use of uses) {
      const [first] = byGateway.all(identityOf(use));
      if (first.network === use.network) continue;
      const other = first.subnet.scope.node.path;
      const must = `must have subnets of one network only, but ${other} is in network ${shortName(first)}`;
      const fix = 'Use a separate NAT gateway for each network.';
      report.at(use.subnet.scope).add(use.natGateway.prop, must, shortName(use), fix);
    }
  },
};

/** Undefined without a gateway, or if the network is known only after deployment. */
function useOf(model: ProgramModel, subnet: Stated<'subnet'>): Use | undefined {
  const { natGateway } = subnet;
  const { name } = model.network(subnet.network);
  const isKnown = name.startsWith(`${armTypes.azurerm_virtual_network} `.toLowerCase());
  return natGateway && isKnown ? { subnet, natGateway, network: name } : undefined;
}

/** The name without type and resource group. */
function shortName({ network }: Use): string | undefined {
  return network.split('/').at(-1);
}
