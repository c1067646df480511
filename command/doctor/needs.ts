import { readFolder } from '../output/folder';
import { readStackJson, stackOf } from '../output/stack';
import {
  at,
  flagAt,
  type Json,
  listAt,
  managed,
  type Resource,
  type Stack,
  textAt,
  textsAt,
} from '../terraform/resource';
import { namespacesOf } from './namespaces';

/** What an output needs of tools, subscription and regions. */
export interface Needs {
  /** Terraform's version constraints, by stack. */
  readonly terraform: readonly string[];
  readonly hasReleases: boolean;
  readonly usesKubelogin: boolean;
  /** Resource providers, e.g. `Microsoft.ContainerService`. */
  readonly namespaces: readonly string[];
  readonly hasRoleAssignments: boolean;
  /** Names of the resource groups in which resources are created, and which the program does not create itself. */
  readonly resourceGroups: readonly string[];
  readonly clusters: readonly ClusterNeed[];
  readonly pools: readonly PoolNeed[];
  readonly names: readonly NameNeed[];
  /** Values that only Terraform can evaluate, so that nothing can be asked about them. */
  readonly unknown: readonly string[];
}

export interface ClusterNeed {
  readonly name: string;
  readonly location: string;
  /** Undefined: Azure's default. */
  readonly version?: string;
  readonly meshRevisions: readonly string[];
  /** Of the API server; undefined if it is private. */
  readonly ranges?: readonly string[];
}

export interface PoolNeed {
  readonly name: string;
  readonly location: string;
  readonly vmSize: string;
  readonly zones: readonly string[];
  /** Nodes at the maximum, and those that an upgrade adds. */
  readonly nodes: number;
  readonly isSpot: boolean;
  readonly encryptsHost: boolean;
}

/** A name that is unique in all of Azure. */
export interface NameNeed {
  readonly type: UniqueType;
  readonly name: string;
}

export type UniqueType = keyof typeof uniqueTypes;

/** The types whose names are unique in all of Azure, with the Azure type, and how `az` checks a name. */
export const uniqueTypes = {
  azurerm_container_registry: { noun: 'registry', armType: 'Microsoft.ContainerRegistry/registries', check: 'acr' },
  azurerm_key_vault: { noun: 'key vault', armType: 'Microsoft.KeyVault/vaults', check: 'keyvault' },
  azurerm_storage_account: {
    noun: 'storage account',
    armType: 'Microsoft.Storage/storageAccounts',
    check: 'storage account',
  },
} as const;

export function needsOf(folder: string): Needs {
  const stacks = readFolder(folder).map((entry) => {
    const json = readStackJson(entry);
    return { json, stack: stackOf(entry.name, json) };
  });
  const found = stacks.map(({ stack }) => inStack(stack));
  const resources = stacks.flatMap(({ stack }) => managed(stack));
  const text = stacks.map(({ json }) => json);
  return {
    terraform: text.flatMap(({ terraform }) => textAt(terraform, 'required_version') ?? []),
    hasReleases: resources.some(({ type }) => type === 'helm_release'),
    usesKubelogin: text.some(({ provider }) => JSON.stringify(provider ?? {}).includes('"kubelogin"')),
    namespaces: [...new Set(resources.flatMap(namespacesOf))].sort(),
    hasRoleAssignments: resources.some(({ type }) => type === 'azurerm_role_assignment'),
    resourceGroups: existingGroups(stacks.map(({ stack }) => stack)),
    clusters: found.flatMap(({ clusters }) => clusters),
    pools: found.flatMap(({ pools }) => pools),
    names: found.flatMap(({ names }) => names),
    unknown: found.flatMap(({ unknown }) => unknown),
  };
}

