import { dialects } from '../../lib/mesh/dialects/dialects';
import { MeshKind } from '../../lib/mesh/service-mesh';
import { MeshSignal } from '../../lib/mesh/telemetry/mesh-signal';
import type { Capability } from '../../lib/mesh/traffic/capability';
import { MeshFeature } from '../../lib/mesh/traffic/mesh-feature';

/** A table of Markdown, and the page and the mark where it belongs. */
interface Table {
  readonly file: string;
  readonly mark: string;
  readonly table: string;
}

/** A mesh whose capabilities and signals are those of another one has no column of its own. */
const columns = Object.values(MeshKind).filter((kind, index, kinds) => {
  const { capabilities, signals } = dialects[kind];
  const isSame = (other: MeshKind) =>
    dialects[other].capabilities === capabilities && dialects[other].signals === signals;
  return kinds.findIndex(isSame) === index;
});

export function tables(): Table[] {
  return [
    { file: 'meshes.md', mark: 'matrix', table: capabilityTable() },
    { file: 'mesh-observability.md', mark: 'signals', table: signalTable() },
    { file: 'mesh-observability.md', mark: 'dashboards', table: dashboardTable() },
  ];
}

function capabilityTable(): string {
  const rows = Object.values(MeshFeature).map((feature) => [
    feature,
    ...columns.map((kind) => cellOf(dialects[kind].capabilities[feature])),
  ]);
  return markdown(['intent', ...columns], rows);
}

function signalTable(): string {
  const rows = Object.values(MeshSignal).map((signal) => [
    signal,
    ...columns.map((kind) => cellOf(dialects[kind].signals[signal])),
  ]);
  return markdown(['signal', ...columns], rows);
}

function dashboardTable(): string {
  const all = columns.map((kind) => ({ kind, dashboards: dialects[kind].dashboards }));
  const rows = all
    .filter(({ dashboards }, index) => all.findIndex((other) => other.dashboards === dashboards) === index)
    .flatMap(({ kind, dashboards }) =>
      dashboards.map(({ name, grafanaId, revision, url }) => [
        kind,
        name,
        url ?? `grafana.com ${grafanaId}, revision ${revision}`,
      ]),
    );
  return markdown(['mesh', 'dashboard', 'from'], rows);
}

function cellOf({ by, note, nearest }: Capability): string {
  if (by === undefined) return `no; nearest: ${nearest}`;
  return note === undefined ? by : `${by} (${note})`;
}

function markdown(head: string[], rows: string[][]): string {
  return [head, head.map(() => '---'), ...rows].map((cells) => `| ${cells.join(' | ')} |\n`).join('');
}
