import type { ITerraformDependable } from 'cdktf';
import { Construct, type IConstruct } from 'constructs';
import { checkProps, requireProps } from '../core/checked-props';
import { checkGiven, checkSameStack } from '../core/checks';
import type { Faults } from '../core/faults';
import { checkLate } from '../core/late-checks';
import { Claim } from '../core/ledger';
import { implementReady } from '../core/ordering';
import { publicClass } from '../core/public-class';
import { beforeSynth } from '../core/synth-steps';
import { noteUnchecked, warn } from '../core/warnings';
import { KubernetesManifests } from '../helm/kubernetes-manifests';
import type { Manifest } from '../helm/manifest';
import type { Values } from '../helm/owned-values';
import { dialectOf } from '../mesh/dialects/dialects';
import { checkGivesLogs, checkGivesSignal } from '../mesh/dialects/signal-checks';
import { namespacePolicies } from '../mesh/namespaces/mesh-namespace-policy';
import type { IServiceMesh } from '../mesh/service-mesh';
import type { AccessLogs } from '../mesh/telemetry/access-logs';
import { meshObservers, type SettingsOwner } from '../mesh/telemetry/mesh-settings';
import { MeshSignal } from '../mesh/telemetry/mesh-signal';
import type { TelemetryIntent, TraceDestination } from '../mesh/telemetry/mesh-telemetry';
import { hasProxies, proxiedNamespaces } from '../mesh/telemetry/proxied-namespaces';
import type { INamespace } from '../workload/namespace';
import type { MeshMetrics } from './mesh-metrics';
import type { MeshTraces } from './mesh-traces';

/** Props of a mesh's observability. The signals are independent; at least one is required. */
export interface MeshObservabilityProps {
  /** The mesh, of the same stack. */
  readonly mesh: IServiceMesh;

  /**
   * The scraper of the proxies' and the control plane's metrics. These have their own ports, so neither mutual TLS nor
   * `allowFrom` of a `MeshService` blocks it; on Linkerd, where the inbound policy would, the scraper is allowed in each namespace
   * that the program adds to the mesh.
   *
   * @default - none
   */
  readonly metrics?: MeshMetrics;

  /**
   * Whether to add the mesh project's dashboards to Grafana. Its pod downloads them when it starts, and needs egress to their
   * source.
   *
   * @default - true where metrics are in a PrometheusStack of this program that has a Grafana
   */
  readonly dashboards?: boolean;

  /**
   * Which requests the proxies log, in JSON; a `MeshNamespace` can override it if the mesh supports that.
   *
   * @default - as the mesh has it: none on Istio and Linkerd, all on Open Service Mesh
   */
  readonly accessLogs?: AccessLogs;

  /**
   * Where the proxies send spans.
   *
   * @default - nowhere
   */
  readonly traces?: MeshTraces;
}

const observers = new Claim();
/** Some meshes' own namespaces are deleted with the mesh, and Helm would lose its release records. */
const recordsNamespace = 'kube-system';

/**
 * The observability of a mesh: metrics, dashboards, access logs and traces, each configured with the mesh's own objects and
 * settings. Unsupported signals are rejected; the error names the meshes that support them. One per mesh.
 *
 * Its Terraform addresses don't depend on the mesh.
 */
export class MeshObservability extends Construct {
  /** The mesh. */
  public readonly mesh: IServiceMesh;

  /** The release of the objects that configure the mesh; undefined if there are none. */
  public readonly telemetry?: KubernetesManifests;

  /** The release of PodMonitors; undefined if none are needed. */
  public readonly monitors?: KubernetesManifests;

  /** The resources that dependents wait for before they count on it. */
  public readonly ready: ITerraformDependable[];

  private readonly intent: TelemetryIntent;

