import { Token } from 'cdktf';
import { checkGiven, checkName, checkPattern } from '../core/checks';
import type { Faults } from '../core/faults';
import { nameRules } from '../core/names';
import { publicClass } from '../core/public-class';
import type { Values } from '../helm/owned-values';
import type { SecretValues } from '../helm/secret-values';

/** A Secret that holds the administrator's name and password. */
export interface GrafanaAdminSecretOptions {
  /** The Secret's name, in the namespace of Grafana. It must exist before. */
  readonly secretName: string;

  /**
   * The key of the name in it.
   *
   * @default admin-user
   */
  readonly userKey?: string;

  /**
   * The key of the password in it.
   *
   * @default admin-password
   */
  readonly passwordKey?: string;
}

/** The source of the Grafana administrator's password; never out of plain values. */
export class GrafanaAdmin {
  /**
   * The chart generates a password at installation, and keeps it in upgrades: in the Secret of Grafana's name, key
   * `admin-password`. Terraform never sees it.
   */
  public static generated(): GrafanaAdmin {
    return new GrafanaAdmin({}, undefined);
  }

  /** An existing Secret, e.g. of a `VaultSecrets` with a `SyncedSecret`. Terraform never reads the password. */
  public static fromSecret(options: GrafanaAdminSecretOptions): GrafanaAdmin {
    return new GrafanaAdmin({}, options);
  }

  /**
   * A password from Terraform: a token, e.g. the value of a sensitive `TerraformVariable`. Terraform's state has it in plain text.
   */
  public static password(password: string): GrafanaAdmin {
    return new GrafanaAdmin({ 'grafana.adminPassword': password }, undefined);
  }

  private constructor(
    /** @internal */
    public readonly _secretValues: SecretValues,
    private readonly secret: GrafanaAdminSecretOptions | undefined,
  ) {}

  /** @internal */
  public _check(faults: Faults, prop: string): void {
    for (const password of Object.values(this._secretValues).filter((value) => !Token.isUnresolved(value))) {
      const must = 'must be a token: literal text would be in the synthesized JSON';
      const length = typeof password === 'string' && password !== '' ? undefined : 'nothing';
      faults.add(`${prop}.password`, must, length, 'Use the value of a sensitive TerraformVariable.');
    }
    if (!this.secret) return;
    if (checkGiven(faults, `${prop}.secretName`, this.secret.secretName, 'For example, use grafana-admin.')) {
      checkName(faults, `${prop}.secretName`, this.secret.secretName, nameRules.kubernetesObject);
    }
    for (const key of ['userKey', 'passwordKey'] as const) {
      const must = 'must be a key of a Secret: letters, digits, - _ and .';
      checkPattern(faults, `${prop}.${key}`, this.secret[key], /^[\w.-]+$/, must, 'admin-password');
    }
  }

  /** @internal */
  public _values(): Values {
    if (!this.secret) return {};
    const { secretName, userKey = 'admin-user', passwordKey = 'admin-password' } = this.secret;
    return { admin: { existingSecret: secretName, userKey, passwordKey } };
  }
}

publicClass('GrafanaAdmin', GrafanaAdmin);
