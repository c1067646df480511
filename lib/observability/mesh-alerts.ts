import { MonitorAlertPrometheusRuleGroup } from '@cdktf/provider-azurerm/lib/monitor-alert-prometheus-rule-group';
import type { ITerraformDependable } from 'cdktf';
import { Construct } from 'constructs';
import type { AzureResourceProps } from '../core/azure-resource-props';
import { checkProps } from '../core/checked-props';
import { checkGiven, checkInteger, checkName, checkPlace, checkResourceId, checkSameStack } from '../core/checks';
import { areDifferentLocations } from '../core/locations';
import { derivedName, nameRules } from '../core/names';
import { implementReady } from '../core/ordering';
import { publicClass } from '../core/public-class';
import { numberText, productOf } from '../core/token-values';
import { dialectOf } from '../mesh/dialects/dialects';
import type { AlertSeries } from '../mesh/mesh-dialect';
import type { IServiceMesh } from '../mesh/service-mesh';
import type { IAzureMonitorWorkspace } from '../workspace/azure-monitor-workspace-base';

/** Props of a mesh's alerts. */
export interface MeshAlertsProps extends AzureResourceProps {
  /** The mesh, of the same stack. */
  readonly mesh: IServiceMesh;

  /** The workspace that the metrics of the cluster and of the mesh are in, of the same stack and in the same region. */
  readonly workspace: IAzureMonitorWorkspace;

  /** The resource ids of the action groups that are notified, at least one. */
  readonly actionGroupIds: string[];

  /**
   * The maximum percentage of a service's requests that fail with a server error: 1 to 100.
   *
   * @default 5
   */
  readonly maxErrorPercent?: number;

  /**
   * The maximum 99th-percentile latency of a service's requests, in milliseconds: 1 to 60000.
   *
   * @default 1000
   */
  readonly maxLatencyMilliseconds?: number;

  /**
   * For how many minutes the condition must hold before an alert fires: 1 to 60.
   *
   * @default 5
   */
  readonly sustainedMinutes?: number;

  /**
   * How many days before a root or issuing certificate expires: 1 to 365. Only on Istio, which has the metric.
   *
   * @default 30
   */
  readonly certificateDays?: number;

  /**
   * The name of the group of rules: 1 to 255 characters, unique in the resource group.
   *
   * Changing this replaces the alerts.
   *
   * @default - the cluster's name and `-mesh-alerts`
   */
  readonly alertsName?: string;
}

/**
 * Alerts for a mesh in managed Prometheus: failing or slow services, an unavailable control plane, and on Istio expiring
 * certificates and configuration that proxies reject.
 *
 * The alerts on services require the mesh's metrics in the workspace (`MeshObservability`); those on the control plane use the
 * default metrics of managed Prometheus. Services with less than one request in ten seconds raise no alerts.
 *
 * @see https://learn.microsoft.com/azure/azure-monitor/metrics/prometheus-rule-groups
 */
export class MeshAlerts extends Construct {
  /** The resources that dependents wait for: the alerts. */
  public readonly ready: ITerraformDependable[];

  /** The group of rules itself, for arguments that this class does not offer. */
  public readonly resource: MonitorAlertPrometheusRuleGroup;

  public constructor(
    scope: Construct,
    id: string,
    private readonly props: MeshAlertsProps,
  ) {
    super(scope, id);
    this.check();
    const { mesh, workspace, sustainedMinutes = 5 } = props;
    const { clusterName, clusterId } = mesh.cluster;
    this.resource = new MonitorAlertPrometheusRuleGroup(this, 'Resource', {
      name: props.alertsName ?? derivedName(clusterName, 'mesh-alerts', nameRules.monitorPart),
      resourceGroupName: props.resourceGroupName,
      location: props.location,
      tags: props.tags,
      clusterName,
      scopes: [workspace.workspaceId, clusterId],
      interval: 'PT1M',
      ruleGroupEnabled: true,
      rule: meshAlertRules(mesh, props).map(({ alert, severity, expression, summary }) => ({
        alert,
        severity,
        expression,
        for: `PT${sustainedMinutes}M`,
        enabled: true,
        annotations: { summary },
        labels: { mesh: mesh.kind },
        alertResolution: { autoResolved: true, timeToResolve: 'PT10M' },
        action: props.actionGroupIds.map((actionGroupId) => ({ actionGroupId })),
      })),
    });
    this.ready = [this.resource];
    implementReady(this, () => this.ready);
  }

