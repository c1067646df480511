import { firstOf } from '../first-of';
import type { ProgramRule } from '../program-rule';

export const stateOfOtherStack: ProgramRule = {
  id: 'state-of-other-stack',
  title: 'No stack reads the state of another one only because an attribute of its resources was passed on',
  source: 'https://learn.microsoft.com/azure/developer/terraform/store-state-in-azure-storage',
  warning: 'W002',

  check(model, report) {
    for (const { reader, owner, outputs } of model.remoteStates) {
      report.warn(
        reader,
        `The stack reads the state of ${owner}, because values of its resources were passed on (${firstOf(outputs)}). Import ` +
          'the constructs into this stack (fromCluster, fromLookup), or pass names.',
      );
    }
  },
};
