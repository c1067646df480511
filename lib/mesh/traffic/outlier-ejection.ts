/**
 * Ejection of pods that only return errors: each caller's proxy temporarily removes them from load balancing. A service, or a version of a
 * split, that has a single pod is never without it: there is no other pod to call. On Linkerd that pod is ejected too.
 *
 * @see https://www.envoyproxy.io/docs/envoy/latest/intro/arch_overview/upstream/outlier
 */
export interface OutlierEjection {
  /** How many answers 500 to 599 in a row take a pod out: 1 to 1000. */
  readonly consecutiveErrors: number;

  /**
   * How long a pod is out the first time, in seconds, to the millisecond; longer with each repetition.
   *
   * @default 30
   */
  readonly baseEjectionSeconds?: number;

  /**
   * How often pods are judged, in seconds, to the millisecond. Linkerd judges at each answer.
   *
   * @default 10
   */
  readonly intervalSeconds?: number;

  /**
   * The maximum percentage of pods that are ejected at the same time: 1 to 100. A pod is ejected only if the percentage including it
   * stays within this limit: with 10, nothing is ejected from fewer than 10 pods. With a split the limit applies to each version. Linkerd
   * has no such limit.
   *
   * @default 50, so that one of two pods can be ejected; all pods on Linkerd
   */
  readonly maxEjectionPercent?: number;
}

/**
 * Envoy's own default is 10, with which nothing is ejected from fewer than 10 pods, so hardly ever from a canary. With 50, one of two pods is
 * ejected, and Envoy's panic mode, which balances over unhealthy hosts below 50 % healthy ones, is never reached.
 *
 * Source: `ejectHost` in source/common/upstream/outlier_detection_impl.cc of https://github.com/envoyproxy/envoy
 */
export const defaultMaxEjectionPercent = 50;
