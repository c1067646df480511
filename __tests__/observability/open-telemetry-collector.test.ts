import type { TerraformStack } from 'cdktf';
import {
  ApplicationInsights,
  ChartMirror,
  ChartSource,
  LogAnalyticsWorkspace,
  ManagedIdentity,
  MirrorRegistry,
  Namespace,
  OpenTelemetryCollector,
  type OpenTelemetryCollectorProps,
  WorkloadIdentity,
} from '../../lib';
import { place } from '../support/clusters';
import { FakeAksCluster } from '../support/fake-aks-cluster';
import { errorOf, lateErrorOf, Planned } from '../support/planned';
import { valuesOf, waitsOf } from '../support/releases';

const workspaceId = '/subscriptions/s/resourceGroups/g/providers/Microsoft.OperationalInsights/workspaces/shop';

test('takes OTLP and Zipkin, and sends traces with an identity of its own', () => {
  const planned = Planned.by((stack) => {
    const made = collector(stack);
    expect(made.host).toBe('otel-collector.observability.svc.cluster.local');
    expect([made.otlpGrpcPort, made.otlpHttpPort, made.zipkinPort]).toEqual([4317, 4318, 9411]);
    expect([made.namespaceName, made.serviceAccountName]).toEqual(['observability', 'otel']);
  });
  const values = valuesOf(planned, 'Collector_Chart');
  expect(values).toMatchObject({
    fullnameOverride: 'otel-collector',
    replicaCount: 2,
    podDisruptionBudget: { enabled: true, maxUnavailable: 1 },
    serviceAccount: { create: false, name: 'otel' },
    podLabels: { 'azure.workload.identity/use': 'true' },
    resources: { limits: { memory: '512Mi' } },
  });
  expect(values.autoscaling).toBeUndefined();
  expect(values.config.extensions.azure_auth).toEqual({
    scopes: ['https://monitor.azure.com/.default'],
    workload_identity: {
      client_id: '$${env:AZURE_CLIENT_ID}',
      tenant_id: '$${env:AZURE_TENANT_ID}',
      federated_token_file: '$${env:AZURE_FEDERATED_TOKEN_FILE}',
    },
  });
  expect(values.config.service).toEqual({
    extensions: ['health_check', 'azure_auth'],
    pipelines: {
      logs: null,
      metrics: null,
      traces: {
        receivers: ['otlp', 'zipkin'],
        processors: ['memory_limiter', 'batch'],
        exporters: ['azuremonitor'],
      },
    },
  });
});

test('keeps the connection string out of values and plans', () => {
  const planned = Planned.by((stack) => collector(stack));
  const release = planned.one('helm_release', 'Collector_Chart');
  expect(release.set_sensitive).toEqual([
    {
      name: 'config.exporters.azuremonitor.connection_string',
      type: 'string',
      value: expect.stringMatching(/azurerm_application_insights\.Traces_\w+\.connection_string/),
    },
  ]);
  expect(release.values[0]).not.toContain('azurerm_application_insights');
});

test('waits for the right to send, for its ServiceAccount and its namespace', () => {
  const planned = Planned.by((stack) => collector(stack));
  expect(waitsOf(planned, 'Collector_Chart')).toEqual([
    'azurerm_federated_identity_credential.Identity',
    'azurerm_role_assignment.Traces_Grant-MonitoringMetricsPublisher-Otel',
    'helm_release.Identity_ServiceAccount',
    'helm_release.Namespace_Manifests',
  ]);
});

test('grows by load, keeps a part of the traces, and lets the user win', () => {
  const planned = Planned.by((stack) => {
    const values = { config: { service: { telemetry: { logs: { level: 'debug' } } } }, replicaCount: 3 };
    collector(stack, { maxReplicas: 6, samplingPercentage: 10, values, collectorName: 'traces', memoryMib: 1024 });
  });
  const values = valuesOf(planned, 'Collector_Chart');
  expect(values).toMatchObject({
    autoscaling: { enabled: true, minReplicas: 2, maxReplicas: 6 },
    replicaCount: 3,
    resources: { requests: { memory: '1024Mi' }, limits: { memory: '1024Mi' } },
  });
  expect(values.config.processors).toEqual({ probabilistic_sampler: { sampling_percentage: 10 } });
  expect(values.config.service.pipelines.traces.processors).toEqual([
    'memory_limiter',
    'probabilistic_sampler',
    'batch',
  ]);
  expect(values.config.service.telemetry).toEqual({ logs: { level: 'debug' } });
});

