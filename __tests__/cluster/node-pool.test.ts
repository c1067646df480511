import { Testing } from 'cdktf';
import { AksCluster, NodePool, OsDiskType, Subnet, type UserPoolOptions } from '../../lib';
import { shopCluster } from '../support/clusters';
import { azureStack, errorOf, Planned } from '../support/planned';

const pool = { vmSize: 'Standard_D4ds_v5' };

function plannedPool(options: UserPoolOptions) {
  return Planned.by((stack) => shopCluster(stack, { userPool: options })).only('azurerm_kubernetes_cluster_node_pool');
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
  ['Standard_D4ds_v5', 'Ephemeral'],
  ['Standard_E8-2ads_v5', 'Ephemeral'],
  ['Standard_D2ds_v5', 'Managed'],
  ['Standard_D4s_v5', 'Managed'],
  ['Standard_DS3_v2', 'Managed'],
  ['Standard_NC24ads_A100_v4', 'Ephemeral'],
])('the disk of %s is %s', (vmSize, type) => {
  expect(plannedPool({ vmSize }).os_disk_type).toBe(type);
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
      '- poolName must have 1 to 12 characters: lowercase letters and digits, with a letter first, got user-pool. Use for example user.',
      '- minCount must be a whole number of 0 to 1000 nodes, got -1. Use a number in 0 to 1000 nodes.',
      '- maxCount must be a whole number of 1 to 1000 nodes, got 2000. Use a number in 1 to 1000 nodes.',
      '- maxPods must be a whole number of 10 to 250 pods, got 5. Use a number in 10 to 250 pods.',
      '- osDiskSizeGib must be a whole number of 30 to 2048 GiB, got 10. Use a number in 30 to 2048 GiB.',
      '- maxSurge must be a number of nodes or a share of the pool, got "0%". Use for example 10%.',
      `- zones must be different ones of 1, 2, 3, got ["1","1","4"]. Use for example ['1', '2', '3'].`,
      "- vmSize must be the name of one of Azure's virtual machine sizes, got D4ds_v5. Use for example Standard_D4ds_v5.",
      '- nodeTaints must have the form KEY=VALUE:EFFECT, got "team=web". Use for example team=batch:NoSchedule.',
    ].join('\n'),
  );
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
  expect(planned.only('azurerm_kubernetes_cluster_node_pool')).toMatchObject({
    vnet_subnet_id: subnetId,
    kubernetes_cluster_id: expect.stringContaining('data.azurerm_kubernetes_cluster.Old_'),
    tags: { team: 'web' },
  });
  const stack = azureStack();
  const cluster = AksCluster.fromLookup(stack, 'Old', { clusterName: 'old', resourceGroupName: 'rg-old' });
  expect(errorOf(() => new NodePool(stack, 'Apps', { ...pool, cluster }))).toBe(
    "NodePool 'platform/Apps': nodeSubnet must be given for a cluster that was looked up. Give a subnet of its network.",
  );
});
