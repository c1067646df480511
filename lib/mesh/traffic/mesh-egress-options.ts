import type { MeshPeer } from './mesh-peer';

/** What is spoken on a port outside of the cluster. */
export enum EgressProtocol {
  /** TLS that the application itself begins: the mesh sees the host's name and nothing else. */
  TLS = 'TLS',

  /** Plain HTTP. */
  HTTP = 'HTTP',

  /**
   * Anything else over TCP, e.g. PostgreSQL, MySQL and SQL Server, whose connections begin in plain text even where TLS follows. The mesh sees
   * addresses and ports, and no host names.
   */
  TCP = 'TCP',
}

/** Places outside of the cluster that may be called, from whichever namespace. */
export interface MeshEgressOptions {
  /** The name of the mesh's objects: 1 to 63 lowercase letters, digits and `-`. */
  readonly name: string;

  /**
   * The hosts' full DNS names, e.g. `graph.microsoft.com`; 1 or more, each once, without `*`. With TCP on Istio one: all connections to the
   * port go to it, unless `addresses` are given. On Linkerd and Open Service Mesh TCP is allowed to any host on the port (on Open Service Mesh
   * within `addresses`).
   */
  readonly hosts: string[];

  /**
   * The port: 1 to 65535.
   *
   * @default 443
   */
  readonly port?: number;

  /**
   * The protocol. TLS on ports of databases whose connections begin in plain text raises a warning.
   *
   * @default EgressProtocol.TLS
   */
  readonly protocol?: EgressProtocol;

  /**
   * The IPv4 addresses of the hosts, or ranges in CIDR notation, e.g. those of a private endpoint; only with TCP. Linkerd and Consul have no
   * such setting.
   *
   * @default - any address
   */
  readonly addresses?: string[];

  /**
   * The ServiceAccounts that may call, of this namespace. Open Service Mesh needs them; Istio and Linkerd let the whole namespace call,
   * and refuse this.
   *
   * @default - all of the namespace
   */
  readonly callers?: MeshPeer[];
}
