import { Token, Tokenization } from 'cdktn';
import { Construct } from 'constructs';
import { withoutCredentials } from './credentials';

const longest = 120;

/** Describes a value in errors about its kind: `"2", a string`. */
export function described(value: unknown): string {
  if (value === undefined || value === null) return String(value);
  if (typeof value === 'string') return `${short(JSON.stringify(withoutCredentials(value)))}, a string`;
  if (typeof value === 'number')
    return Number.isFinite(value)
      ? `${Token.isUnresolved(value) ? 'a token' : numeral(value)}, a number`
      : String(value);
  if (typeof value === 'boolean') return `${value}, a boolean`;
  if (typeof value === 'function') return `${value.name || 'it'}, ${isClass(value) ? 'a class' : 'a function'}`;
  if (typeof value !== 'object') return `a ${typeof value}`;
  if (Array.isArray(value)) return `${json(value)}, a list`;
  if (Construct.isConstruct(value)) return `'${value.node.path}', ${withArticle(value.constructor.name)}`;
  if (Tokenization.isResolvable(value)) return 'a Terraform expression, which is an object';
  const type: unknown = value.constructor;
  if (typeof type === 'function' && type !== Object) return withArticle(type.name);
  return `${json(value)}, an object`;
}

/** JSON has no -0, NaN and Infinity. */
export function numeral(value: number): string {
  return Object.is(value, -0) ? '-0' : String(value);
}

export function withArticle(noun: string): string {
  return `${/^[AEIO]/i.test(noun) ? 'an' : 'a'} ${noun}`;
}

/** Objects that contain constructs can't be written as JSON. */
function json(value: object): string {
  try {
    return short(withoutCredentials(JSON.stringify(value) ?? '{}'));
  } catch {
    return Array.isArray(value) ? '[...]' : '{...}';
  }
}

function short(text: string): string {
  return text.length > longest ? `${text.slice(0, longest)}...` : text;
}

function isClass(value: object): boolean {
  return /^class\b/.test(Function.prototype.toString.call(value));
}
