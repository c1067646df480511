import { isKnown } from '../../core/checks';
import type { Faults } from '../../core/faults';

/** A time that must be shorter than another one: renewal before expiry, what is signed than what signs it. */
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
