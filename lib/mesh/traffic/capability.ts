import type { MeshFeature } from '../mesh-feature';

/** What a mesh makes of an intent. */
export interface Capability {
  /** The kinds, or annotations, that express it; undefined where the mesh can't. */
  readonly by?: string;

  /** What differs from other meshes. */
  readonly note?: string;

  /** What a reviewer should know where it is used; raised as a warning. */
  readonly caution?: string;

  /** What the mesh has that comes nearest, where it can't. */
  readonly nearest?: string;
}

/** Every feature stands in it, so that a new one is decided about. */
export type MeshCapabilities = { readonly [feature in MeshFeature]: Capability };

/** Whether a mesh can express a feature; not one that it doesn't know. */
export function canExpress(capabilities: MeshCapabilities, feature: MeshFeature): boolean {
  return capabilities[feature]?.by !== undefined;
}
