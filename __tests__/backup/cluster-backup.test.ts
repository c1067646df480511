import { ResourceGroup } from '@cdktf/provider-azurerm/lib/resource-group';
import type { TerraformStack } from 'cdktf';
import {
  AksCluster,
  type AksClusterProps,
  ApiServerAccess,
  AzureCloud,
  BackupImmutability,
  BackupRedundancy,
  BackupVault,
  type BackupVaultProps,
  ClusterBackup,
  type ClusterBackupProps,
  ClusterNetwork,
  ClusterOutbound,
  NetworkDataPlane,
  NodeOs,
} from '../../lib';
import { resourceId } from '../contract/support/values';
import { place, shopCluster, shopNetwork } from '../support/clusters';
import { azureStack, errorOf, lateErrorOf, Planned } from '../support/planned';

const storageAccountId = resourceId('Microsoft.Storage/storageAccounts', 'shopbackups');
const snapshotGroupId = '/subscriptions/00000000-0000-4000-8000-000000000001/resourceGroups/rg-snapshots';

function vaultIn(stack: TerraformStack, props: Partial<BackupVaultProps> = {}): BackupVault {
  return new BackupVault(stack, 'Vault', { ...place, vaultName: 'shop-backups', ...props });
}

type Options = Partial<Omit<ClusterBackupProps, 'cluster' | 'vault'>>;

function backedUp(stack: TerraformStack, options: Options = {}, props: Partial<AksClusterProps> = {}): ClusterBackup {
  return new ClusterBackup(stack, 'Backup', {
    cluster: shopCluster(stack, props),
    vault: vaultIn(stack),
    storageAccountId,
    containerName: 'shop',
    snapshotGroupId,
    ...options,
  });
}

function planned(options: Options = {}): Planned {
  return Planned.by((stack) => backedUp(stack, options));
}

describe('a vault', () => {
  const vault = (props: Partial<BackupVaultProps>) =>
    Planned.by((stack) => vaultIn(stack, props)).one('azurerm_data_protection_backup_vault');

  test('has an identity and copies in all zones', () => {
    expect(vault({})).toEqual({
      name: 'shop-backups',
      resource_group_name: 'rg-shop',
      location: 'westeurope',
      datastore_type: 'VaultStore',
      redundancy: 'ZoneRedundant',
      immutability: 'Disabled',
      retention_duration_in_days: 14,
      soft_delete: 'On',
      identity: { type: 'SystemAssigned' },
    });
  });

  test('has options', () => {
    const props = { redundancy: BackupRedundancy.GEO, immutability: BackupImmutability.UNLOCKED, softDeleteDays: 30 };
    expect(vault({ ...props, tags: { team: 'web' } })).toMatchObject({
      redundancy: 'GeoRedundant',
      immutability: 'Unlocked',
      retention_duration_in_days: 30,
      tags: { team: 'web' },
    });
  });

  test.each<[Partial<BackupVaultProps>, string]>([
    [
      { vaultName: 'shop_backups' },
      'vaultName must have 2 to 50 letters, digits and -, got shop_backups. For example, use shop-backups.',
    ],
    [
      { softDeleteDays: 7 },
      'softDeleteDays must be a whole number of 14 to 180 days, got 7. Use a number in 14 to 180 days.',
    ],
  ])('refuses %j', (props, text) => {
    expect(errorOf(() => vaultIn(azureStack(), props))).toBe(`BackupVault 'platform/Vault': ${text}`);
  });
});

