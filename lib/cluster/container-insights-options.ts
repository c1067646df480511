import { checkInteger, checkName, checkOneOf, isKnown } from '../core/checks';
import type { Faults } from '../core/faults';
import { nameRules } from '../core/names';
import { checkRuleIsOwn, checkRuleNames } from './monitored-cluster';

/**
 * The data streams of Container insights; each fills one or two tables of the workspace.
 *
 * @see https://learn.microsoft.com/azure/azure-monitor/containers/container-insights-data-collection-configure
 */
export enum ContainerInsightsStream {
  /** The output of containers: table `ContainerLogV2`. */
  CONTAINER_LOGS = 'Microsoft-ContainerLogV2',
  /** Events of Kubernetes: table `KubeEvents`. */
  KUBERNETES_EVENTS = 'Microsoft-KubeEvents',
  /** Pods and their state: table `KubePodInventory`. */
  POD_INVENTORY = 'Microsoft-KubePodInventory',
  /** Nodes and their state: table `KubeNodeInventory`. */
  NODE_INVENTORY = 'Microsoft-KubeNodeInventory',
  /** Persistent volumes: table `KubePVInventory`. */
  VOLUME_INVENTORY = 'Microsoft-KubePVInventory',
  /** Services: table `KubeServices`. */
  SERVICES = 'Microsoft-KubeServices',
  /** The agent's own events: table `KubeMonAgentEvents`. */
  AGENT_EVENTS = 'Microsoft-KubeMonAgentEvents',
  /** Metrics in the workspace: table `InsightsMetrics`; managed Prometheus has them for less. */
  METRICS = 'Microsoft-InsightsMetrics',
  /** Containers and their images: table `ContainerInventory`. */
  CONTAINER_INVENTORY = 'Microsoft-ContainerInventory',
  /** Container runtimes of nodes: table `ContainerNodeInventory`. */
  CONTAINER_NODE_INVENTORY = 'Microsoft-ContainerNodeInventory',
  /** CPU and memory of nodes and containers in the workspace: table `Perf`; managed Prometheus has them for less. */
  PERFORMANCE = 'Microsoft-Perf',
}

/** The minimum severity of the nodes' system logs: messages of this level and above are collected. */
export enum SyslogLevel {
  /** Everything. */
  DEBUG = 'Debug',
  /** Messages of normal operation. */
  INFO = 'Info',
  /** Normal but significant conditions. */
  NOTICE = 'Notice',
  /** Conditions that may become errors. */
  WARNING = 'Warning',
  /** Errors. */
  ERROR = 'Error',
  /** Critical conditions: a component doesn't work. */
  CRITICAL = 'Critical',
  /** Action must be taken immediately. */
  ALERT = 'Alert',
  /** The system is unusable. */
  EMERGENCY = 'Emergency',
}

/** The data that Container insights collects, and the interval. */
export interface ContainerInsightsOptions {
  /**
   * Whether this program creates the data collection rule and its association. Set it to false if they exist already, or if a
   * policy creates them: the other options are then rejected. Without a rule nothing is collected.
   *
   * @default true
   */
  readonly collectionRule?: boolean;

  /**
   * The streams to collect. With managed Prometheus, `CONTAINER_LOGS` and `KUBERNETES_EVENTS` are often enough, for a third of
   * the price.
   *
   * @default - everything
   */
  readonly streams?: ContainerInsightsStream[];

  /**
   * Every how many minutes inventory and performance are collected: 1 to 30. Logs always come at once.
   *
   * @default 1
   */
  readonly intervalMinutes?: number;

  /**
   * Namespaces of which alone something is collected. Not with `namespacesExcluded`.
   *
   * @default - all of them
   */
  readonly namespacesIncluded?: string[];

  /**
   * Namespaces of which nothing is collected, e.g. `kube-system`. Not with `namespacesIncluded`.
   *
   * @default - none
   */
  readonly namespacesExcluded?: string[];

  /**
   * The nodes' system logs of this level and worse: table `Syslog`.
   *
   * @see https://learn.microsoft.com/azure/azure-monitor/containers/container-insights-syslog
   * @default - none
   */
  readonly syslog?: SyslogLevel;

  /**
   * The name of the data collection rule: 3 to 64 letters, digits and `-`.
   *
   * Changing this replaces the rule.
   *
   * @default - MSCI-REGION-CLUSTER as Azure's own tools name it, truncated to 64 characters
   */
  readonly ruleName?: string;

  /**
   * The name of the association between the cluster and the rule: 3 to 64 letters, digits and `-`.
   *
   * Changing this replaces the association.
   *
   * @default 'ContainerInsightsExtension'
   */
  readonly associationName?: string;
}

export function checkContainerInsights(faults: Faults, at: string, options: ContainerInsightsOptions = {}): void {
  const { streams, intervalMinutes, namespacesIncluded, namespacesExcluded, syslog } = options;
  checkRuleIsOwn(faults, at, options);
  if (isKnown(streams) && streams.length === 0) {
    faults.add(`${at}.streams`, 'must have at least one element', streams, 'Leave it out to collect everything.');
  }
  streams?.forEach((stream, index) => {
    checkOneOf(faults, `${at}.streams[${index}]`, stream, Object.values(ContainerInsightsStream));
  });
  checkRuleNames(faults, at, options);
  checkInteger(faults, `${at}.intervalMinutes`, intervalMinutes, 1, 30, 'minutes');
  checkOneOf(faults, `${at}.syslog`, syslog, Object.values(SyslogLevel));
  if (namespacesIncluded && namespacesExcluded) {
    const must = 'must not be set together with namespacesIncluded';
    faults.add(`${at}.namespacesExcluded`, must, undefined, 'Set only one of them.');
  }
  for (const [prop, names] of Object.entries({ namespacesIncluded, namespacesExcluded })) {
    names?.forEach((name, index) => {
      checkName(faults, `${at}.${prop}[${index}]`, name, nameRules.kubernetesLabel);
    });
  }
}
