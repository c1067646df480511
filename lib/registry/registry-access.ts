import type { ContainerRegistryNetworkRuleSet } from '@cdktf/provider-azurerm/lib/container-registry';
import { checkElementsKnown } from '../core/checks';
import { checkCidr } from '../core/cidr';
import type { Faults } from '../core/faults';
import { publicClass } from '../core/public-class';
import { checkPublic } from '../network/reserved-ranges';

/** Network access to a registry. Roles control who can pull and push. */
export class RegistryAccess {
  /** Only private endpoints. */
  public static privateOnly(): RegistryAccess {
    return new RegistryAccess([]);
  }

  /**
   * Private endpoints, and the public addresses in the list. The nodes of a cluster come from the cluster's outbound address:
   * put it into the list, or give the cluster's network a private endpoint.
   *
   * @param ranges public IPv4 ranges in CIDR notation, e.g. `203.0.113.7/32`; 1 to 100 of them.
   */
  public static publicFrom(ranges: string[]): RegistryAccess {
    return new RegistryAccess([...ranges], 'ranges');
  }

  /** All clients on the Internet; only their roles limit their access. */
  public static publicFromEverywhere(): RegistryAccess {
    return new RegistryAccess([], 'everywhere');
  }

  private constructor(
    private readonly ranges: string[],
    private readonly publicFor?: 'ranges' | 'everywhere',
  ) {}

  /** @internal */
  public get _isPublic(): boolean {
    return this.publicFor !== undefined;
  }

  /** @internal */
  public get _isOpenToAll(): boolean {
    return this.publicFor === 'everywhere';
  }

  /** @internal */
  public _check(faults: Faults, prop: string): void {
    if (this.publicFor !== 'ranges' || !checkElementsKnown(faults, prop, this.ranges)) return;
    if (this.ranges.length === 0 || this.ranges.length > 100) {
      const fix = this.ranges.length === 0 ? 'Use RegistryAccess.privateOnly() for no range.' : 'Merge ranges.';
      faults.add(prop, 'must have 1 to 100 ranges', this.ranges.length, fix);
    }
    const ranges = this.ranges.map((text, index) => {
      const name = `${prop}[${index}]`;
      const range = checkCidr(faults, name, text, { example: '203.0.113.7/32' });
      if (range?.isIpv6) faults.add(name, 'must be an IPv4 range', text, 'A registry has no rules for IPv6.');
      else if (range) checkPublic(faults, name, range, 'Use a private endpoint for private addresses.');
      if (range?.text === '0.0.0.0/0') {
        faults.add(name, 'must not be the whole Internet', text, 'Use RegistryAccess.publicFromEverywhere().');
      }
      return range;
    });
    ranges.forEach((range, index) => {
      const at = ranges.findIndex((other, before) => before < index && range && other?.overlaps(range));
      if (at < 0) return;
      const must = `must not overlap ${prop}[${at}] (${this.ranges[at]})`;
      faults.add(`${prop}[${index}]`, must, this.ranges[index], 'Remove one of them.');
    });
  }

  /** @internal */
  public _render(): ContainerRegistryNetworkRuleSet {
    return {
      defaultAction: this._isOpenToAll ? 'Allow' : 'Deny',
      ipRule: this.ranges.map((ipRange) => ({ action: 'Allow', ipRange })),
    };
  }
}

publicClass('RegistryAccess', RegistryAccess);
