import { TerraformStack } from 'cdktf';
import type { IConstruct } from 'constructs';
import { addLateRule, firstStack, type LateRun } from '../late-checks';
import { perApp } from '../ledger';
import { type LateRemark, remarkLate } from '../warnings';
import type { ProgramFacts } from './facts';
import { ProgramModel, type Statement } from './program-model';
import { Report } from './program-rule';
import { programRules } from './rules';

const programOf = perApp((root) => new Program(root));

/**
 * States facts about a construct for the rules that compare constructs.
 *
 * @param facts asked once the program is finished, each time that it is judged.
 */
export function state<K extends keyof ProgramFacts>(scope: IConstruct, kind: K, facts: () => ProgramFacts[K]): void {
  programOf(scope).add({ scope, kind, facts });
}

/** Has the program judged once it is finished, and what concerns the stack reported there. */
export function evaluateLate(stack: TerraformStack): void {
  const program = programOf(stack);
  addLateRule(stack, (run) => program.errorsIn(stack, run));
  remarkLate(stack, () => program.remarksIn(stack));
}

/** The facts of one app, and what the rules say about them. */
class Program {
  private readonly statements: Statement[] = [];
  private reports: readonly Report[] | undefined;
  private run: LateRun | undefined;

  public constructor(private readonly root: IConstruct) {}

  public add(statement: Statement): void {
    this.statements.push(statement);
    this.reports = undefined;
  }

  public errorsIn(stack: TerraformStack, run: LateRun): string[] {
    if (this.run !== run) this.reports = undefined;
    this.run = run;
    return this.evaluate()
      .flatMap(({ errors }) => errors)
      .filter(({ scope }) => TerraformStack.of(scope) === stack)
      .map(({ message }) => message);
  }

  /** Remarks are written before the first validation of a synth, so the first stack judges the program again. */
  public remarksIn(stack: TerraformStack): LateRemark[] {
    if (stack === firstStack(this.root)) this.reports = undefined;
    return this.evaluate()
      .flatMap(({ remarks }) => remarks)
      .filter(({ scope }) => TerraformStack.of(scope) === stack);
  }

  private evaluate(): readonly Report[] {
    this.reports ??= this.report();
    return this.reports;
  }

  private report(): readonly Report[] {
    const model = new ProgramModel(this.root, this.statements);
    return programRules.map((rule) => {
      const report = new Report(rule.warning);
      rule.check(model, report);
      return report;
    });
  }
}
