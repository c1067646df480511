import type { Faults } from '../core/faults';
import type { AccessLogs } from './access-logs';
import { consulSignals } from './consul/consul-telemetry';
import { istioDashboards } from './istio/istio-dashboards';
import { ambientSignals, istioSignals, managedIstioSignals } from './istio/istio-telemetry';
import { linkerdDashboards } from './linkerd/linkerd-dashboards';
import { linkerdSignals } from './linkerd/linkerd-telemetry';
import { osmDashboards } from './osm/osm-dashboards';
import { osmSignals } from './osm/osm-telemetry';
import { type IServiceMesh, MeshKind } from './service-mesh';
import { MeshSignal, type MeshSignals } from './telemetry/mesh-signal';
import type { DashboardSource } from './telemetry/mesh-telemetry';

/** Every mesh stands here; undefined where the library has no words of the mesh yet. */
export const signalsByMesh: { readonly [kind in MeshKind]: MeshSignals | undefined } = {
  [MeshKind.ISTIO]: istioSignals,
  [MeshKind.ISTIO_AMBIENT]: ambientSignals,
  [MeshKind.MANAGED_ISTIO]: managedIstioSignals,
  [MeshKind.LINKERD]: linkerdSignals,
  [MeshKind.OPEN_SERVICE_MESH]: osmSignals,
  [MeshKind.MANAGED_OPEN_SERVICE_MESH]: osmSignals,
  [MeshKind.CONSUL]: consulSignals,
};

/** The meshes that can give a signal, for the text of an error: `Istio, managed Istio and Linkerd`. */
export function meshesThatGive(signal: MeshSignal): string {
  const kinds = Object.values(MeshKind).filter((kind) => signalsByMesh[kind]?.[signal]?.by !== undefined);
  return kinds.length < 2 ? kinds.join() : `${kinds.slice(0, -1).join(', ')} and ${kinds.at(-1)}`;
}

/** @returns whether the mesh can give a signal. */
export function checkGivesSignal(faults: Faults, prop: string, mesh: IServiceMesh, signal: MeshSignal): boolean {
  const { by, nearest } = mesh._telemetry?.signals[signal] ?? {};
  if (by !== undefined) return true;
  const others = meshesThatGive(signal);
  const fix = nearest === undefined ? `Use ${others}, or leave it out.` : `Nearest here: ${nearest}. ${others} can.`;
  faults.add(prop, `must not ask ${mesh.kind} for ${signal}`, undefined, fix);
  return false;
}

/** @returns whether the mesh can log these requests, and no others. */
export function checkGivesLogs(faults: Faults, prop: string, mesh: IServiceMesh, logs: AccessLogs): boolean {
  const signal = {
    all: MeshSignal.ALL_ACCESS_LOGS,
    errors: MeshSignal.ERROR_ACCESS_LOGS,
    off: MeshSignal.NO_ACCESS_LOGS,
  }[logs._requests];
  return checkGivesSignal(faults, prop, mesh, signal);
}

const columns = [
  MeshKind.ISTIO,
  MeshKind.ISTIO_AMBIENT,
  MeshKind.MANAGED_ISTIO,
  MeshKind.LINKERD,
  MeshKind.OPEN_SERVICE_MESH,
];

/** How each mesh gives each signal, as a table of Markdown. */
export function signalMatrix(): string {
  const kinds = [...columns, MeshKind.CONSUL].filter((kind) => signalsByMesh[kind]);
  const head = ['signal', ...kinds];
  const rows = Object.values(MeshSignal).map((signal) => [signal, ...kinds.map((kind) => cellOf(kind, signal))]);
  return tableOf([head, head.map(() => '---'), ...rows]);
}

const dashboardsByMesh: [mesh: string, dashboards: DashboardSource[]][] = [
  ['Istio', istioDashboards],
  ['Linkerd', linkerdDashboards],
  ['Open Service Mesh', osmDashboards],
];

/** The dashboards of each mesh and where they come from, as a table of Markdown. */
export function dashboardTable(): string {
  const rows = dashboardsByMesh.flatMap(([mesh, dashboards]) =>
    dashboards.map(({ name, grafanaId, revision, url }) => [
      mesh,
      name,
      url ?? `grafana.com ${grafanaId}, revision ${revision}`,
    ]),
  );
  return tableOf([['mesh', 'dashboard', 'from'], ['---', '---', '---'], ...rows]);
}

function tableOf(rows: string[][]): string {
  return rows.map((cells) => `| ${cells.join(' | ')} |\n`).join('');
}

function cellOf(kind: MeshKind, signal: MeshSignal): string {
  const { by, note, nearest } = signalsByMesh[kind]?.[signal] ?? {};
  if (by === undefined) return nearest === undefined ? 'no' : `no; nearest: ${nearest}`;
  return note === undefined ? by : `${by} (${note})`;
}
