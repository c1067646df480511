import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { readFolder, type StackEntry } from '../command/output/folder';
import { readStack } from '../command/output/stack';
import { quoted } from '../command/print/shell';
import { oneLine } from '../command/print/visible';
import { Problem } from '../command/problem';
import { type Stack, withoutIndex } from '../command/terraform/resource';
import { type Comparison, compareCode, comparePlanned, removedStack } from './changes/compare';
import { type Finding, inOrder } from './changes/finding';
import { type Inventory, inventoryOf } from './inventory/inventory';
import type { Options } from './options';
import { type Plan, readPlan } from './terraform/plan';
import { type Release, releasesOf } from './values/releases';

export interface Review {
  readonly folder: string;
  readonly base?: string;
  /** The plan of a stack, for stacks that have one. */
  readonly plans: { readonly [stack: string]: { readonly file: string; readonly terraformVersion: string } };
  /** Undefined without a base or plan to compare with. */
  readonly changes?: readonly Finding[];
  readonly stacks: readonly Inventory[];
}

/** A stack with everything that the review read and compared. */
export interface ReviewedStack extends Comparison {
  readonly code: Stack;
  readonly dependencies: readonly string[];
}

/** One stack after the other, so that thousands fit into memory; `visit` sees each before it is forgotten. */
export function review(
  options: Pick<Options, 'folder' | 'base' | 'plans'>,
  visit: (stack: ReviewedStack) => void = () => {},
): Review {
  const entries = readFolder(options.folder);
  const base =
    options.base === undefined ? undefined : new Map(readFolder(options.base).map((entry) => [entry.name, entry]));
  const plans = assigned(options.plans, entries);
  const dependents = dependentsOf(entries);
  const findings: Finding[] = [];
  const stacks = entries.map((entry) => {
    const code = readStack(entry);
    const plan = plans.get(entry.name);
    const after = dependents.get(entry.name) ?? [];
    const old = base?.get(entry.name);
    const isUnchanged = !base || (old !== undefined && isSameFile(old, entry));
    const compared = plan
      ? comparePlanned(code, plan, after)
      : isUnchanged
        ? { before: code, after: code, changes: [], findings: [] }
        : compareCode(old && readStack(old), code, after);
    findings.push(...compared.findings);
    visit({ code, dependencies: entry.dependencies, ...compared });
    base?.delete(entry.name);
    return inventoryOf(entry, code);
  });
  for (const gone of base?.values() ?? []) findings.push(removedStack(gone));
  const isCompared = base !== undefined || plans.size > 0;
  return {
    folder: options.folder,
    base: options.base,
    plans: Object.fromEntries(
      [...plans].map(([stack, { file, terraformVersion }]) => [stack, { file, terraformVersion }]),
    ),
    changes: isCompared ? inOrder(findings) : undefined,
    stacks,
  };
}

/** The commands that import releases: those that the plans lose, or without plans, all releases of the output. */
export function imports({ folder, plans: given }: Pick<Options, 'folder' | 'plans'>): string {
  const entries = readFolder(folder);
  const plans = assigned(given, entries);
  const lines = entries
    .filter(({ name }) => plans.size === 0 || plans.has(name))
    .flatMap((entry) =>
      (plans.get(entry.name)?.lost ?? releasesOf(readStack(entry))).map((one) => importOf(entry, one)),
    );
  return lines.map((line) => `${line}\n`).join('');
}

function importOf({ file }: StackEntry, { address, namespace, name }: Release): string {
  const id = `${namespace}/${name}`;
  if (id.includes('${')) return oneLine(`# ${address}: only Terraform can evaluate its namespace and name, ${id}`);
  return `terraform -chdir=${quoted(path.relative('', path.dirname(file)))} import ${quoted(address)} ${quoted(id)}`;
}

/** Most stacks are unchanged, byte by byte, and need not be parsed. */
function isSameFile(a: StackEntry, b: StackEntry): boolean {
  return existsSync(a.file) && existsSync(b.file) && readFileSync(a.file).equals(readFileSync(b.file));
}

/** Stacks by the name of a direct or indirect dependency. */
function dependentsOf(entries: readonly StackEntry[]): Map<string, string[]> {
  const dependents = new Map<string, string[]>();
  const reached = new Map<string, Set<string>>();
  for (const { name, dependencies } of entries) {
    const below = new Set(dependencies.flatMap((one) => [one, ...(reached.get(one) ?? [])]));
    reached.set(name, below);
    for (const one of below) dependents.set(one, [...(dependents.get(one) ?? []), name]);
  }
  return dependents;
}

/** Assigns plans to stacks: as given, or by the addresses that they share. */
function assigned(given: readonly string[], entries: readonly StackEntry[]): Map<string, Plan> {
  const plans = new Map<string, Plan>();
  for (const text of given) {
    const named = entries.find(({ name }) => text.startsWith(`${name}=`));
    const plan = readPlan(named ? text.slice(named.name.length + 1) : text);
    const stack = named ?? bestMatch(plan, entries);
    if (plans.has(stack.name))
      throw new Problem(`Two plans match stack ${stack.name}. Pass each as --plan STACK=FILE.`);
    plans.set(stack.name, plan);
  }
  return plans;
}

function bestMatch(plan: Plan, entries: readonly StackEntry[]): StackEntry {
  if (entries.length === 1) return entries[0];
  const shared = entries.map((entry) => {
    const { resources } = readStack(entry);
    return [...plan.addresses].filter((address) => resources.has(withoutIndex(address))).length;
  });
  const most = Math.max(...shared);
  const best = entries.filter((_, index) => shared[index] === most);
  if (most === 0 || best.length > 1) {
    const names = entries.slice(0, 5).map(({ name }) => name);
    const list = `${names.join(', ')}${entries.length > 5 ? ', ...' : ''}`;
    throw new Problem(
      `${plan.file} matches no stack, or several. Pass it as --plan STACK=FILE. The stacks are ${list}.`,
    );
  }
  return best[0];
}
