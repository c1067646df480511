/**
 * How KEDA's own metrics get to a Prometheus: errors of triggers, what they measure, how long that takes.
 *
 * @see https://keda.sh/docs/latest/integrations/prometheus/
 */
export enum KedaMetrics {
  /** KEDA offers none. */
  NONE = 'none',

  /** By the annotations `prometheus.io/scrape` of its pods, e.g. for Azure's managed Prometheus where it follows them. */
  POD_ANNOTATIONS = 'annotations',

  /** By ServiceMonitors, for a Prometheus operator that is on the cluster before. */
  SERVICE_MONITORS = 'monitors',
}
