import type { IConstruct } from 'constructs';
import type { DeclaredKind } from './declared-kind';
import { type Fault, Faults } from './faults';
import { checkKind } from './kinds';

/** Throws the faults of a malformed method argument. */
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
 * Checks a construct's props against their declaration and the construct's own rules, and throws all faults together.
 *
 * Rules may rely on the declared types: exceptions that they throw for malformed props are ignored.
 *
 * @returns the result of the rules.
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
