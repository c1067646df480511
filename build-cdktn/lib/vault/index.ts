export { KeyVaultAttributes, KeyVaultLookup } from './imported-key-vault';
export * from './key-vault';
export { IKeyVault } from './key-vault-base';
export * from './vault-network-access';
