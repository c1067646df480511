import type { NetworkSecurityGroupSecurityRule } from '@cdktf/provider-azurerm/lib/network-security-group';
import { Token } from 'cdktf';
import { checkInteger, checkName, isKnown } from '../core/checks';
import { Cidr, isAddress } from '../core/cidr';
import type { Faults } from '../core/faults';
import { nameRules } from '../core/names';
import { publicClass } from '../core/public-class';

/** The protocols of a security rule. */
export enum SecurityRuleProtocol {
  /** All of them. */
  ANY = '*',
  /** TCP. */
  TCP = 'Tcp',
  /** UDP. */
  UDP = 'Udp',
  /** ICMP; it has no ports. */
  ICMP = 'Icmp',
}

/** Options of all security rules. */
export interface SecurityRuleOptions {
  /** The rule's name: 2 to 80 letters, digits, `_`, `.` and `-`, unique in the subnet. */
  readonly ruleName: string;

  /**
   * The ports that the traffic goes to: single ones or ranges, e.g. `443` and `30000-32767`, of 0 to 65535.
   *
   * @default - all ports
   */
  readonly ports?: string[];

  /**
   * The protocol of the traffic.
   *
   * @default SecurityRuleProtocol.ANY
   */
  readonly protocol?: SecurityRuleProtocol;

  /**
   * 100 to 4096, unique among the subnet's rules of one direction. Azure applies the rule with the lowest number that fits.
   *
   * @default - 10 after the rule before it in the list, of the same direction; the first one has 100
   */
  readonly priority?: number;

  /**
   * Why the rule is there, at most 140 characters.
   *
   * @default - none
   */
  readonly description?: string;
}

/** A rule for traffic into a subnet. */
export interface InboundRuleOptions extends SecurityRuleOptions {
  /** The source of the traffic: addresses and ranges, or one service tag (`AzureLoadBalancer`), or `*`. */
  readonly sources: string[];

  /**
   * The destination: addresses and ranges, or one service tag, or `*`.
   *
   * @default - everywhere in the subnet
   */
  readonly destinations?: string[];
}

/** A rule for traffic out of a subnet. */
export interface OutboundRuleOptions extends SecurityRuleOptions {
  /** The destination of the traffic: addresses and ranges, or one service tag (`Internet`), or `*`. */
  readonly destinations: string[];

  /**
   * The source: addresses and ranges, or one service tag, or `*`.
   *
   * @default - from everywhere in the subnet
   */
  readonly sources?: string[];
}

/** SSH, Remote Desktop, and Windows' remote management with and without TLS. */
const administrationPorts = [22, 3389, 5985, 5986];
const wholeInternet = ['*', 'Internet', '0.0.0.0/0', '::/0'];

interface RuleEnds {
  readonly sources?: string[];
  readonly destinations?: string[];
}

/**
 * One rule of a subnet's network security group.
 *
 * @see https://learn.microsoft.com/azure/virtual-network/network-security-groups-overview
 */
export class SecurityRule {
  /** Lets traffic in. */
  public static allowInbound(options: InboundRuleOptions): SecurityRule {
    return new SecurityRule('Inbound', 'Allow', options);
  }

  /** Keeps traffic out. */
  public static denyInbound(options: InboundRuleOptions): SecurityRule {
    return new SecurityRule('Inbound', 'Deny', options);
  }

  /** Lets traffic out. */
  public static allowOutbound(options: OutboundRuleOptions): SecurityRule {
    return new SecurityRule('Outbound', 'Allow', options);
  }

  /** Keeps traffic in. */
  public static denyOutbound(options: OutboundRuleOptions): SecurityRule {
    return new SecurityRule('Outbound', 'Deny', options);
  }

  private constructor(
    /** @internal */
    public readonly _direction: 'Inbound' | 'Outbound',
    private readonly access: 'Allow' | 'Deny',
    private readonly options: SecurityRuleOptions & RuleEnds,
  ) {}

  /** @internal */
  public get _ruleName(): string {
    return this.options.ruleName;
  }

  /** @internal */
  public get _priority(): number | undefined {
    return this.options.priority;
  }

  /**
   * The ports of remote administration that the rule opens to the whole Internet.
   *
   * @internal
   */
  public get _openAdministrationPorts(): number[] {
    const { sources = ['*'], ports = ['*'], protocol } = this.options;
    const isOpen = this._direction === 'Inbound' && this.access === 'Allow' && protocol !== SecurityRuleProtocol.ICMP;
    if (!isOpen || !sources.some((source) => wholeInternet.includes(source))) return [];
    return administrationPorts.filter((port) => ports.some((range) => includesPort(range, port)));
  }

  /** @internal */
  public _check(faults: Faults, prop: string): void {
    const { ruleName, ports, priority, protocol, description, sources, destinations } = this.options;
    checkName(faults, `${prop}.ruleName`, ruleName, nameRules.networkPart);
    checkInteger(faults, `${prop}.priority`, priority, 100, 4096);
    checkEnds(faults, `${prop}.sources`, sources);
    checkEnds(faults, `${prop}.destinations`, destinations);
    checkPorts(faults, `${prop}.ports`, ports);
    if (protocol === SecurityRuleProtocol.ICMP && ports) {
      faults.add(`${prop}.ports`, 'must not be set for ICMP, which has no ports', ports, 'Leave it out.');
    }
    if (isKnown(description) && description.length > 140) {
      const must = `must have at most 140 characters (it has ${description.length})`;
      faults.add(`${prop}.description`, must, description, 'Shorten it.');
    }
  }

