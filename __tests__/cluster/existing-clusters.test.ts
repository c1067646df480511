import { TerraformVariable } from 'cdktf';
import {
  type AdvancedClusterOptions,
  type AdvancedPoolOptions,
  AksCluster,
  type AksClusterProps,
  ApiServerAccess,
  AppRoutingController,
  ClusterAccess,
  ClusterNetwork,
  ClusterOutbound,
  ClusterUpgrades,
  ContainerRegistry,
  HostPortProtocol,
  KubeletDisk,
  type KubenetOptions,
  KubernetesManifests,
  ManagedIdentity,
  ManagedNetworkKind,
  Namespace,
  NatGateway,
  NetworkDataPlane,
  NetworkPolicyEngine,
  type NodeNetworkOptions,
  NodeOs,
  NodeOsUpgradeChannel,
  NodePool,
  NodePoolMode,
  NodeRotation,
  OsDiskType,
  Principal,
  PrivateDnsZone,
  ScaleDownMode,
  SubnetDelegation,
  UndrainableNodeBehavior,
  type UserPoolOptions,
  WorkloadIdentity,
  WorkloadRuntime,
} from '../../lib';
import { place, shopCluster, shopNetwork } from '../support/clusters';
import { azureStack, errorOf, Planned, testApp } from '../support/planned';

const vmSize = 'Standard_D4ds_v5';
const group = Principal.group('6d0f6b7c-8c53-4d0f-9c53-6a1b2a0f4f11');
const id = (type: string, name = 'shop') =>
  `/subscriptions/11111111-1111-1111-1111-111111111111/resourceGroups/rg-shop/providers/${type}/${name}`;
const certificate = Buffer.from('-----BEGIN CERTIFICATE-----\nMIIB\n-----END CERTIFICATE-----\n').toString('base64');

function planned(props: Partial<AksClusterProps>): Planned {
  return Planned.by((stack) => shopCluster(stack, props));
}

function pool(advanced: AdvancedPoolOptions, options: Partial<UserPoolOptions> = {}) {
  return planned({ userPool: { vmSize, advanced, ...options } }).one('azurerm_kubernetes_cluster_node_pool');
}

const everywhere: AdvancedPoolOptions = {
  nodePublicIps: true,
  nodePublicIpPrefixId: id('Microsoft.Network/publicIPPrefixes'),
  proximityPlacementGroupId: id('Microsoft.Compute/proximityPlacementGroups'),
  capacityReservationGroupId: id('Microsoft.Compute/capacityReservationGroups'),
  hostGroupId: id('Microsoft.Compute/hostGroups'),
  snapshotId: id('Microsoft.ContainerService/snapshots'),
  ultraDisks: true,
  kubeletDisk: KubeletDisk.TEMPORARY,
  workloadRuntime: WorkloadRuntime.OCI_CONTAINER,
  scaleDownMode: ScaleDownMode.DEALLOCATE,
  undrainableNodes: UndrainableNodeBehavior.CORDON,
};

const written = {
  node_public_ip_enabled: true,
  node_public_ip_prefix_id: everywhere.nodePublicIpPrefixId,
  proximity_placement_group_id: everywhere.proximityPlacementGroupId,
  capacity_reservation_group_id: everywhere.capacityReservationGroupId,
  host_group_id: everywhere.hostGroupId,
  snapshot_id: everywhere.snapshotId,
  ultra_ssd_enabled: true,
  kubelet_disk_type: 'Temporary',
  workload_runtime: 'OCIContainer',
  scale_down_mode: 'Deallocate',
  upgrade_settings: { max_surge: '10%', undrainable_node_behavior: 'Cordon' },
};

