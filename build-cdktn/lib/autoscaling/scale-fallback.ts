import { checkGiven, checkInteger, checkOneOf, isKnown } from '../core/checks';
import type { Faults } from '../core/faults';
import { isOlder } from '../core/versions';
import type { IKeda } from './keda-base';

/** What `replicas` of a fallback means beside the replicas that there are. */
export enum FallbackBehavior {
  /** Exactly so many. */
  STATIC = 'static',

  /** As many as there are. */
  CURRENT_REPLICAS = 'currentReplicas',

  /** As many as there are, and so many at least. */
  AT_LEAST = 'currentReplicasIfHigher',

  /** As many as there are, and so many at most. */
  AT_MOST = 'currentReplicasIfLower',
}

/**
 * What happens while a metric can't be had.
 *
 * @see https://keda.sh/docs/latest/reference/scaledobject-spec/#fallback
 */
export interface ScaleFallback {
  /** The replicas meanwhile: 0 to `maxReplicas`. */
  readonly replicas: number;

  /**
   * After how many failures in a row: 1 to 100.
   *
   * @default 3
   */
  readonly failureThreshold?: number;

  /**
   * What `replicas` means beside the replicas that there are. Needs KEDA 2.17.
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
