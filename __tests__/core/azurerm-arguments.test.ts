import { PrivateDnsZone as PrivateDnsZoneResource } from '@cdktf/provider-azurerm/lib/private-dns-zone';
import { PrivateDnsZoneVirtualNetworkLink } from '@cdktf/provider-azurerm/lib/private-dns-zone-virtual-network-link';
import { TerraformVariable } from 'cdktf';
import {
  AksCluster,
  ApplicationGateway,
  ApplicationInsights,
  ContainerRegistry,
  LogAnalyticsWorkspace,
  Namespace,
  PrivateDnsZone,
  RegistrySku,
  requireProviders,
  WorkloadIdentity,
} from '../../lib';
import { place, shopCluster, shopNetwork } from '../support/clusters';
import { azureStack, Planned } from '../support/planned';

type Made = ReturnType<typeof make>;

function plan(azurerm: number | undefined, change: (made: Made) => void = () => {}): Planned {
  const stack = azureStack();
  change(make(stack));
  if (azurerm !== undefined) requireProviders(stack, { azurerm });
  return Planned.of(stack);
}

function make(stack: ReturnType<typeof azureStack>) {
  const pool = { vmSize: 'Standard_D4ds_v5', kubelet: { containerLogMaxFiles: 3 } };
  const network = shopNetwork(stack, 'Gateways', 'gateways');
  const subnet = network.addSubnet('Gateway', { prefix: '10.0.16.0/24' });
  const workspace = new LogAnalyticsWorkspace(stack, 'Logs', {
    ...place,
    workspaceName: 'shop-logs',
    publicIngestion: false,
  });
  const old = AksCluster.fromLookup(stack, 'Old', { clusterName: 'old', resourceGroupName: 'rg-old' });
  const cluster = shopCluster(stack, { systemPool: pool, userPool: pool });
  new WorkloadIdentity(stack, 'Workload', {
    namespace: Namespace.fromName(stack, 'Apps', { cluster: old, name: 'apps' }),
    serviceAccountName: 'web',
    newIdentity: { ...place, identityName: 'web' },
  });
  return {
    stack,
    network,
    subnet,
    workspace,
    cluster,
    gateway: new ApplicationGateway(stack, 'Gateway', { ...place, gatewayName: 'shop', subnet }),
    insights: new ApplicationInsights(stack, 'Insights', { ...place, insightsName: 'shop', workspace }),
  };
}

function argumentsOf(planned: Planned) {
  const [gateway, insights] = ['application_gateway', 'application_insights'].map((type) =>
    planned.one(`azurerm_${type}`),
  );
  const trust = planned.one('azurerm_federated_identity_credential');
  const kubelets = [
    planned.one('azurerm_kubernetes_cluster').default_node_pool.kubelet_config,
    planned.one('azurerm_kubernetes_cluster_node_pool').kubelet_config,
  ];
  const names = [gateway, insights, trust].map((values) => Object.keys(values));
  return { gateway, insights, trust, kubelets, names: names.flat() };
}

const old = ['enable_http2', 'disable_ip_masking', 'local_authentication_disabled', 'parent_id'];

