import { AnnotationMetadataEntryType, Aspects, TerraformStack } from 'cdktf';
import type { IConstruct } from 'constructs';
import { fail } from './faults';
import { type WarningId, warningTable } from './warning-table';

interface RaisedWarning {
  readonly scope: IConstruct;
  readonly id: WarningId;
  readonly text: string;
  readonly isTrue: () => boolean;
}

interface StackWarnings {
  readonly raised: RaisedWarning[];
  readonly acknowledged: { scope: IConstruct; id: string; reason: string }[];
  readonly late: (() => readonly LateRemark[])[];
  /** What was written already: a second synth must not repeat it. */
  readonly written: Set<string>;
}

/** A warning, or without an id a note, that only the finished program can tell. */
export interface LateRemark {
  readonly scope: IConstruct;
  readonly id?: WarningId;
  readonly text: string;
}

const warningsOfStack = new WeakMap<TerraformStack, StackWarnings>();

/** The library's warnings. Each has a stable id and a section in docs/warnings.md. */
export class Warnings {
  /**
   * Silences one warning for a construct and everything below it. The reason is printed with the warning's text as
   * information, so that a review can list it.
   *
   * @param scope the construct that raises the warning, or one above it within its stack.
   * @param id the warning's id, e.g. `W012`. An id that the library doesn't have is an error.
   * @param reason why the warning is fine here; not empty.
   */
  public static acknowledge(scope: IConstruct, id: string, reason: string): void {
    if (!Object.hasOwn(warningTable, id)) {
      fail(scope, 'acknowledge', 'must name a warning of the library', id, 'Take the id from the text of the warning.');
    }
    if (reason.trim() === '') {
      fail(scope, 'acknowledge', `must be given a reason for ${id}`, reason, 'Say why it is fine here.');
    }
    warningsOf(scope).acknowledged.push({ scope, id, reason });
  }

  private constructor() {}
}

/**
 * Raises a warning, unless somebody acknowledges it before the stack is synthesized.
 *
 * @param isTrue asked when the stack is synthesized, for what only the finished tree can tell.
 */
export function warn(scope: IConstruct, id: WarningId, text: string, isTrue: () => boolean = () => true): void {
  warningsOf(scope).raised.push({ scope, id, text, isTrue });
}

/** Adds what `remarks` returns when the stack is synthesized. */
export function remarkLate(stack: TerraformStack, remarks: () => readonly LateRemark[]): void {
  warningsOf(stack).late.push(remarks);
}

/** Says that a check could not be made, because nothing is known of an imported thing at synth. */
export function noteUnchecked(scope: IConstruct, what: string): void {
  note(scope, `unchecked: ${what}`);
}

/** Tells something in the annotations that is neither wrong nor doubtful. */
export function note(scope: IConstruct, text: string): void {
  scope.node.addMetadata(AnnotationMetadataEntryType.INFO, text);
}

function warningsOf(scope: IConstruct): StackWarnings {
  const stack = TerraformStack.of(scope);
  const known = warningsOfStack.get(stack);
  if (known) return known;
  const warnings: StackWarnings = { raised: [], acknowledged: [], late: [], written: new Set() };
  warningsOfStack.set(stack, warnings);
  Aspects.of(stack).add({
    visit: (node) => {
      if (node === stack) print(warnings);
    },
  });
  return warnings;
}

/** Writes what was raised into the annotations, and forgets it: a second synth must not repeat it. */
function print({ raised, acknowledged, late, written }: StackWarnings): void {
  for (const { scope, id, text } of late.flatMap((remarks) => remarks())) {
    const key = `${scope.node.path} ${id} ${text}`;
    if (written.has(key)) continue;
    written.add(key);
    if (id === undefined) note(scope, text);
    else raised.push({ scope, id, text, isTrue: () => true });
  }
  const used = new Set<object>();
  for (const { scope, id, text } of raised.splice(0).filter(({ isTrue }) => isTrue())) {
    const found = acknowledged.find((entry) => entry.id === id && scope.node.scopes.includes(entry.scope));
    if (found) used.add(found);
    const { INFO, WARN } = AnnotationMetadataEntryType;
    if (found) scope.node.addMetadata(INFO, `${id} acknowledged (${found.reason}): ${text}`);
    else scope.node.addMetadata(WARN, `${id}: ${text}`);
  }
  for (const entry of acknowledged.splice(0).filter((candidate) => !used.has(candidate))) {
    const text = `${entry.id} is acknowledged (${entry.reason}), but is not raised here.`;
    entry.scope.node.addMetadata(AnnotationMetadataEntryType.INFO, text);
  }
}