  public constructor(scope: Construct, id: string, props: MeshObservabilityProps) {
    super(scope, id);
    requireProps(this, 'MeshObservabilityProps', props);
    const { mesh, metrics, accessLogs, traces } = props;
    const intent: TelemetryIntent = { accessLogs, traces: traces?._destination };
    checkProps(this, 'MeshObservabilityProps', props, (faults) => {
      checkObservability(faults, this, props, intent);
    });

    this.mesh = mesh;
    this.intent = intent;
    observers.take(mesh.cluster, this);
    meshObservers.add(mesh.cluster, this);
    checkLate(this, (late) => mesh._telemetry.checkSettings(late, intent));
    this.telemetry = this.manifests('Telemetry', 'mesh-telemetry', mesh._telemetry.objects(intent));
    this.monitors = this.manifests('Monitors', 'mesh-monitors', metrics?._connect(mesh) ?? []);
    if (metrics && this.monitors) this.monitors.node.addDependency(metrics._reader);
    if (metrics) this.allowReader(metrics);
    if (metrics && (props.dashboards ?? metrics._hasGrafana)) {
      metrics._addDashboards(dialectOf(mesh).dashboards);
    }
    this.ready = [...(this.telemetry?.ready ?? []), ...(this.monitors?.ready ?? []), ...mesh.ready];
    implementReady(this, () => this.ready);
    this.reportWarnings(intent);
  }

  /** @internal */
  public _settingsOwner(): SettingsOwner | undefined {
    return this.mesh._telemetry.settingsOwner();
  }

  /** @internal */
  public _settingsWith(given: Values): Values {
    return this.mesh._telemetry.settings(this.intent, given);
  }

  private manifests(id: string, releaseName: string, manifests: Manifest[]): KubernetesManifests | undefined {
    if (manifests.length === 0) return undefined;
    const { mesh } = this;
    const release = new KubernetesManifests(this, id, {
      cluster: mesh.cluster,
      releaseName,
      namespace: recordsNamespace,
      manifests,
    });
    if (mesh.ready.length > 0) release.node.addDependency(mesh);
    return release;
  }

  /** Allows the scraper where the proxies of a namespace would reject it: one release in each such namespace, in its own stack. */
  private allowReader(metrics: MeshMetrics): void {
    const { mesh } = this;
    beforeSynth(this, () => {
      metrics._join(mesh);
      for (const [namespace, manifests] of this.readerAccess(metrics)) addReaderAccess(namespace, manifests);
    });
    checkLate(this, (faults) => {
      for (const [namespace] of this.readerAccess(metrics)) checkSingleReaderAccess(faults, namespace);
    });
    const text =
      "The scraper of the mesh's metrics is outside the mesh, so the proxies serve them in plain text to all clients that can reach them. Pass " +
      'a PrometheusStack of this program, which joins the mesh automatically, or restrict port 4191 by a network policy.';
    const isOpen = () => metrics._peer(mesh) === undefined && this.readerAccess(metrics).length > 0;
    warn(this, 'W301', text, isOpen);
  }

  /** The objects that allow the scraper, by namespace. */
  private readerAccess(metrics: MeshMetrics): [namespace: INamespace, manifests: Manifest[]][] {
    const { cluster, _telemetry: telemetry } = this.mesh;
    const reader = metrics._peer(this.mesh);
    return proxiedNamespaces(cluster)
      .map((namespace): [INamespace, Manifest[]] => [namespace, telemetry?.metricsAccess?.(namespace, reader) ?? []])
      .filter(([, manifests]) => manifests.length > 0);
  }

  private reportWarnings({ traces, accessLogs }: TelemetryIntent): void {
    const { mesh } = this;
    const { caution } = dialectOf(mesh).signals[MeshSignal.TRACES];
    if (traces && caution !== undefined) warn(this, 'W300', caution);
    if (accessLogs && accessLogs._requests !== 'off') {
      const isOpen = () => mesh._telemetry.isJsonKnown?.() === false;
      noteUnchecked(this, `that '${mesh.node.path}' has meshConfig.accessLogEncoding JSON`, isOpen);
    }
    if (traces?.receiver) checkLate(this, (faults) => checkReceiver(faults, mesh, traces));
  }
}

