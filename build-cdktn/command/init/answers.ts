import { createInterface } from 'node:readline/promises';
import { initQuestions } from './options';

/** Asks on the terminal for the options that are missing, and returns them as options. */
export async function answers(args: readonly string[]): Promise<string[]> {
  const terminal = createInterface({ input: process.stdin, output: process.stdout });
  const given: string[] = [];
  const next = () => initQuestions([...args, ...given]).at(0);
  try {
    for (let question = next(); question; question = next()) {
      const { option, text, suggestion } = question;
      const answer = (await terminal.question(`${text} [${suggestion}]: `)).trim();
      given.push(`--${option}=${answer || suggestion}`);
    }
    return given;
  } finally {
    terminal.close();
  }
}
