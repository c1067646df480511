export * from './secrets-store-driver';
export { ISecretsStoreDriver } from './secrets-store-driver-base';
export * from './secrets-store-installation';
export * from './secrets-store-version';
export * from './synced-secret';
export * from './vault-access';
export * from './vault-object';
export * from './vault-roles';
export * from './vault-secrets';
