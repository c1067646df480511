import { type ParseArgsConfig, parseArgs } from 'node:util';
import { Problem } from './problem';

/** The commands that this package has. */
export const ownCommands = {
  init: 'creates a project: program, scripts, first test, workflows',
  synth: 'runs the program, and lists stacks, warnings and manual commands',
  doctor: 'checks tools, quota, versions, names and roles before a deployment',
} as const;

/** The commands of the package cdktf-aks-review. */
export const reviewCommands = {
  review: 'describes what an output contains, and what it changes',
  imports: 'prints the commands that import Helm releases into a state that lost them',
  adopt: 'writes a program for an existing cluster',
  drift: "compares the objects of an output's Helm releases with those in the cluster",
} as const;

export const commandNames = [...Object.keys(ownCommands), ...Object.keys(reviewCommands)];

export const help = `cdktf-aks COMMAND [options]

${list(ownCommands)}

Commands of the package cdktf-aks-review, if it is installed:
${list(reviewCommands)}

cdktf-aks COMMAND --help describes a command's options.
`;

/** A command and its purpose on each line. */
export function list(commands: { readonly [name: string]: string }): string {
  return Object.entries(commands)
    .map(([name, purpose]) => `  ${name.padEnd(8)}  ${purpose}`)
    .join('\n');
}

/** A command's options by name; a sentence about one that it doesn't have. */
export function parseOptions<T extends NonNullable<ParseArgsConfig['options']>>(
  command: string,
  args: readonly string[],
  options: T,
) {
  try {
    return parseArgs({ args: [...args], allowPositionals: true, options });
  } catch (error) {
    throw new Problem(`${(error as Error).message.split('. To specify')[0]}. See cdktf-aks ${command} --help.`);
  }
}
