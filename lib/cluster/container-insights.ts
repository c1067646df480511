import { MonitorDataCollectionRule } from '@cdktf/provider-azurerm/lib/monitor-data-collection-rule';
import { MonitorDataCollectionRuleAssociation } from '@cdktf/provider-azurerm/lib/monitor-data-collection-rule-association';
import { Construct } from 'constructs';
import type { MonitoredCluster } from './cluster-monitoring';

export interface WorkspaceConnectionProps {
  readonly cluster: MonitoredCluster;
  readonly workspaceId: string;
  readonly workspaceLocation: string;
}

const destination = 'ciworkspace';
const streams = ['Microsoft-ContainerInsights-Group-Default'];
const longestRuleName = 64;

/**
 * What Container insights collects of one cluster. Without it the agent runs and nothing arrives.
 *
 * @see https://learn.microsoft.com/azure/azure-monitor/containers/kubernetes-monitoring-enable
 */
export class ContainerInsights extends Construct {
  public constructor(scope: Construct, id: string, props: WorkspaceConnectionProps) {
    super(scope, id);
    const { cluster, workspaceId, workspaceLocation } = props;
    const rule = new MonitorDataCollectionRule(this, 'Resource', {
      name: ruleName('MSCI', workspaceLocation, cluster.clusterName),
      resourceGroupName: cluster.resourceGroupName,
      location: workspaceLocation,
      kind: 'Linux',
      tags: cluster.tags,
      destinations: { logAnalytics: [{ name: destination, workspaceResourceId: workspaceId }] },
      dataFlow: [{ streams, destinations: [destination] }],
      dataSources: {
        extension: [
          {
            name: 'ContainerInsightsExtension',
            extensionName: 'ContainerInsights',
            streams,
            extensionJson: JSON.stringify({
              dataCollectionSettings: { interval: '1m', namespaceFilteringMode: 'Off', enableContainerLogV2: true },
            }),
          },
        ],
      },
    });
    new MonitorDataCollectionRuleAssociation(this, 'Association', {
      name: 'ContainerInsightsExtension',
      targetResourceId: cluster.clusterId,
      dataCollectionRuleId: rule.id,
    });
  }
}

/** The name that Azure's own tools give a rule or endpoint, cut to what Azure takes. */
export function ruleName(kind: string, location: string, clusterName: string, longest = longestRuleName): string {
  return `${kind}-${location}-${clusterName}`.slice(0, longest).replace(/[^A-Za-z0-9]+$/, '');
}
