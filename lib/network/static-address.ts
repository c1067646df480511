import { checkPattern, isKnown } from '../core/checks';
import { Cidr, isAddress } from '../core/cidr';
import type { Faults } from '../core/faults';

/** An address that a private endpoint shall have. */
export interface StaticAddress {
  /**
   * An IPv4 address of the subnet, which Azure doesn't keep and nothing else has.
   *
   * Changing this replaces the endpoint.
   */
  readonly address: string;

  /**
   * The target's member that uses the address; `az network private-endpoint show --query customDnsConfigs` and the service's page
   * on private endpoints list the members. A key vault has `default`; a registry has `registry` and, for each region,
   * `registry_data_REGION`, and needs an address for each.
   *
   * Changing this replaces the endpoint.
   *
   * @default - the target's group, e.g. `blob`
   */
  readonly memberName?: string;
}

/** Azure keeps the first four addresses of a subnet and the last one. */
const keptFirst = [0, 1, 2, 3];

/** @param prefixes the subnet's ranges; undefined if unknown. */
export function checkStaticAddresses(
  faults: Faults,
  prop: string,
  addresses: StaticAddress[] | undefined,
  prefixes: string[] | undefined,
): void {
  if (addresses === undefined) return;
  if (addresses.length === 0) faults.add(prop, 'must not be empty', addresses, 'Leave it out.');
  const ranges = prefixes?.flatMap((text) => Cidr.parse(text) ?? []);
  addresses.forEach(({ address, memberName }, index) => {
    const name = `${prop}[${index}]`;
    const isMember = /^[A-Za-z0-9][A-Za-z0-9_.-]{0,78}[A-Za-z0-9_]$/;
    checkPattern(faults, `${name}.memberName`, memberName, isMember, 'must be a member name', 'registry');
    checkAddress(faults, `${name}.address`, address, ranges);
    const before = addresses.slice(0, index);
    if (isKnown(address) && before.some((other) => other.address === address)) {
      faults.add(`${name}.address`, 'must be set only once', address, 'Use a different address for each member.');
    }
    if (before.some((other) => other.memberName === memberName)) {
      faults.add(`${name}.memberName`, 'must be set only once', memberName, 'Set the member of the address.');
    }
  });
}

function checkAddress(faults: Faults, prop: string, address: string, ranges: Cidr[] | undefined): void {
  if (!isKnown(address)) return;
  const example = ranges?.find((range) => !range.isIpv6)?.addressAt(4) ?? '10.0.0.4';
  if (!isAddress(address) || address.includes(':')) {
    faults.add(prop, 'must be an IPv4 address', address, `For example, use ${example}.`);
    return;
  }
  if (ranges === undefined) return;
  const range = ranges.find((candidate) => candidate.containsAddress(address));
  if (!range) {
    const whole = ranges.map(({ text }) => text).join(', ');
    faults.add(prop, `must be an address of the subnet (${whole})`, address, `For example, use ${example}.`);
  } else if (keptFirst.some((n) => range.addressAt(n) === address) || lastOf(range) === address) {
    faults.add(prop, 'must not be an address that Azure reserves', address, `For example, use ${example}.`);
  }
}

function lastOf(range: Cidr): string {
  const size = 2 ** range.sizeBits;
  const first = range
    .addressAt(0)
    .split('.')
    .reduce((sum, part) => sum * 256 + Number(part), 0);
  const last = first + size - 1;
  return [24, 16, 8, 0].map((shift) => Math.floor(last / 2 ** shift) % 256).join('.');
}
