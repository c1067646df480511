import type { TerraformStack } from 'cdktf';
import {
  AksCluster,
  AzureMonitorWorkspace,
  ClusterTriggerAuthentication,
  FallbackBehavior,
  Keda,
  KedaVersion,
  type MeshKind,
  MetricsSource,
  Namespace,
  PrometheusSignIn,
  ScaledObject,
  type ScaledObjectProps,
  ScaleTarget,
  ScaleTrigger,
  ScalingPolicy,
  TriggerAuthentication,
  type TriggerAuthenticationProps,
} from '../../lib';
import { place, shopCluster } from '../support/clusters';
import { FakeAksCluster } from '../support/fake-aks-cluster';
import { FakeMesh } from '../support/fake-mesh';
import { azureStack, errorOf, Planned, testApp } from '../support/planned';
import { manifestsOf } from '../support/releases';

const cpu = ScaleTrigger.cpu({ utilizationPercent: 70 });
const metrics = MetricsSource.server('http://prometheus.monitoring:9090');
const queueId = '/subscriptions/s/resourceGroups/rg/providers/Microsoft.ServiceBus/namespaces/shop/queues/orders';

interface Shop {
  readonly stack: TerraformStack;
  readonly keda: ScaledObjectProps['keda'];
  readonly namespace: Namespace;
}

function shop(stack: TerraformStack, cluster = new FakeAksCluster(stack), version?: KedaVersion): Shop {
  const keda = Keda.fromAttributes(stack, 'Keda', { cluster, version });
  const namespace = Namespace.fromName(stack, 'Shop', { cluster, name: 'shop' }) as Namespace;
  return { stack, keda, namespace };
}

function scaled({ stack, keda, namespace }: Shop, props: Partial<ScaledObjectProps>, id = 'Checkout'): ScaledObject {
  const target = ScaleTarget.deployment('checkout');
  return new ScaledObject(stack, id, {
    keda,
    namespace,
    name: 'checkout',
    target,
    triggers: [cpu],
    maxReplicas: 10,
    ...props,
  });
}

function planned(props: Partial<ScaledObjectProps>): Planned {
  return Planned.by((stack) => {
    scaled(shop(stack), props);
  });
}

function specOf(props: Partial<ScaledObjectProps>) {
  return manifestsOf(planned(props), 'Checkout')[0].spec;
}

function faultOf(props: Partial<ScaledObjectProps>, version?: KedaVersion): string {
  return errorOf(() => scaled(shop(azureStack(), undefined, version), props)).replace(
    /^ScaledObject '[^']*'(:| has)/,
    '',
  );
}

function authentication({ stack, keda, namespace }: Shop, props: Partial<TriggerAuthenticationProps> = {}) {
  const identity = keda.addIdentity('Scaling', { newIdentity: { ...place, identityName: 'shop-scaling' } });
  return new TriggerAuthentication(stack, 'Authentication', { keda, namespace, name: 'azure', identity, ...props });
}

test('the object, with what is given and no more', () => {
  expect(manifestsOf(planned({}), 'Checkout')).toEqual([
    {
      apiVersion: 'keda.sh/v1alpha1',
      kind: 'ScaledObject',
      metadata: { name: 'checkout', namespace: 'shop' },
      spec: {
        scaleTargetRef: { apiVersion: 'apps/v1', kind: 'Deployment', name: 'checkout' },
        minReplicaCount: 1,
        maxReplicaCount: 10,
        triggers: [{ type: 'cpu', metricType: 'Utilization', metadata: { value: '70' } }],
      },
    },
  ]);
});

