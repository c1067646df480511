import { checkGiven, checkInteger, checkOneOf, isKnown } from '../core/checks';
import type { Faults } from '../core/faults';
import { isOlder } from '../core/versions';
import type { IKeda } from './keda-base';

/** How `replicas` of a fallback relates to the current number of replicas. */
export enum FallbackBehavior {
  /** Exactly `replicas`. */
  STATIC = 'static',

  /** The current number. */
  CURRENT_REPLICAS = 'currentReplicas',

  /** The current number, but at least `replicas`. */
  AT_LEAST = 'currentReplicasIfHigher',

  /** The current number, but at most `replicas`. */
  AT_MOST = 'currentReplicasIfLower',
}

/**
 * The behavior while a metric is unavailable.
 *
 * @see https://keda.sh/docs/latest/reference/scaledobject-spec/#fallback
 */
export interface ScaleFallback {
  /** The number of replicas while the metric is unavailable: 0 to `maxReplicas`. */
  readonly replicas: number;

  /**
   * The number of consecutive failures that activates the fallback: 1 to 100.
   *
   * @default 3
   */
  readonly failureThreshold?: number;

  /**
   * How `replicas` relates to the current number of replicas. Requires KEDA 2.17.
   *
   * @default FallbackBehavior.STATIC
   */
  readonly behavior?: FallbackBehavior;
}

const defaultFailureThreshold = 3;

export function checkFallback(faults: Faults, fallback: ScaleFallback, max: number): void {
  const { replicas, failureThreshold, behavior } = fallback;
  if (checkGiven(faults, 'fallback.replicas', replicas, 'For example, use the number of replicas on a busy day.')) {
    checkInteger(faults, 'fallback.replicas', replicas, 0, isKnown(max) ? max : 10_000, 'replicas');
  }
  checkInteger(faults, 'fallback.failureThreshold', failureThreshold, 1, 100, 'failures');
  checkOneOf(faults, 'fallback.behavior', behavior, Object.values(FallbackBehavior));
}

/** The version of an imported KEDA may become known later. */
export function checkFallbackVersion(
  faults: Faults,
  { fallback, keda }: { readonly fallback?: ScaleFallback; readonly keda: IKeda },
): void {
  const { version } = keda._facts;
  if (fallback?.behavior !== undefined && isOlder(version, '2.17')) {
    const must = `must be left out with KEDA ${version}, which silently drops it`;
    faults.add('fallback.behavior', must, fallback.behavior, 'Remove it, or install KEDA 2.17 or later.');
  }
}

export function renderFallback({ replicas, failureThreshold, behavior }: ScaleFallback): { [key: string]: unknown } {
  return { replicas, failureThreshold: failureThreshold ?? defaultFailureThreshold, behavior };
}
