import { checkElementsKnown, checkGiven, checkNotEmpty, checkPattern, isKnown } from '../../core/checks';
import type { Faults } from '../../core/faults';

/** A claim of an end user's token, and the values that are accepted. */
export interface TokenClaim {
  /**
   * The claim, e.g. `groups` or `roles`: text without spaces, brackets or `*`. Entra ID omits `groups` from the tokens of users
   * in more than 200 groups; such tokens are not accepted. `roles` (app roles) have no such limit.
   *
   * @see https://learn.microsoft.com/entra/identity-platform/optional-claims
   */
  readonly claim: string;

  /** The accepted values, 1 or more, without `*`: the claim, or one element if it is a list, must be equal to one of them. */
  readonly values: string[];
}

/** Istio reads `*` in a value as any text, and brackets as the end of the name. */
export function checkClaims(faults: Faults, prop: string, claims: TokenClaim[] | undefined): void {
  checkNotEmpty(faults, prop, claims);
  claims?.forEach(({ claim, values }, index) => {
    const at = `${prop}[${index}]`;
    if (checkGiven(faults, `${at}.claim`, claim, 'For example, use groups.')) {
      checkPattern(faults, `${at}.claim`, claim, /^[^\s[\]*]+$/, 'must be the name of a claim', 'groups');
    }
    const fix = "For example, use ['11111111-2222-3333-4444-555555555555'].";
    if (!checkGiven(faults, `${at}.values`, values?.length === 0 ? undefined : values, fix)) return;
    if (!checkElementsKnown(faults, `${at}.values`, values)) return;
    values.forEach((value, place) => {
      if (!isKnown(value) || (value !== '' && !value.includes('*'))) return;
      const must = 'must be one exact value, without *';
      faults.add(`${at}.values[${place}]`, must, value, 'Name each value.');
    });
  });
}
