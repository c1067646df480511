/**
 * One of Azure's clouds; each has names of its own.
 *
 * @see https://learn.microsoft.com/azure/azure-government/documentation-government-developer-guide
 */
export enum AzureCloud {
  /** What nearly everybody uses. */
  PUBLIC = 'AzureCloud',

  /** For authorities of the United States and their partners. */
  US_GOVERNMENT = 'AzureUSGovernment',

  /** Operated by 21Vianet. */
  CHINA = 'AzureChinaCloud',
}