test('scaling to zero, fallback and behaviour', () => {
  const spec = specOf({
    triggers: [ScaleTrigger.prometheus({ metrics, query: 'sum(up)', threshold: 2.5, failsOnEmptyResult: true })],
    minReplicas: 2,
    scaleToZeroWhenIdle: true,
    pollingIntervalSeconds: 10,
    cooldownSeconds: 60,
    fallback: { replicas: 5, behavior: FallbackBehavior.AT_LEAST },
    scaleDown: { stabilizationSeconds: 600, policies: [ScalingPolicy.percent(10, 60), ScalingPolicy.pods(2, 60)] },
    restoresReplicas: true,
  });
  expect(spec).toMatchObject({
    idleReplicaCount: 0,
    minReplicaCount: 2,
    pollingInterval: 10,
    cooldownPeriod: 60,
    fallback: { replicas: 5, failureThreshold: 3, behavior: 'currentReplicasIfHigher' },
    advanced: {
      restoreToOriginalReplicaCount: true,
      horizontalPodAutoscalerConfig: {
        behavior: {
          scaleDown: {
            stabilizationWindowSeconds: 600,
            policies: [
              { type: 'Percent', value: 10, periodSeconds: 60 },
              { type: 'Pods', value: 2, periodSeconds: 60 },
            ],
          },
        },
      },
    },
  });
  expect(spec.triggers[0].metadata).toEqual({
    serverAddress: 'http://prometheus.monitoring:9090',
    query: 'sum(up)',
    threshold: '2.5',
    ignoreNullValues: 'false',
  });
});

describe('the request rate is each mesh its own query', () => {
  const istio =
    'sum(rate(istio_requests_total{reporter="destination",destination_workload_namespace="shop",destination_workload="check-out"}[2m]))';
  test.each([
    ['Istio', istio],
    ['managed Istio', istio],
    ['Linkerd', 'sum(rate(request_total{direction="inbound",namespace="shop",deployment="check-out"}[2m]))'],
    // Envoy makes _ of - in what OSM puts into the name of the metric.
    [
      'Open Service Mesh',
      'sum(rate(osm_request_total{destination_namespace="shop",destination_name="check_out"}[2m]))',
    ],
    [
      'Consul',
      'sum(rate(envoy_http_downstream_rq_total{envoy_http_conn_manager_prefix="public_listener",namespace="shop",consul_source_service="check-out"}[2m]))',
    ],
  ])('%s', (kind, query) => {
    const plan = Planned.by((stack) => {
      const cluster = new FakeAksCluster(stack);
      const mesh = new FakeMesh(stack, 'Mesh', cluster, kind as MeshKind);
      scaled(shop(stack, cluster), {
        target: ScaleTarget.deployment('check-out'),
        triggers: [ScaleTrigger.meshRequestRate({ mesh, metrics, requestsPerSecond: 50 })],
      });
    });
    expect(manifestsOf(plan, 'Checkout')[0].spec.triggers[0].metadata).toEqual({
      serverAddress: 'http://prometheus.monitoring:9090',
      query,
      threshold: '50',
    });
  });

  test('fails on an empty answer where it is asked to', () => {
    const plan = Planned.by((stack) => {
      const cluster = new FakeAksCluster(stack);
      const mesh = new FakeMesh(stack, 'Mesh', cluster, 'Istio');
      const rate = { mesh, metrics, requestsPerSecond: 50, failsOnEmptyResult: true };
      scaled(shop(stack, cluster), { triggers: [ScaleTrigger.meshRequestRate(rate)] });
    });
    expect(manifestsOf(plan, 'Checkout')[0].spec.triggers[0].metadata.ignoreNullValues).toBe('false');
  });

  test('a kind that Linkerd has no label for', () => {
    const stack = azureStack();
    const cluster = new FakeAksCluster(stack);
    const mesh = new FakeMesh(stack, 'Mesh', cluster, 'Linkerd');
    const target = ScaleTarget.of('argoproj.io/v1alpha1', 'Rollout', 'checkout');
    const triggers = [ScaleTrigger.meshRequestRate({ mesh, metrics, requestsPerSecond: 50 })];
    expect(errorOf(() => scaled(shop(stack, cluster), { target, triggers }))).toBe(
      "ScaledObject 'platform/Checkout': triggers[0] must scale Deployment or StatefulSet with Linkerd, whose metrics contain no other kind, got Rollout. Use ScaleTrigger.prometheus(...) with your own query.",
    );
  });

  test('a workload that only requests would wake up never wakes up', () => {
    const stack = azureStack();
    const cluster = new FakeAksCluster(stack);
    const mesh = new FakeMesh(stack, 'Mesh', cluster, 'Istio');
    const triggers = [ScaleTrigger.meshRequestRate({ mesh, metrics, requestsPerSecond: 50 }), cpu];
    expect(errorOf(() => scaled(shop(stack, cluster), { triggers, minReplicas: 0 }))).toBe(
      "ScaledObject 'platform/Checkout': minReplicas must be 1 or more: no trigger would activate the workload (the mesh counts requests at the pods, and without pods there are none; without pods there is no usage), got 0. Change it, or add a trigger that works without pods, e.g. cron.",
    );
  });
});

