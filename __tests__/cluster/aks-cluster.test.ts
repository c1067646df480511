import { ResourceGroup } from '@cdktf/provider-azurerm/lib/resource-group';
import { TerraformVariable, Testing } from 'cdktf';
import {
  AksCluster,
  ApiServerAccess,
  AzureCloud,
  ClusterAccess,
  ClusterNetwork,
  ClusterTier,
  ClusterUpgrades,
  KubeloginMode,
  Principal,
  PrivateDnsZone,
  UpgradeChannel,
} from '../../lib';
import { place, shopCluster, shopNetwork } from '../support/clusters';
import { azureStack, errorOf, Planned, testApp } from '../support/planned';

const zoneId =
  '/subscriptions/s/resourceGroups/r/providers/Microsoft.Network/privateDnsZones/shop.privatelink.westeurope.azmk8s.io';

function cluster(props: Parameters<typeof shopCluster>[1] = {}) {
  return Planned.by((stack) => shopCluster(stack, props));
}

describe('what is on without being asked for', () => {
  const planned = cluster();
  const resource = planned.one('azurerm_kubernetes_cluster');

  test('people come in through Entra ID, and nobody else', () => {
    expect(resource).toMatchObject({
      role_based_access_control_enabled: true,
      local_account_disabled: true,
      azure_active_directory_role_based_access_control: {
        azure_rbac_enabled: true,
        tenant_id: '${data.azurerm_client_config.CdktfAksDeployer.tenant_id}',
      },
      run_command_enabled: false,
      api_server_access_profile: { authorized_ip_ranges: ['203.0.113.7/32'] },
    });
  });

  test('workloads sign in by federation; policy and image cleaner watch', () => {
    expect(resource).toMatchObject({
      oidc_issuer_enabled: true,
      workload_identity_enabled: true,
      azure_policy_enabled: true,
      image_cleaner_enabled: true,
      image_cleaner_interval_hours: 168,
    });
  });

  test('Azure keeps it up to date', () => {
    expect(resource).toMatchObject({
      sku_tier: 'Standard',
      automatic_upgrade_channel: 'stable',
      node_os_upgrade_channel: 'NodeImage',
    });
    expect(resource.kubernetes_version).toBeUndefined();
    expect(resource.default_node_pool.orchestrator_version).toBeUndefined();
  });

  test('the system pool is for the system, spread over zones, on local disks, and can be rotated', () => {
    expect(resource.default_node_pool).toEqual({
      name: 'system',
      type: 'VirtualMachineScaleSets',
      vm_size: 'Standard_D4ds_v5',
      auto_scaling_enabled: true,
      min_count: 3,
      max_count: 6,
      zones: ['1', '2', '3'],
      max_pods: 250,
      os_disk_type: 'Ephemeral',
      temporary_name_for_rotation: 'systemtmp',
      upgrade_settings: { max_surge: '10%' },
      only_critical_addons_enabled: true,
      vnet_subnet_id: expect.stringMatching(/^\$\{azurerm_subnet\.Network_Nodes_\w+\.id\}$/),
    });
  });

  test('its own identities have their roles before it is made', () => {
    expect(resource.identity.type).toBe('UserAssigned');
    expect(resource.identity.identity_ids[0]).toContain('azurerm_user_assigned_identity.Cluster_ControlPlane_');
    expect(resource.kubelet_identity.object_id).toContain('azurerm_user_assigned_identity.Cluster_Kubelet_');
    const roles = Object.entries(planned.all('azurerm_role_assignment'))
      .filter(([name]) => resource.depends_on.includes(`azurerm_role_assignment.${name}`))
      .map(([, grant]) => [grant.role_definition_name, grant.scope.replace(/_\w{8}\.id\}$/, '')]);
    expect(roles).toEqual([
      ['Managed Identity Operator', '${azurerm_user_assigned_identity.Cluster_Kubelet'],
      ['Network Contributor', '${azurerm_subnet.Network_Nodes'],
    ]);
  });

  test('nothing is ignored', () => {
    expect(planned.text).not.toContain('ignore_changes');
  });
});

