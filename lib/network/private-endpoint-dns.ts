import { TerraformStack } from 'cdktf';
import type { IConstruct } from 'constructs';
import { checkName, checkOneOf, checkSameStack, isKnown } from '../core/checks';
import type { Faults } from '../core/faults';
import { perStack } from '../core/ledger';
import { nameRules } from '../core/names';
import { publicClass } from '../core/public-class';
import { comparableText, resolve } from '../core/resolve';
import { beforeSynth } from '../core/synth-steps';
import { noteUnchecked } from '../core/warnings';
import { AzureCloud } from './azure-cloud';
import type { LinkedNetwork } from './network-facts';
import { PrivateDnsZone, type PrivateDnsZoneProps } from './private-dns-zone';
import { type IPrivateDnsZone, LinkedZones, networkKey } from './private-dns-zone-base';
import type { PrivateLinkFacts } from './private-link-target-ref';

/** Options of zones that are created here. */
export interface OwnZonesOptions {
  /**
   * The resource group of the zones, by name. A `PrivateDnsZone` of the stack must be in this group.
   *
   * Changing this replaces the zones, with all records in them.
   *
   * @default - that of another endpoint of the zone, if one gives it; otherwise the group of the zone's first endpoint, by path
   */
  readonly resourceGroupName?: string;

  /**
   * Whether the zones serve the network of the endpoint alone, for networks that each have an endpoint of the same target, or of
   * Azure Monitor. `resourceGroupName` must then be set, and differ for each network: Azure distinguishes zones of the same name
   * by their resource groups.
   *
   * Changing this replaces the zones, with all records in them.
   *
   * @default false
   */
  readonly perNetwork?: boolean;

  /**
   * The cloud, which determines the zones' names.
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

/**
 * The DNS records of a private endpoint: whether the library writes them, and the zones.
 *
 * @see https://learn.microsoft.com/azure/private-link/private-endpoint-dns-integration
 */
export abstract class PrivateEndpointDns {
  /** Zones that the stack creates, one per name, each linked to the networks of its endpoints. */
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
   * The records are written elsewhere: by a landing zone's Azure Policy, or on your own DNS servers. Zone groups that a policy adds
   * to the endpoint are kept.
   *
   * @see
   * https://learn.microsoft.com/azure/cloud-adoption-framework/ready/azure-best-practices/private-link-and-dns-integration-at-scale
   */
  public static writtenElsewhere(): PrivateEndpointDns {
    return new WrittenElsewhere();
  }

  /**
   * Whether the endpoint has a group of zones; without one, groups that others add are not changed.
   *
   * @internal
   */
  public readonly _hasZones: boolean = true;

  /**
   * The cloud of the zones, if the endpoint names them by it.
   *
   * @internal
   */
  public get _cloud(): AzureCloud | undefined {
    return undefined;
  }

  /** @internal */
  public abstract _check(faults: Faults, prop: string, context: EndpointContext): void;

  /**
   * Checks of the complete program.
   *
   * @internal
   */
  public _checkLate(_faults: Faults, _prop: string, _context: EndpointContext): void {}

