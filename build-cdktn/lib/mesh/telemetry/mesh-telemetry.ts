import type { Faults } from '../../core/faults';
import type { Manifest } from '../../helm/manifest';
import type { Values } from '../../helm/owned-values';
import type { INamespace } from '../../workload/namespace';
import type { MeshPeer } from '../traffic/mesh-peer';
import type { AccessLogs } from './access-logs';
import type { SettingsOwner } from './mesh-settings';
import type { MeshSignals } from './mesh-signal';

/** The destination of a mesh's traces. */
export interface TraceDestination {
  /** A trace receiver in the cluster; omitted if the mesh is configured already. */
  readonly receiver?: TraceReceiver;

  /** The receiver's name in the mesh, if the mesh is configured already. */
  readonly providerName?: string;

  readonly samplingPercent?: number;
}

/** The facts about a trace receiver that a mesh needs. */
export interface TraceReceiver {
  readonly host: string;
  readonly otlpGrpcPort: number;
  readonly zipkinPort: number;
  readonly namespaceName: string;
  readonly serviceAccountName: string;
}

/** The requested telemetry. */
export interface TelemetryIntent {
  readonly accessLogs?: AccessLogs;
  readonly traces?: TraceDestination;
}

/**
 * The kinds PodMonitor and ServiceMonitor of one operator: the Prometheus Operator's own, or those of Azure's agent, which have the
 * same fields.
 */
export type MonitorApi = 'monitoring.coreos.com/v1' | 'azmonitoring.coreos.com/v1';

/** A Grafana dashboard: by its number at grafana.com, or by the URL of its JSON. */
export interface DashboardSource {
  readonly name: string;
  readonly grafanaId?: number;
  readonly revision?: number;
  readonly url?: string;
}

/**
 * How a mesh provides its signals. Unsupported signals are rejected earlier, by `signals`; the checks here reject options of
 * supported signals that the mesh can't express.
 *
 * @internal
 */
export interface MeshTelemetry {
  readonly signals: MeshSignals;

  /** Checks the intent itself. */
  check(faults: Faults, intent: TelemetryIntent): void;

  /** Checks, in the complete program, that telemetry doesn't conflict with the mesh's settings. */
  checkSettings(faults: Faults, intent: TelemetryIntent): void;

  /** The owner of the mesh's settings; undefined if this stack doesn't own them. Call it when the program is complete. */
  settingsOwner(): SettingsOwner | undefined;

  /** The settings that telemetry adds to the user's mesh settings. */
  settings(intent: TelemetryIntent, given: Values): Values;

  /** Mesh-wide objects. */
  objects(intent: TelemetryIntent): Manifest[];

  /** The monitors for the whole mesh: control plane, gateways and proxies. */
  monitors(api: MonitorApi): Manifest[];

  /**
   * For pods that declare their metrics by annotations: the namespaces of such pods outside the mesh, and the monitors for pods
   * without annotations.
   */
  byAnnotations?(api: MonitorApi): { readonly namespaces: string[]; readonly monitors: Manifest[] };

  /**
   * The objects that allow a reader to scrape a namespace's proxies that would otherwise deny it.
   *
   * @param reader undefined if it is not in the mesh.
   */
  metricsAccess?(namespace: INamespace, reader: MeshPeer | undefined): Manifest[];

  /** Whether the trace receiver must be in the mesh (true), must not be (false), or may be (undefined). */
  readonly receiverInMesh?: boolean;

  /** Whether access log lines are known to be JSON; if omitted, they are. */
  isJsonKnown?(): boolean;

  /** Checks further conditions for metrics, and that each is scraped only once. */
  checkMetrics?(faults: Faults): void;

  /** The access log settings of one namespace, as its annotations or as objects in it. */
  namespaceLogs?(namespaceName: string, logs: AccessLogs): NamespaceLogs;
}

export interface NamespaceLogs {
  readonly annotations?: { [key: string]: string };
  readonly manifests?: Manifest[];
}
