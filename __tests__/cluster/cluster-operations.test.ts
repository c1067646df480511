import { KeyVaultKey } from '@cdktf/provider-azurerm/lib/key-vault-key';
import { TerraformVariable } from 'cdktf';
import {
  type AksClusterProps,
  ApiServerAccess,
  AutoscalerExpander,
  ClusterTier,
  ClusterUpgrades,
  KeyVault,
  type MaintenanceFreeze,
  MaintenanceWindow,
  type MaintenanceWindowOptions,
  NodeOsUpgradeChannel,
  Subnet,
  VaultNetworkAccess,
  Weekday,
  WeekOfMonth,
} from '../../lib';
import { place, shopCluster } from '../support/clusters';
import { errorOf, Planned } from '../support/planned';

const opening = { startTime: '02:00', durationHours: 4 };

function cluster(props: Partial<AksClusterProps>) {
  return Planned.by((stack) => shopCluster(stack, props)).one('azurerm_kubernetes_cluster');
}

describe('maintenance', () => {
  test.each([
    [MaintenanceWindow.daily({ ...opening, intervalDays: 2 }), { frequency: 'Daily', interval: 2 }],
    [
      MaintenanceWindow.weekly({ ...opening, weekday: Weekday.SATURDAY }),
      { frequency: 'Weekly', interval: 1, day_of_week: 'Saturday' },
    ],
    [
      MaintenanceWindow.monthly({ ...opening, dayOfMonth: 3 }),
      { frequency: 'AbsoluteMonthly', interval: 1, day_of_month: 3 },
    ],
    [
      MaintenanceWindow.monthlyOnWeekday({ ...opening, weekday: Weekday.TUESDAY, week: WeekOfMonth.SECOND }),
      { frequency: 'RelativeMonthly', interval: 1, day_of_week: 'Tuesday', week_index: 'Second' },
    ],
  ])('window %#', (nodeImages, when) => {
    expect(cluster({ maintenance: { nodeImages } }).maintenance_window_node_os).toEqual({
      ...when,
      start_time: '02:00',
      duration: 4,
      utc_offset: '+00:00',
    });
  });

  test('freezes and start, upgrades of Kubernetes and weekly releases', () => {
    const kubernetes = MaintenanceWindow.weekly({
      ...opening,
      weekday: Weekday.SUNDAY,
      utcOffset: '+01:00',
      startDate: '2027-02-01',
      freezes: [{ firstDay: '2027-12-20', lastDay: '2028-01-06' }],
    });
    const weeklyReleases = [{ weekday: Weekday.SUNDAY, hours: [1, 2] }];
    const resource = cluster({ maintenance: { kubernetes, weeklyReleases } });
    expect(resource.maintenance_window_auto_upgrade).toMatchObject({
      utc_offset: '+01:00',
      start_date: '2027-02-01T00:00:00Z',
      not_allowed: [{ start: '2027-12-20T00:00:00Z', end: '2028-01-06T00:00:00Z' }],
    });
    expect(resource.maintenance_window).toEqual({ allowed: [{ day: 'Sunday', hours: [1, 2] }] });
  });

  const freeze = (firstDay: string, lastDay: string): { freezes: MaintenanceFreeze[] } => ({
    freezes: [{ firstDay, lastDay }],
  });

  test.each<[Partial<MaintenanceWindowOptions>, string]>([
    [{ startTime: '2:00' }, 'startTime must be a time as HH:mm, got 2:00. For example, use 02:00.'],
    [
      { durationHours: 3 },
      'durationHours must be a whole number of 4 to 24 hours, got 3. Use a number in 4 to 24 hours.',
    ],
    [{ utcOffset: 'CET' }, 'utcOffset must be an offset as +HH:mm or -HH:mm, got CET. For example, use +01:00.'],
    [
      { startDate: '2027-02-29' },
      'startDate must be a day of the calendar as YYYY-MM-DD, got 2027-02-29. For example, use 2027-01-31.',
    ],
    [
      { startDate: '2100-02-29' },
      'startDate must be a day of the calendar as YYYY-MM-DD, got 2100-02-29. For example, use 2027-01-31.',
    ],
    [
      freeze('2028-01-06', '2027-12-20'),
      'freezes[0].firstDay must not be after lastDay (2027-12-20), got 2028-01-06. Exchange them.',
    ],
    [
      freeze('20 December', '2027-12-20'),
      'freezes[0].firstDay must be a day of the calendar as YYYY-MM-DD, got "20 December". For example, use 2027-01-31.',
    ],
  ])('refuses %j', (options, text) => {
    const nodeImages = MaintenanceWindow.daily({ ...opening, ...options });
    expect(errorOf(() => cluster({ maintenance: { nodeImages } }))).toBe(
      `AksCluster 'platform/Cluster': maintenance.nodeImages.${text}`,
    );
  });

  test('a leap day is a day', () => {
    const nodeImages = MaintenanceWindow.daily({ ...opening, startDate: '2028-02-29' });
    expect(cluster({ maintenance: { nodeImages } }).maintenance_window_node_os.start_date).toBe('2028-02-29T00:00:00Z');
  });
});

