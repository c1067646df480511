import { Token, Tokenization } from 'cdktn';
import { Construct } from 'constructs';
import { holdsCredentials } from './credentials';
import { classes, enums, interfaces, structs } from './declarations';
import type { DeclaredKind } from './declared-kind';
import { described, withArticle } from './described';
import { type Fault, printed } from './faults';
import { faultsOf, isInstanceOf, isOfPublicClass } from './known-classes';
import { restrictions } from './restrictions';

/** The required kind of a value. */
interface Kind {
  readonly isOptional: boolean;
  check(faults: Fault[], prop: string, value: unknown): void;
  /** The fix if no value is set. */
  readonly fix: string;
}

const kinds = new Map<DeclaredKind, Kind>();

/** Adds a fault for each part of a value that doesn't match its declaration. */
export function checkKind(faults: Fault[], prop: string, declared: DeclaredKind, value: unknown): void {
  const kind = kindOf(declared);
  if (value === undefined) {
    const name = prop || 'props';
    if (!kind.isOptional)
      faults.push({ prop: name, text: `${name} must be set. ${kind.fix}`, malformed: 'replaceable' });
  } else if (value === null && kind.isOptional) {
    faults.push(wrong(prop, 'must be left out or have a value', value, 'Leave it out for the default.'));
  } else {
    checkValue(faults, prop, kind, value);
  }
}

/** The faults of the call that created a value are reported on the prop that receives the value. */
function checkValue(faults: Fault[], prop: string, kind: Kind, value: unknown): void {
  const own = faultsOf(value);
  if (own.length === 0) kind.check(faults, prop, value);
  for (const { prop: inner, text, malformed } of own) {
    faults.push({ prop: `${prop}.${inner}`, inner, text: `${prop}.${text}`, malformed });
  }
}

function kindOf(declared: DeclaredKind): Kind {
  const known = kinds.get(declared);
  if (known) return known;
  const kind = parsed(declared);
  kinds.set(declared, kind);
  return kind;
}

function parsed(declared: DeclaredKind): Kind {
  if (declared.endsWith('?')) return { ...kindOf(declared.slice(0, -1)), isOptional: true };
  if (declared.endsWith('[]')) return listOf(declared.slice(0, -2));
  if (declared.endsWith('{}')) return mapOf(declared.slice(0, -2));
  const primitive = primitives[declared];
  if (primitive) return primitive;
  if (declared in enums) return memberOf(declared);
  if (declared in structs) return structOf(declared);
  if (declared in interfaces) return implementing(declared);
  if (declared in classes) return instanceOf(declared);
  return constructOf(declared);
}

const primitives: { readonly [name: string]: Kind } = {
  any: { isOptional: false, fix: 'Set a value.', check: () => {} },
  string: stringKind(),
  number: kind(
    'Use a number.',
    (value) => typeof value === 'number' && Number.isFinite(value),
    'must be a number',
    numberFix,
  ),
  boolean: kind('Use true or false.', (value) => typeof value === 'boolean', 'must be true or false', booleanFix),
};

function kind(
  fix: string,
  isRight: (value: unknown) => boolean,
  must: string,
  fixOf: (value: unknown) => string,
): Kind {
  return {
    isOptional: false,
    fix,
    check: (faults, prop, value) => {
      if (!isRight(value)) faults.push(wrong(prop, must, value, fixOf(value)));
    },
  };
}

function stringKind(): Kind {
  const text = kind('Use a string.', (value) => typeof value === 'string', 'must be a string', stringFix);
  return {
    ...text,
    check: (faults, prop, value) => {
      if (typeof value === 'string' && holdsCredentials(value)) {
        const must = 'must not contain credentials: literal text would be in the synthesized JSON';
        const fix = 'Remove them. Pass a secret in a prop for secrets, as the value of a sensitive TerraformVariable.';
        faults.push({ ...wrong(prop, must, value, fix), malformed: 'replaceable' });
      } else text.check(faults, prop, value);
    },
  };
}

function stringFix(value: unknown): string {
  if (typeof value === 'number' && !Token.isUnresolved(value)) return `Use '${value}', in quotes.`;
  if (typeof value === 'boolean') return `Use '${value}', in quotes.`;
  return expressionFix('asString', 'Use a string.')(value);
}

function numberFix(value: unknown): string {
  if (typeof value === 'string' && /^-?\d+(\.\d+)?$/.test(value)) return `Use ${value}, without quotes.`;
  return expressionFix('asNumber', 'Use a number.')(value);
}

