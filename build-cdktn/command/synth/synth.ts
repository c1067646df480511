import { existsSync, readdirSync } from 'node:fs';
import path from 'node:path';
import type { Outcome } from '../outcome';
import { readFolder, type StackEntry } from '../output/folder';
import { quoted } from '../print/shell';
import { type FailLevel, failLevels, type SynthOptions } from './options';
import { readProgram, runProgram } from './program';

type Kind = 'errors' | 'warnings' | 'unchecked' | 'manual' | 'acknowledged' | 'notes';

interface Remark {
  readonly construct: string;
  readonly text: string;
}

/** What a program wrote, and what the library remarks about it. */
interface Written {
  /** In the order to apply them in. */
  readonly stacks: readonly {
    readonly name: string;
    readonly folder: string;
    readonly dependencies: readonly string[];
  }[];
  readonly remarks: { readonly [kind in Kind]: readonly Remark[] };
  /** Folders of stacks that the program no longer has. */
  readonly leftovers: readonly { readonly folder: string; readonly states: readonly string[] }[];
}

const titles: { readonly [kind in Kind]: string } = {
  errors: 'Errors: nothing of this output must be deployed',
  warnings: 'Warnings',
  unchecked: 'Not verified, because facts are missing',
  manual: 'Run manually',
  acknowledged: 'Acknowledged warnings',
  notes: 'Notes',
};

/** Runs a program and lists what it wrote. */
export function synth(options: SynthOptions): Outcome {
  const program = readProgram(options);
  const { hasFailed, printed } = runProgram(program);
  if (hasFailed) {
    return { exitCode: 1, output: '', error: `${printed}\n\nThe program failed. Don't deploy ${program.output}.\n` };
  }
  const written = writtenTo(program.output);
  const text = options.format === 'json' ? `${JSON.stringify(written, null, 2)}\n` : page(written, options.isQuiet);
  const reason = reasonToFail(written, options.failOn);
  const output = options.format === 'json' || printed === '' ? text : `${printed}\n\n${text}`;
  return { exitCode: reason === undefined ? 0 : 1, output, error: reason === undefined ? '' : `${reason}\n` };
}

function writtenTo(output: string): Written {
  const entries = readFolder(output);
  const remarks: { [kind in Kind]: Remark[] } = {
    errors: [],
    warnings: [],
    unchecked: [],
    manual: [],
    acknowledged: [],
    notes: [],
  };
  for (const { level, construct, text } of entries.flatMap(({ annotations }) => annotations)) {
    remarks[level === 'error' ? 'errors' : level === 'warning' ? 'warnings' : kindOf(text)].push({ construct, text });
  }
  const stacks = entries.map(({ name, file, dependencies }) => ({ name, folder: folderOf(file), dependencies }));
  return { stacks, remarks, leftovers: leftoversIn(output, entries) };
}

/** The library marks its information by how the text begins. */
function kindOf(text: string): Kind {
  if (/^(unchecked|not verified): /.test(text)) return 'unchecked';
  if (/^Run manually: /.test(text)) return 'manual';
  return /^W\d{3} acknowledged /.test(text) ? 'acknowledged' : 'notes';
}

function leftoversIn(output: string, entries: readonly StackEntry[]): Written['leftovers'] {
  const folder = path.join(output, 'stacks');
  const current = new Set(entries.map(({ file }) => folderOf(file)));
  const all = existsSync(folder) ? readdirSync(folder).map((name) => path.join(folder, name)) : [];
  return all
    .filter((one) => !current.has(one) && existsSync(path.join(one, 'cdk.tf.json')))
    .map((one) => ({ folder: one, states: readdirSync(one).filter((name) => /\.tfstate$/.test(name)) }));
}

function folderOf(file: string): string {
  return path.relative('', path.dirname(file));
}

function reasonToFail({ remarks }: Written, failOn: FailLevel): string | undefined {
  const failing = failLevels.slice(0, failLevels.indexOf(failOn) + 1);
  const found = {
    error: remarks.errors.length,
    warning: remarks.warnings.length,
    unchecked: remarks.unchecked.length,
  };
  const counts = failing.filter((level) => found[level] > 0).map((level) => `${level}: ${found[level]}`);
  return counts.length === 0 ? undefined : `Failed by --fail-on ${failOn} (${counts.join(', ')}).`;
}

function page({ stacks, remarks, leftovers }: Written, isQuiet: boolean): string {
  const kinds: Kind[] = isQuiet ? ['errors', 'warnings'] : (Object.keys(titles) as Kind[]);
  const sections = kinds
    .filter((kind) => remarks[kind].length > 0)
    .map((kind) => `${titles[kind]} (${remarks[kind].length}):\n${remarks[kind].map(remarkText).join('\n')}`);
  const parts = [...(isQuiet ? [] : [applyOrder(stacks)]), ...leftovers.map(leftoverText), ...sections];
  return parts.map((part) => `${part}\n`).join('\n');
}

function applyOrder(stacks: Written['stacks']): string {
  const lines = stacks.map(({ name, folder, dependencies }, index) => {
    const after = dependencies.length > 0 ? ` (after ${dependencies.join(', ')})` : '';
    return `${index + 1}. ${name}${after}: terraform -chdir=${quoted(folder)} apply`;
  });
  return ['Stacks, in the order to apply them in:', ...lines].join('\n');
}

function leftoverText({ folder, states }: Written['leftovers'][number]): string {
  if (states.length === 0) return `${folder} is of a stack that the program no longer has. Delete it.`;
  return (
    `${folder} is of a stack that the program no longer has, and holds the state of what it deployed (${states.join(', ')}). ` +
    `Destroy that stack (terraform -chdir=${quoted(folder)} destroy), or move its state, before you delete the folder.`
  );
}

function remarkText({ construct, text }: Remark): string {
  return `  ${construct}: ${text.replaceAll('\n', '\n    ')}`;
}
