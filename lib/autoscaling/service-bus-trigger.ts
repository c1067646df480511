import { checkGiven, checkInteger, checkOneOf, checkResourceIdForm } from '../core/checks';
import { resourceIdPart } from '../core/resource-ids';
import { AzureRole } from '../identity/azure-role';
import { AzureCloud } from '../network/azure-cloud';
import { environmentUnlessPublic } from '../network/cloud-endpoints';
import type { ScaleTriggerOptions } from './scale-trigger-options';
import type { ITriggerAuthentication } from './trigger-authentication-base';
import { type TriggerKind, textOf } from './trigger-kind';

/** Messages of Azure Service Bus as a trigger. */
export interface ServiceBusTriggerOptions extends ScaleTriggerOptions {
  /** The authentication that reads the number of messages; it requires an identity. */
  readonly authentication: ITriggerAuthentication;

  /**
   * The target number of messages per replica: 1 to 1,000,000. Messages in the dead-letter queue don't count.
   *
   * @default 5
   */
  readonly messagesPerReplica?: number;

  /**
   * The number of messages above which a workload without replicas is scaled to its first one: 0 to 1,000,000.
   *
   * @default 0
   */
  readonly activationMessages?: number;

  /**
   * The cloud that the namespace is in.
   *
   * @default AzureCloud.PUBLIC
   */
  readonly cloud?: AzureCloud;
}

/** Messages of a queue as a trigger. */
export interface ServiceBusQueueTriggerOptions extends ServiceBusTriggerOptions {
  /** The queue's resource id; a token of an L1 `ServicebusQueue` works. */
  readonly queueId: string;
}

/** Messages of a topic's subscription as a trigger. */
export interface ServiceBusTopicTriggerOptions extends ServiceBusTriggerOptions {
  /** The resource id of the topic's subscription; a token of an L1 `ServicebusSubscription` works. */
  readonly topicSubscriptionId: string;
}

/** The positions of names in `/subscriptions/S/resourceGroups/G/providers/Microsoft.ServiceBus/namespaces/N/queues/Q`. */
const namespacePlace = 8;
const entityPlace = 10;
const subscriptionPlace = 12;

const most = 1_000_000;

export function serviceBusQueue(options: ServiceBusQueueTriggerOptions): TriggerKind {
  const { queueId } = options;
  return serviceBus(options, 'queueId', queueId, 'Microsoft.ServiceBus/namespaces/queues', () => ({
    queueName: resourceIdPart(queueId, entityPlace),
  }));
}

export function serviceBusTopic(options: ServiceBusTopicTriggerOptions): TriggerKind {
  const { topicSubscriptionId: id } = options;
  return serviceBus(options, 'topicSubscriptionId', id, 'Microsoft.ServiceBus/namespaces/topics/subscriptions', () => ({
    topicName: resourceIdPart(id, entityPlace),
    subscriptionName: resourceIdPart(id, subscriptionPlace),
  }));
}

/**
 * KEDA asks Service Bus itself for the properties of the queue or subscription, which takes the action `queues/read` or
 * `topics/subscriptions/read`; Data Receiver is the least of the built-in roles for readers that has both.
 *
 * Source: https://github.com/kedacore/keda/blob/v2.20.2/pkg/scalers/azure_servicebus_scaler.go
 */
function serviceBus(
  options: ServiceBusTriggerOptions,
  prop: string,
  id: string,
  type: string,
  names: () => { [parameter: string]: string },
): TriggerKind {
  const { authentication, messagesPerReplica, activationMessages, cloud = AzureCloud.PUBLIC } = options;
  return {
    type: 'azure-servicebus',
    options,
    authentication,
    cloud: { prop: 'cloud', value: cloud },
    check(faults, at) {
      if (checkGiven(faults, `${at}.${prop}`, id, `Use the id of a ${type}.`)) {
        checkResourceIdForm(faults, `${at}.${prop}`, id, type);
      }
      const fix = 'Use a TriggerAuthentication with an identity.';
      if (checkGiven(faults, `${at}.authentication`, authentication, fix) && authentication._hasIdentity === false) {
        faults.add(`${at}.authentication`, 'must have an identity', authentication.node.path, fix);
      }
      checkInteger(faults, `${at}.messagesPerReplica`, messagesPerReplica, 1, most, 'messages');
      checkInteger(faults, `${at}.activationMessages`, activationMessages, 0, most, 'messages');
      checkOneOf(faults, `${at}.cloud`, cloud, Object.values(AzureCloud));
    },
    metadata: () => ({
      namespace: resourceIdPart(id, namespacePlace),
      ...names(),
      messageCount: textOf(messagesPerReplica),
      activationMessageCount: textOf(activationMessages),
      cloud: environmentUnlessPublic(cloud),
    }),
    grant: () => authentication._grant(AzureRole.SERVICE_BUS_DATA_RECEIVER, id),
  };
}
