/**
 * A part of a shared gateway that an ingress controller doesn't change. If both are set, both must match.
 *
 * @see https://learn.microsoft.com/azure/application-gateway/ingress-controller-install-existing#multi-cluster--shared-application-gateway
 */
export interface ProhibitedTarget {
  /** The name of the object (an AzureIngressProhibitedTarget): lowercase letters, digits and `-`. */
  readonly name: string;

  /**
   * The host, e.g. `legacy.example.com`.
   *
   * @default - all hosts
   */
  readonly hostName?: string;

  /**
   * The paths, each with `/` first and `/*` last, e.g. `/legacy/*`.
   *
   * @default - all paths
   */
  readonly paths?: string[];
}
