import { existsSync, readFileSync, realpathSync, statSync } from 'node:fs';
import path from 'node:path';
import { Problem } from '../problem';
import { lookUp } from '../terraform/resource';

export interface Annotation {
  readonly level: 'info' | 'warning' | 'error';
  readonly construct: string;
  readonly text: string;
}

/** A stack as the manifest of an output names it. */
export interface StackEntry {
  readonly name: string;
  readonly file: string;
  readonly dependencies: readonly string[];
  readonly annotations: readonly Annotation[];
}

/** What cdktf calls the levels of annotations. */
export const annotationLevels: { readonly [type: string]: Annotation['level'] } = {
  '@cdktf/info': 'info',
  '@cdktf/warn': 'warning',
  '@cdktf/error': 'error',
};

/** The stacks of an output folder, behind those that they depend on. */
export function readFolder(folder: string): StackEntry[] {
  if (!existsSync(folder)) {
    throw new Problem(
      `${folder} does not exist. Synthesize first (npm run synth, or cdktf synth), or name the folder.`,
    );
  }
  const manifest = path.join(folder, 'manifest.json');
  if (!existsSync(manifest)) {
    throw new Problem(
      `${folder} has no manifest.json, so it is no output of cdktf. Synthesize first, or name the folder.`,
    );
  }
  checkInside(folder, manifest);
  const content = readJson(manifest);
  const stacks = isRecord(content) && isRecord(content.stacks) ? Object.entries(content.stacks) : undefined;
  if (!stacks) throw new Problem(`${manifest} has no "stacks", so it is no manifest of cdktf.`);
  if (stacks.length === 0) throw new Problem(`${folder} holds no stack: does the program end with app.synth()?`);
  return inOrder(stacks.map(([name, entry]) => readEntry(folder, manifest, name, entry)));
}

const largestFile = 256 * 1024 ** 2;

/** A file's JSON; a problem that describes the error if it can't be parsed. */
export function readJson(file: string): unknown {
  if (!existsSync(file) || !statSync(file).isFile()) {
    throw new Problem(`${file} is missing. Was synth interrupted? Run it again.`);
  }
  if (statSync(file).size > largestFile) throw new Problem(`${file} must be at most 256 MB.`);
  const text = readFileSync(file, 'utf8');
  try {
    return JSON.parse(text);
  } catch (error) {
    const why = text.trim() === '' ? 'it is empty' : (error as Error).message;
    throw new Problem(`${file} is no complete JSON: ${why}. Was it being written, or was synth interrupted?`);
  }
}

function readEntry(folder: string, manifest: string, name: string, entry: unknown): StackEntry {
  if (!isRecord(entry) || typeof entry.synthesizedStackPath !== 'string') {
    throw new Problem(`${manifest} says no synthesizedStackPath of stack ${name}, so it is no manifest of cdktf.`);
  }
  const file = path.resolve(folder, entry.synthesizedStackPath);
  if (!file.startsWith(path.resolve(folder) + path.sep)) {
    throw new Problem(`${manifest} puts stack ${name} outside of the folder: ${entry.synthesizedStackPath}.`);
  }
  checkInside(folder, file);
  if (!file.endsWith('.json')) {
    throw new Problem(`${file} is not JSON: synthesize without --hcl.`);
  }
  const { dependencies, annotations } = entry;
  return {
    name,
    file,
    dependencies: Array.isArray(dependencies) ? dependencies.map(String) : [],
    annotations: Array.isArray(annotations) ? annotations.filter(isRecord).map(annotationOf) : [],
  };
}

/** A link in an output could make the review print any file of the machine. */
function checkInside(folder: string, file: string): void {
  if (existsSync(file) && !realpathSync(file).startsWith(realpathSync(folder) + path.sep)) {
    throw new Problem(`${file} is a link to a file outside of ${folder}. Synthesize again, and review the new output.`);
  }
}

function annotationOf({ level, constructPath, message }: Record<string, unknown>): Annotation {
  return {
    level: lookUp(annotationLevels, String(level)) ?? 'info',
    construct: String(constructPath ?? ''),
    text: String(message ?? ''),
  };
}

function inOrder(stacks: StackEntry[]): StackEntry[] {
  const byName = new Map(stacks.map((stack) => [stack.name, stack]));
  const ordered = new Set<StackEntry>();
  const visiting = new Set<StackEntry>();
  const visit = (stack: StackEntry | undefined): void => {
    if (!stack || visiting.has(stack)) return;
    visiting.add(stack);
    for (const name of stack.dependencies) visit(byName.get(name));
    ordered.add(stack);
  };
  for (const stack of stacks) visit(stack);
  return [...ordered];
}

export function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
