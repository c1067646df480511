import type { IConstruct } from 'constructs';
import { checkGiven, checkName, checkPattern, checkResourceIdForm, isKnown } from '../core/checks';
import type { Faults } from '../core/faults';
import { normalizedLocation } from '../core/locations';
import { nameRules } from '../core/names';
import { publicClass } from '../core/public-class';
import { typeOfId } from '../core/references';
import type { AzureCloud } from './azure-cloud';
import { groupsOf, type PrivateLinkService, privateLinkServices } from './private-link-services';
import type { IPrivateLinkTarget, PrivateLinkFacts } from './private-link-target-ref';
import { isPubliclyReachable } from './public-access';

/** Which copy of a storage account's data; the second region is there with geo-redundant accounts that can be read there. */
export enum StorageReplica {
  /** That of the account's region. */
  PRIMARY = '',
  /** The readable copy in the paired region. */
  SECONDARY = '_secondary',
}

/** The API of a Cosmos DB account. */
export enum CosmosApi {
  /** Documents. */
  SQL = 'Sql',
  /** MongoDB, by request units. */
  MONGO_DB = 'MongoDB',
  /** Cassandra. */
  CASSANDRA = 'Cassandra',
  /** Graphs. */
  GREMLIN = 'Gremlin',
  /** Tables. */
  TABLE = 'Table',
  /** The analytical store. */
  ANALYTICAL = 'Analytical',
}

/**
 * The target of a private endpoint that is no construct of this library. Ids are resource ids, as literal text or
 * as tokens of an L1.
 *
 * @see https://learn.microsoft.com/azure/private-link/private-endpoint-overview#private-link-resource
 */
export class PrivateLinkTarget implements IPrivateLinkTarget {
  /** A container registry; give a `ContainerRegistry` itself where there is one. */
  public static containerRegistry(registryId: string): PrivateLinkTarget {
    return known(privateLinkServices.containerRegistry, registryId, 'registry');
  }

  /** A key vault; give a `KeyVault` itself where there is one. */
  public static keyVault(vaultId: string): PrivateLinkTarget {
    return known(privateLinkServices.keyVault, vaultId, 'vault');
  }

  /** Blobs of a storage account. */
  public static storageBlob(accountId: string, replica = StorageReplica.PRIMARY): PrivateLinkTarget {
    return known(privateLinkServices.storage, accountId, `blob${replica}`);
  }

  /** File shares of a storage account. */
  public static storageFile(accountId: string, replica = StorageReplica.PRIMARY): PrivateLinkTarget {
    return known(privateLinkServices.storage, accountId, `file${replica}`);
  }

  /** Queues of a storage account. */
  public static storageQueue(accountId: string, replica = StorageReplica.PRIMARY): PrivateLinkTarget {
    return known(privateLinkServices.storage, accountId, `queue${replica}`);
  }

  /** Tables of a storage account. */
  public static storageTable(accountId: string, replica = StorageReplica.PRIMARY): PrivateLinkTarget {
    return known(privateLinkServices.storage, accountId, `table${replica}`);
  }

  /** The static website of a storage account. */
  public static storageWeb(accountId: string, replica = StorageReplica.PRIMARY): PrivateLinkTarget {
    return known(privateLinkServices.storage, accountId, `web${replica}`);
  }

  /** Data Lake Storage of a storage account. Its clients use the blob endpoint too: create both. */
  public static storageDfs(accountId: string, replica = StorageReplica.PRIMARY): PrivateLinkTarget {
    return known(privateLinkServices.storage, accountId, `dfs${replica}`);
  }

  /** A logical server of Azure SQL. */
  public static sqlServer(serverId: string): PrivateLinkTarget {
    return known(privateLinkServices.sqlServer, serverId, 'sqlServer');
  }

  /** A flexible server of PostgreSQL that is not in a delegated subnet. */
  public static postgresqlFlexibleServer(serverId: string): PrivateLinkTarget {
    return known(privateLinkServices.postgresqlFlexibleServer, serverId, 'postgresqlServer');
  }

  /** A flexible server of MySQL that is not in a delegated subnet. */
  public static mysqlFlexibleServer(serverId: string): PrivateLinkTarget {
    return known(privateLinkServices.mysqlFlexibleServer, serverId, 'mysqlServer');
  }

  /** An account of Cosmos DB. */
  public static cosmosDb(accountId: string, api: CosmosApi): PrivateLinkTarget {
    return known(privateLinkServices.cosmosDb, accountId, api);
  }

