import type { IKeyVault } from '../vault/key-vault-base';
import type { INamespace } from '../workload/namespace';
import type { ISecretsStoreDriver } from './secrets-store-driver-base';
import type { SyncedSecret } from './synced-secret';
import type { VaultAccess } from './vault-access';
import type { VaultObject } from './vault-object';
import type { VaultRoles } from './vault-roles';

/** Props of the vault objects that pods read. */
export interface VaultSecretsProps {
  /** The driver on the pods' cluster, of the same stack: `SecretsStoreDriver.fromCluster` in a second stack. */
  readonly driver: ISecretsStoreDriver;

  /** The pods' namespace, of the same stack. */
  readonly namespace: INamespace;

  /** The name of the SecretProviderClass, unique in the namespace: lowercase letters, digits, `-` and `.`. */
  readonly name: string;

  /** The vault, of the same stack: `KeyVault.fromVaultId` or `fromLookup` in a second stack. */
  readonly vault: IKeyVault;

  /** The identity with which the driver reads the vault. */
  readonly access: VaultAccess;

  /** The vault objects that are mounted as files; at least one. */
  readonly objects: VaultObject[];

  /**
   * Kubernetes Secrets that the driver fills from `objects` while a pod has them mounted.
   *
   * @default - none
   */
  readonly sync?: SyncedSecret[];

  /**
   * The scope on which the identity of `access` is granted its roles.
   *
   * @default VaultRoles.ON_OBJECTS
   */
  readonly roles?: VaultRoles;

  /**
   * Further parameters of Azure's provider, as text: `cloudName` (else the provider takes the cloud of its node),
   * `cloudEnvFileName`, `useAzureTokenProxy`.
   *
   * @see https://azure.github.io/secrets-store-csi-driver-provider-azure/docs/getting-started/usage/
   * @default - none
   */
  readonly parameters?: { [name: string]: string };
}
