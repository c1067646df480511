import type { Annotation, StackEntry } from '../../command/output/folder';
import type { Resource, Stack } from '../../command/terraform/resource';
import { type Access, accessOf } from './access';
import { type Chart, chartOf } from './charts';
import { type Cluster, clustersOf } from './clusters';
import { type Exposure, exposuresOf } from './exposure';
import { type Mesh, meshOf } from './mesh';
import { type Network, networksOf } from './networks';
import { type Secret, secretsOf } from './secrets';
import { topologyOf } from './topology';

/** A stack's content, for a reviewer. */
export interface Inventory {
  readonly stack: string;
  readonly dependencies: readonly string[];
  readonly resourceCount: number;
  readonly clusters: readonly Cluster[];
  readonly networks: readonly Network[];
  readonly exposures: readonly Omit<Exposure, 'key'>[];
  readonly access: readonly Access[];
  readonly charts: readonly Chart[];
  readonly mesh: Mesh;
  readonly secrets: readonly Secret[];
  readonly modules: readonly string[];
  /** Number of resources that no field above lists, by type. */
  readonly others: { readonly [type: string]: number };
  readonly errors: readonly Note[];
  readonly warnings: readonly Note[];
  readonly acknowledged: readonly Note[];
  readonly unchecked: readonly Note[];
  readonly notes: readonly Note[];
  /** A Mermaid flowchart. */
  readonly topology: string;
}

export interface Note {
  readonly construct: string;
  readonly text: string;
}

const spokenOf = [
  'azurerm_kubernetes_cluster',
  'azurerm_kubernetes_cluster_node_pool',
  'azurerm_virtual_network',
  'azurerm_subnet',
  'azurerm_role_assignment',
  'azurerm_federated_identity_credential',
  'helm_release',
];

export function inventoryOf(entry: StackEntry, stack: Stack): Inventory {
  const all = [...stack.resources.values()];
  const resources = all.filter(({ isData }) => !isData);
  const annotations = entry.annotations.map(notesOf);
  const of = (kind: string): Note[] => annotations.filter((note) => note.kind === kind).map(({ note }) => note);
  return {
    stack: stack.name,
    dependencies: entry.dependencies,
    resourceCount: resources.length,
    clusters: clustersOf(stack),
    networks: networksOf(stack),
    exposures: all
      .flatMap((resource) => exposuresOf(resource, stack))
      .map(({ key: _key, paths: _paths, ...exposure }) => exposure),
    access: all.flatMap((resource) => accessOf(resource, stack)).map(({ path: _path, ...access }) => access),
    charts: all.flatMap(chartOf),
    mesh: meshOf(all),
    secrets: all.flatMap((resource) => secretsOf(resource)),
    modules: stack.modules,
    others: countByType(resources),
    errors: of('error'),
    warnings: of('warning'),
    acknowledged: of('acknowledged'),
    unchecked: of('unchecked'),
    notes: of('info'),
    topology: topologyOf(stack),
  };
}

/** The library writes `Wnnn acknowledged (reason): text` and `not verified: what` as information, with other words in older output. */
function notesOf({ level, construct, text }: Annotation): { kind: string; note: Note } {
  const unverified = /^(?:not verified|unchecked): (.*)$/s.exec(text);
  if (level === 'info' && unverified) return { kind: 'unchecked', note: { construct, text: unverified[1] } };
  const kind = level === 'info' && /^W\d+ acknowledged \(/.test(text) ? 'acknowledged' : level;
  return { kind, note: { construct, text } };
}

function countByType(resources: Resource[]): { [type: string]: number } {
  const counts = new Map<string, number>();
  for (const { type } of resources) {
    if (!spokenOf.includes(type)) counts.set(type, (counts.get(type) ?? 0) + 1);
  }
  return Object.fromEntries([...counts].sort(([a], [b]) => (a < b ? -1 : 1)));
}
