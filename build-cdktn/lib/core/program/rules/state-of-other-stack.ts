import { firstOf } from '../first-of';
import type { ProgramRule } from '../program-rule';

export const stateOfOtherStack: ProgramRule = {
  id: 'state-of-other-stack',
  title: "No stack reads another stack's state only because it uses an attribute of its resources",
  source: 'https://learn.microsoft.com/azure/developer/terraform/store-state-in-azure-storage',
  warning: 'W002',

  check(model, report) {
    for (const { reader, owner, outputs } of model.remoteStates) {
      report.warn(
        reader,
        `The stack reads the state of ${owner}, because it uses values of its resources (${firstOf(outputs)}). Import ` +
          'the constructs into this stack (fromCluster, fromLookup), or pass names.',
      );
    }
  },
};
