/**
 * Facts about a virtual network that are known at synth.
 *
 * @internal
 */
export interface NetworkFacts {
  /** Undefined if unknown. */
  readonly addressSpace?: string[];
  /** The literal name. */
  readonly networkName?: string;
  /** The literal name of the resource group. */
  readonly resourceGroupName?: string;
  /** Literal or a token; undefined if unknown. */
  readonly location?: string;
  /** Whether the program creates the network. */
  readonly isOwn?: boolean;
  readonly tags?: { [key: string]: string };
}

/**
 * A network that a zone is linked to; possibly one of which only a subnet is known.
 *
 * @internal
 */
export interface LinkedNetwork {
  readonly networkId: string;
  readonly facts: NetworkFacts | undefined;
}
