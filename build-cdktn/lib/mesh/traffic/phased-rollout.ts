import { Fn, Token } from 'cdktn';
import { publicClass } from '../../core/public-class';
import type { ServiceVersion } from './service-version';
import { restOf, TrafficSplit } from './traffic-split';

/** One step of a rollout. */
export interface RolloutStep {
  /** The step's name, as in the variable, e.g. `first-tenth`. */
  readonly name: string;

  /** The weight of the new version in this step, in percent: 0 to 100, and not less than in the previous step. */
  readonly percent: number;
}

/** A rollout in steps. */
export interface PhasedRolloutOptions {
  /** The version that is replaced. */
  readonly from: ServiceVersion;

  /** The version that replaces it. */
  readonly to: ServiceVersion;

  /** The steps in order; 1 or more. */
  readonly steps: RolloutStep[];

  /**
   * The name of the current step. With a token of a string variable, a pipeline advances the rollout by `-var`; an unknown step
   * fails the plan.
   */
  readonly currentStep: string;
}

/**
 * A rollout of a new version in named steps. The current step is one value, so advancing and rolling back are each one update in
 * place; at the end, `PhasedRollout.finished` removes the old version.
 */
export class PhasedRollout extends TrafficSplit {
  /** A rollout in progress. */
  public static inSteps(options: PhasedRolloutOptions): PhasedRollout {
    const { from, to } = options;
    const percent = percentOf(options);
    const versions = [
      { version: from, percent: restOf(percent) },
      { version: to, percent },
    ];
    return new PhasedRollout(versions, options);
  }

  /** A finished rollout: every request goes to the new version, and the old one is no longer referenced. */
  public static finished(to: ServiceVersion): PhasedRollout {
    return new PhasedRollout([{ version: to, percent: 100 }], undefined);
  }

  /** @internal */
  public readonly _rollout: PhasedRolloutOptions | undefined;

  private constructor(versions: { version: ServiceVersion; percent: number }[], rollout?: PhasedRolloutOptions) {
    super(versions, rollout ? 'steps' : 'finished');
    this._rollout = rollout;
  }
}

/** The weight of the current step; an unknown step is reported elsewhere or fails the plan. */
function percentOf({ steps, currentStep }: PhasedRolloutOptions): number {
  if (!Token.isUnresolved(currentStep)) return steps.find(({ name }) => name === currentStep)?.percent ?? 0;
  const shares = Object.fromEntries(steps.map(({ name, percent }) => [name, String(percent)]));
  return Token.asNumber(Fn.tonumber(Fn.lookup(shares, currentStep, 'no such step')));
}

publicClass('PhasedRollout', PhasedRollout);
