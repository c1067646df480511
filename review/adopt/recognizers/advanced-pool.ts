import type { JsonMap } from '../../../command/terraform/resource';
import { type Adoption, block, given, text } from '../adoption';
import { code, type Expression, literal, props } from '../expression';

/** Arguments with their enum and its members; the first value is what AKS answers where nobody chose. */
const enums: readonly [prop: string, argument: string, name: string, members: { readonly [value: string]: string }][] =
  [
    ['kubeletDisk', 'kubelet_disk_type', 'KubeletDisk', { Temporary: 'TEMPORARY' }],
    [
      'workloadRuntime',
      'workload_runtime',
      'WorkloadRuntime',
      { OCIContainer: 'OCI_CONTAINER', KataVmIsolation: 'KATA_VM_ISOLATION' },
    ],
    ['scaleDownMode', 'scale_down_mode', 'ScaleDownMode', { Deallocate: 'DEALLOCATE' }],
  ];

/** What few pools have. */
export function advancedPoolOf(pool: JsonMap, adoption: Adoption): Expression | undefined {
  const upgrade = block(pool, 'upgrade_settings');
  const undrainable = text(upgrade, 'undrainable_node_behavior');
  const { outbound_nat_enabled: outboundNat } = block(pool, 'windows_profile');
  const chosen = enums.flatMap(([prop, argument, name, members]) => {
    const value = String(pool[argument]);
    return Object.hasOwn(members, value) ? [[prop, code(`${adoption.program.library(name)}.${members[value]}`)]] : [];
  });
  const behavior = undrainable && `${adoption.program.library('UndrainableNodeBehavior')}.${undrainable.toUpperCase()}`;
  const options: { [prop: string]: Expression | undefined } = {
    nodePublicIps: given(pool.node_public_ip_enabled),
    nodePublicIpPrefixId: given(pool.node_public_ip_prefix_id),
    proximityPlacementGroupId: given(pool.proximity_placement_group_id),
    capacityReservationGroupId: given(pool.capacity_reservation_group_id),
    hostGroupId: given(pool.host_group_id),
    snapshotId: given(pool.snapshot_id),
    ultraDisks: given(pool.ultra_ssd_enabled),
    ...Object.fromEntries(chosen),
    maxUnavailable: given(upgrade.max_unavailable),
    undrainableNodes: behavior ? code(behavior) : undefined,
    windowsOutboundNat: outboundNat === false ? literal(false) : undefined,
  };
  return Object.values(options).some((option) => option !== undefined) ? props({}, options) : undefined;
}
