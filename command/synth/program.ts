import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, rmSync } from 'node:fs';
import path from 'node:path';
import { isRecord, readJson } from '../output/folder';
import { Problem } from '../problem';
import type { SynthOptions } from './options';

/** How to run a program of CDK for Terraform, as its CLI does. */
export interface Program {
  readonly app: string;
  readonly output: string;
  readonly context: { readonly [key: string]: unknown };
}

export interface ProgramRun {
  readonly hasFailed: boolean;
  /** What the program printed. */
  readonly printed: string;
}

/** Context of an app: the library prints its warnings to stderr if this is not false. Commands print them themselves. */
export const printsWarnings = 'cdktf-aks:printWarnings';

export function readProgram({ app: givenApp, output: givenOutput }: SynthOptions): Program {
  const config = existsSync('cdktf.json') ? readJson('cdktf.json') : {};
  if (!isRecord(config)) throw new Problem('cdktf.json must be a JSON object.');
  const { app, output, context } = config;
  const command = givenApp ?? app;
  if (typeof command !== 'string' || command.trim() === '') {
    throw new Problem(
      'The current folder has no cdktf.json with an "app". Run the command in the project\'s folder, create a project with ' +
        'cdktf-aks init, or pass --app, e.g. --app "npx tsx main.ts".',
    );
  }
  return {
    app: command,
    output: givenOutput ?? (typeof output === 'string' ? output : 'cdktf.out'),
    context: isRecord(context) ? context : {},
  };
}

/**
 * Runs a program in a shell. The manifest of an earlier run is deleted first, so that a failed run leaves none.
 *
 * Source maps are for the line of an error only: a program that fails runs a second time, with them.
 */
export function runProgram(program: Program): ProgramRun {
  const given = process.env.NODE_OPTIONS ?? '';
  const fast = run(program, `${given} --require ${JSON.stringify(require.resolve('./no-source-maps'))}`.trim());
  return fast.hasFailed ? run(program, given) : fast;
}

function run({ app, output, context }: Program, nodeOptions: string): ProgramRun {
  mkdirSync(output, { recursive: true });
  rmSync(path.join(output, 'manifest.json'), { force: true });
  const { status, stdout, stderr, error } = spawnSync(app, {
    shell: true,
    encoding: 'utf8',
    maxBuffer: 256 * 1024 * 1024,
    stdio: ['inherit', 'pipe', 'pipe'],
    env: {
      ...process.env,
      NODE_OPTIONS: nodeOptions,
      // npx looks for a command in node_modules/.bin; so does a shell that is run by npm.
      PATH: [path.resolve('node_modules/.bin'), process.env.PATH].join(path.delimiter),
      CDKTF_OUTDIR: output,
      CDKTF_CONTEXT_JSON: JSON.stringify({ ...context, [printsWarnings]: false }),
      CDKTF_CONTINUE_SYNTH_ON_ERROR_ANNOTATIONS: 'true',
    },
  });
  if (error) throw new Problem(`${app} can't be run: ${error.message}.`);
  return { hasFailed: status !== 0, printed: messageOf(`${stdout}${stderr}`) };
}

/** What a program prints; of an error that describes itself the message, and the line of the program that raised it. */
function messageOf(printed: string): string {
  const lines = printed.trim().split('\n');
  const first = lines.findIndex((line) => /^(ConstructError: |Error: Validation failed)/.test(line));
  if (first < 0) return lines.join('\n');
  const rest = lines.slice(first);
  const end = rest.findIndex((line) => line.startsWith('    at '));
  const message = rest.slice(0, end < 0 ? undefined : end).join('\n');
  const own = rest.find((line) => line.startsWith('    at ') && !notOfTheProgram.test(line));
  return [message.replace(/^\w+: /, '').trimEnd(), ...(own === undefined ? [] : [own])].join('\n');
}

const library = path.join(__dirname, '../..').replaceAll(/[^\w]/g, '\\$&');
const notOfTheProgram = new RegExp(`node_modules|node:|${library}[\\\\/](lib|build)[\\\\/]`);
