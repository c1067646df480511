/** What holds for a whole mesh of Open Service Mesh: the spec of its MeshConfig. */
export interface OsmMeshConfigOptions {
  /**
   * Whether every workload of the mesh may call every other one. Without it a call needs a TrafficTarget that allows it.
   * Traffic between sidecars is mutual TLS either way.
   *
   * @default false
   */
  readonly permissiveTrafficPolicy?: boolean;

  /**
   * Whether workloads of the mesh may call any address outside of it. Without it a call needs an Egress that allows it.
   *
   * @default false
   */
  readonly egress?: boolean;

  /**
   * Further ranges of addresses (IPv4, in CIDR notation) that pods call past their sidecars. The addresses of the API server
   * within the cluster, of the instance metadata service and of Azure's own DNS are always among them, because pods on AKS need
   * these from the first second. Counts for pods that start later.
   *
   * @see https://learn.microsoft.com/azure/aks/open-service-mesh-about#limitations
   *
   * @default - no others
   */
  readonly outboundIpRangeExclusions?: string[];

  /**
   * Ports, 1 to 65535, that pods call past their sidecars. Counts for pods that start later.
   *
   * @default - none
   */
  readonly outboundPortExclusions?: number[];

  /**
   * Ports of pods, 1 to 65535, that are called past their sidecars, in plain text. Counts for pods that start later.
   *
   * @default - none
   */
  readonly inboundPortExclusions?: number[];

  /**
   * How long a workload's certificate is valid, in hours: 1 to 8760. The mesh renews it before.
   *
   * @default 24
   */
  readonly certificateValidityHours?: number;

  /**
   * Further settings of the MeshConfig's `spec`, layered over what this library sets: a key given here wins.
   *
   * @see https://github.com/openservicemesh/osm/blob/v1.2.4/cmd/osm-bootstrap/crds/config_meshconfig.yaml
   *
   * @default - none
   */
  readonly meshConfig?: { [key: string]: any };
}
