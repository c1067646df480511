import type { ApplicationGatewayTrustedRootCertificate } from '@cdktf/provider-azurerm/lib/application-gateway';
import type { IConstruct } from 'constructs';
import { checkPattern, isKnown } from '../core/checks';
import type { Faults } from '../core/faults';
import { publicClass } from '../core/public-class';
import type { IKeyVault } from '../vault/key-vault-base';
import { checkPartName, checkVaultReference, type VaultReference, versionlessSecretId } from './vault-reference';

/**
 * A root certificate, without its key, that a gateway accepts backends' certificates from. Those of public authorities are
 * accepted anyway.
 *
 * @see https://learn.microsoft.com/azure/application-gateway/end-to-end-ssl-portal
 */
export class TrustedRoot {
  /**
   * A root certificate in the program: it isn't a secret.
   *
   * @param name the name that Ingresses refer to: 2 to 80 letters, digits, `_`, `.` and `-`.
   * @param certificate the certificate in base64: its CER file, or the PEM text as `Fn.base64encode` returns it.
   */
  public static fromBase64(name: string, certificate: string): TrustedRoot {
    return new TrustedRoot(name, certificate, undefined);
  }

  /**
   * A root certificate that is a secret of a key vault.
   *
   * @param name the name that Ingresses refer to: 2 to 80 letters, digits, `_`, `.` and `-`.
   * @param vault the vault, of the same stack.
   * @param secretName the secret's name, without a version.
   */
  public static fromVault(name: string, vault: IKeyVault, secretName: string): TrustedRoot {
    return new TrustedRoot(name, undefined, { vault, secretName });
  }

  private constructor(
    /** The name by which Ingresses refer to the root certificate. */
    public readonly name: string,
    private readonly data: string | undefined,
    /** @internal */
    public readonly _reference: VaultReference | undefined,
  ) {}

  /** @internal */
  public _check(faults: Faults, prop: string, user: IConstruct): void {
    checkPartName(faults, `${prop}.name`, this.name);
    if (this._reference) {
      checkVaultReference(faults, prop, this._reference, user);
    } else if (isKnown(this.data) && /PRIVATE KEY/.test(Buffer.from(this.data, 'base64').toString('latin1'))) {
      const fix = 'Use the certificate alone, and remove the key from the program.';
      faults.add(`${prop}.certificate`, 'must not contain a private key', undefined, fix);
    } else {
      const must = 'must be a certificate in base64';
      checkPattern(faults, `${prop}.certificate`, this.data, /^[A-Za-z0-9+/\s]+={0,2}\s*$/, must, 'Fn.filebase64(...)');
    }
  }

  /** @internal */
  public _render(): ApplicationGatewayTrustedRootCertificate {
    const keyVaultSecretId = this._reference && versionlessSecretId(this._reference);
    return { name: this.name, data: this.data, keyVaultSecretId };
  }
}

publicClass('TrustedRoot', TrustedRoot);
