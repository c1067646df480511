/**
 * An Azure cloud; its DNS suffixes and endpoints depend on it.
 *
 * @see https://learn.microsoft.com/azure/azure-government/documentation-government-developer-guide
 */
export enum AzureCloud {
  /** The global cloud. */
  PUBLIC = 'AzureCloud',

  /** For authorities of the United States and their partners. */
  US_GOVERNMENT = 'AzureUSGovernment',

  /** Operated by 21Vianet. */
  CHINA = 'AzureChinaCloud',
}
