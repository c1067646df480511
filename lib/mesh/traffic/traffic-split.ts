import { Op, Token } from 'cdktf';
import { publicClass } from '../../core/public-class';
import type { ServiceVersion, WeightedVersion } from './service-version';

/** Two versions, of which one is on trial. */
export interface CanaryOptions {
  /** The version for all other requests. */
  readonly stable: ServiceVersion;

  /** The version on trial. */
  readonly canary: ServiceVersion;

  /**
   * The share of requests that the version on trial gets, in percent: 0 to 100. With a token of a number variable a pipeline
   * shifts it by `-var`.
   */
  readonly canaryPercent: number;
}

/**
 * How the requests for one Service are spread over its versions.
 *
 * A change of a share alone is one update in place.
 */
export class TrafficSplit {
  /** A share for the version on trial, the rest for the stable one. */
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
   * A share for each of several versions.
   *
   * @param versions two or more, whose shares are 100 together. Shares that are tokens are not added up.
   */
  public static between(versions: WeightedVersion[]): TrafficSplit {
    return new TrafficSplit([...versions], 'between');
  }

  /**
   * What the rules know the shares by.
   *
   * @internal
   */
  public readonly _source: string;

  /** @internal */
  public readonly _versions: WeightedVersion[];

  /** @internal */
  protected constructor(versions: WeightedVersion[], source: string) {
    this._versions = versions;
    this._source = source;
  }
}

/** What is left of 100 percent; an expression where the share is one. Anything but a number is left for the rules to find. */
export function restOf(percent: number): number {
  if (typeof percent !== 'number') return percent;
  return Token.isUnresolved(percent) ? Token.asNumber(Op.sub(100, percent)) : 100 - percent;
}

publicClass('TrafficSplit', TrafficSplit);
