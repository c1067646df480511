import { checkGiven, checkName, checkPattern } from '../core/checks';
import type { Faults } from '../core/faults';
import { checkAnnotations, checkLabels } from '../core/kubernetes-metadata';
import { nameRules } from '../core/names';
import { publicClass } from '../core/public-class';
import type { VaultObject } from './vault-object';

/** The metadata of a synced Secret. */
export interface SyncedSecretOptions {
  /**
   * Labels of the Secret.
   *
   * @default - only the driver's own
   */
  readonly labels?: { [key: string]: string };

  /**
   * Annotations of the Secret.
   *
   * @default - none
   */
  readonly annotations?: { [key: string]: string };
}

const keyPattern = /^[A-Za-z0-9._-]{1,253}$/;
const tlsType = 'kubernetes.io/tls';
const dockerType = 'kubernetes.io/dockerconfigjson';

/**
 * A Kubernetes Secret that the driver fills from vault objects, for consumers that can't read files: environment variables,
 * Ingresses, image pulls. It exists only while a pod has the objects mounted, and every user who can read the namespace's Secrets
 * can read it.
 *
 * @see https://azure.github.io/secrets-store-csi-driver-provider-azure/docs/configurations/sync-with-k8s-secrets/
 */
export class SyncedSecret {
  /**
   * A Secret of any keys.
   *
   * @param secretName the Secret's name.
   * @param data an object by key; each must be among the objects that are mounted.
   * @param options labels and annotations.
   */
  public static opaque(
    secretName: string,
    data: { [key: string]: VaultObject },
    options: SyncedSecretOptions = {},
  ): SyncedSecret {
    return new SyncedSecret('Opaque', secretName, { ...data }, options);
  }

  /**
   * A Secret with `tls.crt` and `tls.key`, for Ingresses and Gateways.
   *
   * @param secretName the Secret's name.
   * @param certificate a `VaultObject.certificateWithKey`, or a secret that holds the same in PEM.
   * @param options labels and annotations.
   */
  public static tls(secretName: string, certificate: VaultObject, options: SyncedSecretOptions = {}): SyncedSecret {
    return new SyncedSecret(tlsType, secretName, { 'tls.key': certificate, 'tls.crt': certificate }, options);
  }

  /**
   * A Secret with `.dockerconfigjson`, for `imagePullSecrets`.
   *
   * @param secretName the Secret's name.
   * @param config a secret that holds the JSON of a Docker configuration.
   * @param options labels and annotations.
   */
  public static dockerConfig(secretName: string, config: VaultObject, options: SyncedSecretOptions = {}): SyncedSecret {
    return new SyncedSecret(dockerType, secretName, { '.dockerconfigjson': config }, options);
  }

  private constructor(
    /** @internal */
    public readonly _type: string,
    /** @internal */
    public readonly _secretName: string,
    private readonly data: { [key: string]: VaultObject },
    private readonly options: SyncedSecretOptions,
  ) {}

  /** @internal */
  public _check(faults: Faults, prop: string, mounted: VaultObject[]): void {
    checkName(faults, `${prop}.secretName`, this._secretName, nameRules.kubernetesObject);
    if (Object.keys(this.data).length === 0) {
      faults.add(
        `${prop}.data`,
        'must have a key',
        undefined,
        'For example, use { password: VaultObject.secret(...) }.',
      );
    }
    for (const [key, object] of Object.entries(this.data)) this.checkEntry(faults, prop, key, object, mounted);
    checkLabels(faults, `${prop}.labels`, this.options.labels);
    checkAnnotations(faults, `${prop}.annotations`, this.options.annotations);
  }

  /** @internal */
  public _render(): { [key: string]: unknown } {
    const { labels, annotations } = this.options;
    return {
      secretName: this._secretName,
      type: this._type,
      labels: labels && { ...labels },
      annotations: annotations && { ...annotations },
      data: Object.entries(this.data).map(([key, object]) => ({ objectName: object._fileName, key })),
    };
  }

  private checkEntry(faults: Faults, prop: string, key: string, object: VaultObject, mounted: VaultObject[]): void {
    const at = `${prop}["${key}"]`;
    const must = 'must have a key of at most 253 letters, digits, . _ and -';
    checkPattern(faults, at, key, keyPattern, must, 'password');
    if (!checkGiven(faults, at, object, 'Use a VaultObject.')) return;
    if (!mounted.includes(object)) {
      const fix = 'Add the same VaultObject to objects: the driver syncs only mounted objects.';
      faults.add(at, 'must be one of objects', object._fileName, fix);
    }
    if (this._type !== 'Opaque' && object._type !== 'secret') {
      const fix = this._type === tlsType ? 'Use VaultObject.certificateWithKey(...).' : 'Use VaultObject.secret(...).';
      faults.add(at, `must be read as a secret: type ${this._type} needs it`, object._fileName, fix);
    }
  }
}

publicClass('SyncedSecret', SyncedSecret);
