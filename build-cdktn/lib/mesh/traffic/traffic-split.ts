import { Op, Token } from 'cdktn';
import { publicClass } from '../../core/public-class';
import type { ServiceVersion, WeightedVersion } from './service-version';

/** A stable version and a canary. */
export interface CanaryOptions {
  /** The version that receives all other requests. */
  readonly stable: ServiceVersion;

  /** The canary. */
  readonly canary: ServiceVersion;

  /** The weight of the canary in percent: 0 to 100. With a token of a number variable, a pipeline shifts it by `-var`. */
  readonly canaryPercent: number;
}

/**
 * How the requests for one Service are split between its versions.
 *
 * Changing only a weight is one update in place.
 */
export class TrafficSplit {
  /** A weight for the canary, the rest for the stable version. */
  public static canary(options: CanaryOptions): TrafficSplit {
    const { stable, canary, canaryPercent } = options;
    return new TrafficSplit(
      [
        { version: stable, percent: restOf(canaryPercent) },
        { version: canary, percent: canaryPercent },
      ],
      'canaryPercent',
    );
  }

  /**
   * A weight for each of several versions.
   *
   * @param versions two or more, whose weights add up to 100. Weights that are tokens are not added up.
   */
  public static between(versions: WeightedVersion[]): TrafficSplit {
    return new TrafficSplit([...versions], 'between');
  }

  /**
   * Weights that a controller such as Argo Rollouts changes in the cluster. The stable version has all of the weight until then. On Istio
   * they are the only content of a VirtualService `NAME-split`, route `split`, so that no later apply puts them back. Consul has an object
   * for them anyway. Not with routes of the Gateway API (Linkerd), not on Open Service Mesh, and not for TCP.
   *
   * @param stable the version for all requests at first.
   * @param canary the version that the controller shifts requests to.
   */
  public static byController(stable: ServiceVersion, canary: ServiceVersion): TrafficSplit {
    const versions = [
      { version: stable, percent: 100 },
      { version: canary, percent: 0 },
    ];
    return new TrafficSplit(versions, 'byController');
  }

  /**
   * The prop by which errors name the weights.
   *
   * @internal
   */
  public readonly _source: string;

  /** @internal */
  public get _isByController(): boolean {
    return this._source === 'byController';
  }

  /** @internal */
  public readonly _versions: WeightedVersion[];

  /** @internal */
  protected constructor(versions: WeightedVersion[], source: string) {
    this._versions = versions;
    this._source = source;
  }
}

/** The remainder to 100 percent; an expression if the weight is a token. Values other than numbers are left to the rules. */
export function restOf(percent: number): number {
  if (typeof percent !== 'number') return percent;
  return Token.isUnresolved(percent) ? Token.asNumber(Op.sub(100, percent)) : 100 - percent;
}

publicClass('TrafficSplit', TrafficSplit);
