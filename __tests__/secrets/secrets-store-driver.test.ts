import type { TerraformStack } from 'cdktf';
import {
  AksCluster,
  ManagedIdentity,
  SecretsStoreDriver,
  type SecretsStoreDriverProps,
  SecretsStoreInstallation,
  SecretsStoreVersion,
} from '../../lib';
import { place, shopCluster } from '../support/clusters';
import { FakeAksCluster } from '../support/fake-aks-cluster';
import { azureStack, errorOf, lateErrorOf, Planned, testApp } from '../support/planned';
import { valuesOf } from '../support/releases';

type Props = Partial<SecretsStoreDriverProps>;

function addon(props: Props = {}): Planned {
  return Planned.by((stack) => {
    new SecretsStoreDriver(stack, 'SecretsStore', { cluster: shopCluster(stack), ...props });
  });
}

function chart(props: Props = {}, options = {}): Planned {
  return Planned.by((stack) => {
    const installation = SecretsStoreInstallation.helmChart(options);
    new SecretsStoreDriver(stack, 'SecretsStore', { cluster: new FakeAksCluster(stack), installation, ...props });
  });
}

describe('as an add-on', () => {
  test('it is an argument of the cluster, with rotation', () => {
    const plan = addon();
    expect(plan.one('azurerm_kubernetes_cluster').key_vault_secrets_provider).toEqual({
      secret_rotation_enabled: true,
      secret_rotation_interval: '2m',
    });
    expect(plan.all('helm_release')).toEqual({});
  });

  test('rotation can be slower, or off', () => {
    const slow = addon({ rotationIntervalMinutes: 30 }).one('azurerm_kubernetes_cluster');
    expect(slow.key_vault_secrets_provider.secret_rotation_interval).toBe('30m');
    const off = addon({ rotation: false }).one('azurerm_kubernetes_cluster');
    expect(off.key_vault_secrets_provider).toEqual({ secret_rotation_enabled: false });
  });

  test('its identity is known where the cluster is made, and where it is imported', () => {
    const app = testApp();
    const platform = azureStack(app);
    const cluster = shopCluster(platform);
    const driver = new SecretsStoreDriver(platform, 'SecretsStore', { cluster });
    const apps = azureStack(app, 'apps');
    const imported = SecretsStoreDriver.fromCluster(apps, 'Driver', AksCluster.fromCluster(apps, 'Cluster', cluster));
    const probe = (stack: TerraformStack, { addonIdentity: identity }: typeof imported) => {
      const tags = {
        id: `${identity?.identityId}`,
        client: `${identity?.clientId}`,
        object: `${identity?.principalId}`,
      };
      new ManagedIdentity(stack, 'Probe', { ...place, identityName: 'probe', tags });
      return Planned.of(stack).one('azurerm_user_assigned_identity', 'Probe').tags;
    };
    const secretIdentity = 'key_vault_secrets_provider[0].secret_identity[0]';
    for (const [tags, source] of [
      [probe(platform, driver), 'azurerm_kubernetes_cluster.Cluster_'],
      [probe(apps, imported), 'data.azurerm_kubernetes_cluster.Cluster_'],
    ]) {
      const address = (tags.client as string).slice(2).split('.key_vault')[0];
      expect(address.startsWith(source)).toBe(true);
      expect(tags).toEqual({
        id: `\${${address}.${secretIdentity}.user_assigned_identity_id}`,
        client: `\${${address}.${secretIdentity}.client_id}`,
        object: `\${${address}.${secretIdentity}.object_id}`,
      });
    }
  });

  test('on an import, the error has the command', () => {
    const stack = azureStack();
    const cluster = AksCluster.fromLookup(stack, 'Cluster', { clusterName: 'shop', resourceGroupName: 'rg-shop' });
    expect(errorOf(() => new SecretsStoreDriver(stack, 'SecretsStore', { cluster }))).toBe(
      "SecretsStoreDriver 'platform/SecretsStore': key_vault_secrets_provider.secret_rotation_enabled can only " +
        'be set where the cluster is created, not on the import platform/Cluster, got true. Run az aks ' +
        'enable-addons --addons azure-keyvault-secrets-provider --enable-secret-rotation --rotation-poll-interval ' +
        '2m --resource-group rg-shop --name shop, and import the result here.',
    );
  });
});

