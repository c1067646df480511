import { readFileSync } from 'node:fs';
import path from 'node:path';
import type { Outcome } from './outcome';

export type Run = (args: readonly string[]) => Outcome;

/** The package with the commands that this one lacks. Both are released together, with one version. */
export const reviewName = 'cdktf-aks-review';

/** The package beside this one, or in the project of the current folder; undefined if it is not installed. */
export function reviewPackage(): { readonly run: Run } | undefined {
  let file: string;
  try {
    file = require.resolve(reviewName, { paths: [__dirname, process.cwd()] });
  } catch (error) {
    if ((error as { code?: string }).code === 'MODULE_NOT_FOUND') return undefined;
    throw error;
  }
  return require(file);
}

export function version(): string {
  return JSON.parse(readFileSync(path.join(__dirname, '../package.json'), 'utf8')).version;
}