describe('rare settings of pools', () => {
  test('are written for user pools and the system pool', () => {
    expect(pool(everywhere, { zones: ['1'] })).toMatchObject(written);
    const system = planned({ systemPool: { vmSize, zones: ['1'], advanced: everywhere } }).one(
      'azurerm_kubernetes_cluster',
    );
    expect(system.default_node_pool).toMatchObject(written);
  });

  test('are left to Azure where they are not given', () => {
    const names = Object.keys(written).filter((name) => name !== 'upgrade_settings');
    expect(Object.keys(pool({})).filter((name) => names.includes(name))).toEqual([]);
  });

  test('upgrades take nodes away instead of adding some', () => {
    expect(pool({ maxUnavailable: '25%' }).upgrade_settings).toEqual({ max_unavailable: '25%' });
  });

  test('upgrades that take nodes away need no addresses for more', () => {
    const warnings = (advanced?: AdvancedPoolOptions) =>
      Planned.by((stack) => {
        const nodeSubnet = shopNetwork(stack).addSubnet('Nodes', { prefix: '10.0.0.0/27' });
        const network = ClusterNetwork.azureCniOverlay({ nodeSubnet });
        shopCluster(stack, { network, userPool: { vmSize, minCount: 2, maxCount: 20, advanced } });
      }).warnings.map((text) => text.slice(0, 4));
    expect([warnings(), warnings({ maxUnavailable: '1' })]).toEqual([['W205'], []]);
  });

  test('Windows without outbound NAT, and Kata on Azure Linux', () => {
    const windows = { poolName: 'win', os: NodeOs.WINDOWS_2022 };
    expect(errorOf(() => pool({ windowsOutboundNat: false }))).toContain(
      'advanced.windowsOutboundNat can only be used with Windows, got false. Leave it out.',
    );
    const result = Planned.by((stack) => {
      const nodeSubnet = shopNetwork(stack).addSubnet('Nodes', { prefix: '10.0.0.0/20' });
      const network = ClusterNetwork.azureCniOverlay({ nodeSubnet, dataPlane: NetworkDataPlane.azure() });
      const userPool = { vmSize, ...windows, advanced: { windowsOutboundNat: false } };
      shopCluster(stack, { network, userPool });
    });
    const { windows_profile } = result.one('azurerm_kubernetes_cluster_node_pool');
    expect(windows_profile).toEqual({ outbound_nat_enabled: false });
    const kata = { workloadRuntime: WorkloadRuntime.KATA_VM_ISOLATION };
    expect(pool(kata, { os: NodeOs.AZURE_LINUX }).workload_runtime).toBe('KataVmIsolation');
    expect(errorOf(() => pool(kata))).toContain(
      'advanced.workloadRuntime can only be used with Azure Linux, got KataVmIsolation. Set os: NodeOs.AZURE_LINUX.',
    );
  });

  test('timeouts of a pool, tokens too', () => {
    expect(pool({ operationTimeoutMinutes: 30 }).timeouts).toEqual({ create: '30m', update: '30m', delete: '30m' });
    const result = Planned.by((stack) => {
      const { numberValue } = new TerraformVariable(stack, 'minutes', { type: 'number' });
      shopCluster(stack, { userPool: { vmSize, advanced: { operationTimeoutMinutes: numberValue } } });
    });
    expect(result.one('azurerm_kubernetes_cluster_node_pool').timeouts.create).toBe('${var.minutes}m');
  });

  test.each<[string, AdvancedPoolOptions, Partial<UserPoolOptions>]>([
    [
      'nodePublicIpPrefixId can only be used with nodePublicIps: true. Set nodePublicIps',
      { nodePublicIpPrefixId: everywhere.nodePublicIpPrefixId },
      {},
    ],
    ['hostGroupId must be the resource id of a Microsoft.Compute/hostGroups', { hostGroupId: 'hosts' }, {}],
    [
      'proximityPlacementGroupId must be the resource id of a Microsoft.Compute/prox',
      { proximityPlacementGroupId: 'x' },
      { zones: ['1'] },
    ],
    [
      'capacityReservationGroupId must be the resource id of a Microsoft.Compute/cap',
      { capacityReservationGroupId: 'x' },
      {},
    ],
    ['snapshotId must be the resource id of a Microsoft.ContainerService/snapshots', { snapshotId: 'x' }, {}],
    [
      'nodePublicIpPrefixId must be the resource id of a Microsoft.Network/publicIPPrefixes',
      { nodePublicIps: true, nodePublicIpPrefixId: 'x' },
      {},
    ],
    ['maxUnavailable must be a number of nodes or a percentage of the pool, got "0%"', { maxUnavailable: '0%' }, {}],
    ['maxUnavailable must not be set together with maxSurge, got 1', { maxUnavailable: '1' }, { maxSurge: '1' }],
    ['maxUnavailable must not be set together with spot, got 1', { maxUnavailable: '1' }, { spot: {} }],
    ['operationTimeoutMinutes must be a whole number of 5 to 1440 minutes, got 1', { operationTimeoutMinutes: 1 }, {}],
  ])('%s', (text, advanced, options) => {
    expect(errorOf(() => pool(advanced, options))).toContain(`NodePool 'platform/Cluster/UserPool': advanced.${text}`);
  });

  test.each<AdvancedPoolOptions>([{ maxUnavailable: '1' }, { operationTimeoutMinutes: 30 }])(
    'the system pool has no %j',
    (advanced) => {
      const [prop] = Object.keys(advanced);
      expect(errorOf(() => planned({ systemPool: { vmSize, advanced } }))).toContain(
        `AksCluster 'platform/Cluster': systemPool.advanced.${prop} must be left out in the system pool, got `,
      );
    },
  );
});

