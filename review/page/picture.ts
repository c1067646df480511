import { lookUp, type Resource, textAt } from '../../command/terraform/resource';
import { objectsOf } from '../../command/values/objects';
import { type Level, levels } from '../changes/finding';
import type { ResourceChange } from '../changes/resource-changes';
import { anyone, exposuresOf } from '../inventory/exposure';
import { meshOfObjects, serviceOf, statementsOf } from '../mesh/intents';
import type { ReviewedStack } from '../review';
import { nameOf, referencesIn } from '../terraform/expression';

export type Change = ResourceChange['action'];

/** What the picture shows of a resource. */
export interface Node {
  readonly id: string;
  readonly kind: Kind;
  readonly name: string;
  readonly stack: string;
  readonly change?: Change;
  /** The worst finding about it. */
  readonly level?: Level;
  /** Not managed by the stack: read by it. */
  readonly isReference: boolean;
  /** Undefined for what is no resource, such as the internet. */
  readonly resource?: Resource;
}

export type EdgeKind = 'uses' | 'after' | 'role' | 'calls' | 'public';

export interface Edge {
  readonly from: string;
  readonly to: string;
  readonly kind: EdgeKind;
  readonly label?: string;
}

export interface StackPicture {
  readonly stack: string;
  readonly dependencies: readonly string[];
  readonly nodes: readonly Node[];
  readonly edges: readonly Edge[];
}

export const kinds = {
  cluster: 'Cluster',
  pool: 'Node pool',
  network: 'Network',
  subnet: 'Subnet',
  identity: 'Identity',
  endpoint: 'Endpoint',
  gateway: 'Gateway',
  registry: 'Registry',
  vault: 'Key vault',
  service: 'Mesh service',
  workload: 'Workload',
  release: 'Helm release',
  other: 'Other resource',
} as const;
export type Kind = keyof typeof kinds;

const kindOfType: { readonly [type: string]: Kind } = {
  azurerm_application_gateway: 'gateway',
  azurerm_container_registry: 'registry',
  azurerm_key_vault: 'vault',
  azurerm_kubernetes_cluster: 'cluster',
  azurerm_kubernetes_cluster_node_pool: 'pool',
  azurerm_private_endpoint: 'endpoint',
  azurerm_public_ip: 'endpoint',
  azurerm_subnet: 'subnet',
  azurerm_user_assigned_identity: 'identity',
  azurerm_virtual_network: 'network',
  helm_release: 'release',
};

/** Drawn as an edge between the resources that they connect. */
const connecting = 'azurerm_role_assignment';

/** Nearly every resource has one, so lines to it hide the others. */
const everywhere = 'azurerm_resource_group.';

const internet = 'internet';

/** The resources of a stack, before and after, and what connects them. */
export function pictureOf({ code, before, after, changes, findings, dependencies }: ReviewedStack): StackPicture {
  const changeOf = new Map(changes.map((change) => [(change.after ?? change.before)?.address, change]));
  const levelOf = new Map<string, Level>();
  for (const { address, level } of findings) {
    const known = levelOf.get(address);
    if (!known || levels.indexOf(level) < levels.indexOf(known)) levelOf.set(address, level);
  }
  const gone = changes.flatMap((change) => (change.action === 'delete' && change.before ? [change.before] : []));
  const resources = [...after.resources.values(), ...gone].filter(isDrawn);
  const statements = [before, after].map(statementsOf) as [Calls, Calls];
  const services = new Map(
    resources
      .filter((resource) => statements.some((side) => side.has(serviceOf(resource))))
      .filter((resource) => meshOfObjects(objectsOf(resource)) !== undefined)
      .map((resource) => [resource.address, serviceOf(resource)]),
  );
  const idOf = (address: string): string => JSON.stringify([code.name, address]);
  const nodes = resources.map((resource): Node => {
    const change = changeOf.get(resource.address)?.action;
    return {
      id: idOf(resource.address),
      kind: services.has(resource.address) ? 'service' : kindOf(resource),
      name: nameOf(resource),
      stack: code.name,
      change,
      level: levelOf.get(resource.address),
      isReference: resource.isData,
      resource,
    };
  });
  const ids = new Map(resources.map(({ address }) => [address, idOf(address)]));
  const edges = new Map<string, Edge>();
  const add = (edge: Edge): void => {
    const key = JSON.stringify([edge.from, edge.to, edge.kind, edge.label]);
    if (edge.from !== edge.to) edges.set(key, edge);
  };
  const outside = idOf(internet);
  for (const resource of resources) {
    const from = idOf(resource.address);
    for (const edge of edgesOf(resource, from, ids)) add(edge);
    const side = gone.includes(resource) ? before : after;
    const isPublic = exposuresOf(resource, side).some((exposure) => exposure.from.includes(anyone));
    if (isPublic) add({ from: outside, to: from, kind: 'public' });
  }
  for (const resource of [...after.resources.values()].filter(({ type }) => type === connecting)) {
    const edge = roleEdge(resource, ids);
    if (edge) add(edge);
  }
  const calls = callsOf(statements, services, idOf, code.name);
  for (const edge of calls.edges) add(edge);
  nodes.push(...calls.callers);
  const all = [...edges.values()];
  const clusters = nodes.filter(({ kind }) => kind === 'cluster');
  for (const { id, kind } of nodes) {
    // A release names its provider, not its cluster.
    if (
      (kind === 'release' || kind === 'service') &&
      clusters.length === 1 &&
      !all.some((edge) => edge.from === id && edge.kind !== 'calls')
    ) {
      all.push({ from: id, to: clusters[0].id, kind: 'uses' });
    }
  }
  const isReached = all.some(({ kind }) => kind === 'public');
  const world: Node = { id: outside, kind: 'endpoint', name: 'internet', stack: code.name, isReference: true };
  return { stack: code.name, dependencies, nodes: isReached ? [world, ...nodes] : nodes, edges: all };
}

