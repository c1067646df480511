import type { JsonMap } from '../../../command/terraform/resource';
import { type Adoption, block, given, number, text } from '../adoption';
import { call, code, type Expression, literal, props } from '../expression';
import { subnetOf } from './subnet';

const engines: { readonly [policy: string]: string } = { calico: 'CALICO', azure: 'AZURE' };

/** The kind of the cluster's network, its ranges, and how traffic leaves. */
export function clusterNetworkOf(values: JsonMap, adoption: Adoption): Expression {
  const { program } = adoption;
  const profile = block(values, 'network_profile');
  const pool = block(values, 'default_node_pool');
  const podSubnetId = text(pool, 'pod_subnet_id');
  const plugin = text(profile, 'network_plugin');
  const shared = {
    serviceCidr: given(profile.service_cidr),
    dnsServiceIp: given(profile.dns_service_ip),
    outbound: outboundOf(values, profile, adoption),
  };
  const subnetId = text(pool, 'vnet_subnet_id');
  const nodeSubnet = subnetId === undefined ? undefined : subnetOf(subnetId, adoption);
  const ClusterNetwork = program.library('ClusterNetwork');
  if (plugin === 'none' && nodeSubnet) {
    return call(
      `${ClusterNetwork}.bringYourOwnCni`,
      props({ nodeSubnet }, { podCidr: given(profile.pod_cidr), ...shared }),
    );
  }
  const podCidr = given(profile.pod_cidr);
  if (plugin === 'kubenet' && nodeSubnet) {
    const dataPlane = dataPlaneOf(profile, adoption);
    return call(`${ClusterNetwork}.kubenet`, props({ nodeSubnet }, { podCidr, dataPlane, ...shared }));
  }
  const advanced = block(profile, 'advanced_networking');
  const own = {
    dataPlane: dataPlaneOf(profile, adoption),
    networkObservability: given(advanced.observability_enabled),
    networkSecurity: given(advanced.security_enabled),
  };
  const isOverlay = text(profile, 'network_plugin_mode') === 'overlay';
  const ranges = { podCidr, dualStack: dualStackOf(profile) };
  if (!nodeSubnet) {
    const member = plugin === 'kubenet' ? 'KUBENET' : isOverlay ? 'OVERLAY' : 'NODE_SUBNET';
    const kind = code(`${program.library('ManagedNetworkKind')}.${member}`);
    const options = props({}, { kind, ...(member === 'NODE_SUBNET' ? {} : ranges), ...own, ...shared });
    return call(`${ClusterNetwork}.managedByAks`, options);
  }
  if (isOverlay) {
    return call(`${ClusterNetwork}.azureCniOverlay`, props({ nodeSubnet }, { ...ranges, ...own, ...shared }));
  }
  if (podSubnetId) {
    const podSubnet = subnetOf(podSubnetId, adoption);
    return call(`${ClusterNetwork}.azureCniPodSubnet`, props({ nodeSubnet, podSubnet }, { ...own, ...shared }));
  }
  return call(`${ClusterNetwork}.azureCniNodeSubnet`, props({ nodeSubnet }, { ...own, ...shared }));
}

function dataPlaneOf(profile: JsonMap, adoption: Adoption): Expression {
  const NetworkDataPlane = adoption.program.library('NetworkDataPlane');
  if (profile.network_data_plane === 'cilium') return call(`${NetworkDataPlane}.cilium`);
  const NetworkPolicyEngine = adoption.program.library('NetworkPolicyEngine');
  const engine = engines[text(profile, 'network_policy') ?? ''] ?? 'NONE';
  return engine === 'CALICO'
    ? call(`${NetworkDataPlane}.azure`)
    : call(`${NetworkDataPlane}.azure`, code(`${NetworkPolicyEngine}.${engine}`));
}

function dualStackOf(profile: JsonMap): Expression | undefined {
  const { ip_versions: versions, pod_cidrs: pods, service_cidrs: services } = profile;
  if (!Array.isArray(versions) || !versions.includes('IPv6')) return undefined;
  const ipv6 = (ranges: unknown) =>
    Array.isArray(ranges) ? ranges.find((range) => String(range).includes(':')) : undefined;
  return props({}, { podIpv6Cidr: given(ipv6(pods)), serviceIpv6Cidr: given(ipv6(services)) });
}

function outboundOf(values: JsonMap, profile: JsonMap, adoption: Adoption): Expression | undefined {
  const ClusterOutbound = adoption.program.library('ClusterOutbound');
  const type = text(profile, 'outbound_type');
  const isPublic = !values.private_cluster_enabled;
  if (type === 'userAssignedNATGateway')
    return call(`${ClusterOutbound}.natGateway`, props({}, routed(isPublic, values)));
  if (type === 'userDefinedRouting')
    return call(`${ClusterOutbound}.userDefinedRouting`, props({}, routed(isPublic, values)));
  if (type === 'managedNATGateway') {
    const gateway = block(profile, 'nat_gateway_profile');
    const options = {
      managedIpCount: given(gateway.managed_outbound_ip_count),
      idleTimeoutMinutes: given(gateway.idle_timeout_in_minutes),
    };
    return call(`${ClusterOutbound}.managedNatGateway`, props({}, options));
  }
  if (type === 'none') return call(`${ClusterOutbound}.none`);
  if (type !== 'loadBalancer') return undefined;
  const balancer = block(profile, 'load_balancer_profile');
  const own = Array.isArray(balancer.outbound_ip_address_ids) ? balancer.outbound_ip_address_ids : [];
  const prefixes = Array.isArray(balancer.outbound_ip_prefix_ids) ? balancer.outbound_ip_prefix_ids : [];
  const isOwn = own.length + prefixes.length > 0;
  const count = number(balancer, 'managed_outbound_ip_count');
  const options = {
    managedIpCount: isOwn || count === 1 ? undefined : given(count),
    managedIpv6Count: isOwn ? undefined : given(balancer.managed_outbound_ipv6_count),
    publicIpIds: own.length > 0 ? adoption.value(own) : undefined,
    publicIpPrefixIds: prefixes.length > 0 ? adoption.value(prefixes) : undefined,
    portsPerNode: given(balancer.outbound_ports_allocated),
    idleTimeoutMinutes: given(balancer.idle_timeout_in_minutes),
  };
  return call(`${ClusterOutbound}.loadBalancer`, props({}, options));
}

/** The addresses that a public API server lets in are in its ranges already. */
function routed(isPublic: boolean, values: JsonMap): { egressRanges?: Expression } {
  const ranges = block(values, 'api_server_access_profile').authorized_ip_ranges;
  return isPublic && Array.isArray(ranges) && ranges.length > 0 ? { egressRanges: literal(ranges) } : {};
}
