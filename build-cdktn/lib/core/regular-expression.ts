import { isKnown } from './checks';
import type { Faults } from './faults';

const mostRepetitions = 1000;

/** Syntax that RE2 supports and JavaScript doesn't, with equivalent JavaScript syntax. */
const translations: readonly [RegExp, string | ((...match: string[]) => string)][] = [
  [/\\Q([\s\S]*?)(?:\\E|$)/g, (_all, literal) => literal.replace(/[\s\S]/g, 'a')],
  [/\[\[:\^?\w+:\]\]/g, 'a'],
  [/\[:\^?\w+:\]/g, 'a'],
  [/\\(?:p|P)(?:\{\^?\w+\}|[A-Z])/g, 'a'],
  [/\\x\{[0-9A-Fa-f]+\}/g, 'a'],
  [/\\[AzCa]/g, ''],
  [/\(\?[imsU]*(?:-[imsU]+)?\)/g, ''],
  [/\(\?[imsU]*(?:-[imsU]+)?:/g, '(?:'],
  [/\(\?P</g, '(?<'],
];

/** Syntax that JavaScript supports and RE2 doesn't: lookaround, backreferences, and JavaScript's own escapes. */
const foreign = /\(\?<?[=!]|\\[1-9]|\\k<|\\u|\\c|\\[89]/;

/**
 * Whether RE2 accepts an expression. Envoy (Istio, Consul) and Go use RE2; Rust (Linkerd) doesn't support lookaround and
 * backreferences either.
 *
 * Source: https://github.com/google/re2/wiki/Syntax
 */
export function isRe2(expression: string): boolean {
  const escapesGone = expression.replaceAll('\\\\', '_');
  const repetitions = [...escapesGone.matchAll(/\{(\d+)(?:,(\d*))?\}/g)].flatMap(([, low, high]) => [low, high || low]);
  if (repetitions.some((count) => Number(count) > mostRepetitions)) return false;
  const translated = translations.reduce((text, [piece, other]) => text.replace(piece, other as string), escapesGone);
  if (foreign.test(translated)) return false;
  try {
    return new RegExp(translated) instanceof RegExp;
  } catch {
    return false;
  }
}

export function checkRegularExpression(faults: Faults, prop: string, expression: string, example: string): void {
  if (!isKnown(expression) || isRe2(expression)) return;
  const must = 'must be a regular expression of RE2, which has no lookaround and no backreferences';
  faults.add(prop, must, expression, `For example, use ${example}.`);
}
