import { list, parseOptions, reviewCommands } from '../command/options';
import { Problem } from '../command/problem';
import { type Level, levels } from './changes/finding';

export interface Options {
  readonly folder: string;
  readonly base?: string;
  /** As given: `FILE`, or `STACK=FILE`. */
  readonly plans: readonly string[];
  readonly format: 'markdown' | 'json';
  /** Where a page for browsers is written to, beside what is printed. */
  readonly html?: string;
  readonly failOn?: Level;
  readonly isBrief: boolean;
  /** Whether a plan that loses releases from the state passes. */
  readonly allowsLost: boolean;
}

export const help = `cdktf-aks-review COMMAND [options]

${list(reviewCommands)}

cdktf-aks-review COMMAND --help describes a command's options. In a project with cdktf-aks, npx cdktf-aks runs the same commands.
`;

export const reviewHelp = `cdktf-aks review [FOLDER] [options]

Describes what an output of CDK for Terraform contains and, with --base or --plan, what it changes, the most dangerous first. It
reads files only: it needs no cloud access, no credentials and no Terraform.

  FOLDER              the output (default: cdktf.out)
  --base FOLDER       compare with this output, e.g. that of the branch to merge into
    --plan FILE         the output of terraform show -json for a saved plan, which makes the changes exact; for one of several
                      stacks STACK=FILE; repeatable
  --format FORMAT     markdown (default) or json
    --html FILE         also write a page for browsers: dangers, a picture of the platform, sortable tables. It loads nothing
  --brief             changes only, without the content of each changed stack
  --fail-on LEVEL     exit with 1 if a change, or a possible one, has this level or a worse one:
                      ${levels.join(', ')} (the worst first)
  --allow-lost        accept a plan that removes releases from the state because they were not found in the cluster

Exit codes: 0 reviewed; 1 --fail-on applies, the plan loses releases from the state, or the output has errors; 2 the input
can't be read.
`;

export const importsHelp = `cdktf-aks imports [FOLDER] [options]

Prints a terraform import command for each Helm release of an output, or for those that a plan loses from the state. It reads
files only.

  FOLDER              the output (default: cdktf.out)
    --plan FILE         as in cdktf-aks review

Exit codes: 0 printed; 2 the input can't be read.
`;

/** Undefined if help is requested. */
export function readOptions(command: 'review' | 'imports', args: readonly string[]): Options | undefined {
  const { values, positionals } = parseOptions(command, args, {
    base: { type: 'string' },
    plan: { type: 'string', multiple: true },
    format: { type: 'string' },
    html: { type: 'string' },
    'fail-on': { type: 'string' },
    brief: { type: 'boolean' },
    'allow-lost': { type: 'boolean' },
    help: { type: 'boolean', short: 'h' },
  });
  if (values.help) return undefined;
  const [folder = 'cdktf.out', ...more] = positionals;
  if (more.length > 0)
    throw new Problem(`${command} takes one folder, got also ${more.join(', ')}. See cdktf-aks ${command} --help.`);
  const unused = Object.keys(values).filter((name) => !['plan', 'help'].includes(name));
  if (command === 'imports' && unused.length > 0) {
    throw new Problem(`imports takes no option but --plan, got --${unused[0]}. See cdktf-aks imports --help.`);
  }
  const { format = 'markdown', 'fail-on': failOn } = values;
  if (format !== 'markdown' && format !== 'json') {
    throw new Problem(`--format must be markdown or json, got ${format}.`);
  }
  if (failOn !== undefined && !isLevel(failOn)) {
    throw new Problem(`--fail-on must be one of ${levels.join(', ')}, got ${failOn}.`);
  }
  const { base, html, plan: plans = [], brief: isBrief = false, 'allow-lost': allowsLost = false } = values;
  if (failOn !== undefined && base === undefined && plans.length === 0) {
    throw new Problem('--fail-on requires --base or --plan.');
  }
  return { folder, base, plans, format, html, failOn, isBrief, allowsLost };
}

function isLevel(text: string): text is Level {
  return (levels as readonly string[]).includes(text);
}
