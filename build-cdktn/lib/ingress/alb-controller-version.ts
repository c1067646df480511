import { checkPattern } from '../core/checks';
import type { Faults } from '../core/faults';
import { publicClass } from '../core/public-class';

/**
 * A release of the ALB Controller and of its chart, which have the same version.
 *
 * @see https://learn.microsoft.com/azure/application-gateway/for-containers/alb-controller-release-notes
 */
export class AlbControllerVersion {
  /** Gateway API 1.5.1, Kubernetes 1.32 or later. */
  public static readonly V1_12_1 = new AlbControllerVersion('1.12.1', '1.5.1', '1.5.1');

  /** Gateway API 1.2.1 to 1.4.1, which AKS manages on Kubernetes up to 1.35. */
  public static readonly V1_10_37 = new AlbControllerVersion('1.10.37', '1.2.1', '1.4.1');

  /**
   * Any other release; which Gateway API it needs is not checked.
   *
   * @param version an exact version: major, minor and patch, e.g. `1.11.5`.
   */
  public static of(version: string): AlbControllerVersion {
    return new AlbControllerVersion(version);
  }

  private constructor(
    /** The version of the chart, e.g. `1.12.1`. */
    public readonly version: string,
    /** @internal */
    public readonly _lowestGatewayApi?: string,
    /** @internal */
    public readonly _highestGatewayApi?: string,
  ) {}

  /** @internal */
  public _check(faults: Faults, prop: string): void {
    const must = 'must be one exact release: major, minor and patch';
    checkPattern(faults, prop, this.version, /^\d+\.\d+\.\d+$/, must, "AlbControllerVersion.of('1.12.1')");
  }
}

publicClass('AlbControllerVersion', AlbControllerVersion);
