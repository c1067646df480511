import { checkInteger } from '../core/checks';
import type { Faults } from '../core/faults';
import { publicClass } from '../core/public-class';

/** Which of several policies counts. */
export enum PolicySelection {
  /** The one that allows the greatest change. */
  MAX = 'Max',

  /** The one that allows the smallest change. */
  MIN = 'Min',

  /** None: the workload does not scale in this direction. */
  DISABLED = 'Disabled',
}

const most = 100_000;

/** A limit for the change of the number of replicas in a period. */
export class ScalingPolicy {
  /**
   * A number of pods.
   *
   * @param pods 1 to 100,000.
   * @param perSeconds the time: 1 to 1800 seconds.
   */
  public static pods(pods: number, perSeconds: number): ScalingPolicy {
    return new ScalingPolicy('Pods', pods, perSeconds);
  }

  /**
   * A share of the pods that there are.
   *
   * @param percent 1 to 100,000: 100 doubles them, or removes them all.
   * @param perSeconds the time: 1 to 1800 seconds.
   */
  public static percent(percent: number, perSeconds: number): ScalingPolicy {
    return new ScalingPolicy('Percent', percent, perSeconds);
  }

  private constructor(
    private readonly type: 'Pods' | 'Percent',
    private readonly value: number,
    private readonly perSeconds: number,
  ) {}

  /** @internal */
  public _check(faults: Faults, prop: string): void {
    const name = this.type.toLowerCase();
    checkInteger(faults, `${prop}.${name}`, this.value, 1, most, name);
    checkInteger(faults, `${prop}.perSeconds`, this.perSeconds, 1, 1800, 'seconds');
  }

  /** @internal */
  public _render(): { [key: string]: unknown } {
    return { type: this.type, value: this.value, periodSeconds: this.perSeconds };
  }
}

publicClass('ScalingPolicy', ScalingPolicy);
