import { checkGiven, checkInteger, checkLiteral, checkNotEmpty, checkPattern, isKnown } from '../../core/checks';
import type { Faults } from '../../core/faults';
import { publicClass } from '../../core/public-class';
import type { OutlierEjection } from './outlier-ejection';

/** A locality that receives requests, and its weight. */
export interface LocalityWeight {
  /** A region and a zone, e.g. `westeurope/westeurope-1`, or `westeurope/*`. */
  readonly place: string;

  /** The weight as a whole percentage, 0 to 100. */
  readonly percent: number;
}

/** The distribution of the requests from one locality's callers. */
export interface LocalityDistribution {
  /** The callers' locality: a region and a zone as in the nodes' labels, e.g. `westeurope/westeurope-1`, or `westeurope/*`. */
  readonly from: string;

  /**
   * The destination localities, each listed once; their weights must add up to 100. Localities that are not listed receive no
   * traffic.
   */
  readonly to: LocalityWeight[];
}

/**
 * The callers' preference of pods by their nodes' zones: calls between zones have higher latency, and Azure charges for them.
 *
 * @see https://istio.io/latest/docs/tasks/traffic-management/locality-load-balancing/
 */
export class Locality {
  /**
   * Pods in the caller's zone, then in its region; others only if those are ejected. Requires `outlierEjection`: without it, Istio does
   * not prefer any pods.
   */
  public static zoneFirst(): Locality {
    return new Locality({ enabled: true });
  }

  /** All pods equally. Istio prefers pods in the caller's zone by default if the service has `outlierEjection`. */
  public static anyZone(): Locality {
    return new Locality({ enabled: false });
  }

  /** Fixed shares by the caller's place; without regard to ejected pods. 1 or more. */
  public static distribute(distributions: LocalityDistribution[]): Locality {
    return new Locality({ enabled: true, distribute: distributions });
  }

  private constructor(
    /** @internal */
    public readonly _setting: LocalitySetting,
  ) {}
}

/** @internal */
export interface LocalitySetting {
  readonly enabled: boolean;
  readonly distribute?: LocalityDistribution[];
}

const example = 'westeurope/westeurope-1';
const place = /^[a-z0-9-]+\/(\*|[a-z0-9-]+)$/;

export function checkLocality(
  faults: Faults,
  { _setting: setting }: Locality,
  outlierEjection: OutlierEjection | undefined,
): void {
  const { enabled, distribute } = setting;
  if (enabled && !distribute && !outlierEjection) {
    const must = 'must come with outlierEjection, without which zoneFirst has no effect';
    faults.add('locality', must, undefined, 'Set outlierEjection, or use a policy that has it.');
  }
  checkNotEmpty(faults, 'locality.distributions', distribute);
  distribute?.forEach(({ from, to }, index) => {
    const at = `locality.distributions[${index}]`;
    checkPlace(faults, `${at}.from`, from);
    if (distribute.findIndex((other) => other.from === from) < index) {
      faults.add(`${at}.from`, 'must be named once', from, 'Put its places together.');
    }
    const fix = `For example, use [{ place: '${example}', percent: 100 }].`;
    if (!checkGiven(faults, `${at}.to`, to?.length ? to : undefined, fix)) return;
    to.forEach(({ place, percent }, position) => {
      checkPlace(faults, `${at}.to[${position}].place`, place);
      checkInteger(faults, `${at}.to[${position}].percent`, percent, 0, 100, 'percent');
      if (to.findIndex((other) => other.place === place) < position) {
        faults.add(`${at}.to[${position}].place`, 'must be named once', place, 'Add the shares up.');
      }
    });
    const percents = to.map(({ percent }) => percent);
    const sum = percents.reduce((all, percent) => all + percent, 0);
    if (percents.every(isKnown) && sum !== 100) {
      faults.add(`${at}.to`, 'must add up to 100 percent', sum, 'Change the shares.');
    }
  });
}

function checkPlace(faults: Faults, prop: string, value: string | undefined): void {
  if (!checkGiven(faults, prop, value, `For example, use ${example}.`)) return;
  if (!checkLiteral(faults, prop, value, 'it is a key of an object')) return;
  checkPattern(faults, prop, value, place, 'must be a region and a zone', example);
}

publicClass('Locality', Locality);
