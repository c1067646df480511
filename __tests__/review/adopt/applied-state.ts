import { createHash } from 'node:crypto';
import { type ArgumentTable, argumentsOf } from '../../../review/terraform/argument-facts';
import type { Attributes } from '../../support/planned';
import type { Values } from './states';

const subscription = '/subscriptions/00000000-0000-0000-0000-000000000001';

/** Azure's names of what the programs of these tests make. */
const kinds: { readonly [type: string]: string } = {
  azurerm_container_registry: 'Microsoft.ContainerRegistry/registries',
  azurerm_kubernetes_cluster: 'Microsoft.ContainerService/managedClusters',
  azurerm_application_gateway: 'Microsoft.Network/applicationGateways',
  azurerm_log_analytics_workspace: 'Microsoft.OperationalInsights/workspaces',
  azurerm_monitor_alert_prometheus_rule_group: 'Microsoft.AlertsManagement/prometheusRuleGroups',
  azurerm_monitor_data_collection_endpoint: 'Microsoft.Insights/dataCollectionEndpoints',
  azurerm_monitor_data_collection_rule: 'Microsoft.Insights/dataCollectionRules',
  azurerm_monitor_workspace: 'Microsoft.Monitor/accounts',
  azurerm_nat_gateway: 'Microsoft.Network/natGateways',
  azurerm_private_dns_zone: 'Microsoft.Network/privateDnsZones',
  azurerm_private_endpoint: 'Microsoft.Network/privateEndpoints',
  azurerm_public_ip: 'Microsoft.Network/publicIPAddresses',
  azurerm_user_assigned_identity: 'Microsoft.ManagedIdentity/userAssignedIdentities',
  azurerm_virtual_network: 'Microsoft.Network/virtualNetworks',
};

/** The state after an apply of a synthesized stack. */
export function appliedState({ resource }: Attributes): Values {
  const deployer = { object_id: uuid('deployer'), tenant_id: uuid('tenant') };
  const values: { [address: string]: Attributes } = { 'data.azurerm_client_config.CdktfAksDeployer': deployer };
  const open = Object.entries<{ [name: string]: Attributes }>(resource).flatMap(([type, byName]) =>
    Object.entries(byName).map(([name, { '//': _comment, depends_on: _after, timeouts: _timeouts, ...args }]) => {
      return { address: `${type}.${name}`, type, args: JSON.stringify(args) };
    }),
  );
  while (open.length > 0) {
    const index = open.findIndex(({ args }) => referencesIn(args).every((of) => of in values));
    if (index < 0) throw new Error(`Unknown references: ${open.map(({ address }) => address).join(', ')}`);
    const [{ address, type, args }] = open.splice(index, 1);
    const text = args.replaceAll(
      /\$\{((?:data\.)?[a-z_]+\.[\w-]+)\.(\w+)\}/g,
      (_, of, attribute) => values[of][attribute],
    );
    const given = inState(JSON.parse(text), argumentsOf(type)?.arguments ?? {});
    values[address] = { ...given, ...computed(type, given) };
  }
  return values;
}

function referencesIn(args: string): string[] {
  return [...args.matchAll(/\$\{((?:data\.)?[a-z_]+\.[\w-]+)\./g)].map(([, address]) => address);
}

/** Single blocks are lists in a state, and defaults are in it. */
function inState(args: Attributes, table: ArgumentTable): Attributes {
  const given = Object.entries(table).map(([name, { block, default: value }]) => {
    const own = args[name] ?? value ?? null;
    if (!block || own === null) return [name, own];
    const blocks = Array.isArray(own) ? own : [own];
    return [name, blocks.map((one: Attributes) => inState(one, block))];
  });
  return Object.fromEntries(given.filter(([, value]) => value !== null));
}

function computed(type: string, args: Attributes): Attributes {
  const group = `${subscription}/resourceGroups/${args.resource_group_name}`;
  switch (type) {
    case 'azurerm_resource_group':
      return { id: `${subscription}/resourceGroups/${args.name}` };
    case 'azurerm_subnet':
      return {
        id: `${group}/providers/Microsoft.Network/virtualNetworks/${args.virtual_network_name}/subnets/${args.name}`,
      };
    case 'azurerm_monitor_data_collection_rule_association':
      return {
        id: `${args.target_resource_id}/providers/Microsoft.Insights/dataCollectionRuleAssociations/${args.name}`,
      };
    case 'azurerm_monitor_diagnostic_setting':
      return { id: `${args.target_resource_id}|${args.name}` };
    case 'azurerm_virtual_network_peering':
      return {
        id: `${group}/providers/Microsoft.Network/virtualNetworks/${args.virtual_network_name}/virtualNetworkPeerings/${args.name}`,
      };
    case 'azurerm_federated_identity_credential': {
      const identityId = args.user_assigned_identity_id ?? args.parent_id;
      return { id: `${identityId}/federatedIdentityCredentials/${args.name}`, user_assigned_identity_id: identityId };
    }
    case 'azurerm_kubernetes_cluster_node_pool':
      return { id: `${args.kubernetes_cluster_id}/agentPools/${args.name}` };
    case 'azurerm_role_assignment': {
      const name = uuid(`${args.scope} ${args.role_definition_name}`);
      return { name, id: `${args.scope}/providers/Microsoft.Authorization/roleAssignments/${name}` };
    }
    case 'azurerm_private_dns_zone_virtual_network_link': {
      const zone = `${group}/providers/Microsoft.Network/privateDnsZones/${args.private_dns_zone_name}`;
      return { id: `${zone}/virtualNetworkLinks/${args.name}` };
    }
    default: {
      const id = `${group}/providers/${kinds[type]}/${args.name}`;
      if (type === 'azurerm_kubernetes_cluster')
        return { id, oidc_issuer_url: `https://issuer.example.com/${uuid(id)}/` };
      return type === 'azurerm_user_assigned_identity'
        ? { id, principal_id: uuid(`${id} principal`), client_id: uuid(`${id} client`) }
        : { id };
    }
  }
}

function uuid(text: string): string {
  const hash = createHash('sha256').update(text).digest('hex');
  return [hash.slice(0, 8), hash.slice(8, 12), hash.slice(12, 16), hash.slice(16, 20), hash.slice(20, 32)].join('-');
}
