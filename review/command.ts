import { reaches } from './changes/finding';
import { help, readOptions } from './options';
import { json } from './print/json';
import { markdown } from './print/markdown';
import { Problem } from './problem';
import { review } from './review';

export interface Outcome {
  readonly exitCode: 0 | 1 | 2;
  readonly output: string;
  readonly error: string;
}

/** The command line, without its process. */
export function run(args: readonly string[]): Outcome {
  try {
    const options = readOptions(args);
    if (options.isHelp) return { exitCode: 0, output: help, error: '' };
    const result = review(options);
    const output = options.format === 'json' ? json(result) : markdown(result, options.isBrief);
    const isTooBad = options.failOn !== undefined && reaches(result.changes ?? [], options.failOn);
    const errors = result.stacks.flatMap(({ stack, errors: own }) => own.map(({ text }) => `${stack}: ${text}`));
    const reasons = [
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
