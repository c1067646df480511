import { spreadConstraints } from '../helm/spread-constraints';
import { KedaMetrics } from './keda-metrics';

/** The chart's Deployments: the keys of their values, and the label `app` of their pods. */
const deployments = [
  { replicas: 'operator', budget: 'operator', spread: 'operator', app: 'keda-operator' },
  {
    replicas: 'metricsServer',
    budget: 'metricServer',
    spread: 'metricsServer',
    app: 'keda-operator-metrics-apiserver',
  },
  { replicas: 'webhooks', budget: 'webhooks', spread: 'webhooks', app: 'keda-admission-webhooks' },
] as const;

const metricsPort = 8080;

/**
 * The values of the chart that follow from the options. Helm deletes the definitions with the release, and with them every
 * ScaledObject of the cluster, unless they carry the annotation.
 *
 * Source: https://github.com/kedacore/charts/tree/v2.20.2/keda/templates
 */
export function kedaValues(highAvailability: boolean, metrics: KedaMetrics): { [key: string]: unknown } {
  const replicas = { replicaCount: highAvailability ? 2 : 1 };
  return {
    crds: { additionalAnnotations: { 'helm.sh/resource-policy': 'keep' } },
    podIdentity: { azureWorkload: { enabled: true } },
    ...Object.fromEntries(deployments.map((part) => [part.replicas, replicas])),
    ...(highAvailability ? disruption() : {}),
    ...(metrics === KedaMetrics.NONE ? {} : measured(metrics)),
  };
}

function disruption(): { [key: string]: unknown } {
  return {
    podDisruptionBudget: Object.fromEntries(deployments.map((part) => [part.budget, { maxUnavailable: 1 }])),
    topologySpreadConstraints: Object.fromEntries(
      deployments.map((part) => [part.spread, spreadConstraints({ app: part.app }, 'zone')]),
    ),
  };
}

/** The chart annotates the pods of the metrics server itself, and not those of the others. */
function measured(metrics: KedaMetrics): { [key: string]: unknown } {
  const byMonitors = metrics === KedaMetrics.SERVICE_MONITORS;
  const enabled = byMonitors ? { enabled: true, serviceMonitor: { enabled: true } } : { enabled: true };
  const annotations = { 'prometheus.io/scrape': 'true', 'prometheus.io/port': `${metricsPort}` };
  return {
    prometheus: Object.fromEntries(deployments.map((part) => [part.budget, enabled])),
    podAnnotations: byMonitors ? undefined : { keda: annotations, webhooks: annotations },
  };
}
