import type { ApplicationGatewaySslCertificate } from '@cdktf/provider-azurerm/lib/application-gateway';
import type { IConstruct } from 'constructs';
import type { Faults } from '../core/faults';
import { publicClass } from '../core/public-class';
import type { IKeyVault } from '../vault/key-vault-base';
import { checkPartName, checkVaultReference, type VaultReference, versionlessSecretId } from './vault-reference';

/**
 * A TLS certificate with its key, which a gateway presents to its clients. It stays in the vault, and the gateway follows a new
 * version within hours.
 *
 * @see https://learn.microsoft.com/azure/application-gateway/key-vault-certs
 */
export class GatewayCertificate {
  /**
   * A certificate of a key vault.
   *
   * @param name the name that Ingresses refer to: 2 to 80 letters, digits, `_`, `.` and `-`.
   * @param vault the vault, of the same stack. Its network rules must allow Azure's trusted services, or it must have a private
   * endpoint that the gateway's network resolves.
   * @param certificateName the certificate's name in the vault, without a version.
   */
  public static fromVault(name: string, vault: IKeyVault, certificateName: string): GatewayCertificate {
    return new GatewayCertificate(name, { vault, secretName: certificateName });
  }

  private constructor(
    /** The name by which Ingresses refer to the certificate. */
    public readonly name: string,
    /** @internal */
    public readonly _reference: VaultReference,
  ) {}

  /** @internal */
  public _check(faults: Faults, prop: string, user: IConstruct): void {
    checkPartName(faults, `${prop}.name`, this.name);
    checkVaultReference(faults, prop, this._reference, user);
  }

  /** @internal */
  public _render(): ApplicationGatewaySslCertificate {
    return { name: this.name, keyVaultSecretId: versionlessSecretId(this._reference) };
  }
}

publicClass('GatewayCertificate', GatewayCertificate);