test('long term support is a support plan of the Premium tier', () => {
  expect(cluster({ tier: ClusterTier.PREMIUM, upgrades: ClusterUpgrades.longTermSupport('1.36') })).toMatchObject({
    sku_tier: 'Premium',
    support_plan: 'AKSLongTermSupport',
    kubernetes_version: '1.36',
    automatic_upgrade_channel: 'patch',
  });
});

test('the autoscaler takes its numbers as text, tokens too', () => {
  const planned = Planned.by((stack) => {
    const minutes = new TerraformVariable(stack, 'minutes', { type: 'number' }).numberValue;
    const percent = new TerraformVariable(stack, 'percent', { type: 'number' }).numberValue;
    shopCluster(stack, {
      autoscaler: {
        expander: AutoscalerExpander.LEAST_WASTE,
        unneededMinutes: 5,
        delayAfterAddMinutes: minutes,
        utilizationThresholdPercent: percent,
        maxGracefulTerminationSeconds: 60,
      },
    });
  });
  expect(planned.one('azurerm_kubernetes_cluster').auto_scaler_profile).toEqual({
    expander: 'least-waste',
    scale_down_unneeded: '5m',
    scale_down_delay_after_add: '${var.minutes}m',
    scale_down_utilization_threshold: '${(var.percent / 100)}',
    max_graceful_termination_sec: '60',
  });
  expect(cluster({ autoscaler: { utilizationThresholdPercent: 65 } }).auto_scaler_profile).toEqual({
    scale_down_utilization_threshold: '0.65',
  });
});

test('a key in a private vault comes with its roles, before the cluster', () => {
  const keyVaultId = '/subscriptions/s/resourceGroups/r/providers/Microsoft.KeyVault/vaults/shop4711';
  const keyVaultKeyId = 'https://shop4711.vault.azure.net/keys/etcd/0123456789abcdef0123456789abcdef';
  const planned = Planned.by((stack) => {
    const id = '/subscriptions/s/resourceGroups/rg-shop/providers/Microsoft.Network/virtualNetworks/shop/subnets/api';
    const apiServer = ApiServerAccess.vnetIntegration({ apiServerSubnet: Subnet.fromSubnetId(stack, 'Api', id) });
    const keyVault = KeyVault.fromVaultId(stack, 'Vault', keyVaultId);
    shopCluster(stack, { apiServer, keyManagement: { keyVault, keyVaultKeyId, privateVault: true } });
  });
  expect(planned.one('azurerm_kubernetes_cluster').key_management_service).toEqual({
    key_vault_key_id: keyVaultKeyId,
    key_vault_network_access: 'Private',
  });
  const roles = Object.values(planned.all('azurerm_role_assignment')).filter(({ scope }) => scope === keyVaultId);
  expect(roles.map((grant) => grant.role_definition_name).sort()).toEqual([
    'Key Vault Contributor',
    'Key Vault Crypto User',
  ]);
});

