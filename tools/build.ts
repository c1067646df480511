import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  utimesSync,
} from 'node:fs';
import { homedir } from 'node:os';
import path from 'node:path';

const cache = path.join(process.env.XDG_CACHE_HOME || path.join(homedir(), '.cache'), 'cdktf-aks');

/** The program of a folder of tools/; Go builds it once for each state of its source. */
export function builtTool(name: 'crd-check' | 'mesh-lab' | 'terraform-offline'): string {
  const folder = path.join(__dirname, name);
  const source = readdirSync(folder).filter((file) => /\.go$|^go\.(mod|sum)$/.test(file) && !file.endsWith('_test.go'));
  const place = cachedFolder(
    name,
    source.map((file) => path.join(folder, file)),
    (beside) => {
      const options = { cwd: folder, stdio: ['ignore', 2, 2] as ['ignore', 2, 2] };
      // Without what only debuggers read: a third of mesh-lab.
      execFileSync('go', ['build', '-ldflags=-s -w', '-o', path.join(beside, name), '.'], options);
    },
  );
  utimesSync(place, new Date(), new Date());
  removeUnusedStates(cache, name);
  return path.join(place, name);
}

/** Tests of another checkout may be running the program. */
const inUse = 3_600_000;

/** Removes all states of a tool but the one that was used last, and those that may be in use. */
export function removeUnusedStates(folder: string, name: string): void {
  const states = readdirSync(folder)
    .filter((entry) => entry.startsWith(`${name}-`) && /^[0-9a-f]{16}$/.test(entry.slice(name.length + 1)))
    .map((entry) => path.join(folder, entry))
    .map((state) => ({ state, used: statSync(state, { throwIfNoEntry: false })?.mtimeMs ?? 0 }));
  const last = Math.max(...states.map(({ used }) => used));
  for (const { state, used } of states) {
    if (used < last - inUse) rmSync(state, { recursive: true, force: true });
  }
}

/**
 * A folder of the machine's cache, for each state of the files it is made of.
 *
 * @param make fills the folder, which becomes `place` once it is whole.
 */
export function cachedFolder(name: string, sources: string[], make: (folder: string, place: string) => void): string {
  const place = path.join(cache, `${name}-${digestOf(sources)}`);
  if (existsSync(place)) return place;
  mkdirSync(cache, { recursive: true });
  const beside = mkdtempSync(`${place}.`);
  try {
    make(beside, place);
    renameSync(beside, place);
  } catch (error) {
    rmSync(beside, { recursive: true, force: true });
    // Another process may have made the same meanwhile.
    if (!existsSync(place)) throw error;
  }
  return place;
}

/** Files count by name and content, so that all checkouts share what they have in common. */
function digestOf(files: string[]): string {
  const hash = createHash('sha256').update(`${process.platform} ${process.arch}`);
  for (const file of [...files].sort()) hash.update(`\0${path.basename(file)}\0`).update(readFileSync(file));
  return hash.digest('hex').slice(0, 16);
}
