import { checkName, checkOneOf, checkPattern, isKnown } from '../core/checks';
import type { Faults } from '../core/faults';
import { nameRules } from '../core/names';
import { publicClass } from '../core/public-class';
import { AzureRole } from '../identity/azure-role';
import type { Grant } from '../identity/grant';
import type { IPrincipal } from '../identity/principal';
import type { IKeyVault } from '../vault/key-vault-base';
import { VaultRoles } from './vault-roles';

/** How an object of a vault becomes a file. */
export interface VaultObjectOptions {
  /**
   * The name of the file, a path below the mount, e.g. `db/password`: letters, digits, `.`, `_` and `-`.
   *
   * @default - the object's name
   */
  readonly alias?: string;

  /**
   * One version, 32 hexadecimal digits. It doesn't follow the vault.
   *
   * @default - the newest, always
   */
  readonly version?: string;

  /**
   * The rights of the file on Linux, in octal digits, e.g. `0400`.
   *
   * @default - 0644
   */
  readonly filePermission?: string;
}

/** How a secret becomes a file. */
export interface VaultSecretOptions extends VaultObjectOptions {
  /**
   * The encoding of the secret's text.
   *
   * @default SecretEncoding.UTF_8
   */
  readonly encoding?: SecretEncoding;
}

/** How a certificate with its private key becomes a file. */
export interface CertificateWithKeyOptions extends VaultObjectOptions {
  /**
   * The format of the file.
   *
   * @default CertificateFormat.PEM
   */
  readonly format?: CertificateFormat;
}

/** The encoding of a secret's text in the vault. */
export enum SecretEncoding {
  /** Plain text. */
  UTF_8 = 'utf-8',

  /** Bytes in hexadecimal digits. */
  HEX = 'hex',

  /** Bytes in base64. */
  BASE64 = 'base64',
}

/** How a certificate with its private key is written. */
export enum CertificateFormat {
  /** Text: the private key, and the chain of certificates. */
  PEM = 'pem',

  /** PKCS #12, in base64, without a password. */
  PFX = 'pfx',
}

type ObjectType = 'secret' | 'key' | 'cert';

interface AllOptions extends VaultSecretOptions, CertificateWithKeyOptions {}

const kinds = { secret: 'secrets', key: 'keys', cert: 'certificates' } as const;
const versionPattern = /^[0-9a-f]{32}$/i;
const filePattern = /^(?!.*\.\.)[A-Za-z0-9_-][A-Za-z0-9._-]*(\/[A-Za-z0-9_-][A-Za-z0-9._-]*)*$/;
const plainYaml = /^(?!(true|false|null|yes|no|on|off|y|n)$)[a-z][a-z-]*$/i;

/**
 * A vault object that pods read as a file.
 *
 * @see https://azure.github.io/secrets-store-csi-driver-provider-azure/docs/configurations/getting-certs-and-keys/
 */
export class VaultObject {
  /** A secret's value. Role: `Key Vault Secrets User`. */
  public static secret(name: string, options: VaultSecretOptions = {}): VaultObject {
    return new VaultObject('secret', name, options);
  }

  /** The public part of a key, in PEM. The private part never leaves the vault. Role: `Key Vault Certificate User`. */
  public static publicKey(name: string, options: VaultObjectOptions = {}): VaultObject {
    return new VaultObject('key', name, options);
  }

  /** A certificate without its private key and without its chain, in PEM. Role: `Key Vault Certificate User`. */
  public static certificate(name: string, options: VaultObjectOptions = {}): VaultObject {
    return new VaultObject('cert', name, options);
  }

  /**
   * A certificate with its private key and its chain, as servers need it. The vault keeps it as a secret of the certificate's
   * name. Role: `Key Vault Secrets User`.
   */
  public static certificateWithKey(name: string, options: CertificateWithKeyOptions = {}): VaultObject {
    return new VaultObject('secret', name, options);
  }

  private constructor(
    /** @internal */
    public readonly _type: ObjectType,
    private readonly name: string,
    private readonly options: AllOptions,
  ) {}

  /**
   * The file, relative to the mount.
   *
   * @internal
   */
  public get _fileName(): string {
    return this.options.alias ?? this.name;
  }

  /** @internal */
  public _check(faults: Faults, prop: string): void {
    const { alias, version, filePermission, encoding, format } = this.options;
    checkName(faults, `${prop}.name`, this.name, nameRules.vaultObject);
    const mustBePath = 'must be a path below the mount: letters, digits, . _ and -, without a leading . and without ..';
    checkPattern(faults, `${prop}.alias`, alias, filePattern, mustBePath, 'db/password');
    if (isKnown(version) && !versionPattern.test(version)) {
      const fix = "Leave it out for the latest version, or use the last part of the object's id.";
      faults.add(`${prop}.version`, 'must be 32 hexadecimal digits', version, fix);
    }
    const mustBeOctal = 'must be three octal digits, optionally with a leading 0';
    checkPattern(faults, `${prop}.filePermission`, filePermission, /^0?[0-7]{3}$/, mustBeOctal, '0400');
    checkOneOf(faults, `${prop}.encoding`, encoding, Object.values(SecretEncoding));
    checkOneOf(faults, `${prop}.format`, format, Object.values(CertificateFormat));
  }

  /** @internal */
  public _grantRead(vault: IKeyVault, principal: IPrincipal, roles: VaultRoles): Grant {
    return vault._grant({
      role: this._type === 'secret' ? AzureRole.KEY_VAULT_SECRETS_USER : AzureRole.KEY_VAULT_CERTIFICATE_USER,
      principal,
      kind: kinds[this._type],
      name: roles === VaultRoles.ON_VAULT ? undefined : this.name,
      byHand: roles === VaultRoles.ASSIGNED_ELSEWHERE,
    });
  }

  /**
   * The YAML that the provider reads. What YAML would not take for text is quoted.
   *
   * @internal
   */
  public _render(): string {
    const { alias = '', version = '', format, encoding, filePermission } = this.options;
    const fields = {
      objectName: this.name,
      objectType: this._type,
      objectVersion: version,
      objectAlias: alias,
      objectFormat: format,
      objectEncoding: encoding,
      filePermission,
    };
    return Object.entries(fields)
      .filter(([, value]) => value !== undefined)
      .map(([key, value]) => `${key}: ${plainYaml.test(value as string) ? value : `"${value}"`}\n`)
      .join('');
  }
}

publicClass('VaultObject', VaultObject);
