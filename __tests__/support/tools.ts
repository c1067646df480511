import { existsSync } from 'node:fs';
import path from 'node:path';
import { faultsOf } from '../../scripts/contracts/contents';

export { projectRoot } from '../../scripts/contracts/folders';

/**
 * `describe` where everything in `needs` is there: programs by name (`helm`), parts of the contracts as `contracts:crds/istio`
 * or `contracts:schemas/azurerm-4.81.0`. Elsewhere the tests are skipped, and a line says what is missing.
 */
export function describeWith(needs: string[], title: string, tests: () => void): void {
  const missing = needs.flatMap(missingOf);
  if (missing.length === 0) describe(title, tests);
  else {
    process.stderr.write(`skipped: ${title} (missing: ${oneLine(missing)})\n`);
    describe.skip(title, tests);
  }
}

/** What is missing, in the words of who has to bring it. */
export function missingOf(need: string): string[] {
  if (need.startsWith('contracts:')) return faultsOf(need.slice('contracts:'.length));
  const folders = (process.env.PATH ?? '').split(path.delimiter);
  return folders.some((folder) => existsSync(path.join(folder, need))) ? [] : [need];
}

/** Where much is missing, one of it and the number. */
export function oneLine(missing: string[]): string {
  return missing.length > 3 ? `${missing[0]}; and ${missing.length - 1} more` : missing.join('; ');
}
