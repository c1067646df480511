import { isMap, type JsonMap } from '../../../command/terraform/resource';
import { type Adoption, block, given, text } from '../adoption';
import { isNothing } from '../differences';
import { call, code, type Expression, list, literal, props } from '../expression';

/** Arguments with their enum and its members; the first value is AKS' default. */
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
    network: nodeNetworkOf(block(pool, 'node_network_profile'), adoption),
    rotation: rotationOf(pool, adoption),
  };
  return Object.values(options).some((option) => option !== undefined) ? props({}, options) : undefined;
}

function rotationOf(pool: JsonMap, adoption: Adoption): Expression | undefined {
  const name = text(pool, 'temporary_name_for_rotation');
  const longest = pool.os_type === 'Windows' ? 6 : 12;
  if (name === `${String(pool.name).slice(0, longest - 3)}tmp`) return undefined;
  const NodeRotation = adoption.program.library('NodeRotation');
  return name === undefined
    ? call(`${NodeRotation}.replacePool`)
    : call(`${NodeRotation}.temporaryPool`, literal(name));
}

function nodeNetworkOf(profile: JsonMap, adoption: Adoption): Expression | undefined {
  const { allowed_host_ports: ports, application_security_group_ids: groups, node_public_ip_tags: tags } = profile;
  const HostPortProtocol = adoption.program.library('HostPortProtocol');
  const ranges = (Array.isArray(ports) ? ports.filter(isMap) : []).map((range) =>
    props(
      { firstPort: literal(range.port_start) },
      {
        lastPort: range.port_end === range.port_start ? undefined : given(range.port_end),
        protocol: code(`${HostPortProtocol}.${range.protocol === 'UDP' ? 'UDP' : 'TCP'}`),
      },
    ),
  );
  const options = {
    allowedHostPorts: ranges.length > 0 ? list(ranges) : undefined,
    applicationSecurityGroupIds: isNothing(groups) ? undefined : adoption.value(groups),
    publicIpTags: given(tags),
  };
  return Object.values(options).some((option) => option !== undefined) ? props({}, options) : undefined;
}
