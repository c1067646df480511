import type { KubernetesClusterConfig } from '@cdktf/provider-azurerm/lib/kubernetes-cluster';
import type { Construct } from 'constructs';
import { checkResourceId } from '../core/checks';
import type { Faults } from '../core/faults';
import { ContainerInsights } from './container-insights';
import { ManagedPrometheus } from './managed-prometheus';

/** Where a cluster's logs and metrics go. */
export interface AzureMonitorOptions {
  /**
   * The resource id of a Log Analytics workspace: turns on Container insights (container logs, events, inventory).
   *
   * @default - no Container insights
   */
  readonly logAnalyticsWorkspaceId?: string;

  /**
   * The resource id of an Azure Monitor workspace: turns on managed Prometheus.
   *
   * @default - no managed Prometheus
   */
  readonly monitorWorkspaceId?: string;

  /**
   * Microsoft Defender for Containers, which reports to the Log Analytics workspace. It has a price for each vCPU.
   *
   * @see https://learn.microsoft.com/azure/defender-for-cloud/defender-for-containers-introduction
   * @default - true where logAnalyticsWorkspaceId is given
   */
  readonly defender?: boolean;

  /**
   * The region of the workspaces.
   *
   * Changing this replaces the rules that say what is collected.
   *
   * @default - the cluster's region
   */
  readonly workspaceLocation?: string;
}

/** @internal */
export interface MonitoredCluster {
  readonly clusterId: string;
  readonly clusterName: string;
  readonly resourceGroupName: string;
  readonly location: string;
  readonly tags?: { [key: string]: string };
}

/**
 * How a cluster is observed from Azure.
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
    return this.options.monitorWorkspaceId !== undefined;
  }

  /** @internal */
  public _check(faults: Faults): void {
    const { logAnalyticsWorkspaceId, monitorWorkspaceId, defender } = this.options;
    const fix = 'Give logAnalyticsWorkspaceId, monitorWorkspaceId or both.';
    if (!logAnalyticsWorkspaceId && !monitorWorkspaceId) {
      faults.add('monitoring', 'must be given a workspace', undefined, fix);
    }
    if (defender && !logAnalyticsWorkspaceId) {
      faults.add(
        'defender',
        'must have a Log Analytics workspace to report to',
        defender,
        'Give logAnalyticsWorkspaceId.',
      );
    }
    const type = 'Microsoft.OperationalInsights/workspaces';
    checkResourceId(faults, 'logAnalyticsWorkspaceId', logAnalyticsWorkspaceId, type);
    checkResourceId(faults, 'monitorWorkspaceId', monitorWorkspaceId, 'Microsoft.Monitor/accounts');
  }

  /** @internal */
  public _render(): Pick<KubernetesClusterConfig, 'microsoftDefender' | 'monitorMetrics' | 'omsAgent'> {
    const { logAnalyticsWorkspaceId, monitorWorkspaceId, defender = true } = this.options;
    return {
      omsAgent: logAnalyticsWorkspaceId ? { logAnalyticsWorkspaceId, msiAuthForMonitoringEnabled: true } : undefined,
      microsoftDefender: logAnalyticsWorkspaceId && defender ? { logAnalyticsWorkspaceId } : undefined,
      monitorMetrics: monitorWorkspaceId ? {} : undefined,
    };
  }

  /**
   * What the cluster's arguments alone don't do: rules say what is collected and where it goes.
   *
   * @internal
   */
  public _connect(scope: Construct, cluster: MonitoredCluster): void {
    const { logAnalyticsWorkspaceId, monitorWorkspaceId } = this.options;
    const workspaceLocation = this.options.workspaceLocation ?? cluster.location;
    if (logAnalyticsWorkspaceId) {
      const workspaceId = logAnalyticsWorkspaceId;
      new ContainerInsights(scope, 'ContainerInsights', { cluster, workspaceId, workspaceLocation });
    }
    if (monitorWorkspaceId) {
      const workspaceId = monitorWorkspaceId;
      new ManagedPrometheus(scope, 'ManagedPrometheus', { cluster, workspaceId, workspaceLocation });
    }
  }
}
