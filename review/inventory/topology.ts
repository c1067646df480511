import { lookUp, type Resource, type Stack, textAt } from '../../command/terraform/resource';
import { mermaidText } from '../print/mermaid';
import { nameOf, referencesIn } from '../terraform/expression';
import { isLocalChart } from './charts';
import { anyone, exposuresOf } from './exposure';

/** GitHub doesn't render larger diagrams, and they are hard to read. */
const mostNodes = 60;
const mostEdges = 120;
const shapes: { readonly [type: string]: readonly [string, string] } = {
  azurerm_kubernetes_cluster: ['[[', ']]'],
  azurerm_virtual_network: ['[/', '/]'],
  azurerm_user_assigned_identity: ['([', '])'],
  helm_release: ['(', ')'],
};
const drawn = [
  'azurerm_application_gateway',
  'azurerm_container_registry',
  'azurerm_key_vault',
  'azurerm_kubernetes_cluster',
  'azurerm_kubernetes_cluster_node_pool',
  'azurerm_log_analytics_workspace',
  'azurerm_private_endpoint',
  'azurerm_storage_account',
  'azurerm_subnet',
  'azurerm_user_assigned_identity',
  'azurerm_virtual_network',
  'helm_release',
];

/** A Mermaid flowchart of a stack: resources, dependencies, role assignments and public endpoints. */
export function topologyOf(stack: Stack): string {
  const all = [...stack.resources.values()];
  const nodes = all.filter(({ type, isData }) => drawn.includes(type) && (!isData || type.endsWith('_cluster')));
  if (nodes.length === 0) return '';
  const shown =
    nodes.length <= mostNodes ? nodes : nodes.filter(({ type }) => type !== 'helm_release').slice(0, mostNodes);
  const ids = new Map(shown.map(({ address }, index) => [address, `n${index}`]));
  const edges = new Set<string>();
  const clusters = shown.filter(({ type }) => type === 'azurerm_kubernetes_cluster');
  for (const resource of shown) {
    const own = edgesOf(resource, ids);
    for (const edge of own) edges.add(edge);
    // A release names its provider, not its cluster.
    if (own.length === 0 && resource.type === 'helm_release' && clusters.length === 1) {
      edges.add(`${ids.get(resource.address)} --> ${ids.get(clusters[0].address)}`);
    }
  }
  for (const resource of all.filter(({ type }) => type === 'azurerm_role_assignment')) {
    const edge = roleEdge(resource, ids);
    if (edge) edges.add(edge);
  }
  const isPublic = shown.filter((resource) => exposuresOf(resource, stack).some(({ from }) => from.includes(anyone)));
  const lines = [
    'flowchart LR',
    ...shown.map((resource) => `  ${ids.get(resource.address)}${shape(resource)}`),
    ...(isPublic.length > 0 ? ['  internet{{Internet}}'] : []),
    ...isPublic.map(({ address }) => `  internet --> ${ids.get(address)}`),
    ...[...edges].slice(0, mostEdges).map((edge) => `  ${edge}`),
  ];
  const left = nodes.length - shown.length;
  if (left > 0) lines.push(`  more[${mermaidText(`and ${left} more, mostly releases`)}]`);
  return lines.join('\n');
}

function shape(resource: Resource): string {
  const [open, close] = lookUp(shapes, resource.type) ?? ['[', ']'];
  const { type, args } = resource;
  const hasVersion = type === 'helm_release' && !isLocalChart(textAt(args, 'chart') ?? '');
  const version = hasVersion ? textAt(args, 'version') : undefined;
  return `${open}${mermaidText(`${nameOf(resource)}${version ? ` ${version}` : ''}`)}${close}`;
}

function edgesOf({ address, args }: Resource, ids: ReadonlyMap<string, string>): string[] {
  const { depends_on: after, ...rest } = args;
  const own = ids.get(address);
  const uses = referencesIn(rest).flatMap((reference) => ids.get(reference.address) ?? []);
  const waits = (Array.isArray(after) ? after : []).flatMap((target) => ids.get(String(target)) ?? []);
  return [
    ...new Set(uses.filter((target) => target !== own).map((target) => `${own} --> ${target}`)),
    ...waits.filter((target) => !uses.includes(target)).map((target) => `${own} -.-> ${target}`),
  ];
}

function roleEdge({ args }: Resource, ids: ReadonlyMap<string, string>): string | undefined {
  const [who] = referencesIn(args.principal_id).flatMap(({ address }) => ids.get(address) ?? []);
  const [where] = referencesIn(args.scope).flatMap(({ address }) => ids.get(address) ?? []);
  const role = textAt(args, 'role_definition_name') ?? 'role';
  return who && where ? `${who} ==>|${mermaidText(role)}| ${where}` : undefined;
}
