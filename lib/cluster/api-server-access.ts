import type { KubernetesClusterConfig } from '@cdktf/provider-azurerm/lib/kubernetes-cluster';
import type { IConstruct } from 'constructs';
import { checkSameStack, isKnown } from '../core/checks';
import { checkCidr } from '../core/cidr';
import type { Faults } from '../core/faults';
import { publicClass } from '../core/public-class';
import { warn } from '../core/warnings';
import type { IPrivateDnsZone } from '../network/private-dns-zone-base';
import { checkPublic } from '../network/reserved-ranges';
import type { ISubnet } from '../network/subnet-base';
import { SubnetDelegation } from '../network/subnet-delegation';
import { type EgressRanges, renderAuthorizedRanges } from './authorized-ranges';
import { checkSameNetwork } from './pod-addresses';
import { checkNames, type PrivateDnsOptions, renderNames } from './private-dns-options';

const mostRanges = 200;
const everyRange = '0.0.0.0/0';

/** The cluster arguments for network access to the API server. */
type AccessArguments = Pick<
  KubernetesClusterConfig,
  'apiServerAccessProfile' | 'privateClusterEnabled' | 'privateClusterPublicFqdnEnabled' | 'privateDnsZoneId'
>;

/** Options of an API server behind a private endpoint. */
export interface PrivateLinkOptions extends PrivateDnsOptions {
  /**
   * Your own private DNS zone, named `privatelink.REGION.azmk8s.io` or `NAME.privatelink.REGION.azmk8s.io`: created in this
   * stack, or imported (`PrivateDnsZone.fromZoneId`). The cluster's identity gets the roles to write records there and to link
   * the network, and the cluster waits for the network links that were added to the zone before it.
   *
   * Changing this replaces the cluster.
   *
   * @default - AKS makes a zone in the node resource group, and links it to the cluster's network
   */
  readonly privateDnsZone?: IPrivateDnsZone;
}

/** Options of an API server in a subnet of the cluster's network; those of names need one without a public address. */
export interface VnetIntegrationOptions extends PrivateDnsOptions {
  /**
   * The subnet of the API server: delegated (`SubnetDelegation.API_SERVER`), a /28 or larger, nothing else in it, of the
   * network of the nodes. Clusters of one network can share it. The cluster's identity gets the role to use it.
   *
   * Taking the API server out of its subnet replaces the cluster.
   */
  readonly apiServerSubnet: ISubnet;

  /**
   * 1 to 200 IPv4 ranges in CIDR notation that may also reach the API server at a public address.
   *
   * Changing this replaces the cluster if it adds or removes the public address; the ranges themselves change in place.
   *
   * @default - no public address
   */
  readonly publicRanges?: string[];

  /**
   * Your own private DNS zone, named `private.REGION.azmk8s.io` or `NAME.private.REGION.azmk8s.io`, for an API server without a
   * public address: created in this stack, or imported (`PrivateDnsZone.fromZoneId`). The cluster's identity gets the roles to
   * write records there and to link the network, and the cluster waits for the network links that were added to the zone before
   * it.
   *
   * Changing this replaces the cluster.
   *
   * @default - AKS makes a zone in the node resource group, and links it to the cluster's network
   */
  readonly privateDnsZone?: IPrivateDnsZone;
}

/**
 * Network access to the API server.
 *
 * @see https://learn.microsoft.com/azure/aks/api-server-authorized-ip-ranges
 */
export abstract class ApiServerAccess {
  /**
   * A public address that accepts these ranges only (and the cluster's own nodes).
   *
   * @param ranges 1 to 200 IPv4 ranges in CIDR notation: e.g. of offices and pipelines. `0.0.0.0/0` opens it to the Internet and
   * raises a warning.
   */
  public static publicFrom(ranges: string[]): ApiServerAccess {
    return new PublicAccess(ranges);
  }

  /**
   * A public address that answers everyone, for existing clusters without authorized ranges. Raises a warning.
   */
  public static publicFromEverywhere(): ApiServerAccess {
    return new PublicAccess(undefined);
  }

  /**
   * An address in the cluster's network only, by private link. Deployments into the cluster must run in that network or in a
   * connected one.
   *
   * Changing between public and private replaces the cluster.
   *
   * @see https://learn.microsoft.com/azure/aks/private-clusters
   */
  public static privateLink(options: PrivateLinkOptions = {}): ApiServerAccess {
    return new PrivateLinkAccess(options);
  }

