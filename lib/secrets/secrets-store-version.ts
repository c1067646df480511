import { checkPattern } from '../core/checks';
import type { Faults } from '../core/faults';
import { publicClass } from '../core/public-class';

/**
 * A release of the chart of Azure's provider, which includes the driver.
 *
 * @see https://github.com/Azure/secrets-store-csi-driver-provider-azure/releases
 */
export class SecretsStoreVersion {
  /** Provider 1.8.2 and driver 1.5.6. */
  public static readonly V1_8_2 = SecretsStoreVersion.of('1.8.2');

  /**
   * Any other release.
   *
   * @param version an exact version: major, minor and patch, e.g. `1.8.1`.
   */
  public static of(version: string): SecretsStoreVersion {
    return new SecretsStoreVersion(version);
  }

  private constructor(
    /** The version of the chart and of the provider's image, e.g. `1.8.2`. */
    public readonly version: string,
  ) {}

  /** @internal */
  public _check(faults: Faults, prop: string): void {
    const must = 'must be one exact release: major, minor and patch';
    checkPattern(faults, prop, this.version, /^\d+\.\d+\.\d+$/, must, "SecretsStoreVersion.of('1.8.2')");
  }
}

publicClass('SecretsStoreVersion', SecretsStoreVersion);
