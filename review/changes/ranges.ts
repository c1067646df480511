import { contains } from '../../command/ranges';
import { anyone } from '../inventory/exposure';

/** Whether a source is within those that were let in before. */
export function isCovered(source: string, before: readonly string[]): boolean {
  return before.includes(anyone) || before.includes(source) || before.some((range) => contains(range, source));
}
