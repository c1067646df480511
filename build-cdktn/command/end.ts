import { writeSync } from 'node:fs';
import type { Outcome } from './outcome';

/** Prints an outcome, and sets the exit code of this process. */
export function endWith({ exitCode, output, error }: Outcome): void {
  process.stdout.write(output);
  if (error !== '') writeSync(2, error);
  process.exitCode = exitCode;
}
