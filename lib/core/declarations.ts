// Written by `npm run declarations` from the public types of lib/.
import type { ClassDeclaration, EnumDeclaration, InterfaceDeclaration, StructDeclaration } from './declared-kind';

export const structs: { readonly [name: string]: StructDeclaration } = {
  AddOnGatewayOptions: {
    props: {
      gatewayName: 'string',
      subnet: 'ISubnet',
    },
  },
  AdvancedClusterOptions: {
    props: {
      httpProxy: 'HttpProxyOptions?',
      trustedCertificates: 'string[]?',
      linuxAdmin: 'LinuxAdminOptions?',
      windowsAdmin: 'WindowsAdminOptions?',
      adminGroupObjectIds: 'string[]?',
      oidcIssuer: 'boolean?',
      workloadIdentity: 'boolean?',
      edgeZone: 'string?',
      appRouting: 'AppRoutingOptions?',
      upgradeOverride: 'UpgradeOverrideOptions?',
    },
  },
  AdvancedPoolOptions: {
    props: {
      nodePublicIps: 'boolean?',
      nodePublicIpPrefixId: 'string?',
      proximityPlacementGroupId: 'string?',
      capacityReservationGroupId: 'string?',
      hostGroupId: 'string?',
      snapshotId: 'string?',
      ultraDisks: 'boolean?',
      kubeletDisk: 'KubeletDisk?',
      workloadRuntime: 'WorkloadRuntime?',
      scaleDownMode: 'ScaleDownMode?',
      maxUnavailable: 'string?',
      undrainableNodes: 'UndrainableNodeBehavior?',
      windowsOutboundNat: 'boolean?',
      rotation: 'NodeRotation?',
      network: 'NodeNetworkOptions?',
      operationTimeoutMinutes: 'number?',
    },
  },
  AgicGatewayOptions: {
    extends: ['AddOnGatewayOptions'],
    props: {
      gatewayResourceGroupName: 'string',
    },
  },
  AgicHelmOptions: {
    props: {
      identity: 'IManagedIdentity?',
      newIdentity: 'ManagedIdentityProps?',
      grantRoles: 'boolean?',
      version: 'AgicVersion?',
      namespace: 'INamespace?',
      releaseName: 'string?',
      cloud: 'AzureCloud?',
      values: 'any{}?',
    },
  },
  AksClusterLookup: {
    props: {
      clusterName: 'string',
      resourceGroupName: 'string',
      access: 'ClusterAccess?',
    },
  },
  AksClusterProps: {
    extends: ['AzureResourceProps'],
    props: {
      clusterName: 'string',
      network: 'ClusterNetwork',
      apiServer: 'ApiServerAccess',
      administrators: 'IPrincipal[]',
      grantAdministrators: 'boolean?',
      azureRbac: 'boolean?',
      entraId: 'boolean?',
      systemPool: 'SystemPoolOptions',
      userPool: 'UserPoolOptions?',
      nodeProvisioning: 'NodeProvisioning?',
      upgrades: 'ClusterUpgrades?',
      tier: 'ClusterTier?',
      access: 'ClusterAccess?',
      monitoring: 'ClusterMonitoring?',
      diskEncryptionSetId: 'string?',
      dnsPrefix: 'string?',
      nodeResourceGroupName: 'string?',
      tenantId: 'string?',
      azurePolicy: 'boolean?',
      policySettings: 'PolicySetting[]?',
      imageCleaner: 'boolean?',
      imageCleanerIntervalHours: 'number?',
      localAccounts: 'boolean?',
      runCommand: 'boolean?',
      maintenance: 'ClusterMaintenance?',
      identities: 'ClusterIdentityOptions?',
      autoscaler: 'ClusterAutoscalerOptions?',
      verticalPodAutoscaler: 'boolean?',
      keyManagement: 'KeyManagementOptions?',
      storageDrivers: 'StorageDriverOptions?',
      costAnalysis: 'boolean?',
      deletionProtection: 'boolean?',
      advanced: 'AdvancedClusterOptions?',
    },
  },
  AksNodeClassProps: {
    props: {
      cluster: 'IAksCluster',
      className: 'string',
      imageFamily: 'NodeImageFamily?',
      fips: 'boolean?',
      nodeSubnet: 'ISubnet?',
      osDiskSizeGib: 'number?',
      maxPods: 'number?',
      hostEncryption: 'boolean?',
      installGpuDriver: 'boolean?',
      artifactStreaming: 'boolean?',
      kubelet: 'KubeletOptions?',
      kernel: 'LinuxKernelOptions?',
      tags: 'string{}?',
    },
  },
  AlbBackend: {
    props: {
      serviceName: 'string',
      port: 'number',
      weight: 'number?',
    },
  },
  AlbControllerProps: {
    props: {
      cluster: 'IAksCluster',
      gatewayApi: 'GatewayApi',
      identity: 'IManagedIdentity?',
      newIdentity: 'ManagedIdentityProps?',
      grantRoles: 'boolean?',
      version: 'AlbControllerVersion?',
      namespace: 'INamespace?',
      cloud: 'AzureCloud?',
      values: 'any{}?',
    },
  },
  AlbGatewayAttributes: {
    props: {
      controller: 'IAlbController',
      namespaceName: 'string',
      name: 'string',
    },
  },
  AlbGatewayProps: {
    props: {
      loadBalancer: 'IApplicationLoadBalancer',
      namespace: 'INamespace',
      name: 'string',
      listeners: 'AlbListener[]',
      frontendName: 'string?',
      firewall: 'IWebApplicationFirewall?',
    },
  },
  AlbHttpRouteProps: {
    props: {
      gateway: 'IAlbGateway',
      namespace: 'INamespace',
      name: 'string',
      rules: 'AlbRouteRule[]',
      hostNames: 'string[]?',
      listenerName: 'string?',
      firewall: 'IWebApplicationFirewall?',
    },
  },
  AlbListenerOptions: {
    props: {
      hostName: 'string?',
      port: 'number?',
      openToAllNamespaces: 'boolean?',
    },
  },
  AlbRouteMatch: {
    props: {
      path: 'PathMatch?',
      headers: 'string{}?',
      method: 'string?',
    },
  },
  AlertmanagerOptions: {
    props: {
      configSecretName: 'string?',
    },
  },
  AppRoutingOptions: {
    props: {
      dnsZoneIds: 'string[]?',
      defaultController: 'AppRoutingController?',
    },
  },
  ApplicationGatewayAttributes: {
    extends: ['CommonApplicationGatewayAttributes'],
    props: {
      subnet: 'ISubnet',
    },
  },
  ApplicationGatewayIngressAttributes: {
    props: {
      cluster: 'IAksCluster',
      ingressClassName: 'string?',
      gateway: 'IApplicationGateway?',
    },
  },
  ApplicationGatewayIngressProps: {
    props: {
      cluster: 'IAksCluster',
      deployment: 'AgicDeployment',
      ingressClassName: 'string?',
      defaultIngressClass: 'boolean?',
      watchNamespaces: 'string[]?',
      resourceNamePrefix: 'string?',
      prohibitedTargets: 'ProhibitedTarget[]?',
      privateFrontend: 'boolean?',
      reconcilePeriodSeconds: 'number?',
    },
  },
  ApplicationGatewayLookup: {
    extends: ['CommonApplicationGatewayAttributes'],
    props: {
      gatewayName: 'string',
      resourceGroupName: 'string',
      subnet: 'ISubnet?',
    },
  },
  ApplicationGatewayProps: {
    extends: ['AzureResourceProps'],
    props: {
      gatewayName: 'string',
      subnet: 'ISubnet',
      capacity: 'GatewayCapacity?',
      sku: 'GatewaySku?',
      firewall: 'IWebApplicationFirewall?',
      zones: 'string[]?',
      publicAddressId: 'string?',
      privateAddress: 'string?',
      privateOnly: 'boolean?',
      identity: 'IManagedIdentity?',
      certificates: 'GatewayCertificate[]?',
      trustedRoots: 'TrustedRoot[]?',
      tlsPolicy: 'GatewayTlsPolicy?',
      http2: 'boolean?',
    },
  },
  ApplicationInsightsAttributes: {
    props: {
      insightsId: 'string',
      connectionString: 'string',
    },
  },
  ApplicationInsightsLookup: {
    props: {
      insightsName: 'string',
      resourceGroupName: 'string',
    },
  },
  ApplicationInsightsProps: {
    extends: ['AzureResourceProps'],
    props: {
      insightsName: 'string',
      workspace: 'ILogAnalyticsWorkspace',
      samplingPercentage: 'number?',
      dailyCapGb: 'number?',
      localAuthentication: 'boolean?',
      publicIngestion: 'boolean?',
      publicQuery: 'boolean?',
      ipMasking: 'boolean?',
    },
  },
  ApplicationLoadBalancerProps: {
    extends: ['AzureResourceProps'],
    props: {
      loadBalancerName: 'string',
      subnet: 'ISubnet',
      controller: 'IAlbController',
    },
  },
  AutomaticNodeProvisioningOptions: {
    props: {
      defaultPools: 'boolean?',
      besideClusterAutoscaler: 'boolean?',
      nodeSubnets: 'ISubnet[]?',
    },
  },
  AzureCniNodeSubnetOptions: {
    extends: ['AzureCniOptions'],
    props: {},
  },
  AzureCniOptions: {
    extends: ['ClusterNetworkOptions', 'DataPlaneOptions'],
    props: {},
  },
  AzureCniOverlayOptions: {
    extends: ['AzureCniOptions', 'OverlayRangeOptions'],
    props: {},
  },
  AzureCniPodSubnetOptions: {
    extends: ['AzureCniOptions'],
    props: {
      podSubnet: 'ISubnet',
    },
  },
  AzureMonitorOptions: {
    props: {
      logAnalyticsWorkspace: 'ILogAnalyticsWorkspace?',
      containerInsights: 'ContainerInsightsOptions?',
      monitorWorkspace: 'IAzureMonitorWorkspace?',
      managedPrometheus: 'ManagedPrometheusOptions?',
      defender: 'boolean?',
      defenderWorkspace: 'ILogAnalyticsWorkspace?',
    },
  },
  AzureMonitorWorkspaceAttributes: {
    props: {
      location: 'string?',
      queryEndpoint: 'string?',
    },
  },
  AzureMonitorWorkspaceLookup: {
    props: {
      workspaceName: 'string',
      resourceGroupName: 'string',
    },
  },
  AzureMonitorWorkspaceProps: {
    extends: ['AzureResourceProps'],
    props: {
      workspaceName: 'string',
      publicQuery: 'boolean?',
    },
  },
  AzureResourceProps: {
    props: {
      resourceGroupName: 'string',
      location: 'string',
      tags: 'string{}?',
    },
  },
  BackupVaultProps: {
    extends: ['AzureResourceProps'],
    props: {
      vaultName: 'string',
      redundancy: 'BackupRedundancy?',
      immutability: 'BackupImmutability?',
      softDeleteDays: 'number?',
    },
  },
  BringYourOwnCniOptions: {
    extends: ['ClusterNetworkOptions'],
    props: {
      podCidr: 'string?',
    },
  },
  CanaryOptions: {
    props: {
      stable: 'ServiceVersion',
      canary: 'ServiceVersion',
      canaryPercent: 'number',
    },
  },
  CertManagerInstallOptions: {
    props: {
      certManagerVersion: 'string?',
      trustManagerVersion: 'string?',
      certManagerValues: 'any{}?',
      trustManagerValues: 'any{}?',
    },
  },
  CertManagerPresentOptions: {
    props: {
      namespace: 'string?',
    },
  },
  CertificateWithKeyOptions: {
    extends: ['VaultObjectOptions'],
    props: {
      format: 'CertificateFormat?',
    },
  },
  ChartImage: {
    props: {
      image: 'string',
      referencePath: 'string?',
      repositoryPath: 'string?',
      prefixPath: 'string?',
      registryPath: 'string?',
      namePath: 'string?',
      tagPath: 'string?',
    },
  },
  ChartMirrorProps: {
    props: {
      registry: 'MirrorRegistry',
      repositoryPrefix: 'string?',
      cacheRules: 'RegistryCacheRule[]?',
      chartUsername: 'string?',
      chartPassword: 'string?',
    },
  },
  ClusterAutoscalerOptions: {
    props: {
      expander: 'AutoscalerExpander?',
      balanceSimilarPools: 'boolean?',
      unneededMinutes: 'number?',
      delayAfterAddMinutes: 'number?',
      utilizationThresholdPercent: 'number?',
      maxGracefulTerminationSeconds: 'number?',
      keepNodesWithLocalStorage: 'boolean?',
      keepNodesWithSystemPods: 'boolean?',
      scanIntervalSeconds: 'number?',
      newPodDelaySeconds: 'number?',
      delayAfterDeleteSeconds: 'number?',
      delayAfterFailureMinutes: 'number?',
      unreadyMinutes: 'number?',
      maxProvisioningMinutes: 'number?',
      maxUnreadyNodes: 'number?',
      maxUnreadyPercent: 'number?',
      maxEmptyNodesDeleted: 'number?',
      ignoreDaemonSets: 'boolean?',
      evictDaemonSetsOfEmptyNodes: 'boolean?',
      evictDaemonSetsOfOccupiedNodes: 'boolean?',
    },
  },
  ClusterBackupProps: {
    props: {
      cluster: 'IAksCluster',
      vault: 'BackupVault',
      storageAccountId: 'string',
      containerName: 'string',
      snapshotGroupId: 'string',
      backupName: 'string?',
      startTime: 'string?',
      intervalHours: 'number?',
      retentionDays: 'number?',
      includedNamespaces: 'string[]?',
      excludedNamespaces: 'string[]?',
      clusterScopedResources: 'boolean?',
      volumes: 'boolean?',
      cloud: 'AzureCloud?',
    },
  },
  ClusterIdentityOptions: {
    props: {
      controlPlaneIdentity: 'IManagedIdentity?',
      kubeletIdentity: 'IManagedIdentity?',
      systemAssigned: 'boolean?',
      grantRoles: 'boolean?',
    },
  },
  ClusterMaintenance: {
    props: {
      kubernetes: 'MaintenanceWindow?',
      nodeImages: 'MaintenanceWindow?',
      weeklyReleases: 'MaintenanceHours[]?',
    },
  },
  ClusterNetworkOptions: {
    extends: ['NetworkServiceOptions'],
    props: {
      nodeSubnet: 'ISubnet',
    },
  },
  ClusterTriggerAuthenticationAttributes: {
    props: {
      keda: 'IKeda',
      name: 'string',
    },
  },
  CommonApplicationGatewayAttributes: {
    props: {
      identity: 'IManagedIdentity?',
      privateFrontend: 'boolean?',
      certificateNames: 'string[]?',
      trustedRootNames: 'string[]?',
    },
  },
  ConnectionLimits: {
    props: {
      maxConnections: 'number?',
      maxPendingRequests: 'number?',
      maxRequests: 'number?',
      maxRequestsPerConnection: 'number?',
      connectTimeoutSeconds: 'number?',
    },
  },
  ConsulApiGatewayAttributes: {
    props: {
      mesh: 'IConsulMesh',
      gatewayName: 'string',
      namespaceName: 'string',
      certificateSecretNames: 'string[]?',
      minimumTlsVersion: 'TlsVersion?',
      plainHttp: 'boolean?',
    },
  },
  ConsulApiGatewayProps: {
    props: {
      mesh: 'IConsulMesh',
      gatewayName: 'string?',
      namespace: 'INamespace?',
      exposure: 'GatewayExposure?',
      replicas: 'number?',
      resources: 'ConsulResources?',
      minimumTlsVersion: 'TlsVersion?',
      certificateSecretNames: 'string[]?',
    },
  },
  ConsulMeshAttributes: {
    props: {
      cluster: 'IAksCluster',
      rootNamespace: 'string?',
      namespaceLabels: 'string{}?',
      trafficRedirection: 'TrafficRedirection?',
      egressGateway: 'boolean?',
      metrics: 'boolean?',
      enterprise: 'boolean?',
    },
  },
  ConsulMeshProps: {
    props: {
      cluster: 'IAksCluster',
      gatewayApi: 'GatewayApi',
      version: 'ConsulVersion?',
      datacenter: 'string?',
      serverReplicas: 'number?',
      serverStorageGib: 'number?',
      serverStorageClass: 'string?',
      serverResources: 'ConsulResources?',
      injectorReplicas: 'number?',
      injectorResources: 'ConsulResources?',
      sidecarResources: 'SidecarResources?',
      trafficRedirection: 'TrafficRedirection?',
      minimumTlsVersion: 'TlsVersion?',
      meshDestinationsOnly: 'boolean?',
      egressGateway: 'boolean?',
      metrics: 'boolean?',
      gossipKey: 'ConsulSecretKey?',
      enterpriseLicense: 'ConsulSecretKey?',
      values: 'any{}?',
    },
  },
  ConsulResources: {
    props: {
      cpuRequest: 'string?',
      cpuLimit: 'string?',
      memoryRequest: 'string?',
      memoryLimit: 'string?',
    },
  },
  ConsulSecretKey: {
    props: {
      secretName: 'string',
      secretKey: 'string?',
    },
  },
  ContainerInsightsOptions: {
    props: {
      collectionRule: 'boolean?',
      streams: 'ContainerInsightsStream[]?',
      intervalMinutes: 'number?',
      namespacesIncluded: 'string[]?',
      namespacesExcluded: 'string[]?',
      syslog: 'SyslogLevel?',
      ruleName: 'string?',
      associationName: 'string?',
    },
  },
  ContainerRegistryAttributes: {
    props: {
      loginServer: 'string?',
      permissions: 'RegistryPermissions?',
      grantsByHand: 'boolean?',
    },
  },
  ContainerRegistryLookup: {
    props: {
      registryName: 'string',
      resourceGroupName: 'string',
      permissions: 'RegistryPermissions?',
      grantsByHand: 'boolean?',
    },
  },
  ContainerRegistryProps: {
    extends: ['AzureResourceProps'],
    props: {
      registryName: 'string',
      sku: 'RegistrySku?',
      access: 'RegistryAccess?',
      trustedServicesBypass: 'boolean?',
      anonymousPull: 'boolean?',
      exportAllowed: 'boolean?',
      untaggedRetentionDays: 'number?',
      quarantine: 'boolean?',
      dedicatedDataEndpoint: 'boolean?',
      zoneRedundant: 'boolean?',
      geoReplications: 'GeoReplication[]?',
      grantsByHand: 'boolean?',
    },
  },
  CorsPolicy: {
    props: {
      allowOrigins: 'string[]',
      allowMethods: 'string[]?',
      allowHeaders: 'string[]?',
      exposeHeaders: 'string[]?',
      maxAgeSeconds: 'number?',
      allowCredentials: 'boolean?',
    },
  },
  CronTriggerOptions: {
    props: {
      start: 'string',
      end: 'string',
      timezone: 'string',
      replicas: 'number',
    },
  },
  CustomTriggerOptions: {
    extends: ['ScaleTriggerOptions'],
    props: {
      authentication: 'ITriggerAuthentication?',
      metricType: 'TriggerMetricType?',
    },
  },
  DailyMaintenanceOptions: {
    extends: ['MaintenanceWindowOptions'],
    props: {
      intervalDays: 'number?',
    },
  },
  DashboardAtUrlOptions: {
    props: {
      url: 'string',
      dataSourceInput: 'string?',
    },
  },
  DashboardIngressOptions: {
    props: {
      hostName: 'string',
      ingressClassName: 'string',
      tlsSecretName: 'string',
      annotations: 'string{}?',
    },
  },
  DataPlaneOptions: {
    props: {
      dataPlane: 'NetworkDataPlane?',
      networkObservability: 'boolean?',
      networkSecurity: 'boolean?',
    },
  },
  DiagnosticSettingsProps: {
    props: {
      target: 'DiagnosticTarget',
      workspace: 'ILogAnalyticsWorkspace',
      categories: 'string[]?',
      metrics: 'boolean?',
      settingName: 'string?',
    },
  },
  DisruptionBudget: {
    props: {
      nodes: 'string',
      schedule: 'string?',
      durationMinutes: 'number?',
      reasons: 'DisruptionReason[]?',
    },
  },
  DisruptionOptions: {
    props: {
      consolidation: 'ConsolidationPolicy?',
      consolidateAfterSeconds: 'number?',
      budgets: 'DisruptionBudget[]?',
      expireAfterHours: 'number?',
      terminationGracePeriodMinutes: 'number?',
    },
  },
  DualStackOptions: {
    props: {
      podIpv6Cidr: 'string?',
      serviceIpv6Cidr: 'string?',
    },
  },
  EntraIdJwtOptions: {
    extends: ['JwtOptions'],
    props: {
      tenantId: 'string',
      cloud: 'AzureCloud?',
    },
  },
  ExternalAuthorizationOptions: {
    props: {
      exemptPaths: 'PathMatch[]?',
      exemptMethods: 'string[]?',
    },
  },
  FaultInjection: {
    props: {
      delaySeconds: 'number?',
      delayPercent: 'number?',
      abortStatus: 'number?',
      abortPercent: 'number?',
      onlyWithHeader: 'RequestHeader?',
    },
  },
  FirewallRateLimitOptions: {
    extends: ['FirewallRuleOptions'],
    props: {
      requests: 'number',
      minutes: 'number?',
    },
  },
  FirewallRuleOptions: {
    props: {
      ruleName: 'string',
      priority: 'number',
      sources: 'string[]?',
      countries: 'string[]?',
      pathPrefixes: 'string[]?',
    },
  },
  FluxConfigurationProps: {
    props: {
      extension: 'IFluxExtension',
      configurationName: 'string',
      namespace: 'string?',
      scope: 'FluxScope?',
      url: 'string',
      reference: 'GitReference?',
      access: 'GitAccess?',
      kustomizations: 'FluxKustomization[]',
      syncIntervalSeconds: 'number?',
      timeoutSeconds: 'number?',
      suspended: 'boolean?',
    },
  },
  FluxExtensionAttributes: {
    props: {
      cluster: 'IAksCluster',
    },
  },
  FluxExtensionProps: {
    props: {
      cluster: 'IAksCluster',
      extensionName: 'string?',
      identity: 'IManagedIdentity?',
      multiTenancy: 'boolean?',
      imageAutomation: 'boolean?',
      detectHelmDrift: 'boolean?',
      version: 'string?',
    },
  },
  FluxKustomization: {
    props: {
      name: 'string',
      path: 'string?',
      dependsOn: 'string[]?',
      garbageCollection: 'boolean?',
      recreateImmutable: 'boolean?',
      wait: 'boolean?',
      syncIntervalSeconds: 'number?',
      retryIntervalSeconds: 'number?',
      timeoutSeconds: 'number?',
      substitute: 'string{}?',
    },
  },
  GatewayBackendTlsOptions: {
    props: {
      hostName: 'string',
      trustedRootNames: 'string[]?',
    },
  },
  GatewayIngressProps: {
    props: {
      controller: 'IApplicationGatewayIngress',
      name: 'string',
      target: 'GatewayIngressTarget',
      namespace: 'INamespace?',
      hosts: 'string[]?',
      paths: 'string[]?',
      tls: 'GatewayIngressTls?',
      sslRedirect: 'boolean?',
      backendTls: 'GatewayBackendTlsOptions?',
      probe: 'GatewayProbeOptions?',
      privateFrontend: 'boolean?',
      firewall: 'IWebApplicationFirewall?',
      requestTimeoutSeconds: 'number?',
      connectionDrainingSeconds: 'number?',
      cookieAffinity: 'boolean?',
      backendPathPrefix: 'string?',
      frontendPort: 'number?',
      sslProfileName: 'string?',
      rulePriority: 'number?',
      annotations: 'string{}?',
    },
  },
  GatewayProbeOptions: {
    props: {
      path: 'string?',
      port: 'number?',
      hostName: 'string?',
      statusCodes: 'string[]?',
      intervalSeconds: 'number?',
      timeoutSeconds: 'number?',
      unhealthyThreshold: 'number?',
    },
  },
  GeoReplication: {
    props: {
      location: 'string',
      zoneRedundant: 'boolean?',
      routed: 'boolean?',
    },
  },
  GpuOptions: {
    props: {
      installDriver: 'boolean?',
      instance: 'GpuInstance?',
    },
  },
  GrafanaAdminSecretOptions: {
    props: {
      secretName: 'string',
      userKey: 'string?',
      passwordKey: 'string?',
    },
  },
  GrantOptions: {
    props: {
      role: 'AzureRole',
      principal: 'IPrincipal',
      resourceId: 'string',
      byHand: 'boolean?',
    },
  },
  HeaderChanges: {
    props: {
      setTo: 'string{}?',
      add: 'string{}?',
      remove: 'string[]?',
    },
  },
  HelmChartProps: {
    extends: ['HelmReleaseProps'],
    props: {
      chart: 'ChartSource',
      values: 'any{}?',
      secretValues: 'string{}?',
      images: 'ChartImage[]?',
      waitForReady: 'boolean?',
      atomic: 'boolean?',
      maxHistory: 'number?',
      skipCrds: 'boolean?',
      _finalValues: 'any?',
    },
  },
  HelmReleaseProps: {
    props: {
      cluster: 'IHelmTarget',
      releaseName: 'string',
      namespace: 'string',
      timeoutMinutes: 'number?',
      takeOwnership: 'boolean?',
    },
  },
  HostPortRange: {
    props: {
      firstPort: 'number',
      lastPort: 'number?',
      protocol: 'HostPortProtocol?',
    },
  },
  HttpProxyOptions: {
    props: {
      httpProxy: 'string?',
      httpsProxy: 'string?',
      noProxy: 'string[]?',
      trustedCa: 'string?',
    },
  },
  HttpsChartOptions: {
    extends: ['RemoteChartOptions'],
    props: {
      repository: 'string',
    },
  },
  HttpsTokenOptions: {
    props: {
      user: 'string',
      password: 'string',
    },
  },
  InboundRuleOptions: {
    extends: ['SecurityRuleOptions'],
    props: {
      sources: 'string[]',
      destinations: 'string[]?',
    },
  },
  IngressDelegate: {
    props: {
      name: 'string',
      namespaceName: 'string',
      path: 'PathMatch',
      hosts: 'string[]?',
    },
  },
  IngressRoute: {
    extends: ['MeshRoute'],
    props: {
      service: 'MeshService?',
      hosts: 'string[]?',
    },
  },
  InternalExposureOptions: {
    props: {
      subnetName: 'string?',
      address: 'string?',
      allowedRanges: 'string[]?',
    },
  },
  IstioAmbientOptions: {
    props: {
      cniValues: 'any{}?',
      ztunnelValues: 'any{}?',
    },
  },
  IstioEgressGatewayProps: {
    props: {
      mesh: 'IIstioMesh',
      hosts: 'IstioEgressHost[]',
      gatewayName: 'string?',
      namespace: 'INamespace?',
      version: 'IstioVersion?',
      minReplicas: 'number?',
      maxReplicas: 'number?',
      values: 'any{}?',
    },
  },
  IstioEgressHost: {
    props: {
      host: 'string',
      port: 'number?',
      protocol: 'EgressProtocol?',
      addresses: 'string[]?',
      tlsOrigination: 'TlsOrigination?',
    },
  },
  IstioFoundationOptions: {
    props: {
      mutualTls: 'MutualTls?',
      trafficRedirection: 'TrafficRedirection?',
      baseValues: 'any{}?',
    },
  },
  IstioFoundationProps: {
    extends: ['IstioFoundationOptions'],
    props: {
      cluster: 'IAksCluster',
      version: 'IstioVersion?',
      defaultRevision: 'string?',
      _ambient: 'any?',
    },
  },
  IstioGatewayAttributes: {
    props: {
      mesh: 'IIstioMesh',
      gatewayName: 'string',
      namespaceName: 'string',
      selector: 'string{}?',
      serviceAccountName: 'string?',
    },
  },
  IstioGatewayProps: {
    props: {
      mesh: 'IIstioMesh',
      gatewayName: 'string?',
      namespace: 'INamespace?',
      exposure: 'GatewayExposure?',
      version: 'IstioVersion?',
      minReplicas: 'number?',
      maxReplicas: 'number?',
      externalTrafficPolicy: 'ExternalTrafficPolicy?',
      values: 'any{}?',
    },
  },
  IstioMeshAttributes: {
    props: {
      cluster: 'IAksCluster',
      revision: 'string?',
      rootNamespace: 'string?',
      routes: 'IstioRoutes?',
      trafficRedirection: 'TrafficRedirection?',
      dataPlane: 'IstioDataPlane?',
    },
  },
  IstioMeshProps: {
    extends: ['IstioFoundationOptions', 'SidecarOptions'],
    props: {
      cluster: 'IAksCluster',
      version: 'IstioVersion?',
      dataPlane: 'IstioDataPlane?',
      revision: 'string?',
      foundation: 'IstioFoundation?',
      outboundTraffic: 'IstioOutboundTraffic?',
      minimumTlsVersion: 'TlsVersion?',
      highAvailability: 'boolean?',
      holdApplicationUntilProxyStarts: 'boolean?',
      nativeSidecars: 'boolean?',
      routes: 'IstioRoutes?',
      values: 'any{}?',
    },
  },
  IstioRevisionTagProps: {
    props: {
      mesh: 'IIstioMesh',
      tagName: 'string',
    },
  },
  IstioWaypointAttributes: {
    props: {
      mesh: 'IIstioMesh',
      waypointName: 'string',
      namespaceName: 'string',
    },
  },
  IstioWaypointProps: {
    props: {
      mesh: 'IIstioMesh',
      gatewayApi: 'GatewayApi',
      waypointName: 'string?',
      namespace: 'INamespace?',
      minReplicas: 'number?',
      maxReplicas: 'number?',
    },
  },
  JwtIssuerOptions: {
    extends: ['JwtOptions'],
    props: {
      issuer: 'string',
      jwksUri: 'string',
    },
  },
  JwtOptions: {
    props: {
      audiences: 'string[]',
      requiredClaims: 'TokenClaim[]?',
      exemptCallers: 'MeshPeer[]?',
      exemptPaths: 'PathMatch[]?',
      exemptMethods: 'string[]?',
      forwardsToken: 'boolean?',
    },
  },
  KarpenterNodePoolProps: {
    props: {
      cluster: 'IAksCluster',
      poolName: 'string',
      nodeClass: 'AksNodeClass?',
      vmFamilies: 'string[]?',
      vmSizes: 'string[]?',
      architectures: 'CpuArchitecture[]?',
      capacityTypes: 'CapacityType[]?',
      zones: 'string[]?',
      minCpus: 'number?',
      maxCpus: 'number?',
      minMemoryGib: 'number?',
      maxMemoryGib: 'number?',
      gpu: 'ProvisionedGpuOptions?',
      requirements: 'NodeRequirement[]?',
      nodeLabels: 'string{}?',
      nodeTaints: 'string[]?',
      startupTaints: 'string[]?',
      cpuLimit: 'number?',
      memoryLimitGib: 'number?',
      weight: 'number?',
      disruption: 'DisruptionOptions?',
    },
  },
  KedaAttributes: {
    props: {
      cluster: 'IAksCluster',
      namespaceName: 'string?',
      operatorServiceAccountName: 'string?',
      version: 'KedaVersion?',
    },
  },
  KedaChartOptions: {
    props: {
      version: 'KedaVersion?',
      namespace: 'INamespace?',
      highAvailability: 'boolean?',
      metrics: 'KedaMetrics?',
      takeOwnership: 'boolean?',
      values: 'any{}?',
    },
  },
  KedaIdentityOptions: {
    props: {
      identity: 'IManagedIdentity?',
      newIdentity: 'ManagedIdentityProps?',
      credentialName: 'string?',
    },
  },
  KedaProps: {
    props: {
      cluster: 'IAksCluster',
      installation: 'KedaInstallation?',
    },
  },
  KeyManagementOptions: {
    props: {
      keyVault: 'IKeyVault',
      keyVaultKeyId: 'string',
      privateVault: 'boolean?',
    },
  },
  KeyVaultAttributes: {
    props: {
      vaultUri: 'string?',
      tenantId: 'string?',
    },
  },
  KeyVaultLookup: {
    props: {
      vaultName: 'string',
      resourceGroupName: 'string',
    },
  },
  KeyVaultProps: {
    extends: ['AzureResourceProps'],
    props: {
      vaultName: 'string',
      sku: 'KeyVaultSku?',
      networkAccess: 'VaultNetworkAccess?',
      trustedServicesBypass: 'boolean?',
      purgeProtection: 'boolean?',
      softDeleteRetentionDays: 'number?',
      tenantId: 'string?',
    },
  },
  KialiEntraLoginOptions: {
    props: {
      tenantId: 'string',
      clientId: 'string',
      clientSecretName: 'string?',
      sharedRights: 'boolean?',
      cloud: 'AzureCloud?',
    },
  },
  KialiGrafanaOptions: {
    props: {
      externalUrl: 'string',
      internalUrl: 'string?',
      tokenSecretName: 'string',
      tokenSecretKey: 'string?',
    },
  },
  KialiManagedPrometheusOptions: {
    props: {
      queryUrl: 'string',
      tenantId: 'string',
      clientId: 'string',
      clientSecretName: 'string',
      clientSecretKey: 'string?',
      scrapeIntervalSeconds: 'number?',
      cloud: 'AzureCloud?',
    },
  },
  KialiProps: {
    props: {
      mesh: 'IIstioMesh',
      prometheus: 'KialiPrometheus',
      version: 'KialiVersion?',
      namespace: 'INamespace?',
      login: 'KialiLogin?',
      viewOnly: 'boolean?',
      namespaces: 'INamespace[]?',
      grafana: 'KialiGrafanaOptions?',
      tracing: 'KialiTracing?',
      ingress: 'DashboardIngressOptions?',
      replicas: 'number?',
      signingKeySecretName: 'string?',
      values: 'any{}?',
    },
  },
  KialiTracingOptions: {
    props: {
      internalUrl: 'string',
      externalUrl: 'string?',
    },
  },
  KubeletOptions: {
    props: {
      podMaxPids: 'number?',
      containerLogMaxSizeMib: 'number?',
      containerLogMaxFiles: 'number?',
      imageGcHighThresholdPercent: 'number?',
      imageGcLowThresholdPercent: 'number?',
      cpuManagerPolicy: 'CpuManagerPolicy?',
      topologyManagerPolicy: 'TopologyManagerPolicy?',
      allowedUnsafeSysctls: 'string[]?',
    },
  },
  KubenetOptions: {
    extends: ['ClusterNetworkOptions'],
    props: {
      podCidr: 'string?',
      dataPlane: 'NetworkDataPlane?',
    },
  },
  KubernetesManifestsProps: {
    extends: ['HelmReleaseProps'],
    props: {
      manifests: 'any[]',
      _finalManifests: 'any?',
      _ownedKeys: 'any?',
    },
  },
  LinkerdCertManagerIdentityOptions: {
    props: {
      certManager: 'CertManagerSource',
      trustAnchorValidityDays: 'number?',
      issuerValidityHours: 'number?',
      issuerRenewalHours: 'number?',
      webhookValidityDays: 'number?',
      webhookRenewalDays: 'number?',
    },
  },
  LinkerdGivenIdentityOptions: {
    props: {
      trustAnchorPem: 'string',
      issuerCertificatePem: 'string',
      issuerKeyPem: 'string',
      proxyInjector: 'LinkerdWebhookCertificate',
      profileValidator: 'LinkerdWebhookCertificate',
      policyValidator: 'LinkerdWebhookCertificate',
    },
  },
  LinkerdMeshAttributes: {
    props: {
      cluster: 'IAksCluster',
      trustDomain: 'string?',
      trafficRedirection: 'TrafficRedirection?',
    },
  },
  LinkerdMeshProps: {
    props: {
      cluster: 'IAksCluster',
      version: 'LinkerdVersion',
      gatewayApi: 'GatewayApi',
      identity: 'LinkerdIdentity?',
      trustDomain: 'string?',
      defaultInboundPolicy: 'LinkerdInboundPolicy?',
      trafficRedirection: 'TrafficRedirection?',
      highAvailability: 'boolean?',
      proxyResources: 'LinkerdProxyResources?',
      values: 'any{}?',
      cniValues: 'any{}?',
    },
  },
  LinkerdProxyResources: {
    props: {
      cpuRequest: 'string?',
      memoryRequest: 'string?',
      memoryLimit: 'string?',
    },
  },
  LinkerdTlsIdentityOptions: {
    props: {
      trustAnchors: 'string[]?',
      trustAnchorValidityDays: 'number?',
      issuerValidityDays: 'number?',
      webhookValidityDays: 'number?',
      renewalDays: 'number?',
    },
  },
  LinkerdVendorOptions: {
    props: {
      repository: 'string',
      version: 'string',
      license: 'string?',
      crdsChart: 'string?',
      controlPlaneChart: 'string?',
      cniChart: 'string?',
      controlPlaneImages: 'ChartImage[]?',
      cniImages: 'ChartImage[]?',
    },
  },
  LinkerdVizProps: {
    props: {
      mesh: 'ILinkerdMesh',
      version: 'LinkerdVersion?',
      prometheus: 'LinkerdVizPrometheus?',
      highAvailability: 'boolean?',
      dashboardHosts: 'string[]?',
      grafanaUrl: 'string?',
      values: 'any{}?',
    },
  },
  LinkerdWebhookCertificate: {
    props: {
      certificatePem: 'string',
      keyPem: 'string',
      caBundlePem: 'string',
    },
  },
  LinuxAdminOptions: {
    props: {
      userName: 'string',
      sshPublicKey: 'string',
    },
  },
  LinuxKernelOptions: {
    props: {
      maxMapCount: 'number?',
      inotifyMaxUserWatches: 'number?',
      fileMax: 'number?',
      somaxconn: 'number?',
      conntrackMax: 'number?',
      localPortMin: 'number?',
      localPortMax: 'number?',
    },
  },
  LoadBalancerAttributes: {
    props: {
      loadBalancerId: 'string',
      frontendNames: 'string[]',
      controller: 'IAlbController',
    },
  },
  LoadBalancerOutboundOptions: {
    props: {
      managedIpCount: 'number?',
      managedIpv6Count: 'number?',
      publicIpIds: 'string[]?',
      publicIpPrefixIds: 'string[]?',
      portsPerNode: 'number?',
      idleTimeoutMinutes: 'number?',
    },
  },
  LocalRateLimit: {
    props: {
      requestsPerSecond: 'number',
      burst: 'number?',
    },
  },
  LocalityDistribution: {
    props: {
      from: 'string',
      to: 'LocalityWeight[]',
    },
  },
  LocalityWeight: {
    props: {
      place: 'string',
      percent: 'number',
    },
  },
  LogAnalyticsWorkspaceAttributes: {
    props: {
      location: 'string?',
    },
  },
  LogAnalyticsWorkspaceLookup: {
    props: {
      workspaceName: 'string',
      resourceGroupName: 'string',
    },
  },
  LogAnalyticsWorkspaceProps: {
    extends: ['AzureResourceProps'],
    props: {
      workspaceName: 'string',
      retentionDays: 'number?',
      dailyCapGb: 'number?',
      commitmentTierGb: 'number?',
      localAuthentication: 'boolean?',
      publicIngestion: 'boolean?',
      publicQuery: 'boolean?',
      accessByResource: 'boolean?',
    },
  },
  MaintenanceFreeze: {
    props: {
      firstDay: 'string',
      lastDay: 'string',
    },
  },
  MaintenanceHours: {
    props: {
      weekday: 'Weekday',
      hours: 'number[]',
    },
  },
  MaintenanceWindowOptions: {
    props: {
      startTime: 'string',
      durationHours: 'number',
      utcOffset: 'string?',
      startDate: 'string?',
      freezes: 'MaintenanceFreeze[]?',
    },
  },
  ManagedApplicationLoadBalancerProps: {
    props: {
      controller: 'IAlbController',
      namespace: 'INamespace',
      name: 'string',
      subnet: 'ISubnet',
    },
  },
  ManagedGatewayApiProps: {
    props: {
      cluster: 'IAksCluster',
      kubernetesVersion: 'string?',
    },
  },
  ManagedGrafanaProps: {
    extends: ['AzureResourceProps'],
    props: {
      grafanaName: 'string',
      workspaces: 'IAzureMonitorWorkspace[]',
      administrators: 'IPrincipal[]',
      editors: 'IPrincipal[]?',
      viewers: 'IPrincipal[]?',
      version: 'GrafanaVersion?',
      publicAccess: 'boolean?',
      zoneRedundant: 'boolean?',
      staticOutboundAddresses: 'boolean?',
      monitoringScopes: 'string[]?',
    },
  },
  ManagedIdentityAttributes: {
    props: {
      identityId: 'string',
      clientId: 'string',
      principalId: 'string',
    },
  },
  ManagedIdentityLookup: {
    props: {
      identityName: 'string',
      resourceGroupName: 'string',
    },
  },
  ManagedIdentityProps: {
    extends: ['AzureResourceProps'],
    props: {
      identityName: 'string',
    },
  },
  ManagedIstioCertificateAuthorityOptions: {
    props: {
      vault: 'IKeyVault',
      secretsStoreDriver: 'ISecretsStoreDriver',
      rootCertificateSecret: 'string?',
      certificateChainSecret: 'string?',
      certificateSecret: 'string?',
      keySecret: 'string?',
    },
  },
  ManagedIstioMeshAttributes: {
    props: {
      cluster: 'IAksCluster',
      revision: 'string?',
      trafficRedirection: 'TrafficRedirection?',
    },
  },
  ManagedIstioMeshConfigProps: {
    props: {
      mesh: 'IManagedIstioMesh',
      revisions: 'string[]?',
      mutualTls: 'MutualTls?',
      outboundTraffic: 'IstioOutboundTraffic?',
      minimumTlsVersion: 'TlsVersion?',
      meshConfig: 'any{}?',
    },
  },
  ManagedIstioMeshProps: {
    props: {
      cluster: 'IAksCluster',
      revisions: 'string[]',
      internalGateway: 'boolean?',
      externalGateway: 'boolean?',
      certificateAuthority: 'ManagedIstioCertificateAuthorityOptions?',
    },
  },
  ManagedNatGatewayOptions: {
    props: {
      managedIpCount: 'number?',
      idleTimeoutMinutes: 'number?',
    },
  },
  ManagedNetworkOptions: {
    extends: ['NetworkServiceOptions', 'DataPlaneOptions', 'OverlayRangeOptions'],
    props: {
      kind: 'ManagedNetworkKind?',
    },
  },
  ManagedOpenServiceMeshAttributes: {
    props: {
      cluster: 'IAksCluster',
      metrics: 'boolean?',
    },
  },
  ManagedOpenServiceMeshProps: {
    props: {
      cluster: 'IAksCluster',
      metrics: 'boolean?',
    },
  },
  ManagedPrometheusOptions: {
    props: {
      collectionRule: 'boolean?',
      recordingRules: 'boolean?',
      annotationsAllowed: 'ObjectMetadataKeys[]?',
      labelsAllowed: 'ObjectMetadataKeys[]?',
      ruleName: 'string?',
      endpointName: 'string?',
      associationName: 'string?',
    },
  },
  ManagedPrometheusSettingsProps: {
    props: {
      cluster: 'IAksCluster',
      targets: 'ScrapeTargetOptions[]?',
      pods: 'PodScrapingOptions?',
      minimalIngestion: 'boolean?',
      clusterLabel: 'string?',
      replaceExisting: 'boolean?',
    },
  },
  MeshAlertsProps: {
    extends: ['AzureResourceProps'],
    props: {
      mesh: 'IServiceMesh',
      workspace: 'IAzureMonitorWorkspace',
      actionGroupIds: 'string[]',
      maxErrorPercent: 'number?',
      maxLatencyMilliseconds: 'number?',
      sustainedMinutes: 'number?',
      certificateDays: 'number?',
      alertsName: 'string?',
    },
  },
  MeshDefaultDenyProps: {
    props: {
      mesh: 'IServiceMesh',
      gateways: 'IMeshGateway[]?',
    },
  },
  MeshEgressOptions: {
    props: {
      name: 'string',
      hosts: 'string[]',
      port: 'number?',
      protocol: 'EgressProtocol?',
      addresses: 'string[]?',
      tlsOrigination: 'TlsOrigination?',
      callers: 'MeshPeer[]?',
    },
  },
  MeshEgressProps: {
    extends: ['MeshEgressOptions'],
    props: {
      namespace: 'IMeshNamespace',
    },
  },
  MeshGatewayCertificateProps: {
    props: {
      gateway: 'IMeshGateway',
      driver: 'ISecretsStoreDriver',
      vault: 'IKeyVault',
      certificateName: 'string',
      access: 'VaultAccess',
      roles: 'VaultRoles?',
      secretName: 'string?',
      secretSyncImage: 'string?',
    },
  },
  MeshIngressAttributes: {
    props: {
      gateway: 'IMeshGateway',
      hosts: 'string[]',
      plainHttp: 'boolean?',
    },
  },
  MeshIngressProps: {
    props: {
      gateway: 'IMeshGateway',
      name: 'string',
      hosts: 'string[]',
      routes: 'IngressRoute[]?',
      delegates: 'IngressDelegate[]?',
      namespace: 'IMeshNamespace?',
      tls: 'IngressTls?',
      redirectHttp: 'boolean?',
      plainHttpRoutes: 'IngressRoute[]?',
      jwtAuthentication: 'JwtAuthentication?',
      externalAuthorization: 'ExternalAuthorization?',
    },
  },
  MeshIngressRoutesProps: {
    props: {
      ingress: 'IMeshIngress',
      name: 'string',
      path: 'PathMatch',
      hosts: 'string[]?',
      routes: 'IngressRoute[]',
    },
  },
  MeshNamespaceAttributes: {
    props: {
      mesh: 'IServiceMesh',
      name: 'string',
    },
  },
  MeshNamespacePolicyOptions: {
    props: {
      denyByDefault: 'boolean?',
      strictMutualTls: 'boolean?',
      scrapers: 'MeshPeer[]?',
      plainTextPorts: 'PlainTextPort[]?',
    },
  },
  MeshNamespacePolicyProps: {
    extends: ['MeshNamespacePolicyOptions'],
    props: {
      namespace: 'IMeshNamespace',
    },
  },
  MeshNamespaceProps: {
    extends: ['NamespaceOptions'],
    props: {
      mesh: 'IServiceMesh',
      inMesh: 'boolean?',
      accessLogs: 'AccessLogs?',
    },
  },
  MeshObservabilityProps: {
    props: {
      mesh: 'IServiceMesh',
      metrics: 'MeshMetrics?',
      dashboards: 'boolean?',
      accessLogs: 'AccessLogs?',
      traces: 'MeshTraces?',
    },
  },
  MeshRequestRateOptions: {
    extends: ['ScaleTriggerOptions'],
    props: {
      mesh: 'IServiceMesh',
      metrics: 'MetricsSource',
      requestsPerSecond: 'number',
      activationRequestsPerSecond: 'number?',
      windowMinutes: 'number?',
      workloadName: 'string?',
      failsOnEmptyResult: 'boolean?',
    },
  },
  MeshRoute: {
    props: {
      match: 'RouteMatch?',
      action: 'RouteAction?',
      rewritePath: 'PathRewrite?',
      rewriteHost: 'string?',
      requestHeaders: 'HeaderChanges?',
      responseHeaders: 'HeaderChanges?',
      cors: 'CorsPolicy?',
      retries: 'RetryPolicy?',
      timeoutSeconds: 'number?',
      mirror: 'TrafficMirror?',
      faultInjection: 'FaultInjection?',
    },
  },
  MeshServiceOptions: {
    props: {
      name: 'string',
      port: 'number',
      protocol: 'ServiceProtocol?',
      morePorts: 'MeshServicePort[]?',
      workload: 'MeshServiceWorkload',
      ownsService: 'boolean?',
      headless: 'boolean?',
      publishNotReadyAddresses: 'boolean?',
      split: 'TrafficSplit?',
      routes: 'MeshRoute[]?',
      versions: 'ServiceVersion[]?',
      mirror: 'TrafficMirror?',
      faultInjection: 'FaultInjection?',
      retries: 'RetryPolicy?',
      timeoutSeconds: 'number?',
      connectionLimits: 'ConnectionLimits?',
      outlierEjection: 'OutlierEjection?',
      loadBalancing: 'LoadBalancing?',
      rateLimit: 'LocalRateLimit?',
      allowFrom: 'MeshPeer[]?',
      probePaths: 'string[]?',
      jwtAuthentication: 'JwtAuthentication?',
      locality: 'Locality?',
      externalAuthorization: 'ExternalAuthorization?',
      policy: 'TrafficPolicy?',
    },
  },
  MeshServicePort: {
    props: {
      name: 'string',
      port: 'number',
      containerPort: 'number',
      protocol: 'ServiceProtocol?',
      allowFrom: 'MeshPeer[]?',
    },
  },
  MeshServiceProps: {
    extends: ['MeshServiceOptions'],
    props: {
      namespace: 'IMeshNamespace',
    },
  },
  MeshServiceWorkload: {
    props: {
      labels: 'string{}',
      serviceAccount: 'string',
      containerPort: 'number',
    },
  },
  MeshTracesOptions: {
    props: {
      samplingPercent: 'number?',
    },
  },
  MeshWorkloadProps: {
    extends: ['SidecarOptions'],
    props: {
      mesh: 'IServiceMesh',
      inMesh: 'boolean?',
      rewriteProbes: 'boolean?',
      jobSidecar: 'JobSidecar?',
      version: 'ServiceVersion?',
    },
  },
  MeshedServiceOptions: {
    props: {
      serviceName: 'string',
      port: 'number',
      podLabels: 'string{}',
      podPort: 'number',
    },
  },
  MirrorPullOptions: {
    props: {
      pulledBy: 'IPrincipal[]?',
    },
  },
  MonitorPrivateLinkScopeProps: {
    props: {
      scopeName: 'string',
      resourceGroupName: 'string',
      ingestionAccess: 'PrivateLinkAccess?',
      queryAccess: 'PrivateLinkAccess?',
      tags: 'string{}?',
    },
  },
  MonthlyMaintenanceOptions: {
    extends: ['MaintenanceWindowOptions'],
    props: {
      dayOfMonth: 'number',
      intervalMonths: 'number?',
    },
  },
  MonthlyWeekdayMaintenanceOptions: {
    extends: ['MaintenanceWindowOptions'],
    props: {
      weekday: 'Weekday',
      week: 'WeekOfMonth',
      intervalMonths: 'number?',
    },
  },
  NamespaceAttributes: {
    props: {
      cluster: 'IHelmTarget',
      name: 'string',
    },
  },
  NamespaceOptions: {
    props: {
      name: 'string',
      podSecurity: 'PodSecurityLevel?',
      labels: 'string{}?',
      annotations: 'string{}?',
      recordsNamespace: 'string?',
    },
  },
  NamespaceProps: {
    extends: ['NamespaceOptions'],
    props: {
      cluster: 'IHelmTarget',
      _ownedKeys: 'any?',
    },
  },
  NatGatewayProps: {
    extends: ['AzureResourceProps'],
    props: {
      natGatewayName: 'string',
      publicIpCount: 'number?',
      publicIpIds: 'string[]?',
      publicIpPrefixIds: 'string[]?',
      idleTimeoutMinutes: 'number?',
      zone: 'string?',
    },
  },
  NetworkLinkOptions: {
    props: {
      linkName: 'string?',
      internetFallback: 'boolean?',
      registersMachines: 'boolean?',
    },
  },
  NetworkServiceOptions: {
    props: {
      serviceCidr: 'string?',
      dnsServiceIp: 'string?',
      outbound: 'ClusterOutbound?',
    },
  },
  NoOutboundOptions: {
    props: {
      bootstrapRegistry: 'IContainerRegistry?',
    },
  },
  NodeNetworkOptions: {
    props: {
      allowedHostPorts: 'HostPortRange[]?',
      applicationSecurityGroupIds: 'string[]?',
      publicIpTags: 'string{}?',
    },
  },
  NodePoolOptions: {
    props: {
      vmSize: 'string',
      nodeCount: 'number?',
      minCount: 'number?',
      maxCount: 'number?',
      zones: 'string[]?',
      maxPods: 'number?',
      osDiskType: 'OsDiskType?',
      osDiskSizeGib: 'number?',
      hostEncryption: 'boolean?',
      nodeLabels: 'string{}?',
      tags: 'string{}?',
      os: 'NodeOs?',
      fips: 'boolean?',
      gpu: 'GpuOptions?',
      kubelet: 'KubeletOptions?',
      kernel: 'LinuxKernelOptions?',
      maxSurge: 'string?',
      drainTimeoutMinutes: 'number?',
      nodeSoakMinutes: 'number?',
      advanced: 'AdvancedPoolOptions?',
    },
  },
  NodePoolProps: {
    extends: ['UserPoolOptions'],
    props: {
      cluster: 'IAksCluster',
      nodeSubnet: 'ISubnet?',
      podSubnet: 'ISubnet?',
    },
  },
  ObjectMetadataKeys: {
    props: {
      resource: 'string',
      keys: 'string[]',
    },
  },
  OciChartOptions: {
    extends: ['RemoteChartOptions'],
    props: {
      registry: 'string',
    },
  },
  OpenServiceMeshAttributes: {
    props: {
      cluster: 'IAksCluster',
      meshName: 'string?',
      rootNamespace: 'string?',
      metrics: 'boolean?',
    },
  },
  OpenServiceMeshProps: {
    extends: ['OsmMeshConfigOptions'],
    props: {
      cluster: 'IAksCluster',
      meshName: 'string?',
      highAvailability: 'boolean?',
      metrics: 'boolean?',
      chart: 'ChartSource?',
      values: 'any{}?',
    },
  },
  OpenTelemetryCollectorProps: {
    props: {
      namespace: 'INamespace',
      applicationInsights: 'IApplicationInsights',
      identity: 'IWorkloadIdentity',
      collectorName: 'string?',
      minReplicas: 'number?',
      maxReplicas: 'number?',
      memoryMib: 'number?',
      samplingPercentage: 'number?',
      cloud: 'AzureCloud?',
      chart: 'ChartSource?',
      values: 'any{}?',
    },
  },
  OsmMeshConfigOptions: {
    props: {
      permissiveTrafficPolicy: 'boolean?',
      egress: 'boolean?',
      outboundIpRangeExclusions: 'string[]?',
      outboundPortExclusions: 'number[]?',
      inboundPortExclusions: 'number[]?',
      certificateValidityHours: 'number?',
      meshConfig: 'any{}?',
    },
  },
  OsmMeshConfigProps: {
    extends: ['OsmMeshConfigOptions'],
    props: {
      mesh: 'IOpenServiceMesh',
    },
  },
  OutboundRuleOptions: {
    extends: ['SecurityRuleOptions'],
    props: {
      destinations: 'string[]',
      sources: 'string[]?',
    },
  },
  OutlierEjection: {
    props: {
      consecutiveErrors: 'number',
      baseEjectionSeconds: 'number?',
      intervalSeconds: 'number?',
      maxEjectionPercent: 'number?',
    },
  },
  OverlayRangeOptions: {
    props: {
      podCidr: 'string?',
      dualStack: 'DualStackOptions?',
    },
  },
  OwnZonesOptions: {
    props: {
      resourceGroupName: 'string?',
      perNetwork: 'boolean?',
      cloud: 'AzureCloud?',
    },
  },
  PhasedRolloutOptions: {
    props: {
      from: 'ServiceVersion',
      to: 'ServiceVersion',
      steps: 'RolloutStep[]',
      currentStep: 'string',
    },
  },
  PlainTextPort: {
    props: {
      labels: 'string{}',
      port: 'number',
    },
  },
  PodScrapingOptions: {
    props: {
      namespaces: 'string[]?',
      intervalSeconds: 'number?',
      metrics: 'string[]?',
    },
  },
  PresentGatewayApiProps: {
    props: {
      cluster: 'IAksCluster',
      version: 'string',
      channel: 'GatewayApiChannel',
    },
  },
  PrivateDnsOptions: {
    props: {
      publicDnsName: 'boolean?',
      managedDnsZone: 'boolean?',
    },
  },
  PrivateDnsZoneAttributes: {
    props: {
      provider: 'TerraformProvider?',
    },
  },
  PrivateDnsZoneLookup: {
    props: {
      zoneName: 'string',
      resourceGroupName: 'string',
    },
  },
  PrivateDnsZoneProps: {
    props: {
      zoneName: 'string',
      resourceGroupName: 'string',
      networks: 'IVirtualNetwork[]?',
      internetFallback: 'boolean?',
      tags: 'string{}?',
    },
  },
  PrivateEndpointProps: {
    extends: ['AzureResourceProps'],
    props: {
      endpointName: 'string',
      subnet: 'ISubnet',
      target: 'IPrivateLinkTarget',
      dns: 'PrivateEndpointDns?',
      staticAddresses: 'StaticAddress[]?',
      manualApprovalMessage: 'string?',
      networkInterfaceName: 'string?',
      connectionName: 'string?',
      zoneGroupName: 'string?',
    },
  },
  PrivateLinkOptions: {
    extends: ['PrivateDnsOptions'],
    props: {
      privateDnsZone: 'IPrivateDnsZone?',
    },
  },
  ProhibitedTarget: {
    props: {
      name: 'string',
      hostName: 'string?',
      paths: 'string[]?',
    },
  },
  PrometheusPeerOptions: {
    props: {
      namespace: 'string',
      serviceAccount: 'string',
      path: 'string?',
    },
  },
  PrometheusResources: {
    props: {
      cpuRequest: 'string?',
      memoryRequest: 'string?',
      memoryLimit: 'string?',
    },
  },
  PrometheusServerOptions: {
    props: {
      signIn: 'PrometheusSignIn?',
      authentication: 'ITriggerAuthentication?',
    },
  },
  PrometheusStackAttributes: {
    props: {
      cluster: 'IHelmTarget',
      namespaceName: 'string?',
      releaseName: 'string?',
      queryUrl: 'string?',
      serviceAccountName: 'string?',
      grafanaUrl: 'string?',
    },
  },
  PrometheusStackGrafanaOptions: {
    props: {
      admin: 'GrafanaAdmin?',
      storageGiB: 'number?',
    },
  },
  PrometheusStackProps: {
    props: {
      cluster: 'IHelmTarget',
      version: 'PrometheusStackVersion?',
      releaseName: 'string?',
      namespace: 'INamespace?',
      highAvailability: 'boolean?',
      retentionDays: 'number?',
      storageGiB: 'number?',
      storageClassName: 'string?',
      scrapeIntervalSeconds: 'number?',
      resources: 'PrometheusResources?',
      alertmanager: 'AlertmanagerOptions?',
      grafana: 'PrometheusStackGrafana?',
      upgradeCrds: 'boolean?',
      values: 'any{}?',
    },
  },
  PrometheusTriggerOptions: {
    extends: ['ScaleTriggerOptions'],
    props: {
      metrics: 'MetricsSource',
      query: 'string',
      threshold: 'number',
      activationThreshold: 'number?',
      metricType: 'TriggerMetricType?',
      failsOnEmptyResult: 'boolean?',
    },
  },
  ProvisionedGpuOptions: {
    props: {
      manufacturer: 'GpuManufacturer?',
      names: 'string[]?',
      minCount: 'number?',
    },
  },
  PublicExposureOptions: {
    props: {
      staticIpName: 'string?',
      staticIpResourceGroup: 'string?',
      allowedRanges: 'string[]?',
      allowedServiceTags: 'string[]?',
    },
  },
  PublishedDashboardOptions: {
    props: {
      id: 'number',
      revision: 'number',
      dataSourceInput: 'string?',
    },
  },
  RegistryCacheRuleProps: {
    props: {
      registry: 'IContainerRegistry',
      ruleName: 'string',
      source: 'string',
      target: 'string',
      credentials: 'RegistryCredentialSet?',
    },
  },
  RegistryCredentialSetProps: {
    props: {
      registry: 'IContainerRegistry',
      credentialSetName: 'string',
      sourceHost: 'string',
      vault: 'IKeyVault',
      usernameSecretName: 'string',
      passwordSecretName: 'string',
    },
  },
  RemoteChartOptions: {
    props: {
      chart: 'string',
      version: 'string',
      username: 'string?',
      password: 'string?',
    },
  },
  RequestHeader: {
    props: {
      name: 'string',
      value: 'string',
    },
  },
  RequestScope: {
    props: {
      methods: 'string[]?',
      paths: 'PathMatch[]?',
      claims: 'TokenClaim[]?',
      clientRanges: 'string[]?',
    },
  },
  RequiredProviders: {
    props: {
      azurerm: 'number?',
    },
  },
  ResourceTriggerOptions: {
    props: {
      utilizationPercent: 'number?',
      averageValue: 'string?',
      containerName: 'string?',
    },
  },
  RetryPolicy: {
    props: {
      attempts: 'number',
      perTryTimeoutSeconds: 'number?',
      on: 'RetryOn[]?',
      statuses: 'number[]?',
      backoffSeconds: 'number?',
    },
  },
  RolloutStep: {
    props: {
      name: 'string',
      percent: 'number',
    },
  },
  RouteMatch: {
    props: {
      path: 'PathMatch?',
      methods: 'string[]?',
      headers: 'HeaderMatch[]?',
      query: 'QueryMatch[]?',
    },
  },
  RouteOptions: {
    props: {
      routeName: 'string',
      destination: 'string',
    },
  },
  RouteRedirect: {
    props: {
      host: 'string?',
      path: 'string?',
      scheme: 'string?',
      port: 'number?',
      status: 'number?',
    },
  },
  RouteResponse: {
    props: {
      status: 'number',
      body: 'string?',
    },
  },
  RouteService: {
    props: {
      name: 'string',
      namespaceName: 'string?',
      port: 'number?',
    },
  },
  RouteTableProps: {
    extends: ['AzureResourceProps'],
    props: {
      routeTableName: 'string',
      routes: 'Route[]',
      gatewayRoutes: 'boolean?',
    },
  },
  RoutedOutboundOptions: {
    props: {
      egressRanges: 'string[]?',
    },
  },
  ScaleFallback: {
    props: {
      replicas: 'number',
      failureThreshold: 'number?',
      behavior: 'FallbackBehavior?',
    },
  },
  ScaleTriggerOptions: {
    props: {
      triggerName: 'string?',
      cachesMetric: 'boolean?',
    },
  },
  ScaledObjectProps: {
    props: {
      keda: 'IKeda',
      namespace: 'INamespace',
      name: 'string',
      target: 'ScaleTarget',
      triggers: 'ScaleTrigger[]',
      minReplicas: 'number?',
      maxReplicas: 'number',
      scaleToZeroWhenIdle: 'boolean?',
      pollingIntervalSeconds: 'number?',
      cooldownSeconds: 'number?',
      fallback: 'ScaleFallback?',
      scaleUp: 'ScalingBehavior?',
      scaleDown: 'ScalingBehavior?',
      restoresReplicas: 'boolean?',
      paused: 'boolean?',
    },
  },
  ScalingBehavior: {
    props: {
      stabilizationSeconds: 'number?',
      policies: 'ScalingPolicy[]?',
      selection: 'PolicySelection?',
    },
  },
  ScrapeTargetOptions: {
    props: {
      target: 'ScrapeTarget',
      enabled: 'boolean?',
      intervalSeconds: 'number?',
      metrics: 'string[]?',
    },
  },
  SecretsStoreChartOptions: {
    props: {
      version: 'SecretsStoreVersion?',
      namespace: 'string?',
      syncSecrets: 'boolean?',
      windows: 'boolean?',
      values: 'any{}?',
    },
  },
  SecretsStoreDriverProps: {
    props: {
      cluster: 'IAksCluster',
      installation: 'SecretsStoreInstallation?',
      rotation: 'boolean?',
      rotationIntervalMinutes: 'number?',
    },
  },
  SecurityRuleOptions: {
    props: {
      ruleName: 'string',
      ports: 'string[]?',
      protocol: 'SecurityRuleProtocol?',
      priority: 'number?',
      description: 'string?',
    },
  },
  SelectedNetworksOptions: {
    props: {
      ranges: 'string[]?',
      subnets: 'ISubnet[]?',
    },
  },
  ServiceBusQueueTriggerOptions: {
    extends: ['ServiceBusTriggerOptions'],
    props: {
      queueId: 'string',
    },
  },
  ServiceBusTopicTriggerOptions: {
    extends: ['ServiceBusTriggerOptions'],
    props: {
      topicSubscriptionId: 'string',
    },
  },
  ServiceBusTriggerOptions: {
    extends: ['ScaleTriggerOptions'],
    props: {
      authentication: 'ITriggerAuthentication',
      messagesPerReplica: 'number?',
      activationMessages: 'number?',
      cloud: 'AzureCloud?',
    },
  },
  ServiceVersion: {
    props: {
      name: 'string',
      service: 'string?',
      labels: 'string{}?',
      loadBalancing: 'LoadBalancing?',
      connectionLimits: 'ConnectionLimits?',
      outlierEjection: 'OutlierEjection?',
    },
  },
  SidecarOptions: {
    props: {
      sidecarResources: 'SidecarResources?',
      excludedInboundPorts: 'number[]?',
      excludedOutboundPorts: 'number[]?',
      excludedOutboundRanges: 'string[]?',
    },
  },
  SidecarResources: {
    props: {
      cpuRequest: 'string?',
      cpuLimit: 'string?',
      memoryRequest: 'string?',
      memoryLimit: 'string?',
    },
  },
  SpotOptions: {
    props: {
      maxPriceUsd: 'number?',
      evictionPolicy: 'SpotEvictionPolicy?',
    },
  },
  SshKeyOptions: {
    props: {
      privateKey: 'string',
      knownHosts: 'string',
    },
  },
  StaticAddress: {
    props: {
      address: 'string',
      memberName: 'string?',
    },
  },
  StorageDriverOptions: {
    props: {
      disk: 'boolean?',
      file: 'boolean?',
      blob: 'boolean?',
      snapshots: 'boolean?',
    },
  },
  SubnetAttributes: {
    props: {
      prefixes: 'string[]?',
      addressSpace: 'string[]?',
    },
  },
  SubnetLookup: {
    extends: ['SubnetAttributes'],
    props: {
      subnetName: 'string',
      networkName: 'string',
      resourceGroupName: 'string',
    },
  },
  SubnetOptions: {
    props: {
      prefix: 'string',
      ipv6Prefix: 'string?',
      subnetName: 'string?',
      delegation: 'SubnetDelegation?',
      securityRules: 'SecurityRule[]?',
      securityGroupId: 'string?',
      routeTable: 'RouteTable?',
      routeTableId: 'string?',
      natGateway: 'NatGateway?',
      natGatewayId: 'string?',
      defaultOutboundAccess: 'boolean?',
      privateEndpointPolicies: 'PrivateEndpointPolicies?',
    },
  },
  SubnetProps: {
    extends: ['SubnetOptions'],
    props: {
      network: 'IVirtualNetwork',
    },
  },
  SyncedSecretOptions: {
    props: {
      labels: 'string{}?',
      annotations: 'string{}?',
    },
  },
  SystemPoolOptions: {
    extends: ['NodePoolOptions'],
    props: {
      poolName: 'string?',
      criticalAddonsOnly: 'boolean?',
    },
  },
  TlsOrigination: {
    props: {
      port: 'number?',
    },
  },
  TokenClaim: {
    props: {
      claim: 'string',
      values: 'string[]',
    },
  },
  TrafficMirror: {
    props: {
      to: 'ServiceVersion',
      percent: 'number?',
    },
  },
  TriggerAuthenticationAttributes: {
    props: {
      keda: 'IKeda',
      namespace: 'INamespace',
      name: 'string',
    },
  },
  TriggerAuthenticationOptions: {
    props: {
      keda: 'IKeda',
      name: 'string',
      identity: 'IWorkloadIdentity?',
      grantRoles: 'boolean?',
      secrets: 'TriggerSecret[]?',
    },
  },
  TriggerAuthenticationProps: {
    extends: ['TriggerAuthenticationOptions'],
    props: {
      namespace: 'INamespace',
    },
  },
  TriggerSecret: {
    props: {
      parameter: 'string',
      secretName: 'string',
      key: 'string',
    },
  },
  UpgradeOverrideOptions: {
    props: {
      force: 'boolean',
      until: 'string',
    },
  },
  UserPoolOptions: {
    extends: ['NodePoolOptions'],
    props: {
      poolName: 'string?',
      mode: 'NodePoolMode?',
      nodeTaints: 'string[]?',
      spot: 'SpotOptions?',
    },
  },
  VaultObjectOptions: {
    props: {
      alias: 'string?',
      version: 'string?',
      filePermission: 'string?',
    },
  },
  VaultSecretOptions: {
    extends: ['VaultObjectOptions'],
    props: {
      encoding: 'SecretEncoding?',
    },
  },
  VaultSecretsProps: {
    props: {
      driver: 'ISecretsStoreDriver',
      namespace: 'INamespace',
      name: 'string',
      vault: 'IKeyVault',
      access: 'VaultAccess',
      objects: 'VaultObject[]',
      sync: 'SyncedSecret[]?',
      roles: 'VaultRoles?',
      parameters: 'string{}?',
    },
  },
  VirtualNetworkAttributes: {
    props: {
      addressSpace: 'string[]?',
      location: 'string?',
    },
  },
  VirtualNetworkLookup: {
    props: {
      networkName: 'string',
      resourceGroupName: 'string',
      addressSpace: 'string[]?',
    },
  },
  VirtualNetworkPeeringProps: {
    props: {
      network: 'IVirtualNetwork',
      remoteNetwork: 'IVirtualNetwork',
      peeringName: 'string?',
      remotePeeringName: 'string?',
      forwardedTraffic: 'boolean?',
      gateway: 'PeeringGateway?',
      remoteSide: 'boolean?',
      remoteProvider: 'TerraformProvider?',
    },
  },
  VirtualNetworkProps: {
    extends: ['AzureResourceProps'],
    props: {
      networkName: 'string',
      addressSpace: 'string[]',
      dnsServers: 'string[]?',
      ddosProtectionPlanId: 'string?',
    },
  },
  VnetIntegrationOptions: {
    extends: ['PrivateDnsOptions'],
    props: {
      apiServerSubnet: 'ISubnet',
      publicRanges: 'string[]?',
      privateDnsZone: 'IPrivateDnsZone?',
    },
  },
  WebApplicationFirewallProps: {
    extends: ['AzureResourceProps'],
    props: {
      firewallName: 'string',
      mode: 'FirewallMode?',
      ruleSet: 'FirewallRuleSet?',
      botManager: 'boolean?',
      rules: 'FirewallRule[]?',
      maxRequestBodyKib: 'number?',
      maxFileUploadMib: 'number?',
    },
  },
  WebDefaultOptions: {
    props: {
      without: 'MeshFeature[]?',
      requestsPerSecond: 'number?',
    },
  },
  WeeklyMaintenanceOptions: {
    extends: ['MaintenanceWindowOptions'],
    props: {
      weekday: 'Weekday',
      intervalWeeks: 'number?',
    },
  },
  WeightedRouteService: {
    props: {
      service: 'RouteService',
      percent: 'number',
    },
  },
  WeightedVersion: {
    props: {
      version: 'ServiceVersion',
      percent: 'number',
    },
  },
  WindowsAdminOptions: {
    props: {
      userName: 'string',
      password: 'string',
      hybridBenefit: 'boolean?',
      gmsaDnsServer: 'string?',
      gmsaRootDomain: 'string?',
    },
  },
  WorkloadIdentityAttributes: {
    props: {
      namespace: 'INamespace',
      serviceAccountName: 'string',
      identity: 'IManagedIdentity',
    },
  },
  WorkloadIdentityProps: {
    props: {
      namespace: 'INamespace',
      serviceAccountName: 'string',
      serviceAccountExists: 'boolean?',
      identity: 'IManagedIdentity?',
      newIdentity: 'ManagedIdentityProps?',
      credentialName: 'string?',
    },
  },
};

