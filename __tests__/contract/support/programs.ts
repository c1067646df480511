import { type Program, programs, synthesize } from '../../../scripts/programs';
import type { Plan } from './variants';

/** The plans of main.ts and of every example; one that can't be synthesized is what docs/examples.test.ts fails on. */
export function synthesizedPrograms(): { name: string; plan: Plan }[] {
  return programs().flatMap((program) => {
    const plan = planOf(program);
    return plan ? [{ name: program.name, plan }] : [];
  });
}

function planOf(program: Program): Plan | undefined {
  try {
    return Object.fromEntries(Object.entries(synthesize(program)).map(([stack, text]) => [stack, JSON.parse(text)]));
  } catch {
    return undefined;
  }
}
