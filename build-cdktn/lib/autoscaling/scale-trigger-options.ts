/** How the number of replicas follows from a metric and its threshold. */
export enum TriggerMetricType {
  /** The metric is shared by all replicas: replicas = metric / threshold. For queues and rates. */
  AVERAGE_VALUE = 'AverageValue',

  /** The metric does not depend on the number of replicas: replicas = current replicas x metric / threshold. For latencies and ratios. */
  VALUE = 'Value',
}

/** What triggers that KEDA asks a source for have in common. */
export interface ScaleTriggerOptions {
  /**
   * A name for KEDA's own metrics, unique in the ScaledObject.
   *
   * @default - KEDA's, of the kind of trigger
   */
  readonly triggerName?: string;

  /**
   * Whether a HorizontalPodAutoscaler, which asks every 15 seconds, gets what KEDA has seen at the last poll
   * (`pollingIntervalSeconds` of the ScaledObject). It spares sources that are slow, or paid by request.
   *
   * @see https://keda.sh/docs/latest/concepts/scaling-deployments/#caching-metrics
   * @default false
   */
  readonly cachesMetric?: boolean;
}
