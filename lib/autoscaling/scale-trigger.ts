import { checkName, checkSameStack } from '../core/checks';
import type { Faults } from '../core/faults';
import { nameRules } from '../core/names';
import { publicClass } from '../core/public-class';
import { stateCloud } from '../network/cloud-endpoints';
import { type CronTriggerOptions, cronTrigger } from './cron-trigger';
import { type CustomTriggerOptions, customTrigger } from './custom-trigger';
import { type MeshRequestRateOptions, meshRequestRate } from './mesh-request-rate';
import { type PrometheusTriggerOptions, prometheusTrigger } from './prometheus-trigger';
import { type ResourceTriggerOptions, resourceTrigger } from './resource-trigger';
import {
  type ServiceBusQueueTriggerOptions,
  type ServiceBusTopicTriggerOptions,
  serviceBusQueue,
  serviceBusTopic,
} from './service-bus-trigger';
import type { ITriggerAuthentication } from './trigger-authentication-base';
import type { TriggerKind, TriggerSite } from './trigger-kind';

/**
 * A trigger: the event source that scales a workload. Of several triggers, the one that requests the most replicas takes effect.
 *
 * @see https://keda.sh/docs/latest/scalers/
 */
export class ScaleTrigger {
  /**
   * The workload's request rate, from its mesh's metrics. The query depends on the mesh; changing the mesh changes only the
   * query.
   */
  public static meshRequestRate(options: MeshRequestRateOptions): ScaleTrigger {
    return new ScaleTrigger(meshRequestRate(options));
  }

  /** A query of a Prometheus. */
  public static prometheus(options: PrometheusTriggerOptions): ScaleTrigger {
    return new ScaleTrigger(prometheusTrigger(options));
  }

  /**
   * The messages in an Azure Service Bus queue. The authentication's identity is granted the role *Azure Service Bus Data
   * Receiver* on the queue.
   */
  public static serviceBusQueue(options: ServiceBusQueueTriggerOptions): ScaleTrigger {
    return new ScaleTrigger(serviceBusQueue(options));
  }

  /**
   * The messages in a subscription of an Azure Service Bus topic. The authentication's identity is granted the role *Azure
   * Service Bus Data Receiver* on the subscription.
   */
  public static serviceBusTopic(options: ServiceBusTopicTriggerOptions): ScaleTrigger {
    return new ScaleTrigger(serviceBusTopic(options));
  }

  /**
   * A schedule. For a time zone that is newer than the Node.js that runs this program, use `ScaleTrigger.of`.
   */
  public static cron(options: CronTriggerOptions): ScaleTrigger {
    return new ScaleTrigger(cronTrigger(options));
  }

  /** The CPU that the pods use. */
  public static cpu(options: ResourceTriggerOptions): ScaleTrigger {
    return new ScaleTrigger(resourceTrigger('cpu', options));
  }

  /** The memory that the pods use. For applications that give memory back; others never scale down. */
  public static memory(options: ResourceTriggerOptions): ScaleTrigger {
    return new ScaleTrigger(resourceTrigger('memory', options));
  }

  /**
   * Any other kind. KEDA judges the parameters when the ScaledObject is applied.
   *
   * @param type the scaler's name, e.g. `kafka`.
   * @param metadata its parameters, as text; they print in plans.
   * @param options the authentication, and how the metric counts.
   */
  public static of(
    type: string,
    metadata: { [parameter: string]: string },
    options: CustomTriggerOptions = {},
  ): ScaleTrigger {
    return new ScaleTrigger(customTrigger(type, metadata, options));
  }

  private constructor(private readonly kind: TriggerKind) {}

  /** @internal */
  public get _name(): string | undefined {
    return this.kind.options?.triggerName;
  }

  /** @internal */
  public get _cachesMetric(): boolean {
    return this.kind.options?.cachesMetric ?? false;
  }

  /** @internal */
  public get _needsPods(): string | undefined {
    return this.kind.needsPods;
  }

  /** @internal */
  public get _isOfKubernetes(): boolean {
    return this.kind.isOfKubernetes ?? false;
  }

  /** @internal */
  public get _authentication(): ITriggerAuthentication | undefined {
    return this.kind.authentication;
  }

  /** @internal */
  public _check(faults: Faults, at: string, site: TriggerSite): void {
    if (this._name !== undefined) checkName(faults, `${at}.triggerName`, this._name, nameRules.kubernetesLabel);
    this.kind.check(faults, at, site);
    const { authentication } = this.kind;
    if (authentication) checkReach(faults, `${at}.authentication`, authentication, site);
  }

  /** @internal */
  public _render(site: TriggerSite): { [key: string]: unknown } {
    const { type, metricType, authentication } = this.kind;
    return {
      type,
      name: this._name,
      metricType,
      useCachedMetrics: this._cachesMetric || undefined,
      metadata: this.kind.metadata(site),
      authenticationRef: authentication && { name: authentication.authenticationName, kind: authentication._kind },
    };
  }

  /**
   * Grants roles, sets the cloud that KEDA queries, and adds warnings.
   *
   * @internal
   */
  public _use(site: TriggerSite, at: string): void {
    this.kind.grant?.();
    const { cloud } = this.kind;
    if (cloud) stateCloud(site.user, `${at}.${cloud.prop}`, cloud.value);
    this.kind.warn?.(site, at);
  }
}

/** A ScaledObject can use authentications of its namespace, and those of the cluster. */
function checkReach(faults: Faults, at: string, authentication: ITriggerAuthentication, site: TriggerSite): void {
  checkSameStack(faults, at, authentication, site.user, 'TriggerAuthentication.fromName');
  const { namespaceName, keda } = authentication;
  if (namespaceName !== undefined && namespaceName !== site.namespaceName) {
    const must = `must be in namespace ${site.namespaceName}, or a ClusterTriggerAuthentication`;
    faults.add(at, must, namespaceName, 'Create one there.');
  }
  if (keda.cluster !== site.keda.cluster) {
    const must = `must be on the cluster of keda (${site.keda.cluster.node.path})`;
    faults.add(at, must, keda.cluster.node.path, 'Use the same cluster for both.');
  }
}

publicClass('ScaleTrigger', ScaleTrigger);
