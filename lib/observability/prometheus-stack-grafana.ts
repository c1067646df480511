import { checkInteger, checkName } from '../core/checks';
import type { Faults } from '../core/faults';
import { nameRules } from '../core/names';
import { publicClass } from '../core/public-class';
import { numberText } from '../core/token-values';
import type { Values } from '../helm/owned-values';
import type { SecretValues } from '../helm/secret-values';
import { GrafanaAdmin } from './grafana-admin';

/** Options of a Grafana that is installed with its Prometheus. */
export interface PrometheusStackGrafanaOptions {
  /**
   * The source of the administrator's password.
   *
   * @default GrafanaAdmin.generated()
   */
  readonly admin?: GrafanaAdmin;

  /**
   * The size of a disk for changes that users make in Grafana, in GiB: 1 to 32767. Dashboards and data sources of this program
   * don't need it.
   *
   * @default - none: what people change is gone with the pod
   */
  readonly storageGiB?: number;
}

const dashboardFolder = 'Mesh';
const provider = 'mesh';

/** Whether a Prometheus stack has a Grafana. */
export class PrometheusStackGrafana {
  /** Grafana, with the chart's dashboards of the cluster and those that are added by `PrometheusStack.addDashboard`. */
  public static installed(options: PrometheusStackGrafanaOptions = {}): PrometheusStackGrafana {
    return new PrometheusStackGrafana(options);
  }

  /** No Grafana, e.g. because a Managed Grafana shows the dashboards. */
  public static none(): PrometheusStackGrafana {
    return new PrometheusStackGrafana(undefined);
  }

  private constructor(private readonly options: PrometheusStackGrafanaOptions | undefined) {}

  /** @internal */
  public get _isInstalled(): boolean {
    return this.options !== undefined;
  }

  /** @internal */
  public _check(faults: Faults, prop: string): void {
    const { admin, storageGiB } = this.options ?? {};
    admin?._check(faults, `${prop}.admin`);
    checkInteger(faults, `${prop}.storageGiB`, storageGiB, 1, 32_767, 'GiB');
  }

  /**
   * By the names of the charts `kube-prometheus-stack` and, below `grafana`, `grafana` 12.11.1.
   *
   * @internal
   */
  public _values(releaseName: string, storageClassName: string): Values {
    if (!this.options) return { enabled: false };
    const { admin = GrafanaAdmin.generated(), storageGiB } = this.options;
    return {
      // The chart would name it after the release only where that does not contain "grafana".
      fullnameOverride: `${releaseName}-grafana`,
      nodeSelector: { 'kubernetes.io/os': 'linux' },
      'grafana.ini': { analytics: { reporting_enabled: false, check_for_updates: false } },
      ...admin._values(),
      ...(storageGiB === undefined ? {} : persistence(storageGiB, storageClassName)),
    };
  }

  /** @internal */
  public get _secretValues(): SecretValues {
    return this.options?.admin?._secretValues ?? {};
  }

  /**
   * The folder and the files of dashboards that the pod downloads.
   *
   * @internal
   */
  public static _dashboardValues(dashboards: Values): Values {
    const folder = {
      name: provider,
      orgId: 1,
      folder: dashboardFolder,
      type: 'file',
      disableDeletion: true,
      options: { path: `/var/lib/grafana/dashboards/${provider}` },
    };
    return {
      dashboardProviders: { 'dashboardproviders.yaml': { apiVersion: 1, providers: [folder] } },
      dashboards: { [provider]: dashboards },
    };
  }
}

/** Only one pod can have the disk at a time. */
function persistence(storageGiB: number, storageClassName: string): Values {
  return {
    persistence: { enabled: true, size: `${numberText(storageGiB)}Gi`, storageClassName },
    deploymentStrategy: { type: 'Recreate' },
  };
}

/** The name of a file that a dashboard is downloaded to. */
export function checkDashboardName(faults: Faults, name: string): void {
  checkName(faults, 'addDashboard.name', name, nameRules.kubernetesLabel);
}

publicClass('PrometheusStackGrafana', PrometheusStackGrafana);
