import {
  at,
  flagAt,
  type Json,
  listAt,
  type Resource,
  type Stack,
  textAt,
  textsAt,
} from '../../command/terraform/resource';
import { nameOf, referencesIn } from '../terraform/expression';

export interface Cluster {
  readonly name: string;
  readonly version: string;
  readonly network: string;
  readonly apiServer: string;
  readonly pools: readonly Pool[];
}

export interface Pool {
  readonly name: string;
  readonly mode: string;
  readonly vmSize: string;
  readonly nodes: string;
  readonly zones: string;
}

export function clustersOf(stack: Stack): Cluster[] {
  const all = [...stack.resources.values()].filter(({ isData }) => !isData);
  const pools = all.filter(({ type }) => type === 'azurerm_kubernetes_cluster_node_pool');
  return all
    .filter(({ type }) => type === 'azurerm_kubernetes_cluster')
    .map((cluster) => ({
      name: textAt(cluster.args, 'name') ?? nameOf(cluster),
      version: versionOf(cluster),
      network: networkOf(cluster),
      apiServer: apiServerOf(cluster),
      pools: [
        ...listAt(cluster.args, 'default_node_pool').map((pool) => poolOf(pool, 'System')),
        ...pools
          .filter(({ args }) =>
            referencesIn(args.kubernetes_cluster_id).some(({ address }) => address === cluster.address),
          )
          .map(({ args }) => poolOf(args, 'User')),
      ],
    }));
}

function versionOf({ args }: Resource): string {
  const version = textAt(args, 'kubernetes_version');
  const channel = textAt(args, 'automatic_upgrade_channel');
  const tier = textAt(args, 'sku_tier') ?? 'Free';
  const followed = channel ? `upgraded by Azure (${channel})` : "Azure's default at creation";
  return `${version ?? followed}${version && channel ? `, upgraded by Azure (${channel})` : ''}; tier ${tier}`;
}

function networkOf({ args }: Resource): string {
  const one = (key: string): string | undefined => textAt(args, `network_profile.${key}`);
  const ranges = [
    ['pods', one('pod_cidr')],
    ['services', one('service_cidr')],
  ].flatMap(([what, range]) => (range ? [`${what} ${range}`] : []));
  const plugin = [one('network_plugin'), one('network_plugin_mode')].filter(Boolean).join(' ');
  const policy = one('network_policy') ? `policy ${one('network_policy')}` : 'no network policy';
  const egress = `egress ${one('outbound_type') ?? 'loadBalancer'}`;
  const plane = one('network_data_plane') ? [`data plane ${one('network_data_plane')}`] : [];
  return [plugin || 'kubenet', ...plane, policy, ...ranges, egress].join(', ');
}

function apiServerOf({ args }: Resource): string {
  if (flagAt(args, 'private_cluster_enabled', false)) return 'private';
  const ranges = textsAt(args, 'api_server_access_profile.authorized_ip_ranges');
  return ranges.length > 0 ? `public, from ${ranges.join(', ')}` : 'public, from anywhere';
}

function poolOf(args: Json, mode: string): Pool {
  const [least, most, fixed] = [textAt(args, 'min_count'), textAt(args, 'max_count'), textAt(args, 'node_count')];
  const spot = textAt(args, 'priority') === 'Spot' ? ', spot' : '';
  return {
    name: textAt(args, 'name') ?? '?',
    mode: `${textAt(args, 'mode') ?? mode}${spot}`,
    vmSize: textAt(args, 'vm_size') ?? '?',
    nodes: at(args, 'max_count') === undefined ? (fixed ?? '1') : `${least ?? '?'} to ${most}`,
    zones: textsAt(args, 'zones').join(', ') || 'none',
  };
}
