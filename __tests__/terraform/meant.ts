import { parse } from 'yaml';

type Evaluate = (expressions: string[]) => Promise<unknown[]>;

/**
 * What a YAML text of the synthesized program means once deployed, found on another way than the deployed text: the text is
 * parsed with marks in place of its expressions, and each mark is exchanged for its expression's value afterwards. So a
 * value that would break the YAML, or change its type, makes a difference.
 */
export async function meantBy(text: string, evaluate: Evaluate): Promise<unknown> {
  const expressions: string[] = [];
  const marked = templateParts(text)
    .map((part) => ('literal' in part ? part.literal : JSON.stringify(markOf(expressions.push(part.expression) - 1))))
    .join('');
  const values = await evaluate(expressions);
  const known = new Map(values.map((value, index) => [markOf(index), JSON.parse(value as string)]));
  return exchange(parse(marked), known);
}

function markOf(index: number): string {
  return `<expression ${index}>`;
}

function exchange(node: unknown, known: Map<string, unknown>): unknown {
  if (typeof node === 'string') return known.has(node) ? known.get(node) : node;
  if (Array.isArray(node)) return node.map((element) => exchange(element, known));
  if (typeof node !== 'object' || node === null) return node;
  return Object.fromEntries(Object.entries(node).map(([key, value]) => [key, exchange(value, known)]));
}

type Part = { readonly literal: string } | { readonly expression: string };

/** A string of Terraform's JSON syntax, cut into plain text, without its escapes, and expressions. */
export function templateParts(text: string): Part[] {
  const parts: Part[] = [];
  let literal = '';
  for (let at = 0; at < text.length; ) {
    if (/^(\$\$|%%)\{/.test(text.slice(at, at + 3))) {
      literal += text.slice(at + 1, at + 3);
      at += 3;
    } else if (text.startsWith('${', at)) {
      const end = endOfExpression(text, at + 2);
      parts.push({ literal }, { expression: text.slice(at + 2, end) });
      literal = '';
      at = end + 1;
    } else literal += text[at++];
  }
  return [...parts, { literal }];
}

/** Where the brace is that closes an expression; quoted strings may hold braces, and expressions again. */
function endOfExpression(text: string, start: number): number {
  let quoted = false;
  for (let at = start; at < text.length; at++) {
    if (quoted) {
      if (text[at] === '\\') at++;
      else if (/^(\$\$|%%)\{/.test(text.slice(at, at + 3))) at += 2;
      else if (/^[$%]\{/.test(text.slice(at, at + 2))) at = endOfExpression(text, at + 2);
      else if (text[at] === '"') quoted = false;
    } else if (text[at] === '"') quoted = true;
    else if (text[at] === '{') at = endOfExpression(text, at + 1);
    else if (text[at] === '}') return at;
  }
  throw new Error(`An expression has no end: ${text.slice(start, start + 80)}`);
}
