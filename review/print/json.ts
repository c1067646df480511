import type { Review } from '../review';

/** Raised when a key changes its meaning or goes; new keys may come without. */
const formatVersion = 1;

export function json({ changes, ...rest }: Review): string {
  const listed = changes?.map(({ weight: _weight, ...change }) => change);
  return `${JSON.stringify({ formatVersion, ...rest, changes: listed }, null, 2)}\n`;
}
