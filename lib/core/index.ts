export * from './azure-resource-props';
export { AzureTags } from './azure-tags';
export { ProviderVersions, requireProviders } from './provider-versions';
export { Warnings } from './warnings';