describe('under a mirror', () => {
  const host = 'shop4711.azurecr.io';
  const image = { repository: `${host}/docker.io/otel/opentelemetry-collector-contrib` };

  function mirrored(props: Partial<OpenTelemetryCollectorProps>) {
    const sources: string[] = [];
    const planned = Planned.by((stack) => {
      const mirror = new ChartMirror(stack, 'Mirror', { registry: MirrorRegistry.host(host) });
      collector(stack, props);
      sources.push(...mirror.images.map(({ source }) => source));
    });
    return { sources, image: valuesOf(planned, 'Collector_Chart').image };
  }

  const repository = 'https://open-telemetry.github.io/opentelemetry-helm-charts';
  const other = ChartSource.https({ repository, chart: 'opentelemetry-collector', version: '0.169.0' });
  const digest = `sha256:${'0'.repeat(64)}`;

  test.each<[string, Partial<OpenTelemetryCollectorProps>, object, string]>([
    ['the tag of the chart', {}, {}, ':0.158.0'],
    ['a tag of the user', { chart: other, values: { image: { tag: '0.157.0' } } }, { tag: '0.157.0' }, ':0.157.0'],
    ['a digest of the user', { chart: other, values: { image: { digest } } }, { digest }, `@${digest}`],
  ])('the image comes from there, by %s', (_name, props, given, suffix) => {
    expect(mirrored(props)).toEqual({
      sources: [`docker.io/otel/opentelemetry-collector-contrib${suffix}`],
      image: { ...image, ...given },
    });
  });

  test('a chart whose tag is not known needs one', () => {
    expect(lateErrorOf(() => mirrored({ chart: other }))).toBe(
      "HelmChart 'platform/Collector/Chart': values must have the tag of the image otel/opentelemetry-collector-contrib of chart opentelemetry-collector, which is unknown for this version. Set image.tag in values.",
    );
  });
});

test('says all that is wrong', () => {
  const wrong = { collectorName: 'Otel', minReplicas: 4, maxReplicas: 2, memoryMib: 64, samplingPercentage: 0 };
  const build = () =>
    Planned.by((stack) => {
      const cluster = new FakeAksCluster(stack, 'Elsewhere');
      const other = Namespace.fromName(stack, 'Other', { cluster, name: 'other' });
      collector(stack, { ...wrong, namespace: other });
    });
  expect(errorOf(build)).toBe(
    [
      "OpenTelemetryCollector 'platform/Collector' has 5 faults:",
      "- identity must be in the collector's namespace (other), got observability. Create a WorkloadIdentity for a ServiceAccount there.",
      '- collectorName must have 1 to 53 characters: lowercase letters, digits and -, with a letter or digit at both ends, got Otel. For example, use istiod.',
      '- minReplicas must not be greater than maxReplicas (2), got 4. Lower minReplicas or raise maxReplicas.',
      '- memoryMib must be a whole number of 128 to 16384 MiB, got 64. Use a number in 128 to 16384 MiB.',
      '- samplingPercentage must be more than 0 and at most 100 percent, got 0. For example, use 10.',
    ].join('\n'),
  );
});

test('two of one name in a namespace are refused', () => {
  const build = () =>
    Planned.by((stack) => {
      const { props } = parts(stack);
      new OpenTelemetryCollector(stack, 'Collector', props);
      new OpenTelemetryCollector(stack, 'Again', props);
    });
  expect(errorOf(build)).toBe(
    "HelmChart 'platform/Again/Chart': releaseName must not be the name of another release in namespace observability " +
      '(platform/Collector/Chart), got otel-collector. Use another name.',
  );
});

function collector(stack: TerraformStack, props: Partial<OpenTelemetryCollectorProps> = {}): OpenTelemetryCollector {
  return new OpenTelemetryCollector(stack, 'Collector', { ...parts(stack).props, ...props });
}

function parts(stack: TerraformStack): { props: OpenTelemetryCollectorProps } {
  const cluster = new FakeAksCluster(stack);
  const namespace = new Namespace(stack, 'Namespace', { cluster, name: 'observability' });
  const identity = new WorkloadIdentity(stack, 'Identity', {
    namespace,
    serviceAccountName: 'otel',
    identity: new ManagedIdentity(stack, 'Otel', { ...place, identityName: 'shop-otel' }),
  });
  const workspace = LogAnalyticsWorkspace.fromWorkspaceId(stack, 'Logs', workspaceId);
  const applicationInsights = new ApplicationInsights(stack, 'Traces', { ...place, insightsName: 'shop', workspace });
  return { props: { namespace, applicationInsights, identity } };
}
