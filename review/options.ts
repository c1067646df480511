import { parseArgs } from 'node:util';
import { type Level, levels } from './changes/finding';
import { Problem } from './problem';

export interface Options {
  readonly folder: string;
  readonly base?: string;
  /** As given: `FILE`, or `STACK=FILE`. */
  readonly plans: readonly string[];
  readonly format: 'markdown' | 'json';
  readonly failOn?: Level;
  readonly isBrief: boolean;
  readonly isHelp: boolean;
}

export const help = `cdktf-aks review [FOLDER] [options]

Says what an output of CDK for Terraform holds, and what it changes. Needs no cloud and no credentials.

  FOLDER              the output to review (default: cdktf.out)
  --base FOLDER       compare with this output, e.g. that of the branch to merge into
  --plan FILE         what terraform show -json says of a saved plan, which makes the changes exact; for one stack of
                      several as STACK=FILE, and as often as there are plans
  --format FORMAT     markdown (default) or json
  --brief             the changes only; without it also what each changed stack holds
  --fail-on LEVEL     exit with 1 where a change is as bad as LEVEL or worse, possible ones too:
                      ${levels.join(', ')} (the worst first)

Exit codes: 0 reviewed; 1 as --fail-on says, or the output has errors; 2 the input can't be read.
`;

export function readOptions(args: readonly string[]): Options {
  const { values, positionals } = parse(args);
  const [command, folder, ...more] = positionals;
  const isHelp = values.help === true || (command === undefined && args.length === 0);
  if (!isHelp && command !== 'review') {
    throw new Problem(`The command must be review, got ${command ?? 'none'}. See cdktf-aks --help.`);
  }
  if (more.length > 0) throw new Problem(`review takes one folder, got also ${more.join(', ')}. See cdktf-aks --help.`);
  const { format = 'markdown', 'fail-on': failOn } = values;
  if (format !== 'markdown' && format !== 'json') {
    throw new Problem(`--format must be markdown or json, got ${format}.`);
  }
  if (failOn !== undefined && !isLevel(failOn)) {
    throw new Problem(`--fail-on must be one of ${levels.join(', ')}, got ${failOn}.`);
  }
  const { base, plan: plans = [], brief: isBrief = false } = values;
  if (failOn !== undefined && base === undefined && plans.length === 0) {
    throw new Problem('--fail-on judges changes: give --base or --plan with it.');
  }
  return { folder: folder ?? 'cdktf.out', base, plans, format, failOn, isBrief, isHelp };
}

function parse(args: readonly string[]) {
  try {
    return parseArgs({
      args: [...args],
      allowPositionals: true,
      options: {
        base: { type: 'string' },
        plan: { type: 'string', multiple: true },
        format: { type: 'string' },
        'fail-on': { type: 'string' },
        brief: { type: 'boolean' },
        help: { type: 'boolean', short: 'h' },
      },
    });
  } catch (error) {
    throw new Problem(`${(error as Error).message.split('. To specify')[0]}. See cdktf-aks --help.`);
  }
}

function isLevel(text: string): text is Level {
  return (levels as readonly string[]).includes(text);
}
