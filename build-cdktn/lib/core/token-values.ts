import { Fn, Op, Token } from 'cdktn';

/** A number as text: Kubernetes annotations and KEDA parameters must be text. */
export function numberText(number: number): string {
  return Token.isUnresolved(number) ? Token.asString(Fn.tostring(number)) : String(number);
}

/** The sum of a number, which may be a token, and another one. */
export function sumOf(number: number, addend: number): number {
  return Token.isUnresolved(number) ? Token.asNumber(Op.add(number, addend)) : number + addend;
}

export function productOf(number: number, factor: number): number {
  return Token.isUnresolved(number) ? Token.asNumber(Op.mul(number, factor)) : number * factor;
}

/** The integer part of a fraction of a number. */
export function shareOf(number: number, factor: number): number {
  return Token.isUnresolved(number) ? Token.asNumber(Fn.floor(Op.mul(number, factor))) : Math.floor(number * factor);
}

/** Text, which may be a token, truncated to a number of characters. */
export function startOf(text: string, length: number): string {
  return Token.isUnresolved(text) ? Token.asString(Fn.substr(text, 0, length)) : text.slice(0, length);
}

/** Text, which may be a token, with one part replaced. */
export function replacedIn(text: string, piece: string, other: string): string {
  return Token.isUnresolved(text) ? Token.asString(Fn.replace(text, piece, other)) : text.replaceAll(piece, other);
}

export function inLowerCase(text: string): string {
  return Token.isUnresolved(text) ? Token.asString(Fn.lower(text)) : text.toLowerCase();
}
