import { Construct, type IConstruct } from 'constructs';
import { classes, interfaces, structs } from './declarations';
import { described } from './described';
import { ConstructError, errorText, type Fault, Faults } from './faults';
import { checkKind, openingFault } from './kinds';
import { faultsOf, malformedValue, type PublicClass, registerClass } from './known-classes';
import { isRestrictingParameter } from './restrictions';

type Call = (...given: unknown[]) => unknown;
type Parameters = readonly [name: string, kind: string][];

/**
 * Registers a public class for the input checks, and checks its methods' arguments against their declarations.
 *
 * A value class doesn't throw: the faults are stored in the value, for the construct that receives it. A static method with a
 * scope throws.
 */
export function publicClass(name: string, type: PublicClass): void {
  registerClass(name, type);
  const { calls, methods } = classes[name] ?? {};
  replace(type, calls, (method, parameters, original) =>
    /^(scope|stack)$/.test(parameters[0][0])
      ? throwing(name, method, parameters, original)
      : keeping(name, type, parameters, original),
  );
  replace(type.prototype, methods, (_method, parameters, original) => keeping(name, type, parameters, original));
}

/** Checks the arguments of a construct's methods that an interface of the public API declares, and throws. */
export function publicMethods(name: string, type: PublicClass): void {
  replace(type.prototype, interfaces[name].methods, (_method, parameters, original) => {
    return function (this: unknown, ...given: unknown[]) {
      const faults = new Faults(this as IConstruct);
      faults.addMalformed(faultsIn(name, parameters, given));
      faults.throwIfAny();
      return original.apply(this, given);
    };
  });
}

function replace(
  owner: object,
  calls: { readonly [method: string]: readonly string[] } = {},
  checked: (method: string, parameters: Parameters, original: Call) => Call,
): void {
  for (const [method, declared] of Object.entries(calls)) {
    const original = Object.getOwnPropertyDescriptor(owner, method)?.value as Call;
    const parameters = declared.map((parameter) => parameter.split(': ') as [name: string, kind: string]);
    const value = checked(method, parameters, original);
    Object.defineProperty(owner, method, { value, writable: true, configurable: true });
  }
}

function keeping(name: string, type: PublicClass, parameters: Parameters, original: Call): Call {
  return function (this: unknown, ...given: unknown[]) {
    const faults = [...faultsOf(this), ...faultsIn(name, parameters, given)];
    if (faults.length === 0) return original.apply(this, given);
    return malformedValue(madeBy(() => original.apply(this, given)) ?? type.prototype, faults);
  };
}

/** The result of a call with malformed input, if there is one: it contains the call's other faults. */
function madeBy(make: () => unknown): object | undefined {
  try {
    const made = make();
    return typeof made === 'object' && made !== null ? made : undefined;
  } catch {
    return undefined;
  }
}

function throwing(name: string, method: string, parameters: Parameters, original: Call): Call {
  const makesConstruct = parameters[1]?.[0] === 'id' && name !== 'Warnings';
  return function (this: unknown, ...given: unknown[]) {
    const [scope, id] = given;
    if (!Construct.isConstruct(scope)) {
      const must = `${parameters[0][0]} must be a construct, got ${described(scope)}`;
      throw new ConstructError(`${name}.${method}: ${must}. Use a stack, or a construct in one.`);
    }
    const faults = faultsIn(name, parameters.slice(1), given.slice(1));
    if (faults.length === 0) return original.apply(this, given);
    const path = [scope.node.path, makesConstruct && id].filter(Boolean).join('/');
    const title = `${makesConstruct ? name : `${name}.${method}`} '${path}'`;
    const all = together(
      faults,
      faultsOfMaking(() => original.apply(this, given)),
    );
    throw new ConstructError(errorText(title, all), all);
  };
}

function faultsOfMaking(make: () => unknown): readonly Fault[] {
  try {
    make();
  } catch (error) {
    if (error instanceof ConstructError) return error.faults;
  }
  return [];
}

/** The malformed arguments, and the faults that the construct's own rules find in addition. */
function together(malformed: readonly Fault[], found: readonly Fault[]): readonly Fault[] {
  const mentioned = (fault: Fault) => found.some(({ prop }) => prop === fault.prop);
  const known = new Map(malformed.filter((fault) => fault.malformed === 'final').map((fault) => [fault.prop, fault]));
  return [...malformed.filter((fault) => !mentioned(fault)), ...found.map((fault) => known.get(fault.prop) ?? fault)];
}

/** The names of options' props don't include the parameter's name. */
function faultsIn(type: string, parameters: Parameters, given: unknown[]): Fault[] {
  const faults: Fault[] = [];
  parameters.forEach(([name, kind], index) => {
    const value = given[index];
    const isGiven = value !== undefined && value !== null;
    if (value === undefined && index < given.length && isRestrictingParameter(type, name, kind)) {
      faults.push(openingFault(name));
    }
    checkKind(faults, kind.replace('?', '') in structs && isGiven ? '' : name, kind, value);
  });
  return faults;
}
