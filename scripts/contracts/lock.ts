import { readFileSync, writeFileSync } from 'node:fs';

/**
 * The SHA-256 of everything that is fetched, by its address; null where nobody has fetched it yet. Of a chart or a file it is
 * the digest of its bytes, of a provider that of its schema in the form that is kept.
 */
export type Lock = { readonly [address: string]: string | null };

export function readLock(file: string): Lock {
  return JSON.parse(readFileSync(file, 'utf8'));
}

/** Writes the lock with further digests, and without addresses that nothing is fetched from any more. */
export function writeLock(file: string, digests: ReadonlyMap<string, string>, addresses: readonly string[]): void {
  const lock = readLock(file);
  const entries = [...addresses].sort().map((address) => [address, digests.get(address) ?? lock[address] ?? null]);
  writeFileSync(file, `${JSON.stringify(Object.fromEntries(entries), null, 2)}\n`);
}
