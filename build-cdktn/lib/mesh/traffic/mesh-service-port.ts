import type { MeshPeer } from './mesh-peer';
import type { ServiceProtocol } from './service-protocol';

/** A further port of a Service, e.g. for metrics, administration, or the peers of a cluster. */
export interface MeshServicePort {
  /**
   * The name of the Service's port, and part of the objects' names: 1 to 15 lowercase letters, digits and `-`, e.g. `metrics`.
   */
  readonly name: string;

  /** The Service's port: 1 to 65535. */
  readonly port: number;

  /** The port that the containers listen on: 1 to 65535. */
  readonly containerPort: number;

  /**
   * The port's protocol.
   *
   * @default ServiceProtocol.HTTP
   */
  readonly protocol?: ServiceProtocol;

  /**
   * The callers allowed on the port; requires `allowFrom` of the service. Open Service Mesh supports it for TCP only, because its
   * rules apply to all HTTP ports of a ServiceAccount.
   *
   * @default - the allowed callers of the service
   */
  readonly allowFrom?: MeshPeer[];
}
