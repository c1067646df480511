import { templateParts } from './meant';

/** Values of Terraform's variables, by name. */
export type Variables = { readonly [name: string]: unknown };

/**
 * What a string of Terraform's JSON syntax is worth, without Terraform: text, expressions, and the functions below, each as
 * Terraform 1.11 evaluates it. A reference to anything but a given variable stands for itself, as text.
 *
 * @see https://github.com/hashicorp/hcl/blob/v2.23.0/hclsyntax/spec.md
 * @see https://developer.hashicorp.com/terraform/language/functions
 */
export function evaluateText(text: string, variables: Variables): unknown {
  const values = templateParts(text)
    .filter((part) => !('literal' in part) || part.literal !== '')
    .map((part) => ('literal' in part ? part.literal : evaluateExpression(part.expression, variables)));
  return values.length === 1 ? normalized(values[0]) : concatenated(values);
}

export function evaluateExpression(source: string, variables: Variables): unknown {
  return new Evaluation(source, variables).all();
}

type Arguments = unknown[];

const functions: { readonly [name: string]: (args: Arguments) => unknown } = {
  element: ([list, index]) => (list as unknown[])[Number(index) % (list as unknown[]).length],
  format: ([text, ...values]) => String(text).replace(/%[sd]/g, () => String(values.shift())),
  join: ([separator, list]) => (list as unknown[]).map(String).join(String(separator)),
  jsonencode: ([value]) => jsonOf(value),
  length: ([value]) => (typeof value === 'string' ? [...value].length : Object.keys(value as object).length),
  floor: ([number]) => Math.floor(Number(number)),
  lookup: ([map, key, otherwise]) => (map as Variables)[String(key)] ?? otherwise,
  lower: ([text]) => String(text).toLowerCase(),
  max: (numbers) => Math.max(...numbers.map(Number)),
  merge: (maps) => Object.assign({}, ...maps),
  min: (numbers) => Math.min(...numbers.map(Number)),
  replace: ([text, pattern, replacement]) => replaced(String(text), String(pattern), String(replacement)),
  slice: ([list, from, to]) => (list as unknown[]).slice(Number(from), Number(to)),
  split: ([separator, text]) => String(text).split(String(separator)),
  substr: ([text, from, length]) => [...String(text)].slice(Number(from), Number(from) + Number(length)).join(''),
  tonumber: ([value]) => Number(value),
  tostring: ([value]) => String(value),
  trimprefix: ([text, prefix]) =>
    String(text).startsWith(String(prefix)) ? String(text).slice(String(prefix).length) : text,
  trimsuffix: ([text, suffix]) =>
    String(text).endsWith(String(suffix)) ? String(text).slice(0, -String(suffix).length) : text,
  upper: ([text]) => String(text).toUpperCase(),
};

const operators: { readonly [sign: string]: (left: unknown, right: unknown) => unknown } = {
  '+': (left, right) => Number(left) + Number(right),
  '-': (left, right) => Number(left) - Number(right),
  '*': (left, right) => Number(left) * Number(right),
  '/': (left, right) => Number(left) / Number(right),
  '%': (left, right) => Number(left) % Number(right),
  '==': (left, right) => left === right,
  '!=': (left, right) => left !== right,
  '<': (left, right) => Number(left) < Number(right),
  '>': (left, right) => Number(left) > Number(right),
  '<=': (left, right) => Number(left) <= Number(right),
  '>=': (left, right) => Number(left) >= Number(right),
  '&&': (left, right) => left && right,
  '||': (left, right) => left || right,
};

/** Sorted keys, and the escapes of Go's `encoding/json`. */
function jsonOf(value: unknown): string {
  const sorted = JSON.stringify(value, (_key, inner) =>
    typeof inner === 'object' && inner !== null && !Array.isArray(inner)
      ? Object.fromEntries(Object.entries(inner).sort(([a], [b]) => (a < b ? -1 : 1)))
      : inner,
  );
  return sorted.replace(
    /[<>&\u2028\u2029]/g,
    (sign) => `\\u${(sign.codePointAt(0) ?? 0).toString(16).padStart(4, '0')}`,
  );
}

/** Slashes around a pattern make it a regular expression, and `$1` its group. */
function replaced(text: string, pattern: string, replacement: string): string {
  const expression = /^\/(.*)\/$/s.exec(pattern)?.[1];
  if (expression === undefined) return text.replaceAll(pattern, () => replacement);
  return text.replace(new RegExp(expression, 'gu'), (...found: string[]) =>
    replacement.replace(/\$(\d)/g, (_whole, group) => found[Number(group)]),
  );
}

