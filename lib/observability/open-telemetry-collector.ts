import { type ITerraformDependable, Token } from 'cdktf';
import { Construct } from 'constructs';
import { checkProps } from '../core/checked-props';
import { checkGiven, checkInteger, checkName, checkOrder, checkSameStack, isKnown } from '../core/checks';
import type { Faults } from '../core/faults';
import { nameRules } from '../core/names';
import { implementReady } from '../core/ordering';
import { publicClass } from '../core/public-class';
import { ChartSource } from '../helm/chart-source';
import { HelmChart } from '../helm/helm-chart';
import { mirrorOf } from '../helm/image-mirror';
import { spreadConstraints } from '../helm/spread-constraints';
import { layered } from '../helm/values';
import { AzureCloud } from '../network/azure-cloud';
import { cloudEndpoints, stateCloud } from '../network/cloud-endpoints';
import type { INamespace } from '../workload/namespace';
import type { IWorkloadIdentity } from '../workload/workload-identity-base';
import type { IApplicationInsights } from '../workspace/application-insights-base';
import { collectorImage, collectorImages } from './collector-images';
import type { ITraceReceiver } from './trace-receiver';

/** Props of a collector of traces. */
export interface OpenTelemetryCollectorProps {
  /** The namespace that it runs in, of the same stack. */
  readonly namespace: INamespace;

  /** Where traces go, of the same stack. */
  readonly applicationInsights: IApplicationInsights;

  /**
   * The identity that the collector's pods sign in to Azure with, of the same namespace. It is granted `Monitoring Metrics
   * Publisher` on Application Insights.
   */
  readonly identity: IWorkloadIdentity;

  /**
   * The name of the release, of the Service that takes traces and of the pods: 1 to 53 lowercase letters, digits and `-`.
   *
   * Changing this replaces the release, and senders need the new address.
   *
   * @default otel-collector
   */
  readonly collectorName?: string;

  /**
   * The minimum number of pods: 1 to 50. With 2 or more, the collector stays available while a node is replaced.
   *
   * @default 2
   */
  readonly minReplicas?: number;

  /**
   * The maximum number of pods, autoscaled by CPU usage: `minReplicas` to 50.
   *
   * @default - minReplicas: their number is fixed
   */
  readonly maxReplicas?: number;

  /**
   * The memory of each pod in MiB: 128 to 16384. At 80 % of it, the collector rejects traces, which senders then drop or retry.
   *
   * @default 512
   */
  readonly memoryMib?: number;

  /**
   * The percentage of received traces that are kept: more than 0, up to 100. All pods keep the same traces. Sampling in the mesh
   * costs less.
   *
   * @default 100
   */
  readonly samplingPercentage?: number;

  /**
   * The cloud of the Application Insights resource.
   *
   * @default AzureCloud.PUBLIC
   */
  readonly cloud?: AzureCloud;

  /**
   * The source of the chart `opentelemetry-collector`.
   *
   * @default - release 0.170.0 of https://open-telemetry.github.io/opentelemetry-helm-charts
   */
  readonly chart?: ChartSource;

  /**
   * Values of the chart, merged over the library's values; keys set here take precedence.
   *
   * @see https://github.com/open-telemetry/opentelemetry-helm-charts/blob/opentelemetry-collector-0.170.0/charts/opentelemetry-collector/values.yaml
   * @default - none
   */
  readonly values?: { [key: string]: any };
}

const defaultChart = {
  repository: 'https://open-telemetry.github.io/opentelemetry-helm-charts',
  chart: 'opentelemetry-collector',
  version: '0.170.0',
};
const connectionString = 'config.exporters.azuremonitor.connection_string';

/**
 * Receives traces in the cluster, by OTLP and Zipkin, and sends them to Application Insights. It authenticates with a workload
 * identity: the connection string has the endpoint, and authorizes nothing if Application Insights has local authentication disabled.
 *
 * The exporter is beta and its authentication extension alpha, both of the contrib distribution. Traces that Azure rejects are
 * lost after some attempts.
 *
 * @see https://github.com/open-telemetry/opentelemetry-collector-contrib/tree/v0.158.0/exporter/azuremonitorexporter
 */
export class OpenTelemetryCollector extends Construct implements ITraceReceiver {
  public readonly host: string;
  public readonly otlpGrpcPort = 4317;
  public readonly otlpHttpPort = 4318;
  public readonly zipkinPort = 9411;
  public readonly namespaceName: string;
  public readonly serviceAccountName: string;
  public readonly ready: ITerraformDependable[];

