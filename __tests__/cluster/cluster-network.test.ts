import { type TerraformStack, TerraformVariable, Testing } from 'cdktf';
import {
  type AzureCniOverlayOptions,
  ClusterNetwork,
  NetworkDataPlane,
  NetworkPolicyEngine,
  SubnetDelegation,
} from '../../lib';
import { shopCluster, shopNetwork } from '../support/clusters';
import { azureStack, errorOf, Planned, testApp } from '../support/planned';

type Options = Omit<AzureCniOverlayOptions, 'nodeSubnet'>;

function overlay(stack: TerraformStack, options: Options, prefix = '10.0.0.0/20') {
  const nodeSubnet = shopNetwork(stack).addSubnet('Nodes', { prefix });
  return ClusterNetwork.azureCniOverlay({ nodeSubnet, ...options });
}

function planned(options: Options = {}): Planned {
  return Planned.by((stack) => shopCluster(stack, { network: overlay(stack, options) }));
}

function error(options: Options): string {
  const stack = azureStack();
  return errorOf(() => shopCluster(stack, { network: overlay(stack, options) })).replace(
    "AksCluster 'platform/Cluster': ",
    '',
  );
}

/** The error of the finished tree. */
function lateError(prefix: string, options: Options, maxCount: number): string {
  const stack = azureStack();
  const pool = { vmSize: 'Standard_D4ds_v5', minCount: 1, maxCount };
  shopCluster(stack, { network: overlay(stack, options, prefix), systemPool: pool, userPool: pool });
  return errorOf(() => Testing.synth(stack, true));
}

test('pods have their own addresses, and Cilium moves packets and enforces policies', () => {
  expect(planned().one('azurerm_kubernetes_cluster').network_profile).toEqual({
    network_plugin: 'azure',
    network_plugin_mode: 'overlay',
    network_data_plane: 'cilium',
    network_policy: 'cilium',
    pod_cidr: '10.244.0.0/16',
    service_cidr: '10.245.0.0/16',
    dns_service_ip: '10.245.0.10',
    load_balancer_sku: 'standard',
    outbound_type: 'loadBalancer',
  });
});

test.each([
  [NetworkDataPlane.azure(), 'calico', []],
  [NetworkDataPlane.azure(NetworkPolicyEngine.NONE), undefined, []],
  [
    NetworkDataPlane.azure(NetworkPolicyEngine.AZURE),
    'azure',
    [expect.stringMatching(/^W204: .* is retired on 2028-09-30/)],
  ],
])("on Azure's data plane, %#", (dataPlane, policy, warnings) => {
  const result = planned({ dataPlane });
  expect(result.one('azurerm_kubernetes_cluster').network_profile).toMatchObject({ network_data_plane: 'azure' });
  expect(result.one('azurerm_kubernetes_cluster').network_profile.network_policy).toBe(policy);
  expect(result.warnings).toEqual(warnings);
});

test.each<[string, Options, string]>([
  [
    'pods in the range of Services',
    { podCidr: '10.128.0.0/17', serviceCidr: '10.128.0.0/16' },
    'podCidr must not overlap serviceCidr (10.128.0.0/16), got 10.128.0.0/17. For example, use 10.244.0.0/17.',
  ],
  [
    'pods on loopback addresses',
    { podCidr: '127.0.0.0/16' },
    "podCidr must not overlap a range that hosts can't use (127.0.0.0/8), got 127.0.0.0/16. For example, use 10.244.0.0/16.",
  ],
  [
    'Services on multicast addresses',
    { serviceCidr: '224.0.0.0/16' },
    "serviceCidr must not overlap a range that hosts can't use (224.0.0.0/4), got 224.0.0.0/16. For example, use 10.100.0.0/16.",
  ],
  [
    'pods in a range of AKS',
    { podCidr: '172.30.0.0/16' },
    'podCidr must not overlap a range that AKS reserves (172.30.0.0/16), got 172.30.0.0/16. For example, use 10.244.0.0/16.',
  ],
  [
    'a service range that is too large',
    { serviceCidr: '11.0.0.0/8', dnsServiceIp: '11.0.0.10' },
    'serviceCidr must not be larger than /12 (Azure allows a /12 to a /28), got 11.0.0.0/8. For example, use 10.245.0.0/16.',
  ],
  [
    'a pod range that is too small',
    { podCidr: '10.244.0.0/25' },
    'podCidr must not be smaller than /24 (each node uses a /24 of it), got 10.244.0.0/25. For example, use 10.244.0.0/16.',
  ],
  [
    'a DNS address outside',
    { dnsServiceIp: '10.0.0.10' },
    'dnsServiceIp must be an address within serviceCidr (10.245.0.0/16), got 10.0.0.10. For example, use 10.245.0.10.',
  ],
  [
    "the API server's address for DNS",
    { dnsServiceIp: '10.245.0.1' },
    'dnsServiceIp must not be the first address of serviceCidr, which belongs to the API server, got 10.245.0.1. For example, use 10.245.0.10.',
  ],
])('refuses %s', (_, options, text) => {
  expect(error(options)).toBe(text);
});

