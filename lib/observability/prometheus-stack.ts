import type { ITerraformDependable } from 'cdktf';
import { Construct } from 'constructs';
import { checkArgument, checkProps } from '../core/checked-props';
import { Faults, fail } from '../core/faults';
import { sortedByPath } from '../core/ledger';
import { implementReady } from '../core/ordering';
import { publicClass } from '../core/public-class';
import { warn } from '../core/warnings';
import { ChartSource } from '../helm/chart-source';
import { HelmChart } from '../helm/helm-chart';
import type { IHelmTarget } from '../helm/helm-target';
import type { Values } from '../helm/owned-values';
import { layered } from '../helm/values';
import { dialectOf } from '../mesh/dialects/dialects';
import type { IServiceMesh } from '../mesh/service-mesh';
import { type INamespace, Namespace } from '../workload/namespace';
import { PodSecurityLevel } from '../workload/pod-security';
import type { GrafanaDashboard } from './grafana-dashboard';
import { checkDashboardName, PrometheusStackGrafana } from './prometheus-stack-grafana';
import { prometheusStackImages } from './prometheus-stack-images';
import type { PrometheusStackAttributes, PrometheusStackProps } from './prometheus-stack-props';
import type { IPrometheusStack } from './prometheus-stack-ref';
import { checkPrometheusStack, checkPrometheusStackAttributes, claimPrometheusStack } from './prometheus-stack-rules';
import { prometheusStackValues } from './prometheus-stack-values';
import { PrometheusStackVersion } from './prometheus-stack-version';

/** Source: https://github.com/prometheus-community/helm-charts */
const registry = 'oci://ghcr.io/prometheus-community/charts';
const chart = 'kube-prometheus-stack';
const defaultNamespace = 'monitoring';
/** The uid of the chart's data source for its own Prometheus. */
const dataSource = 'prometheus';

/**
 * Prometheus in the cluster, with the Prometheus Operator, Grafana, exporters for nodes and Kubernetes objects, and optionally
 * Alertmanager; one per cluster.
 *
 * ServiceMonitors, PodMonitors and rules in all namespaces are used. The operator's custom resource definitions and the disks are
 * kept when the stack is removed.
 *
 * @see https://github.com/prometheus-community/helm-charts/tree/main/charts/kube-prometheus-stack
 */
export class PrometheusStack extends Construct implements IPrometheusStack {
  /** Imports a Prometheus stack that another stack or program installs. */
  public static fromAttributes(scope: Construct, id: string, attributes: PrometheusStackAttributes): IPrometheusStack {
    return new ImportedPrometheusStack(scope, id, attributes);
  }

  public readonly cluster: IHelmTarget;
  public readonly namespaceName: string;
  public readonly queryUrl: string;
  public readonly serviceAccountName: string;
  public readonly grafanaUrl?: string;
  public readonly ready: ITerraformDependable[];

  /** The release's name, which the names of all parts begin with. */
  public readonly releaseName: string;

  /** The namespace. */
  public readonly namespace: INamespace;

  /** The release of the chart. */
  public readonly chart: HelmChart;

  private readonly dashboards: Values = {};
  private readonly joined = new Set<IServiceMesh>();

  public constructor(scope: Construct, id: string, props: PrometheusStackProps) {
    super(scope, id);
    checkProps(this, 'PrometheusStackProps', props, (faults) => {
      checkPrometheusStack(faults, this, props);
    });

    const { cluster, version = PrometheusStackVersion.V88_5_3, grafana = PrometheusStackGrafana.installed() } = props;
    this.cluster = cluster;
    this.releaseName = props.releaseName ?? chart;
    this.namespace =
      props.namespace ??
      new Namespace(this, 'Namespace', { cluster, name: defaultNamespace, podSecurity: PodSecurityLevel.PRIVILEGED });
    this.namespaceName = this.namespace.namespaceName;
    const names = namesOf(this.releaseName, this.namespaceName);
    this.queryUrl = names.queryUrl;
    this.serviceAccountName = names.serviceAccountName;
    this.grafanaUrl = grafana._isInstalled ? names.grafanaUrl : undefined;
    const values = layered(this.computedValues(props, grafana), props.values);
    this.chart = new HelmChart(this, 'Chart', {
      cluster,
      releaseName: this.releaseName,
      namespace: this.namespaceName,
      chart: ChartSource.oci({ registry, chart, version: version.version }),
      values,
      _finalValues: () => this.addedTo(values),
      images: prometheusStackImages(version.version, values),
      secretValues: grafana._secretValues,
      timeoutMinutes: 15,
    });
    this.chart.node.addDependency(this.namespace);
    claimPrometheusStack(this, props);
    this.ready = this.chart.ready;
    implementReady(this, () => this.ready);
    if (props.alertmanager && props.alertmanager.configSecretName === undefined) {
      const text =
        'Alertmanager has no configSecretName: alerts have no receiver until an AlertmanagerConfig adds one.';
      warn(this, 'W290', text);
    }
  }

