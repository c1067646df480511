/**
 * Ejection of pods that only return errors: each caller's proxy temporarily removes them from load balancing. The only pod of a
 * service, or of a version of a split, is never ejected, because there is no other pod to call. Linkerd ejects it all the same.
 *
 * @see https://www.envoyproxy.io/docs/envoy/latest/intro/arch_overview/upstream/outlier
 */
export interface OutlierEjection {
  /** The number of consecutive responses with status 500 to 599 that eject a pod: 1 to 1000. */
  readonly consecutiveErrors: number;

  /**
   * The duration of a pod's first ejection in seconds, to the millisecond; each further ejection is longer.
   *
   * @default 30
   */
  readonly baseEjectionSeconds?: number;

  /**
   * The interval between evaluations of the pods in seconds, to the millisecond. Linkerd evaluates them at each response.
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
 * Envoy's default is 10, with which no pod is ejected from fewer than 10, so hardly ever from a canary. With 50, one of two pods
 * can be ejected, and Envoy's panic mode, which uses unhealthy hosts too if fewer than 50 % are healthy, is never reached.
 *
 * Source: `ejectHost` in source/common/upstream/outlier_detection_impl.cc of https://github.com/envoyproxy/envoy
 */
export const defaultMaxEjectionPercent = 50;
