import { areDifferentLocations } from '../../locations';
import type { ProgramRule } from '../program-rule';

export const sameLocation: ProgramRule = {
  id: 'same-location',
  title: 'Clusters, gateways and NAT gateways are in the location of their network',
  source: 'https://learn.microsoft.com/azure/virtual-network/virtual-networks-faq',

  check(model, report) {
    for (const { scope, location, others } of model.all('place')) {
      const own = model.literal(scope, location);
      for (const { prop, path, location: other } of others) {
        const theirs = model.literal(scope, other);
        if (!areDifferentLocations(own, theirs)) continue;
        const faults = report.at(scope);
        const must = `must be in ${own}, the location of ${scope.node.path}`;
        faults.add(prop, must, `${path} in ${theirs}`, `Use a resource of ${own}, or location: '${theirs}'.`);
      }
    }
  },
};
