import type { AzureResourceProps } from '../core/azure-resource-props';
import type { IPrincipal } from '../identity/principal';
import type { AdvancedClusterOptions } from './advanced-cluster-options';
import type { ApiServerAccess } from './api-server-access';
import type { ClusterAccess } from './cluster-access';
import type { ClusterAutoscalerOptions } from './cluster-autoscaler';
import type { ClusterIdentityOptions } from './cluster-identities';
import type { ClusterMaintenance } from './cluster-maintenance';
import type { ClusterMonitoring } from './cluster-monitoring';
import type { ClusterNetwork } from './cluster-network';
import type { ClusterUpgrades } from './cluster-upgrades';
import type { KeyManagementOptions } from './key-management';
import type { SystemPoolOptions, UserPoolOptions } from './node-pool-options';
import type { NodeProvisioning } from './node-provisioning';
import type { PolicySetting } from './policy-setting';
import type { StorageDriverOptions } from './storage-drivers';

/**
 * The pricing tier of the control plane, which decides about its uptime SLA.
 *
 * @see https://learn.microsoft.com/azure/aks/free-standard-pricing-tiers
 */
export enum ClusterTier {
  /** No uptime SLA; for tests. */
  FREE = 'Free',

  /** An uptime SLA of 99.95 % with availability zones. */
  STANDARD = 'Standard',

  /** Like Standard, with long-term support of Kubernetes versions. */
  PREMIUM = 'Premium',
}

/** Props of a new cluster. */
export interface AksClusterProps extends AzureResourceProps {
  /**
   * The name: 1 to 63 letters, digits, `_` and `-`.
   *
   * Changing this replaces the cluster.
   */
  readonly clusterName: string;

  /**
   * The network configuration: pod and node addresses, data plane and outbound type.
   *
   * Changing this to another kind of network replaces the cluster; see each option for the resources that it replaces.
   */
  readonly network: ClusterNetwork;

  /**
   * Network access to the API server. There is no default: it is a decision of the cluster's owner.
   *
   * Changing this between public and private replaces the cluster.
   */
  readonly apiServer: ApiServerAccess;

  /**
   * The cluster administrators, at least one. There is no default: local accounts are disabled, so no one else has access.
   * Releases wait for these grants. With `entraId: false` it must be empty.
   */
  readonly administrators: IPrincipal[];

  /**
   * Whether this program grants the administrators their roles. If false, the stack's annotations list the commands instead: for
   * existing clusters, whose role assignments are managed elsewhere, and for deployment identities without permission to assign
   * roles.
   *
   * @default true
   */
  readonly grantAdministrators?: boolean;

  /**
   * Whether Azure role assignments authorize users in the cluster (Azure RBAC for Kubernetes). With false only Kubernetes RBAC
   * does:
   * `administrators` must be groups, which become cluster administrators (`admin_group_object_ids`), and `grantReader`,
   * `grantWriter` and `grantAdmin` are rejected.
   *
   * @see https://learn.microsoft.com/azure/aks/azure-ad-rbac
   * @default true
   */
  readonly azureRbac?: boolean;

  /**
   * Whether users sign in by Entra ID. With false they sign in by the cluster-admin certificate only, which every reader of the
   * cluster's credentials has: for existing clusters without Entra ID, with `localAccounts: true` and without `administrators`.
   * Once on, it cannot be turned off.
   *
   * @see https://learn.microsoft.com/azure/aks/enable-authentication-microsoft-entra-id
   * @default true
   */
  readonly entraId?: boolean;

  /** The pool for the cluster's own components. */
  readonly systemPool: SystemPoolOptions;

  /**
   * The node pool for your workloads. Add more pools with `addNodePool`.
   *
   * @default - none; a Helm release into the cluster then requires another pool without taints
   */
  readonly userPool?: UserPoolOptions;

  /**
   * Whether AKS creates nodes for pending pods (node auto-provisioning, Karpenter), in addition to the node pools. See
   * docs/node-provisioning.md for unsupported features and the migration from autoscaled pools.
   *
   * With azurerm 4, removing it keeps the cluster's mode, which azurerm then reads from Azure: set `NodeProvisioning.manual()` to
   * disable it.
   *
   * @see https://learn.microsoft.com/azure/aks/node-auto-provisioning
   * @default - NodeProvisioning.manual(); with azurerm 4 the mode that an existing cluster has
   */
  readonly nodeProvisioning?: NodeProvisioning;

  /**
   * The Kubernetes version, and how Azure upgrades it.
   *
   * @default ClusterUpgrades.followedByAzure(UpgradeChannel.STABLE)
   */
  readonly upgrades?: ClusterUpgrades;

  /**
   * The pricing tier of the control plane, which decides about its uptime SLA.
   *
   * @default ClusterTier.STANDARD
   */
  readonly tier?: ClusterTier;

  /**
   * The credentials with which Helm authenticates to the cluster.
   *
   * @default ClusterAccess.kubelogin(), and ClusterAccess.adminCertificate() with `entraId: false`
   */
  readonly access?: ClusterAccess;

