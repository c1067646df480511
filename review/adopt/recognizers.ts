import type { Recognizer } from './adoption';
import { recognizeCluster } from './recognizers/cluster';
import { recognizeContainerRegistry } from './recognizers/container-registry';
import { recognizeDiagnosticSetting } from './recognizers/diagnostic-setting';
import { recognizeFederatedCredential } from './recognizers/federated-credential';
import { recognizeKeyVault } from './recognizers/key-vault';
import { recognizeLogAnalyticsWorkspace } from './recognizers/log-analytics-workspace';
import { recognizeManagedIdentity } from './recognizers/managed-identity';
import { recognizeMonitorWorkspace } from './recognizers/monitor-workspace';
import { recognizeNatGateway } from './recognizers/nat-gateway';
import { recognizeNodePool } from './recognizers/node-pool';
import { recognizePeering } from './recognizers/peering';
import { recognizePrivateDnsZone } from './recognizers/private-dns-zone';
import { recognizePrivateEndpoint } from './recognizers/private-endpoint';
import { recognizeRoleAssignment } from './recognizers/role-assignment';
import { recognizeSubnet } from './recognizers/subnet';
import { recognizeVirtualNetwork } from './recognizers/virtual-network';

/** Types that a construct of the library stands for, in the order in which the program has them. */
export const recognizers: { readonly [type: string]: Recognizer } = {
  azurerm_virtual_network: recognizeVirtualNetwork,
  azurerm_nat_gateway: recognizeNatGateway,
  azurerm_subnet: recognizeSubnet,
  azurerm_user_assigned_identity: recognizeManagedIdentity,
  azurerm_log_analytics_workspace: recognizeLogAnalyticsWorkspace,
  azurerm_monitor_workspace: recognizeMonitorWorkspace,
  azurerm_kubernetes_cluster: recognizeCluster,
  azurerm_kubernetes_cluster_node_pool: recognizeNodePool,
  azurerm_container_registry: recognizeContainerRegistry,
  azurerm_key_vault: recognizeKeyVault,
  azurerm_private_dns_zone: recognizePrivateDnsZone,
  azurerm_private_endpoint: recognizePrivateEndpoint,
  azurerm_virtual_network_peering: recognizePeering,
  azurerm_federated_identity_credential: recognizeFederatedCredential,
  azurerm_monitor_diagnostic_setting: recognizeDiagnosticSetting,
};

/** Types that constructs create as parts: what none of them creates is recognized afterwards. */
export const recognizersOfParts: { readonly [type: string]: Recognizer } = {
  azurerm_role_assignment: recognizeRoleAssignment,
};
