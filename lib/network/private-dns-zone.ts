import { PrivateDnsZone as PrivateDnsZoneResource } from '@cdktf/provider-azurerm/lib/private-dns-zone';
import { type ITerraformDependable, TerraformStack } from 'cdktf';
import type { Construct, IConstruct } from 'constructs';
import { checkProps } from '../core/checked-props';
import { checkName, checkSameStack } from '../core/checks';
import { fail } from '../core/faults';
import { perStack } from '../core/ledger';
import { nameRules } from '../core/names';
import { implementReady } from '../core/ordering';
import { publicClass } from '../core/public-class';
import { comparableText, resolve } from '../core/resolve';
import {
  ImportedPrivateDnsZone,
  LookedUpPrivateDnsZone,
  type PrivateDnsZoneAttributes,
  type PrivateDnsZoneLookup,
} from './imported-private-dns-zone';
import { type IPrivateDnsZone, PrivateDnsZoneBase } from './private-dns-zone-base';
import type { IVirtualNetwork } from './virtual-network-base';

/** Props of a new private DNS zone. */
export interface PrivateDnsZoneProps {
  /**
   * The zone's name, e.g. `privatelink.azurecr.io`; once a stack.
   *
   * Changing this replaces the zone, with all records in it.
   */
  readonly zoneName: string;

  /**
   * The resource group, by name. A zone has no region.
   *
   * Changing this replaces the zone, with all records in it.
   */
  readonly resourceGroupName: string;

  /**
   * Networks that resolve the zone's names. A private endpoint that uses the zone links its own network.
   *
   * @default - those that private endpoints link, or `linkNetwork` is called with
   */
  readonly networks?: IVirtualNetwork[];

  /**
   * Whether names that are missing in the zone are resolved on the Internet: for private link to other owners' resources, whose
   * records are in another zone with this name.
   *
   * @see https://learn.microsoft.com/azure/dns/private-dns-fallback
   * @default false
   */
  readonly internetFallback?: boolean;

  /**
   * Azure tags of the zone and its links.
   *
   * @default - no tags
   */
  readonly tags?: { [key: string]: string };
}

const zonesOfStack = perStack(() => new Map<string, PrivateDnsZone>());

/**
 * A private DNS zone. Linked networks resolve its names. A stack creates one zone per name for all its private endpoints.
 *
 * @see https://learn.microsoft.com/azure/dns/private-dns-overview
 */
export class PrivateDnsZone extends PrivateDnsZoneBase {
  /** A zone of another program or stack, found by name in the provider's subscription; reads it at plan time. */
  public static fromLookup(scope: Construct, id: string, lookup: PrivateDnsZoneLookup): IPrivateDnsZone {
    return new LookedUpPrivateDnsZone(scope, id, lookup);
  }

  /**
   * Imports another program's zone by its resource id, in any subscription; reads nothing.
   *
   * @param scope where the import is a child.
   * @param id the construct's id.
   * @param zoneId the zone's resource id; a token works.
   * @param attributes the facts required to link networks to it.
   */
  public static fromZoneId(
    scope: Construct,
    id: string,
    zoneId: string,
    attributes: PrivateDnsZoneAttributes = {},
  ): IPrivateDnsZone {
    return new ImportedPrivateDnsZone(scope, id, zoneId, attributes);
  }

  /**
   * Returns the stack's zone with this name, or creates it as a child of the stack. Private endpoints share zones this way.
   *
   * @param scope a construct of the stack.
   * @param props the props of a new zone; an existing zone keeps its props and linked networks.
   */
  public static once(scope: IConstruct, props: PrivateDnsZoneProps): PrivateDnsZone {
    const stack = TerraformStack.of(scope);
    const found = zonesOfStack(stack).get(comparableText(scope, props.zoneName));
    if (!found)
      return new PrivateDnsZone(stack, `PrivateDnsZone-${safe(comparableText(scope, props.zoneName))}`, props);
    const [theirs, own] = [found.resourceGroupName, props.resourceGroupName].map((name) => resolve(scope, name));
    if (theirs !== own) {
      const must = `must be that of the zone ${found.node.path} (${theirs}) in this stack`;
      fail(scope, 'resourceGroupName', must, own, 'Set the same value, or leave it out if it is optional.');
    }
    for (const network of props.networks ?? []) found.linkNetwork(network);
    return found;
  }

  /** @internal */
  public static _find(scope: IConstruct, zoneName: string): PrivateDnsZone | undefined {
    return zonesOfStack(scope).get(comparableText(scope, zoneName));
  }

  public readonly zoneId: string;
  public readonly zoneName: string;
  public readonly resourceGroupName: string;

  /** The zone itself, for arguments that this class does not offer. */
  public readonly resource: PrivateDnsZoneResource;

  /** @internal */
  public readonly _isOwn = true;

  public constructor(
    scope: Construct,
    id: string,
    private readonly props: PrivateDnsZoneProps,
  ) {
    super(scope, id);
    this.check();

    const { zoneName, resourceGroupName, tags } = props;
    this.resource = new PrivateDnsZoneResource(this, 'Resource', { name: zoneName, resourceGroupName, tags });
    this.zoneId = this.resource.id;
    this.zoneName = this.resource.name;
    this.resourceGroupName = resourceGroupName;
    if (this._isShared) zonesOfStack(this).set(comparableText(this, zoneName), this);
    for (const network of props.networks ?? []) this.linkNetwork(network);
    implementReady(this, () => this.ready);
  }

  /** @internal */
  public override get _givenName(): string {
    return comparableText(this, this.props.zoneName);
  }

  public override get ready(): ITerraformDependable[] {
    return [this.resource, ...super.ready];
  }

  /** @internal */
  protected override get _internetFallback(): boolean {
    return this.props.internetFallback ?? false;
  }

  /** @internal */
  protected override get _tags(): { [key: string]: string } | undefined {
    return this.props.tags;
  }

  /**
   * Whether all endpoints of the stack that need the name use this zone.
   *
   * @internal
   */
  protected get _isShared(): boolean {
    return true;
  }

  private check(): void {
    checkProps(this, 'PrivateDnsZoneProps', this.props, (faults) => {
      const { zoneName, resourceGroupName, networks = [] } = this.props;
      checkName(faults, 'zoneName', zoneName, nameRules.privateDnsZone);
      checkName(faults, 'resourceGroupName', resourceGroupName, nameRules.resourceGroup);
      networks.forEach((network, index) => {
        checkSameStack(faults, `networks[${index}]`, network, this, 'VirtualNetwork.fromLookup');
      });
      const twin = this._isShared && zonesOfStack(this).get(comparableText(this, zoneName));
      if (twin) {
        const fix = `Use ${twin.node.path}, or PrivateDnsZone.once in all places.`;
        faults.add('zoneName', 'must not be that of another zone of the stack', zoneName, fix);
      }
    });
  }
}

/** As part of a construct's id. */
function safe(key: string): string {
  return key.replace(/[^\w.-]+/g, '-');
}

publicClass('PrivateDnsZone', PrivateDnsZone);
