import { programs, projectRoot, synthesize } from '../../../scripts/programs';
import { synthesizedOnce } from '../support/programs';

describe('two synths of a program are equal to the byte, and hold no path of the machine', () => {
  test.each(programs().map((program) => [program.name, program] as const))('%s', (_name, program) => {
    const first = synthesizedOnce(program);
    expect(synthesize(program)).toEqual(first);
    expect(Object.entries(first).filter(([, text]) => text.includes(projectRoot))).toEqual([]);
  });
});
