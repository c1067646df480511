/**
 * What is known of a virtual network while synthesizing.
 *
 * @internal
 */
export interface NetworkFacts {
  /** Undefined where not known. */
  readonly addressSpace?: string[];
  /** The literal name. */
  readonly networkName?: string;
  /** The literal name of the resource group. */
  readonly resourceGroupName?: string;
  /** Known, or a token; undefined where neither. */
  readonly location?: string;
  readonly tags?: { [key: string]: string };
}
