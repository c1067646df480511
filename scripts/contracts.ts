// Writes the digests of __tests__/contract/facts/ and review/facts/ from what they are made of; git diff shows what changed.
//
//   --fetch        first takes charts, definitions and provider schemas by contracts.lock.json, into .contracts/ or the folder
//                  that CDKTF_AKS_CONTRACTS names
//   --accept-new   with it: takes what the lock has no digest of, and writes its digest there; look at the difference
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { digests } from './contracts/digests';
import { fetchContracts } from './contracts/fetch';
import { contractsCache, factsFolder, lockFile } from './contracts/folders';
import { readLock, writeLock } from './contracts/lock';
import { addressesOf, sources } from './contracts/sources';

const known = ['--fetch', '--accept-new'];
const args = process.argv.slice(2);

async function main(): Promise<void> {
  const unknown = args.filter((arg) => !known.includes(arg));
  if (unknown.length > 0) throw new Error(`Arguments must be of ${known.join(', ')}, got ${unknown.join(', ')}.`);
  // The folders that the digests read are found when they are loaded, so a first fetch is a run of its own.
  if (args.includes('--fetch')) await fetchAll(args.includes('--accept-new'));
  else writeDigests();
}

async function fetchAll(acceptsNew: boolean): Promise<void> {
  const folder = process.env.CDKTF_AKS_CONTRACTS ?? contractsCache;
  const lock = readLock(lockFile);
  const { faults, digests: fetched } = await fetchContracts({ sources, lock, folder, acceptsNew, say: console.log });
  if (acceptsNew) writeLock(lockFile, fetched, sources.flatMap(addressesOf));
  report(faults);
}

function writeDigests(): void {
  for (const { file, faults, text } of digests) {
    const missing = faults();
    if (missing.length === 0) {
      writeFileSync(path.join(factsFolder, file), text());
      console.log(`${file}: written`);
    } else report([`${file}: left as it is`, ...missing]);
  }
}

function report(faults: readonly string[]): void {
  for (const fault of faults) console.error(fault);
  if (faults.length > 0) process.exitCode = 1;
}

main().catch((error: Error) => {
  console.error(error.message);
  process.exitCode = 2;
});
