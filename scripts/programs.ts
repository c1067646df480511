import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import * as ts from 'typescript';

export const projectRoot = path.join(__dirname, '..');

/** A program that users read: main.ts, or that of an example. */
export interface Program {
  /** `main`, or the example's folder. */
  readonly name: string;
  readonly file: string;
}

/** The synthesized Terraform JSON of each stack, as written. */
export type Synthesized = { readonly [stack: string]: string };

/** What one run of a program gives. */
export interface Outcome {
  readonly stacks: Synthesized;

  /** What cdktf reads beside them: the order of stacks, and annotations. */
  readonly manifest: Manifest;
}

export interface Manifest {
  readonly stacks: {
    readonly [stack: string]: { readonly dependencies: string[]; readonly annotations: Annotation[] };
  };
}

export interface Annotation {
  readonly constructPath: string;
  readonly level: string;
  readonly message: string;
}

export function programs(): Program[] {
  const examples = readdirSync(path.join(projectRoot, 'examples')).sort();
  return [
    { name: 'main', file: path.join(projectRoot, 'main.ts') },
    ...examples.map((name) => ({ name, file: path.join(projectRoot, 'examples', name, 'main.ts') })),
  ].filter(({ file }) => existsSync(file));
}

/** The major versions of azurerm that programs are synthesized for; they choose the first by themselves. */
export type AzurermMajor = 4 | 5;

export function synthesize({ file }: Program, azurerm: AzurermMajor = 4): Synthesized {
  return runProgram(requiring(azurerm, readFileSync(file, 'utf8')), file);
}

/** A program's text, which calls `requireProviders` for each stack, with another major version of azurerm. */
export function requiring(azurerm: AzurermMajor, text: string): string {
  if (azurerm === 4) return text;
  const changed = text.replace(/\brequireProviders\((\w+)\)/g, `requireProviders($1, { azurerm: ${azurerm} })`);
  if (changed === text) throw new Error('A program calls requireProviders(STACK) in no place.');
  return changed;
}

/**
 * Runs a program's text in this process as if it stood in `file`; `cdktf-aks` is lib/. Much faster than a process each, and
 * a second run really runs it again.
 */
export function runProgram(text: string, file: string): Synthesized {
  return outcomeOf(text, file).stacks;
}

export function outcomeOf(text: string, file: string): Outcome {
  const outdir = mkdtempSync(path.join(tmpdir(), 'cdktf-aks-synth-'));
  try {
    runProgramTo(outdir, text, file);
    return readOutcome(outdir);
  } finally {
    rmSync(outdir, { recursive: true, force: true });
  }
}

/** The same, and what it writes stays in `outdir`. */
export function runProgramTo(outdir: string, text: string, file: string): void {
  const environment = { ...process.env };
  for (const name of Object.keys(process.env)) if (name.startsWith('TFSTATE_')) delete process.env[name];
  process.env.CDKTF_OUTDIR = outdir;
  process.env.CDKTF_CONTEXT_JSON = JSON.stringify({ 'cdktf-aks:printWarnings': false });
  try {
    const { module, target } = { module: ts.ModuleKind.CommonJS, target: ts.ScriptTarget.ES2022 };
    const options = { module, target, esModuleInterop: true };
    const { outputText } = ts.transpileModule(text, { fileName: file, compilerOptions: options });
    const run = new Function('require', 'module', 'exports', '__filename', '__dirname', outputText);
    const ownModule = { exports: {} };
    run((id: string) => load(id, file), ownModule, ownModule.exports, file, path.dirname(file));
  } finally {
    delete process.env.CDKTF_OUTDIR;
    delete process.env.CDKTF_CONTEXT_JSON;
    Object.assign(process.env, environment);
  }
}

function load(id: string, file: string): unknown {
  if (id === 'cdktf-aks') return require('../lib');
  if (id === 'cdktf-aks/testing') return require('../command/testing');
  return require(id.startsWith('.') ? path.resolve(path.dirname(file), id) : id);
}

/** What a program has written to a folder. */
export function readOutcome(outdir: string): Outcome {
  const manifest: Manifest = JSON.parse(readFileSync(path.join(outdir, 'manifest.json'), 'utf8'));
  return { stacks: readStacks(outdir), manifest };
}

function readStacks(outdir: string): Synthesized {
  const folder = path.join(outdir, 'stacks');
  const stacks = existsSync(folder) ? readdirSync(folder).sort() : [];
  return Object.fromEntries(
    stacks.map((stack) => [stack, readFileSync(path.join(folder, stack, 'cdk.tf.json'), 'utf8')]),
  );
}