describe('limits of Azure', () => {
  const proximityPlacementGroupId = everywhere.proximityPlacementGroupId;

  test('a proximity placement group is in one zone at most', () => {
    expect(errorOf(() => pool({ proximityPlacementGroupId }))).toBe(
      'NodePool \'platform/Cluster/UserPool\': advanced.proximityPlacementGroupId must go with one zone at most, got "3 zones". ' +
        "Set zones: ['1'], or zones: [].",
    );
    for (const zones of [['2'], []]) {
      const { proximity_placement_group_id } = pool({ proximityPlacementGroupId }, { zones });
      expect(proximity_placement_group_id).toBe(proximityPlacementGroupId);
    }
  });

  test('ultra disks are in a zone', () => {
    expect(errorOf(() => pool({ ultraDisks: true }, { zones: [] }))).toBe(
      "NodePool 'platform/Cluster/UserPool': advanced.ultraDisks must go with a zone, got true. For example, set zones: ['1'].",
    );
  });

  test('machines that are stopped have managed disks', () => {
    const scaleDownMode = ScaleDownMode.DEALLOCATE;
    expect(pool({ scaleDownMode }).os_disk_type).toBe('Managed');
    expect(pool({ scaleDownMode: ScaleDownMode.DELETE }).os_disk_type).toBe('Ephemeral');
    expect(errorOf(() => pool({ scaleDownMode }, { osDiskType: OsDiskType.EPHEMERAL }))).toBe(
      "NodePool 'platform/Cluster/UserPool': advanced.scaleDownMode must be Delete with an ephemeral disk, got Deallocate. Use " +
        'OsDiskType.MANAGED.',
    );
  });

  test('nodes with public addresses reach a restricted API server from a known prefix', () => {
    const text =
      'advanced.nodePublicIps must go with nodePublicIpPrefixId: the API server answers given ranges only, got true. Set ' +
      'nodePublicIpPrefixId, and pass the range of the prefix to ApiServerAccess.publicFrom.';
    expect(errorOf(() => pool({ nodePublicIps: true }))).toBe(`NodePool 'platform/Cluster/UserPool': ${text}`);
    const system = { systemPool: { vmSize, advanced: { nodePublicIps: true } } };
    expect(errorOf(() => planned(system))).toBe(`AksCluster 'platform/Cluster': systemPool.${text}`);
    const apiServer = ApiServerAccess.privateLink();
    expect(planned({ ...system, apiServer }).one('azurerm_kubernetes_cluster').default_node_pool).toMatchObject({
      node_public_ip_enabled: true,
    });
  });

  test('an overlay network has no DCsv2 machines', () => {
    const text =
      'must not be of the DCsv2 series in an overlay network, got Standard_DC2s_v2. For example, use Standard_DC4ads_v5.';
    expect(errorOf(() => pool({}, { vmSize: 'Standard_DC2s_v2' }))).toBe(
      `NodePool 'platform/Cluster/UserPool': vmSize ${text}`,
    );
    expect(pool({}, { vmSize: 'Standard_DC2s_v3' }).vm_size).toBe('Standard_DC2s_v3');
  });

  test.each<AdvancedClusterOptions>([
    { httpProxy: { httpProxy: 'http://proxy.example.com:3128/' } },
    { trustedCertificates: [certificate] },
  ])('Windows pools exclude %j', (advanced) => {
    const [prop] = Object.keys(advanced);
    const build = (os: NodeOs) =>
      Planned.by((stack) => {
        const nodeSubnet = shopNetwork(stack).addSubnet('Nodes', { prefix: '10.0.0.0/20' });
        const network = ClusterNetwork.azureCniOverlay({ nodeSubnet, dataPlane: NetworkDataPlane.azure() });
        shopCluster(stack, { advanced, network, userPool: { vmSize, poolName: 'win', os } });
      });
    expect(errorOf(() => build(NodeOs.WINDOWS_2022))).toBe(
      `NodePool 'platform/Cluster/UserPool': os must be Linux in a cluster with advanced.${prop}, got Windows2022. Use ` +
        `NodeOs.UBUNTU, or leave advanced.${prop} out.`,
    );
    expect(build(NodeOs.UBUNTU).one('azurerm_kubernetes_cluster_node_pool').name).toBe('win');
  });

  test('nodes of an isolated cluster are updated by Azure', () => {
    const build = (channel: NodeOsUpgradeChannel) =>
      Planned.by((stack) => {
        const nodeSubnet = shopNetwork(stack).addSubnet('Nodes', { prefix: '10.0.0.0/20' });
        const network = ClusterNetwork.azureCniOverlay({ nodeSubnet, outbound: ClusterOutbound.none() });
        const upgrades = ClusterUpgrades.patchesWithin('1.36').withNodeOs(channel);
        shopCluster(stack, { network, apiServer: ApiServerAccess.privateLink(), upgrades });
      });
    expect(errorOf(() => build(NodeOsUpgradeChannel.UNMANAGED))).toBe(
      "AksCluster 'platform/Cluster': upgrades.nodeOs must not be Unmanaged with outbound type none: the nodes reach no package " +
        'repository, got Unmanaged. Use NodeOsUpgradeChannel.NODE_IMAGE.',
    );
    expect(build(NodeOsUpgradeChannel.SECURITY_PATCH).one('azurerm_kubernetes_cluster').outbound_type).toBeUndefined();
  });
});

