import { Token } from 'cdktn';
import { isKnown } from '../../core/checks';
import type { Faults } from '../../core/faults';

/** Seconds in the duration format of all meshes and the Gateway API: `5s`, `1500ms`. */
export function duration(seconds: number): string {
  if (Token.isUnresolved(seconds)) return `${Token.asString(seconds)}s`;
  return Number.isInteger(seconds) ? `${seconds}s` : `${Math.round(seconds * 1000)}ms`;
}

/** Checks a duration that a user sets in seconds, to the millisecond. */
export function checkSeconds(faults: Faults, prop: string, seconds: number | undefined, max: number): void {
  if (!isKnown(seconds)) return;
  const isFine = Number.isFinite(seconds) && seconds >= 0.001 && seconds <= max;
  if (isFine && Math.abs(seconds * 1000 - Math.round(seconds * 1000)) < 1e-6) return;
  faults.add(prop, `must be 0.001 to ${max} seconds, to the millisecond`, seconds, 'For example, use 1.5.');
}
