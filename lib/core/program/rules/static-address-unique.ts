import { isKnown } from '../../checks';
import { IdentityIndex } from '../identity';
import type { ProgramRule } from '../program-rule';
import { isCertainlySame } from '../same-network';

export const staticAddressUnique: ProgramRule = {
  id: 'static-address-unique',
  title: 'A static private address of a network is used by only one endpoint or gateway',
  source: 'https://learn.microsoft.com/azure/virtual-network/ip-services/private-ip-addresses',

  check(model, report) {
    const uses = model.all('address').filter(({ address }) => isKnown(address));
    const byAddress = new IdentityIndex(uses, ({ network, address }) => {
      const { subscription, name } = model.network(network);
      return { subscription, name: `${name} ${address}` };
    });
    for (const use of uses) {
      const { subscription, name } = model.network(use.network);
      const sameName = byAddress.all({ subscription, name: `${name} ${use.address}` });
      const first = sameName.find((other) => isCertainlySame(model, other.network, use.network)) ?? use;
      if (first.scope === use.scope) continue;
      const faults = report.at(use.scope);
      const must = `must not be the address of ${first.scope.node.path}`;
      faults.add(use.prop, must, use.address, 'Use a free address of the subnet.');
    }
  },
};
