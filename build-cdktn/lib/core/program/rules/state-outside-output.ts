import type { ProgramRule } from '../program-rule';

export const stateOutsideOutput: ProgramRule = {
  id: 'state-outside-output',
  title: "No stack's local state is in the output folder",
  source: 'https://learn.microsoft.com/azure/developer/terraform/store-state-in-azure-storage',
  warning: 'W004',

  check(model, report) {
    for (const { stack, path, fix } of model.statesInOutput) {
      report.warn(
        stack,
        `The state, ${path}, is in the output folder, which cdktf synth cleans up: removing or renaming the stack deletes it. ` +
          `For example, use new LocalBackend(stack, { path: '${fix}' }), and move an existing state there.`,
      );
    }
  },
};
