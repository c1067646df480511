export * from './azure-resource-props';
export { AzureTags } from './azure-tags';
export { ConstructFaults } from './construct-faults';
export { ProviderVersions, requireProviders } from './provider-versions';
export { Warnings } from './warnings';
