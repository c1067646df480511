import type { ITerraformDependable } from 'cdktf';
import { Construct, type IConstruct } from 'constructs';
import { checkName, isKnown } from '../core/checks';
import { Faults } from '../core/faults';
import { nameRules } from '../core/names';
import { publicMethods } from '../core/public-class';
import { resolve } from '../core/resolve';
import { AzureRole } from '../identity/azure-role';
import { Grant } from '../identity/grant';
import type { IPrincipal } from '../identity/principal';
import { privateLinkServices } from '../network/private-link-services';
import { knownFacts } from '../network/private-link-target';
import type { IPrivateLinkTarget, PrivateLinkFacts } from '../network/private-link-target-ref';

/**
 * A key vault: created here, or imported by name or id.
 *
 * A grant is for the whole vault, or for one object, which is named without its version. Azure takes up to ten minutes until
 * it counts.
 *
 * @see https://learn.microsoft.com/azure/key-vault/general/rbac-guide
 */
export interface IKeyVault extends IConstruct, IPrivateLinkTarget {
  /** The vault's resource id. */
  readonly vaultId: string;

  /** The vault's name. */
  readonly vaultName: string;

  /** The vault's URI, e.g. `https://shop4711.vault.azure.net/`. */
  readonly vaultUri: string;

  /** The Entra ID tenant that the vault trusts, a UUID. */
  readonly tenantId: string;

  /** The resources that dependents wait for; empty for a vault that exists already. */
  readonly ready: ITerraformDependable[];

  /**
   * Grants the right to read secret values; the secret of a certificate's name has the certificate with its private key.
   * Role: `Key Vault Secrets User`.
   *
   * @param principal the principal; a construct must be in the same stack.
   * @param secretName the one secret; all of them if left out.
   */
  grantReadSecrets(principal: IPrincipal, secretName?: string): Grant;

  /**
   * Grants the right to read, write and delete secrets. Role: `Key Vault Secrets Officer`.
   *
   * @param principal the principal; a construct must be in the same stack.
   * @param secretName the one secret; all of them if left out.
   */
  grantManageSecrets(principal: IPrincipal, secretName?: string): Grant;

  /**
   * Grants the right to read certificates. On the whole vault the role includes all secrets and public keys: name the certificate.
   * Role: `Key Vault Certificate User`.
   *
   * @param principal the principal; a construct must be in the same stack.
   * @param certificateName the one certificate; all of them if left out.
   */
  grantReadCertificates(principal: IPrincipal, certificateName?: string): Grant;

  /**
   * Grants the right to issue, import and delete certificates. Role: `Key Vault Certificates Officer`.
   *
   * @param principal the principal; a construct must be in the same stack.
   * @param certificateName the one certificate; all of them if left out.
   */
  grantManageCertificates(principal: IPrincipal, certificateName?: string): Grant;

  /**
   * Grants the right to read public keys. No built-in role has only that: `Key Vault Certificate User`, which on the whole vault
   * reads all secrets too: name the key.
   *
   * @param principal the principal; a construct must be in the same stack.
   * @param keyName the one key; all of them if left out.
   */
  grantReadPublicKeys(principal: IPrincipal, keyName?: string): Grant;

  /**
   * Grants the right to sign, verify, encrypt and decrypt with keys. Role: `Key Vault Crypto User`.
   *
   * @param principal the principal; a construct must be in the same stack.
   * @param keyName the one key; all of them if left out.
   */
  grantUseKeys(principal: IPrincipal, keyName?: string): Grant;

  /**
   * Grants an Azure service, e.g. a disk encryption set or a registry, the right to wrap its own keys with keys of the vault.
   * Role: `Key Vault Crypto Service Encryption User`.
   *
   * @param principal the principal; a construct must be in the same stack.
   * @param keyName the one key; all of them if left out.
   */
  grantWrapKeys(principal: IPrincipal, keyName?: string): Grant;

  /**
   * Grants the right to create, use and delete keys. Role: `Key Vault Crypto Officer`.
   *
   * @param principal the principal; a construct must be in the same stack.
   * @param keyName the one key; all of them if left out.
   */
  grantManageKeys(principal: IPrincipal, keyName?: string): Grant;

  /** @internal */
  _grant(options: VaultGrantOptions): Grant;
}

