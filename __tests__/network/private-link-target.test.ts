import { StorageAccount } from '@cdktf/provider-azurerm/lib/storage-account';
import {
  AzureCloud,
  CosmosApi,
  PrivateEndpoint,
  PrivateEndpointDns,
  PrivateLinkTarget,
  StorageReplica,
  Subnet,
} from '../../lib';
import { azureStack, errorOf } from '../support/planned';

const id = (type: string) => `/subscriptions/s/resourceGroups/rg/providers/${type}/shop`;
const account = id('Microsoft.Storage/storageAccounts');
const cosmos = id('Microsoft.DocumentDB/databaseAccounts');
const subnetId = `${id('Microsoft.Network/virtualNetworks')}/subnets/endpoints`;
const { PUBLIC, US_GOVERNMENT, CHINA } = AzureCloud;

function errorFor(target: PrivateLinkTarget, stack = azureStack()): string {
  const subnet = Subnet.fromSubnetId(stack, 'Subnet', subnetId);
  const place = { resourceGroupName: 'rg', location: 'westeurope' };
  const dns = PrivateEndpointDns.writtenElsewhere();
  return errorOf(() => new PrivateEndpoint(stack, 'Endpoint', { ...place, endpointName: 'ep', subnet, target, dns }));
}

const storageZones = (part: string) => [
  `privatelink.${part}.core.windows.net`,
  `privatelink.${part}.core.usgovcloudapi.net`,
  `privatelink.${part}.core.chinacloudapi.cn`,
];
const cosmosZones = (part: string) => ['com', 'us', 'cn'].map((end) => `privatelink.${part}.cosmos.azure.${end}`);
const databaseZones = (part: string) =>
  ['azure.com', 'usgovcloudapi.net', 'chinacloudapi.cn'].map((end) => `privatelink.${part}.database.${end}`);
const busZones = ['windows.net', 'usgovcloudapi.net', 'chinacloudapi.cn'].map((end) => `privatelink.servicebus.${end}`);
const T = PrivateLinkTarget;

// Typed from Microsoft's page on private endpoint DNS, not from the source.
test.each([
  [
    T.containerRegistry(id('Microsoft.ContainerRegistry/registries')),
    'registry',
    ['privatelink.azurecr.io', 'privatelink.azurecr.us', ''],
  ],
  [
    T.keyVault(id('Microsoft.KeyVault/vaults')),
    'vault',
    ['privatelink.vaultcore.azure.net', 'privatelink.vaultcore.usgovcloudapi.net', 'privatelink.vaultcore.azure.cn'],
  ],
  [T.storageBlob(account), 'blob', storageZones('blob')],
  [T.storageBlob(account, StorageReplica.SECONDARY), 'blob_secondary', storageZones('blob')],
  [T.storageFile(account), 'file', storageZones('file')],
  [T.storageQueue(account, StorageReplica.SECONDARY), 'queue_secondary', storageZones('queue')],
  [T.storageTable(account), 'table', storageZones('table')],
  [T.storageWeb(account), 'web', storageZones('web')],
  [T.storageDfs(account), 'dfs', storageZones('dfs')],
  [
    T.sqlServer(id('Microsoft.Sql/servers')),
    'sqlServer',
    [
      'privatelink.database.windows.net',
      'privatelink.database.usgovcloudapi.net',
      'privatelink.database.chinacloudapi.cn',
    ],
  ],
  [
    T.postgresqlFlexibleServer(id('Microsoft.DBforPostgreSQL/flexibleServers')),
    'postgresqlServer',
    databaseZones('postgres'),
  ],
  [T.mysqlFlexibleServer(id('Microsoft.DBforMySQL/flexibleServers')), 'mysqlServer', databaseZones('mysql')],
  [
    T.cosmosDb(cosmos, CosmosApi.SQL),
    'Sql',
    ['privatelink.documents.azure.com', 'privatelink.documents.azure.us', 'privatelink.documents.azure.cn'],
  ],
  [T.cosmosDb(cosmos, CosmosApi.MONGO_DB), 'MongoDB', cosmosZones('mongo')],
  [T.cosmosDb(cosmos, CosmosApi.CASSANDRA), 'Cassandra', cosmosZones('cassandra')],
  [T.cosmosDb(cosmos, CosmosApi.GREMLIN), 'Gremlin', cosmosZones('gremlin')],
  [T.cosmosDb(cosmos, CosmosApi.TABLE), 'Table', cosmosZones('table')],
  [T.cosmosDb(cosmos, CosmosApi.ANALYTICAL), 'Analytical', cosmosZones('analytics')],
  [
    T.cosmosMongoCluster(id('Microsoft.DocumentDB/mongoClusters')),
    'MongoCluster',
    ['privatelink.mongocluster.cosmos.azure.com', '', ''],
  ],
  [
    T.cosmosPostgresqlCluster(id('Microsoft.DBforPostgreSQL/serverGroupsv2')),
    'coordinator',
    ['privatelink.postgres.cosmos.azure.com', '', ''],
  ],
  [
    T.redisCache(id('Microsoft.Cache/Redis')),
    'redisCache',
    ['windows.net', 'usgovcloudapi.net', 'chinacloudapi.cn'].map((end) => `privatelink.redis.cache.${end}`),
  ],
  [
    T.redisEnterprise(id('Microsoft.Cache/redisEnterprise')),
    'redisEnterprise',
    ['privatelink.redisenterprise.cache.azure.net', '', ''],
  ],
  [T.managedRedis(id('Microsoft.Cache/redisEnterprise')), 'redisEnterprise', ['privatelink.redis.azure.net', '', '']],
  [T.serviceBus(id('Microsoft.ServiceBus/namespaces')), 'namespace', busZones],
  [T.eventHubs(id('Microsoft.EventHub/namespaces')), 'namespace', busZones],
  [
    T.appConfiguration(id('Microsoft.AppConfiguration/configurationStores')),
    'configurationStores',
    ['privatelink.azconfig.io', 'privatelink.azconfig.azure.us', ''],
  ],
  [
    T.monitorWorkspace(id('Microsoft.Monitor/accounts'), 'West Europe'),
    'prometheusMetrics',
    ['privatelink.westeurope.prometheus.monitor.azure.com', '', ''],
  ],
  [T.grafana(id('Microsoft.Dashboard/grafana')), 'grafana', ['privatelink.grafana.azure.com', '', '']],
  [
    T.aksManagement(id('Microsoft.ContainerService/managedClusters'), 'westeurope'),
    'management',
    ['privatelink.westeurope.azmk8s.io', '', ''],
  ],
  [
    T.eventGridTopic(id('Microsoft.EventGrid/topics')),
    'topic',
    ['privatelink.eventgrid.azure.net', 'privatelink.eventgrid.azure.us', ''],
  ],
  [
    T.eventGridDomain(id('Microsoft.EventGrid/domains')),
    'domain',
    ['privatelink.eventgrid.azure.net', 'privatelink.eventgrid.azure.us', ''],
  ],
  [
    T.searchService(id('Microsoft.Search/searchServices')),
    'searchService',
    ['privatelink.search.windows.net', 'privatelink.search.azure.us', ''],
  ],
  [
    T.webSite(id('Microsoft.Web/sites')),
    'sites',
    ['privatelink.azurewebsites.net', 'privatelink.azurewebsites.us', 'privatelink.chinacloudsites.cn'],
  ],
  [
    T.cognitiveServices(id('Microsoft.CognitiveServices/accounts')),
    'account',
    ['privatelink.cognitiveservices.azure.com privatelink.openai.azure.com privatelink.services.ai.azure.com', '', ''],
  ],
  [
    T.monitorPrivateLinkScope(id('Microsoft.Insights/privateLinkScopes')),
    'azuremonitor',
    [
      'privatelink.monitor.azure.com privatelink.oms.opinsights.azure.com privatelink.ods.opinsights.azure.com privatelink.agentsvc.azure-automation.net privatelink.blob.core.windows.net',
      'privatelink.monitor.azure.us privatelink.adx.monitor.azure.us privatelink.oms.opinsights.azure.us privatelink.ods.opinsights.azure.us privatelink.agentsvc.azure-automation.us privatelink.blob.core.usgovcloudapi.net',
      '',
    ],
  ],
])('target %#: its group, and its zones in each cloud', (target, groupId, zones) => {
  const { _privateLink: facts } = target;
  expect(facts.groupId).toBe(groupId);
  expect([PUBLIC, US_GOVERNMENT, CHINA].map((cloud) => facts.zoneNames(cloud).join(' '))).toEqual(zones);
  const stack = azureStack();
  const subnet = Subnet.fromSubnetId(stack, 'Subnet', subnetId);
  const place = { resourceGroupName: 'rg', location: 'westeurope' };
  new PrivateEndpoint(stack, 'Endpoint', { ...place, endpointName: 'endpoint', subnet, target });
});

