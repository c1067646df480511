import type { TerraformStack } from 'cdktf';
import {
  CertificateFormat,
  type CertificateWithKeyOptions,
  KeyVault,
  ManagedIdentity,
  Namespace,
  Principal,
  SecretEncoding,
  type SecretsStoreChartOptions,
  SecretsStoreDriver,
  type SecretsStoreDriverProps,
  SecretsStoreInstallation,
  SecretsStoreVersion,
  SyncedSecret,
  type SyncedSecretOptions,
  VaultAccess,
  VaultObject,
  type VaultObjectOptions,
  VaultRoles,
  type VaultSecretOptions,
  VaultSecrets,
  type VaultSecretsProps,
} from '../../../lib';
import { type RoomSamples, struct } from '../support/sample';
import { clusterOn, knownCluster, knownSubnet, place, resourceId, uuid } from '../support/values';

const password = VaultObject.secret('db-password');
const ofFiles = { alias: 'other', version: '0123456789abcdef0123456789abcdef', filePermission: '0400' };

/** How each struct of secrets reaches the output, and a value other than the default for each optional prop. */
export const samples: RoomSamples = {
  CertificateWithKeyOptions: struct<CertificateWithKeyOptions>(
    (stack, options) => secrets(stack, { objects: [VaultObject.certificateWithKey('tls', options)] }),
    { ...ofFiles, format: CertificateFormat.PFX },
  ),
  SecretsStoreChartOptions: struct<SecretsStoreChartOptions>(
    (stack, options) => {
      const installation = SecretsStoreInstallation.helmChart(options);
      new SecretsStoreDriver(stack, 'Driver', { cluster: knownCluster(stack), installation });
    },
    {
      namespace: 'csi',
      syncSecrets: false,
      values: { logVerbosity: 5 },
      version: SecretsStoreVersion.of('1.8.1'),
      windows: true,
    },
  ),
  SecretsStoreDriverProps: struct<SecretsStoreDriverProps>(
    (stack, props) => {
      new SecretsStoreDriver(stack, 'Driver', { cluster: clusterOn(stack, knownSubnet(stack)), ...props });
    },
    { installation: SecretsStoreInstallation.helmChart(), rotation: false, rotationIntervalMinutes: 30 },
  ),
  SyncedSecretOptions: struct<SyncedSecretOptions>(
    (stack, options) => secrets(stack, { sync: [SyncedSecret.opaque('db', { password }, options)] }),
    { annotations: { owner: 'web' }, labels: { team: 'web' } },
  ),
  VaultObjectOptions: struct<VaultObjectOptions>(
    (stack, options) => secrets(stack, { objects: [VaultObject.publicKey('jwt', options)] }),
    ofFiles,
  ),
  VaultSecretOptions: struct<VaultSecretOptions>(
    (stack, options) => secrets(stack, { objects: [VaultObject.secret('raw', options)] }),
    { ...ofFiles, encoding: SecretEncoding.BASE64 },
  ),
  VaultSecretsProps: struct<VaultSecretsProps>((stack, props) => secrets(stack, props), {
    access: VaultAccess.systemAssignedOnNodes([Principal.servicePrincipal(uuid(8))]),
    name: 'cart',
    objects: [VaultObject.certificate('ca')],
    parameters: { cloudName: 'AzureChinaCloud' },
    roles: VaultRoles.ON_VAULT,
    sync: [SyncedSecret.opaque('db', { password })],
  }),
};

function secrets(stack: TerraformStack, props: Partial<VaultSecretsProps>): VaultSecrets {
  const cluster = knownCluster(stack);
  const identity = ManagedIdentity.fromLookup(stack, 'Identity', {
    identityName: 'shop-nodes',
    resourceGroupName: place.resourceGroupName,
  });
  return new VaultSecrets(stack, 'Secrets', {
    driver: SecretsStoreDriver.fromCluster(stack, 'Driver', cluster),
    namespace: Namespace.fromName(stack, 'Shop', { cluster, name: 'shop' }),
    name: 'checkout',
    vault: KeyVault.fromVaultId(stack, 'Vault', resourceId('Microsoft.KeyVault/vaults', 'shop4711')),
    access: VaultAccess.userAssignedOnNodes(identity),
    objects: [password],
    ...props,
  });
}