function booleanFix(value: unknown): string {
  if (value === 'true' || value === 'false') return `Use ${value}, without quotes.`;
  return Tokenization.isResolvable(value)
    ? 'It determines which resources are planned, so it must be known at synth time: use true or false.'
    : 'Use true or false.';
}

function expressionFix(method: string, otherwise: string): (value: unknown) => string {
  return (value) => (Tokenization.isResolvable(value) ? `Pass it through Token.${method}(...).` : otherwise);
}

function listOf(element: DeclaredKind): Kind {
  const inner = kindOf(element);
  const must = `must be a list${nounsOf(element)}`;
  return {
    isOptional: false,
    fix: 'Use a list.',
    check: (faults, prop, value) => {
      if (!Array.isArray(value)) {
        faults.push(wrong(prop, must, value, expressionFix('asList', 'Use a list: [ ... ].')(value)));
        return;
      }
      for (let index = 0; index < value.length; index++) checkElement(faults, `${prop}[${index}]`, inner, value[index]);
    },
  };
}

function mapOf(element: DeclaredKind): Kind {
  const inner = kindOf(element);
  const must = `must be a map${nounsOf(element)}`;
  return {
    isOptional: false,
    fix: 'Use an object with keys and values.',
    check: (faults, prop, value) => {
      if (!isData(value)) {
        faults.push(
          wrong(prop, must, value, expressionFix('asStringMap', 'Use an object with keys and values.')(value)),
        );
        return;
      }
      if (element === 'any') return;
      for (const key of Object.keys(value)) checkElement(faults, `${prop}.${key}`, inner, value[key]);
    },
  };
}

/** A list or map must not have gaps. */
function checkElement(faults: Fault[], prop: string, kind: Kind, value: unknown): void {
  if (value === undefined) faults.push(wrong(prop, 'must not be undefined', undefined, 'Leave it out.'));
  else checkValue(faults, prop, kind, value);
}

function nounsOf(element: DeclaredKind): string {
  if (element in primitives) return element === 'any' ? '' : ` of ${element}s`;
  return ` of ${element}`;
}

function memberOf(name: string): Kind {
  const members = Object.entries(enums[name]);
  const values = new Set(members.map(([, value]) => value));
  const [[first]] = members;
  const must = `must be one of ${[...values].join(', ')}`;
  const fix = `For example, use ${name}.${first}.`;
  const fixOf = (value: unknown): string => {
    if (Token.isUnresolved(value))
      return `It determines which resources are planned, so it must be known at synth time. ${fix}`;
    const text = String(value).toLowerCase();
    const [meant] = members.find((member) => member.some((one) => one.toLowerCase() === text)) ?? [];
    return meant === undefined ? fix : `Use ${name}.${meant}.`;
  };
  return {
    isOptional: false,
    fix,
    check: (faults, prop, value) => {
      if (values.has(value as string)) return;
      faults.push(wrong(prop, must, value, fixOf(value), typeof value === 'string' ? printed(value) : undefined));
    },
  };
}

function structOf(name: string): Kind {
  const props = new Map(propsOf(name));
  const restricting = new Set(restrictionsOf(name));
  const required = [...props].filter(([, declared]) => !declared.endsWith('?')).map(([prop]) => prop);
  const names = required.length > 0 ? `: ${required.join(', ')}` : '';
  const fix = `Use an object with the props of ${name}${names}.`;
  return {
    isOptional: false,
    fix,
    check: (faults, prop, value) => {
      if (!isData(value)) {
        faults.push(wrong(prop || 'props', `must be an object with the props of ${name}`, value, fix));
        return;
      }
      const prefix = prop === '' ? '' : `${prop}.`;
      for (const key of required)
        if (value[key] === undefined) checkKind(faults, `${prefix}${key}`, props.get(key) as string, undefined);
      for (const key of Object.keys(value)) {
        const given = value[key];
        if (given === undefined) {
          if (restricting.has(key)) faults.push(openingFault(`${prefix}${key}`));
          continue;
        }
        const declared = props.get(key);
        if (declared === undefined) faults.push(unknown(`${prefix}${key}`, key, name, [...props.keys()]));
        else checkKind(faults, `${prefix}${key}`, declared, given);
      }
    },
  };
}

function propsOf(name: string): [prop: string, declared: DeclaredKind][] {
  const { extends: parents = [], props } = structs[name];
  return [...parents.flatMap(propsOf), ...Object.entries(props)];
}

