import type { IConstruct } from 'constructs';
import { checkName, checkSameStack, isKnown } from '../core/checks';
import type { Faults } from '../core/faults';
import { nameRules } from '../core/names';
import type { IKeyVault } from '../vault/key-vault-base';

/** @internal */
export interface VaultReference {
  readonly vault: IKeyVault;
  /** The secret's name; that of a certificate is the certificate's. */
  readonly secretName: string;
}

/** Without a version, so that the gateway follows the vault. */
export function versionlessSecretId({ vault, secretName }: VaultReference): string {
  const { vaultUri } = vault;
  const slash = isKnown(vaultUri) && !vaultUri.endsWith('/') ? '/' : '';
  return `${vaultUri}${slash}secrets/${secretName}`;
}

export function checkVaultReference(faults: Faults, prop: string, reference: VaultReference, user: IConstruct): void {
  checkSameStack(faults, `${prop}.vault`, reference.vault, user, 'KeyVault.fromLookup');
  checkName(faults, `${prop}.secretName`, reference.secretName, nameRules.vaultObject);
}

/** Names of parts of a gateway: certificates and trusted roots. */
export function checkPartName(faults: Faults, prop: string, name: string): void {
  checkName(faults, prop, name, nameRules.networkPart);
}