  /**
   * The destinations of logs and metrics.
   *
   * @default - none are collected; Container insights, managed Prometheus and Defender each require a workspace
   */
  readonly monitoring?: ClusterMonitoring;

  /**
   * The resource id of a disk encryption set, which encrypts the nodes' managed disks with a customer-managed key.
   *
   * Changing this replaces the cluster.
   *
   * @see https://learn.microsoft.com/azure/aks/azure-disk-customer-managed-keys
   * @default - disks are encrypted with platform-managed keys
   */
  readonly diskEncryptionSetId?: string;

  /**
   * The first part of the API server's DNS name: 2 to 54 letters, digits and `-`.
   *
   * Changing this replaces the cluster.
   *
   * @default - the cluster's name with `-` for `_`, truncated to 54 characters; a name of one character gets the suffix `-aks`
   */
  readonly dnsPrefix?: string;

  /**
   * The name of the resource group that AKS creates for nodes, load balancers and disks. It must not exist yet.
   *
   * Changing this replaces the cluster.
   *
   * @default - MC_GROUP_CLUSTER_REGION, which AKS derives
   */
  readonly nodeResourceGroupName?: string;

  /**
   * The id of the Entra ID tenant that cluster users sign in to: a UUID.
   *
   * @default - the deployer's tenant
   */
  readonly tenantId?: string;

  /**
   * The Azure Policy add-on, which audits or denies Kubernetes objects according to the assigned policies.
   *
   * @see https://learn.microsoft.com/azure/governance/policy/concepts/policy-for-kubernetes
   * @default true
   */
  readonly azurePolicy?: boolean;

  /**
   * Settings that an Azure Policy of the tenant sets on the cluster, which an apply would otherwise remove. They can't be
   * settings of `monitoring` too.
   *
   * @see https://learn.microsoft.com/azure/aks/policy-reference
   * @default - none: settings that are not in the program are removed
   */
  readonly policySettings?: PolicySetting[];

  /**
   * The image cleaner, which removes unused, vulnerable images from nodes.
   *
   * @see https://learn.microsoft.com/azure/aks/image-cleaner
   * @default true
   */
  readonly imageCleaner?: boolean;

  /**
   * The interval in hours at which the image cleaner removes unused, vulnerable images from nodes: 24 to 2160.
   *
   * @see https://learn.microsoft.com/azure/aks/image-cleaner
   * @default 168
   */
  readonly imageCleanerIntervalHours?: number;

  /**
   * Enables local accounts: a cluster-admin certificate that bypasses Entra ID. `ClusterAccess.adminCertificate()` requires it.
   *
   * @see https://learn.microsoft.com/azure/aks/manage-local-accounts-managed-azure-ad
   * @default false
   */
  readonly localAccounts?: boolean;

  /**
   * Allows `az aks command invoke`, which runs commands in the cluster through Azure's API.
   *
   * @see https://learn.microsoft.com/azure/aks/access-private-cluster
   * @default false
   */
  readonly runCommand?: boolean;

  /**
   * The maintenance windows for upgrades by Azure.
   *
   * @default - at any time
   */
  readonly maintenance?: ClusterMaintenance;

  /**
   * Existing identities for the control plane and the kubelet.
   *
   * Changing the kubelet's identity replaces the cluster.
   *
   * @default - two identities are created for the cluster, with the roles that they need
   */
  readonly identities?: ClusterIdentityOptions;

  /**
   * The cluster autoscaler profile.
   *
   * @default - AKS's defaults
   */
  readonly autoscaler?: ClusterAutoscalerOptions;

  /**
   * The vertical pod autoscaler add-on, which sets the CPU and memory requests of pods that a `VerticalPodAutoscaler` object selects.
   *
   * @see https://learn.microsoft.com/azure/aks/vertical-pod-autoscaler
   * @default false
   */
  readonly verticalPodAutoscaler?: boolean;

  /**
   * Encryption of Kubernetes Secrets in etcd with a customer-managed key.
   *
   * @default - a platform-managed key
   */
  readonly keyManagement?: KeyManagementOptions;

  /**
   * The CSI storage drivers that AKS installs.
   *
   * @default - disks, files and the snapshot controller
   */
  readonly storageDrivers?: StorageDriverOptions;

  /**
   * Cost analysis: Azure Cost Management breaks costs down by namespace and workload. Requires a tier other than
   * `ClusterTier.FREE`.
   *
   * @see https://learn.microsoft.com/azure/aks/cost-analysis
   * @default false
   */
  readonly costAnalysis?: boolean;

  /**
   * Sets `prevent_destroy`: a plan that would destroy or replace the cluster fails.
   *
   * @default false
   */
  readonly deletionProtection?: boolean;

  /**
   * Rarely used settings: HTTP proxy, trusted certificates, node administrators, and settings for existing clusters.
   *
   * @default - none
   */
  readonly advanced?: AdvancedClusterOptions;
}
