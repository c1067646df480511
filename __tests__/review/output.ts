import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Outcome } from '../../command/outcome';
import { run } from '../command/run';
import { projectRoot } from '../support/tools';

export const fixtures = path.join(projectRoot, '__tests__/review/fixtures');
const made: string[] = [];

export interface StackText {
  readonly json: object | string;
  readonly dependencies?: string[];
  readonly annotations?: object[];
}

/** Writes an output of cdktf, and gives its folder. */
export function output(stacks: { [name: string]: StackText }): string {
  const folder = emptyFolder();
  const entries = Object.entries(stacks).map(([name, { json, dependencies = [], annotations = [] }]) => {
    const synthesizedStackPath = `stacks/${name}/cdk.tf.json`;
    mkdirSync(path.join(folder, 'stacks', name), { recursive: true });
    writeFileSync(path.join(folder, synthesizedStackPath), typeof json === 'string' ? json : JSON.stringify(json));
    return [name, { name, constructPath: name, synthesizedStackPath, dependencies, annotations }];
  });
  writeFileSync(
    path.join(folder, 'manifest.json'),
    JSON.stringify({ stacks: Object.fromEntries(entries), version: '0.21.0' }),
  );
  return folder;
}

export function emptyFolder(): string {
  const folder = mkdtempSync(path.join(tmpdir(), 'cdktf-aks-review-test-'));
  made.push(folder);
  return folder;
}

export function removeFolders(): void {
  for (const folder of made.splice(0)) rmSync(folder, { recursive: true, force: true });
}

/** One stack named `s` with resources by address. */
export function resources(byAddress: { [address: string]: object }): string {
  const resource: { [type: string]: { [name: string]: object } } = {};
  for (const [address, args] of Object.entries(byAddress)) {
    const [type, name] = address.split('.');
    resource[type] = { ...resource[type], [name]: args };
  }
  return output({ s: { json: { resource } } });
}

interface Change {
  readonly level: string;
  readonly text: string;
  readonly address: string;
  readonly isPossible: boolean;
}

/** What changes between two outputs, as `level: text`, and `(possible)` after changes that only a plan can confirm. */
export function changes(base: string, head: string, ...more: string[]): string[] {
  const { changes: found } = reviewed(head, '--base', base, ...more) as { changes: Change[] };
  return found.map(({ level, text, isPossible }) => `${level}: ${text}${isPossible ? ' (possible)' : ''}`);
}

export function changed(before: { [address: string]: object }, after: { [address: string]: object }): string[] {
  return changes(resources(before), resources(after));
}

export function reviewed(...args: string[]): any {
  const { exitCode, output: text, error } = run(['review', ...args, '--format', 'json']);
  if (exitCode === 2) throw new Error(error);
  return JSON.parse(text);
}

/** What the command says of input that it can't read. */
export function refused(...args: string[]): string {
  const outcome: Outcome = run(args);
  if (outcome.exitCode !== 2) throw new Error(`Not refused:\n${outcome.output}`);
  return outcome.error.trimEnd();
}

export function release(values: string, more: object = {}): object {
  const chart = 'assets/CdktfAksManifestsChart/1.0.0';
  return { name: 'objects', namespace: 'shop', chart, values: [values], ...more };
}
