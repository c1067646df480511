import type { Json } from '../../command/terraform/resource';

/** A part of the program's text, before it is laid out in lines. */
export type Expression = Code | List | Fields | Call;

export interface Code {
  readonly kind: 'code';
  readonly text: string;
}

export interface List {
  readonly kind: 'list';
  readonly items: readonly Expression[];
}

export interface Fields {
  readonly kind: 'fields';
  readonly fields: readonly Field[];
  /** Whether a call without any of them needs no object. */
  readonly isOptions?: boolean;
}

/** `callee(...)`, or `new Class(...)`. */
export interface Call {
  readonly kind: 'call';
  readonly callee: string;
  readonly args: readonly Expression[];
}

export interface Field {
  readonly key: string;
  readonly value: Expression;
  /** Whether the program is complete without it; then it is left out where that changes nothing. */
  readonly isOptional: boolean;
}

export function code(text: string): Code {
  return { kind: 'code', text };
}

export function call(callee: string, ...args: Expression[]): Call {
  return { kind: 'call', callee, args };
}

/** A value of the state as a literal. */
export function literal(value: Json): Expression {
  if (Array.isArray(value)) return { kind: 'list', items: value.map(literal) };
  if (typeof value === 'string') return code(quoted(value));
  if (value === null || typeof value !== 'object') return code(String(value));
  const fields = Object.entries(value).map(([key, inner]) => ({ key, value: literal(inner), isOptional: false }));
  return { kind: 'fields', fields };
}

type Given = { readonly [key: string]: Expression | undefined };

/** An object of props: those that must be there, and those that the program may do without. Undefined ones are left out. */
export function props(required: Given, optional: Given = {}): Fields {
  const fields = [required, optional].flatMap((given, index) =>
    Object.entries(given).flatMap(([key, value]) => (value ? [{ key, value, isOptional: index === 1 }] : [])),
  );
  return { kind: 'fields', fields, isOptions: true };
}

export function list(items: readonly Expression[]): List {
  return { kind: 'list', items };
}

/** A string literal that holds no expression of Terraform: cdktf would write `${` as one. */
export function quoted(text: string): string {
  const escaped = text.replaceAll('${', '$${').replaceAll('%{', '%%{');
  const inside = JSON.stringify(escaped).slice(1, -1).replaceAll('\\"', '"');
  return `'${inside.replaceAll("'", "\\'")}'`;
}

const width = 120;

/** The expression in lines of at most 120 characters; `before` is how much of the first line is taken. */
export function layOut(expression: Expression, omitted: ReadonlySet<Field>, indent = 0, before = indent): string {
  const flat = inOneLine(expression, omitted);
  if (before + flat.length <= width - 1 || expression.kind === 'code') return flat;
  const margin = ' '.repeat(indent + 2);
  if (expression.kind === 'call') {
    const args = argumentsOf(expression, omitted);
    const last = args.at(-1);
    if (last && last.kind !== 'code') {
      const head = args.slice(0, -1).map((arg) => inOneLine(arg, omitted));
      const start = `${expression.callee}(${head.map((arg) => `${arg}, `).join('')}`;
      if (before + start.length < width) return `${start}${layOut(last, omitted, indent, before + start.length)})`;
    }
    const lines = args.map((arg) => `${margin}${layOut(arg, omitted, indent + 2)},\n`);
    return `${expression.callee}(\n${lines.join('')}${' '.repeat(indent)})`;
  }
  if (expression.kind === 'list') {
    const lines = expression.items.map((item) => `${margin}${layOut(item, omitted, indent + 2)},\n`);
    return `[\n${lines.join('')}${' '.repeat(indent)}]`;
  }
  const lines = expression.fields
    .filter((field) => !omitted.has(field))
    .map(({ key, value }) => {
      const start = isShorthand(key, value) ? '' : `${keyText(key)}: `;
      return `${margin}${start}${layOut(value, omitted, indent + 2, indent + 2 + start.length)},\n`;
    });
  return `{\n${lines.join('')}${' '.repeat(indent)}}`;
}

function inOneLine(expression: Expression, omitted: ReadonlySet<Field>): string {
  switch (expression.kind) {
    case 'code':
      return expression.text;
    case 'list':
      return `[${expression.items.map((item) => inOneLine(item, omitted)).join(', ')}]`;
    case 'call': {
      const args = argumentsOf(expression, omitted).map((arg) => inOneLine(arg, omitted));
      return `${expression.callee}(${args.join(', ')})`;
    }
    default: {
      const fields = expression.fields.filter((field) => !omitted.has(field));
      if (fields.length === 0) return '{}';
      const inside = fields.map(({ key, value }) =>
        isShorthand(key, value) ? key : `${keyText(key)}: ${inOneLine(value, omitted)}`,
      );
      return `{ ${inside.join(', ')} }`;
    }
  }
}

/** A call without options needs no empty object. */
function argumentsOf({ callee, args }: Call, omitted: ReadonlySet<Field>): readonly Expression[] {
  const last = args.at(-1);
  const isEmpty = last?.kind === 'fields' && last.isOptions && last.fields.every((field) => omitted.has(field));
  return isEmpty && !callee.startsWith('new ') ? args.slice(0, -1) : args;
}

function isShorthand(key: string, value: Expression): boolean {
  return value.kind === 'code' && value.text === key;
}

function keyText(key: string): string {
  return /^[A-Za-z_$][\w$]*$/.test(key) ? key : quoted(key);
}

/** All optional fields of an expression, the outer ones first. */
export function optionalFields(expression: Expression): Field[] {
  if (expression.kind === 'list') return expression.items.flatMap(optionalFields);
  if (expression.kind === 'call') return expression.args.flatMap(optionalFields);
  if (expression.kind === 'code') return [];
  return expression.fields.flatMap((field) => [...(field.isOptional ? [field] : []), ...optionalFields(field.value)]);
}
