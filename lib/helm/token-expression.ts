import { type IResolvable, type IResolveContext, Token, Tokenization } from 'cdktf';
import { lateText } from '../core/late-values';
import { isToken } from './plain-data';

const tokenInText = /(\$\{TfToken\[[\w:.-]+\]\})/;

/**
 * What Terraform writes for a value that holds tokens: an expression without `${}` around it.
 *
 * cdktf's own functions print text beside tokens without escaping it; so this prints everything but references and
 * calls itself.
 */
export function expressionOf(value: unknown, context: IResolveContext): string {
  if (typeof value === 'string') return expressionOfText(value, context);
  const meaning = resolvedValue(value, context);
  if ('expression' in meaning) return meaning.expression;
  if (meaning.data !== value) return expressionOf(meaning.data, context);
  if (Array.isArray(value)) return `[${value.map((element) => expressionOf(element, context)).join(', ')}]`;
  if (typeof value === 'object' && value !== null) {
    const entries = Object.entries(value).filter(([, element]) => element !== undefined);
    return `{${entries.map(([key, element]) => `${quoted(key)} = ${expressionOf(element, context)}`).join(', ')}}`;
  }
  if (value === null || typeof value === 'boolean' || Number.isFinite(value)) return String(value);
  throw new Error(
    `A lazy value must return text, a number, a boolean, null, a list or a plain map, got ${typeof value}`,
  );
}

/** Text, or an expression in it. */
export type TextPart = { readonly literal: string } | { readonly expression: string };

/** Text with tokens, split at its expressions only: text that lazy values return is part of the surrounding text. */
export function partsOf(text: string, context: IResolveContext): TextPart[] {
  const parts: TextPart[] = [];
  let pending = '';
  const add = (part: TextPart): void => {
    if ('literal' in part) pending += part.literal;
    else {
      if (pending !== '') parts.push({ literal: pending });
      parts.push(part);
      pending = '';
    }
  };
  for (const fragment of text.split(tokenInText)) {
    const meaning = resolvedValue(fragment, context);
    if ('expression' in meaning) add(meaning);
    else if (meaning.data === fragment) add({ literal: fragment });
    else if (typeof meaning.data === 'string') partsOf(meaning.data, context).forEach(add);
    else add({ expression: expressionOf(meaning.data, context) });
  }
  return pending === '' ? parts : [...parts, { literal: pending }];
}

/** What a value is while synthesizing: an expression, or data that may hold tokens again. Text around a token is data. */
export function resolvedValue(value: unknown, context: IResolveContext): Meaning {
  if (typeof value !== 'string') {
    const token = tokenOf(value);
    return token ? meaningOf(token, context) : { data: value };
  }
  const { tokens, length } = Tokenization.reverseString(value);
  return tokens.length === 1 && length === 1 ? meaningOf(tokens[0], context) : { data: value };
}

/** An expression, for use in text. */
export function expressionText(expression: string): string {
  return lateText(({ suppressBraces }) => (suppressBraces ? expression : `\${${expression}}`));
}

/** Text for Terraform's JSON syntax that means itself: no template starts in it. */
export function withoutTemplates(text: string): string {
  return text.replace(/([$%])\{/g, '$1$1{');
}

function expressionOfText(text: string, context: IResolveContext): string {
  const parts = partsOf(text, context);
  if (parts.length === 1 && 'expression' in parts[0]) return parts[0].expression;
  const printed = parts.map((part, index) => {
    if ('expression' in part) return `\${${part.expression}}`;
    return literal(part.literal, parts[index + 1] !== undefined && 'expression' in parts[index + 1]);
  });
  return `"${printed.join('')}"`;
}

type Meaning = { readonly expression: string } | { readonly data: unknown };

/**
 * References, calls and operators print as `${x}`, or as `x` where braces are suppressed. Everything else is a lazy value that
 * returns data, which can contain tokens again.
 */
function meaningOf(token: IResolvable, context: IResolveContext): Meaning {
  const [bare, braced] = [true, false].map((suppressBraces) => resolved(token, context, suppressBraces));
  if (typeof bare === 'string' && braced === `\${${bare}}`) return { expression: bare };
  const own = String(token);
  return { data: bare !== braced && !Token.isUnresolved(own) ? own : braced };
}

function resolved(token: IResolvable, context: IResolveContext, suppressBraces: boolean): unknown {
  const before = context.suppressBraces;
  context.suppressBraces = suppressBraces;
  try {
    return token.resolve(context);
  } finally {
    context.suppressBraces = before;
  }
}

function tokenOf(value: unknown): IResolvable | undefined {
  if (!isToken(value)) return undefined;
  // cdktf's own reverse() fails on the token of a list of numbers.
  const isNumberList = Array.isArray(value) && typeof value[0] === 'number';
  return isNumberList ? Tokenization.reverseNumberList(value) : Tokenization.reverse(value)[0];
}

function quoted(text: string): string {
  return `"${literal(text, false)}"`;
}

/** JSON's escapes that Terraform's language doesn't have, and the pairs that a search must not cut in two. */
const jsonEscape = /\\(.)/g;
const ownEscapes: { [letter: string]: string } = { b: '\\u0008', f: '\\u000c' };

/** Text inside the quotes of a Terraform string. */
function literal(text: string, beforeExpression: boolean): string {
  const json = JSON.stringify(text)
    .slice(1, -1)
    .replace(jsonEscape, (pair, letter) => ownEscapes[letter] ?? pair);
  const escaped = withoutTemplates(json === json.normalize('NFC') ? json : inAscii(json));
  return beforeExpression ? escaped.replace(/[$%]$/, (sign) => (sign === '$' ? '\\u0024' : '\\u0025')) : escaped;
}

/** Escapes all but ASCII, where Terraform would join a character with the escape in front of it. */
function inAscii(text: string): string {
  return text.replace(/\P{ASCII}/gu, (character) => `\\U${codePoint(character, 8)}`);
}

export function codePoint(character: string, digits: number): string {
  return (character.codePointAt(0) ?? 0).toString(16).padStart(digits, '0');
}