  /** A cluster of Cosmos DB for MongoDB (vCore). */
  public static cosmosMongoCluster(clusterId: string): PrivateLinkTarget {
    return known(privateLinkServices.cosmosMongoCluster, clusterId, 'MongoCluster');
  }

  /** A cluster of Cosmos DB for PostgreSQL. */
  public static cosmosPostgresqlCluster(clusterId: string): PrivateLinkTarget {
    return known(privateLinkServices.cosmosPostgresqlCluster, clusterId, 'coordinator');
  }

  /** Azure Cache for Redis. */
  public static redisCache(cacheId: string): PrivateLinkTarget {
    return known(privateLinkServices.redisCache, cacheId, 'redisCache');
  }

  /** A cluster of Azure Cache for Redis Enterprise. */
  public static redisEnterprise(clusterId: string): PrivateLinkTarget {
    return known(privateLinkServices.redisEnterprise, clusterId, 'redisEnterprise');
  }

  /** Azure Managed Redis. */
  public static managedRedis(redisId: string): PrivateLinkTarget {
    return known(privateLinkServices.managedRedis, redisId, 'redisEnterprise');
  }

  /** A namespace of Service Bus. */
  public static serviceBus(namespaceId: string): PrivateLinkTarget {
    return known(privateLinkServices.serviceBus, namespaceId, 'namespace');
  }

  /** A namespace of Event Hubs. */
  public static eventHubs(namespaceId: string): PrivateLinkTarget {
    return known(privateLinkServices.eventHubs, namespaceId, 'namespace');
  }

  /** A store of App Configuration. */
  public static appConfiguration(storeId: string): PrivateLinkTarget {
    return known(privateLinkServices.appConfiguration, storeId, 'configurationStores');
  }

  /** A private link scope of Azure Monitor; its records are in five zones, that of blobs among them. */
  public static monitorPrivateLinkScope(scopeId: string): PrivateLinkTarget {
    return known(privateLinkServices.monitorPrivateLinkScope, scopeId, 'azuremonitor');
  }

  /**
   * Queries of an Azure Monitor workspace.
   *
   * @param workspaceId its resource id.
   * @param location its Azure region, which the zone is named by.
   */
  public static monitorWorkspace(workspaceId: string, location: string): PrivateLinkTarget {
    return known(privateLinkServices.monitorWorkspace, workspaceId, 'prometheusMetrics', location);
  }

  /** Azure Managed Grafana. */
  public static grafana(grafanaId: string): PrivateLinkTarget {
    return known(privateLinkServices.grafana, grafanaId, 'grafana');
  }

  /**
   * The API server of a private AKS cluster, for a network other than the cluster's own, which has an endpoint already.
   *
   * @param clusterId its resource id.
   * @param location its Azure region, which the zone is named by.
   */
  public static aksManagement(clusterId: string, location: string): PrivateLinkTarget {
    return known(privateLinkServices.aksManagement, clusterId, 'management', location);
  }

  /** A topic of Event Grid. */
  public static eventGridTopic(topicId: string): PrivateLinkTarget {
    return known(privateLinkServices.eventGridTopic, topicId, 'topic');
  }

  /** A domain of Event Grid. */
  public static eventGridDomain(domainId: string): PrivateLinkTarget {
    return known(privateLinkServices.eventGridDomain, domainId, 'domain');
  }

  /** Azure AI Search. */
  public static searchService(serviceId: string): PrivateLinkTarget {
    return known(privateLinkServices.searchService, serviceId, 'searchService');
  }

  /** A web app or function app. */
  public static webSite(siteId: string): PrivateLinkTarget {
    return known(privateLinkServices.webSite, siteId, 'sites');
  }

  /** An account of Azure AI services, Azure OpenAI among them; its records are in three zones. */
  public static cognitiveServices(accountId: string): PrivateLinkTarget {
    return known(privateLinkServices.cognitiveServices, accountId, 'account');
  }

  /**
   * Any other resource, or one of the above with other zones.
   *
   * @param resourceId the resource id.
   * @param groupId the group (also called subresource). For a service with its own method it must be one of the service's groups.
   * @param zoneNames the private DNS zones that have its records, in every cloud.
   *
   * @see https://learn.microsoft.com/azure/private-link/private-endpoint-dns
   */
  public static of(resourceId: string, groupId: string, zoneNames: string[]): PrivateLinkTarget {
    const names = [...zoneNames];
    return new PrivateLinkTarget({
      resourceId,
      groupId,
      zoneNames: () => [...names],
      check: (faults, prop, endpoint) => checkOther(faults, prop, endpoint, { resourceId, groupId, names }),
      isOpen: (endpoint) => isPubliclyReachable(endpoint, resourceId),
      noteEndpoint: () => {},
    });
  }

