import type { MeshPeer } from './mesh-peer';

/** What is spoken on a port outside of the cluster. */
export enum EgressProtocol {
  /** TLS that the application itself begins: the mesh sees the host's name and nothing else. */
  TLS = 'TLS',

  /** HTTP in clear. */
  HTTP = 'HTTP',
}

/** Places outside of the cluster that may be called, from whichever namespace. */
export interface MeshEgressOptions {
  /** The name of the mesh's objects: 1 to 63 lowercase letters, digits and `-`. */
  readonly name: string;

  /** The hosts' full DNS names, e.g. `graph.microsoft.com`; 1 or more, each once, without `*`. */
  readonly hosts: string[];

  /**
   * The port: 1 to 65535.
   *
   * @default 443
   */
  readonly port?: number;

  /**
   * What is spoken there.
   *
   * @default EgressProtocol.TLS
   */
  readonly protocol?: EgressProtocol;

  /**
   * The ServiceAccounts that may call, of this namespace. Open Service Mesh needs them; Istio and Linkerd let the whole namespace call,
   * and refuse this.
   *
   * @default - all of the namespace
   */
  readonly callers?: MeshPeer[];
}
