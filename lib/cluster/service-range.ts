import { isKnown } from '../core/checks';
import { Cidr, checkCidr, isAddress } from '../core/cidr';
import type { Faults } from '../core/faults';

/** The virtual addresses of Services, and the one of the cluster's DNS among them. */
export class ServiceRange {
  public readonly cidr: string;
  public readonly dnsServiceIp: string | undefined;

  public constructor(cidr: string | undefined, dnsServiceIp: string | undefined) {
    this.cidr = cidr ?? '10.245.0.0/16';
    const known = isKnown(this.cidr) ? Cidr.parse(this.cidr) : undefined;
    this.dnsServiceIp = dnsServiceIp ?? known?.addressAt(10);
  }

  /** @returns the range, where it is known and right. */
  public check(faults: Faults): Cidr | undefined {
    const bounds = { shortest: 12, longest: 28, why: 'Azure allows a /12 to a /28', example: '10.245.0.0/16' };
    const services = checkCidr(faults, 'serviceCidr', this.cidr, bounds);
    this.checkDns(faults, services);
    return services;
  }

  private checkDns(faults: Faults, services: Cidr | undefined): void {
    if (this.dnsServiceIp === undefined) {
      const fix = 'Give the tenth address of the range, by Fn.cidrhost(serviceCidr, 10).';
      faults.add('dnsServiceIp', 'must be given where serviceCidr is a token', undefined, fix);
    }
    if (!services || !isKnown(this.dnsServiceIp)) return;
    const fix = `Use for example ${services.addressAt(10)}.`;
    if (!isAddress(this.dnsServiceIp) || !services.containsAddress(this.dnsServiceIp)) {
      const must = `must be an address within serviceCidr (${services.text})`;
      faults.add('dnsServiceIp', must, this.dnsServiceIp, fix);
    } else if (this.dnsServiceIp === services.addressAt(0) || this.dnsServiceIp === services.addressAt(1)) {
      const must = 'must not be the first address of serviceCidr, which belongs to the API server';
      faults.add('dnsServiceIp', must, this.dnsServiceIp, fix);
    }
  }
}
