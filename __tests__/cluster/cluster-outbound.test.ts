import type { TerraformStack } from 'cdktf';
import {
  type AksClusterProps,
  ApiServerAccess,
  ClusterNetwork,
  ClusterOutbound,
  ContainerRegistry,
  type SubnetOptions,
} from '../../lib';
import { shopCluster, shopNetwork } from '../support/clusters';
import { Planned } from '../support/planned';

const egressRanges = ['203.0.113.20/32'];
const ids = '/subscriptions/s/resourceGroups/r/providers/Microsoft.Network';

function planned(
  outbound: ClusterOutbound,
  subnet: Partial<SubnetOptions> = {},
  props: Partial<AksClusterProps> = {},
): Planned {
  return Planned.by((stack) => clusterWith(stack, outbound, subnet, props));
}

function clusterWith(
  stack: TerraformStack,
  outbound: ClusterOutbound,
  subnet: Partial<SubnetOptions> = {},
  props: Partial<AksClusterProps> = {},
) {
  const nodeSubnet = shopNetwork(stack).addSubnet('Nodes', { prefix: '10.0.0.0/20', ...subnet });
  return shopCluster(stack, { network: ClusterNetwork.azureCniOverlay({ nodeSubnet, outbound }), ...props });
}

function waitsOf(result: Planned): string[] {
  return result.one('azurerm_kubernetes_cluster').depends_on.map((text: string) => text.replace(/_\w{8}$/, ''));
}

test('without options the load balancer has no profile, which would replace clusters that had another way out', () => {
  const { network_profile: profile } = planned(ClusterOutbound.loadBalancer()).one('azurerm_kubernetes_cluster');
  expect(profile.outbound_type).toBe('loadBalancer');
  expect(profile.load_balancer_profile).toBeUndefined();
});

test('addresses of your own are used by role, before the cluster', () => {
  const publicIpIds = [`${ids}/publicIPAddresses/out`];
  const result = planned(ClusterOutbound.loadBalancer({ publicIpIds, portsPerNode: 4096, idleTimeoutMinutes: 10 }));
  const { network_profile: profile } = result.one('azurerm_kubernetes_cluster');
  expect(profile.load_balancer_profile).toEqual({
    outbound_ip_address_ids: publicIpIds,
    outbound_ports_allocated: 4096,
    idle_timeout_in_minutes: 10,
  });
  expect(result.one('azurerm_role_assignment', 'OutboundAddress0')).toMatchObject({
    role_definition_name: 'Network Contributor',
    scope: publicIpIds[0],
  });
  expect(waitsOf(result)).toContainEqual(expect.stringContaining('Cluster_Grant-OutboundAddress0-NetworkContributor'));
});

test('a NAT gateway is attached before the cluster is ordered', () => {
  const result = planned(ClusterOutbound.natGateway({ egressRanges }), { natGatewayId: `${ids}/natGateways/out` });
  expect(result.one('azurerm_kubernetes_cluster').network_profile.outbound_type).toBe('userAssignedNATGateway');
  expect(waitsOf(result)).toContain('azurerm_subnet_nat_gateway_association.Network_Nodes_NatGatewayAssociation');
});

test('routes are attached before the cluster is ordered', () => {
  const result = planned(ClusterOutbound.userDefinedRouting({ egressRanges }), {
    routeTableId: `${ids}/routeTables/firewall`,
  });
  expect(result.one('azurerm_kubernetes_cluster').network_profile.outbound_type).toBe('userDefinedRouting');
  expect(waitsOf(result)).toContain('azurerm_subnet_route_table_association.Network_Nodes_RouteTableAssociation');
});

test("without a way out AKS's images come from a cache of AKS's own", () => {
  const apiServer = ApiServerAccess.privateLink();
  const resource = planned(ClusterOutbound.none(), {}, { apiServer }).one('azurerm_kubernetes_cluster');
  expect(resource.network_profile.outbound_type).toBe('none');
  expect(resource.bootstrap_profile).toEqual({ artifact_source: 'Cache' });
});

test('or from a registry that the nodes may pull from before they are made', () => {
  const result = Planned.by((stack) => {
    const lookup = { registryName: 'shop4711', resourceGroupName: 'rg-shop' };
    const bootstrapRegistry = ContainerRegistry.fromLookup(stack, 'Registry', lookup);
    const apiServer = ApiServerAccess.privateLink();
    clusterWith(stack, ClusterOutbound.none({ bootstrapRegistry }), {}, { apiServer });
  });
  expect(result.one('azurerm_kubernetes_cluster').bootstrap_profile).toEqual({
    artifact_source: 'Cache',
    container_registry_id: expect.stringContaining('data.azurerm_container_registry.Registry'),
  });
  expect(waitsOf(result)).toContainEqual(expect.stringMatching(/^azurerm_role_assignment\.Registry_Grant-AcrPull/));
});