/** A child of the namespace, whose stack may be another one. */
function addReaderAccess(namespace: INamespace, manifests: Manifest[]): void {
  const id = 'ProxyMetrics';
  if (namespace.node.tryFindChild(id)) return;
  const release = new KubernetesManifests(namespace as IConstruct as Construct, id, {
    cluster: namespace.cluster,
    releaseName: 'mesh-proxy-metrics',
    namespace: namespace.namespaceName,
    manifests,
  });
  if (namespace.ready.length > 0) release.node.addDependency(namespace);
}

function checkObservability(
  faults: Faults,
  scope: Construct,
  props: MeshObservabilityProps,
  intent: TelemetryIntent,
): void {
  const { mesh, metrics, dashboards, accessLogs, traces } = props;
  if (!checkGiven(faults, 'mesh', mesh, 'Pass the mesh of this stack, e.g. an IstioMesh.')) return;
  checkSameStack(faults, 'mesh', mesh, scope, 'fromAttributes or fromCluster of the mesh');
  const other = observers.ownerOn(mesh.cluster);
  if (other) {
    const must = `must have only one MeshObservability, but '${other.node.path}' is one already`;
    faults.add('mesh', must, mesh.node.path, 'Set everything there.');
  }
  if (!metrics && !accessLogs && !traces) {
    const fix = 'Set one of them, or remove the construct.';
    faults.add('metrics', 'must be set if accessLogs and traces are not set', undefined, fix);
  }
  metrics?._check(faults, scope, mesh);
  checkDashboards(faults, mesh, metrics, dashboards);
  const logs = !accessLogs || checkGivesLogs(faults, 'accessLogs', mesh, accessLogs);
  const spans = !traces || traces._check(faults, mesh);
  if (logs && spans) mesh._telemetry.check(faults, intent);
}

function checkDashboards(
  faults: Faults,
  mesh: IServiceMesh,
  metrics: MeshMetrics | undefined,
  dashboards: boolean | undefined,
): void {
  if (!dashboards || !checkGivesSignal(faults, 'dashboards', mesh, MeshSignal.DASHBOARDS)) return;
  if (metrics?._hasGrafana) return;
  const must = 'must be false if metrics are not in a PrometheusStack of this program with a Grafana';
  const fix = 'Leave it out; docs/mesh-observability.md describes how to import them into Managed Grafana.';
  faults.add('dashboards', must, true, fix);
}

/** Whether proxies can send spans to the receiver, which only the complete construct tree shows. */
function checkReceiver(faults: Faults, mesh: IServiceMesh, { receiver }: TraceDestination): void {
  const needed = mesh._telemetry.receiverInMesh;
  if (!receiver || needed === undefined || hasProxies(mesh.cluster, receiver.namespaceName) === needed) return;
  const name = receiver.namespaceName;
  if (needed) {
    const must = `must use a collector in the mesh: proxies of ${mesh.kind} send traces by mutual TLS`;
    const fix = `Use a MeshNamespace for its namespace, or MeshNamespace.fromName for an existing one.`;
    faults.add('traces', must, name, fix);
  } else {
    const must = `must use a collector outside the mesh: sidecars of ${mesh.kind} send traces in plain text`;
    faults.add('traces', must, name, 'Use a Namespace instead of a MeshNamespace for it.');
  }
}

/** The mesh rejects two Servers for one port. */
function checkSingleReaderAccess(faults: Faults, namespace: INamespace): void {
  const policy = namespacePolicies.ownerOn(namespace.cluster, namespace.namespaceName);
  if (!policy?._admitsScrapers) return;
  const must = `must not be allowed twice in namespace ${namespace.namespaceName}, but scrapers of '${policy.node.path}' allow one already`;
  faults.add('metrics', must, undefined, 'Remove scrapers there.');
}

publicClass('MeshObservability', MeshObservability);
