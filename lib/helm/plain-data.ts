import { Token, Tokenization } from 'cdktf';
import { Construct } from 'constructs';
import type { Faults } from '../core/faults';

/** A map of plain data, as `{}` and JSON.parse create it, not an instance of a class. */
export type PlainMap = { [key: string]: unknown };

const longestKey = 1000;
const identifier = /^[A-Za-z_][\w-]*$/;
const tokenMarker = '${TfToken[';
const listTokenMarker = '#{TfToken[';
const mapTokenMarker = '&{TfToken[';
/** A number token that was put into text: cdktf prints its internal number. */
const numberInText = /\d\.\d+e\+\d{3}/g;
const loneSurrogate = /\p{Surrogate}/u;
export function isPlainMap(value: unknown): value is PlainMap {
  if (typeof value !== 'object' || value === null || Array.isArray(value) || isToken(value)) return false;
  const prototype = Object.getPrototypeOf(value);
  return prototype === null || Object.getPrototypeOf(prototype) === null;
}

/** Whether a value, taken by itself, is known to Terraform only. Text with a token in it is a token too. */
export function isToken(value: unknown): boolean {
  switch (typeof value) {
    case 'string':
      return value.includes(tokenMarker) && Token.isUnresolved(value);
    case 'number':
      return Token.isUnresolved(value);
    case 'object':
      if (value === null) return false;
      if (Array.isArray(value)) return value.length === 1 && Token.isUnresolved(value);
      return Tokenization.isResolvable(value) || isMapToken(value);
    default:
      return false;
  }
}

/** `values` and `a.b` give `values["a.b"]`. */
export function pathOf(parent: string, key: string | number): string {
  if (typeof key === 'number') return `${parent}[${key}]`;
  const short = key.length > 60 ? `${key.slice(0, 60)}...` : key;
  return identifier.test(key) && short === key ? `${parent}.${key}` : `${parent}[${JSON.stringify(short)}]`;
}

/** Reports everything below `value` that YAML, Helm or Terraform would reject, lose or change. */
export function checkPlainData(faults: Faults, path: string, value: unknown): void {
  new PlainDataCheck(faults).check(path, value);
}

class PlainDataCheck {
  private readonly ancestors = new Set<unknown>();

  public constructor(private readonly faults: Faults) {}

  public check(path: string, value: unknown): void {
    if (value === undefined || value === null || typeof value === 'boolean') return;
    if (typeof value === 'string') this.checkText(path, value);
    else if (isToken(value)) return;
    else if (typeof value === 'number') this.checkNumber(path, value);
    else if (Array.isArray(value)) this.inside(path, value, () => this.checkList(path, value));
    else if (isPlainMap(value)) this.inside(path, value, () => this.checkMap(path, value));
    else this.refuse(path, value);
  }

  private inside(path: string, value: object, check: () => void): void {
    if (this.ancestors.has(value)) {
      this.faults.add(path, 'must not contain itself', undefined, 'Leave it out.');
      return;
    }
    this.ancestors.add(value);
    check();
    this.ancestors.delete(value);
  }

  private checkList(path: string, list: unknown[]): void {
    if (list.length > 1 && list.some(isPartOfListToken)) {
      const must = 'must not have other elements in addition to the token of a list';
      this.faults.add(path, must, undefined, 'Join the lists with Fn.concat(...).');
      return;
    }
    for (let index = 0; index < list.length; index++) {
      const at = pathOf(path, index);
      if (list[index] !== undefined) this.check(at, list[index]);
      else
        this.faults.add(at, 'must not be undefined in a list', undefined, 'Leave it out, or use HelmValues.unset().');
    }
  }

  private checkMap(path: string, map: PlainMap): void {
    const keys = Object.keys(map);
    if (keys.some((key) => key.startsWith(mapTokenMarker))) {
      const must = 'must not have other keys in addition to the token of a map';
      this.faults.add(path, must, undefined, 'Join the maps with Fn.merge([...]).');
      return;
    }
    for (const key of keys) {
      this.checkKey(path, key);
      this.check(pathOf(path, key), map[key]);
    }
  }

  private checkKey(path: string, key: string): void {
    const at = pathOf(path, key);
    if (isToken(key) || hasNumberToken(key) || key.includes(listTokenMarker)) {
      this.faults.add(path, 'must not have a token as a key', undefined, 'Use text that is known at synth time.');
    } else if (loneSurrogate.test(key)) {
      this.faults.add(
        at,
        'must not have a key with half a surrogate pair',
        undefined,
        'Remove the half surrogate pair.',
      );
    } else if (key.length > longestKey) {
      const must = `must have a key of at most ${longestKey} characters (it has ${key.length})`;
      this.faults.add(at, must, undefined, "Shorten it, because YAML doesn't allow longer keys.");
    }
  }

  private checkText(path: string, text: string): void {
    if (loneSurrogate.test(text)) {
      this.faults.add(path, 'must not have half a surrogate pair', undefined, 'Remove the half surrogate pair.');
    } else if (text.includes(listTokenMarker) || text.includes(mapTokenMarker)) {
      const fix = 'Use Fn.join(...) for a list, Fn.jsonencode(...) for a map.';
      this.faults.add(path, 'must not contain the token of a list or map as text', undefined, fix);
    } else if (hasNumberToken(text)) {
      const fix = 'Wrap the number in Token.asString(...) first.';
      this.faults.add(path, 'must not contain a number token as text', text, fix);
    }
  }

  private checkNumber(path: string, value: number): void {
    if (!Number.isFinite(value)) {
      this.faults.add(path, 'must be a finite number', String(value), 'Use a number, or text.');
    } else if (Number.isInteger(value) && !Number.isSafeInteger(value)) {
      const must = `must be at most ${Number.MAX_SAFE_INTEGER}, the largest exact integer`;
      this.faults.add(path, must, value, 'Use text.');
    }
  }

  private refuse(path: string, value: unknown): void {
    const { kind, fix } = unfit(value);
    this.faults.add(path, 'must be text, a number, a boolean, null, a list or a plain map', kind, fix);
  }
}

function unfit(value: unknown): { kind: string; fix: string } {
  if (Construct.isConstruct(value)) {
    return { kind: value.node.path, fix: 'Use one of its attributes, e.g. its name or id.' };
  }
  if (typeof value !== 'object') {
    return { kind: typeof value, fix: typeof value === 'function' ? 'Call it, or leave it out.' : 'Use text.' };
  }
  const kind = value?.constructor?.name || 'object';
  return { kind, fix: fixes[kind] ?? 'Use a plain map of its fields.' };
}

const fixes: { [kind: string]: string } = {
  Date: 'Use its toISOString().',
  Map: 'Use Object.fromEntries(...).',
  Set: 'Use a list.',
  Buffer: "Use its toString('base64').",
};

function isMapToken(value: object): boolean {
  const [key, ...others] = Object.keys(value);
  return others.length === 0 && key !== undefined && key.startsWith(mapTokenMarker) && Token.isUnresolved(value);
}

function isPartOfListToken(element: unknown): boolean {
  return (
    (typeof element === 'string' && element.startsWith(listTokenMarker)) ||
    (typeof element === 'number' && Token.isUnresolved([element]))
  );
}

function isNumberToken(number: number): boolean {
  return Token.isUnresolved(number) || Token.isUnresolved([number]);
}

function hasNumberToken(text: string): boolean {
  return text.match(numberInText)?.some((found) => isNumberToken(-Number(found))) ?? false;
}
