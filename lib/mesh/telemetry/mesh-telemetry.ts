import type { Faults } from '../../core/faults';
import type { Manifest } from '../../helm/manifest';
import type { Values } from '../../helm/owned-values';
import type { INamespace } from '../../workload/namespace';
import type { MeshPeer } from '../traffic/mesh-peer';
import type { AccessLogs } from './access-logs';
import type { SettingsOwner } from './mesh-settings';
import type { MeshSignals } from './mesh-signal';

/** Where a mesh sends its traces. */
export interface TraceDestination {
  /** A receiver of traces in the cluster; left out if the mesh is configured already. */
  readonly receiver?: TraceReceiver;

  /** The mesh's name of it, if the mesh is configured already. */
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

/** What is asked of a mesh. */
export interface TelemetryIntent {
  readonly accessLogs?: AccessLogs;
  readonly traces?: TraceDestination;
}

/**
 * The kinds PodMonitor and ServiceMonitor of one operator: the Prometheus Operator's own, or those of Azure's agent, which have the
 * same fields.
 */
export type MonitorApi = 'monitoring.coreos.com/v1' | 'azmonitoring.coreos.com/v1';

/** A dashboard for Grafana: by its number at grafana.com, or by where its JSON is. */
export interface DashboardSource {
  readonly name: string;
  readonly grafanaId?: number;
  readonly revision?: number;
  readonly url?: string;
}

/**
 * How one mesh gives its signals. What it can't at all is refused before, by `signals`; it refuses itself what it can't say of a
 * signal that it has.
 *
 * @internal
 */
export interface MeshTelemetry {
  readonly signals: MeshSignals;

  /** What is wrong with the intent itself. */
  check(faults: Faults, intent: TelemetryIntent): void;

  /** What only the finished program tells: whether the settings of the mesh have room for it. */
  checkSettings(faults: Faults, intent: TelemetryIntent): void;

  /** Who decides about the settings of the mesh; undefined where this stack doesn't. To be asked when the program is finished. */
  settingsOwner(): SettingsOwner | undefined;

  /** What belongs into the settings of the mesh, beside what was given there. */
  settings(intent: TelemetryIntent, given: Values): Values;

  /** Objects that hold for the whole mesh. */
  objects(intent: TelemetryIntent): Manifest[];

  /** What has all of the mesh scraped: control plane, gateways and proxies. */
  monitors(api: MonitorApi): Manifest[];

  /**
   * Where pods say themselves, by annotations, where their metrics are: namespaces of such pods beside those that are in the mesh,
   * and what the annotations don't reach.
   */
  byAnnotations?(api: MonitorApi): { readonly namespaces: string[]; readonly monitors: Manifest[] };

  /**
   * What lets a reader in to the metrics of a namespace's proxies where they would refuse it.
   *
   * @param reader undefined where it is not in the mesh.
   */
  metricsAccess?(namespace: INamespace, reader: MeshPeer | undefined): Manifest[];

  /** Whether what takes its traces has to be in the mesh (true), must not be (false), or may be (undefined). */
  readonly receiverInMesh?: boolean;

  /** Whether lines of the access log are JSON for sure; where it isn't there, they are. */
  isJsonKnown?(): boolean;

  /** What else has to hold so that there are metrics, and once each. */
  checkMetrics?(faults: Faults): void;

  /** Access logs of one namespace, in the words of its annotations, or as objects in it. */
  namespaceLogs?(namespaceName: string, logs: AccessLogs): NamespaceLogs;
}

export interface NamespaceLogs {
  readonly annotations?: { [key: string]: string };
  readonly manifests?: Manifest[];
}