test('refuses a subnet that is given to a service, and one of another stack', () => {
  const stack = azureStack();
  const nodeSubnet = shopNetwork(stack).addSubnet('Nodes', {
    prefix: '10.0.0.0/20',
    delegation: SubnetDelegation.API_SERVER,
  });
  expect(errorOf(() => shopCluster(stack, { network: ClusterNetwork.azureCniOverlay({ nodeSubnet }) }))).toBe(
    "AksCluster 'platform/Cluster': nodeSubnet must not be delegated, got platform/Network/Nodes. " +
      'Use a subnet without delegation for nodes.',
  );
  const app = testApp();
  const elsewhere = shopNetwork(azureStack(app)).addSubnet('Nodes', { prefix: '10.0.0.0/20' });
  const network = ClusterNetwork.azureCniOverlay({ nodeSubnet: elsewhere });
  expect(errorOf(() => shopCluster(azureStack(app, 'other'), { network }))).toBe(
    "AksCluster 'other/Cluster': nodeSubnet must be in the same stack (other), got platform/Network/Nodes. " +
      'Import it into other (Subnet.fromLookup).',
  );
});

test('rejects a pod range that the first nodes and an upgrade do not fit into', () => {
  expect(lateError('10.0.0.0/20', { podCidr: '10.244.0.0/23' }, 5)).toContain(
    "AksCluster 'platform/Cluster': podCidr must have 4 ranges of /24 for the initial nodes of 2 pools and an upgrade (it has 2), " +
      'got 10.244.0.0/23. Use a larger range, or lower minCount of the pools.',
  );
});

test('a token as service range needs the DNS address too', () => {
  const stack = azureStack();
  const range = new TerraformVariable(stack, 'services', { type: 'string' }).stringValue;
  expect(errorOf(() => shopCluster(stack, { network: overlay(stack, { serviceCidr: range }) }))).toContain(
    'dnsServiceIp must be set if serviceCidr is a token. Set the tenth address of the range, by Fn.cidrhost(serviceCidr, 10).',
  );
});

