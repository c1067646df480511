import { Fn, Token } from 'cdktf';
import { publicClass } from '../../core/public-class';
import type { ServiceVersion } from './service-version';
import { restOf, TrafficSplit } from './traffic-split';

/** One step of a rollout. */
export interface RolloutStep {
  /** The step's name, as the variable has it: e.g. `first-tenth`. */
  readonly name: string;

  /** The share of requests that the new version gets in this step, in percent: 0 to 100, and no less than in the step before. */
  readonly percent: number;
}

/** A rollout in steps. */
export interface PhasedRolloutOptions {
  /** The version that is replaced. */
  readonly from: ServiceVersion;

  /** The version that replaces it. */
  readonly to: ServiceVersion;

  /** The steps, in their order; 1 or more. */
  readonly steps: RolloutStep[];

  /**
   * The name of the step that holds now. With a token of a string variable a pipeline goes on by `-var`; a name that no step has
   * fails the plan.
   */
  readonly currentStep: string;
}

/**
 * A new version that takes over in named steps. Which step holds is one value, so going on and going back are one update in
 * place; at the end `PhasedRollout.finished` renders without the old version.
 */
export class PhasedRollout extends TrafficSplit {
  /** A rollout that is under way. */
  public static inSteps(options: PhasedRolloutOptions): PhasedRollout {
    const { from, to } = options;
    const percent = percentOf(options);
    const versions = [
      { version: from, percent: restOf(percent) },
      { version: to, percent },
    ];
    return new PhasedRollout(versions, options);
  }

  /** A rollout that is over: every request goes to the new version, and nothing names the old one any more. */
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

/** The share of the step that holds; a step that doesn't exist is a fault elsewhere, or fails the plan. */
function percentOf({ steps, currentStep }: PhasedRolloutOptions): number {
  if (!Token.isUnresolved(currentStep)) return steps.find(({ name }) => name === currentStep)?.percent ?? 0;
  const shares = Object.fromEntries(steps.map(({ name, percent }) => [name, String(percent)]));
  return Token.asNumber(Fn.tonumber(Fn.lookup(shares, currentStep, 'no such step')));
}

publicClass('PhasedRollout', PhasedRollout);
