import { checkPattern, isKnown } from '../core/checks';
import type { Faults } from '../core/faults';

const taint = /^[A-Za-z0-9]([\w./-]*[A-Za-z0-9])?(=[\w.-]*)?:(NoSchedule|PreferNoSchedule|NoExecute)$/;

/**
 * Checks taints as `KEY=VALUE:EFFECT`; Kubernetes identifies a taint by its key and effect.
 *
 * @param others further taints of the same nodes.
 */
export function checkTaints(
  faults: Faults,
  prop: string,
  taints: readonly string[],
  others: readonly string[] = [],
): void {
  for (const text of taints) {
    checkPattern(faults, prop, text, taint, 'must have the form KEY=VALUE:EFFECT', 'team=batch:NoSchedule');
  }
  const identityOf = (text: string) => text.replace(/=[^:]*/, '');
  taints.forEach((text, index) => {
    const twin = [...others, ...taints.slice(0, index)].find((other) => identityOf(other) === identityOf(text));
    if (twin === undefined || !isKnown(text) || !isKnown(twin)) return;
    faults.add(prop, `must not have the same key and effect twice (${twin})`, text, 'Keep one of the two.');
  });
}
