import { AzureCloud } from './azure-cloud';

/** The private DNS zones of one group by cloud; `{region}` is replaced by a region's name. */
export type ZonesByCloud = { readonly [cloud in AzureCloud]?: string[] };

/** An Azure service's private link groups and DNS zones. */
export interface PrivateLinkService {
  /** The type of its resources in the ARM API. */
  readonly resourceType: string;
  /** The resources of the azurerm provider that are of the type. */
  readonly terraformTypes: string[];
  /** Its groups (also called subresources), by id. */
  readonly groups: { readonly [groupId: string]: ZonesByCloud };
}

const { PUBLIC, US_GOVERNMENT, CHINA } = AzureCloud;

function zones(inPublic: string, inUsGovernment?: string, inChina?: string): ZonesByCloud {
  return {
    [PUBLIC]: [inPublic],
    ...(inUsGovernment && { [US_GOVERNMENT]: [inUsGovernment] }),
    ...(inChina && { [CHINA]: [inChina] }),
  };
}

/** The secondary region of an account has the same zone. */
function storage(part: string): { [groupId: string]: ZonesByCloud } {
  const name = `privatelink.${part}.core`;
  const byCloud = zones(`${name}.windows.net`, `${name}.usgovcloudapi.net`, `${name}.chinacloudapi.cn`);
  return { [part]: byCloud, [`${part}_secondary`]: byCloud };
}

function database(part: string): ZonesByCloud {
  const name = `privatelink.${part}`;
  return zones(`${name}.database.azure.com`, `${name}.database.usgovcloudapi.net`, `${name}.database.chinacloudapi.cn`);
}

function cosmos(part: string): ZonesByCloud {
  const name = `privatelink.${part}.cosmos.azure`;
  return zones(`${name}.com`, `${name}.us`, `${name}.cn`);
}

const busZones = zones(
  'privatelink.servicebus.windows.net',
  'privatelink.servicebus.usgovcloudapi.net',
  'privatelink.servicebus.chinacloudapi.cn',
);
const eventGridZones = zones('privatelink.eventgrid.azure.net', 'privatelink.eventgrid.azure.us');

/**
 * The services that `PrivateLinkTarget` has methods for, by the methods' names.
 *
 * Sources: https://learn.microsoft.com/azure/private-link/private-endpoint-dns and
 * https://learn.microsoft.com/azure/private-link/private-endpoint-overview; if they list no zone for a cloud, there is none here.
 */
