import type { TerraformStack } from 'cdktf';
import {
  AzureCloud,
  ClusterTriggerAuthentication,
  type ClusterTriggerAuthenticationAttributes,
  type CronTriggerOptions,
  type CustomTriggerOptions,
  FallbackBehavior,
  type IKeda,
  IstioMesh,
  Keda,
  type KedaAttributes,
  type KedaChartOptions,
  type KedaIdentityOptions,
  KedaInstallation,
  KedaMetrics,
  type KedaProps,
  KedaVersion,
  ManagedIdentity,
  type MeshRequestRateOptions,
  MetricsSource,
  Namespace,
  PolicySelection,
  type PrometheusServerOptions,
  PrometheusSignIn,
  type PrometheusTriggerOptions,
  type ResourceTriggerOptions,
  ScaledObject,
  type ScaledObjectProps,
  type ScaleFallback,
  ScaleTarget,
  ScaleTrigger,
  type ScalingBehavior,
  ScalingPolicy,
  type ServiceBusQueueTriggerOptions,
  type ServiceBusTopicTriggerOptions,
  TriggerAuthentication,
  type TriggerAuthenticationAttributes,
  type TriggerAuthenticationOptions,
  type TriggerAuthenticationProps,
  TriggerMetricType,
  type TriggerSecret,
} from '../../../lib';
import { given, type RoomSamples, refused, struct } from '../support/sample';
import { clusterOn, knownCluster, knownSubnet, place, resourceId, somewhere } from '../support/values';

function newIdentity(stack: TerraformStack) {
  return { ...somewhere(stack), identityName: 'shop-scaling' };
}
const token = { parameter: 'bearerToken', secretName: 'prometheus', key: 'token' };
const query = { query: 'sum(up)', threshold: 5 };
const common = { cachesMetric: true, triggerName: 'orders' };
const bus = { ...common, activationMessages: 2, cloud: AzureCloud.CHINA, messagesPerReplica: 20 };

