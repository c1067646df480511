import { TerraformVariable, Testing } from 'cdktf';
import {
  AksCluster,
  ClusterNetwork,
  ClusterUpgrades,
  GpuInstance,
  type GpuOptions,
  NetworkDataPlane,
  NodeOs,
  NodePool,
  OsDiskType,
  Subnet,
  type UserPoolOptions,
} from '../../lib';
import { shopCluster, shopNetwork } from '../support/clusters';
import { azureStack, errorOf, Planned, testApp } from '../support/planned';

const pool = { vmSize: 'Standard_D4ds_v5' };

function plannedPool(options: UserPoolOptions) {
  return Planned.by((stack) => shopCluster(stack, { userPool: options })).one('azurerm_kubernetes_cluster_node_pool');
}

test('options reach the pool', () => {
  expect(
    plannedPool({
      vmSize: 'Standard_E8s_v5',
      poolName: 'apps',
      minCount: 0,
      maxCount: 9,
      zones: ['2'],
      maxPods: 60,
      osDiskType: OsDiskType.MANAGED,
      osDiskSizeGib: 256,
      hostEncryption: true,
      nodeLabels: { team: 'web' },
      nodeTaints: ['team=web:PreferNoSchedule'],
      maxSurge: '33%',
    }),
  ).toEqual({
    name: 'apps',
    kubernetes_cluster_id: expect.stringMatching(/^\$\{azurerm_kubernetes_cluster\.Cluster_\w+\.id\}$/),
    mode: 'User',
    vm_size: 'Standard_E8s_v5',
    auto_scaling_enabled: true,
    min_count: 0,
    max_count: 9,
    zones: ['2'],
    max_pods: 60,
    os_disk_type: 'Managed',
    os_disk_size_gb: 256,
    host_encryption_enabled: true,
    node_labels: { team: 'web' },
    node_taints: ['team=web:PreferNoSchedule'],
    temporary_name_for_rotation: 'appstmp',
    upgrade_settings: { max_surge: '33%' },
    vnet_subnet_id: expect.stringContaining('azurerm_subnet.Network_Nodes_'),
  });
});

test('a region without zones gets none', () => {
  expect(plannedPool({ ...pool, zones: [] }).zones).toBeUndefined();
});

test.each([
  ['Standard_D4ds_v5', undefined, 'Ephemeral'],
  ['standard_d4ds_v5', undefined, 'Ephemeral'],
  ['Standard_E8-2ads_v5', undefined, 'Ephemeral'],
  ['Standard_D4ds_v5', 150, 'Ephemeral'],
  ['Standard_D4ds_v5', 256, 'Managed'],
  ['Standard_D2ds_v5', undefined, 'Managed'],
  ['Standard_D2ds_v5', 60, 'Ephemeral'],
  ['Standard_D4s_v5', undefined, 'Managed'],
  ['Standard_DS3_v2', undefined, 'Managed'],
  ['Standard_D4pds_v6', undefined, 'Managed'],
  ['Standard_NC24ads_A100_v4', undefined, 'Managed'],
])('the disk of %s with %s GiB is %s', (vmSize, osDiskSizeGib, type) => {
  expect(plannedPool({ vmSize, osDiskSizeGib })).toMatchObject({ vm_size: vmSize, os_disk_type: type });
});

test('bad options are reported together, with the path of the pool', () => {
  const error = errorOf(() =>
    plannedPool({
      vmSize: 'D4ds_v5',
      poolName: 'user-pool',
      minCount: -1,
      maxCount: 2000,
      maxPods: 5,
      osDiskSizeGib: 10,
      maxSurge: '0%',
      zones: ['1', '1', '4'],
      nodeTaints: ['team=web'],
    }),
  );
  expect(error).toBe(
    [
      "NodePool 'platform/Cluster/UserPool' has 9 faults:",
      '- poolName must have 1 to 12 characters: lowercase letters and digits, with a letter first, got user-pool. For example, use user.',
      '- minCount must be a whole number of 0 to 1000 nodes, got -1. Use a number in 0 to 1000 nodes.',
      '- maxCount must be a whole number of 1 to 1000 nodes, got 2000. Use a number in 1 to 1000 nodes.',
      '- maxPods must be a whole number of 10 to 250 pods, got 5. Use a number in 10 to 250 pods.',
      '- osDiskSizeGib must be a whole number of 30 to 2048 GiB, got 10. Use a number in 30 to 2048 GiB.',
      '- maxSurge must be a number of nodes or a percentage of the pool, got "0%". For example, use 10%.',
      `- zones must be distinct values of 1, 2, 3, got ["1","1","4"]. For example, use ['1', '2', '3'].`,
      "- vmSize must be the name of one of Azure's virtual machine sizes, got D4ds_v5. For example, use Standard_D4ds_v5.",
      '- nodeTaints must have the form KEY=VALUE:EFFECT, got "team=web". For example, use team=batch:NoSchedule.',
    ].join('\n'),
  );
});

