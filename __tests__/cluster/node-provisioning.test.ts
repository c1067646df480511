import type { TerraformStack } from 'cdktf';
import {
  AksCluster,
  type AksClusterProps,
  ClusterNetwork,
  NetworkDataPlane,
  NetworkPolicyEngine,
  NodeOs,
  NodeProvisioning,
  requireProviders,
  type SystemPoolOptions,
  type UserPoolOptions,
} from '../../lib';
import { resourceId } from '../contract/support/values';
import { shopCluster, shopNetwork } from '../support/clusters';
import { azureStack, errorOf, lateErrorOf, Planned } from '../support/planned';

const vmSize = 'Standard_D4ds_v5';
const automatic = { nodeProvisioning: NodeProvisioning.automatic(), userPool: undefined };

function planned(props: Partial<AksClusterProps>): Planned {
  return Planned.by((stack) => {
    requireProviders(stack);
    shopCluster(stack, props);
  });
}

function clusterOf(props: Partial<AksClusterProps>) {
  return planned(props).one('azurerm_kubernetes_cluster');
}

describe('the mode', () => {
  test.each([
    [undefined, undefined],
    [NodeProvisioning.manual(), { mode: 'Manual' }],
    [NodeProvisioning.automatic(), { mode: 'Auto' }],
    [NodeProvisioning.automatic({ defaultPools: false }), { mode: 'Auto', default_node_pools: 'None' }],
  ])('%j', (nodeProvisioning, profile) => {
    expect(clusterOf({ nodeProvisioning, userPool: undefined }).node_provisioning_profile).toEqual(profile);
  });

  test('is left out for the version of the bindings, which lacks it, and is an error if set there', () => {
    const cluster = Planned.by((stack) => shopCluster(stack)).one('azurerm_kubernetes_cluster');
    expect(cluster.node_provisioning_profile).toBeUndefined();
    expect(lateErrorOf(() => Planned.by((stack) => shopCluster(stack, automatic)))).toBe(
      "AksCluster 'platform/Cluster': nodeProvisioning must not be set with azurerm 4.55.0, the version of the bindings, " +
        'which lacks the argument. Call requireProviders for the stack platform.',
    );
  });

  test('may be overridden', () => {
    const made = Planned.by((stack) => {
      requireProviders(stack);
      shopCluster(stack).resource.addOverride('node_provisioning_profile.mode', 'Auto');
    });
    expect(made.one('azurerm_kubernetes_cluster').node_provisioning_profile).toEqual({ mode: 'Auto' });
  });
});

describe('the number of nodes', () => {
  const counts = ({ auto_scaling_enabled, min_count, max_count, node_count }: { [name: string]: unknown }) => ({
    auto_scaling_enabled,
    min_count,
    max_count,
    node_count,
  });
  const systemPool = (options: Partial<SystemPoolOptions>, props: Partial<AksClusterProps> = {}) =>
    counts(clusterOf({ ...props, systemPool: { vmSize, ...options } }).default_node_pool);
  const userPool = (options: Partial<UserPoolOptions>, props: Partial<AksClusterProps> = {}) =>
    counts(planned({ ...props, userPool: { vmSize, ...options } }).one('azurerm_kubernetes_cluster_node_pool'));

  test('is fixed with nodeCount', () => {
    expect([systemPool({ nodeCount: 5 }), userPool({ nodeCount: 0 })]).toEqual([
      { auto_scaling_enabled: false, node_count: 5 },
      { auto_scaling_enabled: false, node_count: 0 },
    ]);
  });

  test('is fixed with node auto-provisioning, unless the autoscaler stays for a migration', () => {
    expect([systemPool({}, automatic), userPool({}, automatic)]).toEqual([
      { auto_scaling_enabled: false, node_count: 3 },
      { auto_scaling_enabled: false, node_count: 2 },
    ]);
    const nodeProvisioning = NodeProvisioning.automatic({ besideClusterAutoscaler: true });
    expect(userPool({}, { nodeProvisioning })).toEqual({ auto_scaling_enabled: true, min_count: 2, max_count: 5 });
  });

  test('of a fixed pool is what its pod range must hold', () => {
    const make = (nodeCount: number) => () => planned({ userPool: { vmSize, nodeCount, maxSurge: '1' } });
    expect(make(248)().warnings.filter((text) => text.includes('W205'))).toEqual([]);
    expect(lateErrorOf(make(300))).toContain('podCidr');
  });
});

describe('pods of releases', () => {
  test('run on provisioned nodes, so that no user pool is required', () => {
    const stack = azureStack();
    requireProviders(stack);
    const cluster = shopCluster(stack, automatic);
    cluster._helmProvider(cluster);
    expect(Planned.of(stack).all('azurerm_kubernetes_cluster_node_pool')).toEqual({});
  });
});

test('roles: Network Contributor on the subnets of node classes, Reader on the disk encryption set', () => {
  const diskEncryptionSetId = resourceId('Microsoft.Compute/diskEncryptionSets', 'shop');
  const made = Planned.by((stack) => {
    requireProviders(stack);
    const network = shopNetwork(stack);
    const nodeSubnet = network.addSubnet('Nodes', { prefix: '10.0.0.0/20' });
    const batch = network.addSubnet('Batch', { prefix: '10.0.16.0/20' });
    shopCluster(stack, {
      userPool: undefined,
      diskEncryptionSetId,
      network: ClusterNetwork.azureCniOverlay({ nodeSubnet }),
      nodeProvisioning: NodeProvisioning.automatic({ nodeSubnets: [batch] }),
    });
  });
  expect(made.one('azurerm_role_assignment', 'ProvisionedNodes')).toMatchObject({
    role_definition_name: 'Network Contributor',
    scope: expect.stringContaining('azurerm_subnet.Network_Batch_'),
  });
  expect(made.one('azurerm_role_assignment', 'DiskEncryptionSet')).toMatchObject({
    role_definition_name: 'Reader',
    scope: diskEncryptionSetId,
  });
  expect(made.one('azurerm_kubernetes_cluster').depends_on.join()).toContain('ProvisionedNodes');
  const roles = planned({ diskEncryptionSetId }).all('azurerm_role_assignment');
  expect(Object.keys(roles).filter((name) => name.includes('DiskEncryptionSet'))).toEqual([]);
});

