import { Token } from 'cdktf';
import { isKnown } from '../core/checks';
import { collectorImage } from './collector-images';
import type { OpenTelemetryCollectorProps } from './open-telemetry-collector';

type Values = { [key: string]: unknown };

const metricsPort = 8888;
/** The webhook of workload identity sets them in pods. */
const azureVariable = (name: string) => `\${env:AZURE_${name}}`;
const authentication = 'azure_auth';
const sampler = 'probabilistic_sampler';

/**
 * The chart's values. Its own configuration also takes Jaeger's formats, logs and metrics, and prints them: all that is taken out.
 *
 * Sources: https://github.com/open-telemetry/opentelemetry-helm-charts/tree/opentelemetry-collector-0.170.0/charts/opentelemetry-collector,
 * https://github.com/open-telemetry/opentelemetry-collector-contrib/tree/v0.158.0/extension/azureauthextension
 *
 * @param hasMirror whether a mirror says where the image comes from.
 */
export function collectorValues(collectorName: string, props: OpenTelemetryCollectorProps, hasMirror: boolean): Values {
  const { identity, minReplicas = 2, maxReplicas = minReplicas, memoryMib = 512 } = props;
  const memory = `${isKnown(memoryMib) ? memoryMib : Token.asString(memoryMib)}Mi`;
  const isElastic = maxReplicas !== minReplicas;
  const isHighlyAvailable = !isKnown(minReplicas) || minReplicas > 1;
  return {
    mode: 'deployment',
    fullnameOverride: collectorName,
    image: hasMirror ? undefined : { repository: collectorImage },
    command: { name: 'otelcol-contrib' },
    replicaCount: minReplicas,
    autoscaling: isElastic ? { enabled: true, minReplicas, maxReplicas } : undefined,
    podDisruptionBudget: isHighlyAvailable ? { enabled: true, maxUnavailable: 1 } : undefined,
    topologySpreadConstraints: ['topology.kubernetes.io/zone', 'kubernetes.io/hostname'].map((topologyKey) => ({
      maxSkew: 1,
      topologyKey,
      whenUnsatisfiable: 'ScheduleAnyway',
      labelSelector: {
        matchLabels: {
          'app.kubernetes.io/name': 'opentelemetry-collector',
          'app.kubernetes.io/instance': collectorName,
        },
      },
    })),
    // A pod without a memory limit has none for its limiter to stay under.
    resources: { requests: { cpu: '200m', memory }, limits: { memory } },
    serviceAccount: { create: false, name: identity.serviceAccountName, automountServiceAccountToken: false },
    podLabels: identity.podLabels,
    podAnnotations: {
      'prometheus.io/scrape': 'true',
      'prometheus.io/port': String(metricsPort),
      'prometheus.io/path': '/metrics',
    },
    podSecurityContext: { runAsNonRoot: true, seccompProfile: { type: 'RuntimeDefault' } },
    securityContext: {
      allowPrivilegeEscalation: false,
      readOnlyRootFilesystem: true,
      capabilities: { drop: ['ALL'] },
    },
    ports: {
      'jaeger-compact': { enabled: false },
      'jaeger-thrift': { enabled: false },
      'jaeger-grpc': { enabled: false },
      metrics: { enabled: true },
    },
    config: configuration(props),
  };
}

function configuration({ samplingPercentage }: OpenTelemetryCollectorProps): Values {
  const isSampled = samplingPercentage !== undefined && samplingPercentage !== 100;
  return {
    extensions: {
      [authentication]: {
        scopes: ['https://monitor.azure.com/.default'],
        workload_identity: {
          client_id: azureVariable('CLIENT_ID'),
          tenant_id: azureVariable('TENANT_ID'),
          federated_token_file: azureVariable('FEDERATED_TOKEN_FILE'),
        },
      },
    },
    receivers: { jaeger: null, prometheus: null },
    processors: isSampled ? { [sampler]: { sampling_percentage: samplingPercentage } } : undefined,
    exporters: { debug: null, azuremonitor: { auth: { authenticator: authentication } } },
    service: {
      extensions: ['health_check', authentication],
      pipelines: {
        logs: null,
        metrics: null,
        traces: {
          receivers: ['otlp', 'zipkin'],
          processors: ['memory_limiter', ...(isSampled ? [sampler] : []), 'batch'],
          exporters: ['azuremonitor'],
        },
      },
    },
  };
}
