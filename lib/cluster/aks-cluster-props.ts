import type { AzureResourceProps } from '../core/azure-resource-props';
import type { IPrincipal } from '../identity/principal';
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
import type { StorageDriverOptions } from './storage-drivers';

/**
 * What Azure promises of the control plane.
 *
 * @see https://learn.microsoft.com/azure/aks/free-standard-pricing-tiers
 */
export enum ClusterTier {
  /** No uptime promise; for trying things. */
  FREE = 'Free',

  /** 99.95 % with zones. */
  STANDARD = 'Standard',

  /** Standard, with long term support. */
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
   * How pods and nodes get addresses, and how packets travel.
   *
   * Changing this to another kind of network replaces the cluster; each option says what it replaces.
   */
  readonly network: ClusterNetwork;

  /**
   * From where the API server can be reached. There is no default: whoever owns the cluster knows.
   *
   * Changing this between public and private replaces the cluster.
   */
  readonly apiServer: ApiServerAccess;

  /**
   * Who may do everything in the cluster, one or more. There is no default: local accounts are off, and nobody else gets in.
   * Releases wait for these grants.
   */
  readonly administrators: IPrincipal[];

  /** The pool of the cluster's own components. */
  readonly systemPool: SystemPoolOptions;

  /**
   * The pool for everything else. More pools: `addNodePool`.
   *
   * @default - none; then a release into the cluster is an error, unless another untainted pool exists
   */
  readonly userPool?: UserPoolOptions;

  /**
   * Who chooses the Kubernetes version.
   *
   * @default ClusterUpgrades.followedByAzure(UpgradeChannel.STABLE)
   */
  readonly upgrades?: ClusterUpgrades;

  /**
   * What Azure promises of the control plane.
   *
   * @default ClusterTier.STANDARD
   */
  readonly tier?: ClusterTier;

  /**
   * How Helm signs in to the cluster.
   *
   * @default ClusterAccess.kubelogin()
   */
  readonly access?: ClusterAccess;

  /**
   * Where logs and metrics go.
   *
   * @default - nowhere; Container insights, managed Prometheus and Defender each need a workspace
   */
  readonly monitoring?: ClusterMonitoring;

  /**
   * The resource id of a disk encryption set, which encrypts the nodes' managed disks with an own key.
   *
   * Changing this replaces the cluster.
   *
   * @see https://learn.microsoft.com/azure/aks/azure-disk-customer-managed-keys
   * @default - disks are encrypted with keys of Azure
   */
  readonly diskEncryptionSetId?: string;

  /**
   * The first part of the API server's DNS name: 2 to 54 letters, digits and `-`.
   *
   * Changing this replaces the cluster.
   *
   * @default - the cluster's name, `_` as `-`, cut to 54 characters; for a name of one character, with `-aks` behind it
   */
  readonly dnsPrefix?: string;

  /**
   * The resource group that AKS makes for nodes, load balancers and disks. It must not exist before.
   *
   * Changing this replaces the cluster.
   *
   * @default - AKS chooses: MC_GROUP_CLUSTER_REGION
   */
  readonly nodeResourceGroupName?: string;

  /**
   * The Entra ID tenant that users of the cluster sign in to, a UUID.
   *
   * @default - the deployer's tenant
   */
  readonly tenantId?: string;

  /**
   * Azure Policy for the cluster, which audits or refuses what pods may do as assigned policies say.
   *
   * @see https://learn.microsoft.com/azure/governance/policy/concepts/policy-for-kubernetes
   * @default true
   */
  readonly azurePolicy?: boolean;

  /**
   * After how many hours unused, vulnerable images are removed from the nodes; 24 to 2160.
   *
   * @see https://learn.microsoft.com/azure/aks/image-cleaner
   * @default 168
   */
  readonly imageCleanerIntervalHours?: number;

  /**
   * The certificate of a cluster administrator, whom Entra ID doesn't know. Needed for `ClusterAccess.adminCertificate()`.
   *
   * @see https://learn.microsoft.com/azure/aks/manage-local-accounts-managed-azure-ad
   * @default false
   */
  readonly localAccounts?: boolean;

  /**
   * Lets `az aks command invoke` run commands in the cluster through Azure's API.
   *
   * @see https://learn.microsoft.com/azure/aks/access-private-cluster
   * @default false
   */
  readonly runCommand?: boolean;

  /**
   * When Azure may change the cluster by itself.
   *
   * @default - at any time
   */
  readonly maintenance?: ClusterMaintenance;

  /**
   * Identities that exist already.
   *
   * Changing this replaces the cluster, if it changes the identity of the kubelet.
   *
   * @default - two of the cluster's own, with the roles that they need
   */
  readonly identities?: ClusterIdentityOptions;

  /**
   * How the cluster autoscaler adds and removes nodes.
   *
   * @default - AKS's ways
   */
  readonly autoscaler?: ClusterAutoscalerOptions;

  /**
   * A key of your own for the Secrets that the control plane stores.
   *
   * @default - a key of Azure
   */
  readonly keyManagement?: KeyManagementOptions;

  /**
   * Which of Azure's storage drivers run in the cluster.
   *
   * @default - those for disks, files and snapshots
   */
  readonly storageDrivers?: StorageDriverOptions;

  /**
   * Azure's bill by namespace and workload. Not with `ClusterTier.FREE`.
   *
   * @see https://learn.microsoft.com/azure/aks/cost-analysis
   * @default false
   */
  readonly costAnalysis?: boolean;

  /**
   * Makes a plan that would destroy or replace the cluster an error.
   *
   * @default false
   */
  readonly deletionProtection?: boolean;
}