test('a taint is given once a key and effect', () => {
  const nodeTaints = ['team=web:NoSchedule', 'team=web:NoExecute', 'team=shop:NoSchedule'];
  expect(errorOf(() => plannedPool({ ...pool, nodeTaints }))).toBe(
    "NodePool 'platform/Cluster/UserPool': nodeTaints must not have the same key and effect twice (team=web:NoSchedule), got " +
      '"team=shop:NoSchedule". Keep one of the two.',
  );
});

test('maxCount is three more than minCount, and 1000 at most', () => {
  expect(plannedPool({ ...pool, minCount: 5 }).max_count).toBe(8);
  const planned = Planned.by((stack) => {
    const network = ClusterNetwork.azureCniOverlay({
      nodeSubnet: shopNetwork(stack, 'Network', 'shop', ['10.0.0.0/8']).addSubnet('Nodes', { prefix: '10.0.0.0/16' }),
      podCidr: '100.64.0.0/11',
      serviceCidr: '172.16.0.0/16',
    });
    shopCluster(stack, { network, userPool: { ...pool, minCount: 998 } });
  });
  expect(planned.one('azurerm_kubernetes_cluster_node_pool').max_count).toBe(1000);
});

test('two pools of one name are refused', () => {
  const stack = azureStack();
  shopCluster(stack).addNodePool('Apps', pool);
  expect(errorOf(() => Testing.synth(stack, true))).toContain(
    "AksCluster 'platform/Cluster': poolName must be different for each pool of the cluster, got user. Rename one of the pools.",
  );
});

test('a cluster that was looked up takes a pool with its subnet', () => {
  const subnetId = '/subscriptions/s/resourceGroups/r/providers/Microsoft.Network/virtualNetworks/v/subnets/nodes';
  const planned = Planned.by((stack) => {
    const cluster = AksCluster.fromLookup(stack, 'Old', { clusterName: 'old', resourceGroupName: 'rg-old' });
    const nodeSubnet = Subnet.fromSubnetId(stack, 'Nodes', subnetId);
    new NodePool(stack, 'Apps', { ...pool, cluster, nodeSubnet, tags: { team: 'web' } });
  });
  expect(planned.one('azurerm_kubernetes_cluster_node_pool')).toMatchObject({
    vnet_subnet_id: subnetId,
    kubernetes_cluster_id: expect.stringContaining('data.azurerm_kubernetes_cluster.Old_'),
    tags: { team: 'web' },
  });
  const stack = azureStack();
  const cluster = AksCluster.fromLookup(stack, 'Old', { clusterName: 'old', resourceGroupName: 'rg-old' });
  expect(errorOf(() => new NodePool(stack, 'Apps', { ...pool, cluster }))).toBe(
    "NodePool 'platform/Apps': nodeSubnet must be set for an imported cluster. Set a subnet of its network.",
  );
});

describe('the driver of GPUs is always written, because Azure answers with its own where it is left out', () => {
  test.each<[string, GpuOptions | undefined, string | undefined]>([
    ['Standard_NC24ads_A100_v4', undefined, 'Install'],
    ['Standard_NC24ads_A100_v4', {}, 'Install'],
    ['standard_nc4as_t4_v3', undefined, 'Install'],
    ['Standard_NC24ads_A100_v4', { installDriver: false }, 'None'],
    ['Standard_ND96isr_MI300X_v5', undefined, 'None'],
    ['Standard_NV8ads_V710_v5', undefined, 'None'],
    ['Standard_NV4as_v4', undefined, 'None'],
    ['Standard_NP10s', undefined, undefined],
    ['Standard_D4ds_v5', undefined, undefined],
  ])('%s, gpu: %j: %s', (vmSize, gpu, driver) => {
    expect(plannedPool({ vmSize, gpu }).gpu_driver).toBe(driver);
    const system = Planned.by((stack) => shopCluster(stack, { systemPool: { vmSize, gpu } }));
    expect(system.one('azurerm_kubernetes_cluster').default_node_pool.gpu_driver).toBe(driver);
  });

  test('of a size that Terraform knows later, Terraform decides', () => {
    const planned = Planned.by((stack) => {
      const size = new TerraformVariable(stack, 'size', { type: 'string' });
      shopCluster(stack, { userPool: { vmSize: size.stringValue } });
    });
    expect(planned.one('azurerm_kubernetes_cluster_node_pool').gpu_driver).toBe(
      '${can(regex("(?i)_(mi300x|v620|v710)(_|$)|^standard_nv[0-9]+[a-z]*_v4$", var.size)) ? "None" : ' +
        'can(regex("(?i)^standard_n[^p]", var.size)) ? "Install" : null}',
    );
  });
});

