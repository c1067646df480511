import { TerraformStack, Testing } from 'cdktf';
import { type Attributes, azureStack, testApp } from '../../support/planned';
import { rooms } from './all-samples';
import { type AnyStruct, Sample } from './sample';

/** What an app plans, by stack, without cdktf's notes on constructs. */
export type Plan = { readonly [stack: string]: Attributes };

export type Outcome =
  | { readonly plan: Plan; readonly error?: undefined }
  | { readonly plan?: undefined; readonly error: string };

/** One prop of a struct set to its sample, and the same without. */
export interface Variant {
  readonly room: string;
  readonly structName: string;
  readonly prop: string;
  readonly refused?: string | RegExp;
  readonly needed?: string | RegExp;
  base(): Outcome;
  changed(): Outcome;
}

/** Every sample of every room. */
export function allVariants(): Variant[] {
  return Object.entries(rooms).flatMap(([room, structs]) =>
    Object.entries(structs).flatMap(([structName, struct]) =>
      Object.keys(struct.samples).map((prop) => variantOf(room, structName, prop, struct)),
    ),
  );
}

const variants = new Map<AnyStruct, Map<string, Variant>>();

/** A prop's sample; the same one at each call, so that it is synthesized once. */
export function variantOf(room: string, structName: string, prop: string, struct: AnyStruct): Variant {
  const known = variants.get(struct) ?? new Map<string, Variant>();
  variants.set(struct, known);
  const variant = known.get(prop) ?? makeVariant(room, structName, prop, struct);
  known.set(prop, variant);
  return variant;
}

function makeVariant(room: string, structName: string, prop: string, struct: AnyStruct): Variant {
  const sample = struct.samples[prop] as unknown;
  const { value, terms } = sample instanceof Sample ? sample : new Sample(sample, {});
  const outcome = (isSet: boolean): Outcome =>
    outcomeOf((stack) => {
      const props = { ...(made(terms.given, stack) as object | undefined) };
      // What a sample makes in the stack is in the base too: it must not pass for an effect of the prop.
      const sampled = made(value, stack);
      struct.make(stack, isSet ? { ...props, [prop]: sampled } : props);
    });
  return {
    room,
    structName,
    prop,
    refused: terms.refused,
    needed: terms.needed,
    base: isPlain(sample) ? () => baseOf(structName, struct) : once(() => outcome(false)),
    changed: once(() => outcome(true)),
  };
}

/** Makes a result at the first call, and gives it at each. */
export function once<Result>(make: () => Result): () => Result {
  let result: Result | undefined;
  return () => {
    result ??= make();
    return result;
  };
}

const bases = new Map<string, Outcome>();

/** A struct with its required props alone. */
export function baseOf(structName: string, struct: AnyStruct): Outcome {
  const known = bases.get(structName) ?? outcomeOf((stack) => struct.make(stack, {}));
  bases.set(structName, known);
  return known;
}

/** The plans of all structs' bases and of all samples that are not refused. */
export const allPlans = once(() => {
  const plans: { name: string; plan: Plan }[] = [];
  const add = (name: string, outcome: Outcome): void => {
    if (outcome.error === undefined) plans.push({ name, plan: outcome.plan });
  };
  for (const structs of Object.values(rooms)) {
    for (const [structName, struct] of Object.entries(structs)) add(structName, baseOf(structName, struct));
  }
  for (const variant of allVariants()) add(`${variant.structName}.${variant.prop}`, variant.changed());
  return plans;
});

export function outcomeOf(build: (stack: TerraformStack) => unknown): Outcome {
  try {
    const app = testApp();
    build(azureStack(app));
    const stacks = app.node.findAll().filter((node): node is TerraformStack => TerraformStack.isStack(node));
    return { plan: Object.fromEntries(stacks.map((stack) => [stack.node.path, planOf(stack)])) };
  } catch (error) {
    return { error: (error as Error).message };
  }
}

function planOf(stack: TerraformStack): Attributes {
  return JSON.parse(Testing.synth(stack, true), (key, value) => (key === '//' ? undefined : value));
}

function isPlain(sample: unknown): boolean {
  return typeof sample !== 'function' && !(sample instanceof Sample);
}

export function made(value: unknown, stack: TerraformStack): unknown {
  return typeof value === 'function' ? value(stack) : value;
}