  /**
   * The zones of an endpoint: call the function when the program is finished.
   *
   * @internal
   */
  public abstract _zones(context: EndpointContext): () => IPrivateDnsZone[];
}

/** An endpoint that needs a zone of its stack. */
interface ZoneDemand {
  readonly zoneName: string;
  readonly context: EndpointContext;
  readonly options: OwnZonesOptions;
}

/** Zones are created when the program is complete, so that they don't depend on the order of endpoints. */
const demandsOfStack = perStack((stack): ZoneDemand[] => {
  const demands: ZoneDemand[] = [];
  beforeSynth(stack, () => {
    for (const demand of inOrder(demands)) zoneFor(demand);
  });
  return demands;
});

/** The zone of the stack that a demand is met by, linked to the endpoint's network unless another zone serves it. */
function zoneFor(demand: ZoneDemand): PrivateDnsZone {
  const { endpoint, network } = demand.context;
  const zone = foundZone(demand) ?? madeZone(demand);
  const isOfOther = demand.options.perNetwork && zone._isLinked && !zone._isLinkedTo(network);
  const used = LinkedZones.of(TerraformStack.of(endpoint)).find(networkKey(endpoint, network), zone._givenName);
  if (!isOfOther && (used ?? zone) === zone) zone._link(network);
  return zone;
}

function foundZone({ zoneName, context: { endpoint }, options }: ZoneDemand): PrivateDnsZone | undefined {
  const { perNetwork, resourceGroupName = '' } = options;
  if (!perNetwork) return PrivateDnsZone._find(endpoint, zoneName);
  return NetworkPrivateDnsZone.find(endpoint, { zoneName, resourceGroupName });
}

function madeZone(demand: ZoneDemand): PrivateDnsZone {
  const { zoneName, context, options } = demand;
  const { endpoint, resourceGroupName, tags } = context;
  if (options.perNetwork) {
    return NetworkPrivateDnsZone.make(endpoint, { zoneName, resourceGroupName: options.resourceGroupName ?? '', tags });
  }
  const all = inOrder(demandsOfStack(endpoint)).filter((one) => one.zoneName === zoneName && !one.options.perNetwork);
  const given = all.map((one) => one.options.resourceGroupName).find((group) => group !== undefined);
  return PrivateDnsZone.once(endpoint, { zoneName, resourceGroupName: given ?? resourceGroupName, tags });
}

function inOrder(demands: ZoneDemand[]): ZoneDemand[] {
  const pathOf = ({ context }: ZoneDemand) => context.endpoint.node.path;
  return [...demands].sort((one, other) => (pathOf(one) < pathOf(other) ? -1 : 1));
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
      const fix = "Set a resource group for the zones of this network, e.g. 'rg-dns-shop'.";
      faults.add(`${prop}.resourceGroupName`, 'must be set together with perNetwork', undefined, fix);
      return;
    }
    this._checkLate(faults, prop, context);
  }

  public override _checkLate(faults: Faults, prop: string, context: EndpointContext): void {
    for (const demand of this.demands(context)) {
      const zone = foundZone(demand);
      if (zone && this.options.perNetwork) this.checkNetworkZone(faults, prop, zone, context);
      else if (zone) this.checkGroup(faults, prop, zone, context);
      checkOnlyZone(faults, prop, zone, demand.zoneName, context);
    }
  }

  public _zones(context: EndpointContext): () => IPrivateDnsZone[] {
    const demands = this.demands(context);
    demandsOfStack(context.endpoint).push(...demands);
    return () => demands.map(zoneFor);
  }

  public override get _cloud(): AzureCloud {
    return this.options.cloud ?? AzureCloud.PUBLIC;
  }

  private names({ target }: EndpointContext): string[] {
    return target.zoneNames(this._cloud);
  }

  private demands(context: EndpointContext): ZoneDemand[] {
    return this.names(context).map((zoneName) => ({ zoneName, context, options: this.options }));
  }

  private checkNetworkZone(faults: Faults, prop: string, zone: PrivateDnsZone, { network }: EndpointContext): void {
    if (!zone._isLinked || zone._isLinkedTo(network)) return;
    const must = `must differ from that of the zone ${zone.node.path}, which serves another network`;
    faults.add(`${prop}.resourceGroupName`, must, this.options.resourceGroupName, 'Use a resource group per network.');
  }

  private checkGroup(faults: Faults, prop: string, zone: PrivateDnsZone, { endpoint }: EndpointContext): void {
    const { resourceGroupName } = this.options;
    if (resourceGroupName === undefined) return;
    const [theirs, own] = [zone.resourceGroupName, resourceGroupName].map((name) => resolve(endpoint, name));
    if (theirs !== own) {
      const must = `must be that of the zone ${zone.node.path} (${theirs})`;
      faults.add(`${prop}.resourceGroupName`, must, own, 'Leave it out, or create the zone with PrivateDnsZone there.');
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
    faults.add(prop, must, names, 'Set one zone for each of these names.');
  }

  public _zones({ endpoint, network }: EndpointContext): () => IPrivateDnsZone[] {
    for (const zone of this.given) {
      if (zone._isOwn) zone._link(network);
      const unknown = `whether the zone ${zone.node.path} is linked to the network of the endpoint`;
      noteUnchecked(endpoint, unknown, () => !zone._isLinkedTo(network));
    }
    return () => this.given;
  }
}

class WrittenElsewhere extends PrivateEndpointDns {
  public override readonly _hasZones = false;

  public _check(): void {}

  public _zones(): () => IPrivateDnsZone[] {
    return () => [];
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
    const must = `must not link the network to a second zone with the name ${zoneName}`;
    faults.add(prop, must, undefined, `Use PrivateEndpointDns.zones with ${used.node.path}.`);
  }
}

function isSameSet(one: string[], other: string[]): boolean {
  return one.length === other.length && one.every((name) => other.includes(name.toLowerCase()));
}

/**
 * A zone that only one network resolves. Zones of the same name are in different resource groups.
 *
 * @internal
 */
class NetworkPrivateDnsZone extends PrivateDnsZone {
  /** The zone of the name in the resource group, if the stack has it. */
  public static find(scope: IConstruct, props: PrivateDnsZoneProps): NetworkPrivateDnsZone | undefined {
    return TerraformStack.of(scope).node.tryFindChild(idOf(scope, props)) as NetworkPrivateDnsZone | undefined;
  }

  public static make(scope: IConstruct, props: PrivateDnsZoneProps): NetworkPrivateDnsZone {
    return new NetworkPrivateDnsZone(TerraformStack.of(scope), idOf(scope, props), props);
  }

  /** @internal */
  protected override get _isShared(): boolean {
    return false;
  }
}

function idOf(scope: IConstruct, { zoneName, resourceGroupName }: PrivateDnsZoneProps): string {
  const [name, group] = [zoneName, resourceGroupName].map((text) => comparableText(scope, text));
  return `PrivateDnsZone-${name}-${group}`.replace(/[^\w.-]+/g, '-');
}

publicClass('PrivateEndpointDns', PrivateEndpointDns);
