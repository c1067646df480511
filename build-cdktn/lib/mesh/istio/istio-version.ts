import { isKnown } from '../../core/checks';
import type { Faults } from '../../core/faults';
import { publicClass } from '../../core/public-class';
import { isOlder, minorVersion } from '../../core/versions';

const exact = /^(\d+)\.(\d+)\.\d+(-[0-9A-Za-z.-]+)?$/;

/**
 * An Istio release. Its charts have the same version, so one version pins the charts and the images exactly.
 *
 * The constants are the latest patches of the releases with which the library is tested.
 *
 * @see https://istio.io/latest/docs/releases/supported-releases/
 */
export class IstioVersion {
  /** For Kubernetes 1.32 to 1.36. */
  public static readonly V1_30_3 = IstioVersion.of('1.30.3');

  /** The previous minor version. */
  public static readonly V1_29_6 = IstioVersion.of('1.29.6');

  /** The oldest of the three minor versions. */
  public static readonly V1_28_10 = IstioVersion.of('1.28.10');

  /**
   * Any other release.
   *
   * @param version an exact version: major, minor and patch, e.g. `1.30.4`.
   */
  public static of(version: string): IstioVersion {
    return new IstioVersion(version);
  }

  private constructor(
    /** The version of the charts and images, e.g. `1.30.3`. */
    public readonly version: string,
  ) {}

  /** @internal */
  public _check(faults: Faults, prop: string): void {
    if (isKnown(this.version) && !exact.test(this.version)) {
      const must = 'must be one exact release: major, minor and patch';
      faults.add(prop, must, this.version, "For example, use IstioVersion.of('1.30.3').");
    }
  }

  /**
   * Whether the release has a later minor version than another; false if one is unknown at synth time.
   *
   * @internal
   */
  public _isNewerMinorThan(other: IstioVersion): boolean {
    return isKnown(this.version) && isOlder(other.version, minorVersion(this.version));
  }
}

publicClass('IstioVersion', IstioVersion);