test.each([4, 5])('for azurerm %i, arguments have the names that 4.81 and 5.x share', (azurerm) => {
  const { gateway, insights, trust, kubelets, names } = argumentsOf(plan(azurerm));
  expect(gateway).toMatchObject({ http2_enabled: true });
  expect(insights).toMatchObject({ ip_masking_enabled: true, local_authentication_enabled: false });
  expect(trust.user_assigned_identity_id).toMatch(/^\$\{azurerm_user_assigned_identity\./);
  expect(trust.resource_group_name).toBeUndefined();
  expect(kubelets).toEqual([{ container_log_max_files: 3 }, { container_log_max_files: 3 }]);
  expect(names.filter((name) => old.includes(name))).toEqual([]);
});

test('those that the bindings have, in a stack that leaves azurerm at their version', () => {
  const { trust, kubelets, names } = argumentsOf(plan(undefined));
  expect(names.filter((name) => old.includes(name))).toEqual(old);
  expect(trust.resource_group_name).toBe('rg-shop');
  expect(kubelets).toEqual([{ container_log_max_line: 3 }, { container_log_max_line: 3 }]);
});

test('what a user changes in the binding has the new name too, expressions included', () => {
  const planned = plan(4, ({ stack, gateway, insights, cluster }) => {
    const open = new TerraformVariable(stack, 'open', { type: 'bool' });
    gateway.resource.enableHttp2 = false;
    insights.resource.disableIpMasking = open.booleanValue;
    insights.resource.addOverride('local_authentication_disabled', '${var.open && true}');
    insights.resource.lifecycle = { ignoreChanges: ['tags', 'disable_ip_masking'] };
    const [pool, kubelet] = ['default_node_pool[0].kubelet_config', 'kubelet_config[0].container_log_max_line'];
    cluster.resource.lifecycle = { ignoreChanges: [pool, `default_node_pool[0].${kubelet}`] };
  });
  const { gateway, insights } = argumentsOf(planned);
  expect(gateway.http2_enabled).toBe(false);
  expect(insights.lifecycle.ignore_changes).toEqual(['tags', 'ip_masking_enabled']);
  expect(planned.one('azurerm_kubernetes_cluster').lifecycle.ignore_changes).toEqual([
    'default_node_pool[0].kubelet_config',
    'default_node_pool[0].kubelet_config[0].container_log_max_files',
  ]);
  expect(insights.ip_masking_enabled).toBe('${!var.open}');
  expect(insights.local_authentication_enabled).toBe('${!(var.open && true)}');
});

describe('for azurerm 5', () => {
  test('a cluster has the block that it requires, and keeps one that the program sets', () => {
    expect(plan(5).one('azurerm_kubernetes_cluster').node_provisioning_profile).toEqual({ mode: 'Manual' });
    const planned = plan(5, ({ cluster }) => {
      cluster.resource.addOverride('node_provisioning_profile', { mode: 'Auto' });
    });
    expect(planned.one('azurerm_kubernetes_cluster').node_provisioning_profile).toEqual({ mode: 'Auto' });
    expect(plan(4).one('azurerm_kubernetes_cluster').node_provisioning_profile).toBeUndefined();
  });

  test('public access to a workspace is a type', () => {
    expect(plan(5).one('azurerm_log_analytics_workspace')).toMatchObject({
      internet_ingestion_access_type: 'Disabled',
      internet_query_access_type: 'Enabled',
    });
    const planned = plan(5, ({ stack, workspace }) => {
      const open = new TerraformVariable(stack, 'open', { type: 'bool' });
      workspace.resource.internetQueryEnabled = open.booleanValue;
    });
    const { internet_query_access_type: type, internet_query_enabled: enabled } = planned.one(
      'azurerm_log_analytics_workspace',
    );
    expect([type, enabled]).toEqual(['${var.open ? "Enabled" : "Disabled"}', undefined]);
  });

  test('replicas of a registry are routed to by another name', () => {
    const planned = plan(5, ({ stack }) => {
      const geoReplications = [{ location: 'northeurope' }, { location: 'swedencentral', routed: false }];
      const sku = RegistrySku.PREMIUM;
      new ContainerRegistry(stack, 'Registry', { ...place, registryName: 'shop4711', sku, geoReplications });
    });
    const { georeplications } = planned.one('azurerm_container_registry');
    const routed = [true, false].map((is) => expect.objectContaining({ global_endpoint_routing_enabled: is }));
    expect(georeplications).toEqual(routed);
    expect(JSON.stringify(georeplications)).not.toContain('regional_endpoint_enabled');
  });

  test('service endpoints of a subnet are blocks', () => {
    const services = ['Microsoft.KeyVault', 'Microsoft.Storage'];
    const planned = plan(5, ({ subnet }) => {
      subnet.resource.serviceEndpoints = services;
    });
    const { service_endpoint, service_endpoints } = planned.one('azurerm_subnet', 'Gateway');
    expect(service_endpoint).toEqual(services.map((service) => ({ service })));
    expect(service_endpoints).toBeUndefined();
  });

  test('networks are linked to zones by their ids: new, imported and plain ones', () => {
    const zoneName = 'privatelink.vaultcore.azure.net';
    const zoneId = `/subscriptions/s/resourceGroups/rg-dns/providers/Microsoft.Network/privateDnsZones/${zoneName}`;
    const linked = (azurerm: number) =>
      plan(azurerm, ({ stack, network }) => {
        const { resourceGroupName } = place;
        new PrivateDnsZone(stack, 'New', { zoneName: 'shop.internal', resourceGroupName }).linkNetwork(network);
        PrivateDnsZone.fromZoneId(stack, 'Known', zoneId).linkNetwork(network);
        const lookup = { zoneName: 'found.internal', resourceGroupName };
        PrivateDnsZone.fromLookup(stack, 'Found', lookup).linkNetwork(network);
        const plain = new PrivateDnsZoneResource(stack, 'Plain', { name: 'plain.internal', resourceGroupName });
        new PrivateDnsZoneVirtualNetworkLink(stack, 'PlainLink', {
          name: 'plain',
          resourceGroupName,
          privateDnsZoneName: plain.name,
          virtualNetworkId: network.networkId,
        });
      });
    const links = linked(5).all('azurerm_private_dns_zone_virtual_network_link');
    expect(Object.values(links).map((link) => link.private_dns_zone_id)).toEqual([
      expect.stringMatching(/^\$\{data\.azurerm_private_dns_zone\.Found_\w+\.id\}$/),
      zoneId,
      expect.stringMatching(/^\$\{azurerm_private_dns_zone\.New_\w+\.id\}$/),
      '${azurerm_private_dns_zone.Plain.id}',
    ]);
    const names = Object.values(links).flatMap((link) => Object.keys(link));
    expect(names.filter((name) => ['private_dns_zone_name', 'resource_group_name'].includes(name))).toEqual([]);
    const before = Object.values(linked(4).all('azurerm_private_dns_zone_virtual_network_link'));
    expect(before.map((link) => link.private_dns_zone_id)).toEqual([undefined, undefined, undefined, undefined]);
    expect(before.map((link) => link.private_dns_zone_name)).toContain(zoneName);
  });
});

test('the names follow the version that the owner of the stack sets', () => {
  const named = (version: string) => {
    const planned = plan(undefined, ({ stack }) => {
      stack.addOverride('terraform.required_providers.azurerm.version', version);
    });
    const { node_provisioning_profile: profile } = planned.one('azurerm_kubernetes_cluster');
    const { enable_http2: deprecated } = planned.one('azurerm_application_gateway');
    return [deprecated === undefined ? 'new' : 'old', profile?.mode];
  };
  expect(named('4.60.0')).toEqual(['old', undefined]);
  expect(named('~> 4.81')).toEqual(['new', undefined]);
  expect(named('~> 5.4')).toEqual(['new', 'Manual']);
});
