import type { Faults } from '../../core/faults';
import type { Manifest } from '../../helm/manifest';
import { type Values, valueAt } from '../../helm/owned-values';
import { layered } from '../../helm/values';
import type { INamespace } from '../../workload/namespace';
import type { IMeshNamespace } from '../mesh-namespace-ref';
import type { IServiceMesh } from '../service-mesh';
import type { AccessLogs } from '../telemetry/access-logs';
import type { SettingsOwner } from '../telemetry/mesh-settings';
import type { MeshTelemetry, MonitorApi, TelemetryIntent } from '../telemetry/mesh-telemetry';
import type { MeshPeer } from '../traffic/mesh-peer';
import { accessLogAnnotation, linkerdDialect } from './linkerd-dialect';
import { LinkerdInboundPolicy, takesPlainText } from './linkerd-inbound-policy';
import { linkerdMonitors } from './linkerd-monitors';
import { adminAccess, inboundPolicyOf } from './linkerd-namespace-policy';

/** The facts about a Linkerd mesh that its telemetry needs. */
export interface LinkerdToObserve extends IServiceMesh {
  /** Undefined if unknown. */
  readonly _defaultInboundPolicy?: LinkerdInboundPolicy;

  /** The owner of the control plane's values; undefined if the program doesn't install it. */
  _settingsOwner(): SettingsOwner | undefined;
}

/**
 * How Linkerd provides its signals. The proxies apply the namespace's inbound policy to their own port 4191: if it allows only
 * callers in the mesh, other scrapers must be allowed explicitly. The control plane's proxies allow all clients.
 *
 * Sources: https://github.com/linkerd/linkerd2/issues/10691 (denial on port 4191, and its cause), and `defaultInboundPolicy` in
 * the templates of https://github.com/linkerd/linkerd2/tree/edge-26.8.3/charts/linkerd-control-plane
 *
 * @internal
 */
export function linkerdTelemetry(mesh: LinkerdToObserve): MeshTelemetry {
  return {
    signals: linkerdDialect.signals,

    // Proxies use mutual TLS with the receiver and verify its identity.
    receiverInMesh: true,

    check(faults: Faults, { accessLogs, traces }: TelemetryIntent): void {
      const given = mesh._settingsOwner()?._givenSettings;
      if (accessLogs && !given) {
        const must = `must be left out, because another program installs '${mesh.node.path}'`;
        const value = `proxy: { accessLog: '${formatOf(accessLogs)}' }`;
        const fix = `Set accessLogs on each MeshNamespace, or values: { ${value} } of the chart there.`;
        faults.add('accessLogs', must, accessLogs._name, fix);
      }
      if (accessLogs && given) checkFree(faults, 'accessLogs', given, 'proxy.accessLog', mesh);
      if (!traces) return;
      const { receiver, providerName } = traces;
      if (!receiver) {
        const fix = 'Use MeshTraces.to(collector).';
        faults.add('traces', 'must use a collector on Linkerd, which has no named providers', providerName, fix);
      } else if (!given) {
        const must = `must be left out, because another program installs '${mesh.node.path}'`;
        const { proxy } = tracingValues(receiver);
        const fix = `Set values: ${JSON.stringify({ proxy })} of the chart there.`;
        faults.add('traces', must, receiver.host, fix);
      } else checkFree(faults, 'traces', given, 'proxy.tracing', mesh);
    },

    checkSettings(): void {},

    settingsOwner: () => mesh._settingsOwner(),

    settings({ accessLogs, traces }: TelemetryIntent): Values {
      const logs = accessLogs ? { proxy: { accessLog: formatOf(accessLogs) } } : {};
      return traces?.receiver ? layered(logs, tracingValues(traces.receiver)) : logs;
    },

    objects: () => [],

    monitors: (api: MonitorApi) => linkerdMonitors(api, mesh.rootNamespace),

    checkMetrics(faults: Faults): void {
      const enabled = valueAt(mesh._settingsOwner()?._givenSettings, 'podMonitor.enabled');
      if (enabled !== true) return;
      const must = `must be left out if '${mesh.node.path}' creates PodMonitors itself (values.podMonitor.enabled)`;
      faults.add('metrics', must, undefined, 'Remove podMonitor from its values: metrics would be scraped twice.');
    },

    metricsAccess(namespace: INamespace, reader: MeshPeer | undefined): Manifest[] {
      const policy = inboundPolicyOf((namespace as Partial<IMeshNamespace>)._annotations, mesh._defaultInboundPolicy);
      const { namespaceName } = namespace;
      if (reader) return policy === LinkerdInboundPolicy.DENY ? adminAccess(namespaceName, [reader]) : [];
      return policy !== undefined && takesPlainText(policy) ? [] : adminAccess(namespaceName, 'all');
    },

    namespaceLogs: (_namespaceName: string, logs: AccessLogs) => ({
      annotations: { [accessLogAnnotation]: formatOf(logs) },
    }),
  };
}

/** An empty annotation overrides the mesh's format, so that the injector configures none. */
function formatOf({ _requests }: AccessLogs): string {
  return _requests === 'off' ? '' : 'json';
}

function tracingValues({
  host,
  otlpGrpcPort,
  namespaceName,
  serviceAccountName,
}: {
  host: string;
  otlpGrpcPort: number;
  namespaceName: string;
  serviceAccountName: string;
}): Values {
  const meshIdentity = { serviceAccountName, namespace: namespaceName };
  const collector = { endpoint: `${host}:${otlpGrpcPort}`, meshIdentity };
  return { proxy: { tracing: { enabled: true, collector } } };
}

/** Telemetry must not silently override the user's values. */
function checkFree(faults: Faults, prop: string, given: Values, path: string, mesh: IServiceMesh): void {
  const value = valueAt(given, path);
  if (value === undefined) return;
  const must = `must be left out if values.${path} of '${mesh.node.path}' sets it`;
  faults.add(prop, must, undefined, `Remove ${path} from its values.`);
}
