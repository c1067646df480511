import { type ITerraformDependable, TerraformStack } from 'cdktf';
import type { IConstruct } from 'constructs';
import { checkName, checkOneOf, checkSameStack, isKnown } from '../core/checks';
import type { Faults } from '../core/faults';
import { nameRules } from '../core/names';
import { publicClass } from '../core/public-class';
import { resolve } from '../core/resolve';
import { noteUnchecked } from '../core/warnings';
import { AzureCloud } from './azure-cloud';
import { LinkedZones } from './linked-zones';
import type { LinkedNetwork } from './network-facts';
import { NetworkPrivateDnsZone } from './network-private-dns-zone';
import { PrivateDnsZone } from './private-dns-zone';
import { type IPrivateDnsZone, networkKey } from './private-dns-zone-base';
import type { PrivateLinkFacts } from './private-link-target-ref';

/** Options of zones that are made here. */
export interface OwnZonesOptions {
  /**
   * The resource group of zones that the stack has not made yet, by name. A zone that it has must be in this group.
   *
   * Changing this replaces the zones, with all records in them.
   *
   * @default - that of the first endpoint that needs the zone
   */
  readonly resourceGroupName?: string;

  /**
   * Whether the zones serve the network of the endpoint alone, for networks that each have an endpoint of the same target, or
   * of Azure Monitor. `resourceGroupName` must then be given, and differ for each network: Azure tells zones of one name apart
   * by their resource groups.
   *
   * Changing this replaces the zones, with all records in them.
   *
   * @default false
   */
  readonly perNetwork?: boolean;

  /**
   * The cloud, which decides what the zones are called.
   *
   * @default AzureCloud.PUBLIC
   */
  readonly cloud?: AzureCloud;
}

/** @internal */
export interface EndpointContext {
  readonly endpoint: IConstruct;
  readonly target: PrivateLinkFacts;
  readonly network: LinkedNetwork;
  readonly resourceGroupName: string;
  readonly tags?: { [key: string]: string };
}

/** @internal */
export interface EndpointZones {
  readonly zones: IPrivateDnsZone[];
  readonly ready: ITerraformDependable[];
}

/**
 * Who writes the records by which a private endpoint is found, and where.
 *
 * @see https://learn.microsoft.com/azure/private-link/private-endpoint-dns-integration
 */
export abstract class PrivateEndpointDns {
  /** Zones that the stack makes, once a name, each linked to the networks of its endpoints. */
  public static ownZones(options: OwnZonesOptions = {}): PrivateEndpointDns {
    return new OwnZones(options);
  }

  /**
   * Zones that are there, e.g. the central ones of a landing zone: one for each name that the target has. An imported zone is
   * not linked to the endpoint's network, which its owner may have done: call `linkNetwork` if not.
   */
  public static zones(zones: IPrivateDnsZone[]): PrivateEndpointDns {
    return new GivenZones([...zones]);
  }

  /**
   * Somebody else writes the records: an Azure Policy of the landing zone, or DNS servers of your own. What a policy adds to
   * the endpoint then stays there.
   *
   * @see https://learn.microsoft.com/azure/cloud-adoption-framework/ready/azure-best-practices/private-link-and-dns-integration-at-scale
   */
  public static writtenElsewhere(): PrivateEndpointDns {
    return new WrittenElsewhere();
  }

  /**
   * Whether the endpoint has a group of zones; without one, what others add is left alone.
   *
   * @internal
   */
  public readonly _hasZones: boolean = true;

  /** @internal */
  public abstract _check(faults: Faults, prop: string, context: EndpointContext): void;

  /** @internal */
  public abstract _zones(context: EndpointContext): EndpointZones;
}

class OwnZones extends PrivateEndpointDns {
  public constructor(private readonly options: OwnZonesOptions) {
    super();
  }

  public _check(faults: Faults, prop: string, context: EndpointContext): void {
    const { cloud = AzureCloud.PUBLIC, resourceGroupName } = this.options;
    checkOneOf(faults, `${prop}.cloud`, cloud, Object.values(AzureCloud));
    if (resourceGroupName !== undefined) {
      checkName(faults, `${prop}.resourceGroupName`, resourceGroupName, nameRules.resourceGroup);
    }
    if (isKnown(cloud) && Object.values(AzureCloud).includes(cloud) && this.names(context).length === 0) {
      const fix = 'Use PrivateLinkTarget.of with the name of the zone, or PrivateEndpointDns.writtenElsewhere().';
      faults.add(`${prop}.cloud`, `must have a zone for group ${context.target.groupId}; none is known`, cloud, fix);
    }
    if (this.options.perNetwork && resourceGroupName === undefined) {
      const fix = "Give a resource group for the zones of this network, e.g. 'rg-dns-shop'.";
      faults.add(`${prop}.resourceGroupName`, 'must be given with perNetwork', undefined, fix);
      return;
    }
    for (const name of this.names(context)) {
      if (this.options.perNetwork) this.checkNetworkZone(faults, prop, name, context);
      else this.checkGroup(faults, prop, name, context);
      checkOnlyZone(faults, prop, this.find(name, context), name, context);
    }
  }

