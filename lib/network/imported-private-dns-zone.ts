import { DataAzurermPrivateDnsZone } from '@cdktf/provider-azurerm/lib/data-azurerm-private-dns-zone';
import type { TerraformProvider } from 'cdktf';
import type { Construct } from 'constructs';
import { checkName, checkResourceId } from '../core/checks';
import { Faults } from '../core/faults';
import { nameRules } from '../core/names';
import { implementReady } from '../core/ordering';
import { resourceIdPart } from '../core/resource-ids';
import { PrivateDnsZoneBase } from './private-dns-zone-base';

/** How an existing private DNS zone is found. */
export interface PrivateDnsZoneLookup {
  /** The zone's name, e.g. `privatelink.azurecr.io`. */
  readonly zoneName: string;

  /** Its resource group, by name. */
  readonly resourceGroupName: string;
}

/** The facts required to link networks to another program's zone. */
export interface PrivateDnsZoneAttributes {
  /**
   * An azurerm provider for the zone's subscription, if that is another one: links are created there.
   *
   * @default - the stack's own
   */
  readonly provider?: TerraformProvider;
}

/** @internal */
export class LookedUpPrivateDnsZone extends PrivateDnsZoneBase {
  public readonly zoneId: string;
  public readonly zoneName: string;
  public readonly resourceGroupName: string;

  /** @internal */
  public readonly _isOwn = false;

  public constructor(scope: Construct, id: string, lookup: PrivateDnsZoneLookup) {
    super(scope, id);
    const faults = new Faults(this);
    checkName(faults, 'zoneName', lookup.zoneName, nameRules.privateDnsZone);
    checkName(faults, 'resourceGroupName', lookup.resourceGroupName, nameRules.resourceGroup);
    faults.throwIfAny();

    const data = new DataAzurermPrivateDnsZone(this, 'Resource', {
      name: lookup.zoneName,
      resourceGroupName: lookup.resourceGroupName,
    });
    this.zoneId = data.id;
    this.zoneName = lookup.zoneName;
    this.resourceGroupName = lookup.resourceGroupName;
    implementReady(this, () => this.ready);
  }
}

/** @internal */
export class ImportedPrivateDnsZone extends PrivateDnsZoneBase {
  public readonly zoneName: string;
  public readonly resourceGroupName: string;

  /** @internal */
  public readonly _isOwn = false;

  public constructor(
    scope: Construct,
    id: string,
    public readonly zoneId: string,
    private readonly attributes: PrivateDnsZoneAttributes,
  ) {
    super(scope, id);
    const faults = new Faults(this);
    checkResourceId(faults, 'zoneId', zoneId, 'Microsoft.Network/privateDnsZones');
    faults.throwIfAny();

    this.zoneName = resourceIdPart(zoneId, 8);
    this.resourceGroupName = resourceIdPart(zoneId, 4);
    implementReady(this, () => this.ready);
  }

  /** @internal */
  protected override get _provider(): TerraformProvider | undefined {
    return this.attributes.provider;
  }
}