/** How each struct of autoscaling reaches the output, and a value other than the default for each optional prop. */
export const samples: RoomSamples = {
  ClusterTriggerAuthenticationAttributes: struct<ClusterTriggerAuthenticationAttributes>((stack, attributes) => {
    const made = { keda: keda(stack), name: 'azure', ...attributes };
    const authentication = ClusterTriggerAuthentication.fromName(stack, 'Authentication', made);
    scaled(stack, { triggers: [ScaleTrigger.of('azure-eventhub', {}, { authentication })] });
  }),
  CronTriggerOptions: struct<CronTriggerOptions>((stack, options) => {
    const hours = { start: '0 8 * * *', end: '0 18 * * *', timezone: 'UTC', replicas: 3, ...options };
    scaled(stack, { triggers: [ScaleTrigger.cron(hours)] });
  }),
  CustomTriggerOptions: struct<CustomTriggerOptions>(
    (stack, options) => scaled(stack, { triggers: [ScaleTrigger.of('kafka', { topic: 'orders' }, options)] }),
    {
      ...common,
      authentication: (stack) => authentication(stack, { identity: undefined, secrets: [token] }),
      metricType: TriggerMetricType.VALUE,
    },
  ),
  KedaAttributes: struct<KedaAttributes>(
    (stack, attributes) => {
      const made = Keda.fromAttributes(stack, 'Keda', { cluster: knownCluster(stack), ...attributes });
      made.addIdentity('Scaling', { newIdentity: newIdentity(stack) });
      const fallback = { replicas: 2, behavior: FallbackBehavior.AT_MOST };
      scaled(stack, { keda: made, triggers: [ScaleTrigger.of('kafka', {})], fallback });
    },
    {
      namespaceName: 'keda',
      operatorServiceAccountName: 'other',
      version: refused(KedaVersion.of('2.16.1'), 'which silently drops it'),
    },
  ),
  KedaChartOptions: struct<KedaChartOptions>(
    (stack, options) => {
      const installation = KedaInstallation.helmChart(options);
      new Keda(stack, 'Keda', { cluster: knownCluster(stack), installation });
    },
    {
      highAvailability: false,
      metrics: KedaMetrics.SERVICE_MONITORS,
      namespace: (stack) => Namespace.fromName(stack, 'Other', { cluster: knownCluster(stack), name: 'other' }),
      takeOwnership: true,
      values: { priorityClassName: 'high' },
      version: KedaVersion.of('2.19.0'),
    },
  ),
  KedaIdentityOptions: struct<KedaIdentityOptions>(
    (stack, options) => {
      keda(stack).addIdentity('Scaling', { newIdentity: newIdentity(stack), ...options });
    },
    {
      credentialName: 'keda',
      identity: given(
        (stack: TerraformStack) => ({ newIdentity: undefined, identity: identity(stack, 'other') }),
        (stack: TerraformStack) => identity(stack, 'shop'),
      ),
      newIdentity: (stack) => ({ ...newIdentity(stack), identityName: 'other' }),
    },
  ),
  KedaProps: struct<KedaProps>(
    (stack, props) => {
      new Keda(stack, 'Keda', { cluster: clusterOn(stack, knownSubnet(stack)), ...props });
    },
    { installation: KedaInstallation.helmChart() },
  ),
  MeshRequestRateOptions: struct<MeshRequestRateOptions>(
    (stack, options) => {
      const mesh = IstioMesh.fromAttributes(stack, 'Mesh', { cluster: knownCluster(stack) });
      const rate = { mesh, metrics: server(), requestsPerSecond: 100, ...options };
      scaled(stack, { triggers: [ScaleTrigger.meshRequestRate(rate)] });
    },
    { ...common, activationRequestsPerSecond: 1, failsOnEmptyResult: true, windowMinutes: 5, workloadName: 'other' },
  ),
  PrometheusServerOptions: struct<PrometheusServerOptions>(
    (stack, options) => {
      const metrics = MetricsSource.server('https://prometheus.example.com', options);
      scaled(stack, { triggers: [ScaleTrigger.prometheus({ metrics, ...query })] });
    },
    {
      authentication: given(
        (stack) => ({
          signIn: PrometheusSignIn.BEARER,
          authentication: authentication(stack, { identity: undefined, secrets: [token], name: 'other' }, 'Other'),
        }),
        (stack: TerraformStack) => authentication(stack, { identity: undefined, secrets: [token] }),
      ),
      signIn: given(
        (stack) => ({
          signIn: PrometheusSignIn.BEARER,
          authentication: TriggerAuthentication.fromName(stack, 'Other', { ...site(stack), name: 'other' }),
        }),
        PrometheusSignIn.BASIC,
      ),
    },
  ),
  PrometheusTriggerOptions: struct<PrometheusTriggerOptions>(
    (stack, options) => {
      scaled(stack, { triggers: [ScaleTrigger.prometheus({ metrics: server(), ...query, ...options })] });
    },
    { ...common, activationThreshold: 1, failsOnEmptyResult: true, metricType: TriggerMetricType.VALUE },
  ),
  ResourceTriggerOptions: struct<ResourceTriggerOptions>(
    (stack, options) => {
      const measure = 'averageValue' in options ? options : { utilizationPercent: 70, ...options };
      scaled(stack, { triggers: [ScaleTrigger.cpu(measure)] });
    },
    { averageValue: '500m', containerName: 'checkout', utilizationPercent: 50 },
  ),
  ScaleFallback: struct<ScaleFallback>((stack, fallback) => scaled(stack, { fallback: { replicas: 3, ...fallback } }), {
    behavior: FallbackBehavior.CURRENT_REPLICAS,
    failureThreshold: 5,
  }),
  ScaledObjectProps: struct<ScaledObjectProps>((stack, props) => scaled(stack, props), {
    cooldownSeconds: given({ minReplicas: 0 }, 60),
    fallback: { replicas: 3 },
    maxReplicas: 20,
    minReplicas: 2,
    paused: true,
    pollingIntervalSeconds: given({ minReplicas: 0 }, 10),
    restoresReplicas: true,
    scaleDown: { stabilizationSeconds: 600 },
    scaleToZeroWhenIdle: true,
    scaleUp: { stabilizationSeconds: 60 },
    target: ScaleTarget.statefulSet('checkout'),
  }),
  ScalingBehavior: struct<ScalingBehavior>((stack, scaleUp) => scaled(stack, { scaleUp }), {
    policies: [ScalingPolicy.pods(4, 60)],
    selection: PolicySelection.MIN,
    stabilizationSeconds: 60,
  }),
  ServiceBusQueueTriggerOptions: struct<ServiceBusQueueTriggerOptions>((stack, options) => queue(stack, options), bus),
  ServiceBusTopicTriggerOptions: struct<ServiceBusTopicTriggerOptions>((stack, options) => {
    const topicSubscriptionId = `${resourceId('Microsoft.ServiceBus/namespaces', 'shop')}/topics/orders/subscriptions/a`;
    const trigger = { topicSubscriptionId, authentication: authentication(stack), ...options };
    scaled(stack, { triggers: [ScaleTrigger.serviceBusTopic(trigger)] });
  }, bus),
  TriggerAuthenticationAttributes: struct<TriggerAuthenticationAttributes>((stack, attributes) => {
    const made = { ...site(stack), name: 'azure', ...attributes };
    const known = TriggerAuthentication.fromName(stack, 'Authentication', made);
    scaled(stack, { triggers: [ScaleTrigger.of('azure-eventhub', {}, { authentication: known })] });
  }),
  TriggerAuthenticationOptions: struct<TriggerAuthenticationOptions>(
    (stack, options) => {
      const made = { keda: keda(stack), name: 'azure', identity: trusted(stack), ...options };
      const shared = new ClusterTriggerAuthentication(stack, 'Authentication', made);
      queue(stack, { authentication: shared });
    },
    { grantRoles: false, identity: (stack) => trusted(stack, 'Other'), secrets: [token] },
  ),
  TriggerAuthenticationProps: struct<TriggerAuthenticationProps>(
    (stack, props) => queue(stack, { authentication: authentication(stack, props) }),
    { grantRoles: false, identity: (stack) => trusted(stack, 'Other'), secrets: [token] },
  ),
  TriggerSecret: struct<TriggerSecret>((stack, secret) => {
    authentication(stack, { secrets: [{ ...token, ...secret }] });
  }),
};