  private check(): void {
    checkProps(this, 'MeshAlertsProps', this.props, (faults) => {
      const { props } = this;
      const { mesh, workspace } = props;
      checkPlace(faults, props);
      if (checkGiven(faults, 'mesh', mesh, 'Pass the mesh of this stack, e.g. an IstioMesh.')) {
        checkSameStack(faults, 'mesh', mesh, this, 'fromAttributes or fromCluster of the mesh');
      }
      if (checkGiven(faults, 'workspace', workspace, 'For example, use AzureMonitorWorkspace.fromLookup(...).')) {
        checkSameStack(faults, 'workspace', workspace, this, 'AzureMonitorWorkspace.fromLookup');
        if (areDifferentLocations(workspace._location, props.location)) {
          const must = `must be that of the workspace (${workspace._location})`;
          faults.add('location', must, props.location, `Use ${workspace._location}.`);
        }
      }
      if (!props.actionGroupIds?.length) {
        const fix = 'Set the resource id of an action group, which alerts notify.';
        faults.add('actionGroupIds', 'must have at least one element', props.actionGroupIds, fix);
      }
      props.actionGroupIds?.forEach((actionGroupId, index) => {
        checkResourceId(faults, `actionGroupIds[${index}]`, actionGroupId, 'Microsoft.Insights/actionGroups');
      });
      checkInteger(faults, 'maxErrorPercent', props.maxErrorPercent, 1, 100, 'percent');
      checkInteger(faults, 'maxLatencyMilliseconds', props.maxLatencyMilliseconds, 1, 60_000, 'milliseconds');
      checkInteger(faults, 'sustainedMinutes', props.sustainedMinutes, 1, 60, 'minutes');
      checkInteger(faults, 'certificateDays', props.certificateDays, 1, 365, 'days');
      if (props.alertsName !== undefined) checkName(faults, 'alertsName', props.alertsName, nameRules.monitorPart);
    });
  }
}

interface MeshAlertRule {
  readonly alert: string;
  /** Of Azure: 0 is critical, 4 is verbose. */
  readonly severity: number;
  readonly expression: string;
  readonly summary: string;
}

/** A service that is hardly called has no rate worth an alert. */
const leastRequestsPerSecond = 0.1;
const window = '[5m]';

function meshAlertRules(mesh: IServiceMesh, thresholds: MeshAlertsProps): MeshAlertRule[] {
  const { maxErrorPercent = 5, maxLatencyMilliseconds = 1000, certificateDays = 30 } = thresholds;
  const { alerts } = dialectOf(mesh);
  const { requests, failures, durations, by, deployments } = alerts;
  const isCalled = `sum by (${by}) (rate(${requests}${window})) > ${leastRequestsPerSecond}`;
  return [
    {
      alert: 'MeshErrorRateHigh',
      severity: 2,
      expression: `100 * sum by (${by}) (rate(${failures}${window})) / sum by (${by}) (rate(${requests}${window})) > ${maxErrorPercent} and (${isCalled})`,
      summary: `More than ${maxErrorPercent} % of the requests to a service fail.`,
    },
    {
      alert: 'MeshLatencyHigh',
      severity: 3,
      expression: `histogram_quantile(0.99, sum by (le, ${by}) (rate(${durations}${window}))) > ${maxLatencyMilliseconds} and (${isCalled})`,
      summary: `One in a hundred requests to a service takes more than ${maxLatencyMilliseconds} ms.`,
    },
    controlPlaneDown(mesh, deployments),
    ...controlPlaneRules(alerts, certificateDays),
  ];
}

/** By a metric that managed Prometheus collects by default; a Deployment that is missing counts too. */
function controlPlaneDown({ rootNamespace }: IServiceMesh, deployments: string): MeshAlertRule {
  const available = `kube_deployment_status_replicas_available{namespace="${rootNamespace}",deployment=~"${deployments}"}`;
  return {
    alert: 'MeshControlPlaneDown',
    severity: 1,
    expression: `${available} < 1 or absent(${available})`,
    summary: 'No pod of a control plane component is ready: new pods have no proxy, and proxies receive no updates.',
  };
}

/** Rules on the control plane's own metrics, if it exports any. */
function controlPlaneRules(series: AlertSeries, certificateDays: number): MeshAlertRule[] {
  const { certificateExpiry: expiry, rejectedConfigurations: rejections } = series;
  const left = (gauge: string) => `(min(${gauge}) - time() < ${numberText(productOf(certificateDays, 86_400))})`;
  const expiring = {
    alert: 'MeshCertificateExpiring',
    severity: 2,
    expression: expiry?.map(left).join(' or ') ?? '',
    summary: `A certificate of the mesh expires in less than ${numberText(certificateDays)} days.`,
  };
  const rejected = {
    alert: 'MeshConfigurationRejected',
    severity: 3,
    expression: `sum(rate(${rejections}${window})) > 0`,
    summary: 'Proxies reject configuration of the control plane, and keep their previous one.',
  };
  return [...(expiry ? [expiring] : []), ...(rejections ? [rejected] : [])];
}

publicClass('MeshAlerts', MeshAlerts);