describe('by its chart', () => {
  test('the release syncs and rotates', () => {
    const plan = chart();
    expect(plan.one('helm_release')).toMatchObject({
      name: 'csi-secrets-store-provider-azure',
      namespace: 'kube-system',
      repository: 'https://azure.github.io/secrets-store-csi-driver-provider-azure/charts',
      chart: 'csi-secrets-store-provider-azure',
      version: '1.8.2',
    });
    expect(valuesOf(plan, '')).toEqual({
      windows: { enabled: false },
      'secrets-store-csi-driver': {
        windows: { enabled: false },
        enableSecretRotation: true,
        rotationPollInterval: '2m',
        syncSecret: { enabled: true },
      },
    });
  });

  test('options reach the release, and the values of the user win', () => {
    const version = SecretsStoreVersion.of('1.8.1');
    const values = { logVerbosity: 5, 'secrets-store-csi-driver': { enableSecretRotation: false } };
    const plan = chart(
      { rotationIntervalMinutes: 10 },
      { version, namespace: 'csi', syncSecrets: false, windows: true, values },
    );
    expect(plan.one('helm_release')).toMatchObject({ namespace: 'csi', version: '1.8.1' });
    expect(valuesOf(plan, '')).toEqual({
      windows: { enabled: true },
      'secrets-store-csi-driver': {
        windows: { enabled: true },
        enableSecretRotation: false,
        rotationPollInterval: '10m',
        syncSecret: { enabled: false },
      },
      logVerbosity: 5,
    });
    expect(valuesOf(chart({ rotation: false }), '')['secrets-store-csi-driver']).toEqual({
      windows: { enabled: false },
      enableSecretRotation: false,
      syncSecret: { enabled: true },
    });
  });

  test('there is no identity of an add-on', () => {
    const stack = azureStack();
    const installation = SecretsStoreInstallation.helmChart();
    const driver = new SecretsStoreDriver(stack, 'SecretsStore', { cluster: new FakeAksCluster(stack), installation });
    expect(driver.addonIdentity).toBe(undefined);
    expect(SecretsStoreDriver.fromCluster(stack, 'Driver', driver.cluster).addonIdentity).toBe(undefined);
  });

  test('an identity that was read before the program installed the chart', () => {
    const install = (readsIdentity: boolean) =>
      Planned.by((stack) => {
        const cluster = AksCluster.fromLookup(stack, 'Cluster', { clusterName: 'shop', resourceGroupName: 'rg-shop' });
        const imported = SecretsStoreDriver.fromCluster(stack, 'Driver', cluster);
        if (readsIdentity) expect(imported.addonIdentity?.clientId).toContain('${');
        const installation = SecretsStoreInstallation.helmChart();
        new SecretsStoreDriver(stack, 'SecretsStore', { cluster, installation });
      });
    expect(lateErrorOf(() => install(true))).toBe(
      "ImportedSecretsStoreDriver 'platform/Driver': addonIdentity must not be used: the driver is installed by its chart, which has no " +
        'identity, got platform/SecretsStore. Use VaultAccess.workloadIdentity(...) or VaultAccess.userAssignedOnNodes(...).',
    );
    expect(Object.keys(install(false).all('helm_release'))).toHaveLength(1);
  });
});

