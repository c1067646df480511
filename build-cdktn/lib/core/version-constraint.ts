import { compareVersions } from './versions';

/** The versions that a constraint of Terraform admits. */
export interface VersionRange {
  /** The oldest version, as written; undefined without a lower bound. */
  readonly oldest?: string;
  readonly oldestMajor: number;
  /** Infinity without an upper bound. */
  readonly newestMajor: number;
}

const term = /^(=|!=|>=|>|<=|<|~>)?\s*(\d+(?:\.\d+){0,2})$/;

/**
 * The range of a constraint such as `>= 4.81.0, < 5.0.0`; undefined if the text is none.
 *
 * @see https://developer.hashicorp.com/terraform/language/expressions/version-constraints
 */
export function versionRange(constraint: string): VersionRange | undefined {
  const range: { oldest?: string; oldestMajor: number; newestMajor: number } = {
    oldestMajor: 0,
    newestMajor: Number.POSITIVE_INFINITY,
  };
  for (const text of constraint.split(',')) {
    const [, operator = '=', version] = term.exec(text.trim()) ?? [];
    if (version === undefined) return undefined;
    const major = Number(version.split('.')[0]);
    if (['=', '>=', '>', '~>'].includes(operator) && isNewer(version, range.oldest)) {
      Object.assign(range, { oldest: version, oldestMajor: major });
    }
    range.newestMajor = Math.min(range.newestMajor, newestMajor(operator, version, major));
  }
  return range;
}

/** The one with more parts is the newer one of versions that are equal otherwise. */
function isNewer(version: string, than = '0'): boolean {
  return (compareVersions(version, than) || version.length - than.length) > 0;
}

function newestMajor(operator: string, version: string, major: number): number {
  if (operator === '<') return /^\d+(\.0)*$/.test(version) ? major - 1 : major;
  const isBounded = operator === '=' || operator === '<=' || (operator === '~>' && version.includes('.'));
  return isBounded ? major : Number.POSITIVE_INFINITY;
}
