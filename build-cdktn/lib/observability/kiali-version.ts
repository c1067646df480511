import { checkPattern } from '../core/checks';
import type { Faults } from '../core/faults';
import { publicClass } from '../core/public-class';

/**
 * A release of Kiali. Its chart carries the same version.
 *
 * @see https://kiali.io/docs/installation/installation-guide/prerequisites/#version-compatibility
 */
export class KialiVersion {
  /** For Istio 1.28 to 1.30. */
  public static readonly V2_29_0 = KialiVersion.of('2.29.0');

  /**
   * Any other release.
   *
   * @param version an exact version: major, minor and patch, e.g. `2.29.1`.
   */
  public static of(version: string): KialiVersion {
    return new KialiVersion(version);
  }

  private constructor(
    /** The version of the chart, e.g. `2.29.0`. */
    public readonly version: string,
  ) {}

  /** @internal */
  public _check(faults: Faults, prop: string): void {
    const must = 'must be one exact release: major, minor and patch';
    checkPattern(faults, prop, this.version, /^\d+\.\d+\.\d+$/, must, "KialiVersion.of('2.29.0')");
  }
}

publicClass('KialiVersion', KialiVersion);
