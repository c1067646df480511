import type { TerraformStack } from 'cdktf';
import {
  AksCluster,
  type AksClusterProps,
  ApiServerAccess,
  ClusterNetwork,
  ManagedIdentity,
  Principal,
  PrivateDnsZone,
  type PrivateLinkOptions,
  SubnetDelegation,
  type VnetIntegrationOptions,
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

describe('the names of a private API server', () => {
  const zoneId =
    '/subscriptions/11111111-1111-1111-1111-111111111111/resourceGroups/rg-dns/providers/Microsoft.Network/privateDnsZones/';
  const zone = (stack: TerraformStack, zoneName: string) =>
    PrivateDnsZone.fromZoneId(stack, 'Zone', `${zoneId}${zoneName}`);
  const planned = (apiServer: (stack: TerraformStack) => ApiServerAccess) =>
    Planned.by((stack) => shopCluster(stack, { apiServer: apiServer(stack) })).one('azurerm_kubernetes_cluster');

  test.each<[string, PrivateLinkOptions, boolean, string]>([
    ['AKS makes a zone', {}, false, 'System'],
    ['a public name alone', { publicDnsName: true }, true, 'None'],
    ['a public name, and a zone of AKS', { publicDnsName: true, managedDnsZone: true }, true, 'System'],
    ['the same as without', { managedDnsZone: true }, false, 'System'],
  ])('%s', (_, options, isPublic, dnsZone) => {
    expect(planned(() => ApiServerAccess.privateLink(options))).toMatchObject({
      private_cluster_enabled: true,
      private_cluster_public_fqdn_enabled: isPublic,
      private_dns_zone_id: dnsZone,
      dns_prefix: 'shop',
    });
  });

  test('a public name, and an own zone', () => {
    const zoneName = 'privatelink.westeurope.azmk8s.io';
    const access = (stack: TerraformStack) =>
      ApiServerAccess.privateLink({ publicDnsName: true, privateDnsZone: zone(stack, zoneName) });
    expect(planned(access)).toMatchObject({
      private_cluster_public_fqdn_enabled: true,
      private_dns_zone_id: `${zoneId}${zoneName}`,
      dns_prefix_private_cluster: 'shop',
    });
  });

  test('of an API server in a subnet', () => {
    const inSubnet = (options: Partial<VnetIntegrationOptions>) =>
      Planned.by((stack) => {
        const network = shopNetwork(stack);
        const nodeSubnet = network.addSubnet('Nodes', { prefix: '10.0.0.0/20' });
        const delegation = SubnetDelegation.API_SERVER;
        const apiServerSubnet = network.addSubnet('ApiServer', { prefix: '10.0.16.0/28', delegation });
        shopCluster(stack, {
          network: ClusterNetwork.azureCniOverlay({ nodeSubnet }),
          apiServer: ApiServerAccess.vnetIntegration({ apiServerSubnet, ...options }),
        });
      }).one('azurerm_kubernetes_cluster');
    expect([{ publicDnsName: true }, { publicDnsName: true, managedDnsZone: true }].map(inSubnet)).toMatchObject([
      { private_cluster_public_fqdn_enabled: true, private_dns_zone_id: 'None' },
      { private_cluster_public_fqdn_enabled: true, private_dns_zone_id: 'System' },
    ]);
    expect(errorOf(() => inSubnet({ publicRanges: ['203.0.113.7/32'], publicDnsName: true }))).toBe(
      "AksCluster 'platform/Cluster': publicDnsName can only be used with an API server without a public address, got true. " +
        'Leave out publicRanges or publicDnsName.',
    );
  });

  test('there is one', () => {
    const error = errorOf(() => planned(() => ApiServerAccess.privateLink({ managedDnsZone: false })));
    expect(error).toBe(
      "AksCluster 'platform/Cluster': managedDnsZone must be true where nothing else makes a name for the API server, got " +
        'false. Set publicDnsName: true or a privateDnsZone, or leave it out.',
    );
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
        'with a letter or digit at both ends, got Shop. For example, use shop.',
    );
  });
});
