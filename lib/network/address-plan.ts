import { isKnown } from '../core/checks';
import { Cidr, checkCidr, checkNoOverlap, type NamedCidrs } from '../core/cidr';
import type { Faults } from '../core/faults';
import { checkNotReservedByAzure } from './reserved-ranges';

/** The addresses of a network that are known at synth, and the subnets that use them. */
export class AddressPlan {
  private readonly taken: [owner: string, range: Cidr][] = [];
  private readonly peers = new Map<string, { readonly path: string; readonly plan: AddressPlan }>();

  /** @param space the network's ranges; undefined if they are not known at synth. */
  public constructor(private readonly space: Cidr[] | undefined) {}

  public get isKnown(): boolean {
    return this.space !== undefined;
  }

  /** A part of the network must be inside its address space, and free. */
  public check(faults: Faults, prop: string, range: Cidr): void {
    const { space } = this;
    if (space && !space.some((part) => part.contains(range))) {
      const whole = space.map(({ text }) => text).join(', ');
      faults.add(prop, `must be within the network's address space (${whole})`, range.text, this.free(range));
    }
    for (const [owner, other] of this.taken.filter(([, candidate]) => candidate.overlaps(range))) {
      faults.add(prop, `must not overlap ${owner} (${other.text})`, range.text, this.free(range));
    }
  }

  public take(owner: string, range: Cidr): void {
    this.taken.push([owner, range]);
  }

  /** Registers the network's peering with another one. */
  public peer(networkId: string, path: string, plan: AddressPlan): void {
    this.peers.set(networkId, { path, plan });
  }

  public isPeeredWith(networkId: string): boolean {
    return this.peers.has(networkId);
  }

  /**
   * A peered network must not overlap this one, or any other network that this one is peered with.
   *
   * @param path of this network.
   * @param withOwn whether this network's own addresses are checked, and not those of its peers alone.
   */
  public checkPeer(faults: Faults, prop: string, path: string, other: AddressPlan, withOwn = true): void {
    const neighbours = [...(withOwn ? [{ path, plan: this as AddressPlan }] : []), ...this.peers.values()];
    for (const { path: neighbour, plan } of neighbours.filter((candidate) => candidate.plan !== other)) {
      for (const range of other.space ?? []) {
        const taken = plan.space?.find((candidate) => candidate.overlaps(range));
        if (!taken) continue;
        const role = plan === this ? neighbour : `${neighbour}, which ${path} is peered with`;
        const fix = 'Use different addresses for one of them: routing between them requires it.';
        faults.add(prop, `must not overlap ${role} (${taken.text})`, range.text, fix);
      }
    }
  }

  private free(range: Cidr): string {
    const blocked = this.taken.map(([, other]) => other);
    const candidates = range.isIpv6 ? [] : (this.space ?? []).filter((part) => !part.isIpv6);
    const found = candidates.map((part) => firstFree(part, range.prefixLength, blocked)).find(Boolean);
    return found ? `For example, use ${found}.` : 'Use a free range of the address space.';
  }
}

/** Checks the ranges of a network; undefined if not all of them are known at synth. */
export function checkAddressSpace(faults: Faults, prop: string, texts: string[]): Cidr[] | undefined {
  const ranges: NamedCidrs = texts.map((text, index) => [
    `${prop}[${index}]`,
    checkCidr(faults, `${prop}[${index}]`, text, { longest: text.includes(':') ? 64 : 29 }),
  ]);
  checkNoOverlap(faults, ranges);
  checkNotReservedByAzure(faults, ranges);
  return texts.every(isKnown) ? ranges.flatMap(([, range]) => range ?? []) : undefined;
}

/** The first aligned range of a size, in an IPv4 space, that none of the blocked ones touches. */
function firstFree(space: Cidr, prefixLength: number, blocked: Cidr[]): string | undefined {
  if (prefixLength < space.prefixLength) return undefined;
  const size = 2 ** (32 - prefixLength);
  const end = firstOf(space) + 2 ** space.sizeBits;
  let start = firstOf(space);
  while (start < end) {
    const candidate = rangeAt(start, prefixLength);
    const blocker = blocked.find((range) => range.overlaps(candidate));
    if (!blocker) return candidate.text;
    start = Math.max(start + size, firstOf(blocker) + 2 ** blocker.sizeBits);
  }
  return undefined;
}

function firstOf(range: Cidr): number {
  const [address] = range.network.split('/');
  return address.split('.').reduce((sum, part) => sum * 256 + Number(part), 0);
}

function rangeAt(start: number, prefixLength: number): Cidr {
  const address = [24, 16, 8, 0].map((shift) => Math.floor(start / 2 ** shift) % 256).join('.');
  return Cidr.parse(`${address}/${prefixLength}`) as Cidr;
}
