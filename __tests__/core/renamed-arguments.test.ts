import { TerraformVariable } from 'cdktf';
import {
  AksCluster,
  ApplicationGateway,
  ApplicationInsights,
  LogAnalyticsWorkspace,
  Namespace,
  requireProviders,
  WorkloadIdentity,
} from '../../lib';
import { place, shopCluster, shopNetwork } from '../support/clusters';
import { azureStack, Planned } from '../support/planned';

function plan(isRequired: boolean, change: (made: ReturnType<typeof make>) => void = () => {}): Planned {
  const stack = azureStack();
  if (isRequired) requireProviders(stack);
  change(make(stack));
  return Planned.of(stack);
}

function make(stack: ReturnType<typeof azureStack>) {
  const pool = { vmSize: 'Standard_D4ds_v5', kubelet: { containerLogMaxFiles: 3 } };
  const subnet = shopNetwork(stack, 'Gateways', 'gateways').addSubnet('Gateway', { prefix: '10.0.16.0/24' });
  const workspace = new LogAnalyticsWorkspace(stack, 'Logs', { ...place, workspaceName: 'shop-logs' });
  const old = AksCluster.fromLookup(stack, 'Old', { clusterName: 'old', resourceGroupName: 'rg-old' });
  shopCluster(stack, { systemPool: pool, userPool: pool });
  new WorkloadIdentity(stack, 'Workload', {
    namespace: Namespace.fromName(stack, 'Apps', { cluster: old, name: 'apps' }),
    serviceAccountName: 'web',
    newIdentity: { ...place, identityName: 'web' },
  });
  return {
    stack,
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

test('arguments have the names that azurerm 4.81 and 5.x share', () => {
  const { gateway, insights, trust, kubelets, names } = argumentsOf(plan(true));
  expect(gateway).toMatchObject({ http2_enabled: true });
  expect(insights).toMatchObject({ ip_masking_enabled: true, local_authentication_enabled: false });
  expect(trust.user_assigned_identity_id).toMatch(/^\$\{azurerm_user_assigned_identity\./);
  expect(trust.resource_group_name).toBeUndefined();
  expect(kubelets).toEqual([{ container_log_max_files: 3 }, { container_log_max_files: 3 }]);
  expect(names.filter((name) => old.includes(name))).toEqual([]);
});

test('those that the bindings have, in a stack that leaves azurerm at their version', () => {
  const { trust, kubelets, names } = argumentsOf(plan(false));
  expect(names.filter((name) => old.includes(name))).toEqual(old);
  expect(trust.resource_group_name).toBe('rg-shop');
  expect(kubelets).toEqual([{ container_log_max_line: 3 }, { container_log_max_line: 3 }]);
});

test('what a user changes in the binding has the new name too, expressions included', () => {
  const planned = plan(true, ({ stack, gateway, insights }) => {
    gateway.resource.enableHttp2 = false;
    insights.resource.disableIpMasking = new TerraformVariable(stack, 'open', { type: 'bool' }).booleanValue;
  });
  const { gateway, insights } = argumentsOf(planned);
  expect(gateway.http2_enabled).toBe(false);
  expect(insights.ip_masking_enabled).toBe('${!var.open}');
});
