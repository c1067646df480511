import { consulCapabilities } from './consul/consul-capabilities';
import { ambientCapabilities, istioCapabilities, managedIstioCapabilities } from './istio/istio-capabilities';
import { linkerdCapabilities } from './linkerd/linkerd-capabilities';
import { MeshFeature } from './mesh-feature';
import { osmCapabilities } from './osm/osm-capabilities';
import { MeshKind } from './service-mesh';
import { canExpress, type MeshCapabilities } from './traffic/capability';

export const capabilitiesByMesh: { readonly [kind in MeshKind]: MeshCapabilities } = {
  [MeshKind.ISTIO]: istioCapabilities,
  [MeshKind.ISTIO_AMBIENT]: ambientCapabilities,
  [MeshKind.MANAGED_ISTIO]: managedIstioCapabilities,
  [MeshKind.LINKERD]: linkerdCapabilities,
  [MeshKind.OPEN_SERVICE_MESH]: osmCapabilities,
  [MeshKind.MANAGED_OPEN_SERVICE_MESH]: osmCapabilities,
  [MeshKind.CONSUL]: consulCapabilities,
};

/** The meshes that can express a feature, for the text of an error: `Istio, managed Istio and Linkerd`. */
export function meshesThatCan(feature: MeshFeature): string {
  const kinds = Object.values(MeshKind).filter((kind) => canExpress(capabilitiesByMesh[kind], feature));
  return kinds.length < 2 ? kinds.join() : `${kinds.slice(0, -1).join(', ')} and ${kinds.at(-1)}`;
}

/** What a mesh has that comes nearest to a feature that it lacks. */
export function nearestOf(kind: MeshKind, feature: MeshFeature): string | undefined {
  return capabilitiesByMesh[kind][feature].nearest;
}

const columns: [title: string, kind: MeshKind][] = [
  ['Istio', MeshKind.ISTIO],
  ['Istio ambient', MeshKind.ISTIO_AMBIENT],
  ['managed Istio', MeshKind.MANAGED_ISTIO],
  ['Linkerd', MeshKind.LINKERD],
  ['Open Service Mesh', MeshKind.OPEN_SERVICE_MESH],
  ['Consul', MeshKind.CONSUL],
];

/** What each mesh makes of each intent, as a table of Markdown. */
export function capabilityMatrix(): string {
  const rows = Object.values(MeshFeature).map((feature) => [
    feature,
    ...columns.map(([, kind]) => cellOf(kind, feature)),
  ]);
  const head = ['intent', ...columns.map(([title]) => title)];
  return [head, head.map(() => '---'), ...rows].map((cells) => `| ${cells.join(' | ')} |\n`).join('');
}

function cellOf(kind: MeshKind, feature: MeshFeature): string {
  const { by, note, nearest } = capabilitiesByMesh[kind][feature];
  if (by === undefined) return nearest === undefined ? 'no' : `no; nearest: ${nearest}`;
  return note === undefined ? by : `${by} (${note})`;
}
