import type { IMeshGateway } from '../gateways/mesh-gateway';
import type { IServiceMesh } from '../service-mesh';

/** Props of what closes a whole mesh. */
export interface MeshDefaultDenyProps {
  /** The mesh, of the same stack. */
  readonly mesh: IServiceMesh;

  /**
   * The mesh's gateways, for requests from outside and to the outside, all of them: they go on letting their callers in, each by a
   * policy of its own that is there before the mesh closes. One that is known to the program and not named is an error.
   *
   * @default - none: the mesh has no gateways
   */
  readonly gateways?: IMeshGateway[];
}