  /**
   * An address in a subnet of the cluster's network, which nodes and others in the network reach without a tunnel; on request
   * a public one too. An existing cluster can move here in place.
   *
   * Changing between public and private replaces the cluster.
   *
   * @see https://learn.microsoft.com/azure/aks/api-server-vnet-integration
   */
  public static vnetIntegration(options: VnetIntegrationOptions): ApiServerAccess {
    return new VnetIntegratedAccess(options);
  }

  /** @internal */
  public abstract _check(faults: Faults, cluster: IConstruct, nodeSubnet: ISubnet | undefined): void;

  /** @internal */
  public abstract _warn(scope: IConstruct): void;

  /** @internal */
  public abstract _render(egress: EgressRanges): AccessArguments;

  /**
   * The own private DNS zone, which the control plane's identity must be able to write to.
   *
   * @internal
   */
  public abstract readonly _privateDnsZone: IPrivateDnsZone | undefined;

  /**
   * The API server's own subnet, which the control plane's identity must be able to join.
   *
   * @internal
   */
  public readonly _subnet: ISubnet | undefined = undefined;

  /**
   * The ranges that can reach a public API server; AKS adds the addresses of its own load balancer.
   *
   * @internal
   */
  public readonly _ranges: string[] | undefined = undefined;

  /**
   * Whether a public API server has no authorized ranges.
   *
   * @internal
   */
  public get _answersEveryone(): boolean {
    return false;
  }

  /** @internal */
  public abstract readonly _isPrivate: boolean;
}

class PublicAccess extends ApiServerAccess {
  public readonly _privateDnsZone = undefined;
  public readonly _isPrivate = false;

  /** @param _ranges undefined if it accepts all addresses. */
  public constructor(public override readonly _ranges: string[] | undefined) {
    super();
  }

  public override get _answersEveryone(): boolean {
    return this._ranges === undefined;
  }

  public _check(faults: Faults): void {
    if (!this._answersEveryone) checkRanges(faults, 'apiServer.ranges', this._ranges);
  }

  public _warn(scope: IConstruct): void {
    warnOfOpenRanges(scope, this._ranges ?? [everyRange]);
  }

  public _render(egress: EgressRanges): AccessArguments {
    if (this._ranges === undefined) return { privateClusterEnabled: false };
    const authorizedIpRanges = renderAuthorizedRanges(this._ranges, egress);
    return { privateClusterEnabled: false, apiServerAccessProfile: { authorizedIpRanges } };
  }
}

class PrivateLinkAccess extends ApiServerAccess {
  public readonly _isPrivate = true;

  public constructor(private readonly options: PrivateLinkOptions) {
    super();
  }

  public get _privateDnsZone(): IPrivateDnsZone | undefined {
    return this.options.privateDnsZone;
  }

  public _check(faults: Faults, cluster: IConstruct): void {
    checkZone(faults, cluster, this.options.privateDnsZone, 'privatelink');
    checkNames(faults, this.options);
  }

  public _warn(_scope: IConstruct): void {}

  public _render(): AccessArguments {
    return { privateClusterEnabled: true, ...renderNames(this.options) };
  }
}

class VnetIntegratedAccess extends ApiServerAccess {
  public override readonly _subnet: ISubnet;

  public constructor(private readonly options: VnetIntegrationOptions) {
    super();
    this._subnet = options.apiServerSubnet;
  }

  public get _isPrivate(): boolean {
    return this.options.publicRanges === undefined;
  }

  public get _privateDnsZone(): IPrivateDnsZone | undefined {
    return this.options.privateDnsZone;
  }

  public _check(faults: Faults, cluster: IConstruct, nodeSubnet: ISubnet | undefined): void {
    const { publicRanges, privateDnsZone, publicDnsName, managedDnsZone } = this.options;
    if (publicRanges !== undefined) checkRanges(faults, 'apiServer.publicRanges', publicRanges);
    checkZone(faults, cluster, privateDnsZone, 'private');
    checkNames(faults, this.options);
    if (publicRanges !== undefined && privateDnsZone !== undefined) {
      const must = 'can only be used with an API server without a public address';
      faults.add('privateDnsZone', must, privateDnsZone.node.path, 'Leave out publicRanges or the zone.');
    }
    if (publicRanges !== undefined) {
      for (const [prop, value] of Object.entries({ publicDnsName, managedDnsZone })) {
        if (value === undefined) continue;
        const must = 'can only be used with an API server without a public address';
        faults.add(prop, must, value, `Leave out publicRanges or ${prop}.`);
      }
    }
    this.checkSubnet(faults, cluster, nodeSubnet);
  }

  public _warn(scope: IConstruct): void {
    warnOfOpenRanges(scope, this.options.publicRanges ?? []);
  }

