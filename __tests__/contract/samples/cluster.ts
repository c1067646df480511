import { type TerraformStack, TerraformVariable } from 'cdktf';
import {
  type AdvancedClusterOptions,
  type AdvancedPoolOptions,
  AksCluster,
  type AksClusterLookup,
  type AksClusterProps,
  ApiServerAccess,
  AppRoutingController,
  type AppRoutingOptions,
  AutoscalerExpander,
  type AzureCniNodeSubnetOptions,
  type AzureCniOverlayOptions,
  type AzureCniPodSubnetOptions,
  type AzureMonitorOptions,
  type BringYourOwnCniOptions,
  ClusterAccess,
  type ClusterAutoscalerOptions,
  type ClusterIdentityOptions,
  type ClusterMaintenance,
  ClusterMonitoring,
  ClusterNetwork,
  ClusterOutbound,
  ClusterTier,
  ClusterUpgrades,
  type ContainerInsightsOptions,
  ContainerInsightsStream,
  ContainerRegistry,
  CpuManagerPolicy,
  type DailyMaintenanceOptions,
  type DualStackOptions,
  GpuInstance,
  type GpuOptions,
  HostPortProtocol,
  type HostPortRange,
  type HttpProxyOptions,
  type KeyManagementOptions,
  KeyVault,
  KubeletDisk,
  type KubeletOptions,
  KubeloginMode,
  type KubenetOptions,
  KubernetesManifests,
  type LinuxAdminOptions,
  type LinuxKernelOptions,
  type LoadBalancerOutboundOptions,
  type MaintenanceFreeze,
  type MaintenanceHours,
  MaintenanceWindow,
  ManagedIdentity,
  type ManagedNatGatewayOptions,
  ManagedNetworkKind,
  type ManagedNetworkOptions,
  type ManagedPrometheusOptions,
  type MonthlyMaintenanceOptions,
  type MonthlyWeekdayMaintenanceOptions,
  NetworkDataPlane,
  NetworkPolicyEngine,
  type NodeNetworkOptions,
  NodeOs,
  NodePool,
  NodePoolMode,
  type NodePoolProps,
  NodeProvisioning,
  NodeRotation,
  type NoOutboundOptions,
  type ObjectMetadataKeys,
  OsDiskType,
  PolicySetting,
  Principal,
  PrivateDnsZone,
  type PrivateLinkOptions,
  type RoutedOutboundOptions,
  requireProviders,
  ScaleDownMode,
  SpotEvictionPolicy,
  type SpotOptions,
  type StorageDriverOptions,
  SyslogLevel,
  type SystemPoolOptions,
  TopologyManagerPolicy,
  UndrainableNodeBehavior,
  type UpgradeOverrideOptions,
  type UserPoolOptions,
  type VnetIntegrationOptions,
  Weekday,
  type WeeklyMaintenanceOptions,
  WeekOfMonth,
  type WindowsAdminOptions,
  WorkloadRuntime,
} from '../../../lib';
import { given, type RoomSamples, refused, struct } from '../support/sample';
import {
  clusterOn,
  knownCluster,
  knownLogWorkspace,
  knownMetricsWorkspace,
  knownSubnet,
  resourceId,
  uuid,
} from '../support/values';

const vmSize = 'Standard_D4ds_v5';
const certificate = Buffer.from('-----BEGIN CERTIFICATE-----\nMIIB\n-----END CERTIFICATE-----\n').toString('base64');
/** The name is free of the stack's other variables. */
const knownSecret = (stack: TerraformStack) =>
  new TerraformVariable(stack, 'admin_password', { type: 'string', sensitive: true }).stringValue;
const logs = (stack: TerraformStack) => knownLogWorkspace(stack);
const metrics = (stack: TerraformStack, name = 'shop') => knownMetricsWorkspace(stack, name);

const poolSamples = {
  vmSize: 'Standard_D8ds_v5',
  nodeCount: 4,
  hostEncryption: true,
  maxCount: 9,
  maxPods: 110,
  maxSurge: '20%',
  minCount: 4,
  nodeLabels: { team: 'web' },
  osDiskSizeGib: 64,
  osDiskType: OsDiskType.MANAGED,
  zones: ['1'],
  tags: { team: 'pool' },
  os: NodeOs.AZURE_LINUX,
  fips: true,
  gpu: given({ vmSize: 'Standard_NC24ads_A100_v4' }, { installDriver: false }),
  kubelet: { podMaxPids: 4096 },
  kernel: { maxMapCount: 262144 },
  drainTimeoutMinutes: 45,
  nodeSoakMinutes: 5,
  advanced: { ultraDisks: true },
};