function identity(stack: TerraformStack, identityName: string) {
  const { resourceGroupName } = place;
  return ManagedIdentity.fromLookup(stack, `Identity-${identityName}`, { identityName, resourceGroupName });
}

function keda(stack: TerraformStack): IKeda {
  const found = stack.node.tryFindChild('Keda') as IKeda | undefined;
  return found ?? Keda.fromAttributes(stack, 'Keda', { cluster: knownCluster(stack) });
}

/** An identity that KEDA can sign in with; one an id. */
function trusted(stack: TerraformStack, id = 'Scaling') {
  const made = { ...newIdentity(stack), identityName: `shop-${id.toLowerCase()}` };
  return keda(stack).addIdentity(id, { newIdentity: made });
}

function site(stack: TerraformStack) {
  const found = stack.node.tryFindChild('Shop') as Namespace | undefined;
  const namespace = found ?? Namespace.fromName(stack, 'Shop', { cluster: knownCluster(stack), name: 'shop' });
  return { keda: keda(stack), namespace };
}

function authentication(stack: TerraformStack, props: Partial<TriggerAuthenticationProps> = {}, id = 'Authentication') {
  const own = 'identity' in props ? props.identity : trusted(stack);
  return new TriggerAuthentication(stack, id, { ...site(stack), name: 'azure', ...props, identity: own });
}

function server(): MetricsSource {
  return MetricsSource.server('http://prometheus.monitoring:9090');
}

function queue(stack: TerraformStack, options: Partial<ServiceBusQueueTriggerOptions>): void {
  const queueId = `${resourceId('Microsoft.ServiceBus/namespaces', 'shop')}/queues/orders`;
  const own = options.authentication ?? authentication(stack);
  scaled(stack, { triggers: [ScaleTrigger.serviceBusQueue({ queueId, ...options, authentication: own })] });
}

function scaled(stack: TerraformStack, props: Partial<ScaledObjectProps>): void {
  new ScaledObject(stack, 'Checkout', {
    ...(props.keda
      ? { namespace: Namespace.fromName(stack, 'Ns', { cluster: props.keda.cluster, name: 'shop' }) }
      : site(stack)),
    name: 'checkout',
    target: ScaleTarget.deployment('checkout'),
    triggers: [ScaleTrigger.prometheus({ metrics: server(), ...query })],
    maxReplicas: 10,
    ...props,
  } as ScaledObjectProps);
}
