import type { ProgramRule } from '../program-rule';

export const apiServerNetworkEncryption: ProgramRule = {
  id: 'api-server-network-encryption',
  title: 'A network with virtual network encryption has no cluster whose API server is integrated into it',
  source: 'https://learn.microsoft.com/azure/aks/api-server-vnet-integration#limitations',

  check(model, report) {
    for (const { scope, apiServer, nodeSubnet } of model.all('cluster')) {
      if (!apiServer.isInNetwork || !model.ownNetwork(nodeSubnet.network)?.isEncrypted) continue;
      const faults = report.at(scope);
      const must =
        "must not be integrated into a network with encryption, which nodes of generation 4 and later can't join";
      faults.add('apiServer', must, undefined, 'Use ApiServerAccess.privateLink, or a network without encryption.');
    }
  },
};