describe('what does not go together of a machine', () => {
  test.each<[string, UserPoolOptions, string]>([
    [
      'an ephemeral disk on a size without a local one',
      { vmSize: 'Standard_D4s_v5', osDiskType: OsDiskType.EPHEMERAL },
      'osDiskType must be Managed on Standard_D4s_v5, which supports no ephemeral OS disk, got Ephemeral. Use OsDiskType.MANAGED.',
    ],
    [
      "AKS's default on a local disk that is smaller",
      { vmSize: 'Standard_D2ds_v5', osDiskType: OsDiskType.EPHEMERAL },
      'osDiskSizeGib must be at most 75 GiB for an ephemeral disk on Standard_D2ds_v5, got "AKS\'s default of 128 GiB". Use 75, or OsDiskType.MANAGED.',
    ],
    [
      'a disk that is larger than the local one',
      { vmSize: 'Standard_D4ds_v5', osDiskType: OsDiskType.EPHEMERAL, osDiskSizeGib: 256 },
      'osDiskSizeGib must be at most 150 GiB for an ephemeral disk on Standard_D4ds_v5, got 256. Use 150, or OsDiskType.MANAGED.',
    ],
    [
      'options of GPUs on a machine without',
      { vmSize: 'Standard_D4ds_v5', gpu: {} },
      'gpu can only be used with a VM size of the N series, got Standard_D4ds_v5. For example, use Standard_NC24ads_A100_v4.',
    ],
    [
      "AKS's driver on AMD's GPUs",
      { vmSize: 'Standard_ND96isr_MI300X_v5', gpu: { installDriver: true } },
      "gpu.installDriver must be false for AMD GPUs, for which AKS installs no driver, got true. Leave it out, and install AMD's GPU operator.",
    ],
    [
      'FIPS on an Arm machine with Ubuntu',
      { vmSize: 'Standard_D4pds_v5', fips: true },
      'os must be Azure Linux for fips on Arm VM sizes, got Ubuntu. Use NodeOs.AZURE_LINUX, or a size without p in its features.',
    ],
    [
      'an OS SKU that the provider refuses',
      { vmSize: 'Standard_D4ds_v5', os: NodeOs.linux('CBLMariner') },
      'os must be an OS SKU that azurerm accepts (Ubuntu, Ubuntu2204, Ubuntu2404, AzureLinux, AzureLinux3, Windows2022), got CBLMariner. Use NodeOs.UBUNTU.',
    ],
  ])('%s', (_title, options, message) => {
    expect(errorOf(() => plannedPool(options))).toBe(`NodePool 'platform/Cluster/UserPool': ${message}`);
  });

  test.each<[string, UserPoolOptions]>([
    ['a size of which nothing is known', { vmSize: 'Standard_D4pds_v6', osDiskType: OsDiskType.EPHEMERAL }],
    ['a disk that fits', { vmSize: 'Standard_D2ds_v5', osDiskType: OsDiskType.EPHEMERAL, osDiskSizeGib: 75 }],
    ['FIPS on Arm with Azure Linux', { vmSize: 'Standard_D4pds_v5', fips: true, os: NodeOs.AZURE_LINUX }],
  ])('%s passes', (_title, options) => {
    expect(plannedPool(options).vm_size).toBe(options.vmSize);
  });

  const windowsPool = (vmSize: string) =>
    Planned.by((stack) => {
      const nodeSubnet = shopNetwork(stack).addSubnet('Nodes', { prefix: '10.0.0.0/20' });
      const network = ClusterNetwork.azureCniOverlay({ nodeSubnet, dataPlane: NetworkDataPlane.azure() });
      shopCluster(stack, { network, userPool: { vmSize, poolName: 'win', os: NodeOs.WINDOWS_2022 } });
    });

  test.each(['Standard_D4ds_v6', 'Standard_D4s_v7', 'Standard_DC4as_v5', 'Standard_NC40ads_H100_v5'])(
    'Windows Server 2022 on %s, which boots Generation 2 only',
    (vmSize) => {
      expect(errorOf(() => windowsPool(vmSize))).toBe(
        "NodePool 'platform/Cluster/UserPool': vmSize must boot Windows2022, whose image is of Generation 1; this size boots " +
          `Generation 2 only, got ${vmSize}. For example, use Standard_D4ds_v5.`,
      );
    },
  );

  test.each(['Standard_D4ds_v5', 'Standard_L8s_v3'])('Windows Server 2022 on %s passes', (vmSize) => {
    expect(windowsPool(vmSize).one('azurerm_kubernetes_cluster_node_pool').vm_size).toBe(vmSize);
  });
});