  /**
   * Adds a dashboard to the folder `Mesh` of Grafana; any time before the stack is synthesized.
   *
   * @param name the dashboard's name within the stack: 1 to 63 lowercase letters, digits and `-`. Adding one twice is an error.
   * @param dashboard the source of the dashboard; never a copy of its JSON.
   */
  public addDashboard(name: string, dashboard: GrafanaDashboard): void {
    checkArgument(this, 'name', 'string', name);
    checkArgument(this, 'dashboard', 'GrafanaDashboard', dashboard);
    const faults = new Faults(this);
    checkDashboardName(faults, name);
    dashboard._check(faults, `addDashboard(${name})`);
    faults.throwIfAny();
    if (this.grafanaUrl === undefined) {
      fail(this, 'addDashboard', 'must not be called without Grafana', name, 'Use PrometheusStackGrafana.installed().');
    }
    if (name in this.dashboards) {
      fail(this, 'addDashboard', 'must be called only once per name', name, 'Use another name.');
    }
    this.dashboards[name] = dashboard._values(dataSource);
  }

  /**
   * Adds only Prometheus to Linkerd, whose proxies serve their metrics to clients of the mesh only, unless the mesh allows
   * plaintext traffic. Clients of Prometheus need not be in the mesh.
   *
   * Source: `Config::build` in linkerd/app/admin/src/stack.rs of https://github.com/linkerd/linkerd2-proxy, which puts the
   * policy of inbound ports before the proxy's own port 4191
   *
   * @internal
   */
  public _joinMesh(mesh: IServiceMesh): void {
    const { scraperAnnotations: annotations } = dialectOf(mesh);
    if (!annotations || this.joined.has(mesh)) return;
    this.joined.add(mesh);
    if (mesh.ready.length > 0) this.chart.node.addDependency(mesh);
  }

  /** The values with the additions of the rest of the program; dashboards by their names. */
  private addedTo(values: Values): Values {
    const names = Object.keys(this.dashboards).sort();
    const dashboards = Object.fromEntries(names.map((name) => [name, this.dashboards[name]]));
    const withDashboards =
      names.length > 0 ? layered(values, { grafana: PrometheusStackGrafana._dashboardValues(dashboards) }) : values;
    const annotations = sortedByPath(this.joined).map((mesh) => dialectOf(mesh).scraperAnnotations);
    return annotations.reduce<Values>(
      (all, some) => layered(all, { prometheus: { prometheusSpec: { podMetadata: { annotations: some } } } }),
      withDashboards,
    );
  }

  private computedValues(props: PrometheusStackProps, grafana: PrometheusStackGrafana): Values {
    return prometheusStackValues({
      releaseName: this.releaseName,
      highAvailability: props.highAvailability ?? true,
      retentionDays: props.retentionDays ?? 15,
      storageGiB: props.storageGiB ?? 64,
      storageClassName: props.storageClassName ?? 'managed-csi',
      scrapeIntervalSeconds: props.scrapeIntervalSeconds ?? 30,
      resources: props.resources ?? {},
      alertmanager: props.alertmanager,
      grafana,
      upgradeCrds: props.upgradeCrds ?? false,
      isMeshed: 'mesh' in this.namespace,
    });
  }
}

class ImportedPrometheusStack extends Construct implements IPrometheusStack {
  public readonly cluster: IHelmTarget;
  public readonly namespaceName: string;
  public readonly queryUrl: string;
  public readonly serviceAccountName: string;
  public readonly grafanaUrl?: string;
  public readonly ready: ITerraformDependable[];

  public constructor(scope: Construct, id: string, attributes: PrometheusStackAttributes) {
    super(scope, id);
    const faults = new Faults(this);
    checkPrometheusStackAttributes(faults, attributes);
    faults.throwIfAny();

    const { cluster, namespaceName = defaultNamespace, releaseName = chart } = attributes;
    const names = namesOf(releaseName, namespaceName);
    this.cluster = cluster;
    this.namespaceName = namespaceName;
    this.queryUrl = attributes.queryUrl ?? names.queryUrl;
    this.serviceAccountName = attributes.serviceAccountName ?? names.serviceAccountName;
    this.grafanaUrl = attributes.grafanaUrl;
    this.ready = cluster.ready;
    implementReady(this, () => this.ready);
  }
}

/**
 * The names that the chart's templates give, where `fullnameOverride` is the release's name.
 *
 * Source: `kube-prometheus-stack.fullname` and `.prometheus.serviceAccountName` in templates/_helpers.tpl, the Service in
 * templates/prometheus/service.yaml of https://github.com/prometheus-community/helm-charts/tree/kube-prometheus-stack-88.5.3
 */
function namesOf(releaseName: string, namespaceName: string) {
  const host = (part: string) => `${releaseName}-${part}.${namespaceName}.svc.cluster.local`;
  return {
    queryUrl: `http://${host('prometheus')}:9090`,
    grafanaUrl: `http://${host('grafana')}:80`,
    serviceAccountName: `${releaseName}-prometheus`,
  };
}

publicClass('PrometheusStack', PrometheusStack);
