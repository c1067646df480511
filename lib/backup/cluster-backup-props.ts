import type { IAksCluster } from '../cluster/aks-cluster-ref';
import type { AzureCloud } from '../network/azure-cloud';
import type { BackupVault } from './backup-vault';

/** Props of a cluster's backup. */
export interface ClusterBackupProps {
  /** The cluster; of the same stack. */
  readonly cluster: IAksCluster;

  /** The vault, in the cluster's region. */
  readonly vault: BackupVault;

  /**
   * The resource id of the storage account of the backed-up objects: of kind StorageV2, not of the Premium tier, in the cluster's region and
   * subscription. Access by Entra ID is enough: disable its shared keys.
   */
  readonly storageAccountId: string;

  /** The name of the blob container in the storage account. It must be empty at first, and of this cluster alone. */
  readonly containerName: string;

  /**
   * The resource id of the resource group of the disk snapshots.
   *
   * Changing this replaces the backup instance.
   */
  readonly snapshotGroupId: string;

  /**
   * The name of the backup instance and its policy: 3 to 150 letters, digits and `-`.
   *
   * Changing this replaces the backup instance.
   *
   * @default - of the cluster's name
   */
  readonly backupName?: string;

  /**
   * The time of the first backup of a day in UTC, as `HH:mm`.
   *
   * Changing this replaces the policy and the backup instance.
   *
   * @default '02:00'
   */
  readonly startTime?: string;

  /**
   * The hours from one backup to the next: 4, 6, 8, 12 or 24.
   *
   * Changing this replaces the policy and the backup instance.
   *
   * @default 24
   */
  readonly intervalHours?: number;

  /**
   * For how many days a backup is kept: 1 to 360.
   *
   * Changing this replaces the policy and the backup instance.
   *
   * @default 14
   */
  readonly retentionDays?: number;

  /**
   * The namespaces that are backed up, up to 800. Azure never backs up `kube-system`, `kube-node-lease` and `kube-public`.
   *
   * Changing this replaces the backup instance.
   *
   * @default - all
   */
  readonly includedNamespaces?: string[];

  /**
   * The namespaces that are not backed up.
   *
   * Changing this replaces the backup instance.
   *
   * @default - none
   */
  readonly excludedNamespaces?: string[];

  /**
   * Whether objects without a namespace are backed up, e.g. ClusterRoles and custom resource definitions.
   *
   * Changing this replaces the backup instance.
   *
   * @default true
   */
  readonly clusterScopedResources?: boolean;

  /**
   * Whether persistent volumes are backed up, as snapshots of their disks. Only volumes of the Azure Disk driver are.
   *
   * Changing this replaces the backup instance.
   *
   * @default true
   */
  readonly volumes?: boolean;

  /**
   * The cloud of the storage account.
   *
   * @default AzureCloud.PUBLIC
   */
  readonly cloud?: AzureCloud;
}
