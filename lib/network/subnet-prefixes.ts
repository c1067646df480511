import { type Cidr, checkCidr, checkNoOverlap } from '../core/cidr';
import type { Faults } from '../core/faults';
import { checkNotReservedByAks } from './reserved-ranges';
import { SubnetDelegation } from './subnet-delegation';

/** A range under the name of the prop that gave it. */
export type SubnetRange = [prop: string, range: Cidr];

/** Azure keeps the first four addresses of a subnet and the last one. */
const kept = 5;

/**
 * Checks the prefixes of a new subnet individually; returns those that are known and valid.
 *
 * Source of the sizes: https://learn.microsoft.com/azure/virtual-network/virtual-networks-faq
 */
export function checkPrefixes(
  faults: Faults,
  props: { prefix: string; ipv6Prefix?: string; delegation?: SubnetDelegation },
): SubnetRange[] {
  const size = props.delegation?._size ?? { longest: 29, why: 'Azure reserves five addresses in each subnet' };
  const ranges: SubnetRange[] = [];
  const prefix = checkFamily(
    faults,
    'prefix',
    checkCidr(faults, 'prefix', props.prefix, { example: '10.0.0.0/24' }),
    4,
  );
  if (prefix && checkSize(faults, prefix, size)) ranges.push(['prefix', prefix]);
  const example = 'fd00:db8:1::/64';
  const bounds = { shortest: 64, longest: 64, why: 'Azure supports no other IPv6 subnet size', example };
  const ipv6 = checkFamily(faults, 'ipv6Prefix', checkCidr(faults, 'ipv6Prefix', props.ipv6Prefix, { example }), 6);
  if (ipv6 && checkCidr(faults, 'ipv6Prefix', ipv6.text, bounds)) ranges.push(['ipv6Prefix', ipv6]);
  if (props.delegation?.serviceName === SubnetDelegation.API_SERVER.serviceName) checkNotReservedByAks(faults, ranges);
  return ranges;
}

/** The known prefixes of an existing subnet. */
export function checkKnownPrefixes(faults: Faults, prefixes: string[]): Cidr[] {
  const ranges = prefixes.map((text, index): [string, Cidr | undefined] => {
    const prop = `prefixes[${index}]`;
    return [prop, checkCidr(faults, prop, text)];
  });
  checkNoOverlap(faults, ranges);
  return ranges.flatMap(([, range]) => range ?? []);
}

/** The number of IPv4 addresses that are available in a subnet; undefined without a known IPv4 range. */
export function usableAddresses(ranges: Cidr[]): number | undefined {
  const ipv4 = ranges.filter((range) => !range.isIpv6);
  return ipv4.length === 0 ? undefined : ipv4.reduce((sum, { sizeBits }) => sum + 2 ** sizeBits, 0) - kept;
}

function checkSize(faults: Faults, range: Cidr, size: { longest: number; why: string }): boolean {
  const example = `10.0.0.0/${size.longest === 29 ? 24 : size.longest}`;
  return checkCidr(faults, 'prefix', range.text, { longest: size.longest, why: size.why, example }) !== undefined;
}

function checkFamily(faults: Faults, prop: string, range: Cidr | undefined, family: 4 | 6): Cidr | undefined {
  if (!range || range.isIpv6 === (family === 6)) return range;
  const fix = family === 4 ? 'Use ipv6Prefix for an IPv6 range.' : 'Use prefix for an IPv4 range.';
  faults.add(prop, `must be an IPv${family} range`, range.text, fix);
  return undefined;
}
