import type { KubernetesClusterAutoScalerProfile } from '@cdktf/provider-azurerm/lib/kubernetes-cluster';
import { Op, Token } from 'cdktf';
import { checkInteger, isKnown } from '../core/checks';
import type { Faults } from '../core/faults';

/** Which pool the cluster autoscaler grows, where several could take a pod. */
export enum AutoscalerExpander {
  /** The one that leaves the least CPU and memory unused. */
  LEAST_WASTE = 'least-waste',

  /** The one that takes the most pods. */
  MOST_PODS = 'most-pods',

  /** The one that the ConfigMap `cluster-autoscaler-priority-expander` prefers. */
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
}

export function checkAutoscaler(faults: Faults, options: ClusterAutoscalerOptions): void {
  checkInteger(faults, 'autoscaler.unneededMinutes', options.unneededMinutes, 1, 1440, 'minutes');
  checkInteger(faults, 'autoscaler.delayAfterAddMinutes', options.delayAfterAddMinutes, 1, 1440, 'minutes');
  const { utilizationThresholdPercent: percent, maxGracefulTerminationSeconds: seconds } = options;
  checkInteger(faults, 'autoscaler.utilizationThresholdPercent', percent, 1, 100, 'percent');
  checkInteger(faults, 'autoscaler.maxGracefulTerminationSeconds', seconds, 0, 86400, 'seconds');
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
  };
}

/** Azure takes these numbers as text. */
function text(value: unknown, unit = ''): string | undefined {
  if (value === undefined) return undefined;
  return `${isKnown(value) ? value : Token.asString(value)}${unit}`;
}

function share(percent: number): unknown {
  return isKnown(percent) ? percent / 100 : Op.div(percent, 100);
}
