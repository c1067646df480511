import {
  AksCluster,
  type AksClusterProps,
  ApiServerAccess,
  ClusterNetwork,
  ManagedIdentity,
  Principal,
  SubnetDelegation,
} from '../../lib';
import { shopCluster, shopNetwork } from '../support/clusters';
import { azureStack, errorOf, Planned } from '../support/planned';

const team = Principal.group('6d0f6b7c-8c53-4d0f-9c53-6a1b2a0f4f11');

describe('the API server in a subnet of the network', () => {
  function planned(publicRanges?: string[]): Planned {
    return Planned.by((stack) => {
      const network = shopNetwork(stack);
      const nodeSubnet = network.addSubnet('Nodes', { prefix: '10.0.0.0/20' });
      const delegation = SubnetDelegation.API_SERVER;
      const apiServerSubnet = network.addSubnet('ApiServer', { prefix: '10.0.16.0/28', delegation });
      shopCluster(stack, {
        network: ClusterNetwork.azureCniOverlay({ nodeSubnet }),
        apiServer: ApiServerAccess.vnetIntegration({ apiServerSubnet, publicRanges }),
      });
    });
  }

  test('is private, and its subnet comes first', () => {
    const result = planned();
    const resource = result.one('azurerm_kubernetes_cluster');
    const subnet = expect.stringMatching(/azurerm_subnet\.Network_ApiServer_/);
    expect(resource).toMatchObject({
      private_cluster_enabled: true,
      private_dns_zone_id: 'System',
      api_server_access_profile: { virtual_network_integration_enabled: true, subnet_id: subnet },
    });
    expect(result.one('azurerm_role_assignment', 'ApiServerSubnet').scope).toEqual(subnet);
    expect(resource.depends_on).toContainEqual(expect.stringMatching(/^azurerm_subnet\.Network_ApiServer_/));
  });

  test('answers public ranges too, where they are given', () => {
    const resource = planned(['203.0.113.7/32']).one('azurerm_kubernetes_cluster');
    expect(resource.private_cluster_enabled).toBe(false);
    expect(resource.private_dns_zone_id).toBeUndefined();
    expect(resource.api_server_access_profile.authorized_ip_ranges).toEqual(['203.0.113.7/32']);
  });
});

test('a private API server with a public name has no private zone', () => {
  const apiServer = ApiServerAccess.privateLink({ publicDnsName: true });
  expect(Planned.by((stack) => shopCluster(stack, { apiServer })).one('azurerm_kubernetes_cluster')).toMatchObject({
    private_cluster_enabled: true,
    private_cluster_public_fqdn_enabled: true,
    private_dns_zone_id: 'None',
    dns_prefix: 'shop',
  });
});

describe('identities that exist', () => {
  function planned(given: { grantRoles?: boolean } = {}, props: Partial<AksClusterProps> = {}): Planned {
    return Planned.by((stack) => {
      const identity = (identityName: string) =>
        ManagedIdentity.fromLookup(stack, identityName, { identityName, resourceGroupName: 'rg-identities' });
      const identities = { controlPlaneIdentity: identity('Aks'), kubeletIdentity: identity('Nodes'), ...given };
      shopCluster(stack, { identities, ...props });
    });
  }

  test('are used, and get their roles before the cluster', () => {
    const result = planned();
    const resource = result.one('azurerm_kubernetes_cluster');
    expect(result.all('azurerm_user_assigned_identity')).toEqual({});
    expect(resource.identity.identity_ids).toEqual([
      expect.stringContaining('data.azurerm_user_assigned_identity.Aks_'),
    ]);
    expect(resource.kubelet_identity.object_id).toContain('data.azurerm_user_assigned_identity.Nodes_');
    expect(resource.depends_on.filter((text: string) => text.startsWith('azurerm_role_assignment'))).toHaveLength(2);
  });

  test('get none where somebody else grants', () => {
    const result = planned({ grantRoles: false });
    const names = Object.values(result.all('azurerm_role_assignment')).map((grant) => grant.role_definition_name);
    expect(names.sort()).toEqual([
      'Azure Kubernetes Service Cluster User Role',
      'Azure Kubernetes Service RBAC Cluster Admin',
    ]);
  });
});

describe('roles for teams', () => {
  test.each([
    ['grantReader', 'Azure Kubernetes Service RBAC Reader'],
    ['grantWriter', 'Azure Kubernetes Service RBAC Writer'],
    ['grantAdmin', 'Azure Kubernetes Service RBAC Admin'],
  ] as const)('%s in one namespace, and the kubeconfig', (method, role) => {
    const planned = Planned.by((stack) => {
      const lookup = { clusterName: 'shop', resourceGroupName: 'rg-shop' };
      const cluster = AksCluster.fromLookup(stack, 'Cluster', lookup);
      const grant = cluster[method](team, 'shop');
      expect(cluster[method](team, 'shop')).toBe(grant);
    });
    const id = '${data.azurerm_kubernetes_cluster.Cluster_FBA0A5AB.id}';
    const grants = Object.values(planned.all('azurerm_role_assignment')).map((grant) => [
      grant.role_definition_name,
      grant.scope.replace(/Cluster_\w{8}/, 'Cluster_FBA0A5AB'),
    ]);
    expect(grants.sort()).toEqual([
      ['Azure Kubernetes Service Cluster User Role', id],
      [role, `${id}/namespaces/shop`],
    ]);
  });

  test('in all namespaces, and in two of them, are different grants', () => {
    const planned = Planned.by((stack) => {
      const cluster = shopCluster(stack);
      cluster.grantReader(team);
      cluster.grantWriter(team, 'shop');
      cluster.grantWriter(team, 'web');
    });
    expect(
      Object.values(planned.all('azurerm_role_assignment')).filter(({ scope }) => scope.includes('/namespaces/')),
    ).toHaveLength(2);
  });

  test('a namespace that no cluster can have is refused', () => {
    const cluster = shopCluster(azureStack());
    expect(errorOf(() => cluster.grantReader(team, 'Shop'))).toBe(
      "AksCluster 'platform/Cluster': namespace must have 1 to 63 characters: lowercase letters, digits and - (RFC 1123), " +
        'with a letter or digit at both ends, got Shop. Use for example shop.',
    );
  });
});
