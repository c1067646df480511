import path from 'node:path';
import { type TerraformStack, TerraformVariable } from 'cdktf';
import {
  AksCluster,
  AzureRole,
  ClusterTier,
  type IKeyVault,
  KeyVault,
  ManagedIdentity,
  Namespace,
  Principal,
  VaultObject,
  WorkloadIdentity,
} from '../../../lib';
import { projectRoot } from '../../support/tools';
import { samplesOf } from '../support/all-samples';
import { by, type ClassCalls, type InterfaceMethods, reading, through } from '../support/calls';
import { knownCluster, knownSubnet, place, resourceId, subnetId, uuid } from '../support/values';

const password = VaultObject.secret('password');
const tls = VaultObject.certificateWithKey('tls');
const group = Principal.group(uuid(1));

/**
 * How the values of each public class reach the output, and arguments for each of its methods that have text or numbers as
 * arguments of their own; undefined stands for an optional one that is left out.
 */
export const calls: { readonly [className: string]: ClassCalls } = {
  AgicVersion: { ways: [through('AgicHelmOptions', 'version')], calls: { of: ['1.9.3'] } },
  AlbControllerVersion: { ways: [through('AlbControllerProps', 'version')], calls: { of: ['1.7.9'] } },
  AlbListener: {
    ways: [through('AlbGatewayProps', 'listeners[]')],
    calls: { http: ['web'], https: ['web', 'shop-tls'] },
  },
  AlbRouteRule: {
    ways: [through('AlbHttpRouteProps', 'rules[]')],
    calls: { toServices: [[{ serviceName: 'checkout', port: 80 }], [{ method: 'GET' }], 30] },
  },
  ApiServerAccess: { ways: [through('AksClusterProps', 'apiServer')], calls: { publicFrom: [['203.0.113.8/32']] } },
  ApplicationGateway: {
    ways: [reading('gatewayId')],
    calls: {
      fromGatewayId: (stack) => [
        stack,
        'Known',
        resourceId('Microsoft.Network/applicationGateways', 'shop'),
        { subnet: knownSubnet(stack) },
      ],
    },
  },
  AzureMonitorWorkspace: {
    ways: [reading('workspaceId')],
    calls: {
      fromWorkspaceId: (stack) => [stack, 'Known', resourceId('Microsoft.Monitor/accounts', 'shop')],
    },
  },
  AzureRole: { ways: [through('GrantOptions', 'role')], calls: { of: ['Reader'] } },
  ChartSource: {
    ways: [through('HelmChartProps', 'chart')],
    calls: { local: [path.join(projectRoot, 'charts/manifests')] },
  },
  ClusterAccess: {
    ways: [through('AksClusterLookup', 'access')],
    calls: { kubeconfig: ['~/.kube/config', 'shop'] },
  },
  ClusterUpgrades: {
    ways: [by((stack, upgrades) => samplesOf('AksClusterProps')?.make(stack, { upgrades, tier: ClusterTier.PREMIUM }))],
    calls: {
      pinned: ['1.36.2'],
      pinnedMinor: ['1.36'],
      nodeImagesOnly: ['1.36.2'],
      patchesWithin: ['1.36'],
      longTermSupport: ['1.34'],
    },
  },
  ConsulVersion: { ways: [through('ConsulMeshProps', 'version')], calls: { of: ['2.0.1'] } },
  ContainerRegistry: {
    ways: [reading('loginServer', 'registryName')],
    calls: {
      fromRegistryId: (stack) => [stack, 'Known', resourceId('Microsoft.ContainerRegistry/registries', 'Shop4711')],
    },
  },
  DiagnosticTarget: {
    ways: [through('DiagnosticSettingsProps', 'target')],
    calls: {
      applicationGateway: [resourceId('Microsoft.Network/applicationGateways', 'shop')],
      of: [resourceId('Microsoft.Storage/storageAccounts', 'shop'), ['StorageRead']],
    },
  },
  ExternalAuthorization: {
    ways: [through('MeshIngressProps', 'externalAuthorization'), through('MeshServiceProps', 'externalAuthorization')],
    calls: { byProvider: ['shop-authorizer'] },
  },
  FirewallRuleSet: {
    ways: [through('WebApplicationFirewallProps', 'ruleSet')],
    calls: { of: ['Microsoft_DefaultRuleSet', '2.1'] },
  },
  GatewayCapacity: {
    ways: [through('ApplicationGatewayProps', 'capacity')],
    calls: { autoscaled: [2, 5], fixed: [3] },
  },
  GatewayCertificate: {
    ways: [through('ApplicationGatewayProps', 'certificates[]')],
    calls: { fromVault: (stack) => ['shop', knownVault(stack), 'shop-tls'] },
  },
  GatewayIngressTarget: {
    ways: [through('GatewayIngressProps', 'target')],
    calls: { service: ['checkout', 8080] },
  },
  GatewayIngressTls: {
    ways: [through('GatewayIngressProps', 'tls')],
    calls: { fromSecret: ['shop-tls'], fromGateway: ['shop-tls'] },
  },
  GatewayTlsPolicy: {
    ways: [through('ApplicationGatewayProps', 'tlsPolicy')],
    calls: { of: ['AppGwSslPolicy20220101'] },
  },
  GrafanaAdmin: {
    ways: [through('PrometheusStackGrafanaOptions', 'admin')],
    calls: {
      password: (stack) => [new TerraformVariable(stack, 'admin', { type: 'string', sensitive: true }).stringValue],
    },
  },
  GrafanaVersion: { ways: [through('ManagedGrafanaProps', 'version')], calls: { of: ['12'] } },
  HeaderMatch: {
    ways: [through('RouteMatch', 'headers[]')],
    calls: {
      exact: ['x-team', 'web'],
      prefix: ['x-team', 'we'],
      regex: ['x-team', 'we.*'],
      present: ['x-team'],
      absent: ['x-team'],
    },
  },
  IngressTls: {
    ways: [through('MeshIngressProps', 'tls')],
    calls: { kubernetesSecret: ['shop-tls'] },
  },
  IstioVersion: { ways: [through('IstioMeshProps', 'version')], calls: { of: ['1.29.2'] } },
  KedaVersion: { ways: [through('KedaChartOptions', 'version')], calls: { of: ['2.18.1'] } },
  KeyVault: {
    ways: [reading('vaultUri', 'vaultName')],
    calls: { fromVaultId: (stack) => [stack, 'Known', resourceId('Microsoft.KeyVault/vaults', 'Shop4711')] },
  },
  KialiPrometheus: {
    ways: [through('KialiProps', 'prometheus')],
    calls: { fromUrl: ['http://prometheus.monitoring:9090'] },
  },
  KialiVersion: { ways: [through('KialiProps', 'version')], calls: { of: ['2.28.0'] } },
  LinkerdVersion: { ways: [through('LinkerdMeshProps', 'version')], calls: { of: ['2025.10.7'] } },
  LinkerdVizPrometheus: {
    ways: [through('LinkerdVizProps', 'prometheus')],
    calls: { fromUrl: ['http://prometheus.monitoring:9090'] },
  },
  LoadBalancing: {
    ways: [through('MeshServiceProps', 'loadBalancing')],
    calls: { byHeader: ['x-user'], byCookie: ['user', 60] },
  },
  LogAnalyticsWorkspace: {
    ways: [reading('workspaceId')],
    calls: {
      fromWorkspaceId: (stack) => [stack, 'Known', resourceId('Microsoft.OperationalInsights/workspaces', 'shop')],
    },
  },
  MeshPeer: {
    ways: [through('MeshServiceProps', 'allowFrom[]'), through('MeshEgressProps', 'callers[]')],
    calls: { serviceAccount: ['shop', 'web'], namespace: ['shop'], addresses: [['203.0.113.0/24']] },
  },
  MeshTraces: { ways: [through('MeshObservabilityProps', 'traces')], calls: { byProvider: ['zipkin'] } },
  MetricsSource: {
    ways: [through('PrometheusTriggerOptions', 'metrics'), through('MeshRequestRateOptions', 'metrics')],
    calls: { server: ['http://prometheus.monitoring:9090'] },
  },
  MirrorRegistry: { ways: [through('ChartMirrorProps', 'registry')], calls: { host: ['shop4711.azurecr.io'] } },
  NodeRotation: { ways: [through('AdvancedPoolOptions', 'rotation')], calls: { temporaryPool: ['spare'] } },
  NodeOs: {
    ways: [through('NodePoolProps', 'os')],
    calls: { linux: ['AzureLinux3'], windows: ['Windows2022'] },
  },
  GitAccess: { ways: [through('FluxConfigurationProps', 'access')], calls: { kubernetesSecret: ['git'] } },
  GitReference: {
    ways: [through('FluxConfigurationProps', 'reference')],
    calls: {
      branch: ['main'],
      tag: ['v1.0.0'],
      semver: ['>=1.0.0'],
      commit: ['4f1bdad4d0a54b939a5e3d52c51464f67e474fcf'],
    },
  },
  NodeRequirement: {
    ways: [through('KarpenterNodePoolProps', 'requirements[]')],
    calls: {
      oneOf: ['example.com/team', ['web']],
      noneOf: ['example.com/team', ['web']],
      greaterThan: ['example.com/rank', 5],
      lessThan: ['example.com/rank', 5],
      exists: ['example.com/team'],
      doesNotExist: ['example.com/team'],
    },
  },
  PathMatch: {
    ways: [through('RouteMatch', 'path'), through('ExternalAuthorizationOptions', 'exemptPaths[]')],
    calls: { exact: ['/healthz'], prefix: ['/api'], startingWith: ['/ap'], regex: ['/a.*'] },
  },
  PathRewrite: {
    ways: [through('MeshRoute', 'rewritePath')],
    calls: { prefix: ['/v2'], full: ['/v2/all'], regex: ['/v1/(.*)', '/v2/\\1'] },
  },
  Principal: {
    ways: [through('GrantOptions', 'principal')],
    calls: { group: [uuid(1)], user: [uuid(1)], servicePrincipal: [uuid(1)] },
  },
  PrivateDnsZone: {
    ways: [reading('zoneId', 'zoneName')],
    calls: {
      fromZoneId: (stack) => [
        stack,
        'Known',
        resourceId('Microsoft.Network/privateDnsZones', 'privatelink.azurecr.io'),
      ],
    },
  },
  PrivateLinkTarget: {
    ways: [through('PrivateEndpointProps', 'target')],
    calls: {
      ...Object.fromEntries(
        (
          [
            ['containerRegistry', 'Microsoft.ContainerRegistry/registries'],
            ['keyVault', 'Microsoft.KeyVault/vaults'],
            ['storageBlob', 'Microsoft.Storage/storageAccounts'],
            ['storageFile', 'Microsoft.Storage/storageAccounts'],
            ['storageQueue', 'Microsoft.Storage/storageAccounts'],
            ['storageTable', 'Microsoft.Storage/storageAccounts'],
            ['storageWeb', 'Microsoft.Storage/storageAccounts'],
            ['storageDfs', 'Microsoft.Storage/storageAccounts'],
            ['sqlServer', 'Microsoft.Sql/servers'],
            ['postgresqlFlexibleServer', 'Microsoft.DBforPostgreSQL/flexibleServers'],
            ['mysqlFlexibleServer', 'Microsoft.DBforMySQL/flexibleServers'],
            ['cosmosDb', 'Microsoft.DocumentDB/databaseAccounts', 'Sql'],
            ['cosmosMongoCluster', 'Microsoft.DocumentDB/mongoClusters'],
            ['cosmosPostgresqlCluster', 'Microsoft.DBforPostgreSQL/serverGroupsv2'],
            ['redisCache', 'Microsoft.Cache/redis'],
            ['redisEnterprise', 'Microsoft.Cache/redisEnterprise'],
            ['managedRedis', 'Microsoft.Cache/redisEnterprise'],
            ['serviceBus', 'Microsoft.ServiceBus/namespaces'],
            ['eventHubs', 'Microsoft.EventHub/namespaces'],
            ['appConfiguration', 'Microsoft.AppConfiguration/configurationStores'],
            ['monitorPrivateLinkScope', 'Microsoft.Insights/privateLinkScopes'],
            ['monitorWorkspace', 'Microsoft.Monitor/accounts', 'westeurope'],
            ['grafana', 'Microsoft.Dashboard/grafana'],
            ['aksManagement', 'Microsoft.ContainerService/managedClusters', 'westeurope'],
            ['eventGridTopic', 'Microsoft.EventGrid/topics'],
            ['eventGridDomain', 'Microsoft.EventGrid/domains'],
            ['searchService', 'Microsoft.Search/searchServices'],
            ['webSite', 'Microsoft.Web/sites'],
            ['cognitiveServices', 'Microsoft.CognitiveServices/accounts'],
          ] as const
        ).map(([method, type, ...rest]) => [method, [resourceId(type, 'shop4711'), ...rest]]),
      ),
      of: [resourceId('Microsoft.Search/searchServices', 'shop'), 'searchService', ['privatelink.search.windows.net']],
    },
  },
  PrometheusStackVersion: { ways: [through('PrometheusStackProps', 'version')], calls: { of: ['79.12.0'] } },
  QueryMatch: {
    ways: [through('RouteMatch', 'query[]')],
    calls: { exact: ['page', '1'], regex: ['page', '[0-9]+'], present: ['page'] },
  },
  RegistryAccess: { ways: [through('ContainerRegistryProps', 'access')], calls: { publicFrom: [['203.0.113.0/24']] } },
  Route: {
    ways: [through('RouteTableProps', 'routes[]')],
    calls: {
      defaultToFirewall: ['10.1.0.4'],
      toAppliance: ['10.1.0.4', { routeName: 'on-premises', destination: '10.9.0.0/16' }],
    },
  },
  ScaleTarget: {
    ways: [through('ScaledObjectProps', 'target')],
    calls: { deployment: ['web'], statefulSet: ['web'], of: ['argoproj.io/v1alpha1', 'Rollout', 'web'] },
  },
  ScaleTrigger: {
    ways: [through('ScaledObjectProps', 'triggers[]')],
    calls: {
      of: ['cron', { timezone: 'UTC', start: '0 8 * * *', end: '0 18 * * *', desiredReplicas: '3' }],
    },
  },
  ScalingPolicy: {
    ways: [through('ScalingBehavior', 'policies[]')],
    calls: { pods: [2, 60], percent: [50, 60] },
  },
  SecretsStoreVersion: { ways: [through('SecretsStoreChartOptions', 'version')], calls: { of: ['1.7.1'] } },
  Subnet: {
    ways: [reading('subnetId')],
    calls: { fromSubnetId: (stack) => [stack, 'Known', subnetId('nodes')] },
  },
  SubnetDelegation: {
    ways: [through('SubnetOptions', 'delegation')],
    calls: { of: ['Microsoft.Web/serverFarms', ['Microsoft.Network/virtualNetworks/subnets/action']] },
  },
  SyncedSecret: {
    ways: [
      by((stack, synced) => samplesOf('VaultSecretsProps')?.make(stack, { objects: [password, tls], sync: [synced] })),
    ],
    calls: {
      opaque: ['database', { password }],
      tls: ['shop-tls', tls],
      dockerConfig: ['registry', password],
    },
  },
  TrustedRoot: {
    ways: [
      by((stack, root) => {
        const identity = ManagedIdentity.fromLookup(stack, 'Identity', {
          identityName: 'gateway',
          resourceGroupName: 'rg-shop',
        });
        samplesOf('ApplicationGatewayProps')?.make(stack, { trustedRoots: [root], identity });
      }),
    ],
    calls: {
      fromBase64: ['internal', 'MIIBszCCAVmgAwIBAgIUe0'],
      fromVault: (stack) => ['internal', knownVault(stack), 'internal-root'],
    },
  },
  VaultObject: {
    ways: [through('VaultSecretsProps', 'objects[]')],
    calls: {
      secret: ['password'],
      publicKey: ['signing'],
      certificate: ['tls'],
      certificateWithKey: ['tls'],
    },
  },
  VirtualNetwork: {
    ways: [reading('networkId')],
    calls: {
      fromNetworkId: (stack) => [stack, 'Known', resourceId('Microsoft.Network/virtualNetworks', 'shop')],
    },
  },
  WebApplicationFirewall: {
    ways: [reading('firewallId')],
    calls: {
      fromFirewallId: (stack) => [
        stack,
        'Known',
        resourceId('Microsoft.Network/applicationGatewayWebApplicationFirewallPolicies', 'shop'),
      ],
    },
  },
};