test('the id of another kind of resource is refused', () => {
  expect(errorFor(T.storageBlob(cosmos))).toBe(
    "PrivateEndpoint 'platform/Endpoint': target.resourceId must be the resource id of a Microsoft.Storage/storageAccounts, " +
      `got ${cosmos}. It has the form /subscriptions/SUBSCRIPTION/resourceGroups/GROUP/providers/Microsoft.Storage/storageAccounts/NAME.`,
  );
});

test('the token of another kind of resource is refused too', () => {
  const stack = azureStack();
  const { id: token } = new StorageAccount(stack, 'Account', {
    name: 'shop4711',
    resourceGroupName: 'rg',
    location: 'westeurope',
    accountTier: 'Standard',
    accountReplicationType: 'ZRS',
  });
  expect(errorFor(T.keyVault(token), stack)).toBe(
    "PrivateEndpoint 'platform/Endpoint': target.resourceId must be the id of a Microsoft.KeyVault/vaults, " +
      'got azurerm_storage_account. Use the id of an azurerm_key_vault.',
  );
});

describe('any other target', () => {
  test('has a group that the service has, where it is known', () => {
    expect(errorFor(T.of(account, 'blobs', ['privatelink.blob.core.windows.net']))).toBe(
      "PrivateEndpoint 'platform/Endpoint': target.groupId must be a group of the service (blob, blob_secondary, file, " +
        'file_secondary, queue, queue_secondary, table, table_secondary, web, web_secondary, dfs, dfs_secondary), got blobs. ' +
        'For example, use blob.',
    );
  });

  test('has an id, a group and names of zones', () => {
    expect(
      errorFor(T.of('shop', '', []))
        .split('\n')
        .slice(1),
    ).toEqual([
      '- target.resourceId must be a resource id, got shop. ' +
        'For example, use /subscriptions/SUBSCRIPTION/resourceGroups/GROUP/providers/PROVIDER/TYPE/NAME.',
      '- target.groupId must be set. Use the id of a group (subresource) of the service.',
      '- target.zoneNames must have a name, got []. Use privatelink.DOMAIN.',
    ]);
  });

  test('of a service that is not known works, and copies its list', () => {
    const names = ['privatelink.service.signalr.net'];
    const target = T.of(id('Microsoft.SignalRService/signalR'), 'signalr', names);
    names.push('other');
    expect(target._privateLink.zoneNames(CHINA)).toEqual(['privatelink.service.signalr.net']);
  });
});
