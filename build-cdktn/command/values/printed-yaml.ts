import type { Json, JsonMap } from '../terraform/resource';

/**
 * Reads YAML as the library prints values, so that the package needs no parser of YAML. Undefined for YAML in any other style,
 * even if it is valid: what is read means the same to every parser.
 */
export function readPrintedYaml(text: string): JsonMap | undefined {
  if (!text.endsWith('\n') || otherLineBreaks.test(text)) return undefined;
  const reader = new Reader(text.slice(0, -1).split('\n'));
  try {
    return reader.document();
  } catch (error) {
    // Values that are nested too deeply for the stack were not printed either.
    if (error instanceof OtherStyle || error instanceof RangeError) return undefined;
    throw error;
  }
}

class OtherStyle extends Error {}

const otherLineBreaks = /[\r\u0085\u2028\u2029]/;
const keyOfLine = /^("(?:[^"\\]|\\.)*"|[A-Za-z_/][\w./-]*):(?: |$)/;
const plainText = /^[A-Za-z_/][\w./-]*/;
/** Words that parsers of YAML 1.1 don't read as text. */
const notText = /^(y|n|yes|no|on|off|true|false|null|e\d+)$/i;
const numeric = /^-?(?:0|[1-9]\d*)(?:\.\d+)?(?:(?<=\.\d+)e[+-]?\d+)?(?![^\s,\]}])/;
const quotedText = /^"(?:[^"\\]|\\.)*"/;

class Reader {
  private line = 0;

  public constructor(private readonly lines: readonly string[]) {}

  public document(): JsonMap {
    const map = this.map(0, false);
    if (this.line < this.lines.length) throw new OtherStyle();
    return map;
  }

  /** `inline` where the first key follows the dash of a list on the same line. */
  private map(indent: number, inline: boolean): JsonMap {
    const entries = new Map<string, Json>();
    for (let isFirst = inline; isFirst || this.isAt(indent); isFirst = false) {
      const rest = this.lines[this.line].slice(indent);
      const [whole, printed] = keyOfLine.exec(rest) ?? [];
      if (whole === undefined || printed === undefined) throw new OtherStyle();
      const key = printed.startsWith('"') ? unquoted(printed) : textOf(printed);
      if (entries.has(key)) throw new OtherStyle();
      entries.set(key, this.value(indent, rest.slice(printed.length + 1)));
    }
    if (entries.size === 0) throw new OtherStyle();
    return Object.fromEntries(entries);
  }

  private list(indent: number, inline: boolean): Json[] {
    const list: Json[] = [];
    for (let isFirst = inline; isFirst || this.isAt(indent); isFirst = false) {
      if (!this.lines[this.line].startsWith('- ', indent)) break;
      const rest = this.lines[this.line].slice(indent + 2);
      if (rest.startsWith('- ')) list.push(this.list(indent + 2, true));
      else if (keyOfLine.test(rest)) list.push(this.map(indent + 2, true));
      else list.push(this.value(indent, ` ${rest}`));
    }
    return list;
  }

  /** Whether the current line begins at an indentation. */
  private isAt(indent: number): boolean {
    const line = this.lines[this.line];
    return line !== undefined && line.search(/[^ ]/) === indent;
  }

  /** What follows a key or a dash on its line, or is below it. */
  private value(indent: number, rest: string): Json {
    this.line++;
    if (rest === '') {
      const below = indent + 2;
      if (!this.isAt(below)) throw new OtherStyle();
      return this.lines[this.line].startsWith('- ', below) ? this.list(below, false) : this.map(below, false);
    }
    const text = rest.slice(1);
    if (/^\|[-+]?$/.test(text)) return this.block(indent + 2, text);
    const [value, length] = inlineValue(text);
    if (length !== text.length) throw new OtherStyle();
    return value;
  }

  private block(indent: number, style: string): string {
    const margin = ' '.repeat(indent);
    const found: string[] = [];
    for (; this.line < this.lines.length; this.line++) {
      const line = this.lines[this.line];
      if (line !== '' && !line.startsWith(margin)) break;
      found.push(line.slice(indent));
    }
    const ends = found.length - found.findLastIndex((line) => line !== '');
    const isKept = style === '|+';
    if (!/^\S/.test(found[0] ?? '') || isKept !== ends > 1) throw new OtherStyle();
    return `${found.join('\n')}${style === '|-' ? '' : '\n'}`;
  }
}

/** A value on one line, and how long it is. */
function inlineValue(text: string): [Json, number] {
  if (text[0] === '[' || text[0] === '{') return collection(text);
  const [printed] = quotedText.exec(text) ?? [];
  if (printed !== undefined) return [unquoted(printed), printed.length];
  const [number] = numeric.exec(text) ?? [];
  if (number !== undefined) return [Number(number), number.length];
  const [word] = plainText.exec(text) ?? [];
  if (word === undefined) throw new OtherStyle();
  const known = constants.get(word);
  return [known === undefined ? textOf(word) : known, word.length];
}

const constants = new Map([
  ['true', true],
  ['false', false],
  ['null', null],
]);

function collection(text: string): [Json, number] {
  const isMap = text[0] === '{';
  const close = isMap ? '}' : ']';
  const items: [string, Json][] = [];
  let at = 1;
  while (text[at] !== close) {
    if (items.length > 0) at += expected(text, at, ', ');
    const [key] = isMap ? (quotedText.exec(text.slice(at)) ?? []) : [''];
    if (key === undefined) throw new OtherStyle();
    at += key.length + (isMap ? expected(text, at + key.length, ': ') : 0);
    const [value, length] = inlineValue(text.slice(at));
    items.push([isMap ? unquoted(key) : '', value]);
    at += length;
  }
  const value = isMap ? Object.fromEntries(items) : items.map(([, item]) => item);
  return [value, at + 1];
}

function expected(text: string, at: number, separator: string): number {
  if (!text.startsWith(separator, at)) throw new OtherStyle();
  return separator.length;
}

function textOf(word: string): string {
  if (notText.test(word)) throw new OtherStyle();
  return word;
}

/** JSON's escapes, and YAML's for characters beyond 16 bits. */
function unquoted(printed: string): string {
  const json = printed.replaceAll(/\\(?:U([0-9a-f]{8})|.)/g, (whole, code?: string) =>
    code === undefined ? whole : JSON.stringify(String.fromCodePoint(Number.parseInt(code, 16))).slice(1, -1),
  );
  try {
    return JSON.parse(json);
  } catch {
    throw new OtherStyle();
  }
}