test('a cluster has the driver once, through whatever reference', () => {
  const app = testApp();
  const platform = azureStack(app);
  const cluster = shopCluster(platform);
  new SecretsStoreDriver(platform, 'Addon', { cluster });
  const apps = azureStack(app, 'apps');
  const aks = AksCluster.fromCluster(apps, 'Cluster', cluster);
  const installation = SecretsStoreInstallation.helmChart();
  expect(errorOf(() => new SecretsStoreDriver(apps, 'Chart', { cluster: aks, installation }))).toBe(
    "SecretsStoreDriver 'apps/Chart': cluster must have the driver only once, but platform/Addon installs it " +
      'as an AKS add-on, got apps/Cluster. Remove one of them, or use SecretsStoreDriver.fromCluster.',
  );
  const twice = errorOf(() =>
    Planned.by((stack) => {
      const fake = new FakeAksCluster(stack);
      new SecretsStoreDriver(stack, 'Chart', { cluster: fake, installation });
      new SecretsStoreDriver(stack, 'Addon', { cluster: fake });
    }),
  );
  expect(twice).toContain(
    "SecretsStoreDriver 'platform/Addon': cluster must have the driver only once, but platform/Chart installs " +
      'it by its chart, got platform/Cluster. Remove one of them, or use SecretsStoreDriver.fromCluster.',
  );
});

test('an import of a driver that this program installs waits for its stack, and knows it', () => {
  const app = testApp();
  const platform = azureStack(app);
  const driver = new SecretsStoreDriver(platform, 'SecretsStore', { cluster: shopCluster(platform) });
  const apps = azureStack(app, 'apps');
  const aks = AksCluster.fromCluster(apps, 'Cluster', driver.cluster as AksCluster);
  const imported = SecretsStoreDriver.fromCluster(apps, 'Driver', aks);
  expect(imported._facts).toEqual({ isAddon: true, syncsSecrets: true });
  expect(apps.dependsOn(platform)).toBe(true);
  expect(Planned.of(apps).infos.filter((text) => text.includes('driver'))).toEqual([]);
});

test('of a cluster of another program it is said what is not checked', () => {
  const plan = Planned.by((stack) => {
    const cluster = AksCluster.fromLookup(stack, 'Cluster', { clusterName: 'shop', resourceGroupName: 'rg-shop' });
    SecretsStoreDriver.fromCluster(stack, 'Driver', cluster);
  });
  expect(plan.infos).toContain(
    'not verified: whether the cluster has the driver, and whether it syncs Kubernetes Secrets',
  );
});

test('bad options are told together', () => {
  const version = SecretsStoreVersion.of('1.8');
  const error = errorOf(() => chart({ rotationIntervalMinutes: 0, rotation: false }, { version, namespace: 'CSI' }));
  expect(error.split('\n- ')).toEqual([
    "SecretsStoreDriver 'platform/SecretsStore' has 4 faults:",
    'installation.version must be one exact release: major, minor and patch, got 1.8. ' +
      "For example, use SecretsStoreVersion.of('1.8.2').",
    'installation.namespace must have 1 to 63 characters: lowercase letters, digits and - (RFC 1123), with a letter or ' +
      'digit at both ends, got CSI. For example, use shop.',
    'rotationIntervalMinutes must be a whole number of 1 to 1440 minutes, got 0. Use a number in 1 to 1440 minutes.',
    'rotationIntervalMinutes must not be set if rotation is false, got 0. Remove one of them.',
  ]);
});

test('a cluster of another stack is refused with the way to import it', () => {
  const app = testApp();
  const cluster = new FakeAksCluster(azureStack(app));
  const apps = azureStack(app, 'apps');
  const error =
    'cluster must be in the same stack (apps), got platform/Cluster. Import it into apps (AksCluster.fromCluster).';
  expect(errorOf(() => new SecretsStoreDriver(apps, 'One', { cluster }))).toBe(
    `SecretsStoreDriver 'apps/One': ${error}`,
  );
  expect(errorOf(() => SecretsStoreDriver.fromCluster(apps, 'Two', cluster))).toBe(
    `ImportedSecretsStoreDriver 'apps/Two': ${error}`,
  );
});