/** What an object of a vault is, as its address has it. */
type ObjectKind = 'secrets' | 'certificates' | 'keys';

/** @internal */
export interface VaultGrantOptions {
  readonly role: AzureRole;
  readonly principal: IPrincipal;
  readonly kind: ObjectKind;
  /** One object of the kind; the whole vault if left out. */
  readonly name?: string;
  readonly byHand?: boolean;
}

const nameProps = { secrets: 'secretName', certificates: 'certificateName', keys: 'keyName' };

/**
 * What new and imported vaults share.
 *
 * @internal
 */
export abstract class KeyVaultBase extends Construct implements IKeyVault {
  public abstract readonly vaultId: string;
  public abstract readonly vaultName: string;
  public abstract readonly vaultUri: string;
  public abstract readonly tenantId: string;
  public abstract readonly ready: ITerraformDependable[];

  public grantReadSecrets(principal: IPrincipal, secretName?: string): Grant {
    return this._grant({ role: AzureRole.KEY_VAULT_SECRETS_USER, principal, kind: 'secrets', name: secretName });
  }

  public grantManageSecrets(principal: IPrincipal, secretName?: string): Grant {
    return this._grant({ role: AzureRole.KEY_VAULT_SECRETS_OFFICER, principal, kind: 'secrets', name: secretName });
  }

  public grantReadCertificates(principal: IPrincipal, certificateName?: string): Grant {
    return this._grant({
      role: AzureRole.KEY_VAULT_CERTIFICATE_USER,
      principal,
      kind: 'certificates',
      name: certificateName,
    });
  }

  public grantManageCertificates(principal: IPrincipal, certificateName?: string): Grant {
    return this._grant({
      role: AzureRole.KEY_VAULT_CERTIFICATES_OFFICER,
      principal,
      kind: 'certificates',
      name: certificateName,
    });
  }

  public grantReadPublicKeys(principal: IPrincipal, keyName?: string): Grant {
    return this._grant({ role: AzureRole.KEY_VAULT_CERTIFICATE_USER, principal, kind: 'keys', name: keyName });
  }

  public grantUseKeys(principal: IPrincipal, keyName?: string): Grant {
    return this._grant({ role: AzureRole.KEY_VAULT_CRYPTO_USER, principal, kind: 'keys', name: keyName });
  }

  public grantWrapKeys(principal: IPrincipal, keyName?: string): Grant {
    return this._grant({
      role: AzureRole.KEY_VAULT_CRYPTO_SERVICE_ENCRYPTION_USER,
      principal,
      kind: 'keys',
      name: keyName,
    });
  }

  public grantManageKeys(principal: IPrincipal, keyName?: string): Grant {
    return this._grant({ role: AzureRole.KEY_VAULT_CRYPTO_OFFICER, principal, kind: 'keys', name: keyName });
  }

  /** @internal */
  public get _privateLink(): PrivateLinkFacts {
    return {
      ...knownFacts(privateLinkServices.keyVault, this.vaultId, 'vault'),
      construct: this,
      noteEndpoint: () => this._notePrivateEndpoint(),
    };
  }

  /** @internal */
  public _grant({ role, principal, kind, name, byHand }: VaultGrantOptions): Grant {
    if (name !== undefined) {
      const faults = new Faults(this);
      checkName(faults, nameProps[kind], name, nameRules.vaultObject);
      faults.throwIfAny();
    }
    const resourceId = name === undefined ? this.vaultId : `${this.vaultId}/${kind}/${name}`;
    const part = name === undefined ? '' : `${kind}-${resolve(this, name)}`;
    return Grant._on(this, { role, principal, resourceId, byHand }, part, this.idCommand(kind, name));
  }

  /**
   * Called for each private endpoint of the vault.
   *
   * @internal
   */
  protected _notePrivateEndpoint(): void {}

  private idCommand(kind: ObjectKind, name: string | undefined): string | undefined {
    if (!isKnown(this.vaultName) || (name !== undefined && !isKnown(name))) return undefined;
    const query = name === undefined ? 'id' : `"join('/', [id, '${kind}', '${name}'])"`;
    return `az keyvault show --name ${this.vaultName} --query ${query} --output tsv`;
  }
}

publicMethods('IKeyVault', KeyVaultBase);