/** Arguments of the methods of interfaces that have text as arguments of their own, and their receivers. */
export const methods: { readonly [interfaceName: string]: InterfaceMethods } = {
  IAksCluster: {
    receiver: (stack) => AksCluster.fromLookup(stack, 'Cluster', { clusterName: 'shop', resourceGroupName: 'rg-shop' }),
    calls: { grantReader: [group, 'shop'], grantWriter: [group, 'shop'], grantAdmin: [group, 'shop'] },
  },
  IKeyVault: {
    receiver: knownVault,
    calls: {
      grantReadSecrets: [group, 'password'],
      grantManageSecrets: [group, 'password'],
      grantReadCertificates: [group, 'tls'],
      grantManageCertificates: [group, 'tls'],
      grantReadPublicKeys: [group, 'signing'],
      grantUseKeys: [group, 'signing'],
      grantWrapKeys: [group, 'signing'],
      grantManageKeys: [group, 'signing'],
    },
  },
  IWorkloadIdentity: {
    receiver: (stack) =>
      new WorkloadIdentity(stack, 'Identity', {
        namespace: Namespace.fromName(stack, 'Namespace', { cluster: knownCluster(stack), name: 'shop' }),
        serviceAccountName: 'web',
        newIdentity: { ...place, identityName: 'web' },
      }),
    calls: { grant: [AzureRole.of('Reader'), resourceId('Microsoft.Storage/storageAccounts', 'shop')] },
  },
};

function knownVault(stack: TerraformStack): IKeyVault {
  const vaultId = resourceId('Microsoft.KeyVault/vaults', 'shop');
  return (stack.node.tryFindChild('Vault') as IKeyVault | undefined) ?? KeyVault.fromVaultId(stack, 'Vault', vaultId);
}