test('a vault and its key that are made here come before the cluster', () => {
  const planned = Planned.by((stack) => {
    const networkAccess = VaultNetworkAccess.publicFromEverywhere();
    const keyVault = new KeyVault(stack, 'Vault', { ...place, vaultName: 'shop4711', networkAccess });
    const key = new KeyVaultKey(stack, 'Key', {
      name: 'etcd',
      keyVaultId: keyVault.vaultId,
      keyType: 'RSA',
      keySize: 3072,
      keyOpts: ['encrypt', 'decrypt'],
    });
    shopCluster(stack, { keyManagement: { keyVault, keyVaultKeyId: key.id } });
  });
  const { key_management_service, depends_on } = planned.one('azurerm_kubernetes_cluster');
  expect(key_management_service).toEqual({
    key_vault_key_id: '${azurerm_key_vault_key.Key.id}',
    key_vault_network_access: 'Public',
  });
  expect(depends_on).toContainEqual(expect.stringMatching(/^azurerm_key_vault\.Vault_/));
  expect(planned.one('azurerm_role_assignment', 'KeyVault')).toMatchObject({
    role_definition_name: 'Key Vault Crypto User',
    scope: expect.stringMatching(/^\$\{azurerm_key_vault\.Vault_\w+\.id\}$/),
  });
});

describe('the operating systems of nodes', () => {
  const channel = (upgrades?: ClusterUpgrades) => cluster({ upgrades }).node_os_upgrade_channel;

  test('get new images unless security patches are asked for', () => {
    const patched = ClusterUpgrades.patchesWithin('1.36').withNodeOs(NodeOsUpgradeChannel.SECURITY_PATCH);
    expect([channel(), channel(ClusterUpgrades.pinned('1.36.2')), channel(patched)]).toEqual([
      'NodeImage',
      'NodeImage',
      'SecurityPatch',
    ]);
    expect(cluster({ upgrades: patched })).toMatchObject({
      kubernetes_version: '1.36',
      automatic_upgrade_channel: 'patch',
    });
  });

  test('get what their distribution brings, or nothing with a warning', () => {
    const planned = ({ UNMANAGED, NONE }: typeof NodeOsUpgradeChannel) =>
      [UNMANAGED, NONE].map((osChannel) => {
        const upgrades = ClusterUpgrades.pinned('1.36.2').withNodeOs(osChannel);
        const result = Planned.by((stack) => shopCluster(stack, { upgrades }));
        return [result.one('azurerm_kubernetes_cluster').node_os_upgrade_channel, result.warnings];
      });
    expect(planned(NodeOsUpgradeChannel)).toEqual([
      ['Unmanaged', []],
      [
        'None',
        [
          'W207: Nodes get no security updates: the node OS upgrade channel is None. Use NodeOsUpgradeChannel.NODE_IMAGE, or ' +
            'upgrade the node images yourself (az aks nodepool upgrade --node-image-only).',
        ],
      ],
    ]);
  });

  test('have one channel for images', () => {
    const upgrades = ClusterUpgrades.nodeImagesOnly('1.36.2').withNodeOs(NodeOsUpgradeChannel.NONE);
    expect(errorOf(() => cluster({ upgrades }))).toBe(
      "AksCluster 'platform/Cluster': upgrades.nodeOs must be NodeImage if the upgrade channel is node-image, got None. " +
        'Leave withNodeOs out, or use another UpgradeChannel.',
    );
  });

  test('saying so changes nothing else, and not the upgrades that it was said of', () => {
    const lts = ClusterUpgrades.longTermSupport('1.36');
    const patched = lts.withNodeOs(NodeOsUpgradeChannel.SECURITY_PATCH);
    const tier = ClusterTier.PREMIUM;
    expect(cluster({ upgrades: patched, tier }).support_plan).toBe('AKSLongTermSupport');
    expect(cluster({ upgrades: lts, tier }).node_os_upgrade_channel).toBe('NodeImage');
    expect(
      errorOf(() =>
        cluster({ upgrades: ClusterUpgrades.pinned('1.36').withNodeOs(NodeOsUpgradeChannel.SECURITY_PATCH) }),
      ),
    ).toBe(
      "AksCluster 'platform/Cluster': upgrades.version must be a full Kubernetes version, got 1.36. For example, use 1.36.2.",
    );
  });
});

test('storage drivers are all said', () => {
  expect(cluster({ storageDrivers: { blob: true } }).storage_profile).toEqual({
    disk_driver_enabled: true,
    file_driver_enabled: true,
    blob_driver_enabled: true,
    snapshot_controller_enabled: true,
  });
});

test('a protected cluster is not destroyed by a plan', () => {
  expect(cluster({ deletionProtection: true, costAnalysis: true })).toMatchObject({
    lifecycle: { prevent_destroy: true },
    cost_analysis_enabled: true,
  });
});
