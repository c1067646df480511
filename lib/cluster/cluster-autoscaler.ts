import type { KubernetesClusterAutoScalerProfile } from '@cdktf/provider-azurerm/lib/kubernetes-cluster';
import { Op, Token } from 'cdktf';
import { checkInteger, isKnown } from '../core/checks';
import type { Faults } from '../core/faults';

/** The pool that the cluster autoscaler scales up if several fit a pod (expander). */
export enum AutoscalerExpander {
  /** The pool that leaves the least CPU and memory unused. */
  LEAST_WASTE = 'least-waste',

  /** The pool that can schedule the most pods. */
  MOST_PODS = 'most-pods',

  /** The pool that the ConfigMap `cluster-autoscaler-priority-expander` prefers. */
  PRIORITY = 'priority',

  /** Any. */
  RANDOM = 'random',
}

/**
 * How the cluster autoscaler adds and removes nodes, in all pools.
 *
 * @see https://learn.microsoft.com/azure/aks/cluster-autoscaler-overview
 */
export interface ClusterAutoscalerOptions {
  /**
   * Which pool grows, where several could.
   *
   * @default AutoscalerExpander.RANDOM
   */
  readonly expander?: AutoscalerExpander;

  /**
   * Keeps pools of the same shape equally large; for a pool in each zone.
   *
   * @default false
   */
  readonly balanceSimilarPools?: boolean;

  /**
   * After how many minutes with too little to do a node goes, 1 to 1440.
   *
   * @default 10
   */
  readonly unneededMinutes?: number;

  /**
   * For how many minutes after a node came none goes, 1 to 1440.
   *
   * @default 10
   */
  readonly delayAfterAddMinutes?: number;

  /**
   * Below how many percent of requested CPU and memory a node has too little to do, 1 to 100.
   *
   * @default 50
   */
  readonly utilizationThresholdPercent?: number;

  /**
   * The graceful termination period for pods when their node is removed, in seconds: 0 to 86400.
   *
   * @default 600
   */
  readonly maxGracefulTerminationSeconds?: number;

  /**
   * Keeps nodes that run a pod with a volume on the node itself (`emptyDir`, `hostPath`).
   *
   * @default - Azure's: false
   */
  readonly keepNodesWithLocalStorage?: boolean;

  /**
   * Keeps nodes that run a pod of `kube-system` which is no DaemonSet.
   *
   * @default true
   */
  readonly keepNodesWithSystemPods?: boolean;

  /**
   * The interval in seconds at which the autoscaler decides, 1 to 3600.
   *
   * @default 10
   */
  readonly scanIntervalSeconds?: number;

  /**
   * For how many seconds a new pod waits before the autoscaler adds a node for it, 0 to 86400; for pods in bursts.
   *
   * @default 0
   */
  readonly newPodDelaySeconds?: number;

  /**
   * For how many seconds after a node was removed no other is, 0 to 86400.
   *
   * @default - `scanIntervalSeconds`
   */
  readonly delayAfterDeleteSeconds?: number;

  /**
   * For how many minutes after a failed removal no node is removed, 1 to 1440.
   *
   * @default 3
   */
  readonly delayAfterFailureMinutes?: number;

  /**
   * After how many minutes a node that isn't ready is removed, 1 to 1440.
   *
   * @default 20
   */
  readonly unreadyMinutes?: number;

  /**
   * The maximum time until a new node is ready, in minutes, 1 to 1440.
   *
   * @default 15
   */
  readonly maxProvisioningMinutes?: number;

  /**
   * The number of nodes that aren't ready from which on the autoscaler stops, unless they are fewer than `maxUnreadyPercent`: 0 to 1000.
   *
   * @default 3
   */
  readonly maxUnreadyNodes?: number;

  /**
   * The percentage of nodes that aren't ready from which on the autoscaler stops, 0 to 100.
   *
   * @default 45
   */
  readonly maxUnreadyPercent?: number;

  /**
   * The maximum number of empty nodes that are removed at a time, 1 to 1000.
   *
   * @default 10
   */
  readonly maxEmptyNodesDeleted?: number;

