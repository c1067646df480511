import { type ParseArgsConfig, parseArgs } from 'node:util';
import { type Level, levels } from './changes/finding';
import { Problem } from './problem';

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

export const commandNames = ['init', 'synth', 'doctor', 'review', 'imports', 'adopt', 'drift'] as const;

export const help = `cdktf-aks COMMAND [FOLDER] [options]

  init                creates a project: program, scripts, first test, workflows. See cdktf-aks init --help
  synth               runs the program, and lists stacks, warnings and manual commands. See cdktf-aks synth --help
  doctor              checks tools, quota, versions, names and roles before a deployment. See cdktf-aks doctor --help
  review              what an output of CDK for Terraform contains, and what it changes; needs no cloud and no credentials
  imports             the commands that import Helm releases into a state that lost them; needs no cloud either
  adopt               writes a program for a cluster that runs already. See cdktf-aks adopt --help
  drift               compares the objects of an output's Helm releases with those in the cluster: see cdktf-aks drift --help

  FOLDER              the output (default: cdktf.out)

Options of review, of which imports takes --plan:
  --base FOLDER       compare with this output, e.g. that of the branch to merge into
  --plan FILE         what terraform show -json says of a saved plan, which makes the changes exact; for one stack of
                      several as STACK=FILE, and as often as there are plans
  --format FORMAT     markdown (default) or json
  --html FILE         also write a page for browsers: dangers, a picture of the platform, tables that sort. It loads nothing
  --brief             the changes only; without it also what each changed stack holds
  --fail-on LEVEL     exit with 1 where a change is as bad as LEVEL or worse, possible ones too:
                      ${levels.join(', ')} (the worst first)

  --allow-lost        accept a plan that removes releases from the state because they were not found in the cluster

Exit codes: 0 reviewed; 1 as --fail-on says, the plan loses releases from the state, or the output has errors; 2 the input
can't be read.
`;

/** Undefined if help is requested. */
export function readOptions(command: 'review' | 'imports', args: readonly string[]): Options | undefined {
  const { values, positionals } = parseOptions(args, {
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
    throw new Problem(`${command} takes one folder, got also ${more.join(', ')}. See cdktf-aks --help.`);
  const unused = Object.keys(values).filter((name) => !['plan', 'help'].includes(name));
  if (command === 'imports' && unused.length > 0) {
    throw new Problem(`imports takes no option but --plan, got --${unused[0]}. See cdktf-aks --help.`);
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
    throw new Problem('--fail-on judges changes: give --base or --plan with it.');
  }
  return { folder, base, plans, format, html, failOn, isBrief, allowsLost };
}

/** The command line by the options that a command knows; a sentence about one that it doesn't. */
export function parseOptions<T extends NonNullable<ParseArgsConfig['options']>>(args: readonly string[], options: T) {
  try {
    return parseArgs({ args: [...args], allowPositionals: true, options });
  } catch (error) {
    throw new Problem(`${(error as Error).message.split('. To specify')[0]}. See cdktf-aks --help.`);
  }
}

function isLevel(text: string): text is Level {
  return (levels as readonly string[]).includes(text);
}
