import { IdentityIndex } from '../identity';
import type { ProgramRule } from '../program-rule';
import { isCertainlySame } from '../same-network';

export const remoteGatewayOnce: ProgramRule = {
  id: 'remote-gateway-once',
  title: 'A network uses the gateway of only one peered network',
  source:
    'https://learn.microsoft.com/azure/virtual-network/virtual-network-manage-peering#requirements-and-constraints',

  check(model, report) {
    const uses = model.all('remoteGateway');
    const byNetwork = new IdentityIndex(uses, ({ network }) => model.network(network));
    for (const use of uses) {
      const [first] = byNetwork.all(model.network(use.network));
      if (first === use || !isCertainlySame(model, first.network, use.network)) continue;
      const name = use.network.networkName ?? use.network.scope.node.path;
      const must = `must not be set for network ${name}, which uses the gateway of peering ${first.scope.node.path}`;
      report.at(use.scope).add('gateway', must, undefined, 'Set gateway on one of the peerings.');
    }
  },
};
