import { addressSpaces, azureReservedAddresses } from '../address-spaces';
import type { ProgramRule } from '../program-rule';

export const subnetFirstNodes: ProgramRule = {
  id: 'subnet-first-nodes',
  title:
    'A subnet or pod range has addresses for the initial nodes of all pools in it, and for the surge nodes of an upgrade',
  source: 'https://learn.microsoft.com/azure/aks/concepts-network-ip-address-planning#subnet-sizing',

  check(model, report) {
    for (const space of model.once(addressSpaces)) {
      if (space.first <= space.capacity) continue;
      const faults = report.at(space.owner);
      const must = `must have ${space.first} ${space.unit} for the initial nodes of ${space.users} and an upgrade (it has ${space.capacity})`;
      const fix =
        space.prop === 'podCidr'
          ? 'Use a larger range, or lower minCount of the pools.'
          : `Use a larger subnet (Azure reserves ${azureReservedAddresses} addresses of each), or lower minCount or maxPods of the pools.`;
      faults.add(space.prop, must, space.text, fix);
    }
  },
};
