import { Aspects, TerraformStack } from 'cdktn';
import type { IConstruct } from 'constructs';
import { firstStack } from './late-checks';
import { perApp, perStack } from './ledger';

type Step = () => void;

interface Steps {
  readonly byStack: Map<TerraformStack, Step[]>;
  hasRun: boolean;
}

const stepsOfApp = perApp((): Steps => ({ byStack: new Map(), hasRun: false }));
const reportsOfStack = perStack(hook);

/**
 * Runs `step` when the program is complete, before anything is checked or written: for constructs that exist only because of
 * others, and for dependencies on them. Every synth runs it again, so it must be idempotent.
 *
 * All stacks' steps run with the first stack, because the rules of the whole program do (`checkLate`).
 */
export function beforeSynth(scope: IConstruct, step: Step): void {
  const stack = TerraformStack.of(scope);
  runStepsWith(stack);
  runStepsWith(firstStack(stack.node.root) ?? stack);
  const { byStack } = stepsOfApp(stack);
  const steps = byStack.get(stack) ?? [];
  byStack.set(stack, steps);
  steps.push(step);
}

/** Runs the steps of all stacks when the stack of a construct is synthesized. */
export function runStepsWith(scope: IConstruct): void {
  reportsOfStack(scope);
}

/** Runs `report` after the steps of the stack, when no more constructs are created: for warnings and notes. */
export function reportAtSynth(scope: IConstruct, report: Step): void {
  reportsOfStack(scope).push(report);
}

/** An aspect of the stack, because cdktf doesn't run aspects of the app. It finishes before the stack's children are visited. */
function hook(stack: TerraformStack): Step[] {
  const reports: Step[] = [];
  Aspects.of(stack).add({
    visit: (node) => {
      if (node !== stack) return;
      runSteps(stack);
      for (const report of reports) report();
    },
  });
  return reports;
}

function runSteps(stack: TerraformStack): void {
  const steps = stepsOfApp(stack);
  const isForAll = !steps.hasRun || stack === firstStack(stack.node.root);
  steps.hasRun = true;
  // Steps can add steps, which run too.
  for (const [owner, own] of steps.byStack) if (isForAll || owner === stack) for (const step of own) step();
}