/** Terraform brings all text into Unicode form NFC. */
function normalized(value: unknown): unknown {
  return typeof value === 'string' ? value.normalize('NFC') : value;
}

function concatenated(values: unknown[]): string {
  return values
    .map((value) => {
      if (typeof value === 'object') throw new Error(`A list, map or null stands in text: ${JSON.stringify(value)}`);
      return String(value);
    })
    .join('')
    .normalize('NFC');
}

const escapes: { readonly [letter: string]: string } = { n: '\n', r: '\r', t: '\t', '"': '"', '\\': '\\' };

class Evaluation {
  private at = 0;

  public constructor(
    private readonly source: string,
    private readonly variables: Variables,
  ) {}

  public all(): unknown {
    const value = this.value();
    if (this.at < this.source.length) this.refuse();
    return normalized(value);
  }

  /** Operators are in parentheses, as cdktf prints them; a condition may be bare. */
  private value(): unknown {
    const first = this.operand();
    const sign = this.word(/ ([-+*/%<>]|[=!<>]=|&&|\|\|) |/y);
    const value = sign === '' ? first : operators[sign.trim()](first, this.operand());
    if (!this.takes(' ? ')) return value;
    const whenTrue = this.value();
    if (!this.takes(' : ')) this.refuse();
    const whenFalse = this.value();
    return value === true ? whenTrue : whenFalse;
  }

  private operand(): unknown {
    if (this.takes('!')) return !this.operand();
    if (this.takes('"')) return this.template();
    if (this.takes('[')) return this.list(']');
    if (this.takes('{')) return this.object();
    if (this.takes('(')) {
      const value = this.value();
      return this.takes(')') ? value : this.refuse();
    }
    const word = this.word(/-?\d+(\.\d+)?(e[+-]?\d+)?|[a-zA-Z_][\w.-]*(\[(\d+|\*|"[^"]*")\](\.\w+)*)*/y);
    if (/^-?\d/.test(word)) return Number(word);
    if (['true', 'false', 'null'].includes(word)) return JSON.parse(word);
    if (this.takes('(')) return this.call(word, this.list(')'));
    const name = /^var\.(.+)$/.exec(word)?.[1];
    return name !== undefined && name in this.variables ? normalized(this.variables[name]) : `<${word}>`;
  }

  private call(name: string, args: Arguments): unknown {
    const call = functions[name];
    return call ? normalized(call(args)) : `<${name}(${args.map((arg) => JSON.stringify(arg)).join()})>`;
  }

  private list(end: string): unknown[] {
    const values: unknown[] = [];
    while (!this.takes(end)) {
      if (values.length > 0) this.word(/, /y);
      values.push(this.value());
    }
    return values;
  }

  private object(): unknown {
    const entries: [string, unknown][] = [];
    while (!this.takes('}')) {
      if (entries.length > 0) this.word(/, /y);
      const key = this.operand() as string;
      this.word(/ = /y);
      entries.push([key, this.value()]);
    }
    return Object.fromEntries(entries);
  }

  private template(): unknown {
    const values: unknown[] = [];
    while (!this.takes('"')) {
      if (this.takes('${')) {
        values.push(this.value());
        if (!this.takes('}')) this.refuse();
      } else values.push(this.character());
    }
    return concatenated(values);
  }

  private character(): string {
    if (this.takes('$${') || this.takes('%%{')) return this.source.slice(this.at - 2, this.at);
    if (this.takes('%{')) this.refuse();
    if (!this.takes('\\')) return this.word(/[^\n]/uy);
    const letter = this.word(/u[0-9a-f]{4}|U[0-9a-f]{8}|[nrt"\\]/y);
    return escapes[letter] ?? String.fromCodePoint(Number.parseInt(letter.slice(1), 16));
  }

  private takes(text: string): boolean {
    const found = this.source.startsWith(text, this.at);
    if (found) this.at += text.length;
    return found;
  }

  private word(pattern: RegExp): string {
    pattern.lastIndex = this.at;
    const found = pattern.exec(this.source)?.[0] ?? this.refuse();
    this.at += found.length;
    return found;
  }

  private refuse(): never {
    throw new Error(`Terraform has no such expression: ${this.source.slice(this.at, this.at + 60)} in ${this.source}`);
  }
}