describe('managed Prometheus', () => {
  const inWorkspace = (authenticationProps: Partial<TriggerAuthenticationProps> = {}) =>
    Planned.by((stack) => {
      const site = shop(stack);
      const lookup = { workspaceName: 'shop', resourceGroupName: 'rg-shop' };
      const workspace = AzureMonitorWorkspace.fromLookup(stack, 'Metrics', lookup);
      const source = MetricsSource.azureMonitorWorkspace(workspace, authentication(site, authenticationProps));
      const mesh = new FakeMesh(stack, 'Mesh', site.keda.cluster, 'Istio');
      scaled(site, { triggers: [ScaleTrigger.meshRequestRate({ mesh, metrics: source, requestsPerSecond: 50 })] });
    });

  test('the identity may read the workspace that is asked', () => {
    const plan = inWorkspace();
    const trigger = manifestsOf(plan, 'Checkout')[0].spec.triggers[0];
    expect(trigger.authenticationRef).toEqual({ name: 'azure', kind: 'TriggerAuthentication' });
    expect(trigger.metadata.serverAddress).toContain('query_endpoint');
    const { role_definition_name, scope } = plan.one('azurerm_role_assignment');
    expect([role_definition_name, scope]).toEqual([
      'Monitoring Data Reader',
      expect.stringMatching(/^\$\{data\.azurerm_monitor_workspace\.Metrics_\w+\.id\}$/),
    ]);
  });

  test('with secrets alone nobody could sign in', () => {
    const secrets = [{ parameter: 'bearerToken', secretName: 'prometheus', key: 'token' }];
    expect(errorOf(() => inWorkspace({ identity: undefined, secrets }))).toBe(
      "ScaledObject 'platform/Checkout': triggers[0].metrics.authentication must have an identity, got platform/Authentication. Use a TriggerAuthentication with an identity.",
    );
  });
});

describe('Service Bus', () => {
  test('a queue: names from its id, the role on it, and the release waits for both', () => {
    const plan = Planned.by((stack) => {
      const site = shop(stack);
      const trigger = ScaleTrigger.serviceBusQueue({ queueId, authentication: authentication(site) });
      scaled(site, { triggers: [trigger], minReplicas: 0 });
    });
    expect(manifestsOf(plan, 'Checkout')[0].spec.triggers).toEqual([
      {
        type: 'azure-servicebus',
        metadata: { namespace: 'shop', queueName: 'orders' },
        authenticationRef: { name: 'azure', kind: 'TriggerAuthentication' },
      },
    ]);
    const role = plan.one('azurerm_role_assignment');
    expect([role.role_definition_name, role.scope]).toEqual(['Azure Service Bus Data Receiver', queueId]);
    expect(plan.one('helm_release', 'Checkout').depends_on).toContainEqual(
      expect.stringMatching(/^azurerm_role_assignment\.Keda_Scaling_Grant/),
    );
  });

  test('roles that somebody else assigns are in the annotations, once', () => {
    const plan = Planned.by((stack) => {
      const site = shop(stack);
      const made = authentication(site, { grantRoles: false });
      const trigger = ScaleTrigger.serviceBusQueue({ queueId, authentication: made });
      scaled(site, { triggers: [trigger, trigger], minReplicas: 0 });
    });
    expect(plan.all('azurerm_role_assignment')).toEqual({});
    const commands = plan.infos.filter((text) => text.startsWith('Run manually:'));
    expect(commands).toEqual([expect.stringContaining(`--role "Azure Service Bus Data Receiver"`)]);
  });

  test("a topic's subscription in another cloud", () => {
    const topicSubscriptionId = queueId.replace('queues/orders', 'topics/orders/subscriptions/checkout');
    const plan = Planned.by((stack) => {
      const site = shop(stack);
      const { keda } = site;
      const identity = keda.addIdentity('Scaling', { newIdentity: { ...place, identityName: 'shop-scaling' } });
      const shared = new ClusterTriggerAuthentication(stack, 'Authentication', { keda, name: 'azure', identity });
      const options = { topicSubscriptionId, authentication: shared, messagesPerReplica: 20, cachesMetric: true };
      scaled(site, { triggers: [ScaleTrigger.serviceBusTopic(options)], pollingIntervalSeconds: 60 });
    });
    expect(manifestsOf(plan, 'Checkout')[0].spec.triggers).toEqual([
      {
        type: 'azure-servicebus',
        useCachedMetrics: true,
        metadata: { namespace: 'shop', topicName: 'orders', subscriptionName: 'checkout', messageCount: '20' },
        authenticationRef: { name: 'azure', kind: 'ClusterTriggerAuthentication' },
      },
    ]);
  });

  test('without authentication, or with one of another namespace', () => {
    const none = ScaleTrigger.serviceBusQueue({ queueId, authentication: undefined as never });
    expect(faultOf({ triggers: [none], minReplicas: 0 })).toBe(
      ' triggers[0].authentication must be set. Use a TriggerAuthentication with an identity.',
    );
    const stack = azureStack();
    const site = shop(stack);
    const other = Namespace.fromName(stack, 'Other', { cluster: site.keda.cluster, name: 'other' });
    const trigger = ScaleTrigger.serviceBusQueue({
      queueId,
      authentication: authentication(site, { namespace: other }),
    });
    expect(errorOf(() => scaled(site, { triggers: [trigger] }))).toBe(
      "ScaledObject 'platform/Checkout': triggers[0].authentication must be in namespace shop, or a " +
        'ClusterTriggerAuthentication, got other. Create one there.',
    );
  });
});