describe('rare settings of clusters', () => {
  const cluster = (advanced: AdvancedClusterOptions) => planned({ advanced }).one('azurerm_kubernetes_cluster');

  test('a proxy, certificates and administrators of nodes', () => {
    const result = Planned.by((stack) => {
      const { stringValue: password } = new TerraformVariable(stack, 'password', { sensitive: true });
      shopCluster(stack, {
        advanced: {
          httpProxy: { httpProxy: 'http://proxy.example.com:3128/', noProxy: ['10.0.0.0/8'], trustedCa: certificate },
          trustedCertificates: [certificate],
          linuxAdmin: { userName: 'azureuser', sshPublicKey: 'ssh-ed25519 AAAAC3Nza' },
          windowsAdmin: { userName: 'azureuser', password, hybridBenefit: true, gmsaDnsServer: '', gmsaRootDomain: '' },
        },
      });
    });
    expect(result.one('azurerm_kubernetes_cluster')).toMatchObject({
      http_proxy_config: {
        http_proxy: 'http://proxy.example.com:3128/',
        no_proxy: ['10.0.0.0/8'],
        trusted_ca: certificate,
      },
      custom_ca_trust_certificates_base64: [certificate],
      linux_profile: { admin_username: 'azureuser', ssh_key: { key_data: 'ssh-ed25519 AAAAC3Nza' } },
      windows_profile: {
        admin_username: 'azureuser',
        admin_password: '${var.password}',
        license: 'Windows_Server',
        gmsa: { dns_server: '', root_domain: '' },
      },
    });
  });

  test.each<[string, AdvancedClusterOptions]>([
    ['httpProxy must have httpProxy, httpsProxy or both. Set httpProxy', { httpProxy: {} }],
    [
      'httpProxy.httpsProxy must be a URL of a proxy, without user and password, got http://***@proxy:3128',
      { httpProxy: { httpsProxy: 'http://user:secret@proxy:3128' } },
    ],
    [
      'httpProxy.noProxy must have at least one element, got []',
      { httpProxy: { httpProxy: 'http://proxy:3128', noProxy: [] } },
    ],
    [
      'httpProxy.noProxy must be hosts, domains and ranges without *, got *.example.com',
      { httpProxy: { httpProxy: 'http://proxy:3128', noProxy: ['10.0.0.0/8', '*.example.com'] } },
    ],
    [
      'httpProxy.trustedCa must be a certificate in PEM format, encoded as base64',
      { httpProxy: { httpProxy: 'http://proxy:3128', trustedCa: '-----BEGIN CERTIFICATE-----' } },
    ],
    ['trustedCertificates must be 1 to 10 certificates, got 11', { trustedCertificates: Array(11).fill(certificate) }],
    ['trustedCertificates must be 1 to 10 certificates, got 0', { trustedCertificates: [] }],
    ['trustedCertificates[0] must be a certificate in PEM', { trustedCertificates: ['abc'] }],
    [
      'linuxAdmin.userName must be a letter and up to 31 letters, digits, _ and -, got 1user',
      { linuxAdmin: { userName: '1user', sshPublicKey: 'ssh-rsa AAAA' } },
    ],
    [
      'linuxAdmin.sshPublicKey must be a public SSH key',
      { linuxAdmin: { userName: 'azureuser', sshPublicKey: 'AAAA' } },
    ],
    [
      'windowsAdmin.password must be a token: literal text would be in the synthesized JSON',
      { windowsAdmin: { userName: 'azureuser', password: 'hunter2hunter2' } },
    ],
    [
      'workloadIdentity must be false without the OIDC issuer, got true. Set workloadIdentity: false',
      { oidcIssuer: false },
    ],
    ["adminGroupObjectIds must be the groups' object ids, a UUID, got admins", { adminGroupObjectIds: ['admins'] }],
    ['edgeZone must be the name of an Azure Extended Zone', { edgeZone: 'Los Angeles' }],
    [
      'appRouting.dnsZoneIds must be resource ids of DNS zones or private DNS zones, got example.com',
      { appRouting: { dnsZoneIds: ['example.com'] } },
    ],
    [
      'appRouting.dnsZoneIds must have at most 5 zones, got 6. Remove some.',
      { appRouting: { dnsZoneIds: Array(6).fill(id('Microsoft.Network/dnsZones', 'example.com')) } },
    ],
    [
      'upgradeOverride.until must be a time in RFC 3339 format, got tomorrow',
      { upgradeOverride: { force: true, until: 'tomorrow' } },
    ],
    [
      'windowsAdmin.gmsaDnsServer can only be used with gmsaRootDomain',
      { windowsAdmin: { userName: 'a', password: '${x}', gmsaDnsServer: '' } },
    ],
  ])('%s', (text, advanced) => {
    const error = errorOf(() => cluster(advanced));
    expect(error).toContain(`advanced.${text}`);
    expect(error).not.toContain('hunter2');
  });

  test('no OIDC issuer and no webhook of workload identity', () => {
    const off = cluster({ oidcIssuer: false, workloadIdentity: false });
    expect([off.oidc_issuer_enabled, off.workload_identity_enabled]).toEqual([undefined, undefined]);
    const on = cluster({});
    expect([on.oidc_issuer_enabled, on.workload_identity_enabled]).toEqual([true, true]);
    const federated = (advanced: AdvancedClusterOptions) =>
      errorOf(() =>
        Planned.by((stack) => {
          const made = shopCluster(stack, { advanced });
          const namespace = Namespace.fromName(stack, 'Namespace', { cluster: made, name: 'shop' });
          const newIdentity = { ...place, identityName: 'web' };
          new WorkloadIdentity(stack, 'Web', { namespace, serviceAccountName: 'web', newIdentity });
        }),
      );
    expect(federated({ workloadIdentity: false })).toContain(
      'namespace must be on a cluster with the workload identity webhook, got platform/Cluster. Leave advanced.workloadIdentity out of ' +
        'the cluster.',
    );
    expect(federated({ oidcIssuer: false, workloadIdentity: false })).toContain(
      'namespace must be on a cluster with an OIDC issuer, got platform/Cluster.',
    );
  });

  test('administrator groups beside Azure RBAC, an extended zone, application routing and an upgrade override', () => {
    const zone = id('Microsoft.Network/dnsZones', 'example.com');
    const result = planned({
      advanced: {
        adminGroupObjectIds: ['6d0f6b7c-8c53-4d0f-9c53-6a1b2a0f4f11'],
        edgeZone: 'losangeles',
        appRouting: { dnsZoneIds: [zone], defaultController: AppRoutingController.NONE },
        upgradeOverride: { force: false, until: '2027-01-31T12:00:00Z' },
      },
    });
    expect(result.one('azurerm_kubernetes_cluster')).toMatchObject({
      azure_active_directory_role_based_access_control: {
        azure_rbac_enabled: true,
        admin_group_object_ids: ['6d0f6b7c-8c53-4d0f-9c53-6a1b2a0f4f11'],
      },
      edge_zone: 'losangeles',
      web_app_routing: { dns_zone_ids: [zone], default_nginx_controller: 'None' },
      upgrade_override: { force_upgrade_enabled: false, effective_until: '2027-01-31T12:00:00Z' },
    });
    expect(result.warnings.filter((text) => text.startsWith('W209'))).toHaveLength(1);
  });

  test('no image cleaner', () => {
    const off = planned({ imageCleaner: false }).one('azurerm_kubernetes_cluster');
    expect([off.image_cleaner_enabled, off.image_cleaner_interval_hours]).toEqual([undefined, undefined]);
    expect(errorOf(() => planned({ imageCleaner: false, imageCleanerIntervalHours: 48 }))).toBe(
      "AksCluster 'platform/Cluster': imageCleanerIntervalHours must not be set together with imageCleaner: " +
        'false, got 48. Remove one of the two.',
    );
  });

  test('the whole profile of the autoscaler', () => {
    const autoscaler = {
      scanIntervalSeconds: 20,
      newPodDelaySeconds: 0,
      delayAfterDeleteSeconds: 30,
      delayAfterFailureMinutes: 5,
      unreadyMinutes: 30,
      maxProvisioningMinutes: 20,
      maxUnreadyNodes: 0,
      maxUnreadyPercent: 50,
      maxEmptyNodesDeleted: 5,
      ignoreDaemonSets: true,
      evictDaemonSetsOfEmptyNodes: true,
      evictDaemonSetsOfOccupiedNodes: false,
    };
    expect(planned({ autoscaler }).one('azurerm_kubernetes_cluster').auto_scaler_profile).toEqual({
      scan_interval: '20s',
      new_pod_scale_up_delay: '0s',
      scale_down_delay_after_delete: '30s',
      scale_down_delay_after_failure: '5m',
      scale_down_unready: '30m',
      max_node_provisioning_time: '20m',
      max_unready_nodes: 0,
      max_unready_percentage: 50,
      empty_bulk_delete_max: '5',
      ignore_daemonsets_utilization_enabled: true,
      daemonset_eviction_for_empty_nodes_enabled: true,
      daemonset_eviction_for_occupied_nodes_enabled: false,
    });
  });
});

