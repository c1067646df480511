/**
 * A sidecar's resource requests and limits. Omitted values keep the mesh's settings; for a single workload on Istio that another
 * program installs or AKS runs, all four are required.
 */
export interface SidecarResources {
  /**
   * The CPU reserved for a sidecar, as a Kubernetes quantity, e.g. `100m`.
   *
   * @default - the mesh's setting
   */
  readonly cpuRequest?: string;

  /**
   * A sidecar's CPU limit, as a Kubernetes quantity, e.g. `2`. A sidecar at its limit delays every request.
   *
   * @default - the mesh's setting
   */
  readonly cpuLimit?: string;

  /**
   * The memory reserved for a sidecar, as a Kubernetes quantity, e.g. `128Mi`.
   *
   * @default - the mesh's setting
   */
  readonly memoryRequest?: string;

  /**
   * A sidecar's memory limit, at which it is killed, as a Kubernetes quantity, e.g. `1Gi`. Memory use grows with the number of
   * Services in the sidecar's configuration.
   *
   * @default - the mesh's setting
   */
  readonly memoryLimit?: string;
}

/** The sidecars' resources and the traffic that bypasses them. */
export interface SidecarOptions {
  /**
   * Resource requests and limits of each sidecar.
   *
   * @default - the mesh's setting
   */
  readonly sidecarResources?: SidecarResources;

  /**
   * Pod ports, 1 to 65535, to which inbound traffic bypasses the sidecar: it is neither encrypted nor authorized.
   *
   * @default - none
   */
  readonly excludedInboundPorts?: number[];

  /**
   * Destination ports, 1 to 65535, on any host, to which traffic bypasses the sidecar.
   *
   * @default - none
   */
  readonly excludedOutboundPorts?: number[];

  /**
   * Destination address ranges, in CIDR notation, to which traffic bypasses the sidecar.
   *
   * @default - none
   */
  readonly excludedOutboundRanges?: string[];
}
