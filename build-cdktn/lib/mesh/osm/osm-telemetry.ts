import type { Faults } from '../../core/faults';
import { type Values, valueAt } from '../../helm/owned-values';
import type { IServiceMesh } from '../service-mesh';
import type { SettingsOwner } from '../telemetry/mesh-settings';
import type { MeshTelemetry, MonitorApi, TelemetryIntent, TraceReceiver } from '../telemetry/mesh-telemetry';
import { osmDialect } from './osm-dialect';
import { osmControlPlaneMonitor, osmMonitors } from './osm-monitors';

/** The path at which Zipkin, and the Zipkin receiver of an OpenTelemetry collector, accept spans. */
const zipkinPath = '/api/v2/spans';

/** The facts about an Open Service Mesh that its telemetry needs. */
export interface OsmToObserve extends IServiceMesh {
  readonly _scraped: boolean;

  /** The owner of the MeshConfig; undefined if this stack doesn't own it. */
  _settingsOwner(): SettingsOwner | undefined;
}

/**
 * How Open Service Mesh provides its signals. The sidecars' port 15010 is excluded from redirection, so neither mutual TLS nor
 * policies apply to it; only annotated pods serve it. The access log, in JSON on standard output, is not configurable.
 *
 * Source: pkg/injector/iptables.go, pkg/envoy/lds/response.go and `GetAccessLog` in pkg/envoy/xdsutil.go of
 * https://github.com/openservicemesh/osm/tree/v1.2.4
 *
 * @internal
 */
export function osmTelemetry(mesh: OsmToObserve): MeshTelemetry {
  return {
    signals: osmDialect.signals,

    // Sidecars send spans in plain text and outside the mesh, so a receiver in the mesh would reject them.
    receiverInMesh: false,

    check(faults: Faults, { traces }: TelemetryIntent): void {
      if (!traces) return;
      const { receiver, providerName } = traces;
      if (!receiver) {
        const must = 'must use a collector on Open Service Mesh, which has no named providers';
        faults.add('traces', must, providerName, 'Use MeshTraces.to(collector).');
      }
    },

    checkSettings(faults: Faults, { traces }: TelemetryIntent): void {
      const { receiver } = traces ?? {};
      if (!receiver) return;
      const owner = mesh._settingsOwner();
      if (!owner) {
        const must = `must be left out, because this stack does not manage the MeshConfig of '${mesh.node.path}'`;
        const setting = JSON.stringify({ observability: tracing(receiver) });
        const fix = `Create an OsmMeshConfig for the mesh in this stack; or, if it is created elsewhere, set meshConfig: ${setting} there.`;
        faults.add('traces', must, receiver.host, fix);
      } else if (valueAt(owner._givenSettings, 'observability.tracing') !== undefined) {
        const must = 'must be left out if meshConfig.observability.tracing sets it';
        faults.add('traces', must, receiver.host, 'Remove tracing from meshConfig.');
      }
    },

    settingsOwner: () => mesh._settingsOwner(),

    settings: ({ traces }: TelemetryIntent): Values =>
      traces?.receiver ? { observability: tracing(traces.receiver) } : {},

    objects: () => [],

    monitors: (api: MonitorApi) => osmMonitors(api, mesh.rootNamespace),

    /** Many pods in kube-system have the annotations, not only the control plane that AKS runs there. */
    byAnnotations: (api: MonitorApi) =>
      mesh.rootNamespace === 'kube-system'
        ? { namespaces: [], monitors: [osmControlPlaneMonitor(api, mesh.rootNamespace)] }
        : { namespaces: [mesh.rootNamespace], monitors: [] },

    checkMetrics(faults: Faults): void {
      if (mesh._scraped) return;
      const must = `can only be used with metrics enabled on '${mesh.node.path}'; otherwise its sidecars serve none`;
      faults.add('metrics', must, undefined, 'Set metrics: true on the mesh.');
    },
  };
}

function tracing({ host, zipkinPort }: TraceReceiver): object {
  return { tracing: { enable: true, address: host, port: zipkinPort, endpoint: zipkinPath } };
}
