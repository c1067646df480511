/**
 * What a sidecar gets of its node. What is left out stays as the mesh has it; for one workload on an Istio that something else
 * installs or AKS runs, all four are needed.
 */
export interface SidecarResources {
  /**
   * The CPU that is kept for a sidecar, as a Kubernetes quantity, e.g. `100m`.
   *
   * @default - the mesh's own
   */
  readonly cpuRequest?: string;

  /**
   * The CPU that a sidecar gets at most, as a Kubernetes quantity, e.g. `2`. A sidecar at its limit delays every request.
   *
   * @default - the mesh's own
   */
  readonly cpuLimit?: string;

  /**
   * The memory that is kept for a sidecar, as a Kubernetes quantity, e.g. `128Mi`.
   *
   * @default - the mesh's own
   */
  readonly memoryRequest?: string;

  /**
   * The memory at which a sidecar is stopped, as a Kubernetes quantity, e.g. `1Gi`. It grows with the number of Services that
   * the sidecar knows.
   *
   * @default - the mesh's own
   */
  readonly memoryLimit?: string;
}

/** What sidecars get, and what passes by them. */
export interface SidecarOptions {
  /**
   * What each sidecar gets of its node.
   *
   * @default - the mesh's own
   */
  readonly sidecarResources?: SidecarResources;

  /**
   * Ports of the pods, 1 to 65535, whose callers the sidecar doesn't see: nothing is encrypted or checked there.
   *
   * @default - none
   */
  readonly excludedInboundPorts?: number[];

  /**
   * Ports, 1 to 65535, that pods call without the sidecar, wherever they are.
   *
   * @default - none
   */
  readonly excludedOutboundPorts?: number[];

  /**
   * Ranges of addresses, in CIDR notation, that pods call without the sidecar.
   *
   * @default - none
   */
  readonly excludedOutboundRanges?: string[];
}
