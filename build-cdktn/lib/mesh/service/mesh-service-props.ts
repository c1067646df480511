import type { IMeshNamespace } from '../mesh-namespace-ref';
import type { MeshServiceOptions } from '../traffic/mesh-service-options';

/** Props of a service in a mesh. */
export interface MeshServiceProps extends MeshServiceOptions {
  /** The namespace; it determines the mesh. */
  readonly namespace: IMeshNamespace;
}