function restrictionsOf(name: string): string[] {
  return [...(structs[name].extends ?? []).flatMap(restrictionsOf), ...(restrictions[name] ?? [])];
}

/** For a restriction that is present but undefined: the default would allow more than intended. */
export function openingFault(prop: string): Fault {
  const text = `${prop} must not be undefined, because it is a restriction. Set a value, or leave it out for no restriction.`;
  return { prop, text, malformed: 'replaceable' };
}

function unknown(prop: string, key: string, struct: string, known: string[]): Fault {
  const meant = nearest(key, known);
  const fix = meant === undefined ? `Use one of ${known.join(', ')}.` : `Use ${meant}.`;
  return { prop, text: `${prop} must be left out: ${struct} has no such prop. ${fix}`, malformed: 'final' };
}

/** An interface is recognized by its members, some of them internal. */
function implementing(name: string): Kind {
  const { members, by } = interfaces[name];
  const fix = by.length > 0 ? `Use ${listed(by.map(withArticle))}.` : `Use ${withArticle(name)}.`;
  const has = (value: unknown) => isObject(value) && members.every((member) => member in value);
  return kind(fix, has, `must be ${withArticle(name)}`, () => fix);
}

function instanceOf(name: string): Kind {
  const { calls = {}, constants = [] } = classes[name];
  const ways = [...constants, ...Object.keys(calls).map((method) => `${method}(...)`)].map((way) => `${name}.${way}`);
  const fix = ways.length > 0 ? `Use ${listed(ways)}.` : `Use ${withArticle(name)}.`;
  return kind(
    fix,
    (value) => isInstanceOf(value, name),
    `must be ${withArticle(name)}`,
    () => fix,
  );
}

function constructOf(name: string): Kind {
  const fix = `Use ${withArticle(name)}.`;
  return kind(
    fix,
    (value) => Construct.isConstruct(value),
    `must be ${withArticle(name)}`,
    () => fix,
  );
}

function listed(words: string[]): string {
  return words.length < 2 ? words.join('') : `${words.slice(0, -1).join(', ')} or ${words.at(-1)}`;
}

function isObject(value: unknown): value is { [key: string]: unknown } {
  return typeof value === 'object' && value !== null;
}

/** A plain object with props: not a list, and not created by a class of the library or cdktf. */
function isData(value: unknown): value is { [key: string]: unknown } {
  if (!isObject(value) || Array.isArray(value)) return false;
  const prototype = Object.getPrototypeOf(value);
  if (prototype === Object.prototype || prototype === null) return !Tokenization.isResolvable(value);
  return !Construct.isConstruct(value) && !Tokenization.isResolvable(value) && !isOfPublicClass(value);
}

const secretProp = /password|secret|token|license|connectionString|keyPem/i;

function wrong(prop: string, must: string, value: unknown, fix: string, text = described(value)): Fault {
  const isHidden = secretProp.test(prop) && typeof value !== 'object';
  const got = isHidden ? withArticle(typeof value) : text;
  const help = isHidden && fix.includes(String(value)) ? 'Use a value of that type.' : fix;
  // A prop's own rules give better messages for NaN and for the wrong construct.
  const isNoNumber = typeof value === 'number' && !Number.isFinite(value);
  const malformed = isNoNumber || Construct.isConstruct(value) ? 'replaceable' : 'final';
  return { prop, text: `${prop} ${must}${value === undefined ? '' : `, got ${got}`}. ${help}`, malformed };
}

/** The word that is most similar to a misspelled one, if any is close enough. */
function nearest(word: string, words: readonly string[]): string | undefined {
  const lower = word.toLowerCase();
  const [best] = words
    .map((candidate) => ({ candidate, distance: distance(lower, candidate.toLowerCase()) }))
    .sort((a, b) => a.distance - b.distance);
  return best !== undefined && best.distance <= Math.max(1, Math.floor(word.length / 3)) ? best.candidate : undefined;
}

/** The number of insertions, deletions and replacements of letters (Levenshtein distance). */
function distance(from: string, to: string): number {
  let row = Array.from({ length: to.length + 1 }, (_, index) => index);
  for (let i = 1; i <= from.length; i++) {
    const next = [i];
    for (let j = 1; j <= to.length; j++) {
      const replaced = row[j - 1] + (from[i - 1] === to[j - 1] ? 0 : 1);
      next.push(Math.min(replaced, row[j] + 1, next[j - 1] + 1));
    }
    row = next;
  }
  return row[to.length];
}
