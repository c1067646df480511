import type { Construct } from 'constructs';
import { checkGiven, checkSameStack } from '../core/checks';
import type { Faults } from '../core/faults';
import { publicClass } from '../core/public-class';
import type { IHelmTarget } from '../helm/helm-target';
import type { Manifest } from '../helm/manifest';
import { checkGivesSignal } from '../mesh/dialects/signal-checks';
import type { IServiceMesh } from '../mesh/service-mesh';
import { MeshSignal } from '../mesh/telemetry/mesh-signal';
import type { DashboardSource } from '../mesh/telemetry/mesh-telemetry';
import { hasProxies, proxiedNamespaces } from '../mesh/telemetry/proxied-namespaces';
import { MeshPeer } from '../mesh/traffic/mesh-peer';
import { GrafanaDashboard } from './grafana-dashboard';
import type { ManagedPrometheusSettings } from './managed-prometheus-settings';
import { PrometheusStack } from './prometheus-stack';
import type { IPrometheusStack } from './prometheus-stack-ref';

/** The destination of a mesh's metrics. */
export abstract class MeshMetrics {
  /**
   * A Prometheus in the cluster, configured by PodMonitors of the Prometheus Operator. It need not be in the mesh. On Linkerd,
   * whose proxies reject clients outside of the mesh, one that this program installs joins the mesh automatically: its pod, not
   * its namespace; for another one the proxies serve their metrics to all clients that can reach them.
   */
  public static prometheusStack(stack: IPrometheusStack): MeshMetrics {
    return new InPrometheusStack(stack);
  }

  /**
   * Azure's managed Prometheus, configured by pod annotations if the mesh sets them: of pods in the namespaces that the
   * program adds to the mesh, of the control plane and of gateways. For Linkerd, which sets none, it is configured by a
   * PodMonitor of Azure's API group; its agent is not in the mesh, so the proxies serve their metrics to all clients that can
   * reach them.
   *
   * @param settings the scrape settings of the cluster; add namespaces that another program adds to the mesh by its `scrapePods`.
   */
  public static managedPrometheus(settings: ManagedPrometheusSettings): MeshMetrics {
    return new InManagedPrometheus(settings);
  }

  /** @internal */
  public _check(faults: Faults, scope: Construct, mesh: IServiceMesh): void {
    if (!checkGivesSignal(faults, 'metrics', mesh, this._signal)) return;
    const { _reader: reader } = this;
    if (!checkGiven(faults, 'metrics', reader, 'Set the construct that reads them.')) return;
    checkSameStack(faults, 'metrics', reader, scope, this._importedBy);
    if (reader.cluster._key !== mesh.cluster._key) {
      const must = `must be read on the cluster of the mesh (${mesh.cluster.node.path})`;
      faults.add('metrics', must, reader.cluster.node.path, 'Use the same cluster for both.');
    }
    mesh._telemetry.checkMetrics?.(faults);
  }

  /** @internal */
  public abstract readonly _signal: MeshSignal;

  /** @internal */
  public abstract readonly _reader: Construct & { readonly cluster: IHelmTarget };

  /** @internal */
  protected abstract readonly _importedBy: string;

  /**
   * Whether this program has a Grafana that dashboards can be added to.
   *
   * @internal
   */
  public get _hasGrafana(): boolean {
    return false;
  }

  /**
   * Configures the scraper for the mesh.
   *
   * @returns the remaining objects that configure it.
   * @internal
   */
  public abstract _connect(mesh: IServiceMesh): Manifest[];

  /**
   * Adds the scraper to the mesh, if that is necessary and possible.
   *
   * @internal
   */
  public _join(_mesh: IServiceMesh): void {}

  /**
   * The scraper's identity in the mesh; undefined if it has none. Call it when the program is complete.
   *
   * @internal
   */
  public _peer(_mesh: IServiceMesh): MeshPeer | undefined {
    return undefined;
  }

  /** @internal */
  public _addDashboards(_dashboards: readonly DashboardSource[]): void {}
}

class InPrometheusStack extends MeshMetrics {
  public readonly _signal: MeshSignal = MeshSignal.METRICS_IN_CLUSTER;
  protected readonly _importedBy: string = 'PrometheusStack.fromAttributes';

  public constructor(public readonly _reader: IPrometheusStack) {
    super();
  }

  public override get _hasGrafana(): boolean {
    return this._reader instanceof PrometheusStack && this._reader.grafanaUrl !== undefined;
  }

  public _connect({ _telemetry: telemetry }: IServiceMesh): Manifest[] {
    return telemetry?.monitors('monitoring.coreos.com/v1') ?? [];
  }

  public override _join(mesh: IServiceMesh): void {
    const { _reader: reader } = this;
    const isNeeded = proxiedNamespaces(mesh.cluster).length > 0 && !hasProxies(mesh.cluster, reader.namespaceName);
    if (isNeeded && reader instanceof PrometheusStack) reader._joinMesh(mesh);
  }

  public override _peer(mesh: IServiceMesh): MeshPeer | undefined {
    const { _reader: reader } = this;
    const { namespaceName: namespace, serviceAccountName: serviceAccount } = reader;
    if (!hasProxies(mesh.cluster, namespace) && !(reader instanceof PrometheusStack)) return undefined;
    return MeshPeer.prometheus({ namespace, serviceAccount });
  }

  public override _addDashboards(dashboards: readonly DashboardSource[]): void {
    for (const { name, grafanaId: id, revision = 1, url = '' } of dashboards) {
      const dashboard =
        id === undefined ? GrafanaDashboard.atUrl({ url }) : GrafanaDashboard.published({ id, revision });
      (this._reader as PrometheusStack).addDashboard(name, dashboard);
    }
  }
}

class InManagedPrometheus extends MeshMetrics {
  public readonly _signal: MeshSignal = MeshSignal.METRICS_IN_AZURE;
  protected readonly _importedBy: string = "create it in the mesh's stack";

  public constructor(public readonly _reader: ManagedPrometheusSettings) {
    super();
  }

  public _connect({ _telemetry: telemetry }: IServiceMesh): Manifest[] {
    const annotated = telemetry?.byAnnotations?.('azmonitoring.coreos.com/v1');
    if (!annotated) return telemetry?.monitors('azmonitoring.coreos.com/v1') ?? [];
    this._reader.scrapePods(...annotated.namespaces);
    this._reader._scrapeProxies();
    return annotated.monitors;
  }
}

publicClass('MeshMetrics', MeshMetrics);
