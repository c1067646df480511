import type { IServiceMesh } from '../service-mesh';

/** Open Service Mesh on a cluster. */
export interface IOpenServiceMesh extends IServiceMesh {
  /** The mesh's name, which namespaces of the mesh carry as a label. */
  readonly meshName: string;
}