describe('cron', () => {
  const hours = { start: '0 8 * * 1-5', end: '0 18 * * mon-fri', timezone: 'Europe/Berlin', replicas: 4 };

  test('hours', () => {
    expect(specOf({ triggers: [ScaleTrigger.cron(hours)], minReplicas: 0 }).triggers).toEqual([
      {
        type: 'cron',
        metadata: { timezone: 'Europe/Berlin', start: '0 8 * * 1-5', end: '0 18 * * mon-fri', desiredReplicas: '4' },
      },
    ]);
  });

  test.each([
    [{ timezone: 'Europe/Nowhere' }, 'timezone must be a name of the IANA time zone database, in its letter case'],
    [{ timezone: 'europe/berlin' }, 'timezone must be a name of the IANA time zone database, in its letter case'],
    [{ timezone: 'cet' }, 'timezone must be a name of the IANA time zone database, in its letter case'],
    [{ timezone: '+01:00' }, 'timezone must be a name of the IANA time zone database, in its letter case'],
    [{ start: '0 8 * *' }, 'start must have 5 fields (minute hour day month weekday)'],
    [{ start: '60 8 * * *' }, 'start must have a minute of 0 to 59, as number, range or */step'],
    [{ end: '0 18 * * 7' }, 'end must have a day of week of 0 to 6, as number, range or */step'],
    [{ end: '0 18 * * fri-mon' }, 'end must have a day of week of 0 to 6, as number, range or */step'],
    [{ end: '0 8 * * 1-5' }, 'end must differ from start'],
    [{ replicas: 0 }, 'replicas must be a whole number of 1 to 10000 replicas'],
  ])('%j', (wrong, must) => {
    expect(faultOf({ triggers: [ScaleTrigger.cron({ ...hours, ...wrong })] })).toContain(` triggers[0].${must}`);
  });

  test.each(['UTC', 'CET', 'EST5EDT', 'GMT', 'America/Argentina/Buenos_Aires', 'Asia/Kolkata', 'Etc/GMT+3'])(
    '%s is a time zone',
    (timezone) => {
      expect(specOf({ triggers: [ScaleTrigger.cron({ ...hours, timezone })] }).triggers[0].metadata.timezone).toBe(
        timezone,
      );
    },
  );
});

