import { type TerraformStack, TerraformVariable, Token } from 'cdktf';
import { parse } from 'yaml';
import { evaluateText, type Variables } from '../../terraform/evaluator';
import { samplesOf } from './all-samples';
import { allProperties, inputStructs, type Property, publicTypes, type Type, type TypeReference } from './assembly';
import { Sample } from './sample';
import { made, type Outcome, outcomeOf, type Plan, variantOf } from './variants';

/** The name of the variable that stands for a value which is known to Terraform only. */
export const variableName = 'known_later';

/** One prop given a token of its type. */
export interface TokenVariant {
  readonly id: string;
  /** The names of which a refusal has one: that of the prop, or of the argument. */
  readonly props: readonly string[];
  /** What the token stands for, if the prop's sample is literal. */
  readonly literal: unknown;
  withToken(): Outcome;
  withLiteral(): Outcome;
}

type Form = 'whole' | 'element';

const variableTypes: { readonly [kind: string]: string } = { string: 'string', number: 'number' };

/** Every prop of every struct that a token can be given for, by its type in TypeScript. */
export function tokenVariants(): TokenVariant[] {
  return inputStructs().flatMap((type) =>
    samplesOf(type.name) ? allProperties(type).flatMap((property) => variantsOf(type, property)) : [],
  );
}

function variantsOf(type: Type, property: Property): TokenVariant[] {
  const { collection } = property.type;
  const kind = kindOf(collection?.elementtype ?? property.type);
  if (!(kind in variableTypes)) return [];
  if (!collection) return [variant(type, property, variableTypes[kind], 'whole')];
  const ofWhole = `${collection.kind === 'array' ? 'list' : 'map'}(${variableTypes[kind]})`;
  return [variant(type, property, ofWhole, 'whole'), variant(type, property, variableTypes[kind], 'element')];
}

function variant(type: Type, { name: prop, type: propType }: Property, variableType: string, form: Form): TokenVariant {
  const struct = samplesOf(type.name);
  if (!struct) throw new Error(`${type.name} has no samples.`);
  const sample = struct.samples[prop] as unknown;
  const { value, terms } = sample instanceof Sample ? sample : new Sample(sample, {});
  const isMap = propType.collection?.kind === 'map';
  const literals = typeof value === 'function' || terms.refused ? undefined : value;
  const literal = form === 'whole' || literals === undefined ? literals : Object.values(literals as object)[0];
  const given = (one: unknown): unknown => {
    if (form === 'whole') return one;
    if (isMap) return { ...(literals as object), [Object.keys((literals as object) ?? { key: '' })[0]]: one };
    return [one, ...((literals as unknown[]) ?? []).slice(1)];
  };
  const outcome = (make: (stack: TerraformStack) => unknown): Outcome =>
    outcomeOf((stack) => {
      const props = made(terms.given, stack) as object | undefined;
      struct.make(stack, { ...props, [prop]: given(make(stack)) });
    });
  return {
    id: `${type.name}.${prop}${form === 'element' ? (isMap ? '{}' : '[]') : ''}`,
    props: [prop],
    literal,
    withToken: () => outcome((stack) => tokenOf(stack, variableType)),
    withLiteral: () => variantOf('', type.name, prop, struct).changed(),
  };
}

export function tokenOf(stack: TerraformStack, type: string): unknown {
  const variable = new TerraformVariable(stack, variableName, { type });
  if (type === 'number') return variable.numberValue;
  if (type.startsWith('list')) return type === 'list(number)' ? Token.asNumberList(variable.value) : variable.listValue;
  if (type.startsWith('map')) return Token.asStringMap(variable.value);
  return variable.stringValue;
}

const types = new Map(publicTypes.map((type) => [type.fqn, type]));

function kindOf({ primitive, fqn }: TypeReference): string {
  return primitive ?? types.get(fqn ?? '')?.kind ?? 'other';
}

/** Whether a plan holds the whole expression somewhere. */
export function holdsExpression(plan: Plan): boolean {
  return new RegExp(`\\bvar\\.${variableName}\\b`).test(JSON.stringify(plan));
}

/** What is left of a token that was cut, computed with or put into text as it is, with the text around it. */
export function brokenTokens(plan: Plan): string[] {
  const text = JSON.stringify(plan);
  return [...text.matchAll(/TfToken|\de\+(29|30)\d|\bNaN\b|\[object /g)].map(({ index }) =>
    text.slice(Math.max(0, index - 60), index + 30),
  );
}

/**
 * A plan where expressions are evaluated and texts of YAML or JSON read, so that two plans can be compared. Terraform takes
 * a number for text and text for a number; in YAML and JSON it makes a difference.
 */
export function evaluated(plan: Plan, variables: Variables): unknown {
  const inner = (value: unknown): unknown => {
    if (typeof value === 'number') return String(value);
    if (typeof value === 'string') return readable(isTemplate(value) ? evaluateText(value, variables) : value);
    if (Array.isArray(value)) return value.map(inner);
    if (typeof value !== 'object' || value === null) return value;
    const entries = Object.entries(value).filter(([key]) => key !== 'variable');
    return Object.fromEntries(entries.map(([key, element]) => [key, inner(element)]));
  };
  return inner(plan);
}

/**
 * A plan without the addresses of its resources, which hold a part of some names: resources are compared by what they have, and
 * references by the type that they name.
 */
export function withoutAddresses(plan: unknown): unknown {
  if (typeof plan === 'string') return plan.replace(/\b((?:data\.)?[a-z]+_[a-z_]+)\.[A-Za-z][\w-]*/g, '$1');
  if (Array.isArray(plan)) return plan.map(withoutAddresses);
  if (typeof plan !== 'object' || plan === null) return plan;
  const entries = Object.entries(plan).map(([key, value]) => [key, withoutAddresses(value)] as const);
  return Object.fromEntries(
    entries.map(([key, value]) => [key, /^[a-z]+_[a-z_]+$/.test(key) && isOfResources(value) ? inOrder(value) : value]),
  );
}

function isOfResources(value: unknown): value is object {
  return (
    typeof value === 'object' &&
    value !== null &&
    Object.keys(value).every((name) => /^[A-Z].*_[0-9A-F]{8}$/.test(name))
  );
}

function inOrder(resources: object): unknown[] {
  return Object.values(resources)
    .map((resource) => [printed(resource), resource] as const)
    .sort(([one], [other]) => (one < other ? -1 : 1))
    .map(([, resource]) => resource);
}

/** The same text for equal values, whatever the order of their keys. */
function printed(value: object): string {
  return JSON.stringify(value, (_key, part) =>
    typeof part === 'object' && part !== null && !Array.isArray(part)
      ? Object.fromEntries(Object.entries(part).sort(([one], [other]) => (one < other ? -1 : 1)))
      : part,
  );
}

function isTemplate(text: string): boolean {
  return text.includes('${') || text.includes('%{');
}

/** A scalar of Terraform is compared as text, a text of YAML or JSON by what is in it. */
function readable(value: unknown): unknown {
  if (typeof value === 'object') return value;
  return typeof value === 'string' ? read(value) : String(value);
}

function read(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(read);
  if (typeof value === 'object' && value !== null) {
    return Object.fromEntries(Object.entries(value).map(([key, element]) => [key, read(element)]));
  }
  if (typeof value !== 'string' || !/[:[{]/.test(value)) return value;
  try {
    const data = parse(value) as unknown;
    return typeof data === 'object' && data !== null ? read(data) : value;
  } catch {
    return value;
  }
}
