import { numberText, productOf } from '../core/token-values';
import { dialectOf } from '../mesh/dialects/dialects';
import type { AlertSeries } from '../mesh/mesh-dialect';
import type { IServiceMesh } from '../mesh/service-mesh';
import type { MeshAlertsProps } from './mesh-alerts';

export interface MeshAlertRule {
  readonly alert: string;
  /** Of Azure: 0 is critical, 4 is verbose. */
  readonly severity: number;
  readonly expression: string;
  readonly summary: string;
}

/** A service that is hardly called has no rate worth an alert. */
const leastRequestsPerSecond = 0.1;
const window = '[5m]';

export function meshAlertRules(mesh: IServiceMesh, thresholds: MeshAlertsProps): MeshAlertRule[] {
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

/** By what managed Prometheus knows of Deployments without being told; a Deployment that is gone counts too. */
function controlPlaneDown({ rootNamespace }: IServiceMesh, deployments: string): MeshAlertRule {
  const available = `kube_deployment_status_replicas_available{namespace="${rootNamespace}",deployment=~"${deployments}"}`;
  return {
    alert: 'MeshControlPlaneDown',
    severity: 1,
    expression: `${available} < 1 or absent(${available})`,
    summary: 'No pod of a part of the control plane is ready: new pods get no proxy, and proxies no news.',
  };
}

/** Rules on what the control plane counts of itself, where it does. */
function controlPlaneRules(series: AlertSeries, certificateDays: number): MeshAlertRule[] {
  const { certificateExpiry: expiry, rejectedConfigurations: rejections } = series;
  const left = (gauge: string) => `(min(${gauge}) - time() < ${numberText(productOf(certificateDays, 86_400))})`;
  const expiring = {
    alert: 'MeshCertificateExpiring',
    severity: 2,
    expression: expiry?.map(left).join(' or ') ?? '',
    summary: `A certificate that the mesh rests on ends in less than ${numberText(certificateDays)} days.`,
  };
  const rejected = {
    alert: 'MeshConfigurationRejected',
    severity: 3,
    expression: `sum(rate(${rejections}${window})) > 0`,
    summary: 'Proxies refuse configuration of the control plane, and go on with what they had.',
  };
  return [...(expiry ? [expiring] : []), ...(rejections ? [rejected] : [])];
}
