import { isToken, type PlainMap } from './plain-data';
import { codePoint } from './token-expression';

/** A token in otherwise finished text. */
export interface TokenPiece {
  readonly token: unknown;
  /** The indentation of the lines below the token's key. */
  readonly indent: number;
}

/** Finished text, and the tokens between. */
export type YamlPiece = string | TokenPiece;

/** Text that means itself without quotes, in YAML 1.1 and 1.2. */
const plain = /^[A-Za-z_/][\w./-]*$/;
const notText = /^(y|n|yes|no|on|off|true|false|null|e\d+)$/i;
const printableAscii = /^[\x20-\x7e]*$/;
const mustEscape = /[\x7f-\x9f\u2028\u2029\ufeff\ufffe\uffff]/g;
/** No control characters but line feeds and tabs, and none that ends a line in YAML 1.1. */
const unprintable = /(?![\t\n])[\p{Cc}\u2028\u2029\ufeff\ufffe\uffff]/u;

/**
 * Plain data as YAML: keys in the order given, no line folded, `undefined` dropped. It means the same to YAML 1.1 and
 * 1.2 and to Helm, and survives Terraform, which brings text into Unicode form NFC.
 *
 * @param data a map that `checkPlainData` found no fault in.
 */
export function printYaml(data: PlainMap): YamlPiece[] {
  const printer = new YamlPrinter();
  printer.map(data, 0, false);
  return printer.pieces();
}

class YamlPrinter {
  private readonly done: YamlPiece[] = [];
  private text = '';

  public pieces(): YamlPiece[] {
    return this.text === '' ? this.done : [...this.done, this.text];
  }

  /** `inline` if the first key follows the dash of a list. */
  public map(map: PlainMap, indent: number, inline: boolean): void {
    const margin = ' '.repeat(indent);
    let first = inline;
    for (const key of Object.keys(map)) {
      if (map[key] === undefined) continue;
      this.text += `${first ? '' : margin}${scalar(key)}:`;
      first = false;
      this.value(map[key], indent, false);
    }
  }

  private list(list: unknown[], indent: number, inline: boolean): void {
    const margin = ' '.repeat(indent);
    list.forEach((element, index) => {
      this.text += `${inline && index === 0 ? '' : margin}-`;
      this.value(element, indent, true);
    });
  }

  /** The rest of a line after `key:` or `-`, and the lines below it. */
  private value(value: unknown, indent: number, inList: boolean): void {
    if (isToken(value)) this.token(value, indent + 2);
    else if (typeof value === 'string') this.text += ` ${printText(value, indent + 2)}\n`;
    else if (typeof value === 'number') this.text += ` ${printNumber(value)}\n`;
    else if (typeof value !== 'object' || value === null) this.text += ` ${value}\n`;
    else if (isEmpty(value)) this.text += Array.isArray(value) ? ' []\n' : ' {}\n';
    else {
      this.text += inList ? ' ' : '\n';
      if (Array.isArray(value)) this.list(value, indent + 2, inList);
      else this.map(value as PlainMap, indent + 2, inList);
    }
  }

  private token(token: unknown, indent: number): void {
    this.done.push(`${this.text} `, { token, indent });
    this.text = '\n';
  }
}

/** Text as a value, without the end of its last line. */
export function printText(text: string, indent: number): string {
  return isBlock(text) ? block(text, indent) : scalar(text);
}

function isEmpty(value: object): boolean {
  return Object.values(value).every((element) => element === undefined);
}

export function scalar(text: string): string {
  return plain.test(text) && !notText.test(text) ? text : quoted(text);
}

/** Text in quotes, whatever it is. */
export function quoted(text: string): string {
  const json = JSON.stringify(text);
  if (printableAscii.test(json)) return json;
  const escaped = json.replace(mustEscape, (character) => `\\u${codePoint(character, 4)}`);
  if (escaped === escaped.normalize('NFC')) return escaped;
  return escaped.replace(/\P{ASCII}/gu, (character) => `\\U${codePoint(character, 8)}`);
}

/** Whether text with several lines can stand as they are, each on its own line. */
function isBlock(text: string): boolean {
  return (
    text.includes('\n') &&
    /^\S/.test(text) &&
    !/[ \t](\n|$)/.test(text) &&
    !unprintable.test(text) &&
    text === text.normalize('NFC')
  );
}

function block(text: string, indent: number): string {
  const margin = ' '.repeat(indent);
  const body = text.replace(/\n+$/, '');
  const ends = text.length - body.length;
  const style = ['|-', '|'][ends] ?? '|+';
  const lines = body.split('\n').map((line) => (line === '' ? '' : `${margin}${line}`));
  return `${style}\n${lines.join('\n')}${'\n'.repeat(Math.max(0, ends - 1))}`;
}

/** YAML 1.1 takes a number with an exponent for text, unless it has a point. */
export function printNumber(value: number): string {
  const text = String(value === 0 ? 0 : value);
  return /^-?\d+e/.test(text) ? text.replace('e', '.0e') : text;
}