describe('other kinds of network', () => {
  function profile(make: (stack: TerraformStack) => ClusterNetwork) {
    return Planned.by((stack) => shopCluster(stack, { network: make(stack) })).one('azurerm_kubernetes_cluster');
  }

  test('pods in a subnet of their own, in all pools', () => {
    const result = Planned.by((stack) => {
      const network = shopNetwork(stack);
      const nodeSubnet = network.addSubnet('Nodes', { prefix: '10.0.0.0/20' });
      const podSubnet = network.addSubnet('Pods', { prefix: '10.0.32.0/19' });
      shopCluster(stack, { network: ClusterNetwork.azureCniPodSubnet({ nodeSubnet, podSubnet }) });
    });
    const resource = result.one('azurerm_kubernetes_cluster');
    expect(resource.network_profile).toEqual({
      network_plugin: 'azure',
      network_data_plane: 'cilium',
      network_policy: 'cilium',
      service_cidr: '10.245.0.0/16',
      dns_service_ip: '10.245.0.10',
      load_balancer_sku: 'standard',
      outbound_type: 'loadBalancer',
    });
    const pods = expect.stringMatching(/azurerm_subnet\.Network_Pods_/);
    expect(resource.default_node_pool).toMatchObject({ pod_subnet_id: pods, max_pods: 110 });
    expect(result.one('azurerm_kubernetes_cluster_node_pool')).toMatchObject({ pod_subnet_id: pods, max_pods: 110 });
    expect(result.one('azurerm_role_assignment', 'PodSubnet').scope).toEqual(pods);
  });

  test('pods in the subnet of the nodes', () => {
    const resource = profile((stack) => {
      const nodeSubnet = shopNetwork(stack).addSubnet('Nodes', { prefix: '10.0.0.0/20' });
      return ClusterNetwork.azureCniNodeSubnet({ nodeSubnet });
    });
    expect(resource.network_profile.network_plugin_mode).toBeUndefined();
    expect(resource.network_profile.pod_cidr).toBeUndefined();
    expect(resource.default_node_pool.max_pods).toBe(50);
  });

  test('no plugin, and nothing that one would be told', () => {
    const resource = profile((stack) => {
      const nodeSubnet = shopNetwork(stack).addSubnet('Nodes', { prefix: '10.0.0.0/20' });
      return ClusterNetwork.bringYourOwnCni({ nodeSubnet, podCidr: '10.100.0.0/16' });
    });
    expect(resource.network_profile).toEqual({
      network_plugin: 'none',
      pod_cidr: '10.100.0.0/16',
      service_cidr: '10.245.0.0/16',
      dns_service_ip: '10.245.0.10',
      load_balancer_sku: 'standard',
      outbound_type: 'loadBalancer',
    });
  });

  test('IPv6 next to IPv4', () => {
    const resource = profile((stack) => {
      const network = shopNetwork(stack, 'Network', 'shop', ['10.0.0.0/16', 'fd00:db8::/48']);
      const nodeSubnet = network.addSubnet('Nodes', { prefix: '10.0.0.0/20', ipv6Prefix: 'fd00:db8:0:1::/64' });
      return ClusterNetwork.azureCniOverlay({ nodeSubnet, dualStack: {} });
    });
    expect(resource.network_profile).toMatchObject({
      ip_versions: ['IPv4', 'IPv6'],
      pod_cidrs: ['10.244.0.0/16', 'fd12:3456:789a::/64'],
      service_cidrs: ['10.245.0.0/16', 'fd12:3456:789a:1::/108'],
    });
    expect(resource.network_profile.pod_cidr).toBeUndefined();
    expect(resource.network_profile.service_cidr).toBeUndefined();
  });

  test('metrics and policies of Cilium', () => {
    const result = planned({ networkObservability: true });
    expect(result.one('azurerm_kubernetes_cluster').network_profile.advanced_networking).toEqual({
      observability_enabled: true,
      security_enabled: false,
    });
  });

  const roomOf = (make: (stack: TerraformStack) => ClusterNetwork) => {
    const pool = { vmSize: 'Standard_D4ds_v5', minCount: 1, maxCount: 5 };
    const stack = azureStack();
    shopCluster(stack, { network: make(stack), systemPool: pool, userPool: pool });
    return stack;
  };
  const nodesWithPods = (prefix: string) => (stack: TerraformStack) =>
    ClusterNetwork.azureCniNodeSubnet({ nodeSubnet: shopNetwork(stack).addSubnet('Nodes', { prefix }) });
  const podsIn = (prefix: string) => (stack: TerraformStack) => {
    const network = shopNetwork(stack);
    const nodeSubnet = network.addSubnet('Nodes', { prefix: '10.0.0.0/24' });
    return ClusterNetwork.azureCniPodSubnet({ nodeSubnet, podSubnet: network.addSubnet('Pods', { prefix }) });
  };

  test('rejects subnets that the first nodes and their pods do not fit into', () => {
    const error = (make: (stack: TerraformStack) => ClusterNetwork) => errorOf(() => Testing.synth(roomOf(make), true));
    expect(error(nodesWithPods('10.0.0.0/25'))).toContain(
      'nodeSubnet must have 204 addresses for the initial nodes of 2 pools and an upgrade (it has 123), got 10.0.0.0/25. Use a ' +
        'larger subnet (Azure reserves 5 addresses of each), or lower minCount or maxPods of the pools.',
    );
    expect(error(podsIn('10.0.1.0/26'))).toContain(
      'podSubnet must have 64 addresses for the initial nodes of 2 pools and an upgrade (it has 59), got 10.0.1.0/26.',
    );
  });

  test('warns of subnets that all nodes and their pods do not fit into', () => {
    expect(Planned.of(roomOf(nodesWithPods('10.0.0.0/24'))).warnings).toContain(
      'W205: nodeSubnet (10.0.0.0/24) has 251 addresses: at maxCount and during an upgrade, 2 pools would use 612.',
    );
    expect(Planned.of(roomOf(podsIn('10.0.1.0/24'))).warnings).toContain(
      'W205: podSubnet (10.0.1.0/24) has 251 addresses: at maxCount and during an upgrade, 2 pools would use 1344.',
    );
  });
});