export const enums: { readonly [name: string]: EnumDeclaration } = {
  AppRoutingController: {
    ANNOTATION_CONTROLLED: 'AnnotationControlled',
    EXTERNAL: 'External',
    INTERNAL: 'Internal',
    NONE: 'None',
  },
  AutoscalerExpander: {
    LEAST_WASTE: 'least-waste',
    MOST_PODS: 'most-pods',
    PRIORITY: 'priority',
    RANDOM: 'random',
  },
  AzureCloud: {
    PUBLIC: 'AzureCloud',
    US_GOVERNMENT: 'AzureUSGovernment',
    CHINA: 'AzureChinaCloud',
  },
  BackupImmutability: {
    DISABLED: 'Disabled',
    UNLOCKED: 'Unlocked',
    LOCKED: 'Locked',
  },
  BackupRedundancy: {
    LOCAL: 'LocallyRedundant',
    ZONE: 'ZoneRedundant',
    GEO: 'GeoRedundant',
  },
  CapacityType: {
    ON_DEMAND: 'on-demand',
    SPOT: 'spot',
  },
  CertificateFormat: {
    PEM: 'pem',
    PFX: 'pfx',
  },
  ClusterTier: {
    FREE: 'Free',
    STANDARD: 'Standard',
    PREMIUM: 'Premium',
  },
  ConsolidationPolicy: {
    WHEN_EMPTY_OR_UNDERUTILIZED: 'WhenEmptyOrUnderutilized',
    WHEN_EMPTY: 'WhenEmpty',
    NEVER: 'Never',
  },
  ContainerInsightsStream: {
    CONTAINER_LOGS: 'Microsoft-ContainerLogV2',
    KUBERNETES_EVENTS: 'Microsoft-KubeEvents',
    POD_INVENTORY: 'Microsoft-KubePodInventory',
    NODE_INVENTORY: 'Microsoft-KubeNodeInventory',
    VOLUME_INVENTORY: 'Microsoft-KubePVInventory',
    SERVICES: 'Microsoft-KubeServices',
    AGENT_EVENTS: 'Microsoft-KubeMonAgentEvents',
    METRICS: 'Microsoft-InsightsMetrics',
    CONTAINER_INVENTORY: 'Microsoft-ContainerInventory',
    CONTAINER_NODE_INVENTORY: 'Microsoft-ContainerNodeInventory',
    PERFORMANCE: 'Microsoft-Perf',
  },
  CosmosApi: {
    SQL: 'Sql',
    MONGO_DB: 'MongoDB',
    CASSANDRA: 'Cassandra',
    GREMLIN: 'Gremlin',
    TABLE: 'Table',
    ANALYTICAL: 'Analytical',
  },
  CpuArchitecture: {
    AMD64: 'amd64',
    ARM64: 'arm64',
  },
  CpuManagerPolicy: {
    NONE: 'none',
    STATIC: 'static',
  },
  DisruptionReason: {
    UNDERUTILIZED: 'Underutilized',
    EMPTY: 'Empty',
    DRIFTED: 'Drifted',
  },
  EgressProtocol: {
    TLS: 'TLS',
    HTTP: 'HTTP',
    TCP: 'TCP',
  },
  ExternalTrafficPolicy: {
    LOCAL: 'Local',
    CLUSTER: 'Cluster',
  },
  FallbackBehavior: {
    STATIC: 'static',
    CURRENT_REPLICAS: 'currentReplicas',
    AT_LEAST: 'currentReplicasIfHigher',
    AT_MOST: 'currentReplicasIfLower',
  },
  FirewallMode: {
    PREVENTION: 'Prevention',
    DETECTION: 'Detection',
  },
  FluxScope: {
    CLUSTER: 'cluster',
    NAMESPACE: 'namespace',
  },
  GatewayApiChannel: {
    STANDARD: 'standard',
    EXPERIMENTAL: 'experimental',
  },
  GatewaySku: {
    STANDARD_V2: 'Standard_v2',
    WAF_V2: 'WAF_v2',
  },
  GpuInstance: {
    MIG_1G: 'MIG1g',
    MIG_2G: 'MIG2g',
    MIG_3G: 'MIG3g',
    MIG_4G: 'MIG4g',
    MIG_7G: 'MIG7g',
  },
  GpuManufacturer: {
    NVIDIA: 'nvidia',
    AMD: 'amd',
  },
  HostPortProtocol: {
    TCP: 'TCP',
    UDP: 'UDP',
  },
  IstioOutboundTraffic: {
    ALLOW_ANY: 'ALLOW_ANY',
    REGISTRY_ONLY: 'REGISTRY_ONLY',
  },
  JobSidecar: {
    NATIVE: 'NATIVE',
    QUIT_REQUEST: 'QUIT_REQUEST',
  },
  KedaMetrics: {
    NONE: 'none',
    POD_ANNOTATIONS: 'annotations',
    SERVICE_MONITORS: 'monitors',
  },
  KeyVaultSku: {
    STANDARD: 'standard',
    PREMIUM: 'premium',
  },
  KubeletDisk: {
    OS: 'OS',
    TEMPORARY: 'Temporary',
  },
  KubeloginMode: {
    AZURE_CLI: 'azurecli',
    AZURE_DEVELOPER_CLI: 'azd',
    WORKLOAD_IDENTITY: 'workloadidentity',
    AZURE_PIPELINES: 'azurepipelines',
    MANAGED_IDENTITY: 'msi',
    SERVICE_PRINCIPAL: 'spn',
  },
  LinkerdInboundPolicy: {
    ALL_AUTHENTICATED: 'all-authenticated',
    CLUSTER_AUTHENTICATED: 'cluster-authenticated',
    ALL_UNAUTHENTICATED: 'all-unauthenticated',
    CLUSTER_UNAUTHENTICATED: 'cluster-unauthenticated',
    DENY: 'deny',
    AUDIT: 'audit',
  },
  ManagedNetworkKind: {
    OVERLAY: 'overlay',
    NODE_SUBNET: 'node-subnet',
    KUBENET: 'kubenet',
  },
  MeshFeature: {
    GRPC_SERVICES: 'gRPC services',
    TCP_SERVICES: 'TCP services',
    SEVERAL_PORTS: 'several ports',
    HEADLESS_SERVICES: 'headless services',
    TRAFFIC_SPLIT: 'traffic split',
    HEADER_ROUTING: 'header routing',
    PATH_ROUTING: 'path routing',
    METHOD_ROUTING: 'method routing',
    QUERY_ROUTING: 'query routing',
    INVERSE_HEADER_ROUTING: 'inverse header routing',
    ROUTE_SPLIT: 'split of a route',
    OTHER_SERVICE_ROUTING: 'routing to other Services',
    PATH_REWRITE: 'path rewrite',
    HOST_REWRITE: 'host rewrite',
    HEADER_CHANGES: 'header changes',
    CORS: 'CORS',
    REDIRECTS: 'redirects',
    DIRECT_RESPONSES: 'direct responses',
    ROUTE_RETRIES: 'retries of a route',
    RETRIES: 'retries',
    TIMEOUTS: 'timeouts',
    CONNECTION_LIMITS: 'connection limits',
    OUTLIER_EJECTION: 'outlier ejection',
    VERSION_LOAD_BALANCING: 'load balancing of versions',
    VERSION_LIMITS: 'limits of versions',
    LOAD_BALANCING: 'load balancing',
    SESSION_AFFINITY: 'session affinity',
    LOCAL_RATE_LIMIT: 'local rate limit',
    FAULT_INJECTION: 'fault injection',
    MIRRORING: 'mirroring',
    ACCESS_POLICY: 'access policy',
    HTTP_ACCESS_POLICY: 'HTTP access policy',
    ADDRESS_ACCESS_POLICY: 'access by addresses',
    CLIENT_ADDRESS_ACCESS_POLICY: 'access by addresses of clients',
    DEFAULT_DENY: 'default deny',
    JWT_AUTHENTICATION: 'JWT authentication',
    TOKEN_CLAIMS: 'access by claims of tokens',
    LOCALITY: 'locality',
    CLIENT_CERTIFICATES: 'client certificates at gateways',
    TLS_PASSTHROUGH: 'TLS passthrough at gateways',
    PLAIN_HTTP_ROUTES: 'plain HTTP beside HTTPS',
    GATEWAY_JWT_AUTHENTICATION: 'JWT authentication at gateways',
    EXTERNAL_AUTHORIZATION: 'external authorization',
    EGRESS_POLICY: 'egress policy',
    WILDCARD_EGRESS: 'wildcard hosts in egress',
    TLS_ORIGINATION: 'TLS origination',
    GATEWAY_INGRESS: 'gateway ingress',
    SHARED_HOSTS: 'shared hosts',
  },
  MutualTls: {
    STRICT: 'STRICT',
    PERMISSIVE: 'PERMISSIVE',
  },
  NetworkPolicyEngine: {
    CALICO: 'calico',
    AZURE: 'azure',
    NONE: 'none',
  },
  NodeImageFamily: {
    UBUNTU: 'Ubuntu',
    UBUNTU_2204: 'Ubuntu2204',
    UBUNTU_2404: 'Ubuntu2404',
    AZURE_LINUX: 'AzureLinux',
  },
  NodeOsUpgradeChannel: {
    NODE_IMAGE: 'NodeImage',
    SECURITY_PATCH: 'SecurityPatch',
    UNMANAGED: 'Unmanaged',
    NONE: 'None',
  },
  NodePoolMode: {
    USER: 'User',
    SYSTEM: 'System',
  },
  OsDiskType: {
    EPHEMERAL: 'Ephemeral',
    MANAGED: 'Managed',
  },
  PeeringGateway: {
    OF_NETWORK: 'network',
    OF_REMOTE_NETWORK: 'remoteNetwork',
  },
  PodSecurityLevel: {
    PRIVILEGED: 'privileged',
    BASELINE: 'baseline',
    RESTRICTED: 'restricted',
  },
  PolicySelection: {
    MAX: 'Max',
    MIN: 'Min',
    DISABLED: 'Disabled',
  },
  PolicySetting: {
    DEFENDER: 'microsoft_defender',
    CONTAINER_INSIGHTS: 'oms_agent',
    MANAGED_PROMETHEUS: 'monitor_metrics',
  },
  PrivateEndpointPolicies: {
    DISABLED: 'Disabled',
    ENABLED: 'Enabled',
    SECURITY_RULES: 'NetworkSecurityGroupEnabled',
    ROUTES: 'RouteTableEnabled',
  },
  PrivateLinkAccess: {
    OPEN: 'Open',
    PRIVATE_ONLY: 'PrivateOnly',
  },
  PrometheusSignIn: {
    BASIC: 'basic',
    BEARER: 'bearer',
    TLS: 'tls',
    CUSTOM: 'custom',
  },
  RegistryPermissions: {
    BY_REGISTRY: 'LegacyRegistryPermissions',
    BY_REPOSITORY: 'AbacRepositoryPermissions',
  },
  RegistrySku: {
    BASIC: 'Basic',
    STANDARD: 'Standard',
    PREMIUM: 'Premium',
  },
  RetryOn: {
    SERVER_ERRORS: '5xx',
    GATEWAY_ERRORS: 'gateway-error',
    CONNECT_FAILURES: 'connect-failure',
    REFUSED_STREAMS: 'refused-stream',
    GRPC_CANCELLED: 'cancelled',
    GRPC_DEADLINE_EXCEEDED: 'deadline-exceeded',
    GRPC_INTERNAL: 'internal',
    GRPC_RESOURCE_EXHAUSTED: 'resource-exhausted',
    GRPC_UNAVAILABLE: 'unavailable',
  },
  ScaleDownMode: {
    DELETE: 'Delete',
    DEALLOCATE: 'Deallocate',
  },
  ScrapeTarget: {
    KUBELET: 'kubelet',
    CADVISOR: 'cadvisor',
    KUBE_STATE_METRICS: 'kubestate',
    NODE_EXPORTER: 'nodeexporter',
    CORE_DNS: 'coredns',
    KUBE_PROXY: 'kubeproxy',
    API_SERVER: 'apiserver',
    WINDOWS_EXPORTER: 'windowsexporter',
    WINDOWS_KUBE_PROXY: 'windowskubeproxy',
    NETWORK_OBSERVABILITY_RETINA: 'networkobservabilityRetina',
    NETWORK_OBSERVABILITY_HUBBLE: 'networkobservabilityHubble',
    NETWORK_OBSERVABILITY_CILIUM: 'networkobservabilityCilium',
    GPU_EXPORTER: 'dcgmexporter',
    AGENT_HEALTH: 'prometheuscollectorhealth',
  },
  SecretEncoding: {
    UTF_8: 'utf-8',
    HEX: 'hex',
    BASE64: 'base64',
  },
  SecurityRuleProtocol: {
    ANY: '*',
    TCP: 'Tcp',
    UDP: 'Udp',
    ICMP: 'Icmp',
  },
  ServiceProtocol: {
    HTTP: 'http',
    HTTP2: 'http2',
    GRPC: 'grpc',
    TCP: 'tcp',
  },
  SpotEvictionPolicy: {
    DELETE: 'Delete',
    DEALLOCATE: 'Deallocate',
  },
  StorageReplica: {
    PRIMARY: '',
    SECONDARY: '_secondary',
  },
  SyslogLevel: {
    DEBUG: 'Debug',
    INFO: 'Info',
    NOTICE: 'Notice',
    WARNING: 'Warning',
    ERROR: 'Error',
    CRITICAL: 'Critical',
    ALERT: 'Alert',
    EMERGENCY: 'Emergency',
  },
  TlsVersion: {
    TLS_1_2: 'TLSV1_2',
    TLS_1_3: 'TLSV1_3',
  },
  TopologyManagerPolicy: {
    NONE: 'none',
    BEST_EFFORT: 'best-effort',
    RESTRICTED: 'restricted',
    SINGLE_NUMA_NODE: 'single-numa-node',
  },
  TrafficRedirection: {
    INIT_CONTAINER: 'INIT_CONTAINER',
    CNI_PLUGIN: 'CNI_PLUGIN',
  },
  TriggerMetricType: {
    AVERAGE_VALUE: 'AverageValue',
    VALUE: 'Value',
  },
  UndrainableNodeBehavior: {
    SCHEDULE: 'Schedule',
    CORDON: 'Cordon',
  },
  UpgradeChannel: {
    STABLE: 'stable',
    RAPID: 'rapid',
    NODE_IMAGE: 'node-image',
  },
  VaultRoles: {
    ON_OBJECTS: 'objects',
    ON_VAULT: 'vault',
    ASSIGNED_ELSEWHERE: 'elsewhere',
  },
  WeekOfMonth: {
    FIRST: 'First',
    SECOND: 'Second',
    THIRD: 'Third',
    FOURTH: 'Fourth',
    LAST: 'Last',
  },
  Weekday: {
    MONDAY: 'Monday',
    TUESDAY: 'Tuesday',
    WEDNESDAY: 'Wednesday',
    THURSDAY: 'Thursday',
    FRIDAY: 'Friday',
    SATURDAY: 'Saturday',
    SUNDAY: 'Sunday',
  },
  WorkloadRuntime: {
    OCI_CONTAINER: 'OCIContainer',
    KATA_VM_ISOLATION: 'KataVmIsolation',
  },
};

