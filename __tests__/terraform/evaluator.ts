import { templateParts } from './meant';

/**
 * What a string of Terraform's JSON syntax is worth, without Terraform: text, references and the functions below, each as
 * Terraform 1.11 evaluates it. Sources: https://github.com/hashicorp/hcl/blob/v2.23.0/hclsyntax/spec.md,
 * https://developer.hashicorp.com/terraform/language/functions
 */
export function evaluateText(text: string, variables: { [name: string]: unknown }): unknown {
  const values = templateParts(text)
    .filter((part) => !('literal' in part) || part.literal !== '')
    .map((part) => ('literal' in part ? part.literal : evaluateExpression(part.expression, variables)));
  return values.length === 1 ? normalized(values[0]) : concatenated(values);
}

export function evaluateExpression(source: string, variables: { [name: string]: unknown }): unknown {
  return new Evaluation(source, variables).all();
}

type Arguments = unknown[];

const functions: { [name: string]: (args: Arguments) => unknown } = {
  jsonencode: ([value]) => jsonOf(value),
  lower: ([text]) => String(text).toLowerCase(),
  replace: ([text, pattern, replacement]) => replaced(String(text), String(pattern), String(replacement)),
  substr: ([text, from, length]) => [...String(text)].slice(Number(from), Number(from) + Number(length)).join(''),
  trimprefix: ([text, prefix]) =>
    String(text).startsWith(String(prefix)) ? String(text).slice(String(prefix).length) : text,
  trimsuffix: ([text, suffix]) =>
    String(text).endsWith(String(suffix)) ? String(text).slice(0, -String(suffix).length) : text,
  upper: ([text]) => String(text).toUpperCase(),
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

const escapes: { [letter: string]: string } = { n: '\n', r: '\r', t: '\t', '"': '"', '\\': '\\' };

class Evaluation {
  private at = 0;

  public constructor(
    private readonly source: string,
    private readonly variables: { [name: string]: unknown },
  ) {}

  public all(): unknown {
    const value = this.value();
    if (this.at < this.source.length) this.refuse();
    return normalized(value);
  }

  private value(): unknown {
    if (this.takes('"')) return this.template();
    if (this.takes('[')) return this.list(']');
    if (this.takes('{')) return this.object();
    const word = this.word(/-?[\w.]+/y);
    if (this.takes('(')) return normalized((functions[word] ?? this.refuse())(this.list(')')));
    if (/^-?\d/.test(word)) return Number(word);
    if (['true', 'false', 'null'].includes(word)) return JSON.parse(word);
    const name = /^var\.(\w+)$/.exec(word)?.[1];
    return name !== undefined && name in this.variables ? normalized(this.variables[name]) : this.refuse();
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
      const key = this.value() as string;
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
