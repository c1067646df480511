import { MonitorDataCollectionRule } from '@cdktf/provider-azurerm/lib/monitor-data-collection-rule';
import { MonitorDataCollectionRuleAssociation } from '@cdktf/provider-azurerm/lib/monitor-data-collection-rule-association';
import { Token } from 'cdktf';
import { Construct } from 'constructs';
import { isKnown } from '../core/checks';
import { type ContainerInsightsOptions, SyslogLevel } from './container-insights-options';
import { type MonitoredCluster, ruleName } from './monitored-cluster';

export interface ContainerInsightsProps {
  readonly cluster: MonitoredCluster;
  readonly workspaceId: string;
  readonly workspaceLocation: string;
  readonly options: ContainerInsightsOptions;
}

const destination = 'ciworkspace';
const everything = ['Microsoft-ContainerInsights-Group-Default'];
const syslogStream = 'Microsoft-Syslog';
/** All that AKS' own tools collect. */
const syslogFacilities = [
  'auth',
  'authpriv',
  'cron',
  'daemon',
  'mark',
  'kern',
  ...[0, 1, 2, 3, 4, 5, 6, 7].map((index) => `local${index}`),
  'lpr',
  'mail',
  'news',
  'syslog',
  'user',
  'uucp',
];

/**
 * The data that Container insights collects from one cluster. Without it the agent runs but sends no data.
 *
 * @see https://learn.microsoft.com/azure/azure-monitor/containers/kubernetes-monitoring-enable
 */
export class ContainerInsights extends Construct {
  public constructor(scope: Construct, id: string, props: ContainerInsightsProps) {
    super(scope, id);
    const { cluster, workspaceId, workspaceLocation, options } = props;
    const streams = options.streams ?? everything;
    const syslog = options.syslog && renderSyslog(options.syslog);
    const rule = new MonitorDataCollectionRule(this, 'Resource', {
      name: options.ruleName ?? ruleName('MSCI', workspaceLocation, cluster.clusterName),
      resourceGroupName: cluster.resourceGroupName,
      location: workspaceLocation,
      kind: 'Linux',
      tags: cluster.tags,
      destinations: { logAnalytics: [{ name: destination, workspaceResourceId: workspaceId }] },
      dataFlow: [
        { streams, destinations: [destination] },
        ...(syslog ? [{ streams: [syslogStream], destinations: [destination] }] : []),
      ],
      dataSources: {
        extension: [
          {
            name: 'ContainerInsightsExtension',
            extensionName: 'ContainerInsights',
            streams,
            extensionJson: JSON.stringify({ dataCollectionSettings: settings(options) }),
          },
        ],
        syslog,
      },
    });
    new MonitorDataCollectionRuleAssociation(this, 'Association', {
      name: options.associationName ?? 'ContainerInsightsExtension',
      targetResourceId: cluster.clusterId,
      dataCollectionRuleId: rule.id,
    });
  }
}

function settings({ intervalMinutes = 1, namespacesIncluded, namespacesExcluded }: ContainerInsightsOptions): object {
  const mode = (namespacesIncluded && 'Include') ?? (namespacesExcluded && 'Exclude') ?? 'Off';
  return {
    interval: `${isKnown(intervalMinutes) ? intervalMinutes : Token.asString(intervalMinutes)}m`,
    namespaceFilteringMode: mode,
    namespaces: namespacesIncluded ?? namespacesExcluded,
    enableContainerLogV2: true,
  };
}

function renderSyslog(level: SyslogLevel) {
  const levels = Object.values(SyslogLevel);
  return [
    {
      name: 'sysLogsDataSource',
      facilityNames: syslogFacilities,
      logLevels: levels.slice(levels.indexOf(level)),
      streams: [syslogStream],
    },
  ];
}