  public _zones(context: EndpointContext): EndpointZones {
    const { endpoint, network, resourceGroupName, tags } = context;
    const group = this.options.resourceGroupName ?? resourceGroupName;
    const zones = this.names(context).map((zoneName) => {
      const props = { zoneName, resourceGroupName: group, tags };
      if (this.options.perNetwork) return NetworkPrivateDnsZone.get(endpoint, props);
      return PrivateDnsZone._find(endpoint, zoneName) ?? PrivateDnsZone.once(endpoint, props);
    });
    for (const zone of zones) zone._link(network);
    return { zones, ready: zones.flatMap((zone) => zone.ready) };
  }

  private names({ target }: EndpointContext): string[] {
    return target.zoneNames(this.options.cloud ?? AzureCloud.PUBLIC);
  }

  /** The zone of a name that the stack has already for the endpoint. */
  private find(zoneName: string, { endpoint }: EndpointContext): PrivateDnsZone | undefined {
    const { perNetwork, resourceGroupName = '' } = this.options;
    if (!perNetwork) return PrivateDnsZone._find(endpoint, zoneName);
    return NetworkPrivateDnsZone.find(endpoint, { zoneName, resourceGroupName });
  }

  private checkNetworkZone(faults: Faults, prop: string, zoneName: string, context: EndpointContext): void {
    const zone = this.find(zoneName, context);
    if (!zone || zone._isLinkedTo(context.network)) return;
    const must = `must be another one than that of the zone ${zone.node.path}, which serves another network`;
    faults.add(`${prop}.resourceGroupName`, must, this.options.resourceGroupName, 'Use a resource group per network.');
  }

  private checkGroup(faults: Faults, prop: string, zoneName: string, { endpoint }: EndpointContext): void {
    const { resourceGroupName } = this.options;
    const zone = PrivateDnsZone._find(endpoint, zoneName);
    if (!zone || resourceGroupName === undefined) return;
    const [theirs, own] = [zone.resourceGroupName, resourceGroupName].map((name) => resolve(endpoint, name));
    if (theirs !== own) {
      const must = `must be that of the zone ${zone.node.path} (${theirs})`;
      faults.add(`${prop}.resourceGroupName`, must, own, 'Leave it out, or make the zone with PrivateDnsZone there.');
    }
  }
}

class GivenZones extends PrivateEndpointDns {
  public constructor(private readonly given: IPrivateDnsZone[]) {
    super();
  }

  public _check(faults: Faults, prop: string, context: EndpointContext): void {
    const { endpoint, network, target } = context;
    const uses = LinkedZones.of(TerraformStack.of(endpoint));
    this.given.forEach((zone, index) => {
      checkSameStack(faults, `${prop}[${index}]`, zone, endpoint, 'PrivateDnsZone.fromLookup');
      uses.use(faults, `${prop}[${index}]`, networkKey(endpoint, network), zone);
    });
    const names = this.given.map((zone) => zone._givenName);
    const wanted = Object.values(AzureCloud).map((cloud) => target.zoneNames(cloud));
    if (names.some((name) => name.includes('${')) || wanted.some((list) => isSameSet(list, names))) return;
    const must = `must be the zones of group ${target.groupId} (${wanted[0].join(', ') || 'of no public cloud'})`;
    faults.add(prop, must, names, 'Give one zone for each of these names.');
  }

  public _zones({ endpoint, network }: EndpointContext): EndpointZones {
    for (const zone of this.given) {
      if (zone._isOwn) zone._link(network);
      else if (!zone._isLinkedTo(network)) {
        noteUnchecked(endpoint, `whether the zone ${zone.node.path} is linked to the network of the endpoint`);
      }
    }
    return { zones: this.given, ready: this.given.flatMap((zone) => zone.ready) };
  }
}

class WrittenElsewhere extends PrivateEndpointDns {
  public override readonly _hasZones = false;

  public _check(): void {}

  public _zones(): EndpointZones {
    return { zones: [], ready: [] };
  }
}

/** The network may have the name from a zone of others already. */
function checkOnlyZone(
  faults: Faults,
  prop: string,
  own: PrivateDnsZone | undefined,
  name: string,
  { endpoint, network }: EndpointContext,
): void {
  const zoneName = String(resolve(endpoint, name));
  const used = LinkedZones.of(TerraformStack.of(endpoint)).find(networkKey(endpoint, network), zoneName);
  if (used && used !== own) {
    const must = `must not give the network a second zone of the name ${zoneName}`;
    faults.add(prop, must, undefined, `Use PrivateEndpointDns.zones with ${used.node.path}.`);
  }
}

function isSameSet(one: string[], other: string[]): boolean {
  return one.length === other.length && one.every((name) => other.includes(name.toLowerCase()));
}

publicClass('PrivateEndpointDns', PrivateEndpointDns);
