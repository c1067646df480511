import { isKnown } from '../../checks';
import type { ProgramRule } from '../program-rule';

export const rulePriorityOnce: ProgramRule = {
  id: 'rule-priority-once',
  title: 'Ingresses for different hosts of an application gateway have different rule priorities',
  source: 'https://learn.microsoft.com/azure/application-gateway/ingress-controller-annotations#rule-priority',

  check(model, report) {
    const owners = new Map<string, { readonly path: string; readonly host: string }>();
    for (const { scope, controller, priority, host } of model.all('rulePriority')) {
      if (!isKnown(priority) || !isKnown(host)) continue;
      const key = `${controller} ${priority}`;
      const owner = owners.get(key);
      owners.set(key, owner ?? { path: scope.node.path, host });
      if (!owner || owner.host === host) continue;
      const must = `must differ from that of ${owner.path}: Azure rejects a gateway with two rules of the same priority`;
      report.at(scope).add('rulePriority', must, priority, 'Use a different number.');
    }
  },
};
