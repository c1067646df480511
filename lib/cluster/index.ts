export {
  AdvancedClusterOptions,
  HttpProxyOptions,
  LinuxAdminOptions,
  WindowsAdminOptions,
} from './advanced-cluster-options';
export {
  AdvancedPoolOptions,
  KubeletDisk,
  ScaleDownMode,
  UndrainableNodeBehavior,
  WorkloadRuntime,
} from './advanced-pool-options';
export * from './aks-cluster';
export * from './aks-cluster-props';
export { IAksCluster } from './aks-cluster-ref';
export * from './api-server-access';
export { AppRoutingController, AppRoutingOptions } from './app-routing';
export { ClusterAccess, KubeloginMode } from './cluster-access';
export { AutoscalerExpander, ClusterAutoscalerOptions } from './cluster-autoscaler';
export { ClusterIdentityOptions } from './cluster-identities';
export { ClusterMaintenance, MaintenanceHours } from './cluster-maintenance';
export * from './cluster-monitoring';
export * from './cluster-network';
export * from './cluster-network-options';
export { ClusterOutbound } from './cluster-outbound';
export * from './cluster-outbound-options';
export * from './cluster-upgrades';
export { ContainerInsightsOptions, ContainerInsightsStream, SyslogLevel } from './container-insights-options';
export { KeyManagementOptions } from './key-management';
export * from './maintenance-window';
export { ManagedPrometheusOptions, ObjectMetadataKeys } from './managed-prometheus-options';
export * from './network-data-plane';
export { HostPortProtocol, HostPortRange, NodeNetworkOptions } from './node-network';
export * from './node-os';
export * from './node-pool';
export {
  GpuInstance,
  GpuOptions,
  NodePoolMode,
  NodePoolOptions,
  SpotEvictionPolicy,
  SpotOptions,
  SystemPoolOptions,
  UserPoolOptions,
} from './node-pool-options';
export { AutomaticNodeProvisioningOptions, NodeProvisioning } from './node-provisioning';
export * from './node-rotation';
export { CpuManagerPolicy, KubeletOptions, LinuxKernelOptions, TopologyManagerPolicy } from './node-tuning';
export * from './os-disk-type';
export { PolicySetting } from './policy-setting';
export { PrivateDnsOptions } from './private-dns-options';
export { StorageDriverOptions } from './storage-drivers';
export { UpgradeOverrideOptions } from './upgrade-override';
