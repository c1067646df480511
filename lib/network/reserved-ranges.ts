import { Cidr, type NamedCidrs } from '../core/cidr';
import type { Faults } from '../core/faults';

/**
 * Used inside every AKS cluster; neither its network nor its pods or services may overlap them.
 *
 * Source: https://learn.microsoft.com/azure/aks/configure-azure-cni
 */
const ofAks = ['169.254.0.0/16', '172.30.0.0/16', '172.31.0.0/16', '192.0.2.0/24'];

/**
 * No part of an address space may overlap them.
 *
 * Source: https://learn.microsoft.com/azure/virtual-network/virtual-networks-faq
 */
const ofAzure = ['127.0.0.0/8', '169.254.0.0/16', '168.63.129.16/32', '224.0.0.0/4', '255.255.255.255/32'];

/**
 * Ranges that are not routed on the Internet.
 *
 * Source: RFC 1918, RFC 6598, RFC 4193
 */
const ofNobody = ['10.0.0.0/8', '172.16.0.0/12', '192.168.0.0/16', '100.64.0.0/10', 'fc00::/7'];

/**
 * Nothing comes from them over the Internet.
 *
 * Source: https://www.iana.org/assignments/iana-ipv4-special-registry/
 */
const notPublic = [...ofNobody, '0.0.0.0/8', '127.0.0.0/8', '169.254.0.0/16', '224.0.0.0/4', '240.0.0.0/4'];

/** For ranges of callers of a public endpoint. */
export function checkPublic(faults: Faults, name: string, range: Cidr, fix: string): void {
  const found = notPublic.find((text) => Cidr.parse(text)?.contains(range));
  if (!found) return;
  const must = `must be public: no caller on the Internet has an address of ${found}`;
  faults.add(name, must, range.text, fix);
}

export function isPrivate(range: Cidr): boolean {
  return ofNobody.some((text) => Cidr.parse(text)?.contains(range));
}

/** For addresses that a cluster uses: of its network, subnets, pods and services. */
export function checkNotReservedByAks(faults: Faults, ranges: NamedCidrs): void {
  checkNotReserved(faults, ranges, ofAks, 'AKS');
}

export function checkNotReservedByAzure(faults: Faults, ranges: NamedCidrs): void {
  checkNotReserved(faults, ranges, ofAzure, 'Azure');
}

function checkNotReserved(faults: Faults, ranges: NamedCidrs, reserved: string[], owner: string): void {
  for (const [name, cidr] of ranges) {
    const found = cidr && reserved.find((text) => Cidr.parse(text)?.overlaps(cidr));
    if (found) {
      faults.add(
        name,
        `must not overlap ${found}, which ${owner} reserves`,
        cidr.text,
        'For example, use 10.0.0.0/16.',
      );
    }
  }
}
