import type { Fault } from './faults';

/** A class of the public API; its constructor may be private. */
export interface PublicClass {
  readonly prototype: object;
}

const byName = new Map<string, PublicClass>();
const wrongInput = Symbol('wrong input');

export function registerClass(name: string, type: PublicClass): void {
  byName.set(name, type);
}

export function isInstanceOf(value: unknown, name: string): boolean {
  const type = byName.get(name);
  return type !== undefined && Object.prototype.isPrototypeOf.call(type.prototype, value as object);
}

/** Whether a value was created by a class of the library. */
export function isOfPublicClass(value: object): boolean {
  for (let prototype = Object.getPrototypeOf(value); prototype; prototype = Object.getPrototypeOf(prototype)) {
    const name = prototype.constructor?.name;
    if (byName.get(name)?.prototype === prototype) return true;
  }
  return false;
}

/** A replacement for the result of a call with invalid input, or, if there is no result, an instance of the class. */
export function malformedValue(like: object, faults: readonly Fault[]): object {
  return Object.defineProperty(Object.create(like) as object, wrongInput, { value: faults });
}

/** The faults of the call that created a value. */
export function faultsOf(value: unknown): readonly Fault[] {
  return (value as { [wrongInput]?: readonly Fault[] } | undefined | null)?.[wrongInput] ?? [];
}
