import type { KubernetesClusterStorageProfile } from '@cdktf/provider-azurerm/lib/kubernetes-cluster';

/**
 * The CSI storage drivers that AKS installs in a cluster.
 *
 * @see https://learn.microsoft.com/azure/aks/csi-storage-drivers
 */
export interface StorageDriverOptions {
  /**
   * Managed disks.
   *
   * @default true
   */
  readonly disk?: boolean;

  /**
   * File shares.
   *
   * @default true
   */
  readonly file?: boolean;

  /**
   * Blob containers.
   *
   * @default false
   */
  readonly blob?: boolean;

  /**
   * Snapshots of volumes.
   *
   * @default true
   */
  readonly snapshots?: boolean;
}

export function hasDiskSnapshots({ disk = true, snapshots = true }: StorageDriverOptions = {}): boolean {
  return disk && snapshots;
}

export function renderStorageDrivers(options: StorageDriverOptions): KubernetesClusterStorageProfile {
  return {
    diskDriverEnabled: options.disk ?? true,
    fileDriverEnabled: options.file ?? true,
    blobDriverEnabled: options.blob ?? false,
    snapshotControllerEnabled: options.snapshots ?? true,
  };
}
