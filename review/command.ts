import { reaches } from './changes/finding';
import { drift } from './drift/drift';
import { driftHelp, readDriftOptions } from './drift/options';
import { help, readOptions } from './options';
import { json } from './print/json';
import { markdown } from './print/markdown';
import { Problem } from './problem';
import { imports, review } from './review';

export interface Outcome {
  readonly exitCode: 0 | 1 | 2;
  readonly output: string;
  readonly error: string;
}

/** The command line, without its process. */
export function run(args: readonly string[]): Outcome {
  try {
    if (args[0] === 'drift') return runDrift(args.slice(1));
    const options = readOptions(args);
    if (options.isHelp) return { exitCode: 0, output: help, error: '' };
    if (options.command === 'imports') return { exitCode: 0, output: imports(options), error: '' };
    const result = review(options);
    const output = options.format === 'json' ? json(result) : markdown(result, options.isBrief);
    const isTooBad = options.failOn !== undefined && reaches(result.changes ?? [], options.failOn);
    const errors = result.stacks.flatMap(({ stack, errors: own }) => own.map(({ text }) => `${stack}: ${text}`));
    const lost = (result.changes ?? []).filter(({ level }) => level === 'lost');
    const reasons = [
      ...(lost.length > 0 && !options.allowsLost ? [lostReleases(lost.length)] : []),
      ...(isTooBad ? [`There are changes of level ${options.failOn} or worse.`] : []),
      ...(errors.length > 0
        ? [`The output has errors, so nothing of it is to be deployed:\n${errors.join('\n')}`]
        : []),
    ];
    return { exitCode: reasons.length > 0 ? 1 : 0, output, error: reasons.map((reason) => `${reason}\n`).join('') };
  } catch (error) {
    if (error instanceof Problem) return { exitCode: 2, output: '', error: `${error.message}\n` };
    throw error;
  }
}

function runDrift(args: readonly string[]): Outcome {
  const options = readDriftOptions(args);
  if (!options) return { exitCode: 0, output: driftHelp, error: '' };
  const { page, isTooBad } = drift(options);
  const error = `Objects in the cluster differ from their releases, of danger ${options.failOn} or worse.\n`;
  return { exitCode: isTooBad ? 1 : 0, output: page, error: isTooBad ? error : '' };
}

function lostReleases(count: number): string {
  return (
    `Don't apply: the plan removes releases from the state because it didn't find them in the cluster (${count}). ` +
    'If they are there (helm list --all-namespaces), give the identity that plans access to the cluster and plan again. ' +
    'If they were uninstalled, review with --allow-lost.'
  );
}
