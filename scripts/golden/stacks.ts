import path from 'node:path';
import { type AzurermMajor, type Program, programs, projectRoot, type Synthesized } from '../programs';

export const goldenFolder = path.join(projectRoot, '__tests__/golden');

/** Programs whose output for azurerm 5 is kept too. */
const alsoFor5 = ['main', 'key-vault-secrets', 'observability-azure'];

/** A folder of golden files. */
interface Golden {
  readonly folder: string;
  readonly program: Program;
  readonly azurerm: AzurermMajor;
}

export function goldenPrograms(): Golden[] {
  return programs().flatMap((program): Golden[] => {
    const { name: folder } = program;
    const for5: Golden[] = [{ folder: `${folder}.azurerm-5`, program, azurerm: 5 }];
    return [{ folder, program, azurerm: 4 }, ...(alsoFor5.includes(folder) ? for5 : [])];
  });
}

/** What stacks plan, without cdktf's notes on constructs and without a path of the machine. */
export function golden(stacks: Synthesized): Synthesized {
  return Object.fromEntries(
    Object.entries(stacks).map(([stack, text]) => {
      const plan = JSON.parse(text, (key, value) => (key === '//' ? undefined : value));
      return [stack, `${JSON.stringify(plan, null, 2).replaceAll(projectRoot, '<project>')}\n`];
    }),
  );
}