describe('clusters without Entra ID', () => {
  const without = { entraId: false, localAccounts: true, administrators: [] };
  const error = (props: Partial<AksClusterProps>) => errorOf(() => planned({ ...without, ...props }));

  test('have no users and no roles, and Helm uses the certificate that the provider has of them', () => {
    const build = (props: Partial<AksClusterProps>) =>
      Planned.by((stack) => {
        const made = shopCluster(stack, props);
        const manifests = [{ apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'shop' } }];
        new KubernetesManifests(stack, 'Objects', { cluster: made, releaseName: 'shop', namespace: 'shop', manifests });
      });
    const result = build(without);
    const resource = result.one('azurerm_kubernetes_cluster');
    expect(resource.azure_active_directory_role_based_access_control).toBeUndefined();
    expect(resource.local_account_disabled).toBe(false);
    const roles = Object.values(result.all('azurerm_role_assignment')).map(({ role_definition_name: role }) => role);
    expect(roles.filter((role) => role.startsWith('Azure Kubernetes'))).toEqual([]);
    const keyOf = (planned: Planned) => JSON.stringify(planned.json.provider.helm);
    expect(keyOf(result)).toMatch(/azurerm_kubernetes_cluster\.\w+\.kube_config\[0\]\.client_key/);
    const entra = build({ localAccounts: true, access: ClusterAccess.adminCertificate() });
    expect(keyOf(entra)).toMatch(/azurerm_kubernetes_cluster\.\w+\.kube_admin_config\[0\]\.client_key/);
  });

  test.each<[string, Partial<AksClusterProps>]>([
    ['administrators must be empty with entraId: false, got "1 principals". Use []', { administrators: [group] }],
    ['localAccounts must be true with entraId: false, got false. Set localAccounts: true', { localAccounts: false }],
    ['azureRbac must be left out with entraId: false, got true.', { azureRbac: true }],
    ['grantAdministrators must be left out with entraId: false, got false.', { grantAdministrators: false }],
    ['tenantId must be left out with entraId: false', { tenantId: '6d0f6b7c-8c53-4d0f-9c53-6a1b2a0f4f11' }],
    [
      'access must not be kubelogin with entraId: false. Use ClusterAccess.adminCertificate()',
      { access: ClusterAccess.kubelogin() },
    ],
    [
      'advanced.adminGroupObjectIds must be left out without Azure RBAC',
      { advanced: { adminGroupObjectIds: ['6d0f6b7c-8c53-4d0f-9c53-6a1b2a0f4f11'] } },
    ],
  ])('%s', (text, props) => {
    expect(error(props)).toContain(text);
  });

  test('grant nobody a role in the cluster', () => {
    const text = errorOf(() => Planned.by((stack) => shopCluster(stack, without).grantReader(group)));
    expect(text).toContain('azureRbac must be true for roles in the cluster');
  });
});

