import { checkOneOf } from '../core/checks';
import type { Faults } from '../core/faults';
import { publicClass } from '../core/public-class';

/** The versions that Azure accepts, by rule set. */
const versions: { readonly [type: string]: string[] } = {
  Microsoft_DefaultRuleSet: ['2.1'],
  OWASP: ['3.2', '3.1', '3.0'],
};

/**
 * A managed rule set against known attacks, maintained by Microsoft.
 *
 * @see https://learn.microsoft.com/azure/web-application-firewall/ag/application-gateway-crs-rulegroups-rules
 */
export class FirewallRuleSet {
  /** Microsoft's own set: the OWASP rules and those of Microsoft's threat intelligence. */
  public static readonly DEFAULT_2_1 = FirewallRuleSet.of('Microsoft_DefaultRuleSet', '2.1');

  /** The OWASP core rules. */
  public static readonly OWASP_3_2 = FirewallRuleSet.of('OWASP', '3.2');

  /**
   * Another version.
   *
   * @param type `Microsoft_DefaultRuleSet` or `OWASP`.
   * @param version e.g. `3.1`.
   */
  public static of(type: string, version: string): FirewallRuleSet {
    return new FirewallRuleSet(type, version);
  }

  private constructor(
    /** The name of the set. */
    public readonly type: string,
    /** Its version. */
    public readonly version: string,
  ) {}

  /** @internal */
  public _check(faults: Faults, prop: string): void {
    checkOneOf(faults, `${prop}.type`, this.type, Object.keys(versions));
    const known = versions[this.type];
    if (known) checkOneOf(faults, `${prop}.version`, this.version, known);
  }
}

publicClass('FirewallRuleSet', FirewallRuleSet);
