import { checkNotEmpty, checkPattern, isKnown } from '../../core/checks';
import { checkCidr, isAddress } from '../../core/cidr';
import { compact } from '../../core/compact';
import type { Faults } from '../../core/faults';
import { publicClass } from '../../core/public-class';
import type { Values } from '../../helm/owned-values';

/** Options of a gateway with a public IP address. */
export interface PublicExposureOptions {
  /**
   * The name of an existing public IP address (Standard SKU, static).
   *
   * @default - Azure creates an address, and deletes it with the gateway
   */
  readonly staticIpName?: string;

  /**
   * The resource group of that address, if it isn't the node resource group. The cluster's identity needs the role Network
   * Contributor in it.
   *
   * @default - the cluster's node resource group
   */
  readonly staticIpResourceGroup?: string;

  /**
   * The address ranges, in CIDR notation, that may call the gateway.
   *
   * @default - all addresses
   */
  readonly allowedRanges?: string[];

  /**
   * The Azure service tags that may call the gateway, besides `allowedRanges`, e.g. `AzureFrontDoor.Backend`.
   *
   * @see https://learn.microsoft.com/azure/virtual-network/service-tags-overview
   *
   * @default - none
   */
  readonly allowedServiceTags?: string[];
}

/** Options of a gateway with an address in the virtual network. */
export interface InternalExposureOptions {
  /**
   * The name of the address's subnet in the cluster's virtual network. The cluster's identity needs the role Network Contributor
   * on it.
   *
   * @default - the nodes' subnet
   */
  readonly subnetName?: string;

  /**
   * A free address of the subnet.
   *
   * @default - Azure chooses one
   */
  readonly address?: string;

  /**
   * The address ranges, in CIDR notation, that may call the gateway.
   *
   * @default - all addresses that can reach the gateway
   */
  readonly allowedRanges?: string[];
}

const annotation = 'service.beta.kubernetes.io/azure';

/**
 * Network access to a gateway.
 *
 * Sources: https://learn.microsoft.com/azure/aks/internal-lb, https://learn.microsoft.com/azure/aks/static-ip and
 * https://cloud-provider-azure.sigs.k8s.io/topics/loadbalancer/
 */
export abstract class GatewayExposure {
  /** From the internet, restricted by `allowedRanges`. */
  public static public(options: PublicExposureOptions = {}): GatewayExposure {
    return new PublicExposure(options);
  }

  /** From the virtual network and networks connected to it. */
  public static internal(options: InternalExposureOptions = {}): GatewayExposure {
    return new InternalExposure(options);
  }

  /** Only from within the cluster: behind another ingress, or for egress traffic. */
  public static clusterOnly(): GatewayExposure {
    return new ClusterOnlyExposure();
  }

  /** @internal */
  public abstract _check(faults: Faults, prop: string): void;

  /**
   * The gateway's Service, as values of Istio's gateway chart.
   *
   * @internal
   */
  public abstract _service(): Values;

  /** @internal */
  public abstract readonly _hasLoadBalancer: boolean;
}

class PublicExposure extends GatewayExposure {
  public readonly _hasLoadBalancer = true;

  public constructor(private readonly options: PublicExposureOptions) {
    super();
  }

  public _check(faults: Faults, prop: string): void {
    const { staticIpName, staticIpResourceGroup, allowedRanges, allowedServiceTags } = this.options;
    if (staticIpName === '') faults.add(`${prop}.staticIpName`, 'must not be empty', undefined, 'Leave it out.');
    if (staticIpResourceGroup !== undefined && staticIpName === undefined) {
      const must = 'can only be used with staticIpName';
      faults.add(
        `${prop}.staticIpResourceGroup`,
        must,
        staticIpResourceGroup,
        'Set staticIpName too, or leave it out.',
      );
    }
    checkRanges(faults, prop, allowedRanges);
    checkServiceTags(faults, `${prop}.allowedServiceTags`, allowedServiceTags);
  }

  public _service(): Values {
    const { staticIpName, staticIpResourceGroup, allowedRanges, allowedServiceTags } = this.options;
    return {
      annotations: compact({
        [`${annotation}-pip-name`]: staticIpName,
        [`${annotation}-load-balancer-resource-group`]: staticIpResourceGroup,
        [`${annotation}-allowed-service-tags`]: allowedServiceTags?.join(','),
      }),
      loadBalancerSourceRanges: allowedRanges,
    };
  }
}

class InternalExposure extends GatewayExposure {
  public readonly _hasLoadBalancer = true;

  public constructor(private readonly options: InternalExposureOptions) {
    super();
  }

  public _check(faults: Faults, prop: string): void {
    const { subnetName, address, allowedRanges } = this.options;
    checkPattern(
      faults,
      `${prop}.subnetName`,
      subnetName,
      /^[A-Za-z0-9]([A-Za-z0-9_.-]{0,78}[A-Za-z0-9_])?$/,
      'must be the name of a subnet, not its id',
      'ingress',
    );
    if (isKnown(address) && (!isAddress(address) || address.includes(':'))) {
      faults.add(`${prop}.address`, 'must be an IPv4 address', address, 'For example, use 10.0.4.10.');
    }
    checkRanges(faults, prop, allowedRanges);
  }

  public _service(): Values {
    const { subnetName, address, allowedRanges } = this.options;
    return {
      annotations: compact({
        [`${annotation}-load-balancer-internal`]: 'true',
        [`${annotation}-load-balancer-internal-subnet`]: subnetName,
        [`${annotation}-load-balancer-ipv4`]: address,
      }),
      loadBalancerSourceRanges: allowedRanges,
    };
  }
}

class ClusterOnlyExposure extends GatewayExposure {
  public readonly _hasLoadBalancer = false;

  public _check(): void {}

  public _service(): Values {
    return { type: 'ClusterIP' };
  }
}

/** Without ranges or tags, all addresses may call. */
function checkServiceTags(faults: Faults, prop: string, tags: string[] | undefined): void {
  checkNotEmpty(faults, prop, tags);
  tags?.forEach((tag, index) => {
    checkPattern(
      faults,
      `${prop}[${index}]`,
      tag,
      /^[A-Za-z][A-Za-z0-9.]*$/,
      'must be a service tag',
      'AzureFrontDoor.Backend',
    );
  });
}

function checkRanges(faults: Faults, prop: string, ranges: string[] | undefined): void {
  if (!isKnown(ranges)) return;
  if (ranges.length === 0) {
    const fix = 'Leave it out to allow all, or list the ranges.';
    faults.add(`${prop}.allowedRanges`, 'must not be empty, which would allow all', ranges, fix);
  }
  ranges.forEach((range, index) => {
    checkCidr(faults, `${prop}.allowedRanges[${index}]`, range, { example: '203.0.113.0/24' });
  });
}

publicClass('GatewayExposure', GatewayExposure);
