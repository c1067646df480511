import { checkPattern } from '../core/checks';
import type { Faults } from '../core/faults';
import { publicClass } from '../core/public-class';

/**
 * A release of the Application Gateway Ingress Controller.
 *
 * @see https://github.com/Azure/application-gateway-kubernetes-ingress/releases
 */
export class AgicVersion {
  /** The chart and the image 1.9.8. */
  public static readonly V1_9_8 = AgicVersion.of('1.9.8');

  /**
   * Any other release.
   *
   * @param version an exact version: major, minor and patch, e.g. `1.9.5`.
   */
  public static of(version: string): AgicVersion {
    return new AgicVersion(version);
  }

  private constructor(
    /** The version of chart and image, e.g. `1.9.8`. */
    public readonly version: string,
  ) {}

  /** @internal */
  public _check(faults: Faults, prop: string): void {
    const must = 'must be one exact release: major, minor and patch';
    checkPattern(faults, prop, this.version, /^\d+\.\d+\.\d+$/, must, "AgicVersion.of('1.9.8')");
  }
}

publicClass('AgicVersion', AgicVersion);