  public _render(): AccessArguments {
    const { publicRanges } = this.options;
    const apiServerAccessProfile = {
      authorizedIpRanges: publicRanges,
      virtualNetworkIntegrationEnabled: true,
      subnetId: this._subnet.subnetId,
    };
    if (!this._isPrivate) return { privateClusterEnabled: false, apiServerAccessProfile };
    return { privateClusterEnabled: true, ...renderNames(this.options), apiServerAccessProfile };
  }

  private checkSubnet(faults: Faults, cluster: IConstruct, nodeSubnet: ISubnet | undefined): void {
    const { _subnet: subnet } = this;
    const prop = 'apiServerSubnet';
    const { path } = subnet.node;
    checkSameStack(faults, prop, subnet, cluster, 'Subnet.fromLookup');
    if (nodeSubnet) checkSameNetwork(faults, prop, subnet, nodeSubnet);
    else {
      const must = 'must be left out in a network that AKS creates';
      faults.add(prop, must, path, 'Use ApiServerAccess.privateLink(), or a network with a node subnet.');
    }
    const { delegated, delegatedTo = apiServerService } = subnet._facts;
    if (delegated === false || delegatedTo !== apiServerService) {
      const fix = 'Set on the subnet delegation: SubnetDelegation.API_SERVER.';
      faults.add(prop, `must be delegated to ${apiServerService}`, path, fix);
    }
    const addresses = subnet._usableAddresses;
    if (addresses !== undefined && addresses < fewestApiServerAddresses) {
      faults.add(prop, 'must be a /28 or larger', subnet._facts.prefixes?.join(', '), 'For example, use 10.0.16.0/28.');
    }
  }
}

const { serviceName: apiServerService } = SubnetDelegation.API_SERVER;

/** A /28, less the five addresses that Azure keeps. */
const fewestApiServerAddresses = 11;

/** Source: https://learn.microsoft.com/azure/aks/api-server-authorized-ip-ranges */
const ownAddressesOnly = '0.0.0.0/32';

function checkRanges(faults: Faults, prop: string, ranges: string[] | undefined): void {
  if (!isKnown(ranges)) return;
  const fix = "Set the ranges of your offices and pipelines, e.g. ['203.0.113.7/32'].";
  if (!Array.isArray(ranges) || ranges.length === 0) {
    const must = 'must have at least one range: an empty list opens the API server to the Internet';
    faults.add(prop, must, ranges, fix);
    return;
  }
  if (ranges.length > mostRanges) {
    faults.add(prop, `must have at most ${mostRanges} ranges`, ranges.length, 'Merge adjacent ranges.');
  }
  ranges.forEach((text, index) => {
    const range = checkCidr(faults, prop, text, { example: '203.0.113.7/32' });
    if (range?.isIpv6) faults.add(prop, 'must be IPv4 ranges', text, fix);
    else if (range && text !== ownAddressesOnly) checkPublic(faults, prop, range, fix);
    if (isKnown(text) && ranges.indexOf(text) < index) {
      faults.add(prop, 'must contain each range only once', text, 'Remove the duplicate.');
    }
  });
}

function warnOfOpenRanges(scope: IConstruct, ranges: string[]): void {
  if (!isKnown(ranges) || !ranges.some((range) => range.endsWith('/0'))) return;
  warn(
    scope,
    'W201',
    'The API server is open to the Internet (0.0.0.0/0). List the ranges of your offices and pipelines.',
  );
}

/**
 * Zone names of Azure's public cloud and of the other clouds, which have different suffixes.
 *
 * Source: https://learn.microsoft.com/azure/aks/private-clusters
 */
function checkZone(
  faults: Faults,
  cluster: IConstruct,
  zone: IPrivateDnsZone | undefined,
  kind: 'private' | 'privatelink',
): void {
  if (!zone) return;
  checkSameStack(faults, 'privateDnsZone', zone, cluster, 'PrivateDnsZone.fromZoneId');
  const { _givenName: given } = zone;
  const name = new RegExp(`^([a-z0-9-]{1,32}\\.)?${kind}\\.[a-z0-9]+\\.(azmk8s\\.io|cx\\.[a-z0-9.]+)$`);
  if (given.includes('${') || name.test(given)) return;
  const must = `must be a zone named ${kind}.REGION.azmk8s.io or NAME.${kind}.REGION.azmk8s.io, with a NAME of at most 32 characters`;
  faults.add('privateDnsZone', must, given, `For example, use ${kind}.westeurope.azmk8s.io.`);
}

publicClass('ApiServerAccess', ApiServerAccess);
