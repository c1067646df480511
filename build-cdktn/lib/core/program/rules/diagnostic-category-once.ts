import { isKnown } from '../../checks';
import { IdentityIndex, isSame } from '../identity';
import type { ProgramRule } from '../program-rule';

export const diagnosticCategoryOnce: ProgramRule = {
  id: 'diagnostic-category-once',
  title: 'Only one diagnostic setting sends a category of a resource to a workspace',
  source: 'https://learn.microsoft.com/azure/azure-monitor/platform/diagnostic-settings',

  check(model, report) {
    const settings = model.all('diagnostics').map((setting) => ({
      ...setting,
      target: model.identity(setting.scope, setting.targetId),
      workspace: model.identity(setting.scope, setting.workspaceId),
    }));
    const byTarget = new IdentityIndex(settings, ({ target }) => target);
    for (const setting of settings) {
      const ofTarget = byTarget.all(setting.target);
      for (const other of ofTarget.slice(0, ofTarget.indexOf(setting))) {
        if (!isSame(setting.workspace, other.workspace)) continue;
        const twice = setting.categories.filter((one) => isKnown(one) && other.categories.includes(one));
        if (setting.hasMetrics && other.hasMetrics) twice.push('AllMetrics');
        if (twice.length === 0) continue;
        const must = `must not have a category that ${other.scope.node.path} sends to the same workspace`;
        const faults = report.at(setting.scope);
        faults.add('categories', must, twice, 'Remove the categories from one of the settings.');
      }
    }
  },
};
