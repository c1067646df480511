/** Mesh-wide settings of Open Service Mesh: the spec of its MeshConfig. */
export interface OsmMeshConfigOptions {
  /**
   * Whether every workload in the mesh may call every other one. If false, calls require a TrafficTarget that allows them.
   * Traffic between sidecars uses mutual TLS in both cases.
   *
   * @default false
   */
  readonly permissiveTrafficPolicy?: boolean;

  /**
   * Whether workloads in the mesh may call any address outside it. If false, calls require an Egress that allows them.
   *
   * @default false
   */
  readonly egress?: boolean;

  /**
   * Further address ranges (IPv4, in CIDR notation) to which traffic bypasses the sidecars. The addresses of the API server
   * within the cluster, of the instance metadata service and of Azure DNS are always included, because pods on AKS need them at
   * startup. Applies to pods that start after the change.
   *
   * @see https://learn.microsoft.com/azure/aks/open-service-mesh-about#limitations
   *
   * @default - none
   */
  readonly outboundIpRangeExclusions?: string[];

  /**
   * Destination ports, 1 to 65535, to which traffic bypasses the sidecars. Applies to pods that start after the change.
   *
   * @default - none
   */
  readonly outboundPortExclusions?: number[];

  /**
   * Pod ports, 1 to 65535, to which inbound traffic bypasses the sidecars, in plain text. Applies to pods that start after the
   * change.
   *
   * @default - none
   */
  readonly inboundPortExclusions?: number[];

  /**
   * The validity of a workload's certificate in hours: 1 to 8760. The mesh renews it before it expires.
   *
   * @default 24
   */
  readonly certificateValidityHours?: number;

  /**
   * Further settings of the MeshConfig's `spec`, merged over the library's values: these keys take precedence.
   *
   * @see https://github.com/openservicemesh/osm/blob/v1.2.4/cmd/osm-bootstrap/crds/config_meshconfig.yaml
   *
   * @default - none
   */
  readonly meshConfig?: { [key: string]: any };
}
