/** Where an Azure resource lives and what it is tagged with. */
export interface AzureResourceProps {
  /**
   * The resource group, by name. It must exist before; a token of an L1 `ResourceGroup` works.
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
   * Azure tags of every resource that the construct makes and that can carry tags.
   *
   * @default - no tags
   */
  readonly tags?: { [key: string]: string };
}
