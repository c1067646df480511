import type { Review } from '../review';

/** Incremented when a key's meaning changes or a key is removed; not when keys are added. */
const formatVersion = 1;

export function json({ changes, ...rest }: Review): string {
  const listed = changes?.map(({ weight: _weight, ...change }) => change);
  return `${JSON.stringify({ formatVersion, ...rest, changes: listed }, null, 2)}\n`;
}