describe('networks that AKS makes, and kubenet', () => {
  const cluster = (network: ClusterNetwork, props: Partial<AksClusterProps> = {}) => planned({ network, ...props });
  const resourceOf = (network: ClusterNetwork) => cluster(network).one('azurerm_kubernetes_cluster');
  const kubenet = (options: Partial<KubenetOptions> = {}, userPool: Partial<UserPoolOptions> = {}) =>
    Planned.by((stack) => {
      const nodeSubnet = shopNetwork(stack).addSubnet('Nodes', { prefix: '10.0.0.0/20' });
      shopCluster(stack, {
        network: ClusterNetwork.kubenet({ nodeSubnet, ...options }),
        userPool: { vmSize, ...userPool },
      });
    });

  test('a network of AKS has no subnet, and its pools neither', () => {
    const result = cluster(ClusterNetwork.managedByAks({ serviceCidr: '10.0.0.0/16' }));
    const resource = result.one('azurerm_kubernetes_cluster');
    expect(resource.default_node_pool.vnet_subnet_id).toBeUndefined();
    expect(resource.network_profile).toMatchObject({
      network_plugin: 'azure',
      network_plugin_mode: 'overlay',
      network_policy: 'cilium',
      pod_cidr: '10.244.0.0/16',
    });
    expect(result.one('azurerm_kubernetes_cluster_node_pool').vnet_subnet_id).toBeUndefined();
    const roles = Object.values(result.all('azurerm_role_assignment')).map(({ role_definition_name: role }) => role);
    expect(roles).not.toContain('Network Contributor');
  });

  test('each kind of it', () => {
    const nodeSubnet = resourceOf(
      ClusterNetwork.managedByAks({ kind: ManagedNetworkKind.NODE_SUBNET }),
    ).network_profile;
    expect([nodeSubnet.network_plugin, nodeSubnet.network_plugin_mode, nodeSubnet.pod_cidr]).toEqual([
      'azure',
      undefined,
      undefined,
    ]);
    const basic = resourceOf(ClusterNetwork.managedByAks({ kind: ManagedNetworkKind.KUBENET })).network_profile;
    expect([basic.network_plugin, basic.network_policy, basic.pod_cidr]).toEqual([
      'kubenet',
      'calico',
      '10.244.0.0/16',
    ]);
  });

  test("AKS's NAT gateway", () => {
    const outbound = ClusterOutbound.managedNatGateway({ managedIpCount: 2, idleTimeoutMinutes: 10 });
    expect(resourceOf(ClusterNetwork.managedByAks({ outbound })).network_profile).toMatchObject({
      outbound_type: 'managedNATGateway',
      nat_gateway_profile: { managed_outbound_ip_count: 2, idle_timeout_in_minutes: 10 },
    });
    const plain = resourceOf(ClusterNetwork.managedByAks({ outbound: ClusterOutbound.managedNatGateway() }));
    expect(plain.network_profile.nat_gateway_profile).toBeUndefined();
  });

  test('kubenet works, and warns', () => {
    const result = kubenet({ podCidr: '10.200.0.0/16' });
    const { network_profile: profile, default_node_pool: pool } = result.one('azurerm_kubernetes_cluster');
    expect(profile).toMatchObject({
      network_plugin: 'kubenet',
      network_data_plane: 'azure',
      pod_cidr: '10.200.0.0/16',
    });
    expect(pool.max_pods).toBe(110);
    expect(result.warnings.map((text) => text.slice(0, 50))).toContain(
      'W204: AKS retires kubenet on 2028-03-31. Change th',
    );
  });

  test.each<[string, () => unknown]>([
    [
      'podCidr must be left out with this kind of network',
      () => cluster(ClusterNetwork.managedByAks({ kind: ManagedNetworkKind.NODE_SUBNET, podCidr: '10.200.0.0/16' })),
    ],
    [
      'dualStack must be left out with this kind of network',
      () => cluster(ClusterNetwork.managedByAks({ kind: ManagedNetworkKind.KUBENET, dualStack: {} })),
    ],
    ['must not overlap', () => cluster(ClusterNetwork.managedByAks({ podCidr: '10.224.0.0/16' }))],
    [
      'outbound must not be natGateway() in a network that AKS creates. Use managedNatGateway() or loadBalancer().',
      () => cluster(ClusterNetwork.managedByAks({ outbound: ClusterOutbound.natGateway() })),
    ],
    [
      'outbound must not be userDefinedRouting() in a network that AKS creates. Use loadBalancer().',
      () => cluster(ClusterNetwork.managedByAks({ outbound: ClusterOutbound.userDefinedRouting() })),
    ],
    [
      'outbound must not be managedNatGateway() with a node subnet',
      () => kubenet({ outbound: ClusterOutbound.managedNatGateway() }),
    ],
    ['dataPlane must be NetworkDataPlane.azure() with', () => kubenet({ dataPlane: NetworkDataPlane.cilium() })],
    [
      'dataPlane must be NetworkDataPlane.azure() with',
      () => kubenet({ dataPlane: NetworkDataPlane.azure(NetworkPolicyEngine.AZURE) }),
    ],
    [
      'os must be Linux in a cluster with kubenet, got Windows2022',
      () => kubenet({}, { poolName: 'win', os: NodeOs.WINDOWS_2022 }),
    ],
    ['podCidr must not be smaller than /24 (each node uses a /24 of it)', () => kubenet({ podCidr: '10.200.0.0/25' })],
    [
      'nodeSubnet must be left out in a network that AKS creates, got platform/Network/Nodes',
      () =>
        Planned.by((stack) => {
          const nodeSubnet = shopNetwork(stack).addSubnet('Nodes', { prefix: '10.0.0.0/20' });
          const made = shopCluster(stack, { network: ClusterNetwork.managedByAks() });
          new NodePool(stack, 'Pool', { cluster: made, poolName: 'own', vmSize, nodeSubnet });
        }),
    ],
    [
      'apiServerSubnet must be left out in a network that AKS creates',
      () =>
        Planned.by((stack) => {
          const delegation = SubnetDelegation.API_SERVER;
          const apiServerSubnet = shopNetwork(stack).addSubnet('Api', { prefix: '10.0.0.0/28', delegation });
          const apiServer = ApiServerAccess.vnetIntegration({ apiServerSubnet });
          shopCluster(stack, { network: ClusterNetwork.managedByAks(), apiServer });
        }),
    ],
  ])('%s', (text, build) => {
    expect(errorOf(build)).toContain(text);
  });

  test('a pod range that is too small for all nodes warns in a network of AKS too', () => {
    const network = ClusterNetwork.managedByAks({ podCidr: '10.200.0.0/22' });
    const { warnings } = cluster(network, {
      systemPool: { vmSize, minCount: 1, maxCount: 9 },
      userPool: { vmSize, minCount: 1 },
    });
    expect(warnings.map((text) => text.slice(0, 4))).toContain('W205');
  });
});

describe('a public API server without ranges', () => {
  test('has no profile, warns, and lets nodes behind a NAT gateway in', () => {
    const apiServer = ApiServerAccess.publicFromEverywhere();
    const build = (access: ApiServerAccess) =>
      Planned.by((stack) => {
        const { natGatewayId } = new NatGateway(stack, 'Out', { ...place, natGatewayName: 'shop' });
        const nodeSubnet = shopNetwork(stack).addSubnet('Nodes', { prefix: '10.0.0.0/20', natGatewayId });
        const network = ClusterNetwork.azureCniOverlay({ nodeSubnet, outbound: ClusterOutbound.natGateway() });
        shopCluster(stack, { network, apiServer: access });
      });
    const result = build(apiServer);
    const { private_cluster_enabled, api_server_access_profile } = result.one('azurerm_kubernetes_cluster');
    expect([private_cluster_enabled, api_server_access_profile]).toEqual([false, undefined]);
    expect(result.warnings.map((text) => text.slice(0, 4))).toContain('W201');
  });
});

