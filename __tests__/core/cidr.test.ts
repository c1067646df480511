import { Token } from 'cdktf';
import * as fc from 'fast-check';
import { Cidr, checkCidr, checkNoOverlap, isAddress } from '../../lib/core/cidr';
import { Faults } from '../../lib/core/faults';
import { azureStack } from '../support/planned';

/** A range as its first and last address, calculated without a library. */
interface Span {
  readonly text: string;
  readonly first: bigint;
  readonly last: bigint;
}

function span(bits: 32 | 128, address: bigint, length: number): Span {
  const size = 1n << BigInt(bits - length);
  const first = (address / size) * size;
  return { text: `${bits === 32 ? dotted(first) : colons(first)}/${length}`, first, last: first + size - 1n };
}

function dotted(address: bigint): string {
  return [24n, 16n, 8n, 0n].map((shift) => (address >> shift) & 255n).join('.');
}

function colons(address: bigint): string {
  return Array.from({ length: 8 }, (_, at) => ((address >> BigInt(112 - 16 * at)) & 65535n).toString(16)).join(':');
}

const ipv4 = fc
  .tuple(fc.bigInt(0n, (1n << 32n) - 1n), fc.nat(32))
  .map(([address, length]) => span(32, address, length));
/** Few address bits, so that ranges meet often. */
const crowdedIpv4 = fc.tuple(fc.bigInt(0n, 63n), fc.integer({ min: 24, max: 32 })).map(([a, n]) => span(32, a, n));
const ipv6 = fc
  .tuple(fc.bigInt(0n, (1n << 128n) - 1n), fc.nat(128))
  .map(([address, length]) => span(128, address, length));
const crowdedIpv6 = fc
  .tuple(fc.bigInt(0n, 63n), fc.integer({ min: 120, max: 128 }))
  .map(([a, n]) => span(128, (0xfd00n << 112n) + a, n));

function parsed(text: string): Cidr {
  const cidr = Cidr.parse(text);
  if (!cidr) throw new Error(`${text} was not parsed.`);
  return cidr;
}

test.each([
  ['IPv4', ipv4],
  ['crowded IPv4', crowdedIpv4],
  ['IPv6', ipv6],
  ['crowded IPv6', crowdedIpv6],
])('overlap and containment of %s ranges agree with plain arithmetic', (_, ranges) => {
  fc.assert(
    fc.property(ranges, ranges, (a, b) => {
      const [left, right] = [parsed(a.text), parsed(b.text)];
      expect(left.overlaps(right)).toBe(a.first <= b.last && b.first <= a.last);
      expect(right.overlaps(left)).toBe(left.overlaps(right));
      expect(left.contains(right)).toBe(a.first <= b.first && b.last <= a.last);
    }),
    { numRuns: 500 },
  );
});

test('a range holds an address exactly if it holds the range of that address alone', () => {
  fc.assert(
    fc.property(crowdedIpv4, fc.bigInt(0n, 255n), (range, address) => {
      const isInside = range.first <= address && address <= range.last;
      expect(parsed(range.text).containsAddress(dotted(address))).toBe(isInside);
    }),
  );
});

test('ranges of different families never meet', () => {
  expect(parsed('0.0.0.0/0').overlaps(parsed('::/0'))).toBe(false);
  expect(parsed('::/0').contains(parsed('10.0.0.0/8'))).toBe(false);
  expect(parsed('::/0').containsAddress('10.0.0.1')).toBe(false);
});

test('the network of a range has no host bits', () => {
  fc.assert(
    fc.property(fc.bigInt(0n, (1n << 32n) - 1n), fc.nat(32), (address, length) => {
      expect(parsed(`${dotted(address)}/${length}`).network).toBe(span(32, address, length).text);
    }),
  );
});

test.each([
  '010.0.0.0/8',
  '10.0.0/8',
  '0x0a.0.0.0/8',
  '10.0.0.0',
  '10.0.0.0/',
  '10.0.0.0/33',
  '10.0.0.0/08',
  '10.0.0.0/-1',
  '10.0.0.0/8/8',
  '10.0.0.0 /8',
  '256.0.0.0/8',
  '167772160/8',
  'fd00::/129',
  'fd00:::/64',
  '1::2::3/64',
  'fe80::1%eth0/64',
  'localhost/8',
  '',
])('%p is no range', (text) => {
  expect(Cidr.parse(text)).toBeUndefined();
});

