import { at, type Resource, textAt } from '../terraform/resource';

/** The resource providers behind Terraform's types, by how the type begins; the first that matches counts. */
const byPrefix: readonly (readonly [prefix: string, ...namespaces: string[]])[] = [
  ['azurerm_kubernetes_cluster', 'Microsoft.ContainerService', 'Microsoft.Compute', 'Microsoft.Network'],
  ['azurerm_kubernetes_fleet', 'Microsoft.ContainerService'],
  ['azurerm_container_registry', 'Microsoft.ContainerRegistry'],
  ['azurerm_user_assigned_identity', 'Microsoft.ManagedIdentity'],
  ['azurerm_federated_identity_credential', 'Microsoft.ManagedIdentity'],
  ['azurerm_application_load_balancer', 'Microsoft.ServiceNetworking', 'Microsoft.NetworkFunction'],
  ['azurerm_application_insights', 'Microsoft.Insights'],
  ['azurerm_application_gateway', 'Microsoft.Network'],
  ['azurerm_virtual_network', 'Microsoft.Network'],
  ['azurerm_subnet', 'Microsoft.Network'],
  ['azurerm_network', 'Microsoft.Network'],
  ['azurerm_nat_gateway', 'Microsoft.Network'],
  ['azurerm_public_ip', 'Microsoft.Network'],
  ['azurerm_private', 'Microsoft.Network'],
  ['azurerm_route', 'Microsoft.Network'],
  ['azurerm_web_application_firewall', 'Microsoft.Network'],
  ['azurerm_disk', 'Microsoft.Compute'],
  ['azurerm_key_vault', 'Microsoft.KeyVault'],
  ['azurerm_log_analytics', 'Microsoft.OperationalInsights'],
  ['azurerm_monitor_workspace', 'Microsoft.Monitor'],
  ['azurerm_monitor_alert_prometheus', 'Microsoft.AlertsManagement'],
  ['azurerm_monitor', 'Microsoft.Insights'],
  ['azurerm_dashboard_grafana', 'Microsoft.Dashboard'],
  ['azurerm_storage', 'Microsoft.Storage'],
  ['azurerm_servicebus', 'Microsoft.ServiceBus'],
  ['azurerm_eventhub', 'Microsoft.EventHub'],
  ['azurerm_postgresql', 'Microsoft.DBforPostgreSQL'],
  ['azurerm_mssql', 'Microsoft.Sql'],
  ['azurerm_redis', 'Microsoft.Cache'],
];

/** What parts of a cluster need besides, by the argument that enables them. */
const byArgument: readonly (readonly [argument: string, ...namespaces: string[]])[] = [
  // https://learn.microsoft.com/azure/governance/policy/concepts/policy-for-kubernetes
  ['azure_policy_enabled', 'Microsoft.PolicyInsights'],
  // https://learn.microsoft.com/azure/azure-monitor/containers/kubernetes-monitoring-enable
  ['monitor_metrics', 'Microsoft.Monitor', 'Microsoft.Insights', 'Microsoft.AlertsManagement'],
  ['oms_agent', 'Microsoft.OperationalInsights', 'Microsoft.Insights'],
];

/** The resource providers that a resource needs. */
export function namespacesOf({ type, args }: Resource): readonly string[] {
  // The ALB Controller creates load balancers without Terraform.
  const isController = type === 'helm_release' && textAt(args, 'chart')?.endsWith('alb-controller');
  const kind = isController ? 'azurerm_application_load_balancer' : type;
  const [, ...namespaces] = byPrefix.find(([prefix]) => kind.startsWith(prefix)) ?? [''];
  if (type !== 'azurerm_kubernetes_cluster') return namespaces;
  const enabled = byArgument.filter(([argument]) => String(at(args, argument) ?? false) !== 'false');
  return [...namespaces, ...enabled.flatMap(([, ...others]) => others)];
}