function inStack(stack: Stack): Pick<Needs, 'clusters' | 'pools' | 'names' | 'unknown'> {
  const unknown: string[] = [];
  const literal = (resource: Resource, argument: string, value: Json | undefined): string | undefined => {
    const known = literalOf(stack, value);
    if (known === undefined && value !== undefined) unknown.push(`${argument} of ${resource.address}`);
    return known;
  };
  const all = managed(stack);
  const clusters: ClusterNeed[] = [];
  const pools: PoolNeed[] = [];
  const names: NameNeed[] = [];
  for (const resource of all) {
    if (resource.type in uniqueTypes) {
      const name = literal(resource, 'name', at(resource.args, 'name'));
      if (name !== undefined) names.push({ type: resource.type as UniqueType, name });
    }
    if (resource.type !== 'azurerm_kubernetes_cluster') continue;
    const location = literal(resource, 'location', at(resource.args, 'location'));
    if (location === undefined) continue;
    clusters.push(clusterNeed(resource, location));
    const own = all.filter(
      ({ type, args }) =>
        type === 'azurerm_kubernetes_cluster_node_pool' &&
        textAt(args, 'kubernetes_cluster_id') === `\${${resource.address}.id}`,
    );
    const blocks = [...listAt(resource.args, 'default_node_pool'), ...own.map(({ args }) => args)];
    const cluster = textAt(resource.args, 'name') ?? resource.address;
    for (const pool of blocks) pools.push(poolNeed(pool, cluster, location));
  }
  return { clusters, pools, names, unknown };
}

function existingGroups(stacks: readonly Stack[]): string[] {
  const names = (argument: string, isWanted: (type: string) => boolean) =>
    stacks.flatMap((stack) =>
      managed(stack)
        .filter(({ type }) => isWanted(type))
        .flatMap(({ args }) => literalOf(stack, at(args, argument)) ?? []),
    );
  const created = new Set(names('name', (type) => type === 'azurerm_resource_group'));
  const used = names('resource_group_name', (type) => type.startsWith('azurerm_'));
  return [...new Set(used)].filter((name) => !created.has(name)).sort();
}

function clusterNeed({ args, address }: Resource, location: string): ClusterNeed {
  return {
    name: textAt(args, 'name') ?? address,
    location,
    version: textAt(args, 'kubernetes_version'),
    meshRevisions: textsAt(args, 'service_mesh_profile.revisions'),
    ranges: flagAt(args, 'private_cluster_enabled', false)
      ? undefined
      : textsAt(args, 'api_server_access_profile.authorized_ip_ranges'),
  };
}

function poolNeed(pool: Json, cluster: string, location: string): PoolNeed {
  const most = Number(textAt(pool, 'max_count') ?? textAt(pool, 'node_count') ?? 1);
  return {
    name: `${cluster}/${textAt(pool, 'name') ?? '?'}`,
    location,
    vmSize: textAt(pool, 'vm_size') ?? '?',
    zones: textsAt(pool, 'zones'),
    nodes: most + surgeOf(textAt(pool, 'upgrade_settings.max_surge'), most),
    isSpot: textAt(pool, 'priority') === 'Spot',
    encryptsHost: flagAt(pool, 'host_encryption_enabled', false),
  };
}

/** A number, or a percentage of the nodes that is rounded up. */
function surgeOf(surge: string | undefined, nodes: number): number {
  if (surge === undefined) return 0;
  return surge.endsWith('%') ? Math.ceil((Number.parseInt(surge, 10) * nodes) / 100) : Number(surge);
}

/** A text, or that of the resource that it refers to; undefined if only Terraform can evaluate it. */
function literalOf(stack: Stack, value: Json | undefined): string | undefined {
  if (typeof value !== 'string') return undefined;
  if (!value.includes('${')) return value;
  const [, address, attribute] = /^\$\{(azurerm_\w+\.[\w-]+)\.(\w+)\}$/.exec(value) ?? [];
  const resource = address === undefined ? undefined : stack.resources.get(address);
  return resource && literalOf(stack, at(resource.args, attribute));
}
