import { TerraformOutput, type TerraformStack, Token } from 'cdktf';
import * as library from '../../../lib';
import { classes, interfaces } from '../../../lib/core/declarations';
import { calls, methods } from '../calls/calls';
import { samplesOf } from './all-samples';
import { Sample } from './sample';
import { type TokenVariant, tokenOf } from './tokens';
import { made, type Outcome, once, outcomeOf } from './variants';

/** Puts a value of a class into the stack. */
export interface Way {
  /** The prop that takes the value. */
  readonly prop?: string;
  put(stack: TerraformStack, value: unknown): unknown;
}

type Arguments = readonly unknown[] | ((stack: TerraformStack) => readonly unknown[]);

export interface ClassCalls {
  readonly ways: readonly Way[];
  readonly calls: { readonly [method: string]: Arguments };
}

export interface InterfaceMethods {
  readonly receiver: (stack: TerraformStack) => unknown;
  readonly calls: { readonly [method: string]: Arguments };
}

/** A way by a prop of a struct; `prop[]` for a list with the value alone. What the prop's sample needs is given too. */
export function through(structName: string, place: string): Way {
  const [prop, isList] = [place.replace('[]', ''), place.endsWith('[]')];
  const put: Way['put'] = (stack, value) => {
    const struct = samplesOf(structName);
    if (!struct) throw new Error(`${structName} has no samples.`);
    const sample = struct.samples[prop] as unknown;
    const given = sample instanceof Sample ? made(sample.terms.given, stack) : {};
    struct.make(stack, { ...(given as object | undefined), [prop]: isList ? [value] : value });
  };
  return { prop, put };
}

export function by(put: Way['put']): Way {
  return { put };
}

/** A way that reads attributes of a construct. */
export function reading(...attributes: string[]): Way {
  return by((stack, construct) => {
    const values = construct as { readonly [attribute: string]: string };
    for (const attribute of attributes) new TerraformOutput(stack, attribute, { value: values[attribute] });
  });
}

type Call = (...given: unknown[]) => unknown;
type Parameter = readonly [name: string, kind: string];

interface Target {
  readonly id: string;
  readonly parameters: readonly Parameter[];
  readonly given: Arguments | undefined;
  readonly isFurther?: boolean;
  /** The prop that takes the value. */
  readonly prop?: string;
  /** The outcome of the sample arguments. */
  readonly literal: () => Outcome;
  run(stack: TerraformStack, given: readonly unknown[]): void;
}

const variableTypes: { readonly [kind: string]: string } = {
  string: 'string',
  number: 'number',
  'string[]': 'list(string)',
  'number[]': 'list(number)',
  'string{}': 'map(string)',
};

/** Warnings are for people: nothing of them is for Terraform. */
const ofTerraform = Object.entries(classes).filter(([name]) => name !== 'Warnings');

const targets: Target[] = withLiteral([
  ...ofTerraform.flatMap(([name, { calls: declared = {} }]) =>
    Object.entries(declared).flatMap(([method, parameters]) => {
      const sample = calls[name];
      return (sample?.ways ?? [{ put: () => {} }]).map((way, index) => ({
        id: `${name}.${method}${index > 0 ? ` (way ${index + 1})` : ''}`,
        isFurther: index > 0,
        prop: way.prop,
        parameters: parsed(parameters),
        given: sample?.calls[method],
        run: (stack: TerraformStack, given: readonly unknown[]) => {
          const type = (library as unknown as { readonly [name: string]: { readonly [method: string]: Call } })[name];
          way.put(stack, type[method](...given));
        },
      }));
    }),
  ),
  ...Object.entries(interfaces).flatMap(([name, { methods: declared = {} }]) =>
    Object.entries(declared).map(([method, parameters]) => ({
      id: `${name}.${method}`,
      parameters: parsed(parameters),
      given: methods[name]?.calls[method],
      run: (stack: TerraformStack, given: readonly unknown[]) => {
        const receiver = methods[name].receiver(stack) as { readonly [method: string]: Call };
        receiver[method](...given);
      },
    })),
  ),
]);

function withLiteral(all: Omit<Target, 'literal'>[]): Target[] {
  return all
    .filter(({ parameters }) => parameters.some(takesToken))
    .map((target) => ({
      ...target,
      literal: once(() => outcomeOf((stack) => target.run(stack, argumentsIn(target.given ?? [], stack)))),
    }));
}

function argumentsIn(given: Arguments, stack: TerraformStack): readonly unknown[] {
  return typeof given === 'function' ? given(stack) : given;
}

function parsed(parameters: readonly string[]): Parameter[] {
  return parameters.map((parameter) => {
    const [name, kind] = parameter.split(': ');
    return [name, kind.replace(/\?$/, '')];
  });
}

/** Ids are for cdktf, not for Terraform. */
function takesToken([name, kind]: Parameter): boolean {
  return kind in variableTypes && name !== 'id';
}

/** The methods that have no sample arguments, although a token can be an argument. */
export const callsWithoutSample = targets.filter(({ given }) => given === undefined).map(({ id }) => id);

/** Each text or number that is an argument of its own, given as a token. */
export function callVariants(): TokenVariant[] {
  const usable = targets.filter(({ isFurther, literal }) => !isFurther || literal().error === undefined);
  return usable.flatMap((target) =>
    target.parameters.flatMap((parameter, index) =>
      target.given && takesToken(parameter) ? variantsOf(target, target.given, parameter, index) : [],
    ),
  );
}

function variantsOf(target: Target, samples: Arguments, [name, kind]: Parameter, index: number): TokenVariant[] {
  const variant = (suffix: string, type: string, form: (token: unknown) => unknown, pick: (one: any) => unknown) => {
    return {
      id: `${target.id}(${name}${suffix})`,
      props: [name, ...(target.prop === undefined ? [] : [target.prop])],
      literal: known(pick(literalOf(samples, index))),
      withToken: () =>
        outcomeOf((stack) => {
          const given = [...argumentsIn(samples, stack)];
          given[index] = form(tokenOf(stack, type));
          target.run(stack, given);
        }),
      withLiteral: target.literal,
    };
  };
  const whole = variant(
    '',
    variableTypes[kind],
    (token) => token,
    (one) => one,
  );
  if (kind.endsWith('[]')) {
    return [
      whole,
      variant(
        '[]',
        kind.slice(0, -2),
        (token) => [token],
        ([first]) => first,
      ),
    ];
  }
  if (kind.endsWith('{}')) {
    const [[key], rest] = [Object.keys(literalOf(samples, index) as object), literalOf(samples, index) as object];
    return [
      whole,
      variant(
        '{}',
        'string',
        (token) => ({ ...rest, [key]: token }),
        (one) => one[key],
      ),
    ];
  }
  return [whole];
}

/** Undefined for a sample that is a token itself, as secrets must be. */
function known(literal: unknown): unknown {
  return Token.isUnresolved(literal) ? undefined : literal;
}

/** Arguments that need a stack are a scope and id before, and never a list or map. */
function literalOf(samples: Arguments, index: number): unknown {
  if (typeof samples !== 'function') return samples[index];
  let found: unknown;
  outcomeOf((stack) => {
    found = samples(stack)[index];
  });
  return found;
}

/** The sample arguments that are refused, with the reason; further ways of a class may take some of its values only. */
export function refusedCallSamples(): string[] {
  return targets.flatMap(({ id, isFurther, literal }) => {
    const { error } = literal();
    return error === undefined || isFurther ? [] : [`${id}: ${error}`];
  });
}
