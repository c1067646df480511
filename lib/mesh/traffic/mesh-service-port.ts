import type { MeshPeer } from './mesh-peer';
import type { ServiceProtocol } from './service-protocol';

/** A further port of a Service, e.g. for metrics, administration, or the members of a cluster among each other. */
export interface MeshServicePort {
  /** The name of the Service's port, and part of the names of objects: 1 to 15 lowercase letters, digits and `-`, e.g. `metrics`. */
  readonly name: string;

  /** The Service's port: 1 to 65535. */
  readonly port: number;

  /** The port that the containers listen on: 1 to 65535. */
  readonly containerPort: number;

  /**
   * The protocol of the port.
   *
   * @default ServiceProtocol.HTTP
   */
  readonly protocol?: ServiceProtocol;

  /**
   * Who may call the port; only where the service has `allowFrom` too. Open Service Mesh, whose rules are for all HTTP ports of a
   * ServiceAccount, takes it for TCP only; a waypoint of Istio's ambient mode, whose rules are for all ports of a Service, rejects it.
   *
   * @default - the allowed callers of the service
   */
  readonly allowFrom?: MeshPeer[];
}
