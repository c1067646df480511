import { type AzurermMajor, type Program, programs, type Synthesized, synthesize } from '../../../scripts/programs';
import { once, type Plan } from './variants';

const texts = new Map<string, Synthesized>();

/** A program's stacks; synthesized at the first call. */
export function synthesizedOnce(program: Program, azurerm: AzurermMajor = 4): Synthesized {
  const key = `${program.file} ${azurerm}`;
  const text = texts.get(key) ?? synthesize(program, azurerm);
  texts.set(key, text);
  return text;
}

/** The plans of main.ts and of every example; one that can't be synthesized is what the tests in programs/ fail on. */
export const synthesizedPrograms = once((): { name: string; plan: Plan }[] =>
  programs().flatMap((program) => {
    const plan = planOf(program);
    return plan ? [{ name: program.name, plan }] : [];
  }),
);

function planOf(program: Program): Plan | undefined {
  try {
    return Object.fromEntries(
      Object.entries(synthesizedOnce(program)).map(([stack, text]) => [stack, JSON.parse(text)]),
    );
  } catch {
    return undefined;
  }
}
