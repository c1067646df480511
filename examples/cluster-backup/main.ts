import { AzurermProvider } from '@cdktf/provider-azurerm/lib/provider';
import { ResourceGroup } from '@cdktf/provider-azurerm/lib/resource-group';
import { StorageAccount } from '@cdktf/provider-azurerm/lib/storage-account';
import { StorageContainer } from '@cdktf/provider-azurerm/lib/storage-container';
import { App, LocalBackend, TerraformStack } from 'cdktf';
import {
  AksCluster,
  ApiServerAccess,
  BackupImmutability,
  BackupVault,
  ClusterBackup,
  ClusterNetwork,
  Principal,
  requireProviders,
  VirtualNetwork,
} from '../../lib';

/**
 * A cluster whose objects and volumes are backed up every 6 hours and kept for 30 days, without a key of the storage account.
 */
const app = new App();
const platform = new TerraformStack(app, 'platform');
new AzurermProvider(platform, 'Azure', { features: [{}], storageUseAzuread: true });
requireProviders(platform);
new LocalBackend(platform, { path: '../../../terraform.platform.tfstate' });

const group = new ResourceGroup(platform, 'ResourceGroup', { name: 'rg-backed-up', location: 'westeurope' });
const place = { resourceGroupName: group.name, location: group.location };
const network = new VirtualNetwork(platform, 'Network', {
  ...place,
  networkName: 'backed-up',
  addressSpace: ['10.0.0.0/16'],
});
const cluster = new AksCluster(platform, 'Cluster', {
  ...place,
  clusterName: 'backed-up',
  network: ClusterNetwork.azureCniOverlay({ nodeSubnet: network.addSubnet('Nodes', { prefix: '10.0.0.0/20' }) }),
  apiServer: ApiServerAccess.publicFrom(['203.0.113.7/32']),
  administrators: [Principal.deployer()],
  systemPool: { vmSize: 'Standard_D4ds_v5' },
  userPool: { vmSize: 'Standard_D4ds_v5' },
});

const snapshots = new ResourceGroup(platform, 'Snapshots', { name: 'rg-backed-up-snapshots', location: 'westeurope' });
const account = new StorageAccount(platform, 'Backups', {
  ...place,
  name: 'backedupshop4711',
  accountTier: 'Standard',
  accountReplicationType: 'ZRS',
  sharedAccessKeyEnabled: false,
  allowNestedItemsToBePublic: false,
  minTlsVersion: 'TLS1_2',
});
const container = new StorageContainer(platform, 'Container', { name: 'shop', storageAccountId: account.id });
new ClusterBackup(platform, 'Backup', {
  cluster,
  vault: new BackupVault(platform, 'Vault', {
    ...place,
    vaultName: 'backed-up',
    immutability: BackupImmutability.UNLOCKED,
  }),
  storageAccountId: account.id,
  containerName: container.name,
  snapshotGroupId: snapshots.id,
  intervalHours: 6,
  retentionDays: 30,
  excludedNamespaces: ['default'],
});

app.synth();
