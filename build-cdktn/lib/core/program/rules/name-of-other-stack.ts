import { TerraformStack } from 'cdktn';
import { firstOf } from '../first-of';
import { namesakesOf } from '../namesakes';
import { ownerOf } from '../owner';
import type { ProgramRule } from '../program-rule';

export const nameOfOtherStack: ProgramRule = {
  id: 'name-of-other-stack',
  title:
    'No two stacks whose providers have no subscription_id have resources with the same name if it must be unique in a subscription',
  source: 'https://learn.microsoft.com/azure/azure-resource-manager/management/resource-name-rules',
  warning: 'W003',

  check(model, report) {
    const shared = new Map<TerraformStack, Map<string, string[]>>();
    for (const { resource, other, areCertain } of namesakesOf(model)) {
      if (areCertain) continue;
      const [stack, otherStack] = [resource, other].map((one) => TerraformStack.of(one));
      const ofStack = shared.get(stack) ?? new Map<string, string[]>();
      const paths = ofStack.get(otherStack.node.path) ?? [];
      shared.set(stack, ofStack.set(otherStack.node.path, [...paths, ownerOf(resource).node.path]));
    }
    for (const [stack, ofStack] of shared) {
      for (const [otherPath, paths] of ofStack) {
        report.warn(
          stack,
          `Resources have the same names as in ${otherPath} (${firstOf(paths)}), which Azure rejects in one subscription. Rename ` +
            "them, or set subscriptionId on each stack's azurerm provider if the subscriptions differ.",
        );
      }
    }
  },
};
