import type { StackEntry } from '../output/folder';
import { readStack } from '../output/stack';
import type { Plan } from '../terraform/plan';
import { managed, type Stack } from '../terraform/resource';
import type { Release } from '../values/releases';
import type { Finding } from './finding';
import { findingsOf } from './findings';
import { codeChanges, plannedChanges } from './resource-changes';

/** What a plan does to a stack. */
export function comparePlanned(code: Stack, plan: Plan, dependents: readonly string[]): Finding[] {
  const [before, after] = [plan.before(code), plan.after(code)];
  const changes = plannedChanges(before, after, plan);
  const found = findingsOf({ name: code.name, before, after, changes, dependents, isPlanned: true });
  return [...plan.lost.map((release) => lostFinding(code.name, release)), ...found];
}

function lostFinding(stack: string, { address, namespace, name }: Release): Finding {
  const text =
    `release ${name} was not found in namespace ${namespace}, and applying the plan removes it from the state: ` +
    "it was uninstalled, or the plan couldn't read the namespace's Secrets";
  return { level: 'lost', stack, address, text, isPossible: false, isPlanned: true, weight: 0 };
}

/** The changes that a stack's code makes to the resources of its previous code. */
export function compareCode(before: Stack | undefined, after: Stack, dependents: readonly string[]): Finding[] {
  const none: Stack = { name: after.name, resources: new Map(), settings: new Map(), modules: [], moved: new Map() };
  const changes = codeChanges(before ?? none, after);
  const found = findingsOf({ name: after.name, before: before ?? none, after, changes, dependents, isPlanned: false });
  if (before) return found;
  // For a new stack, report what it opens and grants; that it creates resources is obvious.
  const text = `is new, with ${managed(after).length} resources: its inventory says which`;
  return [...found.filter(({ level }) => level !== 'other'), stackFinding(after.name, text)];
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
