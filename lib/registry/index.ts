export * from './container-registry';
export { IContainerRegistry } from './container-registry-base';
export { GeoReplication } from './geo-replication';
export { ContainerRegistryLookup, KnownContainerRegistry } from './imported-container-registry';
export { RegistryAccess } from './registry-access';
export * from './registry-cache-rule';
export * from './registry-credential-set';
export * from './registry-permissions';
export * from './registry-sku';
