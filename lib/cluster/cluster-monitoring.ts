import type { KubernetesClusterConfig } from '@cdktf/provider-azurerm/lib/kubernetes-cluster';
import type { Construct, IConstruct } from 'constructs';
import { checkSameStack } from '../core/checks';
import type { Faults } from '../core/faults';
import { publicClass } from '../core/public-class';
import type { IAzureMonitorWorkspace } from '../workspace/azure-monitor-workspace-base';
import type { ILogAnalyticsWorkspace } from '../workspace/log-analytics-workspace-base';
import { ContainerInsights } from './container-insights';
import { type ContainerInsightsOptions, checkContainerInsights } from './container-insights-options';
import { ManagedPrometheus } from './managed-prometheus';
import { checkManagedPrometheus, type ManagedPrometheusOptions, renderMetadata } from './managed-prometheus-options';
import type { MonitoredCluster } from './monitored-cluster';

/** The destinations of a cluster's logs and metrics. */
export interface AzureMonitorOptions {
  /**
   * Turns on Container insights: container logs, events and inventory go to this workspace, of the same stack.
   *
   * @default - no Container insights
   */
  readonly logAnalyticsWorkspace?: ILogAnalyticsWorkspace;

  /**
   * The data that Container insights collects, and the interval.
   *
   * @default - everything, every minute, of all namespaces, without the nodes' own logs
   */
  readonly containerInsights?: ContainerInsightsOptions;

  /**
   * Enables managed Prometheus: metrics go to this workspace, in the same stack. `ManagedPrometheusSettings` in the cluster
   * configures further scrape targets.
   *
   * @default - no managed Prometheus
   */
  readonly monitorWorkspace?: IAzureMonitorWorkspace;

  /**
   * The metrics that managed Prometheus records.
   *
   * @default - the recording rules that Azure's dashboards use; no labels and annotations of objects
   */
  readonly managedPrometheus?: ManagedPrometheusOptions;

  /**
   * Microsoft Defender for Containers, which reports to a Log Analytics workspace. It has a price for each vCPU.
   *
   * @see https://learn.microsoft.com/azure/defender-for-cloud/defender-for-containers-introduction
   * @default - true where logAnalyticsWorkspace or defenderWorkspace is given
   */
  readonly defender?: boolean;

  /**
   * The workspace that Defender reports to, of the same stack: of a security team, or without Container insights.
   *
   * @default - logAnalyticsWorkspace
   */
  readonly defenderWorkspace?: ILogAnalyticsWorkspace;
}

/**
 * Azure's monitoring of a cluster: logs, metrics and Defender.
 *
 * @see https://learn.microsoft.com/azure/azure-monitor/containers/kubernetes-monitoring-overview
 */
export class ClusterMonitoring {
  /** Container insights, managed Prometheus and Defender; each needs its workspace. */
  public static azureMonitor(options: AzureMonitorOptions): ClusterMonitoring {
    return new ClusterMonitoring(options);
  }

  private constructor(private readonly options: AzureMonitorOptions) {}

  /** @internal */
  public get _hasManagedPrometheus(): boolean {
    return this.options.monitorWorkspace !== undefined || this.usesMetricsRuleOfOthers;
  }

  private get usesMetricsRuleOfOthers(): boolean {
    return this.options.managedPrometheus?.collectionRule === false;
  }

  /** @internal */
  public _check(faults: Faults, cluster: IConstruct): void {
    const { logAnalyticsWorkspace: logs, monitorWorkspace: metrics, defender, defenderWorkspace } = this.options;
    const isElsewhere = this.usesMetricsRuleOfOthers;
    if (!logs && !metrics && !defenderWorkspace && !isElsewhere) {
      const fix = 'Set logAnalyticsWorkspace, monitorWorkspace or both.';
      faults.add('monitoring', 'must have a workspace', undefined, fix);
    }
    if (logs) checkSameStack(faults, 'logAnalyticsWorkspace', logs, cluster, 'LogAnalyticsWorkspace.fromLookup');
    if (metrics) checkSameStack(faults, 'monitorWorkspace', metrics, cluster, 'AzureMonitorWorkspace.fromLookup');
    if (defenderWorkspace) {
      checkSameStack(faults, 'defenderWorkspace', defenderWorkspace, cluster, 'LogAnalyticsWorkspace.fromLookup');
      if (defender === false) {
        const fix = 'Remove one of the two.';
        faults.add(
          'defenderWorkspace',
          'must not be set together with defender: false',
          defenderWorkspace.node.path,
          fix,
        );
      }
    }
    const needsLogs = defender && !defenderWorkspace;
    const needs = { defender: needsLogs || undefined, containerInsights: this.options.containerInsights };
    for (const [prop, given] of Object.entries(needs).filter(([, value]) => value !== undefined && !logs)) {
      const must = 'must have a Log Analytics workspace';
      faults.add(prop, must, given === true ? given : undefined, 'Set logAnalyticsWorkspace.');
    }
    if (metrics && isElsewhere) {
      const must = 'must be left out with managedPrometheus.collectionRule: false';
      faults.add('monitorWorkspace', must, metrics.node.path, 'Remove one of the two.');
    }
    if (this.options.managedPrometheus && !metrics && !isElsewhere) {
      const must = 'must have an Azure Monitor workspace';
      faults.add('managedPrometheus', must, undefined, 'Set monitorWorkspace.');
    }
    checkContainerInsights(faults, 'containerInsights', this.options.containerInsights);
    checkManagedPrometheus(faults, 'managedPrometheus', this.options.managedPrometheus);
  }

  /** @internal */
  public _render(): Pick<KubernetesClusterConfig, 'microsoftDefender' | 'monitorMetrics' | 'omsAgent'> {
    const { logAnalyticsWorkspace, monitorWorkspace, managedPrometheus = {}, defender = true } = this.options;
    const logAnalyticsWorkspaceId = logAnalyticsWorkspace?.workspaceId;
    const defenderWorkspaceId = this.options.defenderWorkspace?.workspaceId ?? logAnalyticsWorkspaceId;
    return {
      omsAgent: logAnalyticsWorkspaceId ? { logAnalyticsWorkspaceId, msiAuthForMonitoringEnabled: true } : undefined,
      microsoftDefender: defenderWorkspaceId && defender ? { logAnalyticsWorkspaceId: defenderWorkspaceId } : undefined,
      // cdktf drops a block that has nothing but undefined in it, and keeps an empty one.
      monitorMetrics: monitorWorkspace || this.usesMetricsRuleOfOthers ? renderMetadata(managedPrometheus) : undefined,
    };
  }

  /**
   * Creates the data collection rules: the cluster's arguments alone don't configure which data is collected and where it is
   * sent.
   *
   * @internal
   */
  public _connect(scope: Construct, cluster: MonitoredCluster): void {
    const { logAnalyticsWorkspace: logs, monitorWorkspace: metrics, containerInsights } = this.options;
    if (logs && containerInsights?.collectionRule !== false) {
      new ContainerInsights(scope, 'ContainerInsights', {
        cluster,
        workspaceId: logs.workspaceId,
        workspaceLocation: logs._location ?? cluster.location,
        options: containerInsights ?? {},
      });
    }
    if (metrics) {
      new ManagedPrometheus(scope, 'ManagedPrometheus', {
        cluster,
        workspaceId: metrics.workspaceId,
        workspaceLocation: metrics._location ?? cluster.location,
        options: this.options.managedPrometheus ?? {},
      });
    }
  }
}

publicClass('ClusterMonitoring', ClusterMonitoring);
