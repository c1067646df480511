import { DataProtectionBackupVault } from '@cdktf/provider-azurerm/lib/data-protection-backup-vault';
import type { ITerraformDependable } from 'cdktf';
import { Construct } from 'constructs';
import type { AzureResourceProps } from '../core/azure-resource-props';
import { checkProps } from '../core/checked-props';
import { checkInteger, checkPattern, checkPlace } from '../core/checks';
import type { Faults } from '../core/faults';
import { implementReady } from '../core/ordering';
import { publicClass } from '../core/public-class';
import type { IPrincipal } from '../identity/principal';
import { resourceIdentity } from '../identity/resource-identity';

/** The storage redundancy of a backup vault. */
export enum BackupRedundancy {
  /** Three copies in one data center. */
  LOCAL = 'LocallyRedundant',

  /** Three copies in different availability zones of the region. */
  ZONE = 'ZoneRedundant',

  /** Copies in the region and in its paired region. */
  GEO = 'GeoRedundant',
}

/** Whether backups of a vault may be deleted before they expire. */
export enum BackupImmutability {
  /** They may be deleted. */
  DISABLED = 'Disabled',

  /** They may not be deleted; the setting can be removed. */
  UNLOCKED = 'Unlocked',

  /** They may not be deleted, and the setting can't be removed: changing it replaces the vault. */
  LOCKED = 'Locked',
}

/** Props of a backup vault. */
export interface BackupVaultProps extends AzureResourceProps {
  /**
   * The name: 2 to 50 letters, digits and `-`.
   *
   * Changing this replaces the vault.
   */
  readonly vaultName: string;

  /**
   * The storage redundancy of the vault. Backups of clusters are snapshots and blobs in your subscription.
   *
   * Changing this replaces the vault.
   *
   * @default BackupRedundancy.ZONE
   */
  readonly redundancy?: BackupRedundancy;

  /**
   * Whether backups may be deleted before they expire.
   *
   * @see https://learn.microsoft.com/azure/backup/backup-azure-immutable-vault-concept
   * @default BackupImmutability.DISABLED
   */
  readonly immutability?: BackupImmutability;

  /**
   * For how many days deleted backups can be recovered: 14 to 180.
   *
   * @default 14
   */
  readonly softDeleteDays?: number;
}

/**
 * An Azure Backup vault with a system-assigned identity.
 *
 * @see https://learn.microsoft.com/azure/backup/backup-vault-overview
 */
export class BackupVault extends Construct {
  /** The vault's resource id. */
  public readonly vaultId: string;

  /** The vault's name. */
  public readonly vaultName: string;

  /** The resource group that the vault is in. */
  public readonly resourceGroupName: string;

  /** The Azure region. */
  public readonly location: string;

  /** The vault's identity, which reads the resources that it backs up. */
  public readonly identity: IPrincipal;

  /** The resources that dependents wait for: the vault. */
  public readonly ready: ITerraformDependable[];

  /** The vault itself, for arguments that this class does not offer. */
  public readonly resource: DataProtectionBackupVault;

  public constructor(scope: Construct, id: string, props: BackupVaultProps) {
    super(scope, id);
    checkProps(this, 'BackupVaultProps', props, (faults) => checkVault(faults, props));
    this.resource = new DataProtectionBackupVault(this, 'Resource', {
      name: props.vaultName,
      resourceGroupName: props.resourceGroupName,
      location: props.location,
      tags: props.tags,
      datastoreType: 'VaultStore',
      redundancy: props.redundancy ?? BackupRedundancy.ZONE,
      immutability: props.immutability ?? BackupImmutability.DISABLED,
      retentionDurationInDays: props.softDeleteDays ?? 14,
      softDelete: 'On',
      identity: { type: 'SystemAssigned' },
    });
    this.vaultId = this.resource.id;
    this.vaultName = props.vaultName;
    this.resourceGroupName = props.resourceGroupName;
    this.location = props.location;
    this.identity = resourceIdentity(this, this.resource.identity.principalId, 'Identity');
    this.ready = [this.resource];
    implementReady(this, () => this.ready);
  }
}

function checkVault(faults: Faults, props: BackupVaultProps): void {
  checkPlace(faults, props);
  const must = 'must have 2 to 50 letters, digits and -';
  checkPattern(faults, 'vaultName', props.vaultName, /^[-a-zA-Z0-9]{2,50}$/, must, 'shop-backups');
  checkInteger(faults, 'softDeleteDays', props.softDeleteDays, 14, 180, 'days');
}

publicClass('BackupVault', BackupVault);
