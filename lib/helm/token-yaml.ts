import type { IResolveContext } from 'cdktf';
import { isPlainMap } from './plain-data';
import { codePoint, expressionOf, partsOf, resolvedValue, type TextPart } from './token-expression';
import { printNumber, printText, quoted, scalar, type YamlPiece } from './yaml-printer';

/** Printed YAML with its tokens as expressions; data that a lazy value returns is printed like any other. */
export function yamlParts(pieces: YamlPiece[], context: IResolveContext): TextPart[] {
  return pieces.flatMap((piece) => {
    if (typeof piece === 'string') return [{ literal: piece }];
    return valueParts(piece.token, context, (text) => printText(text, piece.indent));
  });
}

/** A value on one line, unless `print` puts text on more. */
function valueParts(value: unknown, context: IResolveContext, print: (text: string) => string): TextPart[] {
  const meaning = resolvedValue(value, context);
  if ('expression' in meaning) return [{ expression: encoded(meaning) }];
  if (meaning.data !== value) return valueParts(meaning.data, context, print);
  if (typeof value === 'string') return textParts(value, context, print);
  if (Array.isArray(value)) {
    return inBrackets(
      '[]',
      value.map((element) => valueParts(element, context, scalar)),
    );
  }
  if (isPlainMap(value)) {
    const entries = Object.entries(value).filter(([, element]) => element !== undefined);
    return inBrackets(
      '{}',
      entries.map(([key, element]) => [{ literal: `${quoted(key)}: ` }, ...valueParts(element, context, scalar)]),
    );
  }
  return [{ literal: typeof value === 'number' ? printNumber(value) : expressionOf(value, context) }];
}

function inBrackets([open, close]: string, elements: TextPart[][]): TextPart[] {
  const separated = elements.flatMap((parts, index) => (index === 0 ? parts : [{ literal: ', ' }, ...parts]));
  return [{ literal: open }, ...separated, { literal: close }];
}

function textParts(text: string, context: IResolveContext, print: (text: string) => string): TextPart[] {
  const parts = partsOf(text, context);
  const known = parts.filter((part) => 'literal' in part);
  if (known.length === parts.length) return [{ literal: print(known.map(({ literal }) => literal).join('')) }];
  const survives = known.every(({ literal }) => survivesJsonencode(literal));
  return survives ? [{ expression: encoded({ expression: expressionOf(text, context) }) }] : inQuotes(parts);
}

/**
 * Escaped by YAML itself, and only the values of tokens by Terraform. Nothing of the text can be joined with a character
 * beside it, as it is all ASCII.
 */
function inQuotes(parts: TextPart[]): TextPart[] {
  const inner = parts.map((part): TextPart => {
    if ('expression' in part) return { expression: `trimsuffix(trimprefix(${encoded(part)}, "\\""), "\\"")` };
    // A template would start in a sign in front of an expression.
    return { literal: inAscii(JSON.stringify(part.literal).slice(1, -1)).replace(/[$%]$/, unicodeEscape) };
  });
  return [{ literal: '"' }, ...inner, { literal: '"' }];
}

function inAscii(json: string): string {
  return json.replace(/[\x7f]|\P{ASCII}/gu, unicodeEscape);
}

function unicodeEscape(character: string): string {
  return `\\U${codePoint(character, 8)}`;
}

function encoded({ expression }: { expression: string }): string {
  return `jsonencode(${expression})`;
}

/** The characters that Terraform's jsonencode escapes in addition to those that JSON requires. */
const escapedByTerraform = /[<>&\u2028\u2029]/g;
/** Characters that JSON allows and YAML rejects. */
const notForYaml = /[\x7f-\x9f\ufeff\ufffe\uffff]/;
/** What Unicode form NFC may join with the last character of the value in front. */
const joins = /^[\p{M}\u1160-\u11ff]/u;

/** Whether text beside a token stays as it is in Terraform's jsonencode: Terraform brings both into Unicode form NFC. */
function survivesJsonencode(text: string): boolean {
  const json = JSON.stringify(text).replace(escapedByTerraform, (character) => `\\u${codePoint(character, 4)}`);
  const isNormal = [text, json].every((form) => form === form.normalize('NFC'));
  return isNormal && !notForYaml.test(text) && !joins.test(text);
}
