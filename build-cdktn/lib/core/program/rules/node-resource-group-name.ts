import { normalizedLocation } from '../../locations';
import type { ProgramRule } from '../program-rule';

const longest = 80;

export const nodeResourceGroupName: ProgramRule = {
  id: 'node-resource-group-name',
  title: `The resource group of the nodes has a name of at most ${longest} characters, given or derived by AKS, and is not that of the cluster`,
  source: 'https://learn.microsoft.com/azure/aks/faq',

  check(model, report) {
    for (const cluster of model.all('cluster')) {
      const { scope } = cluster;
      const faults = report.at(scope);
      const given = model.literal(scope, cluster.nodeResourceGroupName);
      const [group, name, location] = [cluster.resourceGroupName, cluster.clusterName, cluster.location].map((text) =>
        model.literal(scope, text),
      );
      const fix = `For example, use nodeResourceGroupName: '${`rg-${name ?? 'shop'}`.slice(0, longest - 6)}-nodes'.`;
      if (cluster.nodeResourceGroupName !== undefined) {
        if (given !== undefined && given.length > longest) {
          faults.add('nodeResourceGroupName', `must have at most ${longest} characters`, given, fix);
        } else if (given !== undefined && given.toLowerCase() === group?.toLowerCase()) {
          faults.add('nodeResourceGroupName', "must not be the cluster's own resource group", given, fix);
        }
      } else if (group !== undefined && name !== undefined && location !== undefined) {
        const derived = `MC_${group}_${name}_${normalizedLocation(location)}`;
        if (derived.length <= longest) continue;
        const must = `must be set, because the name that AKS derives has ${derived.length} characters (at most ${longest})`;
        faults.add('nodeResourceGroupName', must, derived, fix);
      }
    }
  },
};
