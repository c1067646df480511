import { visible } from './print/visible';
import { Problem } from './problem';

/** What a command prints, and how it ends. */
export interface Outcome {
  readonly exitCode: 0 | 1 | 2;
  readonly output: string;
  readonly error: string;
}

export function success(output: string): Outcome {
  return { exitCode: 0, output, error: '' };
}

/** The outcome of a command. Input that can't be read ends with exit code 2. */
export function outcomeOf(command: () => Outcome): Outcome {
  try {
    return command();
  } catch (error) {
    if (error instanceof Problem) return { exitCode: 2, output: '', error: `${visible(error.message)}\n` };
    if (error instanceof RangeError) {
      const why = `The input is too large, or nested too deeply: ${error.message}.`;
      return { exitCode: 2, output: '', error: `${why}\n` };
    }
    throw error;
  }
}
