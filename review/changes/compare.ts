import type { StackEntry } from '../../command/output/folder';
import { readStack } from '../../command/output/stack';
import { managed, type Stack } from '../../command/terraform/resource';
import type { Plan } from '../terraform/plan';
import type { Release } from '../values/releases';
import type { Finding } from './finding';
import { findingsOf } from './findings';
import { codeChanges, plannedChanges, type ResourceChange } from './resource-changes';

/** A stack before and after, its changed resources, and what that means. */
export interface Comparison {
  readonly before: Stack;
  readonly after: Stack;
  readonly changes: readonly ResourceChange[];
  readonly findings: readonly Finding[];
}

/** What a plan does to a stack. */
export function comparePlanned(code: Stack, plan: Plan, dependents: readonly string[]): Comparison {
  const [before, after] = [plan.before(code), plan.after(code)];
  const changes = plannedChanges(before, after, plan);
  const found = findingsOf({ name: code.name, before, after, changes, dependents, isPlanned: true });
  const findings = [...plan.lost.map((release) => lostFinding(code.name, release)), ...found];
  return { before, after, changes, findings };
}

function lostFinding(stack: string, { address, namespace, name }: Release): Finding {
  const text =
    `release ${name} was not found in namespace ${namespace}, and applying the plan removes it from the state: ` +
    "it was uninstalled, or the plan couldn't read the namespace's Secrets";
  return { level: 'lost', stack, address, text, isPossible: false, isPlanned: true, weight: 0 };
}

/** The changes that a stack's code makes to the resources of its previous code. */
export function compareCode(known: Stack | undefined, after: Stack, dependents: readonly string[]): Comparison {
  const none: Stack = {
    name: after.name,
    resources: new Map(),
    settings: new Map(),
    modules: [],
    moved: new Map(),
    imported: new Set(),
    released: new Set(),
  };
  const before = known ?? none;
  const changes = codeChanges(before, after);
  const found = findingsOf({ name: after.name, before, after, changes, dependents, isPlanned: false });
  if (known) return { before, after, changes, findings: found };
  // For a new stack, report what it opens and grants; that it creates resources is obvious.
  const text = `is new, with ${managed(after).length} resources: its inventory says which`;
  const findings = [...found.filter(({ level }) => level !== 'other'), stackFinding(after.name, text)];
  return { before, after, changes, findings };
}

/** A stack that is in the former output only. */
export function removedStack(entry: StackEntry): Finding {
  const count = managed(readStack(entry)).length;
  return stackFinding(
    entry.name,
    `is in the output no more, and nothing destroys the ${count} resources that it made: ` +
      'destroy it with its last output, or they stay',
  );
}

function stackFinding(stack: string, text: string): Finding {
  const address = '';
  return {
    level: 'other',
    stack,
    address,
    text: `stack ${stack} ${text}`,
    isPossible: false,
    isPlanned: false,
    weight: 2,
  };
}
