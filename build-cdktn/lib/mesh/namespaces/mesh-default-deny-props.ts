import type { IMeshGateway } from '../gateways/mesh-gateway';
import type { IServiceMesh } from '../service-mesh';

/** Props of a mesh-wide default deny. */
export interface MeshDefaultDenyProps {
  /** The mesh, in the same stack. */
  readonly mesh: IServiceMesh;

  /**
   * All ingress and egress gateways of the mesh: each keeps accepting its callers by a separate policy that is applied before the
   * mesh denies by default. A gateway of the program that is missing here is an error.
   *
   * @default - none: the mesh has no gateways
   */
  readonly gateways?: IMeshGateway[];
}
