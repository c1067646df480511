/** Defaults that the output leaves to the vendor, and the vendor's page or source that says what they are. */
export interface VendorDefaults {
  readonly source: string;
  /** `STRUCT.PROP`. */
  readonly props: readonly string[];
}

const of = (struct: string, ...props: string[]) => props.map((prop) => `${struct}.${prop}`);
const azurerm = 'https://registry.terraform.io/providers/hashicorp/azurerm/4.81.0/docs/resources';
const keda = 'https://keda.sh/docs/2.18';

export const vendorDefaults: VendorDefaults[] = [
  {
    source: 'https://learn.microsoft.com/azure/aks/cluster-autoscaler#cluster-autoscaler-profile-settings',
    props: of(
      'ClusterAutoscalerOptions',
      ...['balanceSimilarPools', 'delayAfterAddMinutes', 'delayAfterFailureMinutes', 'evictDaemonSetsOfEmptyNodes'],
      ...['evictDaemonSetsOfOccupiedNodes', 'expander', 'ignoreDaemonSets', 'keepNodesWithSystemPods'],
      ...['maxEmptyNodesDeleted', 'maxGracefulTerminationSeconds', 'maxProvisioningMinutes', 'maxUnreadyNodes'],
      ...['maxUnreadyPercent', 'newPodDelaySeconds', 'scanIntervalSeconds', 'unneededMinutes', 'unreadyMinutes'],
      'utilizationThresholdPercent',
    ),
  },
  {
    source: 'https://learn.microsoft.com/azure/aks/custom-node-configuration#supported-custom-configuration-parameters',
    props: [
      ...of('KubeletOptions', 'containerLogMaxFiles', 'cpuManagerPolicy', 'imageGcHighThresholdPercent'),
      ...of('KubeletOptions', 'imageGcLowThresholdPercent', 'podMaxPids', 'topologyManagerPolicy'),
      ...of('LinuxKernelOptions', 'inotifyMaxUserWatches', 'somaxconn'),
    ],
  },
  {
    source: 'https://learn.microsoft.com/azure/aks/upgrade-aks-node-pools-rolling',
    props: ['SystemPoolOptions', 'UserPoolOptions', 'NodePoolProps'].flatMap((struct) =>
      of(struct, 'drainTimeoutMinutes', 'nodeSoakMinutes'),
    ),
  },
  {
    source: `${azurerm}/kubernetes_cluster_node_pool`,
    props: [
      ...of('AdvancedPoolOptions', 'nodePublicIps', 'operationTimeoutMinutes', 'scaleDownMode', 'ultraDisks'),
      ...['SystemPoolOptions', 'UserPoolOptions', 'NodePoolProps'].flatMap((struct) =>
        of(struct, 'fips', 'hostEncryption'),
      ),
    ],
  },
  {
    source: `${azurerm}/kubernetes_flux_configuration`,
    props: [
      ...of('FluxConfigurationProps', 'syncIntervalSeconds', 'timeoutSeconds'),
      ...of('FluxKustomization', 'recreateImmutable', 'retryIntervalSeconds', 'syncIntervalSeconds'),
      ...of('FluxKustomization', 'timeoutSeconds', 'wait'),
    ],
  },
  {
    source: `${azurerm}/kubernetes_cluster`,
    props: [
      'AksClusterProps.costAnalysis',
      'LoadBalancerOutboundOptions.idleTimeoutMinutes',
      'ManagedNatGatewayOptions.idleTimeoutMinutes',
    ],
  },
  {
    source:
      'https://learn.microsoft.com/azure/azure-monitor/containers/prometheus-metrics-scrape-default#scrape-frequency',
    props: ['PodScrapingOptions.intervalSeconds', 'ScrapeTargetOptions.intervalSeconds'],
  },
  {
    source: 'https://azure.github.io/application-gateway-kubernetes-ingress/annotations/#request-timeout',
    props: ['GatewayIngressProps.requestTimeoutSeconds'],
  },
  {
    source: 'https://gateway-api.sigs.k8s.io/reference/spec/#httpbackendref',
    props: ['AlbBackend.weight'],
  },
  {
    source: 'https://learn.microsoft.com/azure/application-gateway/for-containers/alb-controller-helm-chart',
    props: ['AlbControllerProps.cloud'],
  },
  {
    source: 'https://azure.github.io/secrets-store-csi-driver-provider-azure/docs/getting-started/usage/',
    props: ['CertificateWithKeyOptions.format', 'VaultSecretOptions.encoding'],
  },
  {
    source: 'https://istio.io/latest/docs/reference/config/networking/virtual-service/',
    props: ['CorsPolicy.allowCredentials', 'RetryPolicy.backoffSeconds'],
  },
  {
    source: 'https://istio.io/latest/docs/reference/config/networking/destination-rule/#OutlierDetection',
    props: ['OutlierEjection.intervalSeconds'],
  },
  {
    source: `${keda}/scalers/prometheus/`,
    props: [
      'MeshRequestRateOptions.activationRequestsPerSecond',
      ...of('PrometheusTriggerOptions', 'activationThreshold', 'metricType'),
    ],
  },
  {
    source: `${keda}/scalers/azure-service-bus/`,
    props: ['ServiceBusQueueTriggerOptions', 'ServiceBusTopicTriggerOptions'].flatMap((struct) =>
      of(struct, 'activationMessages', 'messagesPerReplica'),
    ),
  },
  {
    source: `${keda}/reference/scaledobject-spec/#fallback`,
    props: ['ScaleFallback.behavior'],
  },
  {
    source: 'https://kubernetes.io/docs/tasks/run-application/horizontal-pod-autoscale/#default-behavior',
    props: ['ScalingBehavior.selection'],
  },
];