  /**
   * Ignores the requests of DaemonSets when a node's utilization is computed.
   *
   * @default false
   */
  readonly ignoreDaemonSets?: boolean;

  /**
   * Evicts the pods of DaemonSets gracefully from nodes that are removed because they are empty.
   *
   * @default false
   */
  readonly evictDaemonSetsOfEmptyNodes?: boolean;

  /**
   * Evicts the pods of DaemonSets gracefully from nodes that are removed though they have other pods.
   *
   * @default true
   */
  readonly evictDaemonSetsOfOccupiedNodes?: boolean;
}

/** The range of each whole number, and its unit. */
const ranges = {
  unneededMinutes: [1, 1440, 'minutes'],
  delayAfterAddMinutes: [1, 1440, 'minutes'],
  utilizationThresholdPercent: [1, 100, 'percent'],
  maxGracefulTerminationSeconds: [0, 86400, 'seconds'],
  scanIntervalSeconds: [1, 3600, 'seconds'],
  newPodDelaySeconds: [0, 86400, 'seconds'],
  delayAfterDeleteSeconds: [0, 86400, 'seconds'],
  delayAfterFailureMinutes: [1, 1440, 'minutes'],
  unreadyMinutes: [1, 1440, 'minutes'],
  maxProvisioningMinutes: [1, 1440, 'minutes'],
  maxUnreadyNodes: [0, 1000, 'nodes'],
  maxUnreadyPercent: [0, 100, 'percent'],
  maxEmptyNodesDeleted: [1, 1000, 'nodes'],
} as const;

export function checkAutoscaler(faults: Faults, options: ClusterAutoscalerOptions): void {
  for (const [prop, [min, max, unit]] of Object.entries(ranges)) {
    checkInteger(faults, `autoscaler.${prop}`, options[prop as keyof typeof ranges], min, max, unit);
  }
}

export function renderAutoscaler(options: ClusterAutoscalerOptions): KubernetesClusterAutoScalerProfile {
  const { unneededMinutes, delayAfterAddMinutes, utilizationThresholdPercent: percent } = options;
  return {
    expander: options.expander,
    balanceSimilarNodeGroups: options.balanceSimilarPools,
    scaleDownUnneeded: text(unneededMinutes, 'm'),
    scaleDownDelayAfterAdd: text(delayAfterAddMinutes, 'm'),
    scaleDownUtilizationThreshold: text(percent === undefined ? undefined : share(percent)),
    maxGracefulTerminationSec: text(options.maxGracefulTerminationSeconds),
    skipNodesWithLocalStorage: options.keepNodesWithLocalStorage,
    skipNodesWithSystemPods: options.keepNodesWithSystemPods,
    scanInterval: text(options.scanIntervalSeconds, 's'),
    newPodScaleUpDelay: text(options.newPodDelaySeconds, 's'),
    scaleDownDelayAfterDelete: text(options.delayAfterDeleteSeconds, 's'),
    scaleDownDelayAfterFailure: text(options.delayAfterFailureMinutes, 'm'),
    scaleDownUnready: text(options.unreadyMinutes, 'm'),
    maxNodeProvisioningTime: text(options.maxProvisioningMinutes, 'm'),
    maxUnreadyNodes: options.maxUnreadyNodes,
    maxUnreadyPercentage: options.maxUnreadyPercent,
    emptyBulkDeleteMax: text(options.maxEmptyNodesDeleted),
    ignoreDaemonsetsUtilizationEnabled: options.ignoreDaemonSets,
    daemonsetEvictionForEmptyNodesEnabled: options.evictDaemonSetsOfEmptyNodes,
    daemonsetEvictionForOccupiedNodesEnabled: options.evictDaemonSetsOfOccupiedNodes,
  };
}

/** Azure expects these numbers as text. */
function text(value: unknown, unit = ''): string | undefined {
  if (value === undefined) return undefined;
  return `${isKnown(value) ? value : Token.asString(value)}${unit}`;
}

function share(percent: number): unknown {
  return isKnown(percent) ? percent / 100 : Op.div(percent, 100);
}
