import type { KubernetesClusterKeyManagementService } from '@cdktf/provider-azurerm/lib/kubernetes-cluster';
import type { IConstruct } from 'constructs';
import { checkPattern, checkSameStack } from '../core/checks';
import type { Faults } from '../core/faults';
import type { IKeyVault } from '../vault/key-vault-base';
import type { ApiServerAccess } from './api-server-access';

/**
 * Encryption of Kubernetes Secrets in etcd with a customer-managed key. If the key or its vault is lost, so is the cluster:
 * protect the vault against purging, and keep old versions of the key.
 *
 * @see https://learn.microsoft.com/azure/aks/use-kms-etcd-encryption
 */
export interface KeyManagementOptions {
  /**
   * The vault: created in this stack, or imported (`KeyVault.fromVaultId`). The cluster's identity gets the role to encrypt with
   * its keys.
   */
  readonly keyVault: IKeyVault;

  /** The key with its version: `https://VAULT.vault.azure.net/keys/KEY/VERSION`. */
  readonly keyVaultKeyId: string;

  /**
   * Whether the vault can be reached by private endpoint only. It needs `ApiServerAccess.vnetIntegration`, and the cluster's
   * identity gets the role to approve the connection.
   *
   * @default false
   */
  readonly privateVault?: boolean;
}

export function checkKeyManagement(
  faults: Faults,
  cluster: IConstruct,
  options: KeyManagementOptions,
  apiServer: ApiServerAccess,
): void {
  const { keyVault, keyVaultKeyId, privateVault } = options;
  checkSameStack(faults, 'keyManagement.keyVault', keyVault, cluster, 'KeyVault.fromVaultId');
  const pattern = /^https:\/\/[^/]+\/keys\/[^/]+\/[0-9a-f]{32}$/i;
  const example = 'https://shop4711.vault.azure.net/keys/etcd/0123456789abcdef0123456789abcdef';
  const must = 'must be the id of a key with its version';
  checkPattern(faults, 'keyManagement.keyVaultKeyId', keyVaultKeyId, pattern, must, example);
  if (privateVault && !apiServer._subnet) {
    const fix = 'Use ApiServerAccess.vnetIntegration, or a vault with public access.';
    faults.add('keyManagement.privateVault', 'can only be used with an API server in the network', true, fix);
  }
}

export function renderKeyManagement(options: KeyManagementOptions): KubernetesClusterKeyManagementService {
  const { keyVaultKeyId, privateVault } = options;
  return { keyVaultKeyId, keyVaultNetworkAccess: privateVault ? 'Private' : 'Public' };
}
