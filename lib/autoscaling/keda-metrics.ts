/**
 * How a Prometheus scrapes KEDA's own metrics: the triggers' errors, values and latency.
 *
 * @see https://keda.sh/docs/latest/integrations/prometheus/
 */
export enum KedaMetrics {
  /** KEDA offers none. */
  NONE = 'none',

  /** By the annotations `prometheus.io/scrape` of its pods, e.g. for Azure's managed Prometheus if it scrapes annotated pods. */
  POD_ANNOTATIONS = 'annotations',

  /** By ServiceMonitors, for a Prometheus operator that is on the cluster before. */
  SERVICE_MONITORS = 'monitors',
}
