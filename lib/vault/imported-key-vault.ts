import { DataAzurermKeyVault } from '@cdktf/provider-azurerm/lib/data-azurerm-key-vault';
import { Fn, type ITerraformDependable } from 'cdktf';
import type { Construct } from 'constructs';
import { checkName, checkPattern, checkResourceId, checkUuid, isKnown } from '../core/checks';
import { Faults } from '../core/faults';
import { nameRules } from '../core/names';
import { implementReady } from '../core/ordering';
import { resourceIdPart } from '../core/resource-ids';
import { deployerConfig } from '../identity/deployer-config';
import { statePublicAddress } from '../network/cloud-endpoints';
import { warnOfRetiredApi } from './key-vault-api-warning';
import { KeyVaultBase } from './key-vault-base';

/** How an existing vault is found. */
export interface KeyVaultLookup {
  /** The vault's name. */
  readonly vaultName: string;

  /** Its resource group, by name. */
  readonly resourceGroupName: string;
}

/** Facts about a key vault of another program. */
export interface KeyVaultAttributes {
  /**
   * The vault's URI. Required outside of Azure's public cloud.
   *
   * @default - the vault's name in lower case, and `.vault.azure.net`
   */
  readonly vaultUri?: string;

  /**
   * The Entra ID tenant that the vault trusts, a UUID.
   *
   * @default - the deployer's tenant
   */
  readonly tenantId?: string;
}

/** @internal */
export class LookedUpKeyVault extends KeyVaultBase {
  public readonly vaultId: string;
  public readonly vaultName: string;
  public readonly vaultUri: string;
  public readonly tenantId: string;
  public readonly ready: ITerraformDependable[] = [];

  public constructor(scope: Construct, id: string, lookup: KeyVaultLookup) {
    super(scope, id);
    const faults = new Faults(this);
    checkName(faults, 'vaultName', lookup.vaultName, nameRules.keyVault);
    checkName(faults, 'resourceGroupName', lookup.resourceGroupName, nameRules.resourceGroup);
    faults.throwIfAny();

    const data = new DataAzurermKeyVault(this, 'Resource', {
      name: lookup.vaultName,
      resourceGroupName: lookup.resourceGroupName,
    });
    this.vaultId = data.id;
    this.vaultName = lookup.vaultName;
    this.vaultUri = data.vaultUri;
    this.tenantId = data.tenantId;
    implementReady(this, () => this.ready);
    warnOfRetiredApi(this);
  }
}

/** @internal */
export class ImportedKeyVault extends KeyVaultBase {
  public readonly vaultName: string;
  public readonly vaultUri: string;
  public readonly ready: ITerraformDependable[] = [];

  public constructor(
    scope: Construct,
    id: string,
    public readonly vaultId: string,
    private readonly attributes: KeyVaultAttributes,
  ) {
    super(scope, id);
    const faults = new Faults(this);
    checkResourceId(faults, 'vaultId', vaultId, 'Microsoft.KeyVault/vaults');
    const uri = /^https:\/\/[a-z0-9-]+(\.[a-z0-9-]+)+\/?$/;
    const must = 'must be an https:// address in lowercase, without a path';
    checkPattern(faults, 'vaultUri', attributes.vaultUri, uri, must, 'https://shop4711.vault.azure.net/');
    checkUuid(faults, 'tenantId', attributes.tenantId, "the tenant's id");
    faults.throwIfAny();

    this.vaultName = resourceIdPart(vaultId, 8);
    const lowerCase = isKnown(vaultId) ? this.vaultName.toLowerCase() : Fn.lower(this.vaultName);
    this.vaultUri = attributes.vaultUri ?? `https://${lowerCase}.vault.azure.net/`;
    if (attributes.vaultUri === undefined) statePublicAddress(this, 'vaultUri');
    implementReady(this, () => this.ready);
  }

  public get tenantId(): string {
    return this.attributes.tenantId ?? deployerConfig(this).tenantId;
  }
}