  private constructor(
    /** @internal */
    public readonly _privateLink: PrivateLinkFacts,
  ) {}

  /** @internal */
  public static _known(facts: PrivateLinkFacts): PrivateLinkTarget {
    return new PrivateLinkTarget(facts);
  }
}

/** @param location the region, where the zone is named by it. */
export function knownFacts(
  service: PrivateLinkService,
  resourceId: string,
  groupId: string,
  location?: string,
): PrivateLinkFacts {
  const region = normalizedLocation(location ?? '');
  return {
    resourceId,
    groupId,
    zoneNames: (cloud: AzureCloud) =>
      (service.groups[groupId]?.[cloud] ?? []).map((name) => name.replace('{region}', region)),
    check: (faults, prop, endpoint) => {
      checkKind(faults, prop, endpoint, resourceId, service);
      checkGroup(faults, prop, groupId, Object.keys(service.groups));
      if (location !== undefined) checkName(faults, `${prop}.location`, location, nameRules.location);
    },
    isOpen: (endpoint) => isPubliclyReachable(endpoint, resourceId),
    noteEndpoint: () => {},
  };
}

function known(service: PrivateLinkService, id: string, groupId: string, location?: string): PrivateLinkTarget {
  return PrivateLinkTarget._known(knownFacts(service, id, groupId, location));
}

function checkKind(
  faults: Faults,
  prop: string,
  endpoint: IConstruct,
  resourceId: string,
  service: PrivateLinkService,
): void {
  const { resourceType, terraformTypes } = service;
  if (!checkGiven(faults, `${prop}.resourceId`, resourceId, `Set the resource id of a ${resourceType}.`)) return;
  checkResourceIdForm(faults, `${prop}.resourceId`, resourceId, resourceType);
  const type = isKnown(resourceId) ? undefined : typeOfId(endpoint, resourceId);
  if (type !== undefined && !terraformTypes.includes(type)) {
    const must = `must be the id of a ${resourceType}`;
    faults.add(`${prop}.resourceId`, must, type, `Use the id of an ${terraformTypes[0]}.`);
  }
}

function checkOther(
  faults: Faults,
  prop: string,
  endpoint: IConstruct,
  { resourceId, groupId, names }: { resourceId: string; groupId: string; names: string[] },
): void {
  const form = '/subscriptions/SUBSCRIPTION/resourceGroups/GROUP/providers/PROVIDER/TYPE/NAME';
  const isId = /^\/subscriptions\/[^/\s]+\/resourceGroups\/[^/\s]+\/providers\/[^/\s]+(\/[^/\s]+\/[^/\s]+)+$/i;
  checkPattern(faults, `${prop}.resourceId`, resourceId, isId, 'must be a resource id', form);
  if (checkGiven(faults, `${prop}.groupId`, groupId, 'Use the id of a group (subresource) of the service.')) {
    checkGroup(faults, prop, groupId, groupsFor(endpoint, resourceId));
  }
  if (names.length === 0) faults.add(`${prop}.zoneNames`, 'must have a name', names, 'Use privatelink.DOMAIN.');
  names.forEach((name, index) => {
    checkName(faults, `${prop}.zoneNames[${index}]`, name, nameRules.privateDnsZone);
  });
}

function groupsFor(endpoint: IConstruct, resourceId: string): string[] | undefined {
  if (!isKnown(resourceId)) {
    const type = typeOfId(endpoint, resourceId);
    return type === undefined ? undefined : groupsOf(({ terraformTypes }) => terraformTypes.includes(type));
  }
  const [, provider, kind] = /\/providers\/([^/]+)\/([^/]+)\/[^/]+$/i.exec(resourceId) ?? [];
  const type = `${provider}/${kind}`.toLowerCase();
  return groupsOf(({ resourceType }) => resourceType.toLowerCase() === type);
}

function checkGroup(faults: Faults, prop: string, groupId: string, groups: string[] | undefined): void {
  if (groups === undefined || !isKnown(groupId) || groups.includes(groupId)) return;
  const fix = `For example, use ${groups[0]}.`;
  faults.add(`${prop}.groupId`, `must be a group of the service (${groups.join(', ')})`, groupId, fix);
}

publicClass('PrivateLinkTarget', PrivateLinkTarget);