describe('queries', () => {
  const of = (query: string) => planned({ triggers: [ScaleTrigger.prometheus({ metrics, query, threshold: 1 })] });

  test.each([
    ['sum(rate(x{a="b"}[2m])', '( without its counterpart'],
    ['sum(rate(x{a="b"[2m}]))', '} without its counterpart'],
    ['sum(x))', ') without its counterpart'],
    ['sum(x{a="b})', 'an unterminated string'],
  ])('%s', (query, imbalance) => {
    const warnings = of(query).warnings.filter((text) => text.startsWith('W311'));
    expect(warnings).toEqual([`W311: The query of triggers[0] has ${imbalance}; Prometheus would reject it: ${query}`]);
  });

  test.each(['sum(x{a=~"(b|{c}"})', "x{a='\\'}'}", 'sum(x) # (', 'sum(rate(x{a="b"}[2m]))'])('%s is fine', (query) => {
    expect(of(query).warnings.filter((text) => text.startsWith('W311'))).toEqual([]);
  });

  test('signing in: parameters that are missing, an identity where secrets are due', () => {
    const stack = azureStack();
    const site = shop(stack);
    const secrets = [{ parameter: 'username', secretName: 'prometheus', key: 'user' }];
    const made = authentication(site, { secrets });
    const source = MetricsSource.server('https://prometheus.example.com/api/v1', {
      signIn: PrometheusSignIn.BASIC,
      authentication: made,
    });
    const triggers = [ScaleTrigger.prometheus({ metrics: source, query: 'sum(up)', threshold: 1 })];
    expect(errorOf(() => scaled(site, { triggers }))).toBe(
      "ScaledObject 'platform/Checkout' has 3 faults:\n" +
        '- triggers[0].metrics.address must be an http:// or https:// address without credentials, query or /api/v1, got https://prometheus.example.com/api/v1. For example, use http://prometheus.monitoring:9090.\n' +
        '- triggers[0].metrics.authentication must sign in with secrets only: KEDA rejects an additional identity, got platform/Authentication. Use one without identity.\n' +
        '- triggers[0].metrics.authentication must have the parameters of basic (password), got platform/Authentication. Add them to its secrets.',
    );
  });
});

describe('what is refused', () => {
  test('a minimum over the maximum', () => {
    expect(faultOf({ minReplicas: 11 })).toBe(
      ' minReplicas must not be greater than maxReplicas (10), got 11. Lower minReplicas or raise maxReplicas.',
    );
  });

  test('CPU alone and no pods', () => {
    expect(faultOf({ minReplicas: 0 })).toBe(
      ' minReplicas must be 1 or more: no trigger would activate the workload (without pods there is no usage), got 0. Change it, or add a trigger that works without pods, e.g. cron.',
    );
  });

  test('what does nothing while the workload always has pods', () => {
    expect(faultOf({ pollingIntervalSeconds: 10, cooldownSeconds: 60 })).toBe(
      ' 2 faults:\n' +
        '- cooldownSeconds must be left out: the workload always has pods, so it has no effect, got 60. Set minReplicas to 0 or scaleToZeroWhenIdle, or remove it.\n' +
        '- pollingIntervalSeconds must be left out: the workload always has pods, so it has no effect, got 10. Set minReplicas to 0, scaleToZeroWhenIdle or cachesMetric of a trigger, or remove it.',
    );
  });

  test('a fallback of what Kubernetes measures itself', () => {
    expect(faultOf({ fallback: { replicas: 2 } })).toBe(
      ' fallback can only be used with a trigger other than CPU and memory, which KEDA does not measure. Remove it, or add another trigger.',
    );
  });

  test('a word of fallback that an old KEDA drops', () => {
    const triggers = [ScaleTrigger.prometheus({ metrics, query: 'sum(up)', threshold: 1 })];
    const fallback = { replicas: 2, behavior: FallbackBehavior.AT_MOST };
    expect(faultOf({ triggers, fallback }, KedaVersion.of('2.16.1'))).toBe(
      ' fallback.behavior must be left out with KEDA 2.16.1, which silently drops it, got currentReplicasIfLower. Remove it, or install KEDA 2.17 or later.',
    );
  });

  test('the add-on has the KEDA of its Kubernetes', () => {
    const stack = azureStack();
    const cluster = new FakeAksCluster(stack, 'Cluster', { kubernetesVersion: '1.33.4' });
    const keda = new Keda(stack, 'Keda', { cluster });
    const namespace = Namespace.fromName(stack, 'Shop', { cluster, name: 'shop' }) as Namespace;
    const triggers = [ScaleTrigger.prometheus({ metrics, query: 'sum(up)', threshold: 1 })];
    const fallback = { replicas: 2, behavior: FallbackBehavior.AT_MOST };
    expect(errorOf(() => scaled({ stack, keda, namespace }, { triggers, fallback }))).toContain('with KEDA 2.16.1');
  });

  test('two of one workload or of one name', () => {
    const site = shop(azureStack());
    scaled(site, {});
    expect(errorOf(() => scaled(site, {}, 'Again'))).toBe(
      "ScaledObject 'platform/Again' has 2 faults:\n- name must be unique in namespace shop, but " +
        'platform/Checkout has it already, got checkout. Use another name.\n- target must be scaled by one ' +
        'ScaledObject only, but platform/Checkout scales it already, got "Deployment checkout". Add all triggers ' +
        'to that ScaledObject.',
    );
  });

  test('no triggers, two of one name, and a trigger of Azure that nobody signs in for', () => {
    expect(faultOf({ triggers: [] })).toBe(
      ' triggers must have a trigger. For example, use [ScaleTrigger.cpu({ ... })].',
    );
    const hub = ScaleTrigger.of('azure-eventhub', { consumerGroup: 'shop' }, { triggerName: 'hub' });
    expect(faultOf({ triggers: [hub, hub] })).toBe(
      ' 3 faults:\n' +
        '- triggers[0].authentication must be set, or a parameter that ends with FromEnv: otherwise the trigger has no credentials. Set a TriggerAuthentication.\n' +
        '- triggers[1].authentication must be set, or a parameter that ends with FromEnv: otherwise the trigger has no credentials. Set a TriggerAuthentication.\n' +
        '- triggers[1].triggerName must be unique, but triggers[0] has it already, got hub. Use another name.',
    );
  });

  test('both or none of the measures of CPU', () => {
    const of = (options: object) => faultOf({ triggers: [ScaleTrigger.cpu(options)] });
    expect(of({})).toBe(
      ' triggers[0].utilizationPercent must be set, or averageValue. Set either utilizationPercent or averageValue.',
    );
    expect(of({ utilizationPercent: 70, averageValue: '1 core' })).toBe(
      ' 2 faults:\n' +
        '- triggers[0].utilizationPercent must not be set together with averageValue, got 70. Set either utilizationPercent or averageValue.\n' +
        '- triggers[0].averageValue must be a Kubernetes quantity, got "1 core". For example, use 500m.',
    );
  });
});