describe('who can reach it', () => {
  test('each administrator may read the kubeconfig and do everything inside', () => {
    const planned = cluster({ administrators: [Principal.group('6d0f6b7c-8c53-4d0f-9c53-6a1b2a0f4f11')] });
    const grants = Object.values(planned.all('azurerm_role_assignment')).filter(
      (grant) => grant.principal_type === 'Group',
    );
    expect(grants.map((grant) => grant.role_definition_name)).toEqual([
      'Azure Kubernetes Service Cluster User Role',
      'Azure Kubernetes Service RBAC Cluster Admin',
    ]);
  });

  test('nobody as administrator is refused', () => {
    expect(errorOf(() => cluster({ administrators: [] }))).toBe(
      "AksCluster 'platform/Cluster': administrators must name at least one principal, got []. " +
        'Use a group, e.g. [Principal.group(OBJECT_ID)], or [Principal.deployer()].',
    );
  });

  test('an empty list of ranges would open the API server, and is refused', () => {
    expect(errorOf(() => cluster({ apiServer: ApiServerAccess.publicFrom([]) }))).toContain(
      'apiServer.ranges must have at least one range: an empty list opens the API server to the Internet, got [].',
    );
  });

  test('everybody is warned of', () => {
    const planned = cluster({ apiServer: ApiServerAccess.publicFrom(['0.0.0.0/0']) });
    expect(planned.warnings).toEqual([
      'W201: The API server is open to the Internet (0.0.0.0/0). List the ranges of your offices and pipelines.',
    ]);
  });

  test('private link has no public name', () => {
    expect(cluster({ apiServer: ApiServerAccess.privateLink() }).one('azurerm_kubernetes_cluster')).toMatchObject({
      private_cluster_enabled: true,
      private_cluster_public_fqdn_enabled: false,
      private_dns_zone_id: 'System',
      dns_prefix: 'shop',
    });
  });

  test('an own DNS zone takes its prefix and two more roles', () => {
    const planned = Planned.by((stack) => {
      const privateDnsZone = PrivateDnsZone.fromZoneId(stack, 'Zone', zoneId);
      shopCluster(stack, { apiServer: ApiServerAccess.privateLink({ privateDnsZone }) });
    });
    const resource = planned.one('azurerm_kubernetes_cluster');
    expect(resource).toMatchObject({ private_dns_zone_id: zoneId, dns_prefix_private_cluster: 'shop' });
    expect(resource.dns_prefix).toBeUndefined();
    expect(planned.one('azurerm_role_assignment', 'PrivateDnsZone')).toMatchObject({
      role_definition_name: 'Private DNS Zone Contributor',
      scope: zoneId,
    });
    expect(planned.one('azurerm_role_assignment', 'Grant-Network-').scope).toContain(
      'azurerm_virtual_network.Network_',
    );
    expect(resource.depends_on).toHaveLength(5);
  });

  test('a DNS zone that is made here is there, and linked, before the cluster', () => {
    const planned = Planned.by((stack) => {
      const network = shopNetwork(stack);
      const nodeSubnet = network.addSubnet('Nodes', { prefix: '10.0.0.0/20' });
      const { resourceGroupName } = place;
      const zoneName = 'privatelink.westeurope.azmk8s.io';
      const hub = shopNetwork(stack, 'Hub', 'hub', ['10.1.0.0/16']);
      const privateDnsZone = new PrivateDnsZone(stack, 'Zone', { resourceGroupName, zoneName, networks: [hub] });
      const apiServer = ApiServerAccess.privateLink({ privateDnsZone });
      shopCluster(stack, { apiServer, network: ClusterNetwork.azureCniOverlay({ nodeSubnet }) });
    });
    const { private_dns_zone_id, depends_on } = planned.one('azurerm_kubernetes_cluster');
    expect(private_dns_zone_id).toMatch(/^\$\{azurerm_private_dns_zone\.Zone_\w+\.id\}$/);
    expect(depends_on).toContainEqual(
      expect.stringMatching(/^azurerm_private_dns_zone_virtual_network_link\.Zone_Link-hub_/),
    );
    expect(planned.one('azurerm_role_assignment', 'PrivateDnsZone').scope).toBe(private_dns_zone_id);
  });

  test('the certificate of an administrator needs local accounts, and is warned of where it is used', () => {
    expect(errorOf(() => cluster({ access: ClusterAccess.adminCertificate() }))).toBe(
      "AksCluster 'platform/Cluster': access must have localAccounts: true for ClusterAccess.adminCertificate(). " +
        'Use ClusterAccess.kubelogin(), or enable local accounts.',
    );
    const planned = Planned.by((stack) => {
      const made = shopCluster(stack, { access: ClusterAccess.adminCertificate(), localAccounts: true });
      made._helmProvider(made);
    });
    expect(planned.warnings.map((text) => text.slice(0, 4))).toEqual(['W202', 'W203']);
    expect(planned.json.provider.helm[0].kubernetes.client_key).toContain('kube_admin_config[0].client_key');
  });
});