test.each(['::/0', '::1/128', 'fd00:db8::/48', 'FD00:DB8::/48', '::ffff:10.0.0.0/104'])(
  '%p is an IPv6 range',
  (text) => {
    expect(parsed(text).isIpv6).toBe(true);
  },
);

test.each([
  ['10.0.0.1', true],
  ['10.0.0', false],
  ['010.0.0.1', false],
  ['fd00::1', true],
  ['fe80::1%eth0', false],
])('%p is an address: %p', (text, expected) => {
  expect(isAddress(text)).toBe(expected);
});

test('the n-th address counts from the first', () => {
  expect(parsed('10.0.0.0/16').addressAt(10)).toBe('10.0.0.10');
  expect(parsed('10.1.2.240/28').addressAt(10)).toBe('10.1.2.250');
  expect(parsed('fd00:db8::/108').addressAt(10)).toBe('fd00:db8::a');
});

test('something that is no address is in no range', () => {
  expect(parsed('0.0.0.0/0').containsAddress('everywhere')).toBe(false);
});

function faultsOf(check: (faults: Faults) => void): string[] {
  const faults = new Faults(azureStack());
  check(faults);
  return faults.messages().map((message) => message.replace("TerraformStack 'platform': ", ''));
}

test.each([
  ['10.0.0', 'prefix must be an address range in CIDR notation, got 10.0.0. For example, use 10.0.0.0/16.'],
  ['10.0.0.1/16', 'prefix must be the first address of its range, got 10.0.0.1/16. Use 10.0.0.0/16.'],
  ['fd00::1/64', 'prefix must be the first address of its range, got fd00::1/64. Use fd00::/64.'],
])('%p is a fault', (text, message) => {
  expect(faultsOf((faults) => checkCidr(faults, 'prefix', text))).toEqual([message]);
});

test('IPv6 ranges may be written at length or in uppercase', () => {
  expect(faultsOf((faults) => checkCidr(faults, 'prefix', 'FD00:0DB8:0:0:0:0:0:0/32'))).toEqual([]);
});

test('a range that is too large or too small says why', () => {
  const bounds = { shortest: 12, longest: 24, why: 'AKS says so', example: '10.0.0.0/16' };
  expect(faultsOf((faults) => checkCidr(faults, 'serviceCidr', '10.0.0.0/8', bounds))).toEqual([
    'serviceCidr must not be larger than /12 (AKS says so), got 10.0.0.0/8. For example, use 10.0.0.0/16.',
  ]);
  expect(faultsOf((faults) => checkCidr(faults, 'serviceCidr', '10.0.0.0/25', bounds))).toEqual([
    'serviceCidr must not be smaller than /24 (AKS says so), got 10.0.0.0/25. For example, use 10.0.0.0/16.',
  ]);
});

test('a token is no fault', () => {
  expect(faultsOf((faults) => checkCidr(faults, 'prefix', Token.asString({ resolve: () => 'x' })))).toEqual([]);
});

test('each pair that overlaps is a fault of the later range, with a free one', () => {
  const ranges: [string, Cidr][] = [
    ['addressSpace', parsed('10.0.0.0/8')],
    ['podCidr', parsed('10.244.0.0/16')],
    ['serviceCidr', parsed('10.244.128.0/17')],
  ];
  expect(faultsOf((faults) => checkNoOverlap(faults, ranges))).toEqual([
    'podCidr must not overlap addressSpace (10.0.0.0/8), got 10.244.0.0/16. For example, use 172.16.0.0/16.',
    'serviceCidr must not overlap addressSpace (10.0.0.0/8), got 10.244.128.0/17. For example, use 172.16.0.0/17.',
    'serviceCidr must not overlap podCidr (10.244.0.0/16), got 10.244.128.0/17. For example, use 172.16.0.0/17.',
  ]);
});

test('IPv6 ranges that overlap get no made-up free one', () => {
  const ranges: [string, Cidr][] = [
    ['podCidr', parsed('fd00::/64')],
    ['serviceCidr', parsed('fd00::/108')],
  ];
  expect(faultsOf((faults) => checkNoOverlap(faults, ranges))).toEqual([
    'serviceCidr must not overlap podCidr (fd00::/64), got fd00::/108. Use a free range.',
  ]);
});
