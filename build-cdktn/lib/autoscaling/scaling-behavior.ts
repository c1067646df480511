import { checkInteger, checkOneOf } from '../core/checks';
import type { Faults } from '../core/faults';
import { PolicySelection, type ScalingPolicy } from './scaling-policy';

/**
 * How fast a workload scales in one direction.
 *
 * @see https://kubernetes.io/docs/tasks/run-application/horizontal-pod-autoscale/#configurable-scaling-behavior
 */
export interface ScalingBehavior {
  /**
   * For how long the most careful of past numbers counts, in seconds: 0 to 3600.
   *
   * @default - Kubernetes' own: 0 up, 300 down
   */
  readonly stabilizationSeconds?: number;

  /**
   * How much may change in a time.
   *
   * @default - Kubernetes' own: up by 4 pods or double in 15 seconds, down to the minimum at once
   */
  readonly policies?: ScalingPolicy[];

  /**
   * Which policy counts where there are several.
   *
   * @default PolicySelection.MAX
   */
  readonly selection?: PolicySelection;
}

export function checkBehavior(faults: Faults, prop: string, behavior: ScalingBehavior | undefined): void {
  if (!behavior) return;
  const { stabilizationSeconds, policies, selection } = behavior;
  checkInteger(faults, `${prop}.stabilizationSeconds`, stabilizationSeconds, 0, 3600, 'seconds');
  checkOneOf(faults, `${prop}.selection`, selection, Object.values(PolicySelection));
  policies?.forEach((policy, index) => {
    policy._check(faults, `${prop}.policies[${index}]`);
  });
  if (policies && selection === PolicySelection.DISABLED) {
    faults.add(`${prop}.policies`, 'must be left out if selection is Disabled', undefined, 'Remove one of them.');
  }
  if (policies?.length === 0) {
    faults.add(`${prop}.policies`, 'must have a policy', undefined, 'Leave it out, or use ScalingPolicy.pods(4, 60).');
  }
}

export function renderBehavior(behavior: ScalingBehavior | undefined): { [key: string]: unknown } | undefined {
  if (!behavior) return undefined;
  return {
    stabilizationWindowSeconds: behavior.stabilizationSeconds,
    policies: behavior.policies?.map((policy) => policy._render()),
    selectPolicy: behavior.selection,
  };
}
