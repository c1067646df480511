import type { KubernetesClusterConfig } from '@cdktf/provider-azurerm/lib/kubernetes-cluster';
import type { IConstruct } from 'constructs';
import { checkResourceId, isKnown } from '../core/checks';
import { checkCidr } from '../core/cidr';
import type { Faults } from '../core/faults';
import { warn } from '../core/warnings';

const mostRanges = 200;

/** The part of the cluster's arguments that says who reaches its API server. */
type AccessArguments = Pick<
  KubernetesClusterConfig,
  'apiServerAccessProfile' | 'privateClusterEnabled' | 'privateClusterPublicFqdnEnabled' | 'privateDnsZoneId'
>;

/** Options of an API server behind a private endpoint. */
export interface PrivateLinkOptions {
  /**
   * The resource id of an own private DNS zone, named `privatelink.REGION.azmk8s.io` or `NAME.privatelink.REGION.azmk8s.io`.
   * The cluster's identity gets the roles to write records there and to link the network.
   *
   * Changing this replaces the cluster.
   *
   * @default - AKS makes a zone in the node resource group, and links it to the cluster's network
   */
  readonly privateDnsZoneId?: string;
}

/**
 * From where the API server can be reached.
 *
 * @see https://learn.microsoft.com/azure/aks/api-server-authorized-ip-ranges
 */
export abstract class ApiServerAccess {
  /**
   * A public address that answers the given ranges only (and the cluster's own nodes).
   *
   * @param ranges 1 to 200 IPv4 ranges in CIDR notation: the offices, the pipelines. `0.0.0.0/0` opens it to everybody, and
   * warns.
   */
  public static publicFrom(ranges: string[]): ApiServerAccess {
    return new PublicAccess(ranges);
  }

  /**
   * An address in the cluster's network only, by private link. Whatever deploys into the cluster must run in that network or
   * in one that is connected to it.
   *
   * Changing between public and private replaces the cluster.
   *
   * @see https://learn.microsoft.com/azure/aks/private-clusters
   */
  public static privateLink(options: PrivateLinkOptions = {}): ApiServerAccess {
    return new PrivateLinkAccess(options);
  }

  /** @internal */
  public abstract _check(faults: Faults): void;

  /** @internal */
  public abstract _warn(scope: IConstruct): void;

  /** @internal */
  public abstract _render(): AccessArguments;

  /**
   * The own private DNS zone, which the control plane's identity must be able to write to.
   *
   * @internal
   */
  public abstract readonly _privateDnsZoneId: string | undefined;

  /** @internal */
  public abstract readonly _isPrivate: boolean;
}

class PublicAccess extends ApiServerAccess {
  public readonly _privateDnsZoneId = undefined;
  public readonly _isPrivate = false;

  public constructor(private readonly ranges: string[]) {
    super();
  }

  public _check(faults: Faults): void {
    if (!isKnown(this.ranges)) return;
    const fix = "Give the ranges of your offices and pipelines, e.g. ['203.0.113.7/32'].";
    if (!Array.isArray(this.ranges) || this.ranges.length === 0) {
      faults.add(
        'apiServer.ranges',
        'must name at least one range: an empty list opens the API server to everybody',
        this.ranges,
        fix,
      );
      return;
    }
    if (this.ranges.length > mostRanges) {
      faults.add(
        'apiServer.ranges',
        `must have ${mostRanges} ranges at most`,
        this.ranges.length,
        'Join neighbouring ranges.',
      );
    }
    for (const range of this.ranges) {
      if (checkCidr(faults, 'apiServer.ranges', range, { example: '203.0.113.7/32' })?.isIpv6) {
        faults.add('apiServer.ranges', 'must be IPv4 ranges', range, fix);
      }
    }
  }

  public _warn(scope: IConstruct): void {
    if (isKnown(this.ranges) && this.ranges.some((range) => range.endsWith('/0'))) {
      warn(
        scope,
        'W201',
        'The API server answers everybody (0.0.0.0/0). Name the ranges of your offices and pipelines.',
      );
    }
  }

  public _render(): AccessArguments {
    return { privateClusterEnabled: false, apiServerAccessProfile: { authorizedIpRanges: this.ranges } };
  }
}

class PrivateLinkAccess extends ApiServerAccess {
  public readonly _isPrivate = true;

  public constructor(private readonly options: PrivateLinkOptions) {
    super();
  }

  public get _privateDnsZoneId(): string | undefined {
    return this.options.privateDnsZoneId;
  }

  public _check(faults: Faults): void {
    checkResourceId(faults, 'privateDnsZoneId', this.options.privateDnsZoneId, 'Microsoft.Network/privateDnsZones');
  }

  public _warn(_scope: IConstruct): void {}

  public _render(): AccessArguments {
    return {
      privateClusterEnabled: true,
      privateClusterPublicFqdnEnabled: false,
      privateDnsZoneId: this.options.privateDnsZoneId ?? 'System',
    };
  }
}
