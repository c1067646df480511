export * from './azure-resource-props';
export { ProviderVersions, requireProviders } from './provider-versions';
export { Warnings } from './warnings';