describe('an OS SKU goes with the Kubernetes version', () => {
  const poolOf = (os: NodeOs, upgrades: ClusterUpgrades | undefined) =>
    Planned.by((stack) => {
      const nodeSubnet = shopNetwork(stack).addSubnet('Nodes', { prefix: '10.0.0.0/20' });
      const network = ClusterNetwork.azureCniOverlay({ nodeSubnet, dataPlane: NetworkDataPlane.azure() });
      const poolName = os.isWindows ? 'win' : 'apps';
      shopCluster(stack, { upgrades, network, userPool: { ...pool, os, poolName } });
    }).one('azurerm_kubernetes_cluster_node_pool').os_sku;
  const { pinned, patchesWithin } = ClusterUpgrades;

  test.each<[NodeOs, ClusterUpgrades, string]>([
    [NodeOs.AZURE_LINUX_3, patchesWithin('1.37'), '1.36 and earlier, got AzureLinux3. Use NodeOs.AZURE_LINUX.'],
    [NodeOs.AZURE_LINUX_3, pinned('1.37.1'), '1.36 and earlier, got AzureLinux3. Use NodeOs.AZURE_LINUX.'],
    [NodeOs.AZURE_LINUX, patchesWithin('1.31'), '1.32 and later, got AzureLinux. Use NodeOs.AZURE_LINUX_3.'],
    [NodeOs.linux('Ubuntu2204'), patchesWithin('1.37'), '1.36 and earlier, got Ubuntu2204. Use NodeOs.UBUNTU.'],
    [NodeOs.linux('Ubuntu2404'), patchesWithin('1.39'), '1.38 and earlier, got Ubuntu2404. Use NodeOs.UBUNTU.'],
    [
      NodeOs.WINDOWS_2022,
      patchesWithin('1.37'),
      '1.36 and earlier, got Windows2022. Keep the cluster at Kubernetes 1.36.',
    ],
  ])('%j on %j', (os, upgrades, rest) => {
    const minor = /1\.\d+/.exec(upgrades._version ?? '');
    expect(errorOf(() => poolOf(os, upgrades))).toBe(
      `NodePool 'platform/Cluster/UserPool': os must be one that AKS supports on Kubernetes ${minor}; this one is for ${rest}`,
    );
  });

  test.each<[NodeOs, ClusterUpgrades | undefined, string]>([
    [NodeOs.AZURE_LINUX, patchesWithin('1.37'), 'AzureLinux'],
    [NodeOs.AZURE_LINUX_3, patchesWithin('1.36'), 'AzureLinux3'],
    [NodeOs.AZURE_LINUX_3, undefined, 'AzureLinux3'],
    [NodeOs.linux('AzureLinux'), undefined, 'AzureLinux'],
    [NodeOs.WINDOWS_2022, patchesWithin('1.36'), 'Windows2022'],
  ])('%j on %j passes', (os, upgrades, sku) => {
    expect(poolOf(os, upgrades)).toBe(sku);
  });

  test('in the system pool too', () => {
    const upgrades = patchesWithin('1.37');
    const systemPool = { ...pool, os: NodeOs.AZURE_LINUX_3 };
    expect(errorOf(() => shopCluster(azureStack(), { upgrades, systemPool }))).toContain(
      'systemPool.os must be one that AKS supports on Kubernetes 1.37',
    );
  });
});

