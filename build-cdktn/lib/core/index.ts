export * from './azure-resource-props';
export { AzureTags } from './azure-tags';
export { ConstructFaults } from './construct-faults';
export { ProviderVersions, type RequiredProviders, requireProviders } from './provider-versions';
export { Warnings } from './warnings';