describe('upgrades', () => {
  test.each([
    [ClusterUpgrades.pinned('1.36.2'), '1.36.2', undefined],
    [ClusterUpgrades.patchesWithin('1.36'), '1.36', 'patch'],
    [ClusterUpgrades.followedByAzure(UpgradeChannel.NODE_IMAGE), undefined, 'node-image'],
    [ClusterUpgrades.nodeImagesOnly('1.36.2'), '1.36.2', 'node-image'],
  ])('%#: a version, a channel, or both', (upgrades, version, channel) => {
    const planned = cluster({ upgrades });
    const resource = planned.one('azurerm_kubernetes_cluster');
    expect(resource.kubernetes_version).toBe(version);
    expect(resource.default_node_pool.orchestrator_version).toBe(version);
    expect(planned.one('azurerm_kubernetes_cluster_node_pool').orchestrator_version).toBe(version);
    expect(resource.automatic_upgrade_channel).toBe(channel);
  });

  test('a version of the wrong form is refused', () => {
    expect(errorOf(() => cluster({ upgrades: ClusterUpgrades.pinned('1.36') }))).toBe(
      "AksCluster 'platform/Cluster': upgrades.version must be a full Kubernetes version, got 1.36. For example, use 1.36.2.",
    );
    expect(errorOf(() => cluster({ upgrades: ClusterUpgrades.patchesWithin('v1.36.2') }))).toContain(
      'upgrades.version must be a minor Kubernetes version, got v1.36.2. For example, use 1.36.',
    );
  });
});

describe('claims', () => {
  const keda = 'workload_autoscaler_profile.keda_enabled';
  const azCommand = 'update --enable-keda';

  test('an add-on is an argument of the cluster, and may be claimed twice', () => {
    const planned = Planned.by((stack) => {
      const made = shopCluster(stack);
      made._claim({ argument: keda, value: true, owner: made, azCommand });
      made._claim({ argument: keda, value: true, owner: stack, azCommand });
    });
    expect(planned.one('azurerm_kubernetes_cluster').workload_autoscaler_profile).toEqual({ keda_enabled: true });
  });

  test('two owners that disagree are named', () => {
    const stack = azureStack();
    const made = shopCluster(stack);
    made._claim({ argument: keda, value: true, owner: made, azCommand });
    expect(errorOf(() => made._claim({ argument: keda, value: false, owner: stack, azCommand }))).toBe(
      `TerraformStack 'platform': ${keda} must agree with platform/Cluster, which sets true, got false. ` +
        'Use one construct for the add-on, or set the same options on both.',
    );
  });

  test('an import says where the add-on belongs', () => {
    const app = testApp();
    const platform = azureStack(app);
    const mesh = azureStack(app, 'mesh');
    const imported = AksCluster.fromCluster(mesh, 'Cluster', shopCluster(platform));
    const found = AksCluster.fromLookup(mesh, 'Old', { clusterName: 'old', resourceGroupName: 'rg-old' });
    const claim = { argument: keda, value: true, owner: mesh, azCommand };
    expect(errorOf(() => imported._claim(claim))).toBe(
      `TerraformStack 'mesh': ${keda} can only be set where the cluster is created, not on the import mesh/Cluster, got true. ` +
        'Move the construct to the stack of platform/Cluster and pass that cluster.',
    );
    expect(errorOf(() => found._claim(claim))).toContain(
      'Run az aks update --enable-keda --resource-group rg-old --name old, and import the result here.',
    );
  });
});