describe('special pools', () => {
  test('spot machines carry their label and taint, and are not upgraded by adding others', () => {
    const nodeLabels = { team: 'batch' };
    const resource = plannedPool({ ...pool, spot: {}, nodeLabels, nodeTaints: ['team=batch:NoSchedule'] });
    expect(resource).toMatchObject({
      priority: 'Spot',
      eviction_policy: 'Delete',
      spot_max_price: -1,
      node_labels: { team: 'batch', 'kubernetes.azure.com/scalesetpriority': 'spot' },
      node_taints: ['team=batch:NoSchedule', 'kubernetes.azure.com/scalesetpriority=spot:NoSchedule'],
    });
    expect(resource.upgrade_settings).toBeUndefined();
  });

  test('spot machines have no settings of upgrades', () => {
    const upgrades = { maxSurge: '1', drainTimeoutMinutes: 5, nodeSoakMinutes: 1 };
    const rest = 'must be left out for spot pools, which upgrades neither surge nor drain';
    expect(errorOf(() => plannedPool({ ...pool, ...upgrades, spot: {} }))).toBe(
      [
        "NodePool 'platform/Cluster/UserPool' has 3 faults:",
        `- maxSurge ${rest}, got 1. Leave it out.`,
        `- drainTimeoutMinutes ${rest}, got 5. Leave it out.`,
        `- nodeSoakMinutes ${rest}, got 1. Leave it out.`,
      ].join('\n'),
    );
  });

  test('a pool of spot machines alone is no place for releases', () => {
    const stack = azureStack();
    const cluster = shopCluster(stack, { userPool: { ...pool, spot: {} } });
    cluster._helmProvider(cluster);
    expect(errorOf(() => Testing.synth(stack, true))).toContain(
      'userPool must be set: the cluster has Helm releases, but all its pools are tainted.',
    );
  });

  test("Windows on Azure's data plane", () => {
    const resource = Planned.by((stack) => {
      const nodeSubnet = shopNetwork(stack).addSubnet('Nodes', { prefix: '10.0.0.0/20' });
      const network = ClusterNetwork.azureCniOverlay({ nodeSubnet, dataPlane: NetworkDataPlane.azure() });
      shopCluster(stack, { network, userPool: { ...pool, poolName: 'win', os: NodeOs.WINDOWS_2022 } });
    }).one('azurerm_kubernetes_cluster_node_pool');
    expect(resource).toMatchObject({
      os_type: 'Windows',
      os_sku: 'Windows2022',
      temporary_name_for_rotation: 'wintmp',
    });
  });

  test('GPUs, tuned kernels and kubelets', () => {
    expect(
      plannedPool({
        vmSize: 'Standard_NC24ads_A100_v4',
        gpu: { installDriver: false, instance: GpuInstance.MIG_2G },
        kubelet: { podMaxPids: 4096, containerLogMaxFiles: 3 },
        kernel: { maxMapCount: 262144, localPortMin: 1024, localPortMax: 65000 },
        drainTimeoutMinutes: 45,
        fips: true,
      }),
    ).toMatchObject({
      gpu_driver: 'None',
      gpu_instance: 'MIG2g',
      fips_enabled: true,
      kubelet_config: { pod_max_pid: 4096, container_log_max_line: 3 },
      linux_os_config: {
        sysctl_config: {
          vm_max_map_count: 262144,
          net_ipv4_ip_local_port_range_min: 1024,
          net_ipv4_ip_local_port_range_max: 65000,
        },
      },
      upgrade_settings: { max_surge: '10%', drain_timeout_in_minutes: 45 },
    });
  });
});

