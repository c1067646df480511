import { type TerraformStack, TerraformVariable } from 'cdktf';
import {
  AzureCloud,
  BackupImmutability,
  BackupRedundancy,
  BackupVault,
  type BackupVaultProps,
  ClusterBackup,
  type ClusterBackupProps,
} from '../../../lib';
import { given, type RoomSamples, struct } from '../support/sample';
import { clusterOn, knownCluster, knownSubnet, place, resourceId } from '../support/values';

/** How each struct of backup reaches the output, and a value other than the default for each optional prop. */
export const samples: RoomSamples = {
  BackupVaultProps: struct<BackupVaultProps>((stack, props) => vaultIn(stack, props), {
    vaultName: 'other',
    redundancy: BackupRedundancy.GEO,
    immutability: BackupImmutability.UNLOCKED,
    softDeleteDays: 30,
    tags: { team: 'web' },
  }),
  ClusterBackupProps: struct<ClusterBackupProps>(
    (stack, { cluster = clusterOn(stack, knownSubnet(stack)), vault = vaultIn(stack), ...props }) =>
      new ClusterBackup(stack, 'Backup', {
        cluster,
        vault,
        storageAccountId: resourceId('Microsoft.Storage/storageAccounts', 'shopbackups'),
        containerName: 'shop',
        snapshotGroupId: group('snapshots'),
        ...props,
      }),
    {
      storageAccountId: resourceId('Microsoft.Storage/storageAccounts', 'other'),
      containerName: 'other',
      snapshotGroupId: group('other'),
      backupName: 'nightly',
      startTime: '00:30',
      intervalHours: 6,
      retentionDays: 90,
      includedNamespaces: ['shop'],
      excludedNamespaces: ['tests'],
      clusterScopedResources: false,
      volumes: false,
      cloud: given((stack) => {
        // The cloud of literal locations is known.
        const location = new TerraformVariable(stack, 'Location', { type: 'string' }).stringValue;
        return { cluster: knownCluster(stack), vault: vaultIn(stack, { location }) };
      }, AzureCloud.US_GOVERNMENT),
    },
  ),
};

function vaultIn(stack: TerraformStack, props: Partial<BackupVaultProps> = {}): BackupVault {
  return new BackupVault(stack, 'Vault', { ...place, vaultName: 'shop-backups', ...props });
}

function group(name: string): string {
  return `/subscriptions/00000000-0000-4000-8000-000000000000/resourceGroups/rg-${name}`;
}
