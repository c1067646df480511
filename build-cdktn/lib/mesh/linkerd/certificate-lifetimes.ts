import { isKnown } from '../../core/checks';
import type { Faults } from '../../core/faults';

/**
 * Checks that a duration is shorter than another: the renewal time than the validity, a certificate's validity than its issuer's.
 */
export function checkShorter(
  faults: Faults,
  lowProp: string,
  low: number,
  highProp: string,
  high: number,
  unit: string,
): void {
  if (!isKnown(low) || !isKnown(high) || low < high) return;
  const fix = `Lower ${lowProp} or raise ${highProp}.`;
  faults.add(lowProp, `must be shorter than ${highProp} (${high} ${unit})`, low, fix);
}