export const interfaces: { readonly [name: string]: InterfaceDeclaration } = {
  IAksCluster: {
    members: [
      'node',
      'ready',
      '_helmProvider',
      '_key',
      'oidcIssuerUrl',
      'clusterId',
      'clusterName',
      'resourceGroupName',
      'location',
      'nodeResourceGroupName',
      'kubelet',
      'grantReader',
      'grantWriter',
      'grantAdmin',
      '_facts',
      '_claim',
    ],
    by: ['AksCluster'],
    methods: {
      grantReader: ['principal: IPrincipal', 'namespace: string?'],
      grantWriter: ['principal: IPrincipal', 'namespace: string?'],
      grantAdmin: ['principal: IPrincipal', 'namespace: string?'],
    },
  },
  IAlbController: {
    members: ['node', 'cluster', 'ready', '_grant'],
    by: ['AlbController'],
  },
  IAlbGateway: {
    members: ['node', 'controller', 'gatewayName', 'namespaceName', 'ready'],
    by: ['AlbGateway'],
  },
  IApplicationGateway: {
    members: [
      'node',
      'gatewayId',
      'gatewayName',
      'resourceGroupName',
      'subnetId',
      'ready',
      'grantIngressController',
      '_facts',
    ],
    by: ['ApplicationGateway'],
    methods: {
      grantIngressController: ['principal: IPrincipal'],
    },
  },
  IApplicationGatewayIngress: {
    members: ['node', 'cluster', 'ingressClassName', 'ready', '_facts'],
    by: ['ApplicationGatewayIngress'],
  },
  IApplicationInsights: {
    members: ['node', 'insightsId', 'connectionString', 'ready', 'grantPublishTelemetry', 'grantReadTelemetry'],
    by: ['ApplicationInsights'],
    methods: {
      grantPublishTelemetry: ['principal: IPrincipal'],
      grantReadTelemetry: ['principal: IPrincipal'],
    },
  },
  IApplicationLoadBalancer: {
    members: ['node', 'controller', 'ready', '_checkFrontend', '_attach'],
    by: ['ApplicationLoadBalancer', 'ManagedApplicationLoadBalancer'],
  },
  IAzureMonitorWorkspace: {
    members: [
      'node',
      '_privateLink',
      'workspaceId',
      'queryEndpoint',
      'ready',
      'grantReadMetrics',
      'grantPublishMetrics',
      '_notePrivateEndpoint',
    ],
    by: ['AzureMonitorWorkspace'],
    methods: {
      grantReadMetrics: ['principal: IPrincipal'],
      grantPublishMetrics: ['principal: IPrincipal'],
    },
  },
  IConsulMesh: {
    members: [
      'node',
      'cluster',
      'kind',
      'rootNamespace',
      'ready',
      'supports',
      '_enrolment',
      '_traffic',
      '_telemetry',
      '_hasEgressGateway',
    ],
    by: ['ConsulMesh'],
  },
  IContainerRegistry: {
    members: ['node', '_privateLink', 'registryId', 'registryName', 'loginServer', 'ready', 'grantPull', 'grantPush'],
    by: ['ContainerRegistry'],
    methods: {
      grantPull: ['principal: IPrincipal'],
      grantPush: ['principal: IPrincipal'],
    },
  },
  IFluxExtension: {
    members: ['node', 'cluster', 'ready', '_hasIdentity'],
    by: ['FluxExtension'],
  },
  IHelmTarget: {
    members: ['node', 'ready', '_helmProvider', '_key'],
    by: [],
  },
  IIstioGateway: {
    members: ['node', 'gatewayName', 'namespace', 'selector', 'serviceAccountName', 'ready', 'mesh'],
    by: ['IstioGateway'],
  },
  IIstioMesh: {
    members: [
      'node',
      'cluster',
      'kind',
      'rootNamespace',
      'ready',
      'supports',
      '_enrolment',
      '_traffic',
      '_telemetry',
      'revision',
    ],
    by: ['IstioMesh', 'IstioWaypoint'],
  },
  IKeda: {
    members: ['node', 'cluster', 'namespaceName', 'operatorServiceAccountName', 'ready', 'addIdentity', '_facts'],
    by: ['Keda'],
  },
  IKeyVault: {
    members: [
      'node',
      '_privateLink',
      'vaultId',
      'vaultName',
      'vaultUri',
      'tenantId',
      'ready',
      'grantReadSecrets',
      'grantManageSecrets',
      'grantReadCertificates',
      'grantManageCertificates',
      'grantReadPublicKeys',
      'grantUseKeys',
      'grantWrapKeys',
      'grantManageKeys',
      '_grant',
    ],
    by: ['KeyVault'],
    methods: {
      grantReadSecrets: ['principal: IPrincipal', 'secretName: string?'],
      grantManageSecrets: ['principal: IPrincipal', 'secretName: string?'],
      grantReadCertificates: ['principal: IPrincipal', 'certificateName: string?'],
      grantManageCertificates: ['principal: IPrincipal', 'certificateName: string?'],
      grantReadPublicKeys: ['principal: IPrincipal', 'keyName: string?'],
      grantUseKeys: ['principal: IPrincipal', 'keyName: string?'],
      grantWrapKeys: ['principal: IPrincipal', 'keyName: string?'],
      grantManageKeys: ['principal: IPrincipal', 'keyName: string?'],
    },
  },
  ILinkerdMesh: {
    members: [
      'node',
      'cluster',
      'kind',
      'rootNamespace',
      'ready',
      'supports',
      '_enrolment',
      '_traffic',
      '_telemetry',
      'trustDomain',
    ],
    by: ['LinkerdMesh'],
  },
  ILogAnalyticsWorkspace: {
    members: ['node', 'workspaceId', 'ready', 'grantReadLogs'],
    by: ['LogAnalyticsWorkspace'],
    methods: {
      grantReadLogs: ['principal: IPrincipal'],
    },
  },
  IManagedIdentity: {
    members: ['node', '_inStackOf', '_check', 'identityId', 'clientId', 'principalId', 'resourceGroupName', 'ready'],
    by: ['ManagedIdentity'],
  },
  IManagedIstioMesh: {
    members: [
      'node',
      'cluster',
      'kind',
      'rootNamespace',
      'ready',
      'supports',
      '_enrolment',
      '_traffic',
      '_telemetry',
      'revision',
      'externalGateway',
      'internalGateway',
    ],
    by: ['ManagedIstioMesh'],
  },
  IMeshGateway: {
    members: ['node', 'gatewayName', 'namespace', 'selector', 'serviceAccountName', 'ready'],
    by: ['ConsulApiGateway', 'IstioGateway'],
  },
  IMeshIngress: {
    members: ['node', 'gateway', 'hosts', 'ready', '_hasTls'],
    by: ['MeshIngress'],
  },
  IMeshNamespace: {
    members: ['node', 'namespaceName', 'cluster', 'ready', 'mesh'],
    by: ['MeshNamespace'],
  },
  INamespace: {
    members: ['node', 'namespaceName', 'cluster', 'ready'],
    by: ['MeshNamespace', 'Namespace'],
  },
  IOpenServiceMesh: {
    members: [
      'node',
      'cluster',
      'kind',
      'rootNamespace',
      'ready',
      'supports',
      '_enrolment',
      '_traffic',
      '_telemetry',
      'meshName',
    ],
    by: ['ManagedOpenServiceMesh', 'OpenServiceMesh'],
  },
  IPrincipal: {
    members: ['_inStackOf', '_check'],
    by: ['ManagedIdentity', 'Principal'],
  },
  IPrivateDnsZone: {
    members: [
      'node',
      'zoneId',
      'zoneName',
      'resourceGroupName',
      'ready',
      'linkNetwork',
      '_givenName',
      '_isOwn',
      '_link',
      '_isLinkedTo',
    ],
    by: ['PrivateDnsZone'],
    methods: {
      linkNetwork: ['network: IVirtualNetwork', 'options: NetworkLinkOptions?'],
    },
  },
  IPrivateLinkTarget: {
    members: ['_privateLink'],
    by: ['ManagedGrafana', 'MonitorPrivateLinkScope', 'PrivateLinkTarget'],
  },
  IPrometheusStack: {
    members: ['node', 'cluster', 'namespaceName', 'queryUrl', 'serviceAccountName', 'ready'],
    by: ['PrometheusStack'],
  },
  ISecretsStoreDriver: {
    members: ['node', 'cluster', 'ready', '_facts'],
    by: ['SecretsStoreDriver'],
  },
  IServiceMesh: {
    members: ['node', 'cluster', 'kind', 'rootNamespace', 'ready', 'supports', '_enrolment', '_traffic', '_telemetry'],
    by: ['LinkerdMesh'],
    methods: {
      supports: ['feature: MeshFeature'],
    },
  },
  ISubnet: {
    members: ['node', 'subnetId', 'subnetName', 'networkId', 'ready', '_facts', '_usableAddresses', '_checkSameStack'],
    by: ['Subnet'],
  },
  ITraceReceiver: {
    members: [
      'node',
      'host',
      'otlpGrpcPort',
      'otlpHttpPort',
      'zipkinPort',
      'namespaceName',
      'serviceAccountName',
      'ready',
    ],
    by: ['OpenTelemetryCollector'],
  },
  ITriggerAuthentication: {
    members: ['node', 'keda', 'authenticationName', 'ready', '_kind', '_grant'],
    by: ['ClusterTriggerAuthentication', 'TriggerAuthentication'],
  },
  IVirtualNetwork: {
    members: ['node', 'networkId', 'networkName', 'resourceGroupName', 'ready', 'addSubnet', '_facts', '_addresses'],
    by: ['VirtualNetwork'],
  },
  IWebApplicationFirewall: {
    members: ['node', 'firewallId', 'ready'],
    by: ['WebApplicationFirewall'],
  },
  IWorkloadIdentity: {
    members: [
      'node',
      '_inStackOf',
      '_check',
      'identity',
      'serviceAccountName',
      'namespaceName',
      'serviceAccountAnnotations',
      'podLabels',
      'ready',
      'grant',
    ],
    by: ['WorkloadIdentity'],
    methods: {
      grant: ['role: AzureRole', 'resourceId: string'],
    },
  },
};

