import type { TerraformResource } from 'cdktn';
import type { IConstruct } from 'constructs';
import { Faults } from '../faults';
import { sortedByPathOf } from '../ledger';
import type { WarningId } from '../warning-table';
import type { LateRemark } from '../warnings';
import type { ProgramModel } from './program-model';

/** A rule that compares facts of several constructs. `docs/checks.md` lists all rules. */
export interface ProgramRule {
  /** The name of the rule's file. */
  readonly id: string;
  /** The requirement, as a sentence without a full stop. */
  readonly title: string;
  /** The page that documents the rule. */
  readonly source: string;
  /** The warning that the rule raises; without one, the rule reports errors. */
  readonly warning?: WarningId;
  /** Set if the rule needs facts that an imported construct may lack. */
  readonly canBeUnverified?: true;

  check(model: ProgramModel, report: Report): void;
}

/** A rule that checks each resource separately. It runs after the stack's aspects, so it sees their changes. */
export interface ResourceRule extends Omit<ProgramRule, 'check' | 'canBeUnverified'> {
  readonly warning?: undefined;

  checkResource(resource: TerraformResource, report: Report): void;
}

/** An error and its construct. */
export interface Finding {
  readonly scope: IConstruct;
  readonly message: string;
}

/** The findings of one rule. */
export class Report {
  public readonly remarks: LateRemark[] = [];
  private readonly faultsOf = new Map<IConstruct, Faults>();

  public constructor(private readonly rule: Pick<ProgramRule, 'id' | 'warning' | 'canBeUnverified'>) {}

  /** The errors of one construct. */
  public at(scope: IConstruct): Faults {
    const known = this.faultsOf.get(scope) ?? new Faults(scope);
    this.faultsOf.set(scope, known);
    return known;
  }

  public warn(scope: IConstruct, text: string): void {
    this.remarks.push({ scope, id: this.rule.warning, text });
  }

  /** Reports that the rule was not applied, because a fact of an imported construct is missing. */
  public unverified(scope: IConstruct, what: string): void {
    if (!this.rule.canBeUnverified) throw new Error(`The rule ${this.rule.id} must be declared as canBeUnverified.`);
    this.remarks.push({ scope, text: `not verified: ${what}` });
  }

  public get errors(): Finding[] {
    const found = [...this.faultsOf]
      .map(([scope, faults]) => ({ scope, messages: faults.messages() }))
      .filter(({ messages }) => messages.length > 0);
    return sortedByPathOf(found, ({ scope }) => scope).flatMap(({ scope, messages }) =>
      messages.map((message) => ({ scope, message })),
    );
  }
}
