import type { IConstruct } from 'constructs';
import type { DeclaredKind } from './declared-kind';
import { type Fault, Faults } from './faults';
import { checkKind } from './kinds';

/** Throws what is malformed in an argument of a method. */
export function checkArgument(construct: IConstruct, name: string, kind: DeclaredKind, value: unknown): void {
  const faults = new Faults(construct);
  const malformed: Fault[] = [];
  checkKind(malformed, name, kind, value);
  faults.addMalformed(malformed);
  faults.throwIfAny();
}

/** For constructors that read the props before they check them. */
export function requireProps(construct: IConstruct, struct: string, props: unknown): void {
  if (typeof props !== 'object' || props === null) checkProps(construct, struct, props, () => {});
}

/**
 * Checks the props of a construct against their declaration and by the construct's own rules, and throws all faults together.
 *
 * Rules may expect props of their declared types: what they stumble over in malformed ones is no news.
 *
 * @returns what the rules return.
 * @param struct the name of the props' interface.
 */
export function checkProps<Found>(
  construct: IConstruct,
  struct: string,
  props: unknown,
  rules: (faults: Faults) => Found,
): Found {
  const faults = new Faults(construct);
  const malformed: Fault[] = [];
  checkKind(malformed, '', struct, props);
  if (malformed.length > 0) {
    faults.addMalformed(malformed);
    try {
      rules(faults);
    } catch {}
    faults.throwIfAny();
  }
  const found = rules(faults);
  faults.throwIfAny();
  return found;
}
