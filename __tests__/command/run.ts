import { run as command } from '../../command/command';
import type { Outcome } from '../../command/outcome';
import * as review from '../../review/command';

/** The command line with the package cdktf-aks-review, both from source. */
export function run(args: readonly string[]): Outcome {
  return command(args, () => review);
}
