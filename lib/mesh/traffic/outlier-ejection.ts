/**
 * Pods that answer with errors only, taken out of load balancing for a while by each caller's proxy.
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
   * @default - the mesh's own: 10 on Istio
   */
  readonly intervalSeconds?: number;

  /**
   * The share of pods that may be out at the same time, in percent: 1 to 100. Linkerd knows no such limit.
   *
   * @default - the mesh's own: 10 on Istio
   */
  readonly maxEjectionPercent?: number;
}
