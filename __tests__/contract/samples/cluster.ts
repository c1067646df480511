import type { TerraformStack } from 'cdktf';
import {
  AksCluster,
  type AksClusterLookup,
  type AksClusterProps,
  ApiServerAccess,
  type AzureCniOverlayOptions,
  type AzureMonitorOptions,
  ClusterAccess,
  ClusterMonitoring,
  ClusterNetwork,
  ClusterTier,
  ClusterUpgrades,
  KubeloginMode,
  KubernetesManifests,
  NetworkDataPlane,
  NodePool,
  type NodePoolProps,
  OsDiskType,
  type PrivateLinkOptions,
  type SystemPoolOptions,
  type UserPoolOptions,
} from '../../../lib';
import { given, type RoomSamples, struct } from '../support/sample';
import { clusterOn, knownCluster, knownSubnet, resourceId, uuid } from '../support/values';

const vmSize = 'Standard_D4ds_v5';
const logAnalyticsWorkspaceId = resourceId('Microsoft.OperationalInsights/workspaces', 'shop');
const monitorWorkspaceId = resourceId('Microsoft.Monitor/accounts', 'shop');

const poolSamples = {
  vmSize: 'Standard_D8ds_v5',
  hostEncryption: true,
  maxCount: 9,
  maxPods: 110,
  maxSurge: '20%',
  minCount: 4,
  nodeLabels: { team: 'web' },
  osDiskSizeGib: 64,
  osDiskType: OsDiskType.MANAGED,
  zones: ['1'],
};

/** How each struct of cluster reaches the output, and a value other than the default for each optional prop. */
export const samples: RoomSamples = {
  AksClusterLookup: struct<AksClusterLookup>(
    (stack, lookup) => {
      const names = { clusterName: 'shop', resourceGroupName: 'rg-shop' };
      return release(stack, AksCluster.fromLookup(stack, 'Cluster', { ...names, ...lookup }));
    },
    { access: ClusterAccess.kubeconfig('~/.kube/config', 'shop') },
  ),
  AksClusterProps: struct<AksClusterProps>((stack, props) => release(stack, cluster(stack, props)), {
    access: ClusterAccess.kubelogin(KubeloginMode.WORKLOAD_IDENTITY),
    azurePolicy: false,
    clusterName: 'other',
    diskEncryptionSetId: resourceId('Microsoft.Compute/diskEncryptionSets', 'shop'),
    dnsPrefix: 'api',
    imageCleanerIntervalHours: 48,
    localAccounts: true,
    monitoring: ClusterMonitoring.azureMonitor({ logAnalyticsWorkspaceId }),
    nodeResourceGroupName: 'rg-shop-nodes',
    runCommand: true,
    tags: { team: 'web' },
    tenantId: uuid(1),
    tier: ClusterTier.PREMIUM,
    upgrades: ClusterUpgrades.pinned('1.36.2'),
    userPool: { vmSize: 'Standard_D8ds_v5' },
  }),
  AzureCniOverlayOptions: struct<AzureCniOverlayOptions>(
    (stack, { nodeSubnet = knownSubnet(stack), ...options }) =>
      cluster(stack, { network: ClusterNetwork.azureCniOverlay({ nodeSubnet, ...options }) }),
    {
      dataPlane: NetworkDataPlane.azure(),
      dnsServiceIp: '10.245.0.11',
      podCidr: '10.100.0.0/16',
      serviceCidr: '10.101.0.0/16',
    },
  ),
  AzureMonitorOptions: struct<AzureMonitorOptions>(
    (stack, options) =>
      cluster(stack, { monitoring: ClusterMonitoring.azureMonitor({ monitorWorkspaceId, ...options }) }),
    {
      defender: given({ logAnalyticsWorkspaceId }, false),
      logAnalyticsWorkspaceId,
      monitorWorkspaceId: resourceId('Microsoft.Monitor/accounts', 'other'),
      workspaceLocation: 'northeurope',
    },
  ),
  NodePoolProps: struct<NodePoolProps>(
    (stack, props) =>
      new NodePool(stack, 'Pool', {
        cluster: knownCluster(stack),
        nodeSubnet: knownSubnet(stack),
        vmSize,
        ...props,
      }),
    {
      ...poolSamples,
      nodeSubnet: (stack) => knownSubnet(stack, 'other'),
      nodeTaints: ['team=batch:NoSchedule'],
      poolName: 'batch',
      tags: { team: 'web' },
    },
  ),
  PrivateLinkOptions: struct<PrivateLinkOptions>(
    (stack, options) => cluster(stack, { apiServer: ApiServerAccess.privateLink(options) }),
    {
      privateDnsZoneId: resourceId('Microsoft.Network/privateDnsZones', 'privatelink.westeurope.azmk8s.io'),
    },
  ),
  SystemPoolOptions: struct<SystemPoolOptions>(
    (stack, options) => cluster(stack, { systemPool: { vmSize, ...options } }),
    { ...poolSamples, criticalAddonsOnly: false, poolName: 'core' },
  ),
  UserPoolOptions: struct<UserPoolOptions>((stack, options) => cluster(stack, { userPool: { vmSize, ...options } }), {
    ...poolSamples,
    nodeTaints: ['team=batch:NoSchedule'],
    poolName: 'apps',
  }),
};

function cluster(stack: TerraformStack, props: Partial<AksClusterProps> = {}): AksCluster {
  return clusterOn(stack, knownSubnet(stack), props);
}

/** How Helm signs in shows in a release only. */
function release(stack: TerraformStack, target: ReturnType<typeof knownCluster>): KubernetesManifests {
  const manifests = [{ apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'shop' } }];
  return new KubernetesManifests(stack, 'Objects', {
    cluster: target,
    releaseName: 'shop',
    namespace: 'shop',
    manifests,
  });
}
