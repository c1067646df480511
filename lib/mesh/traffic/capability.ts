import type { MeshFeature } from '../mesh-feature';

/** What a mesh makes of an intent. */
export interface Capability {
  /** The kinds, or annotations, that express it; undefined where the mesh can't. */
  readonly by?: string;

  /** What differs from other meshes. */
  readonly note?: string;

  /** What the mesh has that comes nearest, where it can't. */
  readonly nearest?: string;
}

/** By feature; what no intent of the library is about is left out. */
export type MeshCapabilities = { readonly [feature in MeshFeature]?: Capability };
