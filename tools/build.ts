import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, renameSync, rmSync } from 'node:fs';
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
  return path.join(place, name);
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
