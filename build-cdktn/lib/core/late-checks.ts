import { TerraformStack } from 'cdktn';
import type { IConstruct } from 'constructs';
import { Faults } from './faults';
import { perApp } from './ledger';

/** One validation; the lifetime of work that rules share. */
export interface LateRun {
  /** Whether it runs the rules of all stacks, rather than those of one. */
  readonly isWhole: boolean;
}

type Rule = (run: LateRun) => string[];

const rulesOfApp = perApp(() => new Map<TerraformStack, Rule[]>());

/**
 * Adds a rule that needs the complete program. cdktf validates and writes stack by stack; therefore the app's first stack runs
 * the rules of all stacks, so that nothing is written if one fails. Every stack also runs its own rules, for tests that
 * synthesize a single stack. (Not covered: a stack without constructs of the library that becomes the first one after the last
 * rule was added.)
 */
export function checkLate(scope: IConstruct, check: (faults: Faults) => void): void {
  addLateRule(scope, () => {
    const faults = new Faults(scope);
    check(faults);
    return faults.messages();
  });
}

/** Adds a late rule for several constructs; it returns its messages. */
export function addLateRule(scope: IConstruct, rule: Rule): void {
  const own = TerraformStack.of(scope);
  const rules = rulesOfApp(scope);
  guard(rules, own);
  guard(rules, firstStack(scope.node.root) ?? own);
  rules.get(own)?.push(rule);
}

function guard(rules: Map<TerraformStack, Rule[]>, stack: TerraformStack): void {
  if (rules.has(stack)) return;
  rules.set(stack, []);
  stack.node.addValidation({
    validate: () => {
      const run: LateRun = { isWhole: stack === firstStack(stack.node.root) };
      const all = run.isWhole ? [...rules.values()].flat() : (rules.get(stack) ?? []);
      return all.flatMap((rule) => rule(run));
    },
  });
}

/** The stack that cdktf writes first: the first one of the tree, parents before children. */
export function firstStack(scope: IConstruct): TerraformStack | undefined {
  if (TerraformStack.isStack(scope)) return scope;
  for (const child of scope.node.children) {
    const stack = firstStack(child);
    if (stack) return stack;
  }
  return undefined;
}
