import type {
  WebApplicationFirewallPolicyCustomRules,
  WebApplicationFirewallPolicyCustomRulesMatchConditions,
} from '@cdktf/provider-azurerm/lib/web-application-firewall-policy';
import { checkGiven, checkInteger, checkLiteral, checkPattern, isKnown } from '../core/checks';
import { checkCidr } from '../core/cidr';
import type { Faults } from '../core/faults';
import { publicClass } from '../core/public-class';

/** The conditions of a rule; a request must meet all of them. */
export interface FirewallRuleOptions {
  /** The rule's name: 1 to 128 letters and digits, with a letter first, unique in the firewall. */
  readonly ruleName: string;

  /** 1 to 100, unique in the firewall; the lowest number that matches decides. */
  readonly priority: number;

  /**
   * The ranges that the request comes from, in CIDR notation.
   *
   * @default - from everywhere
   */
  readonly sources?: string[];

  /**
   * The countries that the request comes from, as ISO 3166 codes of two letters, e.g. `DE`.
   *
   * @default - from everywhere
   */
  readonly countries?: string[];

  /**
   * The prefixes of the path, e.g. `/login`.
   *
   * @default - all paths
   */
  readonly pathPrefixes?: string[];
}

/** A rate limit per client. */
export interface FirewallRateLimitOptions extends FirewallRuleOptions {
  /** Requests of one address of a caller in the time: 1 to 5000. */
  readonly requests: number;

  /**
   * The time, in minutes: 1 or 5.
   *
   * @default 1
   */
  readonly minutes?: number;
}

type Condition = WebApplicationFirewallPolicyCustomRulesMatchConditions;

/**
 * A custom rule, which is evaluated before the rule sets.
 *
 * @see https://learn.microsoft.com/azure/web-application-firewall/ag/custom-waf-rules-overview
 */
export class FirewallRule {
  /** Blocks requests. */
  public static block(options: FirewallRuleOptions): FirewallRule {
    return new FirewallRule('Block', options);
  }

  /** Lets requests through, past all rules that come later and all rule sets. */
  public static allow(options: FirewallRuleOptions): FirewallRule {
    return new FirewallRule('Allow', options);
  }

  /**
   * Blocks clients that exceed a rate of requests, by IP address.
   *
   * @see https://learn.microsoft.com/azure/web-application-firewall/ag/rate-limiting-overview
   */
  public static rateLimit(options: FirewallRateLimitOptions): FirewallRule {
    return new FirewallRule('Block', options, options);
  }

  private constructor(
    private readonly action: 'Allow' | 'Block',
    private readonly options: FirewallRuleOptions,
    private readonly limit?: FirewallRateLimitOptions,
  ) {}

  /** @internal */
  public get _ruleName(): string {
    return this.options.ruleName;
  }

  /** @internal */
  public get _priority(): number {
    return this.options.priority;
  }

  /** @internal */
  public _check(faults: Faults, prop: string): void {
    const { ruleName, priority, sources, countries, pathPrefixes } = this.options;
    if (checkGiven(faults, `${prop}.ruleName`, ruleName, 'For example, use BlockProbing.')) {
      const must = 'must have 1 to 128 letters and digits, with a letter first';
      checkPattern(faults, `${prop}.ruleName`, ruleName, /^[A-Za-z][A-Za-z0-9]{0,127}$/, must, 'BlockProbing');
    }
    if (checkGiven(faults, `${prop}.priority`, priority, 'For example, use 10.')) {
      checkInteger(faults, `${prop}.priority`, priority, 1, 100);
    }
    if (!this.limit && this.conditions().length === 0) {
      const fix = 'Set sources, countries or pathPrefixes.';
      faults.add(prop, 'must match some requests', ruleName, fix);
    }
    checkLists(faults, prop, { sources, countries, pathPrefixes });
    if (!this.limit) return;
    checkInteger(faults, `${prop}.requests`, this.limit.requests, 1, 5000, 'requests');
    const { minutes } = this.limit;
    checkLiteral(faults, `${prop}.minutes`, minutes, 'Azure has a fixed name for each value');
    if (isKnown(minutes) && minutes !== 1 && minutes !== 5) {
      faults.add(`${prop}.minutes`, 'must be 1 or 5', minutes, 'Azure supports no other duration.');
    }
  }

  /** @internal */
  public _render(): WebApplicationFirewallPolicyCustomRules {
    const { ruleName: name, priority } = this.options;
    const conditions = this.conditions();
    const rule = { name, priority, action: this.action };
    if (!this.limit) return { ...rule, ruleType: 'MatchRule', matchConditions: conditions };
    return {
      ...rule,
      ruleType: 'RateLimitRule',
      rateLimitDuration: this.limit.minutes === 5 ? 'FiveMins' : 'OneMin',
      rateLimitThreshold: this.limit.requests,
      groupRateLimitBy: 'ClientAddr',
      matchConditions: conditions.length > 0 ? conditions : [everyRequest],
    };
  }

  private conditions(): Condition[] {
    const { sources, countries, pathPrefixes } = this.options;
    return [
      ...condition('RemoteAddr', 'IPMatch', sources),
      ...condition('RemoteAddr', 'GeoMatch', countries),
      ...condition('RequestUri', 'BeginsWith', pathPrefixes),
    ];
  }
}

/** No client has this address; Azure rejects rules without a condition. */
const everyRequest: Condition = {
  matchVariables: [{ variableName: 'RemoteAddr' }],
  operator: 'IPMatch',
  negationCondition: true,
  matchValues: ['255.255.255.255/32'],
};

function condition(variableName: string, operator: string, matchValues: string[] | undefined): Condition[] {
  return matchValues === undefined
    ? []
    : [{ matchVariables: [{ variableName }], operator, negationCondition: false, matchValues: [...matchValues] }];
}

function checkLists(
  faults: Faults,
  prop: string,
  lists: { readonly sources?: string[]; readonly countries?: string[]; readonly pathPrefixes?: string[] },
): void {
  for (const [name, list] of Object.entries(lists)) {
    if (isKnown(list) && list.length === 0) {
      faults.add(`${prop}.${name}`, 'must not be empty', list, 'Leave it out for all.');
    }
  }
  lists.sources?.forEach((range, index) => {
    checkCidr(faults, `${prop}.sources[${index}]`, range, { example: '203.0.113.0/24' });
  });
  lists.countries?.forEach((country, index) => {
    const must = 'must be a country code of two uppercase letters (ISO 3166)';
    checkPattern(faults, `${prop}.countries[${index}]`, country, /^[A-Z]{2}$/, must, 'DE');
  });
  lists.pathPrefixes?.forEach((path, index) => {
    checkPattern(faults, `${prop}.pathPrefixes[${index}]`, path, /^\//, 'must start with /', '/login');
  });
}

publicClass('FirewallRule', FirewallRule);
