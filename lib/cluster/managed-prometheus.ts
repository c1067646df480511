import { MonitorAlertPrometheusRuleGroup } from '@cdktf/provider-azurerm/lib/monitor-alert-prometheus-rule-group';
import { MonitorDataCollectionEndpoint } from '@cdktf/provider-azurerm/lib/monitor-data-collection-endpoint';
import { MonitorDataCollectionRule } from '@cdktf/provider-azurerm/lib/monitor-data-collection-rule';
import { MonitorDataCollectionRuleAssociation } from '@cdktf/provider-azurerm/lib/monitor-data-collection-rule-association';
import { Construct } from 'constructs';
import type { ManagedPrometheusOptions } from './managed-prometheus-options';
import { longestEndpointName, type MonitoredCluster, ruleName } from './monitored-cluster';
import { recordingRules } from './recording-rules';

export interface ManagedPrometheusProps {
  readonly cluster: MonitoredCluster;
  readonly workspaceId: string;
  readonly workspaceLocation: string;
  readonly options: ManagedPrometheusOptions;
}

const destination = 'MonitoringAccount1';
const streams = ['Microsoft-PrometheusMetrics'];

/**
 * Sends one cluster's Prometheus metrics to an Azure Monitor workspace, and creates the recording rules there.
 *
 * @see https://learn.microsoft.com/azure/azure-monitor/containers/kubernetes-monitoring-enable
 */
export class ManagedPrometheus extends Construct {
  public constructor(
    scope: Construct,
    id: string,
    private readonly props: ManagedPrometheusProps,
  ) {
    super(scope, id);
    const { cluster, workspaceId, workspaceLocation, options } = props;
    const place = this.place;
    const endpoint = new MonitorDataCollectionEndpoint(this, 'Endpoint', {
      ...place,
      name: options.endpointName ?? ruleName('MSProm', workspaceLocation, cluster.clusterName, longestEndpointName),
      kind: 'Linux',
    });
    const rule = new MonitorDataCollectionRule(this, 'Resource', {
      ...place,
      name: options.ruleName ?? ruleName('MSProm', workspaceLocation, cluster.clusterName),
      kind: 'Linux',
      dataCollectionEndpointId: endpoint.id,
      destinations: { monitorAccount: [{ name: destination, monitorAccountId: workspaceId }] },
      dataFlow: [{ streams, destinations: [destination] }],
      dataSources: { prometheusForwarder: [{ name: 'PrometheusDataSource', streams }] },
    });
    new MonitorDataCollectionRuleAssociation(this, 'Association', {
      name: options.associationName ?? ruleName('MSProm', workspaceLocation, cluster.clusterName),
      targetResourceId: cluster.clusterId,
      dataCollectionRuleId: rule.id,
    });
    if (options.recordingRules ?? true) this.addRecordingRules();
  }

  private get place() {
    const { cluster, workspaceLocation } = this.props;
    return { resourceGroupName: cluster.resourceGroupName, location: workspaceLocation, tags: cluster.tags };
  }

  private addRecordingRules(): void {
    const { cluster, workspaceId } = this.props;
    for (const [id, { title, rules }] of Object.entries(recordingRules)) {
      new MonitorAlertPrometheusRuleGroup(this, id, {
        ...this.place,
        name: `${title}RecordingRulesRuleGroup-${cluster.clusterName}`,
        clusterName: cluster.clusterName,
        interval: 'PT1M',
        ruleGroupEnabled: true,
        scopes: [workspaceId, cluster.clusterId],
        rule: rules.map((one) => ({ enabled: true, ...one })),
      });
    }
  }
}
