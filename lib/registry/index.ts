export * from './container-registry';
export { IContainerRegistry } from './container-registry-base';
export { ContainerRegistryLookup, KnownContainerRegistry } from './imported-container-registry';
export { RegistryAccess } from './registry-access';
export * from './registry-permissions';
export * from './registry-sku';
