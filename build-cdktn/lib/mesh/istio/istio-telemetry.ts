import type { Faults } from '../../core/faults';
import type { Manifest } from '../../helm/manifest';
import type { Values } from '../../helm/owned-values';
import type { IServiceMesh } from '../service-mesh';
import type { AccessLogs } from '../telemetry/access-logs';
import type { SettingsOwner } from '../telemetry/mesh-settings';
import type { MeshSignals } from '../telemetry/mesh-signal';
import type { MeshTelemetry, MonitorApi, TelemetryIntent, TraceReceiver } from '../telemetry/mesh-telemetry';
import { istioMonitors } from './istio-monitors';

/** Istio's built-in provider: standard output, in the encoding set in its MeshConfig. */
const fileProvider = 'envoy';
const traceProvider = 'mesh-traces';
const telemetryName = 'mesh-default';

/** The facts about an Istio mesh that its telemetry needs. */
export interface IstioToObserve extends IServiceMesh {
  /** The owner of the MeshConfig; undefined if this stack doesn't own it. */
  _settingsOwner(): SettingsOwner | undefined;

  /** Namespaces of gateways that exist outside the program. */
  readonly _gatewayNamespaces: string[];

  /** How to change the MeshConfig in this or another program; a sentence. */
  _meshConfigFix(meshConfig: string): string;
}

/**
 * How Istio provides its signals. The proxies' port 15020 is excluded from redirection: neither mutual TLS nor policies apply to
 * it, and it serves the application's own metrics too.
 *
 * Source: manifests/charts/istio-control/istio-discovery/files/injection-template.yaml (ports that are left out of redirection)
 * and `applyPrometheusMerge` in pkg/kube/inject/webhook.go of https://github.com/istio/istio/tree/1.30.3
 *
 * @internal
 */
export function istioTelemetry(mesh: IstioToObserve, signals: MeshSignals): MeshTelemetry {
  return {
    signals,

    check(): void {},

    checkSettings(faults: Faults, { traces }: TelemetryIntent): void {
      const owner = mesh._settingsOwner();
      if (!traces?.receiver) return;
      if (!owner) {
        const { name, opentelemetry } = provider(traces.receiver);
        const { service, port } = opentelemetry;
        const setting = `extensionProviders: [{ name: '${name}', opentelemetry: { service: '${service}', port: ${port} } }]`;
        const fix = `${mesh._meshConfigFix(setting)} Then use MeshTraces.byProvider('${name}') here.`;
        const must = `must not use a collector, because this stack does not manage the MeshConfig of '${mesh.node.path}'`;
        faults.add('traces', must, traces.receiver.host, fix);
      } else if (providersOf(owner._givenSettings).some(({ name }) => name === traceProvider)) {
        const must = `must not use a collector, because '${mesh.node.path}' has the provider ${traceProvider} already`;
        const fix = `Use MeshTraces.byProvider('${traceProvider}'), or remove the provider there.`;
        faults.add('traces', must, traces.receiver.host, fix);
      }
    },

    settingsOwner: () => mesh._settingsOwner(),

    /** Providers are a list, which is replaced as a whole; the user's encoding is kept. */
    settings({ accessLogs, traces }: TelemetryIntent, given: Values): Values {
      const { accessLogEncoding, accessLogFormat } = given;
      const isOpen = accessLogEncoding === undefined && accessLogFormat === undefined;
      const logs = accessLogs && accessLogs._requests !== 'off' && isOpen;
      return {
        ...(logs ? { accessLogEncoding: 'JSON' } : {}),
        ...(traces?.receiver ? { extensionProviders: [...providersOf(given), provider(traces.receiver)] } : {}),
      };
    },

    /** One object, because a namespace can have only one Telemetry without a selector: the oldest one takes effect. */
    objects({ accessLogs, traces }: TelemetryIntent): Manifest[] {
      if (!accessLogs && !traces) return [];
      const tracing = {
        providers: [{ name: traces?.providerName ?? traceProvider }],
        ...(traces?.samplingPercent === undefined ? {} : { randomSamplingPercentage: traces.samplingPercent }),
      };
      return [
        telemetry(mesh.rootNamespace, {
          ...(accessLogs ? { accessLogging: [accessLogging(accessLogs)] } : {}),
          ...(traces ? { tracing: [tracing] } : {}),
        }),
      ];
    },

    isJsonKnown: () => mesh._settingsOwner() !== undefined,

    monitors: (api: MonitorApi) => istioMonitors(api, mesh.rootNamespace),

    /** The injector annotates pods with proxies, and the chart those of istiod. */
    byAnnotations: () => ({ namespaces: [mesh.rootNamespace, ...mesh._gatewayNamespaces], monitors: [] }),

    namespaceLogs: (namespaceName: string, logs: AccessLogs) => ({
      manifests: [telemetry(namespaceName, { accessLogging: [accessLogging(logs)] })],
    }),
  };
}

function telemetry(namespace: string, spec: object): Manifest {
  return {
    apiVersion: 'telemetry.istio.io/v1',
    kind: 'Telemetry',
    metadata: { name: telemetryName, namespace },
    spec,
  };
}

/** A namespace's settings of a provider replace those of the mesh as a whole, including the filter. */
function accessLogging({ _requests: requests }: AccessLogs): object {
  return {
    providers: [{ name: fileProvider }],
    ...(requests === 'errors' ? { filter: { expression: 'response.code >= 400 || response.code == 0' } } : {}),
    ...(requests === 'off' ? { disabled: true } : {}),
  };
}

function provider({ host, otlpGrpcPort }: TraceReceiver): {
  name: string;
  opentelemetry: { service: string; port: number };
} {
  return { name: traceProvider, opentelemetry: { service: host, port: otlpGrpcPort } };
}

export function providersOf({ extensionProviders }: Values): { name?: string }[] {
  return Array.isArray(extensionProviders) ? extensionProviders : [];
}
