import { createHash } from 'node:crypto';
import type { PrivateDnsZoneVirtualNetworkLink } from '@cdktf/provider-azurerm/lib/private-dns-zone-virtual-network-link';
import { type ITerraformDependable, type TerraformProvider, TerraformStack } from 'cdktf';
import { Construct, type IConstruct } from 'constructs';
import { linkOfZone } from '../core/bindings/azurerm';
import { checkName, checkSameStack, isKnown } from '../core/checks';
import { Faults } from '../core/faults';
import { perStack } from '../core/ledger';
import { nameRules } from '../core/names';
import { state } from '../core/program/program';
import { publicMethods } from '../core/public-class';
import { comparableText, resolve } from '../core/resolve';
import { beforeSynth } from '../core/synth-steps';
import type { LinkedNetwork } from './network-facts';
import { networkRef } from './network-refs';
import type { IVirtualNetwork } from './virtual-network-base';

/** How a network is linked to a private DNS zone. */
export interface NetworkLinkOptions {
  /**
   * The link's name: 1 to 80 letters, digits, `_`, `.` and `-`.
   *
   * Changing this replaces the link.
   *
   * @default - the network's name
   */
  readonly linkName?: string;

  /**
   * Whether a name that the zone doesn't have is resolved on the Internet.
   *
   * @see https://learn.microsoft.com/azure/dns/private-dns-fallback
   * @default - that of the zone, if the program creates it; otherwise false
   */
  readonly internetFallback?: boolean;

  /**
   * Registers the machines of the network in the zone, under their names. A network can do that in one zone only, and in no zone of
   * private link.
   *
   * @see https://learn.microsoft.com/azure/dns/private-dns-autoregistration
   * @default false
   */
  readonly registersMachines?: boolean;
}

/** A private DNS zone: created here, or imported by name or id. */
export interface IPrivateDnsZone extends IConstruct {
  /** The zone's resource id. */
  readonly zoneId: string;

  /** The zone's name, e.g. `privatelink.azurecr.io`. */
  readonly zoneName: string;

  /** The zone's resource group, by name. */
  readonly resourceGroupName: string;

  /** The resources that dependents wait for: the zone and its links; empty for a zone that exists already and is not linked here. */
  readonly ready: ITerraformDependable[];

  /**
   * Links the zone to a network, which then resolves its names; further calls for the same network have no effect.
   *
   * Throws if the network has another zone of the name, or is linked with other options.
   *
   * @param network the network, created or imported in the same stack.
   * @param options the link's name and behavior.
   */
  linkNetwork(network: IVirtualNetwork, options?: NetworkLinkOptions): void;

  /**
   * The configured name, in lower case, not a reference to a zone that is created here.
   *
   * @internal
   */
  readonly _givenName: string;

  /**
   * Whether the program knows all networks that the zone is linked to, because it creates the zone.
   *
   * @internal
   */
  readonly _isOwn: boolean;

  /** @internal */
  _link(network: LinkedNetwork): void;

  /** @internal */
  _isLinkedTo(network: LinkedNetwork): boolean;
}

/**
 * Base class of new and imported zones.
 *
 * @internal
 */
export abstract class PrivateDnsZoneBase extends Construct implements IPrivateDnsZone {
  public abstract readonly zoneId: string;
  public abstract readonly zoneName: string;
  public abstract readonly resourceGroupName: string;

  /** @internal */
  public get _givenName(): string {
    return comparableText(this, this.zoneName);
  }

  /** @internal */
  public abstract readonly _isOwn: boolean;

  private readonly networks = new Map<string, LinkedNetwork>();
  private readonly derivedNames: string[] = [];
  private readonly linkOptions = new Map<string, NetworkLinkOptions>();
  private readonly links = new Map<string, PrivateDnsZoneVirtualNetworkLink>();

  public get ready(): ITerraformDependable[] {
    this.makeLinks();
    return [...this.links.values()];
  }

  public linkNetwork(network: IVirtualNetwork, options?: NetworkLinkOptions): void {
    const faults = new Faults(this);
    checkSameStack(faults, 'linkNetwork', network, this, 'VirtualNetwork.fromLookup');
    const linked = { networkId: network.networkId, facts: network._facts };
    if (options) this.addOptions(faults, networkKey(this, linked), options);
    faults.throwIfAny();
    this._link(linked);
  }

  /** The options apply to the link, regardless of which call links the network first. */
  private addOptions(faults: Faults, key: string, options: NetworkLinkOptions): void {
    if (options.linkName !== undefined) checkName(faults, 'linkName', options.linkName, nameRules.subnet);
    if (options.registersMachines && /(^|\.)privatelink\./.test(this._givenName)) {
      const must = 'must not be true for a zone of private link';
      faults.add('registersMachines', must, this._givenName, 'Leave it out.');
    }
    const known = this.linkOptions.get(key);
    const isOther = known !== undefined && !hasSameOptions(known, options);
    if (isOther || (known === undefined && this.links.has(key))) {
      const must = isOther ? 'must be the same for each link of the network' : 'must be called before `ready` is read';
      faults.add('linkNetwork', must, options, 'Set the options once.');
    }
    this.linkOptions.set(key, options);
  }

