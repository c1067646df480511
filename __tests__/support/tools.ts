import { existsSync } from 'node:fs';
import path from 'node:path';

export const projectRoot = path.join(__dirname, '../..');

const sharedFolder = process.env.CDKTF_AKS_SHARED ?? path.join(projectRoot, '../shared');

/** A place in the shared folder, e.g. `terraform-offline/install`. */
export function shared(place: string): string {
  return path.join(sharedFolder, place);
}

/**
 * `describe` where everything in `needs` is there: programs by name (`helm`), places in the shared folder as
 * `shared:terraform-offline`. Elsewhere the tests are skipped, and a line says what is missing.
 */
export function describeWith(needs: string[], title: string, tests: () => void): void {
  const missing = needs.filter((need) => !isThere(need));
  if (missing.length === 0) describe(title, tests);
  else {
    process.stderr.write(`skipped: ${title} (missing: ${missing.join(', ')})\n`);
    describe.skip(title, tests);
  }
}

function isThere(need: string): boolean {
  if (need.startsWith('shared:')) return existsSync(shared(need.slice('shared:'.length)));
  return (process.env.PATH ?? '').split(path.delimiter).some((folder) => existsSync(path.join(folder, need)));
}
