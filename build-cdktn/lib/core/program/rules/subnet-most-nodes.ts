import { addressSpaces } from '../address-spaces';
import type { ProgramRule } from '../program-rule';

export const subnetMostNodes: ProgramRule = {
  id: 'subnet-most-nodes',
  title:
    'A subnet or pod range has addresses for all pools in it at their maxCount, and for the surge nodes of an upgrade',
  source: 'https://learn.microsoft.com/azure/aks/concepts-network-ip-address-planning#subnet-sizing',
  warning: 'W205',

  check(model, report) {
    for (const { owner, prop, text, capacity, first, most, users, unit } of model.once(addressSpaces)) {
      if (first > capacity || most <= capacity) continue;
      report.warn(
        owner,
        `${prop} (${text}) has ${capacity} ${unit}, but ${users} need ${most} at their maxCount and during an upgrade.`,
      );
    }
  },
};