function kindOf(resource: Resource): Kind {
  const chart = resource.type === 'helm_release' ? textAt(resource.args, 'chart') : undefined;
  const objects = objectsOf(resource);
  if (chart === 'gateway' || objects.some(({ kind }) => kind === 'Gateway')) return 'gateway';
  return lookUp(kindOfType, resource.type) ?? 'other';
}

type Calls = ReturnType<typeof statementsOf>;

/** Allowed calls: the callers of mesh services, before and after. Callers that are no service of the stack are boxes of their own. */
function callsOf(
  [before, after]: readonly [Calls, Calls],
  services: ReadonlyMap<string, string>,
  idOf: (address: string) => string,
  stack: string,
): { readonly callers: readonly Node[]; readonly edges: readonly Edge[] } {
  const addresses = new Map([...services].map(([address, service]) => [service, address]));
  const others = new Map<string, Node>();
  const edges = [...services].flatMap(([address, service]) => {
    const [was, is] = [before, after].map((side) => side.get(service)?.get('callers') ?? []);
    return [...new Set([...was, ...is])].map((caller): Edge => {
      const [, who = caller, requests] = /^(.*?)(?: \((.*)\))?$/.exec(caller) ?? [];
      const name = who.replace(/^service /, `${service.split('/')[0]}/`);
      const known = addresses.get(name);
      const from = idOf(known ?? `workload ${name}`);
      if (known === undefined)
        others.set(from, { id: from, kind: 'workload', name, stack, isReference: true, change: undefined });
      const sign = was.includes(caller) === is.includes(caller) ? [] : [is.includes(caller) ? '+' : '−'];
      const label = [...sign, ...(requests === undefined ? [] : [requests])].join(' ');
      return { from, to: idOf(address), kind: 'calls', label: label === '' ? undefined : label };
    });
  });
  return { callers: [...others.values()], edges };
}

function isDrawn({ type, isData }: Resource): boolean {
  return isData ? type === 'azurerm_kubernetes_cluster' : type !== connecting;
}

function edgesOf({ args }: Resource, from: string, ids: ReadonlyMap<string, string>): Edge[] {
  const { depends_on: after, ...rest } = args;
  const used = referencesIn(rest).filter(({ address }) => !address.startsWith(everywhere));
  const uses = new Set(used.flatMap(({ address }) => ids.get(address) ?? []));
  const waits = (Array.isArray(after) ? after : []).flatMap((target) => ids.get(String(target)) ?? []);
  return [
    ...[...uses].map((to): Edge => ({ from, to, kind: 'uses' })),
    ...waits.filter((to) => !uses.has(to)).map((to): Edge => ({ from, to, kind: 'after' })),
  ];
}

function roleEdge({ args }: Resource, ids: ReadonlyMap<string, string>): Edge | undefined {
  const [from] = referencesIn(args.principal_id).flatMap(({ address }) => ids.get(address) ?? []);
  const [to] = referencesIn(args.scope).flatMap(({ address }) => ids.get(address) ?? []);
  return from && to ? { from, to, kind: 'role', label: textAt(args, 'role_definition_name') ?? 'role' } : undefined;
}
