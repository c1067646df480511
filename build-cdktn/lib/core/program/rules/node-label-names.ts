import type { ProgramRule } from '../program-rule';

const longest = 63;

export const nodeLabelNames: ProgramRule = {
  id: 'node-label-names',
  title: `In an overlay network the subnet of the nodes, its network and the network's resource group have names of at most ${longest} characters, because they become node labels`,
  source: 'https://learn.microsoft.com/azure/aks/concepts-network-azure-cni-overlay#limitations-with-azure-cni-overlay',

  check(model, report) {
    const reported = new Set<string>();
    for (const { demands } of model.all('pool').filter(({ isOverlay }) => isOverlay)) {
      for (const subnet of demands.flatMap((demand) => demand.subnet ?? [])) {
        const { scope, network } = subnet;
        if (reported.has(scope.node.path)) continue;
        reported.add(scope.node.path);
        const faults = report.at(scope);
        const names = {
          subnetName: subnet.subnetName,
          networkName: network.networkName,
          resourceGroupName: network.resourceGroupName,
        };
        for (const [prop, value] of Object.entries(names)) {
          const name = model.literal(scope, value);
          if (name === undefined || name.length <= longest) continue;
          const must = `must have at most ${longest} characters for nodes of an overlay network, because it is in their labels`;
          faults.add(prop, must, name, `For example, use ${name.slice(0, 20).replace(/[^A-Za-z0-9]+$/, '')}.`);
        }
      }
    }
  },
};
