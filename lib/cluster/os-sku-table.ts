/** AKS's support for an OS SKU. */
export interface OsSkuFacts {
  /** The first Kubernetes minor version of 1 that has it; undefined for no lower limit. */
  readonly fromMinor?: number;

  /** The last one; undefined for no upper limit. */
  readonly toMinor?: number;

  /** The date on which AKS retired it for all versions. */
  readonly retired?: string;

  /** The replacement, completes "Use ...". */
  readonly instead?: string;
}

/**
 * Every OS SKU that azurerm 4.81 accepts; AKS has more, which no version of the provider in range can set. `AzureLinux` has a
 * lower limit because below it the SKU means Azure Linux 2.0, whose images AKS removed.
 *
 * Checked on 2026-11-28.
 *
 * @see https://learn.microsoft.com/azure/aks/upgrade-os-version
 * @see https://github.com/Azure/AKS/issues/4988
 */
export const osSkus: { readonly [osSku: string]: OsSkuFacts } = {
  Ubuntu: {},
  Ubuntu2204: { fromMinor: 25, toMinor: 36, instead: 'NodeOs.UBUNTU' },
  Ubuntu2404: { fromMinor: 32, toMinor: 38, instead: 'NodeOs.UBUNTU' },
  AzureLinux: { fromMinor: 32, instead: 'NodeOs.AZURE_LINUX_3' },
  AzureLinux3: { fromMinor: 28, toMinor: 36, instead: 'NodeOs.AZURE_LINUX' },
  Windows2019: { retired: '2026-03-01', instead: 'NodeOs.WINDOWS_2022' },
  Windows2022: { fromMinor: 23, toMinor: 36 },
};