describe('the most replicas and the nodes', () => {
  const withMax = (maxReplicas: number) =>
    Planned.by((stack) => {
      const cluster = shopCluster(stack, {
        userPool: { vmSize: 'Standard_D4ds_v5', minCount: 1, maxCount: 2, maxPods: 30 },
      });
      const keda = new Keda(stack, 'Keda', { cluster });
      const namespace = Namespace.fromName(stack, 'Shop', { cluster, name: 'shop' }) as Namespace;
      scaled({ stack, keda, namespace }, { maxReplicas });
    }).warnings.filter((text) => text.startsWith('W310'));

  test('more than the untainted pools hold', () => {
    expect(withMax(60)).toEqual([]);
    expect(withMax(61)).toEqual([
      "W310: maxReplicas (61) exceeds the maximum number of pods on the cluster's untainted node pools (maxCount x maxPods), even without other pods. Raise maxCount, or lower maxReplicas.",
    ]);
  });

  test('of another program it is not checked', () => {
    const plan = Planned.by((stack) => {
      const cluster = AksCluster.fromLookup(stack, 'Cluster', { clusterName: 'shop', resourceGroupName: 'rg-shop' });
      scaled(shop(stack, cluster as FakeAksCluster), { maxReplicas: 5000 });
    });
    expect(plan.warnings).toEqual([]);
    expect(plan.infos).toContain("not verified: that the cluster's node pools have room for maxReplicas pods");
  });
});

test('two stacks: KEDA on the platform, the ScaledObject with the application', () => {
  const app = testApp();
  const [platform, apps] = [azureStack(app), azureStack(app, 'apps')];
  const cluster = shopCluster(platform);
  new Keda(platform, 'Keda', { cluster });
  const aks = AksCluster.fromCluster(apps, 'Cluster', cluster);
  const namespace = Namespace.fromName(apps, 'Shop', { cluster: aks, name: 'shop' }) as Namespace;
  scaled({ stack: apps, keda: Keda.fromCluster(apps, 'Keda', aks), namespace }, {});
  expect(manifestsOf(Planned.of(apps), 'Checkout')[0].metadata).toEqual({ name: 'checkout', namespace: 'shop' });
});
