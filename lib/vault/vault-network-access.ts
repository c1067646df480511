import type { KeyVaultNetworkAcls } from '@cdktf/provider-azurerm/lib/key-vault';
import type { IConstruct } from 'constructs';
import { serviceEndpointFix, serviceEndpointsOf } from '../core/bindings/azurerm';
import { isKnown } from '../core/checks';
import { checkCidr, checkNoOverlap, type NamedCidrs } from '../core/cidr';
import type { Faults } from '../core/faults';
import { publicClass } from '../core/public-class';
import { checkPublic } from '../network/reserved-ranges';
import { Subnet } from '../network/subnet';
import type { ISubnet } from '../network/subnet-base';

/** Who reaches a vault besides its private endpoints. */
export interface SelectedNetworksOptions {
  /**
   * Public IPv4 ranges in CIDR notation, e.g. `203.0.113.7/32`; at most 1000. Azure rejects private ranges.
   *
   * @default - none
   */
  readonly ranges?: string[];

  /**
   * Subnets that reach the vault over Azure's own network; at most 200. Each needs the service endpoint
   * `Microsoft.KeyVault`.
   *
   * @see https://learn.microsoft.com/azure/key-vault/general/overview-vnet-service-endpoints
   * @default - none
   */
  readonly subnets?: ISubnet[];
}

const maxRanges = 1000;
const maxSubnets = 200;
const serviceEndpoint = 'Microsoft.KeyVault';

/**
 * Network access to a vault. Roles control access to its objects.
 *
 * @see https://learn.microsoft.com/azure/key-vault/general/network-security
 */
export class VaultNetworkAccess {
  /** Private endpoints only, and trusted Azure services if the vault allows them. */
  public static privateOnly(): VaultNetworkAccess {
    return new VaultNetworkAccess('private', {});
  }

  /** Private endpoints, and the listed ranges and subnets; all other callers are denied. */
  public static selected(options: SelectedNetworksOptions): VaultNetworkAccess {
    return new VaultNetworkAccess('selected', options);
  }

  /** All clients on the Internet; only their roles limit their access. */
  public static publicFromEverywhere(): VaultNetworkAccess {
    return new VaultNetworkAccess('everywhere', {});
  }

  private constructor(
    private readonly kind: 'private' | 'selected' | 'everywhere',
    private readonly options: SelectedNetworksOptions,
  ) {}

  /** @internal */
  public get _isPublic(): boolean {
    return this.kind !== 'private';
  }

  /** @internal */
  public _check(faults: Faults, prop: string, vault: IConstruct): void {
    if (this.kind !== 'selected') return;
    const { ranges = [], subnets = [] } = this.options;
    if (isKnown(ranges) && ranges.length + subnets.length === 0) {
      const fix = 'Use VaultNetworkAccess.privateOnly() for no range.';
      faults.add(prop, 'must have a range or a subnet', undefined, fix);
    }
    checkCount(faults, `${prop}.ranges`, ranges, maxRanges);
    checkCount(faults, `${prop}.subnets`, subnets, maxSubnets);
    if (isKnown(ranges)) checkRanges(faults, `${prop}.ranges`, ranges);
    subnets.forEach((subnet, index) => {
      subnet._checkSameStack(faults, `${prop}.subnets[${index}]`, vault);
    });
  }

  /**
   * Azure rejects a subnet without the service endpoint; whether a subnet of another program has it is not known.
   *
   * @internal
   */
  public _checkLate(faults: Faults, prop: string): void {
    this.options.subnets?.forEach((subnet, index) => {
      const endpoints = subnet instanceof Subnet ? serviceEndpointsOf(subnet.resource) : [serviceEndpoint];
      if (isKnown(endpoints) && !endpoints.includes(serviceEndpoint)) {
        const must = `must have the service endpoint ${serviceEndpoint}`;
        faults.add(`${prop}.subnets[${index}]`, must, subnet.node.path, serviceEndpointFix(serviceEndpoint));
      }
    });
  }

  /** @internal */
  public _render(trustedServicesBypass: boolean): KeyVaultNetworkAcls {
    const { ranges, subnets } = this.options;
    return {
      bypass: trustedServicesBypass ? 'AzureServices' : 'None',
      defaultAction: this.kind === 'everywhere' ? 'Allow' : 'Deny',
      ipRules: ranges && ranges.length > 0 ? [...ranges] : undefined,
      virtualNetworkSubnetIds: subnets && subnets.length > 0 ? subnets.map((subnet) => subnet.subnetId) : undefined,
    };
  }
}

function checkCount(faults: Faults, prop: string, list: unknown[], most: number): void {
  if (isKnown(list) && list.length > most) {
    faults.add(prop, `must have at most ${most} elements`, list.length, 'Merge some, or use a private endpoint.');
  }
}

function checkRanges(faults: Faults, prop: string, texts: string[]): void {
  const ranges: NamedCidrs = texts.map((text, index) => {
    const name = `${prop}[${index}]`;
    const range = checkCidr(faults, name, text, { example: '203.0.113.7/32' });
    if (range?.isIpv6) faults.add(name, 'must be an IPv4 range', text, 'A vault has no rules for IPv6.');
    else if (range) checkPublic(faults, name, range, 'Use subnets for private addresses.');
    if (range?.text === '0.0.0.0/0') {
      faults.add(name, 'must not be the whole Internet', text, 'Use VaultNetworkAccess.publicFromEverywhere().');
    }
    return [name, range];
  });
  checkNoOverlap(faults, ranges);
}

publicClass('VaultNetworkAccess', VaultNetworkAccess);
