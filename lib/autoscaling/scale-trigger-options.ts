/** How the number of replicas follows from a metric and its threshold. */
export enum TriggerMetricType {
  /** The metric is shared by all replicas: replicas = metric / threshold. For queues and rates. */
  AVERAGE_VALUE = 'AverageValue',

  /** The metric does not depend on the number of replicas: replicas = current replicas x metric / threshold. For latencies and ratios. */
  VALUE = 'Value',
}

/** Common options of triggers for which KEDA queries a source. */
export interface ScaleTriggerOptions {
  /**
   * A name for KEDA's own metrics, unique in the ScaledObject.
   *
   * @default - KEDA's, of the kind of trigger
   */
  readonly triggerName?: string;

  /**
   * Whether the HorizontalPodAutoscaler, which queries the metric every 15 seconds, gets the value of KEDA's last poll
   * (`pollingIntervalSeconds` of the ScaledObject). This reduces requests to sources that are slow or billed per request.
   *
   * @see https://keda.sh/docs/latest/concepts/scaling-deployments/#caching-metrics
   * @default false
   */
  readonly cachesMetric?: boolean;
}