describe('pools as they are', () => {
  const one = (options: Partial<UserPoolOptions>) =>
    planned({ userPool: { vmSize, ...options } }).one('azurerm_kubernetes_cluster_node_pool');

  test('a fixed number of nodes turns the autoscaler off', () => {
    const { auto_scaling_enabled, node_count, min_count, max_count } = one({ nodeCount: 3 });
    expect({ auto_scaling_enabled, node_count, min_count, max_count }).toEqual({
      auto_scaling_enabled: false,
      node_count: 3,
    });
    const { default_node_pool: system } = planned({ systemPool: { vmSize, nodeCount: 1 } }).one(
      'azurerm_kubernetes_cluster',
    );
    expect([system.auto_scaling_enabled, system.node_count, system.min_count]).toEqual([false, 1, undefined]);
    expect(errorOf(() => one({ nodeCount: 3, maxCount: 5 }))).toContain(
      'maxCount must not be set together with nodeCount, got 5. Remove one of the two: nodeCount sets a fixed number of nodes.',
    );
    expect(errorOf(() => planned({ systemPool: { vmSize, nodeCount: 0 } }))).toContain(
      'systemPool.nodeCount must be a whole number of 1 to 1000 nodes',
    );
    expect(one({ nodeCount: 0 }).node_count).toBe(0);
  });

  test('rotation by a named pool, or none', () => {
    const rotated = (rotation: NodeRotation) => one({ advanced: { rotation } }).temporary_name_for_rotation;
    expect([rotated(NodeRotation.temporaryPool('spare')), rotated(NodeRotation.replacePool())]).toEqual([
      'spare',
      undefined,
    ]);
    expect(one({}).temporary_name_for_rotation).toBe('usertmp');
    expect(errorOf(() => rotated(NodeRotation.temporaryPool('user')))).toContain(
      "advanced.rotation must not be the pool's own name, got user",
    );
    expect(errorOf(() => rotated(NodeRotation.temporaryPool('Spare-1')))).toContain('advanced.rotation must have');
    expect(errorOf(() => rotated(NodeRotation.temporaryPool('system')))).toContain(
      'poolName must not be the name of the temporary pool for the rotation of pool user, got system',
    );
  });

  test('a second system pool', () => {
    const mode = NodePoolMode.SYSTEM;
    expect([one({ mode }).mode, one({}).mode]).toEqual(['System', 'User']);
    const error = (options: Partial<UserPoolOptions>) => errorOf(() => one({ mode, ...options }));
    expect(error({ spot: {} })).toContain('spot must be left out in a system pool');
    expect(error({ minCount: 0 })).toContain('minCount must be a whole number of 1 to 1000 nodes, got 0');
    expect(error({ maxPods: 20 })).toContain('maxPods must be a whole number of 30 to 250 pods, got 20');
    expect(error({ vmSize: 'Standard_B2ms' })).toContain(
      'vmSize must have 2 vCPUs or more and not be of the burstable B series',
    );
    expect(error({ advanced: { maxUnavailable: '1' } })).toContain(
      'advanced.maxUnavailable must be left out in the system pool',
    );
    const windows = errorOf(() =>
      Planned.by((stack) => {
        const nodeSubnet = shopNetwork(stack).addSubnet('Nodes', { prefix: '10.0.0.0/20' });
        const network = ClusterNetwork.azureCniOverlay({ nodeSubnet, dataPlane: NetworkDataPlane.azure() });
        shopCluster(stack, { network, userPool: { vmSize, mode, poolName: 'win', os: NodeOs.WINDOWS_2022 } });
      }),
    );
    expect(windows).toContain('os must be Linux in a system pool, got Windows2022');
  });

  test('ports, security groups and address tags of nodes', () => {
    const group = id('Microsoft.Network/applicationSecurityGroups');
    const network = {
      allowedHostPorts: [{ firstPort: 80 }, { firstPort: 8000, lastPort: 9000, protocol: HostPortProtocol.UDP }],
      applicationSecurityGroupIds: [group],
      publicIpTags: { RoutingPreference: 'Internet' },
    };
    const advanced = { nodePublicIps: true, nodePublicIpPrefixId: everywhere.nodePublicIpPrefixId, network };
    const expected = {
      allowed_host_ports: [
        { port_start: 80, port_end: 80, protocol: 'TCP' },
        { port_start: 8000, port_end: 9000, protocol: 'UDP' },
      ],
      application_security_group_ids: [group],
      node_public_ip_tags: { RoutingPreference: 'Internet' },
    };
    expect(one({ advanced }).node_network_profile).toEqual(expected);
    const system = planned({ systemPool: { vmSize, advanced } }).one('azurerm_kubernetes_cluster');
    expect(system.default_node_pool.node_network_profile).toEqual(expected);
  });

  test.each<[string, NodeNetworkOptions]>([
    [
      'allowedHostPorts[0].firstPort must be a whole number of 1 to 65535, got 0',
      { allowedHostPorts: [{ firstPort: 0 }] },
    ],
    [
      'allowedHostPorts[0].firstPort must not be greater than advanced.network.allowedHostPorts[0].lastPort (80), got 90.',
      { allowedHostPorts: [{ firstPort: 90, lastPort: 80 }] },
    ],
    [
      'applicationSecurityGroupIds must be the resource id of a Microsoft.Network/app',
      { applicationSecurityGroupIds: ['x'] },
    ],
    ['publicIpTags can only be used with nodePublicIps: true', { publicIpTags: { RoutingPreference: 'Internet' } }],
  ])('%s', (text, network) => {
    expect(errorOf(() => one({ advanced: { network } }))).toContain(`advanced.network.${text}`);
  });

  test('Windows pools with Azure Network Policy Manager warn', () => {
    const result = Planned.by((stack) => {
      const nodeSubnet = shopNetwork(stack).addSubnet('Nodes', { prefix: '10.0.0.0/20' });
      const dataPlane = NetworkDataPlane.azure(NetworkPolicyEngine.AZURE);
      const network = ClusterNetwork.azureCniOverlay({ nodeSubnet, dataPlane });
      shopCluster(stack, { network, userPool: { vmSize, poolName: 'win', os: NodeOs.WINDOWS_2022 } });
    });
    expect(result.warnings.filter((text) => text.includes('Windows nodes on 2026-09-30'))).toHaveLength(1);
  });

  test('a minor version without automatic patches', () => {
    const upgrades = ClusterUpgrades.pinnedMinor('1.36');
    const resource = planned({ upgrades }).one('azurerm_kubernetes_cluster');
    expect([resource.kubernetes_version, resource.automatic_upgrade_channel]).toEqual(['1.36', undefined]);
    expect(errorOf(() => planned({ upgrades: ClusterUpgrades.pinnedMinor('1.36.2') }))).toContain(
      'upgrades.version must be a minor Kubernetes version',
    );
  });
});