export const privateLinkServices = {
  containerRegistry: {
    resourceType: 'Microsoft.ContainerRegistry/registries',
    terraformTypes: ['azurerm_container_registry'],
    groups: { registry: zones('privatelink.azurecr.io', 'privatelink.azurecr.us') },
  },
  keyVault: {
    resourceType: 'Microsoft.KeyVault/vaults',
    terraformTypes: ['azurerm_key_vault'],
    groups: {
      vault: zones(
        'privatelink.vaultcore.azure.net',
        'privatelink.vaultcore.usgovcloudapi.net',
        'privatelink.vaultcore.azure.cn',
      ),
    },
  },
  storage: {
    resourceType: 'Microsoft.Storage/storageAccounts',
    terraformTypes: ['azurerm_storage_account'],
    groups: {
      ...storage('blob'),
      ...storage('file'),
      ...storage('queue'),
      ...storage('table'),
      ...storage('web'),
      ...storage('dfs'),
    },
  },
  sqlServer: {
    resourceType: 'Microsoft.Sql/servers',
    terraformTypes: ['azurerm_mssql_server'],
    groups: {
      sqlServer: zones(
        'privatelink.database.windows.net',
        'privatelink.database.usgovcloudapi.net',
        'privatelink.database.chinacloudapi.cn',
      ),
    },
  },
  postgresqlFlexibleServer: {
    resourceType: 'Microsoft.DBforPostgreSQL/flexibleServers',
    terraformTypes: ['azurerm_postgresql_flexible_server'],
    groups: { postgresqlServer: database('postgres') },
  },
  mysqlFlexibleServer: {
    resourceType: 'Microsoft.DBforMySQL/flexibleServers',
    terraformTypes: ['azurerm_mysql_flexible_server'],
    groups: { mysqlServer: database('mysql') },
  },
  cosmosDb: {
    resourceType: 'Microsoft.DocumentDB/databaseAccounts',
    terraformTypes: ['azurerm_cosmosdb_account'],
    groups: {
      Sql: zones('privatelink.documents.azure.com', 'privatelink.documents.azure.us', 'privatelink.documents.azure.cn'),
      MongoDB: cosmos('mongo'),
      Cassandra: cosmos('cassandra'),
      Gremlin: cosmos('gremlin'),
      Table: cosmos('table'),
      Analytical: cosmos('analytics'),
    },
  },
  cosmosMongoCluster: {
    resourceType: 'Microsoft.DocumentDB/mongoClusters',
    terraformTypes: ['azurerm_mongo_cluster'],
    groups: { MongoCluster: zones('privatelink.mongocluster.cosmos.azure.com') },
  },
  cosmosPostgresqlCluster: {
    resourceType: 'Microsoft.DBforPostgreSQL/serverGroupsv2',
    terraformTypes: ['azurerm_cosmosdb_postgresql_cluster'],
    groups: { coordinator: zones('privatelink.postgres.cosmos.azure.com') },
  },
  redisCache: {
    resourceType: 'Microsoft.Cache/redis',
    terraformTypes: ['azurerm_redis_cache'],
    groups: {
      redisCache: zones(
        'privatelink.redis.cache.windows.net',
        'privatelink.redis.cache.usgovcloudapi.net',
        'privatelink.redis.cache.chinacloudapi.cn',
      ),
    },
  },
  redisEnterprise: {
    resourceType: 'Microsoft.Cache/redisEnterprise',
    terraformTypes: ['azurerm_redis_enterprise_cluster'],
    groups: { redisEnterprise: zones('privatelink.redisenterprise.cache.azure.net') },
  },
  managedRedis: {
    resourceType: 'Microsoft.Cache/redisEnterprise',
    terraformTypes: ['azurerm_managed_redis'],
    groups: { redisEnterprise: zones('privatelink.redis.azure.net') },
  },
  serviceBus: {
    resourceType: 'Microsoft.ServiceBus/namespaces',
    terraformTypes: ['azurerm_servicebus_namespace'],
    groups: { namespace: busZones },
  },
  eventHubs: {
    resourceType: 'Microsoft.EventHub/namespaces',
    terraformTypes: ['azurerm_eventhub_namespace'],
    groups: { namespace: busZones },
  },
  appConfiguration: {
    resourceType: 'Microsoft.AppConfiguration/configurationStores',
    terraformTypes: ['azurerm_app_configuration'],
    groups: { configurationStores: zones('privatelink.azconfig.io', 'privatelink.azconfig.azure.us') },
  },
  monitorPrivateLinkScope: {
    resourceType: 'Microsoft.Insights/privateLinkScopes',
    terraformTypes: ['azurerm_monitor_private_link_scope'],
    groups: {
      azuremonitor: {
        [PUBLIC]: [
          'privatelink.monitor.azure.com',
          'privatelink.oms.opinsights.azure.com',
          'privatelink.ods.opinsights.azure.com',
          'privatelink.agentsvc.azure-automation.net',
          'privatelink.blob.core.windows.net',
        ],
        [US_GOVERNMENT]: [
          'privatelink.monitor.azure.us',
          'privatelink.adx.monitor.azure.us',
          'privatelink.oms.opinsights.azure.us',
          'privatelink.ods.opinsights.azure.us',
          'privatelink.agentsvc.azure-automation.us',
          'privatelink.blob.core.usgovcloudapi.net',
        ],
      },
    },
  },
  monitorWorkspace: {
    resourceType: 'Microsoft.Monitor/accounts',
    terraformTypes: ['azurerm_monitor_workspace'],
    groups: { prometheusMetrics: zones('privatelink.{region}.prometheus.monitor.azure.com') },
  },
  grafana: {
    resourceType: 'Microsoft.Dashboard/grafana',
    terraformTypes: ['azurerm_dashboard_grafana'],
    groups: { grafana: zones('privatelink.grafana.azure.com') },
  },
  aksManagement: {
    resourceType: 'Microsoft.ContainerService/managedClusters',
    terraformTypes: ['azurerm_kubernetes_cluster'],
    groups: { management: zones('privatelink.{region}.azmk8s.io') },
  },
  eventGridTopic: {
    resourceType: 'Microsoft.EventGrid/topics',
    terraformTypes: ['azurerm_eventgrid_topic'],
    groups: { topic: eventGridZones },
  },
  eventGridDomain: {
    resourceType: 'Microsoft.EventGrid/domains',
    terraformTypes: ['azurerm_eventgrid_domain'],
    groups: { domain: eventGridZones },
  },
  searchService: {
    resourceType: 'Microsoft.Search/searchServices',
    terraformTypes: ['azurerm_search_service'],
    groups: { searchService: zones('privatelink.search.windows.net', 'privatelink.search.azure.us') },
  },
  webSite: {
    resourceType: 'Microsoft.Web/sites',
    terraformTypes: [
      'azurerm_linux_web_app',
      'azurerm_windows_web_app',
      'azurerm_linux_function_app',
      'azurerm_windows_function_app',
      'azurerm_function_app_flex_consumption',
      'azurerm_logic_app_standard',
    ],
    groups: {
      sites: zones('privatelink.azurewebsites.net', 'privatelink.azurewebsites.us', 'privatelink.chinacloudsites.cn'),
    },
  },
  cognitiveServices: {
    resourceType: 'Microsoft.CognitiveServices/accounts',
    terraformTypes: ['azurerm_cognitive_account', 'azurerm_ai_services'],
    groups: {
      account: {
        [PUBLIC]: [
          'privatelink.cognitiveservices.azure.com',
          'privatelink.openai.azure.com',
          'privatelink.services.ai.azure.com',
        ],
      },
    },
  },
} as const satisfies { [name: string]: PrivateLinkService };

/** The ids of the groups that resources of a type have; undefined for an unknown type. */
export function groupsOf(matches: (service: PrivateLinkService) => boolean): string[] | undefined {
  const found = Object.values(privateLinkServices).filter(matches);
  return found.length === 0 ? undefined : [...new Set(found.flatMap(({ groups }) => Object.keys(groups)))];
}
