import { existsSync, writeFileSync } from 'node:fs';
import type { reviewCommands } from '../command/options';
import { type Outcome, outcomeOf, success } from '../command/outcome';
import { oneLine } from '../command/print/visible';
import { Problem } from '../command/problem';
import { adopt } from './adopt/adopt';
import { type AdoptOptions, adoptHelp, readAdoptOptions } from './adopt/options';
import { reportOf } from './adopt/report';
import { readState } from './adopt/state';
import { reaches } from './changes/finding';
import { drift } from './drift/drift';
import { driftHelp, readDriftOptions } from './drift/options';
import { help, importsHelp, readOptions, reviewHelp } from './options';
import { Page } from './page/page';
import { json } from './print/json';
import { markdown } from './print/markdown';
import { imports, review } from './review';

const commands: { readonly [name in keyof typeof reviewCommands]: (args: readonly string[]) => Outcome } = {
  review: (args) => {
    const options = readOptions('review', args);
    return options ? runReview(options) : success(reviewHelp);
  },
  imports: (args) => {
    const options = readOptions('imports', args);
    return success(options ? imports(options) : importsHelp);
  },
  adopt: (args) => {
    const options = readAdoptOptions(args);
    return options ? runAdopt(options) : success(adoptHelp);
  },
  drift: (args) => {
    const options = readDriftOptions(args);
    return options ? runDrift(options) : success(driftHelp);
  },
};

/** The command line, without its process. */
export function run(args: readonly string[]): Outcome {
  const [name, ...more] = args;
  if (name === undefined || name === '--help' || name === '-h') return success(help);
  return outcomeOf(() => {
    if (Object.hasOwn(commands, name)) return commands[name as keyof typeof commands](more);
    const names = Object.keys(commands).join(', ');
    throw new Problem(`The command must be one of ${names}, got ${name}. See cdktf-aks-review --help.`);
  });
}

function runReview(options: NonNullable<ReturnType<typeof readOptions>>): Outcome {
  const page = options.html === undefined ? undefined : new Page();
  const result = review(options, (stack) => page?.add(stack));
  if (page && options.html !== undefined) write(options.html, page.text(result));
  const output = options.format === 'json' ? json(result) : markdown(result, options.isBrief);
  const isTooBad = options.failOn !== undefined && reaches(result.changes ?? [], options.failOn);
  const errors = result.stacks.flatMap(({ stack, errors: own }) =>
    own.map(({ text }) => oneLine(`- ${stack}: ${text}`)),
  );
  const lost = (result.changes ?? []).filter(({ level }) => level === 'lost');
  const reasons = [
    ...(lost.length > 0 && !options.allowsLost ? [lostReleases(lost.length)] : []),
    ...(isTooBad ? [`There are changes of level ${options.failOn} or worse.`] : []),
    ...(errors.length > 0 ? [`The output has errors. Don't deploy it:\n${errors.join('\n')}`] : []),
  ];
  return { exitCode: reasons.length > 0 ? 1 : 0, output, error: reasons.map((reason) => `${reason}\n`).join('') };
}

function runAdopt({ file, out, imports: isNewState }: AdoptOptions): Outcome {
  if (out !== undefined && existsSync(out)) throw new Problem(`${out} exists. Give another file, or remove it first.`);
  const adopted = adopt(readState(file), { imports: isNewState });
  const report = reportOf(adopted, file);
  if (out === undefined) return { exitCode: 0, output: adopted.program, error: report };
  writeFileSync(out, adopted.program);
  return success(report);
}

function write(file: string, text: string): void {
  try {
    writeFileSync(file, text);
  } catch (error) {
    throw new Problem(`--html must name a file that can be written, got ${file}: ${(error as Error).message}.`);
  }
}

function runDrift(options: NonNullable<ReturnType<typeof readDriftOptions>>): Outcome {
  const { page, isTooBad } = drift(options);
  const error = `Objects in the cluster differ from their releases, of danger ${options.failOn} or worse.\n`;
  return { exitCode: isTooBad ? 1 : 0, output: page, error: isTooBad ? error : '' };
}

function lostReleases(count: number): string {
  return (
    `Don't apply: the plan removes releases from the state because it didn't find them in the cluster (${count}). ` +
    'If they are there (helm list --all-namespaces), give the identity that plans access to the cluster and plan again. ' +
    'If they were uninstalled, review with --allow-lost.'
  );
}