test('two scalers for the same pods are a warning', () => {
  const warnings = (nodeTaints?: string[]) =>
    planned({
      nodeProvisioning: NodeProvisioning.automatic({ besideClusterAutoscaler: true }),
      userPool: { vmSize, nodeTaints },
    }).warnings.filter((text) => text.includes('W208'));
  expect(warnings()).toHaveLength(1);
  expect(warnings(['autoscaling.azure.com/cas-block=true:NoSchedule'])).toEqual([]);
});

describe('what Azure rejects is an error', () => {
  const overlay = (options: object) => (stack: TerraformStack) => ({
    network: ClusterNetwork.azureCniOverlay({
      nodeSubnet: shopNetwork(stack, 'Network', 'shop', ['10.0.0.0/16', 'fd00:db8::/48']).addSubnet('Nodes', {
        prefix: '10.0.0.0/20',
        ipv6Prefix: 'fd00:db8:0:1::/64',
      }),
      ...options,
    }),
  });

  test.each<[string, (stack: TerraformStack) => Partial<AksClusterProps>, string]>([
    [
      'dual stack',
      overlay({ dualStack: {} }),
      'network must be IPv4 only in a cluster with node auto-provisioning, got dualStack. Leave dualStack out, or use NodeProvisioning.manual().',
    ],
    [
      'Calico',
      overlay({ dataPlane: NetworkDataPlane.azure() }),
      'dataPlane must not enforce policies with Calico in a cluster with node auto-provisioning, got calico. ' +
        'Use NetworkDataPlane.cilium(), or NodeProvisioning.manual().',
    ],
    [
      'a pod subnet',
      (stack) => {
        const network = shopNetwork(stack);
        const nodeSubnet = network.addSubnet('Nodes', { prefix: '10.0.0.0/20' });
        const podSubnet = network.addSubnet('Pods', { prefix: '10.0.32.0/19' });
        return { network: ClusterNetwork.azureCniPodSubnet({ nodeSubnet, podSubnet }) };
      },
      'network must not assign pod addresses from a pod subnet in a cluster with node auto-provisioning, got platform/Network/Pods. ' +
        'Use ClusterNetwork.azureCniOverlay or azureCniNodeSubnet, or NodeProvisioning.manual().',
    ],
    [
      'kubenet',
      (stack) => {
        const nodeSubnet = shopNetwork(stack).addSubnet('Nodes', { prefix: '10.0.0.0/20' });
        return {
          network: ClusterNetwork.kubenet({ nodeSubnet, dataPlane: NetworkDataPlane.azure(NetworkPolicyEngine.NONE) }),
        };
      },
      'network must not be kubenet in a cluster with node auto-provisioning. ' +
        'Use ClusterNetwork.azureCniOverlay, or NodeProvisioning.manual().',
    ],
    [
      'an autoscaled system pool',
      () => ({ systemPool: { vmSize, minCount: 2 } }),
      'systemPool.minCount must not be set in a cluster with node auto-provisioning, which excludes the cluster autoscaler, got 2. ' +
        'Use nodeCount: 2, or NodeProvisioning.automatic({ besideClusterAutoscaler: true }) during a migration.',
    ],
    [
      'an autoscaler profile',
      () => ({ autoscaler: { unneededMinutes: 5 } }),
      'autoscaler can only be used with the cluster autoscaler, which node auto-provisioning replaces. ' +
        'Leave it out, or use NodeProvisioning.manual().',
    ],
    [
      'two numbers',
      () => ({ systemPool: { vmSize, nodeCount: 3, maxCount: 5 } }),
      'systemPool.maxCount must not be set together with nodeCount, got 5. Remove one of the two: nodeCount sets a fixed number of nodes.',
    ],
    [
      'no system node',
      () => ({ systemPool: { vmSize, nodeCount: 0 } }),
      'systemPool.nodeCount must be a whole number of 1 to 1000 nodes, got 0. Use a number in 1 to 1000 nodes.',
    ],
  ])('%s', (_title, make, text) => {
    const stack = azureStack();
    expect(errorOf(() => shopCluster(stack, { ...automatic, ...make(stack) }))).toBe(
      `AksCluster 'platform/Cluster': ${text}`,
    );
  });

  test('Windows pools', () => {
    const stack = azureStack();
    const cluster = shopCluster(stack, automatic);
    expect(errorOf(() => cluster.addNodePool('Win', { vmSize, poolName: 'win', os: NodeOs.WINDOWS_2022 }))).toContain(
      'os must be Linux in a cluster with node auto-provisioning, got Windows2022. Create the pool in a cluster with NodeProvisioning.manual().',
    );
  });

  test('autoscaled pools of an imported cluster too', () => {
    const stack = azureStack();
    const cluster = AksCluster.fromCluster(
      azureStack(stack.node.root as never, 'pools'),
      'Cluster',
      shopCluster(stack, automatic),
    );
    expect(cluster._facts.nodeProvisioning?._excludesAutoscaler).toBe(true);
  });
});