describe('imports', () => {
  test('another stack reads the cluster by its literal name, and is deployed later', () => {
    const app = testApp();
    const platform = azureStack(app);
    const group = new ResourceGroup(platform, 'Group', { name: 'rg-shop', location: 'westeurope' });
    const made = shopCluster(platform, { resourceGroupName: group.name });
    const mesh = azureStack(app, 'mesh');
    const imported = AksCluster.fromCluster(mesh, 'Cluster', made);
    imported._helmProvider(mesh);
    const planned = Planned.of(mesh);
    expect(Object.values(planned.allData('azurerm_kubernetes_cluster'))).toEqual([
      { name: 'shop', resource_group_name: 'rg-shop' },
    ]);
    expect(planned.json.provider.helm[0]).toEqual({
      alias: 'Cluster',
      kubernetes: {
        host: expect.stringMatching(/^\$\{data\.azurerm_kubernetes_cluster\.Cluster_\w+\.kube_config\[0\]\.host\}$/),
        cluster_ca_certificate: expect.stringMatching(/^\$\{base64decode\(data\..*cluster_ca_certificate\)\}$/),
        exec: {
          api_version: 'client.authentication.k8s.io/v1beta1',
          command: 'kubelogin',
          args: ['get-token', '--login', 'azurecli', '--server-id', '6dae42f8-4368-4678-94ff-3960e28e3630'],
        },
      },
    });
    expect(mesh.dependencies).toEqual([platform]);
    expect(planned.text).not.toContain('terraform_remote_state');
  });

  test.each([
    [AzureCloud.US_GOVERNMENT, 'AzureUSGovernmentCloud'],
    [AzureCloud.CHINA, 'AzureChinaCloud'],
  ])('kubelogin signs in to the Entra ID of %s', (cloud, environment) => {
    const planned = Planned.by((stack) => {
      const access = ClusterAccess.kubelogin(KubeloginMode.SERVICE_PRINCIPAL, cloud);
      const found = AksCluster.fromLookup(stack, 'Shop', { clusterName: 'shop', resourceGroupName: 'rg-shop', access });
      found._helmProvider(found);
    });
    expect(planned.json.provider.helm[0].kubernetes.exec.args).toEqual([
      ...['get-token', '--login', 'spn', '--server-id', '6dae42f8-4368-4678-94ff-3960e28e3630'],
      ...['--environment', environment],
    ]);
  });

  test('a name that only the deployment knows is refused', () => {
    const app = testApp();
    const platform = azureStack(app);
    const name = new TerraformVariable(platform, 'cluster_name', { type: 'string' });
    const made = shopCluster(platform, { clusterName: name.stringValue, dnsPrefix: 'shop' });
    expect(errorOf(() => AksCluster.fromCluster(azureStack(app, 'mesh'), 'Cluster', made))).toBe(
      "ImportedCluster 'mesh/Cluster': clusterName must be literal text if another stack imports the cluster. " +
        'Set literal text on the cluster, or use AksCluster.fromLookup with a value of this stack.',
    );
  });

  test('the cluster of another stack is refused with the line to write', () => {
    const app = testApp();
    const made = shopCluster(azureStack(app));
    const mesh = azureStack(app, 'mesh');
    expect(errorOf(() => made._helmProvider(mesh))).toBe(
      "TerraformStack 'mesh': cluster must be in the same stack (mesh), got platform/Cluster. " +
        "Import it into stack mesh with AksCluster.fromCluster(STACK, 'Cluster', CLUSTER) and pass the result.",
    );
  });

  test('two clusters of one stack have a provider each', () => {
    const stack = azureStack();
    for (const id of ['Blue', 'Green']) {
      const found = AksCluster.fromLookup(stack, id, { clusterName: id.toLowerCase(), resourceGroupName: 'rg' });
      expect(found._helmProvider(stack)).toBe(found._helmProvider(stack));
    }
    expect(Planned.of(stack).json.provider.helm.map((entry: { alias: string }) => entry.alias)).toEqual([
      'Blue',
      'Green',
    ]);
    expect(Planned.of(stack).infos).toEqual([
      'not verified: whether the cluster has an untainted node pool for the pods of its releases',
      'not verified: whether the cluster has an untainted node pool for the pods of its releases',
    ]);
  });
});

