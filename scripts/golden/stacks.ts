import path from 'node:path';
import { projectRoot, type Synthesized } from '../programs';

export const goldenFolder = path.join(projectRoot, '__tests__/golden');

/** What stacks plan, without cdktf's notes on constructs and without a path of the machine. */
export function golden(stacks: Synthesized): Synthesized {
  return Object.fromEntries(
    Object.entries(stacks).map(([stack, text]) => {
      const plan = JSON.parse(text, (key, value) => (key === '//' ? undefined : value));
      return [stack, `${JSON.stringify(plan, null, 2).replaceAll(projectRoot, '<project>')}\n`];
    }),
  );
}
