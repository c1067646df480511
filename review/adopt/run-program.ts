import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { readFolder } from '../../command/output/folder';
import { readStack } from '../../command/output/stack';
import { printsWarnings } from '../../command/synth/program';
import type { Stack } from '../../command/terraform/resource';
import type { Field } from './expression';
import { modules } from './library';
import type { Program } from './program';

/** A fault that the library finds in a program. */
export interface Refusal {
  /** The construct's path in the app; empty where the library doesn't say it. */
  readonly construct: string;
  readonly faults: readonly { readonly prop: string; readonly text: string }[];
  readonly message: string;
}

export type Outcome = { readonly stack: Stack } | { readonly refusal: Refusal };

/** Runs the program in this process, as `cdktf synth` does, and reads the stack that it writes to a folder of its own. */
export function runProgram(program: Program, omitted: ReadonlySet<Field>): Outcome {
  const outdir = mkdtempSync(path.join(tmpdir(), 'cdktf-aks-adopt-'));
  const { stackTraceLimit } = Error;
  // cdktf takes a stack trace for each token, which is not used here.
  Error.stackTraceLimit = 0;
  try {
    const body = program.body(omitted);
    const scope = new Map<string, unknown>();
    for (const [module, names] of Object.entries(program.imports(body))) {
      for (const name of names) scope.set(name, modules.load(module)[name]);
    }
    const App = scope.get('App') as new (options: object) => object;
    scope.set(
      'App',
      class extends App {
        public constructor(options: object = {}) {
          super({ ...options, outdir, context: { [printsWarnings]: false } });
        }
      },
    );
    new Function(...scope.keys(), `${body}app.synth();`)(...scope.values());
    return { stack: readStack(readFolder(outdir)[0]) };
  } catch (error) {
    const { name, message } = error as Error;
    const { faults = [] } = error as { faults?: Refusal['faults'] };
    if (name !== 'ConstructError' && !/^Validation failed/.test(message)) throw error;
    const [, construct = ''] = /^\w+ '([^']+)'/.exec(message) ?? [];
    return { refusal: { construct, faults, message } };
  } finally {
    Error.stackTraceLimit = stackTraceLimit;
    rmSync(outdir, { recursive: true, force: true });
  }
}
