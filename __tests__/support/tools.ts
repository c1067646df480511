import { existsSync } from 'node:fs';
import path from 'node:path';
import { contractsFolder, schemaFile } from '../../scripts/contracts/folders';

export { projectRoot } from '../../scripts/contracts/folders';

/**
 * `describe` where everything in `needs` is there: programs by name (`helm`), parts of the contracts as `contracts:crds/istio`
 * or `contracts:schemas/azurerm-4.81.0`. Elsewhere the tests are skipped, and a line says what is missing.
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
  if (need.startsWith('contracts:schemas/')) return existsSync(schemaFile(need.slice('contracts:schemas/'.length)));
  if (need.startsWith('contracts:')) return existsSync(path.join(contractsFolder, need.slice('contracts:'.length)));
  return (process.env.PATH ?? '').split(path.delimiter).some((folder) => existsSync(path.join(folder, need)));
}
