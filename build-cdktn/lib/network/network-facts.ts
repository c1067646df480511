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
  /** Whether the program creates the network. */
  readonly isOwn?: boolean;
  readonly tags?: { [key: string]: string };
}

/**
 * A network as a zone sees it: also one of which only a subnet is known.
 *
 * @internal
 */
export interface LinkedNetwork {
  readonly networkId: string;
  readonly facts: NetworkFacts | undefined;
}
