import { parseOptions } from '../options';
import { Problem } from '../problem';

/** What an output can have that fails the command, the worst first; each includes those before it. */
export const failLevels = ['error', 'warning', 'unchecked'] as const;
export type FailLevel = (typeof failLevels)[number];

export interface SynthOptions {
  readonly app?: string;
  readonly output?: string;
  readonly failOn: FailLevel;
  readonly isQuiet: boolean;
  readonly format: 'text' | 'json';
}

export const synthHelp = `cdktf-aks synth [options]

Runs the program in cdktf.json ("app") in the current folder, and lists the stacks in the order to apply them in, all warnings,
skipped checks, and commands to run manually. It needs neither cloud access nor Terraform.

  --app COMMAND       the program's command (default: "app" of cdktf.json)
    --output FOLDER     the program's output folder (default: "output" of cdktf.json, or cdktf.out)
  --fail-on LEVEL     exit with 1 on this level or a worse one: error (default), warning, unchecked
  --quiet             list errors and warnings only
  --format FORMAT     text (default) or json

Exit codes: 0 written; 1 the program failed, or --fail-on applies; 2 cdktf.json or the options can't be read.
`;

/** Undefined if help is requested. */
export function readSynthOptions(args: readonly string[]): SynthOptions | undefined {
  const { values, positionals } = parseOptions('synth', args, {
    app: { type: 'string' },
    output: { type: 'string', short: 'o' },
    'fail-on': { type: 'string' },
    quiet: { type: 'boolean', short: 'q' },
    format: { type: 'string' },
    help: { type: 'boolean', short: 'h' },
  });
  if (values.help) return undefined;
  if (positionals.length > 0) {
    throw new Problem(`synth takes no folder, got ${positionals.join(', ')}. See cdktf-aks synth --help.`);
  }
  const { app, output, quiet: isQuiet = false, format = 'text' } = values;
  const failOn = failLevels.find((level) => level === (values['fail-on'] ?? 'error'));
  if (!failOn) throw new Problem(`--fail-on must be one of ${failLevels.join(', ')}, got ${values['fail-on']}.`);
  if (format !== 'text' && format !== 'json') throw new Problem(`--format must be text or json, got ${format}.`);
  return { app, output, failOn, isQuiet, format };
}