describe('identities that Azure creates with the cluster', () => {
  const identities = { systemAssigned: true };
  const grantsOf = (result: Planned) =>
    Object.values(result.all('azurerm_role_assignment')).filter(({ role_definition_name: role }) =>
      ['AcrPull', 'Network Contributor', 'Managed Identity Operator'].includes(role),
    );

  test('have their roles after it, on the subnets of later pools too, and pull images', () => {
    const result = Planned.by((stack) => {
      const network = shopNetwork(stack);
      const nodeSubnet = network.addSubnet('Nodes', { prefix: '10.0.0.0/20' });
      const made = shopCluster(stack, { identities, network: ClusterNetwork.azureCniOverlay({ nodeSubnet }) });
      const own = network.addSubnet('Own', { prefix: '10.0.16.0/20' });
      new NodePool(stack, 'Pool', { cluster: made, poolName: 'own', vmSize, nodeSubnet: own });
      new ContainerRegistry(stack, 'Registry', { ...place, registryName: 'shop4711' }).grantPull(made.kubelet);
    });
    const resource = result.one('azurerm_kubernetes_cluster');
    expect([resource.identity, resource.kubelet_identity]).toEqual([{ type: 'SystemAssigned' }, undefined]);
    expect(result.all('azurerm_user_assigned_identity')).toEqual({});
    expect(JSON.stringify(resource.depends_on ?? [])).not.toContain('azurerm_role_assignment');
    const attribute = (name: string) =>
      expect.stringMatching(`^\\$\\{azurerm_kubernetes_cluster\\.Cluster_\\w+\\.${name}\\}$`);
    const grants = grantsOf(result).map(({ role_definition_name: role, principal_id: id }) => [role, id]);
    expect(grants.sort()).toEqual([
      ['AcrPull', attribute('kubelet_identity\\[0\\]\\.object_id')],
      ['Network Contributor', attribute('identity\\[0\\]\\.principal_id')],
      ['Network Contributor', attribute('identity\\[0\\]\\.principal_id')],
    ]);
  });

  test('have roles that somebody else grants', () => {
    expect(grantsOf(planned({ identities: { ...identities, grantRoles: false } }))).toEqual([]);
  });

  test('have none that the cluster needs first', () => {
    const error = errorOf(() =>
      Planned.by((stack) => {
        const network = shopNetwork(stack);
        const nodeSubnet = network.addSubnet('Nodes', { prefix: '10.0.0.0/20' });
        const delegation = SubnetDelegation.API_SERVER;
        const apiServerSubnet = network.addSubnet('ApiServer', { prefix: '10.0.16.0/28', delegation });
        const privateDnsZone = PrivateDnsZone.fromZoneId(
          stack,
          'Zone',
          id('Microsoft.Network/privateDnsZones', 'private.westeurope.azmk8s.io'),
        );
        shopCluster(stack, {
          identities: {
            ...identities,
            kubeletIdentity: ManagedIdentity.fromLookup(stack, 'Kubelet', {
              identityName: 'nodes',
              resourceGroupName: 'rg-shop',
            }),
          },
          network: ClusterNetwork.azureCniOverlay({ nodeSubnet }),
          apiServer: ApiServerAccess.vnetIntegration({ apiServerSubnet, privateDnsZone }),
        });
      }),
    );
    const fix = 'Leave it out: the cluster then has identities of its own.';
    for (const what of ['kubeletIdentity', 'an own private DNS zone', 'an API server in a subnet']) {
      expect(error).toContain(`identities.systemAssigned must not be true with ${what}, got true. ${fix}`);
    }
  });
});

describe('administrators', () => {
  const roles = (result: Planned) =>
    Object.values(result.all('azurerm_role_assignment'))
      .map(({ role_definition_name: role }) => role)
      .filter((role) => role.startsWith('Azure Kubernetes'));

  test('are groups of the cluster without Azure RBAC', () => {
    const result = planned({ azureRbac: false, administrators: [group] });
    expect(result.one('azurerm_kubernetes_cluster').azure_active_directory_role_based_access_control).toEqual({
      azure_rbac_enabled: false,
      admin_group_object_ids: ['6d0f6b7c-8c53-4d0f-9c53-6a1b2a0f4f11'],
      tenant_id: '${data.azurerm_client_config.CdktfAksDeployer.tenant_id}',
    });
    expect(roles(result)).toEqual(['Azure Kubernetes Service Cluster User Role']);
  });

  test.each([
    [Principal.deployer(), '"the deployer"'],
    [Principal.user('6d0f6b7c-8c53-4d0f-9c53-6a1b2a0f4f11'), 'User'],
  ])('who are no groups need Azure RBAC', (principal, type) => {
    expect(errorOf(() => planned({ azureRbac: false, administrators: [principal] }))).toBe(
      `AksCluster 'platform/Cluster': administrators must be groups with azureRbac: false, got ${type}. Use ` +
        'Principal.group(OBJECT_ID).',
    );
  });

  test('have roles that somebody else assigns', () => {
    const result = planned({ administrators: [group], grantAdministrators: false });
    expect(roles(result)).toEqual([]);
    const commands = result.infos.filter((text) => text.startsWith('Run manually'));
    expect(commands.map((text) => /--role "([^"]+)"/.exec(text)?.[1])).toEqual([
      'Azure Kubernetes Service RBAC Cluster Admin',
      'Azure Kubernetes Service Cluster User Role',
    ]);
  });

  test('roles in the cluster need Azure RBAC, in other stacks too', () => {
    const app = testApp();
    const made = shopCluster(azureStack(app), { azureRbac: false, administrators: [group] });
    const imported = AksCluster.fromCluster(azureStack(app, 'apps'), 'Cluster', made);
    const text =
      'azureRbac must be true for roles in the cluster: without it, Azure role assignments have no effect there, got false. Use a ' +
      'RoleBinding in KubernetesManifests.';
    expect(errorOf(() => made.grantReader(group))).toBe(`AksCluster 'platform/Cluster': ${text}`);
    expect(errorOf(() => imported.grantWriter(group, 'shop'))).toContain(text);
  });
});
