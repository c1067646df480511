import type { MeshFeature } from './mesh-feature';

/** What a mesh makes of an intent that it can express. */
interface Expressed {
  /** The kinds, or annotations, that express it. */
  readonly by: string;

  /** What differs from other meshes. */
  readonly note?: string;

  /** What a reviewer should know where it is used; raised as a warning. */
  readonly caution?: string;
  readonly nearest?: undefined;
}

/** What a mesh has in place of an intent that it can't express. */
interface Missing {
  readonly by?: undefined;
  readonly note?: undefined;
  readonly caution?: undefined;

  /** What comes nearest. */
  readonly nearest: string;
}

export type Capability = Expressed | Missing;

/** Every feature is a key, so that adding one is a compile error until each mesh has an answer. */
export type MeshCapabilities = { readonly [feature in MeshFeature]: Capability };

/** Whether a mesh can express a feature; not one that it doesn't know. */
export function canExpress(capabilities: MeshCapabilities, feature: MeshFeature): boolean {
  return capabilities[feature]?.by !== undefined;
}
