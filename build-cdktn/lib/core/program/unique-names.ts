import type { TerraformResource } from 'cdktn';
import { uniqueForIdentity, uniqueInZone } from '../bindings/azurerm';

/** Arguments of an L1, as they were set. */
export interface NamedResource extends TerraformResource {
  readonly nameInput?: string;
  readonly [argument: string]: any;
}

interface UniqueName {
  /** The arguments that determine the scope of uniqueness, as properties of the L1. */
  readonly within: readonly string[];
  /** Whether the name must be unique across all subscriptions and tenants. */
  readonly isGlobal?: boolean;
  /** Completes "must be unique ...". */
  readonly where: string;
}

const inAzure: UniqueName = { within: [], isGlobal: true, where: 'in all of Azure' };
const inGroup: UniqueName = { within: ['resourceGroupNameInput'], where: 'in the resource group' };

function inParent(where: string, ...within: string[]): UniqueName {
  return { within, where };
}

/**
 * The scope in which a name must be unique, by resource type.
 *
 * @see https://learn.microsoft.com/azure/azure-resource-manager/management/resource-name-rules
 */
export const uniqueNames: { readonly [terraformType: string]: UniqueName } = {
  azurerm_application_gateway: inGroup,
  azurerm_application_insights: inGroup,
  azurerm_application_load_balancer: inGroup,
  azurerm_container_registry: inAzure,
  azurerm_dashboard_grafana: inAzure,
  azurerm_federated_identity_credential: inParent('for the identity', uniqueForIdentity),
  azurerm_key_vault: inAzure,
  azurerm_kubernetes_cluster: inGroup,
  azurerm_log_analytics_workspace: inGroup,
  azurerm_monitor_data_collection_endpoint: inGroup,
  azurerm_monitor_data_collection_rule: inGroup,
  azurerm_monitor_diagnostic_setting: inParent('for the target', 'targetResourceIdInput'),
  azurerm_monitor_private_link_scope: inGroup,
  azurerm_monitor_workspace: inGroup,
  azurerm_nat_gateway: inGroup,
  azurerm_network_security_group: inGroup,
  azurerm_private_dns_zone: inGroup,
  azurerm_private_dns_zone_virtual_network_link: inParent('in the zone', ...uniqueInZone),
  azurerm_private_endpoint: inGroup,
  azurerm_public_ip: inGroup,
  azurerm_resource_group: inParent('in the subscription'),
  azurerm_route_table: inGroup,
  azurerm_storage_account: inAzure,
  azurerm_subnet: inParent('in the network', 'resourceGroupNameInput', 'virtualNetworkNameInput'),
  azurerm_user_assigned_identity: inGroup,
  azurerm_virtual_network: inGroup,
  azurerm_web_application_firewall_policy: inGroup,
};