describe('tags of pools', () => {
  const tags = { team: 'shop' };
  const poolTags = (planned: Planned, name: string) => planned.one('azurerm_kubernetes_cluster_node_pool', name).tags;

  test('are those of the cluster, or its own', () => {
    const planned = Planned.by((stack) => {
      const cluster = shopCluster(stack, { tags, systemPool: { ...pool, tags: { team: 'core' } } });
      cluster.addNodePool('Batch', { ...pool, poolName: 'batch', tags: { team: 'batch' } });
      new NodePool(stack, 'Apart', { ...pool, cluster, poolName: 'apart' });
    });
    expect(planned.one('azurerm_kubernetes_cluster')).toMatchObject({
      tags,
      default_node_pool: { tags: { team: 'core' } },
    });
    expect([poolTags(planned, 'UserPool'), poolTags(planned, 'Apart')]).toEqual([tags, tags]);
    expect(poolTags(planned, 'Batch')).toEqual({ team: 'batch' });
    const plain = Planned.by((stack) => shopCluster(stack, { tags })).one('azurerm_kubernetes_cluster');
    expect(plain.default_node_pool.tags).toEqual(tags);
  });

  test('in another stack, those of the cluster that are literal', () => {
    const app = testApp();
    const platform = azureStack(app);
    const owner = new TerraformVariable(platform, 'owner', { type: 'string' });
    const made = shopCluster(platform, { tags: { ...tags, owner: owner.stringValue } });
    const apps = azureStack(app, 'apps');
    const cluster = AksCluster.fromCluster(apps, 'Cluster', made);
    const nodeSubnet = Subnet.fromSubnetId(
      apps,
      'Nodes',
      '/subscriptions/s/resourceGroups/rg-shop/providers/Microsoft.Network/virtualNetworks/shop/subnets/Nodes',
    );
    new NodePool(apps, 'Batch', { ...pool, cluster, nodeSubnet, poolName: 'batch' });
    expect(poolTags(Planned.of(apps), 'Batch')).toEqual(tags);
  });
});

describe('several pools', () => {
  test('are made and changed one after the other', () => {
    const planned = Planned.by((stack) => {
      const cluster = shopCluster(stack);
      cluster.addNodePool('Batch', { ...pool, poolName: 'batch' });
      cluster.addNodePool('Web', { ...pool, poolName: 'web' });
    });
    const waits = Object.entries(planned.all('azurerm_kubernetes_cluster_node_pool')).map(([name, { depends_on }]) => [
      name.replace(/_\w{8}$/, ''),
      depends_on?.map((text: string) => text.replace(/_\w{8}$/, '')),
    ]);
    expect(waits).toEqual([
      ['Cluster_Batch', undefined],
      ['Cluster_UserPool', ['azurerm_kubernetes_cluster_node_pool.Cluster_Batch']],
      ['Cluster_Web', ['azurerm_kubernetes_cluster_node_pool.Cluster_UserPool']],
    ]);
  });

  test("with a subnet of its own a pool waits for the cluster's role on it", () => {
    const planned = Planned.by((stack) => {
      const network = shopNetwork(stack);
      const nodeSubnet = network.addSubnet('Nodes', { prefix: '10.0.0.0/20' });
      const cluster = shopCluster(stack, {
        network: ClusterNetwork.azureCniOverlay({ nodeSubnet }),
        userPool: undefined,
      });
      new NodePool(stack, 'Batch', {
        ...pool,
        cluster,
        nodeSubnet: network.addSubnet('Batch', { prefix: '10.0.16.0/24' }),
      });
    });
    const role = Object.entries(planned.all('azurerm_role_assignment')).find(([, { scope }]) =>
      scope.includes('Batch'),
    );
    expect(role?.[1].role_definition_name).toBe('Network Contributor');
    expect(planned.one('azurerm_kubernetes_cluster_node_pool').depends_on).toEqual([
      expect.stringMatching(/^azurerm_subnet\.Network_Batch_/),
      `azurerm_role_assignment.${role?.[0]}`,
    ]);
  });

  test('must not be named as the pool that stands in while another is renewed', () => {
    const stack = azureStack();
    shopCluster(stack).addNodePool('Temporary', { ...pool, poolName: 'usertmp' });
    expect(errorOf(() => Testing.synth(stack, true))).toContain(
      'poolName must not be the name of the temporary pool for the rotation of pool user, got usertmp. Rename one of the two pools.',
    );
  });

  test('in another stack need a subnet that is imported there', () => {
    const app = testApp();
    const made = shopCluster(azureStack(app));
    const apps = azureStack(app, 'apps');
    const cluster = AksCluster.fromCluster(apps, 'Cluster', made);
    expect(errorOf(() => new NodePool(apps, 'Batch', { ...pool, cluster, poolName: 'batch' }))).toBe(
      "NodePool 'apps/Batch': nodeSubnet must be in the same stack (apps), got platform/Network/Nodes. " +
        'Import it into apps (Subnet.fromLookup).',
    );
  });
});
