import { TerraformResource, TerraformStack } from 'cdktn';
import type { IConstruct } from 'constructs';
import { addLateRule, firstStack, type LateRun } from '../late-checks';
import { perApp } from '../ledger';
import { type LateRemark, remarkLate } from '../warnings';
import type { ProgramFacts } from './facts';
import { ProgramModel, type Statement } from './program-model';
import { type Finding, type ProgramRule, Report } from './program-rule';
import { programRules } from './rules';

const programOf = perApp((root) => new Program(root));

/**
 * States facts about a construct for the rules that compare constructs.
 *
 * @param facts evaluated when the program is complete, each time that the rules run.
 */
export function state<K extends keyof ProgramFacts>(scope: IConstruct, kind: K, facts: () => ProgramFacts[K]): void {
  programOf(scope).add({ scope, kind, facts });
}

/** Runs the rules when the program is complete, and reports the findings of the stack in it. */
export function evaluateLate(stack: TerraformStack): void {
  const program = programOf(stack);
  addLateRule(stack, (run) => program.errorsIn(stack, run));
  remarkLate(stack, () => program.remarksIn(stack));
}

/** The facts of one app, and the rules' findings. Rules between constructs run once per synth, not once per stack. */
class Program {
  private readonly statements: Statement[] = [];
  private remarks: Findings<LateRemark> | undefined;
  private errors: Findings<Finding> | undefined;
  private run: LateRun | undefined;
  /** The stacks that were validated separately since the errors were found: validating one again means another synth. */
  private readonly validated = new Set<TerraformStack>();

  public constructor(private readonly root: IConstruct) {}

  public add(statement: Statement): void {
    this.statements.push(statement);
    this.remarks = undefined;
    this.errors = undefined;
  }

  public errorsIn(stack: TerraformStack, run: LateRun): string[] {
    if (run !== this.run) this.begin(stack, run);
    this.errors ??= byStack(this.judge(isOfErrors).flatMap(({ errors }) => errors));
    return [...(this.errors.get(stack) ?? []), ...errorsOfResources(stack)].map(({ message }) => message);
  }

  /** Remarks are written before the first validation of a synth, so the first stack runs the rules again. */
  public remarksIn(stack: TerraformStack): readonly LateRemark[] {
    if (stack === firstStack(this.root)) this.remarks = undefined;
    this.remarks ??= byStack(this.judge(isOfRemarks).flatMap(({ remarks }) => remarks));
    return this.remarks.get(stack) ?? [];
  }

  private begin(stack: TerraformStack, run: LateRun): void {
    this.run = run;
    if (run.isWhole || this.validated.has(stack)) {
      this.errors = undefined;
      this.validated.clear();
    }
    if (!run.isWhole) this.validated.add(stack);
  }

  private judge(isWanted: (rule: ProgramRule) => boolean): Report[] {
    const model = new ProgramModel(this.root, this.statements);
    return programRules
      .filter((rule): rule is ProgramRule => 'check' in rule && isWanted(rule))
      .map((rule) => {
        const report = new Report(rule);
        rule.check(model, report);
        return report;
      });
  }
}

type Findings<T> = ReadonlyMap<TerraformStack, readonly T[]>;

function isOfErrors({ warning }: ProgramRule): boolean {
  return warning === undefined;
}

function isOfRemarks({ warning, canBeUnverified }: ProgramRule): boolean {
  return warning !== undefined || canBeUnverified === true;
}

function errorsOfResources(stack: TerraformStack): Finding[] {
  const resources = stack.node.findAll().filter(TerraformResource.isTerraformResource);
  const own = resources.filter((resource) => TerraformStack.of(resource) === stack);
  return programRules.flatMap((rule) => {
    if (!('checkResource' in rule)) return [];
    const report = new Report(rule);
    for (const resource of own) rule.checkResource(resource, report);
    return report.errors;
  });
}

function byStack<T extends { readonly scope: IConstruct }>(findings: readonly T[]): Findings<T> {
  const found = new Map<TerraformStack, T[]>();
  for (const finding of findings) {
    const stack = TerraformStack.of(finding.scope);
    const known = found.get(stack);
    if (known) known.push(finding);
    else found.set(stack, [finding]);
  }
  return found;
}