describe('the backup of a cluster', () => {
  test('is an extension that signs in by Entra ID, trusted access, a daily policy and an instance', () => {
    const made = planned();
    expect(made.one('azurerm_kubernetes_cluster_extension')).toMatchObject({
      name: 'azure-aks-backup',
      extension_type: 'microsoft.dataprotection.kubernetes',
      configuration_settings: {
        'configuration.backupStorageLocation.bucket': 'shop',
        'configuration.backupStorageLocation.config.storageAccount': 'shopbackups',
        'configuration.backupStorageLocation.config.resourceGroup': 'rg-shop',
        'configuration.backupStorageLocation.config.subscriptionId': '00000000-0000-4000-8000-000000000000',
        'configuration.backupStorageLocation.config.storageAccountURI': 'https://shopbackups.blob.core.windows.net/',
        'configuration.backupStorageLocation.config.useAAD': 'true',
        'credentials.tenantId': '${data.azurerm_client_config.CdktfAksDeployer.tenant_id}',
      },
    });
    expect(made.one('azurerm_kubernetes_cluster_trusted_access_role_binding')).toMatchObject({
      name: 'backup-vault',
      roles: ['Microsoft.DataProtection/backupVaults/backup-operator'],
      source_resource_id: expect.stringContaining('azurerm_data_protection_backup_vault.Vault_'),
    });
    expect(made.one('azurerm_data_protection_backup_policy_kubernetes_cluster')).toMatchObject({
      name: 'shop-backup',
      backup_repeating_time_intervals: ['R/2026-01-01T02:00:00+00:00/P1D'],
      default_retention_rule: { life_cycle: [{ data_store_type: 'OperationalStore', duration: 'P14D' }] },
    });
    expect(made.one('azurerm_data_protection_backup_instance_kubernetes_cluster')).toMatchObject({
      name: 'shop-backup',
      snapshot_resource_group_name: 'rg-snapshots',
      backup_datasource_parameters: { cluster_scoped_resources_enabled: true, volume_snapshot_enabled: true },
    });
  });

  test('has exactly the roles of three identities, and waits for them', () => {
    const made = planned();
    const own = Object.entries(made.all('azurerm_role_assignment')).filter(([name]) => name.startsWith('Backup_'));
    const roles = own.map(([, { role_definition_name: role, principal_id, scope }]) => [
      role,
      /azurerm_(\w+?)\./.exec(principal_id)?.[1],
      /azurerm_(\w+?)\./.exec(scope)?.[1] ?? scope,
    ]);
    expect(roles.sort()).toEqual(
      [
        ['Contributor', 'user_assigned_identity', snapshotGroupId],
        ['Reader', 'data_protection_backup_vault', 'kubernetes_cluster'],
        ['Reader', 'data_protection_backup_vault', snapshotGroupId],
        ['Storage Blob Data Contributor', 'kubernetes_cluster_extension', storageAccountId],
      ].sort(),
    );
    const { depends_on: waits } = made.one('azurerm_data_protection_backup_instance_kubernetes_cluster');
    expect(own.filter(([name]) => !waits.includes(`azurerm_role_assignment.${name}`))).toEqual([]);
    expect(waits.join()).toContain('azurerm_kubernetes_cluster_extension.Backup_Extension_');
  });

  test('has options', () => {
    const made = planned({
      backupName: 'nightly',
      startTime: '00:30',
      intervalHours: 6,
      retentionDays: 90,
      includedNamespaces: ['shop', 'data'],
      excludedNamespaces: ['tests'],
      clusterScopedResources: false,
      volumes: false,
    });
    expect(made.one('azurerm_data_protection_backup_policy_kubernetes_cluster')).toMatchObject({
      name: 'nightly',
      backup_repeating_time_intervals: ['R/2026-01-01T00:30:00+00:00/PT6H'],
      default_retention_rule: { life_cycle: [{ duration: 'P90D' }] },
    });
    expect(made.one('azurerm_data_protection_backup_instance_kubernetes_cluster').backup_datasource_parameters).toEqual(
      {
        included_namespaces: ['shop', 'data'],
        excluded_namespaces: ['tests'],
        cluster_scoped_resources_enabled: false,
        volume_snapshot_enabled: false,
      },
    );
  });

  test('takes a resource group that the program creates', () => {
    const made = Planned.by((stack) => {
      const group = new ResourceGroup(stack, 'Snapshots', { name: 'rg-snapshots', location: 'westeurope' });
      backedUp(stack, { snapshotGroupId: group.id });
    });
    expect(made.one('azurerm_data_protection_backup_instance_kubernetes_cluster').snapshot_resource_group_name).toBe(
      '${element(split("/", azurerm_resource_group.Snapshots.id), 4)}',
    );
  });

  test('of an imported cluster leaves its identity to others, and says so', () => {
    const made = Planned.by((stack) => {
      const cluster = AksCluster.fromLookup(stack, 'Old', { clusterName: 'old', resourceGroupName: 'rg-old' });
      const names = { storageAccountId, containerName: 'old', snapshotGroupId };
      new ClusterBackup(stack, 'Backup', { cluster, vault: vaultIn(stack), ...names });
    });
    expect(made.infos.join()).toContain(
      "that the control plane's identity has the role Contributor on snapshotGroupId",
    );
    expect(Object.keys(made.all('azurerm_role_assignment'))).toHaveLength(3);
  });

  test.each<[Options, string]>([
    [
      { storageAccountId: 'shopbackups' },
      'storageAccountId must be the resource id of a Microsoft.Storage/storageAccounts, got shopbackups. It has the form ' +
        '/subscriptions/SUBSCRIPTION/resourceGroups/GROUP/providers/Microsoft.Storage/storageAccounts/NAME.',
    ],
    [
      { snapshotGroupId: 'rg-snapshots' },
      'snapshotGroupId must be the id of a resource group, got rg-snapshots. For example, use ' +
        '/subscriptions/00000000-0000-0000-0000-000000000000/resourceGroups/rg-snapshots.',
    ],
    [
      { containerName: 'Shop' },
      'containerName must have 3 to 63 lowercase letters, digits and -, with a letter or digit at both ends and no --, got Shop. For example, use shop.',
    ],
    [{ backupName: 'a' }, 'backupName must have 3 to 150 letters, digits and -, got a. For example, use shop-backup.'],
    [{ startTime: '2:00' }, 'startTime must be a time as HH:mm, got 2:00. For example, use 02:00.'],
    [{ intervalHours: 5 }, 'intervalHours must be one of 4, 6, 8, 12, 24, got 5. For example, use 24.'],
    [
      { retentionDays: 400 },
      'retentionDays must be a whole number of 1 to 360 days, got 400. Use a number in 1 to 360 days.',
    ],
    [{ includedNamespaces: [] }, 'includedNamespaces must not be empty. Leave it out.'],
    [
      { includedNamespaces: ['kube-system'] },
      'includedNamespaces must not be a namespace that Azure never backs up, got kube-system. Remove it.',
    ],
    [
      { includedNamespaces: ['shop'], excludedNamespaces: ['shop'] },
      'excludedNamespaces must not be in includedNamespaces too, got shop. Remove it from one of the two.',
    ],
  ])('with %j is refused', (options, text) => {
    expect(errorOf(() => backedUp(azureStack(), options))).toBe(`ClusterBackup 'platform/Backup': ${text}`);
  });

  test('in another region is refused', () => {
    const stack = azureStack();
    const names = { storageAccountId, containerName: 'shop', snapshotGroupId };
    const vault = vaultIn(stack, { location: 'northeurope' });
    expect(errorOf(() => new ClusterBackup(stack, 'Backup', { cluster: shopCluster(stack), vault, ...names }))).toBe(
      "ClusterBackup 'platform/Backup': vault must be in the cluster's region (westeurope), got northeurope. Create the vault in westeurope.",
    );
  });

  test('is made once', () => {
    const stack = azureStack();
    const first = backedUp(stack);
    const names = { storageAccountId, containerName: 'other', snapshotGroupId };
    const cluster = stack.node.findChild('Cluster') as AksCluster;
    const vault = stack.node.findChild('Vault') as BackupVault;
    expect(errorOf(() => new ClusterBackup(stack, 'Second', { cluster, vault, ...names }))).toBe(
      `ClusterBackup 'platform/Second': cluster must have one backup, but ${first.node.path} backs it up already, got platform/Cluster. Remove one of the two.`,
    );
  });

  test.each<[string, (stack: TerraformStack) => Partial<AksClusterProps>, string]>([
    [
      'Arm nodes',
      () => ({ userPool: { vmSize: 'Standard_D4pds_v6' } }),
      'cluster must have no Arm nodes: Azure rejects the backup extension there, got user. Remove the pool user, or back up the application itself.',
    ],
    [
      'an Arm system pool',
      () => ({ systemPool: { vmSize: 'Standard_D4pds_v6' } }),
      'cluster must have no Arm nodes: Azure rejects the backup extension there, got system. Remove the pool system, or back up the application itself.',
    ],
    [
      'Windows nodes',
      (stack) => ({
        network: ClusterNetwork.azureCniOverlay({
          nodeSubnet: shopNetwork(stack).addSubnet('Nodes', { prefix: '10.0.0.0/20' }),
          dataPlane: NetworkDataPlane.azure(),
        }),
        userPool: { vmSize: 'Standard_D4ds_v5', poolName: 'win', os: NodeOs.WINDOWS_2022 },
      }),
      'cluster must have no Windows nodes: Azure rejects the backup extension there, got win. Remove the pool win, or back up the application itself.',
    ],
  ])('of a cluster with %s is refused', (_title, props, text) => {
    expect(lateErrorOf(() => Planned.by((stack) => backedUp(stack, {}, props(stack))))).toBe(
      `ClusterBackup 'platform/Backup': ${text}`,
    );
  });

  test.each([{ disk: false }, { snapshots: false }])(
    'of volumes without their drivers is refused: %p',
    (storageDrivers) => {
      expect(errorOf(() => backedUp(azureStack(), {}, { storageDrivers }))).toBe(
        "ClusterBackup 'platform/Backup': cluster must have the disk and snapshot drivers, which volumes are backed up with, got " +
          "platform/Cluster. Remove disk: false and snapshots: false from the cluster's storageDrivers, or set volumes: false.",
      );
      Planned.by((stack) => backedUp(stack, { volumes: false }, { storageDrivers }));
    },
  );

  test('has the blob endpoint of its cloud', () => {
    const extension = Planned.by((stack) => {
      const location = 'usgovvirginia';
      const cluster = AksCluster.fromLookup(stack, 'Shop', { clusterName: 'shop', resourceGroupName: 'rg-shop' });
      const vault = vaultIn(stack, { location });
      const names = { storageAccountId, containerName: 'shop', snapshotGroupId };
      new ClusterBackup(stack, 'Backup', { cluster, vault, ...names, cloud: AzureCloud.US_GOVERNMENT });
    }).one('azurerm_kubernetes_cluster_extension');
    expect(extension.configuration_settings).toMatchObject({
      'configuration.backupStorageLocation.config.storageAccountURI':
        'https://shopbackups.blob.core.usgovcloudapi.net/',
    });
  });

  test('of an isolated cluster is refused', () => {
    const stack = azureStack();
    const network = ClusterNetwork.azureCniOverlay({
      nodeSubnet: shopNetwork(stack).addSubnet('Nodes', { prefix: '10.0.0.0/20' }),
      outbound: ClusterOutbound.none(),
    });
    expect(errorOf(() => backedUp(stack, {}, { network, apiServer: ApiServerAccess.privateLink() }))).toContain(
      'cluster must not be network isolated (outbound type none), got platform/Cluster.',
    );
  });
});
