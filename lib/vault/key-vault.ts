import { KeyVault as KeyVaultResource } from '@cdktf/provider-azurerm/lib/key-vault';
import type { ITerraformDependable } from 'cdktf';
import type { Construct } from 'constructs';
import type { AzureResourceProps } from '../core/azure-resource-props';
import { checkProps, requireProps } from '../core/checked-props';
import { checkInteger, checkName, checkOneOf, checkPlace, checkUuid, isKnown } from '../core/checks';
import { checkLate } from '../core/late-checks';
import { nameRules } from '../core/names';
import { implementReady } from '../core/ordering';
import type { VaultFacts } from '../core/program/facts';
import { state } from '../core/program/program';
import { publicClass } from '../core/public-class';
import { warn } from '../core/warnings';
import { deployerConfig } from '../identity/deployer-config';
import { ImportedKeyVault, type KeyVaultAttributes, type KeyVaultLookup, LookedUpKeyVault } from './imported-key-vault';
import { warnOfRetiredApi } from './key-vault-api-warning';
import { type IKeyVault, KeyVaultBase } from './key-vault-base';
import { VaultNetworkAccess } from './vault-network-access';

/**
 * What keys of a vault are protected by.
 *
 * @see https://azure.microsoft.com/pricing/details/key-vault/
 */
export enum KeyVaultSku {
  /** Software; secrets and certificates are the same as with `PREMIUM`. */
  STANDARD = 'standard',

  /** Hardware security modules too, at a price for each key. */
  PREMIUM = 'premium',
}

/** Props of a new vault. */
export interface KeyVaultProps extends AzureResourceProps {
  /**
   * The name: 3 to 24 letters, digits and single `-`, starting with a letter, globally unique. The name of a deleted
   * vault stays taken for `softDeleteRetentionDays`.
   *
   * Changing this replaces the vault, with all that is in it.
   */
  readonly vaultName: string;

  /**
   * `PREMIUM` keeps keys in hardware security modules.
   *
   * @default KeyVaultSku.STANDARD
   */
  readonly sku?: KeyVaultSku;

  /**
   * Network access to the vault. With the default it is unreachable until it has a private endpoint, for the pods
   * of a cluster and for a laptop that writes secrets too.
   *
   * @default VaultNetworkAccess.privateOnly()
   */
  readonly networkAccess?: VaultNetworkAccess;

  /**
   * Whether trusted Azure services (application gateways, disk encryption sets, backup) bypass `networkAccess`.
   *
   * @see https://learn.microsoft.com/azure/key-vault/general/overview-vnet-service-endpoints
   * @default true
   */
  readonly trustedServicesBypass?: boolean;

  /**
   * Whether a deleted vault and its deleted objects can't be purged before `softDeleteRetentionDays` have passed. Azure doesn't
   * allow disabling it.
   *
   * @see https://learn.microsoft.com/azure/key-vault/general/soft-delete-overview
   * @default true
   */
  readonly purgeProtection?: boolean;

  /**
   * The retention of deleted objects in days: 7 to 90. It can't be changed later.
   *
   * @default 90
   */
  readonly softDeleteRetentionDays?: number;

  /**
   * The Entra ID tenant whose principals may use the vault, a UUID.
   *
   * @default - the deployer's tenant
   */
  readonly tenantId?: string;
}

/**
 * A key vault for secrets, keys and certificates. Azure RBAC controls access to its contents, never access policies.
 *
 * It can't set secret values: they would be in the synthesized JSON or in the Terraform state.
 *
 * @see https://learn.microsoft.com/azure/key-vault/general/overview
 */
export class KeyVault extends KeyVaultBase {
  /** A vault of another program or stack, found by name; reads it at plan time. */
  public static fromLookup(scope: Construct, id: string, lookup: KeyVaultLookup): IKeyVault {
    return new LookedUpKeyVault(scope, id, lookup);
  }

  /**
   * A vault of another program or stack, by its resource id; reads nothing.
   *
   * @param scope where the import is a child.
   * @param id the construct's id.
   * @param vaultId the vault's resource id; a token works.
   * @param attributes facts about it that the library checks against; nothing is read from Azure.
   */
  public static fromVaultId(
    scope: Construct,
    id: string,
    vaultId: string,
    attributes: KeyVaultAttributes = {},
  ): IKeyVault {
    return new ImportedKeyVault(scope, id, vaultId, attributes);
  }

  public readonly vaultId: string;
  public readonly vaultName: string;
  public readonly tenantId: string;
  public readonly ready: ITerraformDependable[];

  /** The vault itself, for arguments that this class does not offer. */
  public readonly resource: KeyVaultResource;

  private hasPrivateEndpoint = false;

  public constructor(scope: Construct, id: string, props: KeyVaultProps) {
    super(scope, id);
    requireProps(this, 'KeyVaultProps', props);
    const access = props.networkAccess ?? VaultNetworkAccess.privateOnly();
    this.check(props, access);

    this.vaultName = props.vaultName;
    this.tenantId = props.tenantId ?? deployerConfig(this).tenantId;
    this.resource = new KeyVaultResource(this, 'Resource', {
      name: props.vaultName,
      resourceGroupName: props.resourceGroupName,
      location: props.location,
      tags: props.tags,
      tenantId: this.tenantId,
      skuName: props.sku ?? KeyVaultSku.STANDARD,
      rbacAuthorizationEnabled: true,
      purgeProtectionEnabled: props.purgeProtection ?? true,
      softDeleteRetentionDays: props.softDeleteRetentionDays ?? 90,
      publicNetworkAccessEnabled: access._isPublic,
      networkAcls: access._render(props.trustedServicesBypass ?? true),
    });
    this.vaultId = this.resource.id;
    this.ready = [this.resource];
    implementReady(this, () => this.ready);
    checkLate(this, (faults) => access._checkLate(faults, 'networkAccess'));
    state(this, 'vault', () => ({ vaultId: this.vaultId, reachableFrom: this.reachableFrom }));
    warnOfRetiredApi(this);
    const unreachable =
      'The vault is unreachable: its networkAccess is private, and it has no private endpoint in this program.';
    warn(this, 'W150', unreachable, () => !access._isPublic && !this.hasPrivateEndpoint);
  }

  public get vaultUri(): string {
    return this.resource.vaultUri;
  }

  /** @internal */
  protected override _notePrivateEndpoint(): void {
    this.hasPrivateEndpoint = true;
  }

  private get reachableFrom(): VaultFacts['reachableFrom'] {
    const { publicNetworkAccessEnabledInput: isPublic, networkAclsInput: rules } = this.resource;
    if (isPublic === false) return 'private endpoints only';
    if (!isKnown(isPublic)) return undefined;
    return rules?.defaultAction === 'Deny' ? 'selected networks' : 'everywhere';
  }

  private check(props: KeyVaultProps, access: VaultNetworkAccess): void {
    checkProps(this, 'KeyVaultProps', props, (faults) => {
      checkPlace(faults, props);
      checkName(faults, 'vaultName', props.vaultName, nameRules.keyVault);
      checkOneOf(faults, 'sku', props.sku, Object.values(KeyVaultSku));
      checkInteger(faults, 'softDeleteRetentionDays', props.softDeleteRetentionDays, 7, 90, 'days');
      checkUuid(faults, 'tenantId', props.tenantId, "the tenant's id");
      access._check(faults, 'networkAccess', this);
    });
  }
}

publicClass('KeyVault', KeyVault);
