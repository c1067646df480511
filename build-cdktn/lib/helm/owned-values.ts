import { isKnown } from '../core/checks';
import type { Faults } from '../core/faults';
import { valueAt } from './values';

export { valueAt };

/** Values of a chart, or settings of an object, as users give them. */
export type Values = { [key: string]: any };

/** Paths of values, each with its owner. Values of two owners would contradict each other silently. */
export type OwnedValues = { [path: string]: string };

/** Users must not set values that something else owns. */
export function checkOwnedValues(faults: Faults, prop: string, values: Values | undefined, owned: OwnedValues): void {
  if (!isKnown(values)) return;
  for (const [path, owner] of Object.entries(owned)) {
    const value = valueAt(values, path);
    if (value !== undefined) faults.add(prop, `must leave ${path} to ${owner}`, value, `Leave ${path} out.`);
  }
}
