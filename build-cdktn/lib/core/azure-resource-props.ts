/** The location and tags of an Azure resource. */
export interface AzureResourceProps {
  /**
   * The name of the resource group. It must exist first; a token of an L1 `ResourceGroup` is supported.
   *
   * Changing this replaces the resource.
   */
  readonly resourceGroupName: string;

  /**
   * The Azure region, e.g. `westeurope`.
   *
   * Changing this replaces the resource.
   */
  readonly location: string;

  /**
   * Azure tags of all resources that the construct creates and that support tags.
   *
   * @default - no tags
   */
  readonly tags?: { [key: string]: string };
}