export const classes: { readonly [name: string]: ClassDeclaration } = {
  AccessLogs: {
    constants: ['all()', 'errorsOnly()', 'off()'],
  },
  AgicDeployment: {
    calls: {
      addOn: ['gateway: IApplicationGateway'],
      addOnWithNewGateway: ['gateway: AddOnGatewayOptions'],
      helm: ['gateway: IApplicationGateway', 'options: AgicHelmOptions'],
      helmWithNewGateway: ['gateway: AgicGatewayOptions', 'options: AgicHelmOptions'],
    },
  },
  AgicVersion: {
    calls: {
      of: ['version: string'],
    },
    constants: ['V1_9_8'],
  },
  AksCluster: {
    calls: {
      fromCluster: ['scope: Construct', 'id: string', 'cluster: AksCluster'],
      fromLookup: ['scope: Construct', 'id: string', 'lookup: AksClusterLookup'],
    },
  },
  AksNodeClass: {},
  AlbController: {
    calls: {
      fromCluster: ['scope: Construct', 'id: string', 'cluster: IAksCluster', 'identity: IManagedIdentity?'],
    },
  },
  AlbControllerVersion: {
    calls: {
      of: ['version: string'],
    },
    constants: ['V1_12_1', 'V1_10_37'],
  },
  AlbGateway: {
    calls: {
      fromName: ['scope: Construct', 'id: string', 'attributes: AlbGatewayAttributes'],
    },
  },
  AlbHttpRoute: {},
  AlbListener: {
    calls: {
      http: ['name: string', 'options: AlbListenerOptions?'],
      https: ['name: string', 'secretName: string', 'options: AlbListenerOptions?'],
    },
  },
  AlbRouteRule: {
    calls: {
      toServices: ['backends: AlbBackend[]', 'matches: AlbRouteMatch[]?', 'timeoutSeconds: number?'],
      toHttps: ['matches: AlbRouteMatch[]?'],
    },
  },
  ApiServerAccess: {
    calls: {
      publicFrom: ['ranges: string[]'],
      privateLink: ['options: PrivateLinkOptions?'],
      vnetIntegration: ['options: VnetIntegrationOptions'],
    },
    constants: ['publicFromEverywhere()'],
  },
  ApplicationGateway: {
    calls: {
      fromLookup: ['scope: Construct', 'id: string', 'lookup: ApplicationGatewayLookup'],
      fromGatewayId: [
        'scope: Construct',
        'id: string',
        'gatewayId: string',
        'attributes: ApplicationGatewayAttributes',
      ],
      fromGateway: ['scope: Construct', 'id: string', 'gateway: ApplicationGateway'],
    },
  },
  ApplicationGatewayIngress: {
    calls: {
      fromCluster: ['scope: Construct', 'id: string', 'attributes: ApplicationGatewayIngressAttributes'],
    },
  },
  ApplicationInsights: {
    calls: {
      fromLookup: ['scope: Construct', 'id: string', 'lookup: ApplicationInsightsLookup'],
      fromAttributes: ['scope: Construct', 'id: string', 'attributes: ApplicationInsightsAttributes'],
    },
  },
  ApplicationLoadBalancer: {
    calls: {
      fromAttributes: ['scope: Construct', 'id: string', 'attributes: LoadBalancerAttributes'],
    },
  },
  AzureMonitorWorkspace: {
    calls: {
      fromLookup: ['scope: Construct', 'id: string', 'lookup: AzureMonitorWorkspaceLookup'],
      fromWorkspaceId: [
        'scope: Construct',
        'id: string',
        'workspaceId: string',
        'attributes: AzureMonitorWorkspaceAttributes?',
      ],
    },
  },
  AzureRole: {
    calls: {
      of: ['roleName: string'],
    },
    constants: [
      'ACR_PULL',
      'ACR_PUSH',
      'REPOSITORY_READER',
      'REPOSITORY_WRITER',
      'AKS_RBAC_CLUSTER_ADMIN',
      'AKS_RBAC_ADMIN',
      'AKS_RBAC_WRITER',
      'AKS_RBAC_READER',
      'AKS_CLUSTER_USER',
      'CONTRIBUTOR',
      'READER',
      'NETWORK_CONTRIBUTOR',
      'MANAGED_IDENTITY_OPERATOR',
      'PRIVATE_DNS_ZONE_CONTRIBUTOR',
      'KEY_VAULT_SECRETS_USER',
      'KEY_VAULT_CERTIFICATE_USER',
      'KEY_VAULT_CRYPTO_USER',
      'KEY_VAULT_CRYPTO_SERVICE_ENCRYPTION_USER',
      'KEY_VAULT_SECRETS_OFFICER',
      'KEY_VAULT_CERTIFICATES_OFFICER',
      'KEY_VAULT_CRYPTO_OFFICER',
      'KEY_VAULT_CONTRIBUTOR',
      'ALB_CONFIGURATION_MANAGER',
      'SERVICE_BUS_DATA_RECEIVER',
      'STORAGE_BLOB_DATA_CONTRIBUTOR',
      'MONITORING_DATA_READER',
      'MONITORING_READER',
      'MONITORING_METRICS_PUBLISHER',
      'LOG_ANALYTICS_DATA_READER',
      'GRAFANA_ADMIN',
      'GRAFANA_EDITOR',
      'GRAFANA_VIEWER',
    ],
  },
  AzureTags: {
    calls: {
      of: ['scope: IConstruct'],
    },
  },
  BackupVault: {},
  CertManagerSource: {
    calls: {
      installed: ['options: CertManagerInstallOptions?'],
      present: ['options: CertManagerPresentOptions?'],
    },
  },
  ChartMirror: {},
  ChartSource: {
    calls: {
      https: ['options: HttpsChartOptions'],
      oci: ['options: OciChartOptions'],
      local: ['folder: string'],
    },
  },
  ClusterAccess: {
    calls: {
      kubelogin: ['mode: KubeloginMode?', 'cloud: AzureCloud?'],
      kubeconfig: ['path: string', 'context: string'],
    },
    constants: ['adminCertificate()'],
  },
  ClusterBackup: {},
  ClusterMonitoring: {
    calls: {
      azureMonitor: ['options: AzureMonitorOptions'],
    },
  },
  ClusterNetwork: {
    calls: {
      azureCniOverlay: ['options: AzureCniOverlayOptions'],
      azureCniPodSubnet: ['options: AzureCniPodSubnetOptions'],
      azureCniNodeSubnet: ['options: AzureCniNodeSubnetOptions'],
      bringYourOwnCni: ['options: BringYourOwnCniOptions'],
      kubenet: ['options: KubenetOptions'],
      managedByAks: ['options: ManagedNetworkOptions?'],
    },
  },
  ClusterOutbound: {
    calls: {
      loadBalancer: ['options: LoadBalancerOutboundOptions?'],
      natGateway: ['options: RoutedOutboundOptions?'],
      managedNatGateway: ['options: ManagedNatGatewayOptions?'],
      userDefinedRouting: ['options: RoutedOutboundOptions?'],
      none: ['options: NoOutboundOptions?'],
    },
  },
  ClusterTriggerAuthentication: {
    calls: {
      fromName: ['scope: Construct', 'id: string', 'attributes: ClusterTriggerAuthenticationAttributes'],
    },
  },
  ClusterUpgrades: {
    calls: {
      pinned: ['version: string'],
      nodeImagesOnly: ['version: string'],
      pinnedMinor: ['minor: string'],
      patchesWithin: ['minor: string'],
      longTermSupport: ['minor: string'],
      followedByAzure: ['channel: UpgradeChannel'],
    },
    methods: {
      withNodeOs: ['channel: NodeOsUpgradeChannel'],
    },
  },
  ConstructFaults: {},
  ConsulApiGateway: {
    calls: {
      fromAttributes: ['scope: Construct', 'id: string', 'attributes: ConsulApiGatewayAttributes'],
    },
  },
  ConsulMesh: {
    calls: {
      fromAttributes: ['scope: Construct', 'id: string', 'attributes: ConsulMeshAttributes'],
    },
  },
  ConsulVersion: {
    calls: {
      of: ['version: string'],
    },
    constants: ['V2_0_3'],
  },
  ContainerRegistry: {
    calls: {
      fromLookup: ['scope: Construct', 'id: string', 'lookup: ContainerRegistryLookup'],
      fromRegistryId: [
        'scope: Construct',
        'id: string',
        'registryId: string',
        'attributes: ContainerRegistryAttributes?',
      ],
    },
  },
  DiagnosticSettings: {},
  DiagnosticTarget: {
    calls: {
      cluster: ['cluster: IAksCluster'],
      keyVault: ['vault: IKeyVault'],
      containerRegistry: ['registry: IContainerRegistry'],
      applicationGateway: ['gatewayId: string'],
      of: ['resourceId: string', 'categories: string[]'],
    },
  },
  ExternalAuthorization: {
    calls: {
      byProvider: ['name: string', 'options: ExternalAuthorizationOptions?'],
    },
  },
  FirewallRule: {
    calls: {
      block: ['options: FirewallRuleOptions'],
      allow: ['options: FirewallRuleOptions'],
      rateLimit: ['options: FirewallRateLimitOptions'],
    },
  },
  FirewallRuleSet: {
    calls: {
      of: ['type: string', 'version: string'],
    },
    constants: ['DEFAULT_2_1', 'OWASP_3_2'],
  },
  FluxConfiguration: {},
  FluxExtension: {
    calls: {
      fromAttributes: ['scope: Construct', 'id: string', 'attributes: FluxExtensionAttributes'],
    },
  },
  GatewayApi: {
    calls: {
      managedByAks: ['scope: Construct', 'id: string', 'props: ManagedGatewayApiProps'],
      present: ['scope: Construct', 'id: string', 'props: PresentGatewayApiProps'],
    },
  },
  GatewayCapacity: {
    calls: {
      autoscaled: ['min: number', 'max: number'],
      fixed: ['instances: number'],
    },
  },
  GatewayCertificate: {
    calls: {
      fromVault: ['name: string', 'vault: IKeyVault', 'certificateName: string'],
    },
  },
  GatewayExposure: {
    calls: {
      public: ['options: PublicExposureOptions?'],
      internal: ['options: InternalExposureOptions?'],
    },
    constants: ['clusterOnly()'],
  },
  GatewayIngress: {},
  GatewayIngressTarget: {
    calls: {
      service: ['serviceName: string', 'port: number'],
      meshedService: ['options: MeshedServiceOptions'],
      istioGateway: ['gateway: IIstioGateway'],
    },
  },
  GatewayIngressTls: {
    calls: {
      fromSecret: ['secretName: string'],
      fromGateway: ['certificateName: string'],
    },
  },
  GatewayTlsPolicy: {
    calls: {
      of: ['policyName: string'],
    },
    constants: ['STRICT_2022', 'COMPATIBLE_2022'],
  },
  GitAccess: {
    calls: {
      sshKey: ['options: SshKeyOptions'],
      httpsToken: ['options: HttpsTokenOptions'],
      kubernetesSecret: ['name: string'],
    },
    constants: ['workloadIdentity()'],
  },
  GitReference: {
    calls: {
      branch: ['name: string'],
      tag: ['name: string'],
      semver: ['range: string'],
      commit: ['sha: string'],
    },
  },
  GrafanaAdmin: {
    calls: {
      fromSecret: ['options: GrafanaAdminSecretOptions'],
      password: ['password: string'],
    },
    constants: ['generated()'],
  },
  GrafanaDashboard: {
    calls: {
      published: ['options: PublishedDashboardOptions'],
      atUrl: ['options: DashboardAtUrlOptions'],
    },
  },
  GrafanaVersion: {
    calls: {
      of: ['majorVersion: string'],
    },
    constants: ['V11', 'V12'],
  },
  Grant: {
    calls: {
      on: ['scope: IConstruct', 'options: GrantOptions'],
    },
  },
  HeaderMatch: {
    calls: {
      exact: ['name: string', 'value: string'],
      prefix: ['name: string', 'prefix: string'],
      regex: ['name: string', 'expression: string'],
      present: ['name: string'],
      absent: ['name: string'],
      inverse: ['match: HeaderMatch'],
    },
  },
  HelmChart: {},
  HelmValues: {
    constants: ['unset()'],
  },
  IngressTls: {
    calls: {
      kubernetesSecret: ['secretName: string', 'minimumVersion: TlsVersion?'],
      fromKeyVault: ['certificate: MeshGatewayCertificate', 'minimumVersion: TlsVersion?'],
      withClientCertificates: ['server: IngressTls'],
    },
    constants: ['passthrough()'],
  },
  IstioDataPlane: {
    calls: {
      ambient: ['options: IstioAmbientOptions?'],
    },
    constants: ['sidecars()'],
  },
  IstioEgressGateway: {},
  IstioFoundation: {},
  IstioGateway: {
    calls: {
      fromAttributes: ['scope: Construct', 'id: string', 'attributes: IstioGatewayAttributes'],
    },
  },
  IstioMesh: {
    calls: {
      fromAttributes: ['scope: Construct', 'id: string', 'attributes: IstioMeshAttributes'],
    },
  },
  IstioRevisionTag: {},
  IstioRoutes: {
    calls: {
      gatewayApi: ['gatewayApi: GatewayApi'],
    },
    constants: ['virtualServices()'],
  },
  IstioVersion: {
    calls: {
      of: ['version: string'],
    },
    constants: ['V1_30_3', 'V1_29_6', 'V1_28_10'],
  },
  IstioWaypoint: {
    calls: {
      fromAttributes: ['scope: Construct', 'id: string', 'attributes: IstioWaypointAttributes'],
    },
  },
  JwtAuthentication: {
    calls: {
      issuer: ['options: JwtIssuerOptions'],
      entraId: ['options: EntraIdJwtOptions'],
    },
  },
  KarpenterNodePool: {},
  Keda: {
    calls: {
      fromCluster: ['scope: Construct', 'id: string', 'cluster: IAksCluster'],
      fromAttributes: ['scope: Construct', 'id: string', 'attributes: KedaAttributes'],
    },
  },
  KedaInstallation: {
    calls: {
      helmChart: ['options: KedaChartOptions?'],
    },
    constants: ['aksAddon()'],
  },
  KedaVersion: {
    calls: {
      of: ['version: string'],
    },
    constants: ['V2_20_2'],
  },
  KeyVault: {
    calls: {
      fromLookup: ['scope: Construct', 'id: string', 'lookup: KeyVaultLookup'],
      fromVaultId: ['scope: Construct', 'id: string', 'vaultId: string', 'attributes: KeyVaultAttributes?'],
    },
  },
  Kiali: {},
  KialiLogin: {
    calls: {
      entraId: ['options: KialiEntraLoginOptions'],
    },
    constants: ['token()', 'anonymous()'],
  },
  KialiPrometheus: {
    calls: {
      fromStack: ['stack: IPrometheusStack'],
      fromUrl: ['url: string'],
      managed: ['options: KialiManagedPrometheusOptions'],
    },
  },
  KialiTracing: {
    calls: {
      jaeger: ['options: KialiTracingOptions'],
      tempo: ['options: KialiTracingOptions'],
    },
  },
  KialiVersion: {
    calls: {
      of: ['version: string'],
    },
    constants: ['V2_29_0'],
  },
  KubernetesManifests: {},
  LinkerdIdentity: {
    calls: {
      byTlsProvider: ['options: LinkerdTlsIdentityOptions?'],
      byCertManager: ['options: LinkerdCertManagerIdentityOptions'],
      given: ['options: LinkerdGivenIdentityOptions'],
    },
  },
  LinkerdMesh: {
    calls: {
      fromAttributes: ['scope: Construct', 'id: string', 'attributes: LinkerdMeshAttributes'],
    },
  },
  LinkerdVersion: {
    calls: {
      of: ['chartVersion: string'],
      vendor: ['options: LinkerdVendorOptions'],
    },
    constants: ['EDGE_26_8_3', 'EDGE_26_6_3', 'EDGE_25_10_7'],
  },
  LinkerdViz: {},
  LinkerdVizPrometheus: {
    calls: {
      fromStack: ['stack: IPrometheusStack'],
      fromUrl: ['url: string'],
    },
    constants: ['bundled()'],
  },
  LoadBalancing: {
    calls: {
      byHeader: ['header: string'],
      byCookie: ['cookie: string', 'lifetimeSeconds: number'],
    },
    constants: ['leastRequest()', 'roundRobin()', 'random()', 'bySourceAddress()'],
  },
  Locality: {
    calls: {
      distribute: ['distributions: LocalityDistribution[]'],
    },
    constants: ['zoneFirst()', 'anyZone()'],
  },
  LogAnalyticsWorkspace: {
    calls: {
      fromLookup: ['scope: Construct', 'id: string', 'lookup: LogAnalyticsWorkspaceLookup'],
      fromWorkspaceId: [
        'scope: Construct',
        'id: string',
        'workspaceId: string',
        'attributes: LogAnalyticsWorkspaceAttributes?',
      ],
    },
  },
  MaintenanceWindow: {
    calls: {
      daily: ['options: DailyMaintenanceOptions'],
      weekly: ['options: WeeklyMaintenanceOptions'],
      monthly: ['options: MonthlyMaintenanceOptions'],
      monthlyOnWeekday: ['options: MonthlyWeekdayMaintenanceOptions'],
    },
  },
  ManagedApplicationLoadBalancer: {},
  ManagedGrafana: {},
  ManagedIdentity: {
    calls: {
      fromLookup: ['scope: Construct', 'id: string', 'lookup: ManagedIdentityLookup'],
      fromAttributes: ['scope: Construct', 'id: string', 'attributes: ManagedIdentityAttributes'],
    },
  },
  ManagedIstioMesh: {
    calls: {
      fromCluster: ['scope: Construct', 'id: string', 'attributes: ManagedIstioMeshAttributes'],
    },
  },
  ManagedIstioMeshConfig: {},
  ManagedOpenServiceMesh: {
    calls: {
      fromCluster: ['scope: Construct', 'id: string', 'attributes: ManagedOpenServiceMeshAttributes'],
    },
  },
  ManagedPrometheusSettings: {},
  MeshAlerts: {},
  MeshDefaultDeny: {},
  MeshEgress: {},
  MeshGatewayCertificate: {},
  MeshIngress: {
    calls: {
      fromAttributes: ['scope: Construct', 'id: string', 'attributes: MeshIngressAttributes'],
    },
  },
  MeshIngressRoutes: {},
  MeshMetrics: {
    calls: {
      prometheusStack: ['stack: IPrometheusStack'],
      managedPrometheus: ['settings: ManagedPrometheusSettings'],
    },
  },
  MeshNamespace: {
    calls: {
      fromName: ['scope: Construct', 'id: string', 'attributes: MeshNamespaceAttributes'],
    },
  },
  MeshNamespacePolicy: {},
  MeshObservability: {},
  MeshPeer: {
    calls: {
      serviceAccount: ['namespace: string', 'name: string', 'scope: RequestScope?'],
      namespace: ['name: string', 'scope: RequestScope?'],
      ingressGateway: ['gateway: IMeshGateway', 'scope: RequestScope?'],
      addresses: ['ranges: string[]', 'scope: RequestScope?'],
      prometheus: ['options: PrometheusPeerOptions'],
    },
  },
  MeshService: {},
  MeshTraces: {
    calls: {
      to: ['receiver: ITraceReceiver', 'options: MeshTracesOptions?'],
      byProvider: ['name: string', 'options: MeshTracesOptions?'],
    },
  },
  MeshWorkload: {},
  MetricsSource: {
    calls: {
      server: ['address: string', 'options: PrometheusServerOptions?'],
      prometheusStack: ['stack: IPrometheusStack'],
      azureMonitorWorkspace: [
        'workspace: IAzureMonitorWorkspace',
        'authentication: ITriggerAuthentication',
        'cloud: AzureCloud?',
      ],
    },
  },
  MirrorRegistry: {
    calls: {
      containerRegistry: ['registry: IContainerRegistry', 'options: MirrorPullOptions?'],
      host: ['host: string'],
    },
  },
  MonitorPrivateLinkScope: {},
  Namespace: {
    calls: {
      fromName: ['scope: Construct', 'id: string', 'attributes: NamespaceAttributes'],
    },
  },
  NatGateway: {},
  NetworkDataPlane: {
    calls: {
      azure: ['engine: NetworkPolicyEngine?'],
    },
    constants: ['cilium()'],
  },
  NodeOs: {
    calls: {
      linux: ['osSku: string'],
      windows: ['osSku: string'],
    },
    constants: ['UBUNTU', 'AZURE_LINUX', 'AZURE_LINUX_3', 'WINDOWS_2022'],
  },
  NodePool: {},
  NodeProvisioning: {
    calls: {
      automatic: ['options: AutomaticNodeProvisioningOptions?'],
    },
    constants: ['manual()'],
  },
  NodeRequirement: {
    calls: {
      oneOf: ['label: string', 'values: string[]'],
      noneOf: ['label: string', 'values: string[]'],
      greaterThan: ['label: string', 'number: number'],
      lessThan: ['label: string', 'number: number'],
      exists: ['label: string'],
      doesNotExist: ['label: string'],
    },
  },
  NodeRotation: {
    calls: {
      temporaryPool: ['poolName: string'],
    },
    constants: ['replacePool()'],
  },
  OpenServiceMesh: {
    calls: {
      fromAttributes: ['scope: Construct', 'id: string', 'attributes: OpenServiceMeshAttributes'],
    },
  },
  OpenTelemetryCollector: {},
  OsmMeshConfig: {},
  PathMatch: {
    calls: {
      exact: ['path: string'],
      prefix: ['path: string'],
      startingWith: ['text: string'],
      regex: ['expression: string'],
    },
  },
  PathRewrite: {
    calls: {
      prefix: ['path: string'],
      full: ['path: string'],
      regex: ['expression: string', 'substitution: string'],
    },
  },
  PhasedRollout: {
    calls: {
      inSteps: ['options: PhasedRolloutOptions'],
      finished: ['to: ServiceVersion'],
    },
  },
  Principal: {
    calls: {
      group: ['objectId: string'],
      user: ['objectId: string'],
      servicePrincipal: ['objectId: string'],
    },
    constants: ['deployer()'],
  },
  PrivateDnsZone: {
    calls: {
      fromLookup: ['scope: Construct', 'id: string', 'lookup: PrivateDnsZoneLookup'],
      fromZoneId: ['scope: Construct', 'id: string', 'zoneId: string', 'attributes: PrivateDnsZoneAttributes?'],
      once: ['scope: IConstruct', 'props: PrivateDnsZoneProps'],
    },
  },
  PrivateEndpoint: {},
  PrivateEndpointDns: {
    calls: {
      ownZones: ['options: OwnZonesOptions?'],
      zones: ['zones: IPrivateDnsZone[]'],
    },
    constants: ['writtenElsewhere()'],
  },
  PrivateLinkTarget: {
    calls: {
      containerRegistry: ['registryId: string'],
      keyVault: ['vaultId: string'],
      storageBlob: ['accountId: string', 'replica: StorageReplica?'],
      storageFile: ['accountId: string', 'replica: StorageReplica?'],
      storageQueue: ['accountId: string', 'replica: StorageReplica?'],
      storageTable: ['accountId: string', 'replica: StorageReplica?'],
      storageWeb: ['accountId: string', 'replica: StorageReplica?'],
      storageDfs: ['accountId: string', 'replica: StorageReplica?'],
      sqlServer: ['serverId: string'],
      postgresqlFlexibleServer: ['serverId: string'],
      mysqlFlexibleServer: ['serverId: string'],
      cosmosDb: ['accountId: string', 'api: CosmosApi'],
      cosmosMongoCluster: ['clusterId: string'],
      cosmosPostgresqlCluster: ['clusterId: string'],
      redisCache: ['cacheId: string'],
      redisEnterprise: ['clusterId: string'],
      managedRedis: ['redisId: string'],
      serviceBus: ['namespaceId: string'],
      eventHubs: ['namespaceId: string'],
      appConfiguration: ['storeId: string'],
      monitorPrivateLinkScope: ['scopeId: string'],
      monitorWorkspace: ['workspaceId: string', 'location: string'],
      grafana: ['grafanaId: string'],
      aksManagement: ['clusterId: string', 'location: string'],
      eventGridTopic: ['topicId: string'],
      eventGridDomain: ['domainId: string'],
      searchService: ['serviceId: string'],
      webSite: ['siteId: string'],
      cognitiveServices: ['accountId: string'],
      of: ['resourceId: string', 'groupId: string', 'zoneNames: string[]'],
    },
  },
  PrometheusStack: {
    calls: {
      fromAttributes: ['scope: Construct', 'id: string', 'attributes: PrometheusStackAttributes'],
    },
  },
  PrometheusStackGrafana: {
    calls: {
      installed: ['options: PrometheusStackGrafanaOptions?'],
    },
    constants: ['none()'],
  },
  PrometheusStackVersion: {
    calls: {
      of: ['version: string'],
    },
    constants: ['V88_5_3'],
  },
  ProviderVersions: {
    calls: {
      require: ['stack: TerraformStack', 'providers: RequiredProviders?'],
    },
  },
  QueryMatch: {
    calls: {
      exact: ['name: string', 'value: string'],
      regex: ['name: string', 'expression: string'],
      present: ['name: string'],
    },
  },
  RegistryAccess: {
    calls: {
      publicFrom: ['ranges: string[]'],
    },
    constants: ['privateOnly()', 'publicFromEverywhere()'],
  },
  RegistryCacheRule: {},
  RegistryCredentialSet: {},
  Route: {
    calls: {
      defaultToFirewall: ['address: string'],
      toAppliance: ['address: string', 'options: RouteOptions'],
      toInternet: ['options: RouteOptions'],
      toGateway: ['options: RouteOptions'],
      toNetwork: ['options: RouteOptions'],
      drop: ['options: RouteOptions'],
    },
  },
  RouteAction: {
    calls: {
      version: ['version: ServiceVersion'],
      split: ['split: TrafficSplit'],
      service: ['service: RouteService'],
      services: ['services: WeightedRouteService[]'],
      redirect: ['redirect: RouteRedirect'],
      respond: ['response: RouteResponse'],
    },
    constants: ['allPods()'],
  },
  RouteTable: {},
  ScaleTarget: {
    calls: {
      deployment: ['name: string'],
      statefulSet: ['name: string'],
      of: ['apiVersion: string', 'kind: string', 'name: string'],
    },
  },
  ScaleTrigger: {
    calls: {
      meshRequestRate: ['options: MeshRequestRateOptions'],
      prometheus: ['options: PrometheusTriggerOptions'],
      serviceBusQueue: ['options: ServiceBusQueueTriggerOptions'],
      serviceBusTopic: ['options: ServiceBusTopicTriggerOptions'],
      cron: ['options: CronTriggerOptions'],
      cpu: ['options: ResourceTriggerOptions'],
      memory: ['options: ResourceTriggerOptions'],
      of: ['type: string', 'metadata: string{}', 'options: CustomTriggerOptions?'],
    },
  },
  ScaledObject: {},
  ScalingPolicy: {
    calls: {
      pods: ['pods: number', 'perSeconds: number'],
      percent: ['percent: number', 'perSeconds: number'],
    },
  },
  SecretsStoreDriver: {
    calls: {
      fromCluster: ['scope: Construct', 'id: string', 'cluster: IAksCluster'],
    },
  },
  SecretsStoreInstallation: {
    calls: {
      helmChart: ['options: SecretsStoreChartOptions?'],
    },
    constants: ['aksAddon()'],
  },
  SecretsStoreVersion: {
    calls: {
      of: ['version: string'],
    },
    constants: ['V1_8_2'],
  },
  SecurityRule: {
    calls: {
      allowInbound: ['options: InboundRuleOptions'],
      denyInbound: ['options: InboundRuleOptions'],
      allowOutbound: ['options: OutboundRuleOptions'],
      denyOutbound: ['options: OutboundRuleOptions'],
    },
  },
  Subnet: {
    calls: {
      fromLookup: ['scope: Construct', 'id: string', 'lookup: SubnetLookup'],
      fromSubnetId: ['scope: Construct', 'id: string', 'subnetId: string', 'attributes: SubnetAttributes?'],
    },
  },
  SubnetDelegation: {
    calls: {
      of: ['serviceName: string', 'actions: string[]?'],
    },
    constants: ['API_SERVER', 'APPLICATION_GATEWAY', 'TRAFFIC_CONTROLLER'],
  },
  SyncedSecret: {
    calls: {
      opaque: ['secretName: string', 'data: VaultObject{}', 'options: SyncedSecretOptions?'],
      tls: ['secretName: string', 'certificate: VaultObject', 'options: SyncedSecretOptions?'],
      dockerConfig: ['secretName: string', 'config: VaultObject', 'options: SyncedSecretOptions?'],
    },
  },
  TrafficPolicy: {
    calls: {
      webDefault: ['options: WebDefaultOptions?'],
    },
  },
  TrafficSplit: {
    calls: {
      canary: ['options: CanaryOptions'],
      between: ['versions: WeightedVersion[]'],
      byController: ['stable: ServiceVersion', 'canary: ServiceVersion'],
    },
  },
  TriggerAuthentication: {
    calls: {
      fromName: ['scope: Construct', 'id: string', 'attributes: TriggerAuthenticationAttributes'],
    },
  },
  TrustedRoot: {
    calls: {
      fromBase64: ['name: string', 'certificate: string'],
      fromVault: ['name: string', 'vault: IKeyVault', 'secretName: string'],
    },
  },
  VaultAccess: {
    calls: {
      workloadIdentity: ['identity: IWorkloadIdentity'],
      userAssignedOnNodes: ['identity: IManagedIdentity'],
      systemAssignedOnNodes: ['principals: IPrincipal[]?'],
    },
    constants: ['addonIdentity()'],
  },
  VaultNetworkAccess: {
    calls: {
      selected: ['options: SelectedNetworksOptions'],
    },
    constants: ['privateOnly()', 'publicFromEverywhere()'],
  },
  VaultObject: {
    calls: {
      secret: ['name: string', 'options: VaultSecretOptions?'],
      publicKey: ['name: string', 'options: VaultObjectOptions?'],
      certificate: ['name: string', 'options: VaultObjectOptions?'],
      certificateWithKey: ['name: string', 'options: CertificateWithKeyOptions?'],
    },
  },
  VaultSecrets: {},
  VirtualNetwork: {
    calls: {
      fromLookup: ['scope: Construct', 'id: string', 'lookup: VirtualNetworkLookup'],
      fromNetworkId: ['scope: Construct', 'id: string', 'networkId: string', 'attributes: VirtualNetworkAttributes?'],
    },
  },
  VirtualNetworkPeering: {},
  Warnings: {
    calls: {
      acknowledge: ['scope: IConstruct', 'id: string', 'reason: string'],
    },
  },
  WebApplicationFirewall: {
    calls: {
      fromFirewallId: ['scope: Construct', 'id: string', 'firewallId: string'],
    },
  },
  WorkloadIdentity: {
    calls: {
      fromAttributes: ['scope: Construct', 'id: string', 'attributes: WorkloadIdentityAttributes'],
    },
  },
};
