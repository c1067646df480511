import { DataAzurermContainerRegistry } from '@cdktf/provider-azurerm/lib/data-azurerm-container-registry';
import { Fn, type ITerraformDependable } from 'cdktf';
import type { Construct } from 'constructs';
import { checkName, checkOneOf, checkPattern, checkResourceId, isKnown } from '../core/checks';
import { Faults } from '../core/faults';
import { nameRules } from '../core/names';
import { implementReady } from '../core/ordering';
import { resourceIdPart } from '../core/resource-ids';
import { statePublicAddress } from '../network/cloud-endpoints';
import { ContainerRegistryBase } from './container-registry-base';
import { RegistryPermissions } from './registry-permissions';

/** How an existing registry is found. */
export interface ContainerRegistryLookup {
  /** The registry's name. */
  readonly registryName: string;

  /** Its resource group, by name. */
  readonly resourceGroupName: string;

  /**
   * The role assignment mode of the registry; `az acr show --query roleAssignmentMode` prints it.
   *
   * @default RegistryPermissions.BY_REGISTRY
   */
  readonly permissions?: RegistryPermissions;

  /**
   * Whether roles on the registry are assigned outside of Terraform, because the deployment identity may not assign roles. Then `grantPull` and `grantPush` create
   * nothing; their commands are in `grant.command` and in the stack's annotations. Nodes can pull once they have been run.
   *
   * @default false
   */
  readonly grantsByHand?: boolean;
}

/** Facts about a registry of another program. */
export interface ContainerRegistryAttributes {
  /**
   * The login server, which images are named by. Required for a registry with a domain name label, and outside of Azure's public cloud.
   *
   * @default - the registry's name in lower case, and `.azurecr.io`
   */
  readonly loginServer?: string;

  /**
   * The role assignment mode of the registry; `az acr show --query roleAssignmentMode` prints it.
   *
   * @default RegistryPermissions.BY_REGISTRY
   */
  readonly permissions?: RegistryPermissions;

  /**
   * Whether roles on the registry are assigned outside of Terraform, because the deployment identity may not assign roles. Then `grantPull` and `grantPush` create
   * nothing; their commands are in `grant.command` and in the stack's annotations. Nodes can pull once they have been run.
   *
   * @default false
   */
  readonly grantsByHand?: boolean;
}

/** @internal */
export class LookedUpContainerRegistry extends ContainerRegistryBase {
  public readonly registryId: string;
  public readonly registryName: string;
  public readonly loginServer: string;
  public readonly ready: ITerraformDependable[] = [];

  /** @internal */
  protected override readonly _permissions: RegistryPermissions;

  /** @internal */
  protected override readonly _grantsByHand: boolean;

  /** @internal */
  protected override readonly _place: { registryName: string; resourceGroupName: string };

  public constructor(scope: Construct, id: string, lookup: ContainerRegistryLookup) {
    super(scope, id);
    const faults = new Faults(this);
    checkName(faults, 'registryName', lookup.registryName, nameRules.registry);
    checkName(faults, 'resourceGroupName', lookup.resourceGroupName, nameRules.resourceGroup);
    this._permissions = checkedPermissions(faults, lookup.permissions);
    this._grantsByHand = lookup.grantsByHand ?? false;
    this._place = lookup;
    faults.throwIfAny();

    const data = new DataAzurermContainerRegistry(this, 'Resource', {
      name: lookup.registryName,
      resourceGroupName: lookup.resourceGroupName,
    });
    this.registryId = data.id;
    this.registryName = data.name;
    this.loginServer = data.loginServer;
    implementReady(this, () => this.ready);
  }
}

/** @internal */
export class ImportedContainerRegistry extends ContainerRegistryBase {
  public readonly registryName: string;
  public readonly loginServer: string;
  public readonly ready: ITerraformDependable[] = [];

  /** @internal */
  protected override readonly _permissions: RegistryPermissions;

  /** @internal */
  protected override readonly _grantsByHand: boolean;

  public constructor(
    scope: Construct,
    id: string,
    public readonly registryId: string,
    attributes: ContainerRegistryAttributes,
  ) {
    super(scope, id);
    const faults = new Faults(this);
    checkResourceId(faults, 'registryId', registryId, 'Microsoft.ContainerRegistry/registries');
    const host = /^[a-z0-9][a-z0-9-]*(\.[a-z0-9-]+)+$/;
    checkPattern(
      faults,
      'loginServer',
      attributes.loginServer,
      host,
      'must be a host in lowercase',
      'shop4711.azurecr.io',
    );
    this._permissions = checkedPermissions(faults, attributes.permissions);
    this._grantsByHand = attributes.grantsByHand ?? false;
    faults.throwIfAny();

    this.registryName = resourceIdPart(registryId, 8);
    const lowerCase = isKnown(registryId) ? this.registryName.toLowerCase() : Fn.lower(this.registryName);
    this.loginServer = attributes.loginServer ?? `${lowerCase}.azurecr.io`;
    if (attributes.loginServer === undefined) statePublicAddress(this, 'loginServer');
    implementReady(this, () => this.ready);
  }
}

function checkedPermissions(faults: Faults, permissions: RegistryPermissions | undefined): RegistryPermissions {
  checkOneOf(faults, 'permissions', permissions, Object.values(RegistryPermissions));
  return permissions ?? RegistryPermissions.BY_REGISTRY;
}
