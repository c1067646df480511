/** Why a left-out argument or block gives an empty second plan all the same. */
export interface Reviewed {
  /** Completes "It may be left out because ...". */
  readonly because: string;
  readonly source: string;
  /** `TYPE ARGUMENT` or `TYPE BLOCK`; in a nested block with its path. */
  readonly names: string[];
  /** Where it may not be left out after all; of the block that the argument is in. */
  readonly unless?: (block: { readonly [argument: string]: unknown }) => boolean;
}

const azurerm = 'https://github.com/hashicorp/terraform-provider-azurerm/blob/v4.81.0/internal/services';
const pool = 'azurerm_kubernetes_cluster_node_pool';
const cluster = 'azurerm_kubernetes_cluster';
const inBoth = (...names: string[]) =>
  names.flatMap((name) => [`${pool} ${name}`, `${cluster} default_node_pool.${name}`]);
const of = (type: string, ...names: string[]) => names.map((name) => `${type} ${name}`);
const isGpuSize = ({ vm_size }: { readonly vm_size?: unknown }) => /^standard_n[^p]/i.test(String(vm_size));

/** Arguments that replace their resource when Azure answers with a value that the code leaves out. */
export const reviewedArguments: Reviewed[] = [
  {
    because: 'Azure answers with a driver for GPU sizes only, and for these it is written',
    source: 'https://github.com/hashicorp/terraform-provider-azurerm/issues/30990',
    names: inBoth('gpu_driver'),
    unless: isGpuSize,
  },
  {
    because: 'it refers to something of the user, and Azure has none where none was given',
    source: `${azurerm}/containers/kubernetes_nodepool.go, FlattenDefaultNodePool; kubernetes_cluster_node_pool_resource.go, Read`,
    names: [
      ...inBoth('capacity_reservation_group_id', 'gpu_instance', 'host_group_id', 'node_public_ip_prefix_id'),
      ...inBoth('proximity_placement_group_id'),
      ...of(cluster, 'disk_encryption_set_id', 'edge_zone'),
      ...of('azurerm_virtual_network', 'edge_zone'),
      ...of('azurerm_private_endpoint', 'edge_zone'),
      ...of('azurerm_public_ip', 'edge_zone', 'ip_tags', 'public_ip_prefix_id'),
      ...of('azurerm_dashboard_grafana', 'identity.identity_ids'),
      ...of('azurerm_role_assignment', 'condition', 'delegated_managed_identity_resource_id', 'description'),
    ],
  },
  {
    because: 'Azure keeps one of the two, the one that was given',
    source: `${azurerm}/containers/kubernetes_cluster_resource.go, Read (DnsPrefix, FqdnSubdomain)`,
    names: of(cluster, 'dns_prefix', 'dns_prefix_private_cluster'),
  },
  {
    because: 'Azure keeps one of the two, the one that was given',
    source: `${azurerm}/network/private_endpoint_resource.go, flattenPrivateLinkEndpointServiceConnection`,
    names: of('azurerm_private_endpoint', 'private_service_connection.private_connection_resource_alias'),
  },
  {
    because: 'Azure answers with none for ordinary machines',
    source: `${azurerm}/containers/kubernetes_cluster_node_pool_resource.go, Read ("not returned from the API if not Spot")`,
    names: of(pool, 'eviction_policy'),
    unless: ({ priority }) => priority === 'Spot',
  },
  {
    because: 'the provider sends its default, which Azure keeps',
    source: `${azurerm}/containers/kubernetes_cluster_node_pool_resource.go, Default`,
    names: of(pool, 'os_type', 'priority', 'spot_max_price'),
  },
  {
    because: 'the provider sends its default, which Azure keeps',
    source: `${azurerm}/network/public_ip_resource.go, Default; dashboard/dashboard_grafana_resource.go, Default`,
    names: [...of('azurerm_public_ip', 'ip_version', 'sku_tier'), ...of('azurerm_dashboard_grafana', 'sku_size')],
  },
  {
    because: 'the provider sends its default, or sends nothing and reads nothing as false',
    source: `${azurerm}/network/virtual_network_peering_resource.go, Default and Read`,
    names: of('azurerm_virtual_network_peering', 'only_ipv6_peering_enabled', 'peer_complete_virtual_networks_enabled'),
  },
  {
    because: 'Azure names no zone of an address or gateway that was given none, though it may place it in one',
    source: `${azurerm}/network/nat_gateway_resource_test.go, basic; public_ip_resource_test.go, basic (second plan empty)`,
    names: [...of('azurerm_nat_gateway', 'zones'), ...of('azurerm_public_ip', 'zones')],
  },
  {
    because: 'Azure keeps a profile of a pool only where one was given',
    source: `${azurerm}/containers/kubernetes_cluster_node_pool_resource.go, flattenAgentPoolWindowsProfile; kubernetes_nodepool.go, flattenClusterPoolNetworkProfile`,
    names: [...of(pool, 'windows_profile'), ...of(pool, 'node_network_profile.node_public_ip_tags')],
  },
  {
    because: 'Azure pins a version, and has a plan, only where one was given',
    source: `${azurerm}/containers/kubernetes_cluster_extension_resource.go, Read`,
    names: of('azurerm_kubernetes_cluster_extension', 'plan', 'version'),
  },
];

