import type { IServiceMesh } from '../service-mesh';

/** Open Service Mesh on a cluster. */
export interface IOpenServiceMesh extends IServiceMesh {
  /** The mesh's name, which is a label of namespaces in the mesh. */
  readonly meshName: string;
}
