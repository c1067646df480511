import { type IResolvable, type IResolveContext, Token, Tokenization } from 'cdktf';
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
  const token = tokenOf(value);
  if (token) return expressionOfToken(token, context);
  if (Array.isArray(value)) return `[${value.map((element) => expressionOf(element, context)).join(', ')}]`;
  if (typeof value === 'object' && value !== null) {
    const entries = Object.entries(value).filter(([, element]) => element !== undefined);
    return `{${entries.map(([key, element]) => `${quoted(key)} = ${expressionOf(element, context)}`).join(', ')}}`;
  }
  if (value === null || typeof value === 'boolean' || Number.isFinite(value)) return String(value);
  throw new Error(`A lazy value must give text, a number, a boolean, null, a list or a plain map, got ${typeof value}`);
}

/** The text that a lazy value gives, if it gives text that is known while synthesizing. */
export function textOf(value: unknown, context: IResolveContext): string | undefined {
  if (typeof value !== 'string') return undefined;
  const { tokens, length } = Tokenization.reverseString(value);
  if (tokens.length !== 1 || length !== 1) return undefined;
  const [bare, braced] = [true, false].map((suppressBraces) => resolved(tokens[0], context, suppressBraces));
  return typeof bare === 'string' && bare === braced && !isToken(bare) ? bare : undefined;
}

/** Text that is made while synthesizing. cdktf's `Lazy` would record a stack trace for each, which costs more than the text. */
export function lateText(produce: (context: IResolveContext) => string): string {
  const token: IResolvable = { creationStack: [], resolve: produce, toString: () => Token.asString(token) };
  return token.toString();
}

/** Text for Terraform's JSON syntax that means itself: no template starts in it. */
export function withoutTemplates(text: string): string {
  return text.replace(/([$%])\{/g, '$1$1{');
}

function expressionOfText(text: string, context: IResolveContext): string {
  const fragments = text.split(tokenInText).filter((fragment) => fragment !== '');
  const printed = fragments.map((fragment, index) => {
    const token = isToken(fragment) ? Tokenization.reverseString(fragment).firstToken : undefined;
    if (!token) return { literal: literal(fragment, index < fragments.length - 1) };
    return { expression: expressionOfToken(token, context) };
  });
  if (printed.length === 1 && printed[0].expression !== undefined) return printed[0].expression;
  return `"${printed.map((part) => part.literal ?? `\${${part.expression}}`).join('')}"`;
}

/**
 * References, calls and operators print as `${x}`, or as `x` where braces are suppressed. Everything else is a lazy
 * value that gives data, in which there may be tokens again.
 */
function expressionOfToken(token: IResolvable, context: IResolveContext): string {
  const [bare, braced] = [true, false].map((suppressBraces) => resolved(token, context, suppressBraces));
  if (typeof bare === 'string' && braced === `\${${bare}}`) return bare;
  const own = String(token);
  return bare !== braced && !Token.isUnresolved(own) ? quoted(own) : expressionOf(braced, context);
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

/** Text inside the quotes of a Terraform string. */
function literal(text: string, beforeExpression: boolean): string {
  const json = JSON.stringify(text).slice(1, -1).replaceAll('\\b', '\\u0008').replaceAll('\\f', '\\u000c');
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
