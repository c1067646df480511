import { isKnown } from '../../checks';
import type { ProgramRule } from '../program-rule';

export const objectReleaseOnce: ProgramRule = {
  id: 'object-release-once',
  title: 'An object of a cluster belongs to one release; Helm rejects it in a second one',
  source: 'https://helm.sh/docs/chart_best_practices/conventions/',

  check(model, report) {
    const owners = new Map<string, string>();
    for (const { scope, cluster, objects } of model.all('objects')) {
      for (const { kind, apiGroup, name, namespace } of objects) {
        if (![kind, apiGroup, name, namespace].every(isKnown)) continue;
        const key = [cluster, apiGroup, kind, namespace, name].join(' ');
        const owner = owners.get(key);
        owners.set(key, owner ?? scope.node.path);
        if (owner === undefined || owner === scope.node.path) continue;
        const faults = report.at(scope);
        const place = namespace === '' ? '' : ` in namespace ${namespace}`;
        const must = `must not have ${kind} ${name}${place}, which the release of ${owner} has`;
        faults.add('manifests', must, undefined, 'Keep the object in one of the releases.');
      }
    }
  },
};
