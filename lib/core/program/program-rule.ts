import type { IConstruct } from 'constructs';
import { Faults } from '../faults';
import type { WarningId } from '../warning-table';
import type { LateRemark } from '../warnings';
import type { ProgramModel } from './program-model';

/** A rule that compares facts of several constructs. `docs/checks.md` lists all rules. */
export interface ProgramRule {
  /** The name of the rule's file. */
  readonly id: string;
  /** What must hold, as a sentence without a full stop. */
  readonly title: string;
  /** The page that the rule comes from. */
  readonly source: string;
  /** The warning that the rule raises; without one, the rule reports errors. */
  readonly warning?: WarningId;

  check(model: ProgramModel, report: Report): void;
}

/** What one rule found. */
export class Report {
  public readonly remarks: LateRemark[] = [];
  private readonly faultsOf = new Map<IConstruct, Faults>();

  public constructor(private readonly warning: WarningId | undefined) {}

  /** The errors of one construct. */
  public at(scope: IConstruct): Faults {
    const known = this.faultsOf.get(scope) ?? new Faults(scope);
    this.faultsOf.set(scope, known);
    return known;
  }

  public warn(scope: IConstruct, text: string): void {
    this.remarks.push({ scope, id: this.warning, text });
  }

  /** Says that a fact of an imported construct is missing, so that the rule could not be applied. */
  public unverified(scope: IConstruct, what: string): void {
    this.remarks.push({ scope, text: `unchecked: ${what}` });
  }

  public get errors(): { readonly scope: IConstruct; readonly message: string }[] {
    const byPath = [...this.faultsOf].sort(([one], [other]) => (one.node.path < other.node.path ? -1 : 1));
    return byPath.flatMap(([scope, faults]) => faults.messages().map((message) => ({ scope, message })));
  }
}