  /** The release of the collector's chart. */
  public readonly chart: HelmChart;

  public constructor(
    scope: Construct,
    id: string,
    private readonly props: OpenTelemetryCollectorProps,
  ) {
    super(scope, id);
    this.check();
    const { namespace, applicationInsights, identity, collectorName = 'otel-collector' } = props;
    this.namespaceName = namespace.namespaceName;
    this.serviceAccountName = identity.serviceAccountName;
    this.host = `${collectorName}.${this.namespaceName}.svc.cluster.local`;
    const grant = applicationInsights.grantPublishTelemetry(identity);
    const chart = props.chart ?? ChartSource.https(defaultChart);
    const valuesWith = (hasMirror: boolean) => layered(collectorValues(collectorName, props, hasMirror), props.values);
    const values = valuesWith(false);
    this.chart = new HelmChart(this, 'Chart', {
      cluster: namespace.cluster,
      releaseName: collectorName,
      namespace: this.namespaceName,
      chart,
      values,
      _finalValues: () => valuesWith(mirrorOf(this) !== undefined),
      images: collectorImages(chart, valuesWith(true)),
      secretValues: { [connectionString]: applicationInsights.connectionString },
    });
    this.chart.node.addDependency(namespace, identity);
    if (grant.ready.length > 0) this.chart.node.addDependency(grant);
    this.ready = this.chart.ready;
    implementReady(this, () => this.ready);
    stateCloud(this, 'cloud', props.cloud);
  }

  private check(): void {
    checkProps(this, 'OpenTelemetryCollectorProps', this.props, (faults) => {
      const { namespace, applicationInsights, identity, minReplicas = 2, samplingPercentage } = this.props;
      if (checkGiven(faults, 'namespace', namespace, 'For example, use Namespace.fromName(...).')) {
        checkSameStack(faults, 'namespace', namespace, this, 'Namespace.fromName');
      }
      const fix = 'For example, use ApplicationInsights.fromLookup(...).';
      if (checkGiven(faults, 'applicationInsights', applicationInsights, fix)) {
        checkSameStack(faults, 'applicationInsights', applicationInsights, this, 'ApplicationInsights.fromLookup');
      }
      if (checkGiven(faults, 'identity', identity, 'Use a WorkloadIdentity of the namespace.'))
        this.checkIdentity(faults);
      if (this.props.collectorName !== undefined) {
        checkName(faults, 'collectorName', this.props.collectorName, nameRules.helmRelease);
      }
      checkInteger(faults, 'minReplicas', this.props.minReplicas, 1, 50, 'pods');
      checkInteger(faults, 'maxReplicas', this.props.maxReplicas, 1, 50, 'pods');
      checkOrder(faults, 'minReplicas', minReplicas, 'maxReplicas', this.props.maxReplicas);
      checkInteger(faults, 'memoryMib', this.props.memoryMib, 128, 16_384, 'MiB');
      if (isKnown(samplingPercentage) && !(samplingPercentage > 0 && samplingPercentage <= 100)) {
        const must = 'must be more than 0 and at most 100 percent';
        faults.add('samplingPercentage', must, samplingPercentage, 'For example, use 10.');
      }
    });
  }

  private checkIdentity(faults: Faults): void {
    const { namespace, identity } = this.props;
    checkSameStack(faults, 'identity', identity, this, 'WorkloadIdentity.fromAttributes');
    const [own, other] = [namespace?.namespaceName, identity.namespaceName];
    if (isKnown(own) && isKnown(other) && own !== other) {
      const must = `must be in the collector's namespace (${own})`;
      faults.add('identity', must, other, 'Create a WorkloadIdentity for a ServiceAccount there.');
    }
  }
}

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
 * @param hasMirror whether a mirror redirects the image.
 */
function collectorValues(collectorName: string, props: OpenTelemetryCollectorProps, hasMirror: boolean): Values {
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
    topologySpreadConstraints: spreadConstraints(
      { 'app.kubernetes.io/name': 'opentelemetry-collector', 'app.kubernetes.io/instance': collectorName },
      'zone',
      'node',
    ),
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

function configuration({ samplingPercentage, cloud = AzureCloud.PUBLIC }: OpenTelemetryCollectorProps): Values {
  const isSampled = samplingPercentage !== undefined && samplingPercentage !== 100;
  return {
    extensions: {
      [authentication]: {
        scopes: [`https://${cloudEndpoints[cloud].monitor}/.default`],
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

publicClass('OpenTelemetryCollector', OpenTelemetryCollector);
