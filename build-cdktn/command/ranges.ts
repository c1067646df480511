import { isIP } from 'node:net';
import * as ipaddr from 'ipaddr.js';

/** Whether a range, or an address, is within another range; false where one of them is neither. */
export function contains(outer: string, inner: string): boolean {
  const [wide, narrow] = [parsed(outer), parsed(inner)];
  if (!wide || !narrow) return false;
  const [address, length] = narrow;
  if (wide[0].kind() !== address.kind() || wide[1] > length) return false;
  return address.match(wide[0] as ipaddr.IPv4 & ipaddr.IPv6, wide[1]);
}

function parsed(range: string): [ipaddr.IPv4 | ipaddr.IPv6, number] | undefined {
  const [address, length] = range.split('/');
  if (isIP(address) === 0) return undefined;
  const value = ipaddr.parse(address);
  return [value, length === undefined ? (value.kind() === 'ipv4' ? 32 : 128) : Number(length)];
}
