import { MonitorDataCollectionEndpoint } from '@cdktf/provider-azurerm/lib/monitor-data-collection-endpoint';
import { MonitorDataCollectionRule } from '@cdktf/provider-azurerm/lib/monitor-data-collection-rule';
import { MonitorDataCollectionRuleAssociation } from '@cdktf/provider-azurerm/lib/monitor-data-collection-rule-association';
import { Construct } from 'constructs';
import { ruleName, type WorkspaceConnectionProps } from './container-insights';

const destination = 'MonitoringAccount1';
const streams = ['Microsoft-PrometheusMetrics'];
const longestEndpointName = 44;

/**
 * The way of one cluster's Prometheus metrics into an Azure Monitor workspace.
 *
 * @see https://learn.microsoft.com/azure/azure-monitor/containers/kubernetes-monitoring-enable
 */
export class ManagedPrometheus extends Construct {
  public constructor(scope: Construct, id: string, props: WorkspaceConnectionProps) {
    super(scope, id);
    const { cluster, workspaceId, workspaceLocation } = props;
    const place = { resourceGroupName: cluster.resourceGroupName, location: workspaceLocation, tags: cluster.tags };
    const endpoint = new MonitorDataCollectionEndpoint(this, 'Endpoint', {
      ...place,
      name: ruleName('MSProm', workspaceLocation, cluster.clusterName, longestEndpointName),
      kind: 'Linux',
    });
    const rule = new MonitorDataCollectionRule(this, 'Resource', {
      ...place,
      name: ruleName('MSProm', workspaceLocation, cluster.clusterName),
      kind: 'Linux',
      dataCollectionEndpointId: endpoint.id,
      destinations: { monitorAccount: [{ name: destination, monitorAccountId: workspaceId }] },
      dataFlow: [{ streams, destinations: [destination] }],
      dataSources: { prometheusForwarder: [{ name: 'PrometheusDataSource', streams }] },
    });
    new MonitorDataCollectionRuleAssociation(this, 'Association', {
      name: ruleName('MSProm', workspaceLocation, cluster.clusterName),
      targetResourceId: cluster.clusterId,
      dataCollectionRuleId: rule.id,
    });
  }
}