  /** @internal */
  public _render(priority: number): NetworkSecurityGroupSecurityRule {
    const { ruleName, ports = ['*'], protocol = SecurityRuleProtocol.ANY, description } = this.options;
    const { sources = ['*'], destinations = ['*'] } = this.options;
    return {
      name: ruleName,
      priority,
      direction: this._direction,
      access: this.access,
      protocol,
      description,
      sourcePortRange: '*',
      ...(isOne(ports) ? { destinationPortRange: ports[0] } : { destinationPortRanges: [...ports] }),
      ...(isOne(sources) ? { sourceAddressPrefix: sources[0] } : { sourceAddressPrefixes: [...sources] }),
      ...(isOne(destinations)
        ? { destinationAddressPrefix: destinations[0] }
        : { destinationAddressPrefixes: [...destinations] }),
    };
  }
}

/** Checks a list of rules: each one, and that names and priorities are theirs alone. */
export function checkSecurityRules(faults: Faults, prop: string, rules: SecurityRule[]): void {
  rules.forEach((rule, index) => {
    rule._check(faults, `${prop}[${index}]`);
  });
  const priorities = prioritiesOf(rules);
  rules.forEach((rule, index) => {
    const before = rules.slice(0, index);
    if (isKnown(rule._ruleName) && before.some((other) => sameText(other._ruleName, rule._ruleName))) {
      faults.add(`${prop}[${index}].ruleName`, 'must be unique in the subnet', rule._ruleName, 'Rename the rule.');
    }
    const twin = before.findIndex(
      (other, at) => other._direction === rule._direction && priorities[at] === priorities[index],
    );
    if (twin >= 0) {
      const must = `must differ from ${prop}[${twin}]'s, which is ${rule._direction.toLowerCase()} too`;
      faults.add(`${prop}[${index}].priority`, must, priorities[index], 'Use a different number for one of them.');
    }
    if (rule._priority === undefined && priorities[index] > 4096) {
      const fix = 'Use lower numbers for the rules before it.';
      faults.add(`${prop}[${index}].priority`, 'must not be above 4096', priorities[index], fix);
    }
  });
}

/** A rule without a number follows the one before it, of its direction. */
export function prioritiesOf(rules: SecurityRule[]): number[] {
  const last = { Inbound: 90, Outbound: 90 };
  return rules.map((rule) => {
    last[rule._direction] = rule._priority ?? last[rule._direction] + 10;
    return last[rule._direction];
  });
}

/** The token of a list looks like a list of one. */
function isOne(list: string[]): boolean {
  return list.length === 1 && !Token.isUnresolved(list);
}

function checkEnds(faults: Faults, prop: string, ends: string[] | undefined): void {
  if (!isKnown(ends)) return;
  if (ends.length === 0) faults.add(prop, 'must not be empty', ends, 'Use * for everything.');
  for (const end of ends.filter(isKnown)) {
    const isRange = isAddress(end) || Cidr.parse(end) !== undefined;
    if (!isRange && !/^(\*|[A-Za-z][A-Za-z0-9.]*)$/.test(end)) {
      faults.add(
        prop,
        'must be addresses, ranges in CIDR notation, a service tag or *',
        end,
        'For example, use 10.0.0.0/16.',
      );
    } else if (Cidr.parse(end)?.isAligned === false) {
      faults.add(prop, 'must have the first address of each range', end, `Use ${Cidr.parse(end)?.network}.`);
    } else if (ends.indexOf(end) !== ends.lastIndexOf(end)) {
      faults.add(prop, 'must contain each only once', end, 'Remove the others.');
      return;
    } else if (!isRange && ends.length > 1) {
      faults.add(prop, 'must not combine a service tag or * with other sources', end, 'Create a separate rule for it.');
    }
  }
}

function includesPort(range: string, port: number): boolean {
  if (range === '*') return true;
  const [low, high = low] = range.split('-').map(Number);
  return low <= port && port <= high;
}

function checkPorts(faults: Faults, prop: string, ports: string[] | undefined): void {
  if (!isKnown(ports)) return;
  if (ports.length === 0) faults.add(prop, 'must not be empty', ports, 'Leave it out for all ports.');
  for (const port of ports.filter(isKnown)) {
    if (port === '*' && ports.length === 1) continue;
    const [low, high = low] = /^\d{1,5}(-\d{1,5})?$/.test(port) ? port.split('-').map(Number) : [1, 0];
    if (low > high || high > 65535) {
      faults.add(prop, 'must be ports or ranges of ports, 0 to 65535', port, 'For example, use 443 or 30000-32767.');
    }
  }
}

function sameText(a: string, b: string): boolean {
  return isKnown(a) && a.toLowerCase() === b.toLowerCase();
}

publicClass('SecurityRule', SecurityRule);