describe('pools for releases', () => {
  test('a release into a cluster with tainted pools only is refused, also through an import', () => {
    const app = testApp();
    const platform = azureStack(app);
    const made = shopCluster(platform, { userPool: { vmSize: 'Standard_D4ds_v5', nodeTaints: ['team=a:NoSchedule'] } });
    AksCluster.fromCluster(azureStack(app, 'mesh'), 'Cluster', made)._helmProvider(app.node.findChild('mesh'));
    expect(errorOf(() => Testing.synth(platform, true))).toContain(
      "ImportedCluster 'mesh/Cluster': userPool must be set: the cluster has Helm releases, but all its pools are tainted. " +
        'Set userPool, call addNodePool, or set systemPool.criticalAddonsOnly to false.',
    );
  });

  test('an untainted system pool is enough', () => {
    const planned = Planned.by((stack) => {
      const systemPool = { vmSize: 'Standard_D4ds_v5', criticalAddonsOnly: false };
      const made = shopCluster(stack, { systemPool, userPool: undefined });
      made._helmProvider(made);
    });
    expect(planned.one('azurerm_kubernetes_cluster').default_node_pool.only_critical_addons_enabled).toBe(false);
    expect(planned.warnings).toEqual([expect.stringMatching(/^W202: Helm releases are in the stack/)]);
  });
});

test('bad props are reported together', () => {
  const error = errorOf(() =>
    cluster({
      clusterName: 'shop-',
      imageCleanerIntervalHours: 12,
      tenantId: 'contoso',
      tier: ClusterTier.FREE,
      systemPool: { vmSize: 'Standard_B4ms', minCount: 4, maxCount: 3, poolName: 'System' },
    }),
  );
  expect(error).toBe(
    [
      "AksCluster 'platform/Cluster' has 6 faults:",
      '- clusterName must have 1 to 63 characters: letters, digits, _ and -, with a letter or digit at both ends, got shop-. For example, use shop.',
      '- imageCleanerIntervalHours must be a whole number of 24 to 2160 hours, got 12. Use a number in 24 to 2160 hours.',
      "- tenantId must be the tenant's id, a UUID, got contoso. For example, use 00000000-0000-0000-0000-000000000000.",
      '- systemPool.poolName must have 1 to 12 characters: lowercase letters and digits, with a letter first, got System. For example, use user.',
      '- systemPool.minCount must not be greater than systemPool.maxCount (3), got 4. Lower systemPool.minCount or raise systemPool.maxCount.',
      '- systemPool.vmSize must have 2 vCPUs or more and not be of the burstable B series, got Standard_B4ms. For example, use Standard_D4ds_v5.',
    ].join('\n'),
  );
});