  /** @internal */
  public _link(network: LinkedNetwork): void {
    const key = networkKey(this, network);
    if (this.networks.has(key)) return;
    const faults = new Faults(this);
    LinkedZones.of(TerraformStack.of(this)).use(faults, 'linkNetwork', key, this);
    faults.throwIfAny();
    this.networks.set(key, network);
    if (this.networks.size === 1) beforeSynth(this, () => this.makeLinks());
    state(this, 'zoneLink', () => ({
      zoneId: this.zoneId,
      zoneName: this._givenName,
      network: networkRef(this, network),
      registersMachines: this.linkOptions.get(key)?.registersMachines ?? false,
    }));
  }

  /** @internal */
  public get _isLinked(): boolean {
    return this.networks.size > 0;
  }

  /** @internal */
  public _isLinkedTo(network: LinkedNetwork): boolean {
    return this.networks.has(networkKey(this, network));
  }

  /** @internal */
  protected get _internetFallback(): boolean {
    return false;
  }

  /** @internal */
  protected get _tags(): { [key: string]: string } | undefined {
    return undefined;
  }

  /** @internal */
  protected get _provider(): TerraformProvider | undefined {
    return undefined;
  }

  /** In the order of the networks' keys, which decides the names of links. */
  private makeLinks(): void {
    const missing = [...this.networks].filter(([key]) => !this.links.has(key));
    missing.sort(([one], [other]) => (one < other ? -1 : 1));
    for (const [key, network] of missing) this.links.set(key, this.makeLink(network, key));
  }

  private makeLink(network: LinkedNetwork, key: string): PrivateDnsZoneVirtualNetworkLink {
    const options = this.linkOptions.get(key) ?? {};
    const derived = this.linkName(network, key);
    this.derivedNames.push(derived);
    const name = options.linkName ?? derived;
    const { networkId } = network;
    const hasFallback = options.internetFallback ?? this._internetFallback;
    return linkOfZone(this, `Link-${derived.replace(/[^\w-]+/g, '-')}`, this, {
      name,
      virtualNetworkId: networkId,
      registrationEnabled: options.registersMachines ?? false,
      resolutionPolicy: hasFallback ? 'NxDomainRedirect' : undefined,
      tags: this._tags,
      provider: this._provider,
    });
  }

  /**
   * The network's own name. A hash replaces a name that is not literal, and is appended to a name that another linked network
   * has.
   */
  private linkName({ facts }: LinkedNetwork, key: string): string {
    const { networkName } = facts ?? {};
    const base = isKnown(networkName) ? networkName : `network-${shortened(key)}`;
    return this.derivedNames.includes(base) ? `${base}-${shortened(key)}` : base;
  }
}

function hasSameOptions(one: NetworkLinkOptions, other: NetworkLinkOptions): boolean {
  return (['linkName', 'internetFallback', 'registersMachines'] as const).every((prop) => one[prop] === other[prop]);
}

/** The same for the same network, however it was found. */
export function networkKey(scope: IConstruct, { networkId, facts }: LinkedNetwork): string {
  if (isKnown(networkId)) return networkId.toLowerCase();
  const { networkName, resourceGroupName } = facts ?? {};
  if (networkName === undefined || resourceGroupName === undefined) return String(resolve(scope, networkId));
  return comparableText(scope, `${resourceGroupName}/${networkName}`);
}

function shortened(key: string): string {
  return createHash('sha256').update(key).digest('hex').slice(0, 6);
}

/** The stack's zones by network and name: Azure links a network to only one zone of a name. */
export class LinkedZones {
  public static readonly of = perStack(() => new LinkedZones());

  private readonly zones = new Map<string, IPrivateDnsZone>();

  private constructor() {}

  /** The zone of this name that the stack links to the network, if any. */
  public find(networkKey: string, zoneName: string): IPrivateDnsZone | undefined {
    return this.zones.get(`${zoneName} ${networkKey}`.toLowerCase());
  }

  /** Registers the zone for the network; a fault if the stack links another zone of the same name. */
  public use(faults: Faults, prop: string, networkKey: string, zone: IPrivateDnsZone): void {
    const key = `${zone._givenName} ${networkKey}`.toLowerCase();
    const other = this.zones.get(key);
    if (other && !isSame(other, zone)) {
      const must = `must not link the network to a second zone with the name ${zone._givenName}`;
      faults.add(prop, must, zone.node.path, `Use ${other.node.path}.`);
    }
    this.zones.set(key, other ?? zone);
  }
}

function isSame(one: IPrivateDnsZone, other: IPrivateDnsZone): boolean {
  return comparableText(one, one.zoneId) === comparableText(other, other.zoneId);
}

publicMethods('IPrivateDnsZone', PrivateDnsZoneBase);
