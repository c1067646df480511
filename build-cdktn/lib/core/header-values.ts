import { checkPattern } from './checks';
import type { Faults } from './faults';

/** Source: https://www.rfc-editor.org/rfc/rfc9110#section-5.5 */
const headerValue = /^[^\p{Cc}\s]([^\p{Cc}]*[^\p{Cc}\s])?$/u;

/** The value of an HTTP header: one line, without spaces at its ends. */
export function checkHeaderValue(faults: Faults, prop: string, value: string): void {
  const must = 'must be one line of printable text, without leading or trailing spaces';
  checkPattern(faults, prop, value, headerValue, must, 'true');
}