/** Blocks whose values Azure may answer with although the code leaves the block out. */
export const reviewedBlocks: Reviewed[] = [
  {
    because: 'Azure has a plan only where one was given',
    source: `${azurerm}/containers/kubernetes_cluster_extension_resource.go, Read`,
    names: of('azurerm_kubernetes_cluster_extension', 'plan'),
  },
  {
    because: 'a configuration has the one source that was given, and a kustomization its substitutions',
    source: `${azurerm}/containers/kubernetes_flux_configuration_resource.go, flatten functions`,
    names: of(
      'azurerm_kubernetes_flux_configuration',
      ...['blob_storage', 'bucket', 'kustomizations.post_build', 'kustomizations.post_build.substitute_from'],
    ),
  },
  {
    because: 'the provider keeps what Azure answers (Optional and Computed)',
    source: `${azurerm}/containers/kubernetes_cluster_resource.go; keyvault/key_vault_resource.go; privatedns/private_dns_zone_resource.go; monitor/monitor_diagnostic_setting_resource.go`,
    names: [
      ...of(cluster, 'auto_scaler_profile', 'bootstrap_profile', 'node_provisioning_profile', 'windows_profile'),
      ...of(cluster, 'kubelet_identity'),
      ...of(cluster, 'network_profile.load_balancer_profile', 'network_profile.nat_gateway_profile'),
      ...of('azurerm_key_vault', 'contact'),
      ...of('azurerm_private_dns_zone', 'soa_record'),
      ...of('azurerm_monitor_diagnostic_setting', 'enabled_metric', 'metric'),
    ],
  },
  {
    because: 'the provider reads it only where the feature is on, but AKS enables it already for nobody',
    source: `${azurerm}/containers/kubernetes_addons.go; kubernetes_cluster_resource.go, flatten functions`,
    names: of(
      cluster,
      'aci_connector_linux',
      'confidential_computing',
      'http_proxy_config',
      'ingress_application_gateway',
      'key_management_service',
      'key_vault_secrets_provider',
      'microsoft_defender',
      'monitor_metrics',
      'network_profile.advanced_networking',
      'oms_agent',
      'service_mesh_profile',
      'service_mesh_profile.certificate_authority',
      'upgrade_override',
      'web_app_routing',
      'windows_profile.gmsa',
    ),
  },
  {
    because: 'the provider leaves it out of the state where Azure answers with an empty object',
    source: `${azurerm}/containers/kubernetes_cluster_resource.go, flattenKubernetesClusterAPIAccessProfile and flattenKubernetesClusterWorkloadAutoscalerProfile`,
    names: of(cluster, 'api_server_access_profile', 'workload_autoscaler_profile'),
  },
  {
    because: 'clusters without Entra ID have none',
    source: `${azurerm}/containers/kubernetes_cluster_resource.go, flattenKubernetesClusterAzureActiveDirectoryRoleBasedAccessControl`,
    names: of(cluster, 'azure_active_directory_role_based_access_control'),
  },
  {
    because: 'the provider never reads it',
    source: `${azurerm}/containers/kubernetes_cluster_resource.go, Read`,
    names: of(cluster, 'storage_profile'),
  },
  {
    because:
      'clusters that Terraform made have none; az aks create makes one, and the docs of adoption say how to keep it',
    source: `${azurerm}/containers/kubernetes_cluster_resource.go, flattenKubernetesClusterLinuxProfile; docs/cluster.md`,
    names: of(cluster, 'linux_profile'),
  },
  {
    because: 'the cluster has an identity instead',
    source: `${azurerm}/containers/kubernetes_cluster_resource.go, flattenAzureRmKubernetesClusterServicePrincipalProfile`,
    names: of(cluster, 'service_principal'),
  },
  {
    because: 'each is an object of its own at Azure, which nobody makes but the user',
    source: `${azurerm}/containers/kubernetes_cluster_resource.go, Read (maintenance configurations)`,
    names: [
      ...['maintenance_window', 'maintenance_window_auto_upgrade', 'maintenance_window_node_os'].flatMap((name) =>
        of(cluster, name, `${name}.not_allowed`),
      ),
    ],
  },
  {
    because: 'Azure keeps settings of nodes only where some were given',
    source: `${azurerm}/containers/kubernetes_nodepool.go, flattenClusterNodePoolKubeletConfig, -LinuxOSConfig, flattenClusterPoolNetworkProfile`,
    names: [
      ...inBoth('kubelet_config', 'linux_os_config', 'node_network_profile'),
      ...of(pool, 'node_network_profile.allowed_host_ports', 'windows_profile'),
    ],
  },
  {
    because: 'Azure answers with empty settings for spot machines, and fills those of all others, where it is written',
    source: `${azurerm}/containers/kubernetes_cluster_node_pool_resource.go, flattenAgentPoolUpgradeSettings`,
    names: of(pool, 'upgrade_settings'),
    unless: ({ priority }) => priority !== 'Spot',
  },
  {
    because: 'a gateway has such parts only where somebody adds them',
    source: `${azurerm}/network/application_gateway_resource.go, Read`,
    names: of(
      'azurerm_application_gateway',
      'authentication_certificate',
      'autoscale_configuration',
      'backend',
      'custom_error_configuration',
      'global',
      'identity',
      'listener',
      'private_link_configuration',
      'routing_rule',
      'ssl_profile',
      'trusted_client_certificate',
      'trusted_root_certificate',
      'waf_configuration',
    ),
  },
  {
    because: 'Azure has such parts only where somebody adds them',
    source: `${azurerm}/monitor/monitor_data_collection_rule_resource.go; network/web_application_firewall_policy_resource.go; network/virtual_network_resource.go; network/subnet_resource.go; containers/container_registry_resource.go`,
    names: [
      ...of(
        'azurerm_monitor_data_collection_rule',
        'data_sources.data_import',
        'data_sources.extension',
        'data_sources.iis_log',
        'data_sources.log_file',
        'data_sources.performance_counter',
        'data_sources.platform_telemetry',
        'data_sources.prometheus_forwarder',
        'data_sources.prometheus_forwarder.label_include_filter',
        'data_sources.syslog',
        'data_sources.windows_event_log',
        'data_sources.windows_firewall_log',
        'destinations.azure_monitor_metrics',
        'destinations.event_hub',
        'destinations.event_hub_direct',
        'destinations.log_analytics',
        'destinations.monitor_account',
        'destinations.storage_blob',
        'destinations.storage_blob_direct',
        'destinations.storage_table_direct',
        'identity',
        'stream_declaration',
      ),
      ...of(
        'azurerm_web_application_firewall_policy',
        'custom_rules',
        'managed_rules.exclusion',
        'managed_rules.managed_rule_set.rule_group_override',
        'policy_settings.log_scrubbing',
      ),
      ...of('azurerm_virtual_network', 'ddos_protection_plan', 'encryption', 'ip_address_pool'),
      ...of('azurerm_subnet', 'delegation', 'ip_address_pool'),
      ...of('azurerm_container_registry', 'georeplications', 'identity'),
      ...of('azurerm_log_analytics_workspace', 'identity'),
      ...of('azurerm_dashboard_grafana', 'smtp'),
      ...of('azurerm_monitor_alert_prometheus_rule_group', 'rule.action', 'rule.alert_resolution'),
      ...of('azurerm_monitor_diagnostic_setting', 'enabled_log.retention_policy'),
      ...of('azurerm_private_endpoint', 'ip_configuration'),
    ],
  },
];