const userPoolSamples = {
  ...poolSamples,
  mode: NodePoolMode.SYSTEM,
  nodeTaints: ['team=batch:NoSchedule'],
  spot: {},
};

const networkSamples = {
  dnsServiceIp: '10.245.0.11',
  serviceCidr: '10.101.0.0/16',
  outbound: ClusterOutbound.natGateway({ egressRanges: ['203.0.113.20/32'] }),
};

const azureCniSamples = {
  ...networkSamples,
  dataPlane: NetworkDataPlane.azure(),
  networkObservability: true,
  networkSecurity: true,
};

const windowSamples = {
  utcOffset: '+02:00',
  startDate: '2027-01-31',
  freezes: [{ firstDay: '2027-12-20', lastDay: '2028-01-06' }],
};

const opening = { startTime: '02:00', durationHours: 4 };
const keyVaultKeyId = 'https://shop4711.vault.azure.net/keys/etcd/0123456789abcdef0123456789abcdef';

/** How each struct of cluster reaches the output, and a value other than the default for each optional prop. */
export const samples: RoomSamples = {
  AksClusterLookup: struct<AksClusterLookup>(
    (stack, lookup) => {
      const names = { clusterName: 'shop', resourceGroupName: 'rg-shop' };
      return release(stack, AksCluster.fromLookup(stack, 'Cluster', { ...names, ...lookup }));
    },
    { access: ClusterAccess.kubeconfig('~/.kube/config', 'shop') },
  ),
  AksClusterProps: struct<AksClusterProps>((stack, props) => release(stack, cluster(stack, withoutUsers(props))), {
    access: ClusterAccess.kubelogin(KubeloginMode.WORKLOAD_IDENTITY),
    apiServer: ApiServerAccess.privateLink(),
    location: 'northeurope',
    network: (stack) => ClusterNetwork.bringYourOwnCni({ nodeSubnet: knownSubnet(stack) }),
    resourceGroupName: 'rg-other',
    azurePolicy: false,
    clusterName: 'other',
    diskEncryptionSetId: resourceId('Microsoft.Compute/diskEncryptionSets', 'shop'),
    dnsPrefix: 'api',
    imageCleaner: false,
    imageCleanerIntervalHours: 48,
    grantAdministrators: false,
    entraId: given({ localAccounts: true }, false),
    azureRbac: given({ administrators: [Principal.group(uuid(2))] }, false),
    advanced: { trustedCertificates: [certificate] },
    localAccounts: true,
    monitoring: (stack) => ClusterMonitoring.azureMonitor({ logAnalyticsWorkspace: logs(stack) }),
    nodeResourceGroupName: 'rg-shop-nodes',
    runCommand: true,
    tags: { team: 'web' },
    tenantId: uuid(1),
    tier: ClusterTier.PREMIUM,
    maintenance: { nodeImages: MaintenanceWindow.daily(opening) },
    identities: (stack) => ({ kubeletIdentity: knownIdentity(stack) }),
    autoscaler: { unneededMinutes: 5 },
    verticalPodAutoscaler: true,
    keyManagement: (stack) => ({ keyVault: knownVault(stack), keyVaultKeyId }),
    storageDrivers: { blob: true },
    costAnalysis: true,
    policySettings: [PolicySetting.DEFENDER],
    nodeProvisioning: given((stack: TerraformStack) => {
      requireProviders(stack);
      return {};
    }, NodeProvisioning.automatic()),
    deletionProtection: true,
    upgrades: ClusterUpgrades.pinned('1.36.2'),
    userPool: { vmSize: 'Standard_D8ds_v5' },
  }),
  AzureCniOverlayOptions: struct<AzureCniOverlayOptions>(
    (stack, { nodeSubnet = knownSubnet(stack), ...options }) =>
      cluster(stack, { network: ClusterNetwork.azureCniOverlay({ nodeSubnet, ...options }) }),
    { ...azureCniSamples, podCidr: '10.100.0.0/16', dualStack: {} },
  ),
  AzureCniNodeSubnetOptions: struct<AzureCniNodeSubnetOptions>(
    (stack, { nodeSubnet = knownSubnet(stack), ...options }) =>
      cluster(stack, { network: ClusterNetwork.azureCniNodeSubnet({ nodeSubnet, ...options }) }),
    azureCniSamples,
  ),
  AzureCniPodSubnetOptions: struct<AzureCniPodSubnetOptions>(
    (stack, { nodeSubnet = knownSubnet(stack), podSubnet = knownSubnet(stack, 'pods'), ...options }) =>
      cluster(stack, { network: ClusterNetwork.azureCniPodSubnet({ nodeSubnet, podSubnet, ...options }) }),
    azureCniSamples,
  ),
  BringYourOwnCniOptions: struct<BringYourOwnCniOptions>(
    (stack, { nodeSubnet = knownSubnet(stack), ...options }) =>
      cluster(stack, { network: ClusterNetwork.bringYourOwnCni({ nodeSubnet, ...options }) }),
    { ...networkSamples, podCidr: '10.100.0.0/16' },
  ),
  ClusterAutoscalerOptions: struct<ClusterAutoscalerOptions>((stack, autoscaler) => cluster(stack, { autoscaler }), {
    expander: AutoscalerExpander.LEAST_WASTE,
    balanceSimilarPools: true,
    unneededMinutes: 5,
    delayAfterAddMinutes: 5,
    utilizationThresholdPercent: 65,
    maxGracefulTerminationSeconds: 60,
    keepNodesWithLocalStorage: true,
    keepNodesWithSystemPods: false,
    scanIntervalSeconds: 20,
    newPodDelaySeconds: 5,
    delayAfterDeleteSeconds: 30,
    delayAfterFailureMinutes: 5,
    unreadyMinutes: 30,
    maxProvisioningMinutes: 20,
    maxUnreadyNodes: 5,
    maxUnreadyPercent: 50,
    maxEmptyNodesDeleted: 5,
    ignoreDaemonSets: true,
    evictDaemonSetsOfEmptyNodes: true,
    evictDaemonSetsOfOccupiedNodes: false,
  }),
  AdvancedClusterOptions: struct<AdvancedClusterOptions>((stack, advanced) => cluster(stack, { advanced }), {
    httpProxy: { httpProxy: 'http://proxy.example.com:3128/' },
    trustedCertificates: [certificate],
    linuxAdmin: { userName: 'azureuser', sshPublicKey: 'ssh-rsa AAAA' },
    windowsAdmin: (stack) => ({ userName: 'azureuser', password: knownSecret(stack) }),
    adminGroupObjectIds: [uuid(3)],
    oidcIssuer: given<boolean, AdvancedClusterOptions>({ workloadIdentity: false }, false),
    workloadIdentity: false,
    edgeZone: 'losangeles',
    appRouting: {},
    upgradeOverride: { force: true, until: '2027-01-31T12:00:00Z' },
  }),
  AppRoutingOptions: struct<AppRoutingOptions>((stack, appRouting) => cluster(stack, { advanced: { appRouting } }), {
    dnsZoneIds: [resourceId('Microsoft.Network/dnsZones', 'example.com')],
    defaultController: AppRoutingController.INTERNAL,
  }),
  UpgradeOverrideOptions: struct<UpgradeOverrideOptions>((stack, override) =>
    cluster(stack, { advanced: { upgradeOverride: { force: true, until: '2027-01-31T12:00:00Z', ...override } } }),
  ),
  HostPortRange: struct<HostPortRange>(
    (stack, range) => {
      const network = { allowedHostPorts: [{ firstPort: 8000, ...range }] };
      return cluster(stack, { userPool: { vmSize, advanced: { network } } });
    },
    { lastPort: 9000, protocol: HostPortProtocol.UDP },
  ),
  KubenetOptions: struct<KubenetOptions>(
    (stack, { nodeSubnet = knownSubnet(stack), ...options }) =>
      cluster(stack, { network: ClusterNetwork.kubenet({ nodeSubnet, ...options }) }),
    { ...networkSamples, podCidr: '10.100.0.0/16', dataPlane: NetworkDataPlane.azure(NetworkPolicyEngine.NONE) },
  ),
  ManagedNetworkOptions: struct<ManagedNetworkOptions>(
    (stack, options) => cluster(stack, { network: ClusterNetwork.managedByAks(options) }),
    {
      ...azureCniSamples,
      outbound: ClusterOutbound.loadBalancer({ managedIpCount: 2 }),
      podCidr: '10.100.0.0/16',
      dualStack: {},
      kind: ManagedNetworkKind.NODE_SUBNET,
    },
  ),
  ManagedNatGatewayOptions: struct<ManagedNatGatewayOptions>(
    (stack, options) => {
      const outbound = ClusterOutbound.managedNatGateway(options);
      return cluster(stack, { network: ClusterNetwork.managedByAks({ outbound }) });
    },
    { managedIpCount: 2, idleTimeoutMinutes: 10 },
  ),
  NodeNetworkOptions: struct<NodeNetworkOptions>(
    (stack, network) =>
      cluster(stack, {
        apiServer: ApiServerAccess.privateLink(),
        userPool: { vmSize, advanced: { nodePublicIps: true, network } },
      }),
    {
      allowedHostPorts: [{ firstPort: 8000 }],
      applicationSecurityGroupIds: [resourceId('Microsoft.Network/applicationSecurityGroups', 'nodes')],
      publicIpTags: { RoutingPreference: 'Internet' },
    },
  ),
  AdvancedPoolOptions: struct<AdvancedPoolOptions>(
    (stack, advanced) =>
      cluster(stack, { apiServer: ApiServerAccess.privateLink(), userPool: { vmSize, zones: ['1'], advanced } }),
    {
      nodePublicIps: true,
      nodePublicIpPrefixId: given({ nodePublicIps: true }, resourceId('Microsoft.Network/publicIPPrefixes', 'nodes')),
      proximityPlacementGroupId: resourceId('Microsoft.Compute/proximityPlacementGroups', 'shop'),
      capacityReservationGroupId: resourceId('Microsoft.Compute/capacityReservationGroups', 'shop'),
      hostGroupId: resourceId('Microsoft.Compute/hostGroups', 'shop'),
      snapshotId: resourceId('Microsoft.ContainerService/snapshots', 'shop'),
      ultraDisks: true,
      kubeletDisk: KubeletDisk.TEMPORARY,
      workloadRuntime: WorkloadRuntime.OCI_CONTAINER,
      scaleDownMode: ScaleDownMode.DEALLOCATE,
      maxUnavailable: '1',
      undrainableNodes: UndrainableNodeBehavior.CORDON,
      windowsOutboundNat: refused(false, 'can only be used with Windows'),
      operationTimeoutMinutes: 30,
      rotation: NodeRotation.temporaryPool('rotating'),
      network: { allowedHostPorts: [{ firstPort: 8000 }] },
    },
  ),
  HttpProxyOptions: struct<HttpProxyOptions>(
    (stack, httpProxy) =>
      cluster(stack, { advanced: { httpProxy: { httpsProxy: 'https://proxy.example.com:3129/', ...httpProxy } } }),
    {
      httpProxy: 'http://proxy.example.com:3128/',
      httpsProxy: 'https://proxy.example.com:4129/',
      noProxy: ['10.0.0.0/8'],
      trustedCa: certificate,
    },
  ),
  LinuxAdminOptions: struct<LinuxAdminOptions>(
    (stack, admin) =>
      cluster(stack, { advanced: { linuxAdmin: { userName: 'azureuser', sshPublicKey: 'ssh-rsa AAAA', ...admin } } }),
    { userName: 'shop', sshPublicKey: 'ssh-rsa BBBB' },
  ),
  WindowsAdminOptions: struct<WindowsAdminOptions>(
    (stack, admin) =>
      cluster(stack, {
        advanced: { windowsAdmin: { userName: 'azureuser', password: knownSecret(stack), ...admin } },
      }),
    {
      userName: 'shop',
      hybridBenefit: true,
      gmsaDnsServer: given({ gmsaDnsServer: '', gmsaRootDomain: 'example.com' }, '10.0.0.4'),
      gmsaRootDomain: given({ gmsaDnsServer: '', gmsaRootDomain: '' }, 'example.com'),
    },
  ),
  ClusterIdentityOptions: struct<ClusterIdentityOptions>((stack, identities) => cluster(stack, { identities }), {
    controlPlaneIdentity: (stack) => knownIdentity(stack),
    kubeletIdentity: (stack) => knownIdentity(stack),
    grantRoles: given((stack) => ({ controlPlaneIdentity: knownIdentity(stack) }), false),
    systemAssigned: true,
  }),
  ClusterMaintenance: struct<ClusterMaintenance>((stack, maintenance) => cluster(stack, { maintenance }), {
    kubernetes: MaintenanceWindow.weekly({ ...opening, weekday: Weekday.SATURDAY }),
    nodeImages: MaintenanceWindow.daily(opening),
    weeklyReleases: [{ weekday: Weekday.SUNDAY, hours: [1, 2, 3] }],
  }),
  DailyMaintenanceOptions: struct<DailyMaintenanceOptions>(
    (stack, options) => maintained(stack, MaintenanceWindow.daily({ ...opening, ...options })),
    { ...windowSamples, intervalDays: 2 },
  ),
  DualStackOptions: struct<DualStackOptions>(
    (stack, dualStack) => {
      const nodeSubnet = knownSubnet(stack);
      return cluster(stack, { network: ClusterNetwork.azureCniOverlay({ nodeSubnet, dualStack }) });
    },
    { podIpv6Cidr: 'fd00:1::/64', serviceIpv6Cidr: 'fd00:2::/112' },
  ),
  GpuOptions: struct<GpuOptions>(
    (stack, gpu) => cluster(stack, { userPool: { vmSize: 'Standard_NC24ads_A100_v4', gpu } }),
    { installDriver: false, instance: GpuInstance.MIG_2G },
  ),
  KeyManagementOptions: struct<KeyManagementOptions>(
    (stack, options) => {
      const apiServerSubnet = knownSubnet(stack, 'api');
      const apiServer = ApiServerAccess.vnetIntegration({ apiServerSubnet });
      return cluster(stack, { apiServer, keyManagement: { keyVault: knownVault(stack), keyVaultKeyId, ...options } });
    },
    { privateVault: true },
  ),
  KubeletOptions: struct<KubeletOptions>((stack, kubelet) => cluster(stack, { userPool: { vmSize, kubelet } }), {
    podMaxPids: 4096,
    containerLogMaxSizeMib: 20,
    containerLogMaxFiles: 3,
    imageGcHighThresholdPercent: 70,
    imageGcLowThresholdPercent: 50,
    cpuManagerPolicy: CpuManagerPolicy.STATIC,
    topologyManagerPolicy: TopologyManagerPolicy.BEST_EFFORT,
    allowedUnsafeSysctls: ['net.core.somaxconn'],
  }),
  LinuxKernelOptions: struct<LinuxKernelOptions>((stack, kernel) => cluster(stack, { userPool: { vmSize, kernel } }), {
    maxMapCount: 262144,
    inotifyMaxUserWatches: 2097152,
    fileMax: 9000000,
    somaxconn: 65535,
    conntrackMax: 1048576,
    localPortMin: given({ localPortMin: 2048, localPortMax: 60000 }, 1024),
    localPortMax: given({ localPortMin: 2048, localPortMax: 60000 }, 65000),
  }),
  LoadBalancerOutboundOptions: struct<LoadBalancerOutboundOptions>(
    (stack, options) => {
      const outbound = ClusterOutbound.loadBalancer(options);
      const nodeSubnet = knownSubnet(stack);
      return cluster(stack, { network: ClusterNetwork.azureCniOverlay({ nodeSubnet, dualStack: {}, outbound }) });
    },
    {
      managedIpCount: 2,
      managedIpv6Count: 2,
      publicIpIds: [resourceId('Microsoft.Network/publicIPAddresses', 'out')],
      publicIpPrefixIds: [resourceId('Microsoft.Network/publicIPPrefixes', 'out')],
      portsPerNode: 4096,
      idleTimeoutMinutes: 10,
    },
  ),
  MaintenanceFreeze: struct<MaintenanceFreeze>((stack, freeze) =>
    maintained(
      stack,
      MaintenanceWindow.daily({ ...opening, freezes: [{ firstDay: '2027-12-20', lastDay: '2028-01-06', ...freeze }] }),
    ),
  ),
  MaintenanceHours: struct<MaintenanceHours>((stack, hours) =>
    cluster(stack, { maintenance: { weeklyReleases: [{ weekday: Weekday.SUNDAY, hours: [1], ...hours }] } }),
  ),
  MonthlyMaintenanceOptions: struct<MonthlyMaintenanceOptions>(
    (stack, options) => maintained(stack, MaintenanceWindow.monthly({ ...opening, dayOfMonth: 3, ...options })),
    { ...windowSamples, intervalMonths: 2 },
  ),
  MonthlyWeekdayMaintenanceOptions: struct<MonthlyWeekdayMaintenanceOptions>(
    (stack, options) => {
      const day = { weekday: Weekday.TUESDAY, week: WeekOfMonth.SECOND };
      return maintained(stack, MaintenanceWindow.monthlyOnWeekday({ ...opening, ...day, ...options }));
    },
    { ...windowSamples, intervalMonths: 2 },
  ),
  NoOutboundOptions: struct<NoOutboundOptions>(
    (stack, options) => {
      const network = ClusterNetwork.azureCniOverlay({
        nodeSubnet: knownSubnet(stack),
        outbound: ClusterOutbound.none(options),
      });
      return cluster(stack, { network, apiServer: ApiServerAccess.privateLink() });
    },
    {
      bootstrapRegistry: (stack) =>
        ContainerRegistry.fromLookup(stack, 'Registry', { registryName: 'shop4711', resourceGroupName: 'rg-shop' }),
    },
  ),
  RoutedOutboundOptions: struct<RoutedOutboundOptions>(
    (stack, options) => {
      const outbound = ClusterOutbound.natGateway({ egressRanges: ['203.0.113.20/32'], ...options });
      return cluster(stack, { network: ClusterNetwork.azureCniOverlay({ nodeSubnet: knownSubnet(stack), outbound }) });
    },
    { egressRanges: ['203.0.113.21/32'] },
  ),
  AzureMonitorOptions: struct<AzureMonitorOptions>(
    (stack, options) =>
      cluster(stack, {
        monitoring: ClusterMonitoring.azureMonitor({ monitorWorkspace: metrics(stack), ...options }),
      }),
    {
      containerInsights: given((stack) => ({ logAnalyticsWorkspace: logs(stack) }), { intervalMinutes: 5 }),
      defender: given((stack) => ({ logAnalyticsWorkspace: logs(stack) }), false),
      defenderWorkspace: logs,
      logAnalyticsWorkspace: logs,
      managedPrometheus: { recordingRules: false },
      monitorWorkspace: (stack) => metrics(stack, 'other'),
    },
  ),
  ContainerInsightsOptions: struct<ContainerInsightsOptions>(
    (stack, containerInsights) => {
      const logAnalyticsWorkspace = logs(stack);
      cluster(stack, {
        monitoring: ClusterMonitoring.azureMonitor({ logAnalyticsWorkspace, containerInsights }),
      });
    },
    {
      collectionRule: false,
      intervalMinutes: 5,
      namespacesExcluded: ['kube-system'],
      namespacesIncluded: ['shop'],
      streams: [ContainerInsightsStream.CONTAINER_LOGS],
      syslog: SyslogLevel.WARNING,
      ruleName: 'shop-logs',
      associationName: 'shop-logs',
    },
  ),
  ManagedPrometheusOptions: struct<ManagedPrometheusOptions>(
    (stack, managedPrometheus) => {
      const monitorWorkspace = managedPrometheus.collectionRule === false ? undefined : metrics(stack);
      cluster(stack, { monitoring: ClusterMonitoring.azureMonitor({ monitorWorkspace, managedPrometheus }) });
    },
    {
      collectionRule: false,
      annotationsAllowed: [{ resource: 'pods', keys: ['owner'] }],
      labelsAllowed: [{ resource: 'namespaces', keys: ['team'] }],
      recordingRules: false,
      ruleName: 'shop-metrics',
      endpointName: 'shop-metrics',
      associationName: 'shop-metrics',
    },
  ),
  ObjectMetadataKeys: struct<ObjectMetadataKeys>((stack, keys) => {
    const labelsAllowed = [{ resource: 'pods', keys: ['team'], ...keys }];
    const monitorWorkspace = metrics(stack);
    const managedPrometheus = { labelsAllowed };
    cluster(stack, { monitoring: ClusterMonitoring.azureMonitor({ monitorWorkspace, managedPrometheus }) });
  }),
  NodePoolProps: struct<NodePoolProps>(
    (stack, props) =>
      new NodePool(stack, 'Pool', {
        cluster: knownCluster(stack),
        nodeSubnet: knownSubnet(stack),
        vmSize,
        ...props,
      }),
    {
      ...userPoolSamples,
      nodeSubnet: (stack) => knownSubnet(stack, 'other'),
      podSubnet: (stack) => knownSubnet(stack, 'pods'),
      poolName: 'batch',
      tags: { team: 'web' },
    },
  ),
  PrivateLinkOptions: struct<PrivateLinkOptions>(
    (stack, options) => cluster(stack, { apiServer: ApiServerAccess.privateLink(options) }),
    {
      privateDnsZone: (stack) => knownZone(stack, 'privatelink.westeurope.azmk8s.io'),
      publicDnsName: true,
      managedDnsZone: given<boolean, PrivateLinkOptions>({ publicDnsName: true }, true),
    },
  ),
  SpotOptions: struct<SpotOptions>((stack, spot) => cluster(stack, { userPool: { vmSize, spot } }), {
    maxPriceUsd: 0.05,
    evictionPolicy: SpotEvictionPolicy.DEALLOCATE,
  }),
  StorageDriverOptions: struct<StorageDriverOptions>((stack, storageDrivers) => cluster(stack, { storageDrivers }), {
    disk: false,
    file: false,
    blob: true,
    snapshots: false,
  }),
  SystemPoolOptions: struct<SystemPoolOptions>(
    (stack, options) => cluster(stack, { systemPool: { vmSize, ...options } }),
    { ...poolSamples, criticalAddonsOnly: false, poolName: 'core' },
  ),
  UserPoolOptions: struct<UserPoolOptions>((stack, options) => cluster(stack, { userPool: { vmSize, ...options } }), {
    ...userPoolSamples,
    poolName: 'apps',
  }),
  VnetIntegrationOptions: struct<VnetIntegrationOptions>(
    (stack, { apiServerSubnet = knownSubnet(stack, 'api'), ...options }) =>
      cluster(stack, { apiServer: ApiServerAccess.vnetIntegration({ apiServerSubnet, ...options }) }),
    {
      privateDnsZone: (stack) => knownZone(stack, 'private.westeurope.azmk8s.io'),
      publicRanges: ['203.0.113.7/32'],
      publicDnsName: true,
      managedDnsZone: given<boolean, VnetIntegrationOptions>({ publicDnsName: true }, true),
    },
  ),
  WeeklyMaintenanceOptions: struct<WeeklyMaintenanceOptions>(
    (stack, options) =>
      maintained(stack, MaintenanceWindow.weekly({ ...opening, weekday: Weekday.SATURDAY, ...options })),
    { ...windowSamples, intervalWeeks: 2 },
  ),
};

/** Without Entra ID, a cluster has no administrators. */
function withoutUsers(props: Partial<AksClusterProps>): Partial<AksClusterProps> {
  return props.entraId === false ? { ...props, administrators: [] } : props;
}

function maintained(stack: TerraformStack, nodeImages: MaintenanceWindow): AksCluster {
  return cluster(stack, { maintenance: { nodeImages } });
}

function knownIdentity(stack: TerraformStack) {
  return ManagedIdentity.fromLookup(stack, 'Identity', { identityName: 'aks', resourceGroupName: 'rg-shop' });
}

function knownVault(stack: TerraformStack) {
  return KeyVault.fromVaultId(stack, 'Vault', resourceId('Microsoft.KeyVault/vaults', 'shop4711'));
}

function knownZone(stack: TerraformStack, name: string) {
  return PrivateDnsZone.fromZoneId(stack, 'Zone', resourceId('Microsoft.Network/privateDnsZones', name));
}

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
