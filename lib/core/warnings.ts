import { AnnotationMetadataEntryType, type TerraformStack } from 'cdktf';
import type { IConstruct } from 'constructs';
import { fail } from './faults';
import { perStack } from './ledger';
import { publicClass } from './public-class';
import { reportAtSynth } from './synth-steps';
import { withoutMarkers } from './token-faults';
import { PrintedTexts, printWhenWritten } from './warning-output';
import { type WarningId, warningTable } from './warning-table';

/** A warning; without an id, a note. */
interface RaisedWarning {
  readonly scope: IConstruct;
  readonly id?: WarningId;
  readonly text: string | (() => string);
  readonly isTrue: () => boolean;
}

interface Acknowledgement {
  readonly scope: IConstruct;
  readonly id: string;
  readonly reason: string;
}

interface StackWarnings {
  readonly raised: RaisedWarning[];
  readonly acknowledged: Acknowledgement[];
  readonly late: (() => readonly LateRemark[])[];
  /** The texts that are already written: a second synth must not repeat them. */
  readonly written: Set<string>;
  /** What the app prints: warnings and manual commands. */
  readonly texts: PrintedTexts;
}

/** A warning, or without an id a note, that depends on the complete program. */
export interface LateRemark {
  readonly scope: IConstruct;
  readonly id?: WarningId;
  readonly text: string;
}

/**
 * The library's warnings. Each has a stable id and a section in docs/warnings.md. `app.synth()` prints them to stderr, unless the app's
 * context `cdktf-aks:printWarnings` is false; they are in the annotations of the output in any case.
 */
export class Warnings {
  /**
   * Acknowledges one warning for a construct and everything below it: its text is then printed as information, with the reason,
   * so that a review can list it.
   *
   * @param scope the construct that raises the warning, or one above it within its stack.
   * @param id the warning's id, e.g. `W012`. An unknown id is an error.
   * @param reason why the warning is acceptable here; not empty.
   */
  public static acknowledge(scope: IConstruct, id: string, reason: string): void {
    if (!Object.hasOwn(warningTable, id)) {
      fail(
        scope,
        'acknowledge',
        'must be the id of a warning of the library',
        id,
        'Use the id in the text of the warning.',
      );
    }
    if (reason.trim() === '') {
      fail(scope, 'acknowledge', `must have a reason for ${id}`, reason, 'Explain why it is acceptable here.');
    }
    warningsOf(scope).acknowledged.push({ scope, id, reason });
  }

  private constructor() {}
}

/**
 * Raises a warning, unless it is acknowledged before the stack is synthesized.
 *
 * @param text a function if it depends on the complete program.
 * @param isTrue evaluated when the stack is synthesized, for conditions that depend on the complete program.
 */
export function warn(
  scope: IConstruct,
  id: WarningId,
  text: string | (() => string),
  isTrue: () => boolean = () => true,
): void {
  warningsOf(scope).raised.push({ scope, id, text, isTrue });
}

/** Adds what `remarks` returns when the stack is synthesized. */
export function remarkLate(stack: TerraformStack, remarks: () => readonly LateRemark[]): void {
  warningsOf(stack).late.push(remarks);
}

/** Reports a check that was skipped, because the facts about an imported construct are unknown at synth time. */
export function noteUnchecked(scope: IConstruct, what: string, isTrue: () => boolean = () => true): void {
  warningsOf(scope).raised.push({ scope, text: `not verified: ${what}`, isTrue });
}

/** Adds a command that an administrator has to run, because the deployment identity lacks the permission. */
export function noteManualCommand(scope: IConstruct, command: string): void {
  const text = `Run manually: ${withoutMarkers(command)}`;
  warningsOf(scope).texts.add(scope.node.path, text);
  note(scope, text);
}

/** Adds information to the annotations; only once for repeated calls. */
export function note(scope: IConstruct, textWithMarkers: string): void {
  const text = withoutMarkers(textWithMarkers);
  const { INFO } = AnnotationMetadataEntryType;
  const isKnown = scope.node.metadata.some(({ type, data }) => type === INFO && data === text);
  if (!isKnown) scope.node.addMetadata(INFO, text);
}

const warningsOf = perStack((stack): StackWarnings => {
  const warnings: StackWarnings = {
    raised: [],
    acknowledged: [],
    late: [],
    written: new Set(),
    texts: new PrintedTexts(),
  };
  reportAtSynth(stack, () => print(warnings));
  printWhenWritten(stack, warnings.texts);
  return warnings;
});

/** Writes raised warnings into the annotations and clears them: a second synth must not repeat them. */
function print({ raised, acknowledged, late, written, texts }: StackWarnings): void {
  for (const { scope, id, text } of late.flatMap((remarks) => remarks())) {
    const key = `${scope.node.path} ${id} ${text}`;
    if (written.has(key)) continue;
    written.add(key);
    if (id === undefined) note(scope, text);
    else raised.push({ scope, id, text, isTrue: () => true });
  }
  const { INFO, WARN } = AnnotationMetadataEntryType;
  const used = new Set<Acknowledgement>();
  for (const { scope, id, ...raising } of raised.splice(0).filter(({ isTrue }) => isTrue())) {
    const found = acknowledged.filter((entry) => entry.id === id && scope.node.scopes.includes(entry.scope));
    for (const entry of found) used.add(entry);
    const [nearest] = found.sort(byNearness);
    const text = withoutMarkers(typeof raising.text === 'string' ? raising.text : raising.text());
    if (id === undefined) note(scope, text);
    else if (nearest) scope.node.addMetadata(INFO, `${id} acknowledged (${nearest.reason}): ${text}`);
    else {
      scope.node.addMetadata(WARN, `${id}: ${text}`);
      texts.add(scope.node.path, `${id}: ${text}`);
    }
  }
  for (const entry of acknowledged.splice(0).filter((candidate) => !used.has(candidate))) {
    const text = `${entry.id} is acknowledged (${entry.reason}), but is not raised here.`;
    entry.scope.node.addMetadata(INFO, text);
  }
}

function byNearness(left: Acknowledgement, right: Acknowledgement): number {
  return right.scope.node.scopes.length - left.scope.node.scopes.length || (left.reason < right.reason ? -1 : 1);
}

publicClass('Warnings', Warnings);
