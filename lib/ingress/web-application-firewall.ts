import { WebApplicationFirewallPolicy } from '@cdktf/provider-azurerm/lib/web-application-firewall-policy';
import type { ITerraformDependable } from 'cdktf';
import { Construct, type IConstruct } from 'constructs';
import type { AzureResourceProps } from '../core/azure-resource-props';
import { checkProps, requireProps } from '../core/checked-props';
import { checkInteger, checkName, checkOneOf, checkPlace, checkResourceId, isKnown } from '../core/checks';
import { Faults } from '../core/faults';
import { implementReady } from '../core/ordering';
import { publicClass } from '../core/public-class';
import { warn } from '../core/warnings';
import type { FirewallRule } from './firewall-rule';
import { FirewallRuleSet } from './firewall-rule-set';

/** The firewall's action for requests that match a rule set. */
export enum FirewallMode {
  /** Blocks the request. */
  PREVENTION = 'Prevention',

  /** Logs the request without blocking it, e.g. to test the rules. */
  DETECTION = 'Detection',
}

/** A policy of Azure's web application firewall. */
export interface IWebApplicationFirewall extends IConstruct {
  /** The policy's resource id. */
  readonly firewallId: string;

  /** The resources that dependents wait for; empty for a policy that exists already. */
  readonly ready: ITerraformDependable[];
}

/** Props of a firewall. */
export interface WebApplicationFirewallProps extends AzureResourceProps {
  /**
   * The name: 1 to 128 letters and digits, with a letter first.
   *
   * Changing this replaces the firewall.
   */
  readonly firewallName: string;

  /**
   * The action for requests that match the rule set.
   *
   * @default FirewallMode.PREVENTION
   */
  readonly mode?: FirewallMode;

  /**
   * The managed rule set against known attacks.
   *
   * @default FirewallRuleSet.DEFAULT_2_1
   */
  readonly ruleSet?: FirewallRuleSet;

  /**
   * Whether bad bots are blocked, by Microsoft's bot manager rules 1.1.
   *
   * @see https://learn.microsoft.com/azure/web-application-firewall/ag/bot-protection-overview
   * @default true
   */
  readonly botManager?: boolean;

  /**
   * Rules of your own, among them limits of rates.
   *
   * @default - none
   */
  readonly rules?: FirewallRule[];

  /**
   * The largest body of a request that isn't a file, in KiB: 8 to 2000. Larger ones are blocked.
   *
   * @default 128
   */
  readonly maxRequestBodyKib?: number;

  /**
   * The largest file that is uploaded, in MiB: 1 to 4000. Larger ones are blocked.
   *
   * @default 100
   */
  readonly maxFileUploadMib?: number;
}

const nameRule = {
  pattern: /^[A-Za-z][A-Za-z0-9]*$/,
  minLength: 1,
  maxLength: 128,
  allowed: 'letters and digits, with a letter first',
  example: 'shop',
};

/**
 * A web application firewall (WAF) for application gateways: it inspects requests and blocks attacks.
 *
 * @see https://learn.microsoft.com/azure/web-application-firewall/ag/policy-overview
 */
export class WebApplicationFirewall extends Construct implements IWebApplicationFirewall {
  /** A policy of another program or stack, by its resource id; reads nothing. */
  public static fromFirewallId(scope: Construct, id: string, firewallId: string): IWebApplicationFirewall {
    return new ImportedWebApplicationFirewall(scope, id, firewallId);
  }

  public readonly firewallId: string;
  public readonly ready: ITerraformDependable[];

  /** The policy itself, for arguments that this class does not offer, e.g. exclusions. */
  public readonly resource: WebApplicationFirewallPolicy;

  public constructor(scope: Construct, id: string, props: WebApplicationFirewallProps) {
    super(scope, id);
    requireProps(this, 'WebApplicationFirewallProps', props);
    const { mode = FirewallMode.PREVENTION, ruleSet = FirewallRuleSet.DEFAULT_2_1, rules = [] } = props;
    this.check(props, ruleSet, rules);

    this.resource = new WebApplicationFirewallPolicy(this, 'Resource', {
      name: props.firewallName,
      resourceGroupName: props.resourceGroupName,
      location: props.location,
      tags: props.tags,
      policySettings: {
        enabled: true,
        mode,
        requestBodyCheck: true,
        maxRequestBodySizeInKb: props.maxRequestBodyKib ?? 128,
        fileUploadLimitInMb: props.maxFileUploadMib ?? 100,
      },
      managedRules: {
        managedRuleSet: [
          { type: ruleSet.type, version: ruleSet.version },
          ...((props.botManager ?? true) ? [{ type: 'Microsoft_BotManagerRuleSet', version: '1.1' }] : []),
        ],
      },
      customRules: rules.length > 0 ? rules.map((rule) => rule._render()) : undefined,
    });
    this.firewallId = this.resource.id;
    this.ready = [this.resource];
    implementReady(this, () => this.ready);
    if (mode === FirewallMode.DETECTION) {
      warn(this, 'W252', 'The firewall logs attacks but does not block them (FirewallMode.DETECTION).');
    }
  }

  private check(props: WebApplicationFirewallProps, ruleSet: FirewallRuleSet, rules: FirewallRule[]): void {
    checkProps(this, 'WebApplicationFirewallProps', props, (faults) => {
      checkPlace(faults, props);
      checkName(faults, 'firewallName', props.firewallName, nameRule);
      checkOneOf(faults, 'mode', props.mode, Object.values(FirewallMode));
      ruleSet._check(faults, 'ruleSet');
      checkInteger(faults, 'maxRequestBodyKib', props.maxRequestBodyKib, 8, 2000, 'KiB');
      checkInteger(faults, 'maxFileUploadMib', props.maxFileUploadMib, 1, 4000, 'MiB');
      if (props.rules?.length === 0) faults.add('rules', 'must not be empty', undefined, 'Leave it out for no rules.');
      rules.forEach((rule, index) => {
        rule._check(faults, `rules[${index}]`);
        const before = rules.slice(0, index);
        if (isKnown(rule._priority) && before.some((other) => other._priority === rule._priority)) {
          const fix = 'Use a different number for one of them.';
          faults.add(`rules[${index}].priority`, 'must be unique in the firewall', rule._priority, fix);
        }
        if (isKnown(rule._ruleName) && before.some((other) => other._ruleName === rule._ruleName)) {
          faults.add(`rules[${index}].ruleName`, 'must be unique in the firewall', rule._ruleName, 'Rename the rule.');
        }
      });
    });
  }
}

class ImportedWebApplicationFirewall extends Construct implements IWebApplicationFirewall {
  public readonly ready: ITerraformDependable[] = [];

  public constructor(
    scope: Construct,
    id: string,
    public readonly firewallId: string,
  ) {
    super(scope, id);
    const faults = new Faults(this);
    const type = 'Microsoft.Network/applicationGatewayWebApplicationFirewallPolicies';
    checkResourceId(faults, 'firewallId', firewallId, type);
    faults.throwIfAny();
    implementReady(this, () => this.ready);
  }
}

publicClass('WebApplicationFirewall', WebApplicationFirewall);
