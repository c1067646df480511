import * as ipaddr from 'ipaddr.js';
import { isKnown } from './checks';
import type { Faults } from './faults';

const ipv4 = /^(25[0-5]|2[0-4]\d|1\d\d|[1-9]?\d)(\.(25[0-5]|2[0-4]\d|1\d\d|[1-9]?\d)){3}$/;

/** An address range in CIDR notation, IPv4 or IPv6. */
export class Cidr {
  /** Undefined if the text is not a CIDR range. */
  public static parse(text: string): Cidr | undefined {
    const [address, length, ...rest] = text.split('/');
    if (rest.length > 0 || !/^(0|[1-9]\d{0,2})$/.test(length ?? '') || !isAddress(address)) return undefined;
    const bits = ipv4.test(address) ? 32 : 128;
    return Number(length) <= bits ? new Cidr(text, ipaddr.parse(address), Number(length)) : undefined;
  }

  private constructor(
    public readonly text: string,
    private readonly address: ipaddr.IPv4 | ipaddr.IPv6,
    public readonly prefixLength: number,
  ) {}

  public get isIpv6(): boolean {
    return this.address.kind() === 'ipv6';
  }

  /** Whether the address is the first of the range; otherwise, host bits are set. */
  public get isAligned(): boolean {
    return this.network === `${this.address}/${this.prefixLength}`;
  }

  /** The range with its first address, in the shortest notation. */
  public get network(): string {
    const parser = this.isIpv6 ? ipaddr.IPv6 : ipaddr.IPv4;
    return `${parser.networkAddressFromCIDR(`${this.address}/${this.prefixLength}`)}/${this.prefixLength}`;
  }

  /** The number of addresses in the range, as a power of two. */
  public get sizeBits(): number {
    return (this.isIpv6 ? 128 : 32) - this.prefixLength;
  }

  public contains(other: Cidr): boolean {
    return this.prefixLength <= other.prefixLength && this.overlaps(other);
  }

  public containsAddress(address: string): boolean {
    if (!isAddress(address)) return false;
    const parsed = ipaddr.parse(address);
    return parsed.kind() === this.address.kind() && matches(parsed, this.address, this.prefixLength);
  }

  public overlaps(other: Cidr): boolean {
    return (
      this.isIpv6 === other.isIpv6 &&
      matches(this.address, other.address, Math.min(this.prefixLength, other.prefixLength))
    );
  }

  /** The n-th address of the range, starting at 0; n must be below 256. */
  public addressAt(n: number): string {
    const bytes = ipaddr.parse(this.network.split('/')[0]).toByteArray();
    bytes[bytes.length - 1] += n;
    return ipaddr.fromByteArray(bytes).toString();
  }
}

export function isAddress(text: string): boolean {
  return ipv4.test(text) || (text.includes(':') && !text.includes('%') && ipaddr.IPv6.isValid(text));
}

/** Checks a range and, if bounds are set, its prefix length; returns undefined if the range is unknown or invalid. */
export function checkCidr(
  faults: Faults,
  prop: string,
  value: string | undefined,
  bounds: { shortest?: number; longest?: number; why?: string; example?: string } = {},
): Cidr | undefined {
  if (!isKnown(value)) return undefined;
  const cidr = Cidr.parse(value);
  const example = bounds.example ?? '10.0.0.0/16';
  if (!cidr) {
    faults.add(prop, 'must be an address range in CIDR notation', value, `For example, use ${example}.`);
    return undefined;
  }
  if (!cidr.isAligned) {
    faults.add(prop, 'must be the first address of its range', value, `Use ${cidr.network}.`);
    return undefined;
  }
  const { shortest = 0, longest = 128, why = '' } = bounds;
  if (cidr.prefixLength < shortest || cidr.prefixLength > longest) {
    const limit = cidr.prefixLength < shortest ? `not be larger than /${shortest}` : `not be smaller than /${longest}`;
    faults.add(prop, `must ${limit}${why && ` (${why})`}`, value, `For example, use ${example}.`);
    return undefined;
  }
  return cidr;
}

/** Ranges with the names that users know. */
export type NamedCidrs = [name: string, cidr: Cidr | undefined][];

/**
 * Reports each pair of overlapping ranges as a fault of the later one.
 *
 * @param isAllowed whether the two may overlap, by their names.
 */
export function checkNoOverlap(
  faults: Faults,
  ranges: NamedCidrs,
  isAllowed: (name: string, other: string) => boolean = () => false,
): void {
  ranges.forEach(([name, cidr], index) => {
    for (const [otherName, other] of ranges.slice(0, index)) {
      if (cidr && other?.overlaps(cidr) && !isAllowed(name, otherName)) {
        faults.add(name, `must not overlap ${otherName} (${other.text})`, cidr.text, freeRange(cidr, ranges));
      }
    }
  });
}

function freeRange(cidr: Cidr, ranges: NamedCidrs): string {
  const candidates = ['10.244.0.0', '10.0.0.0', '10.100.0.0', '172.16.0.0', '192.168.0.0', '100.64.0.0'];
  const free = candidates
    .map((address) => Cidr.parse(`${address}/${cidr.prefixLength}`))
    .find(
      (candidate) =>
        candidate?.network === candidate?.text && !ranges.some(([, other]) => other && candidate?.overlaps(other)),
    );
  return free && !cidr.isIpv6 ? `For example, use ${free.text}.` : 'Use a free range.';
}

function matches(a: ipaddr.IPv4 | ipaddr.IPv6, b: ipaddr.IPv4 | ipaddr.IPv6, prefixLength: number): boolean {
  return (a as ipaddr.IPv4).match(b as ipaddr.IPv4, prefixLength);
}
