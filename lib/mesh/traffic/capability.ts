import type { MeshFeature } from './mesh-feature';

/** How a mesh expresses a feature that it supports. */
interface Expressed {
  /** The kinds or annotations that express it. */
  readonly by: string;

  /** The difference from other meshes. */
  readonly note?: string;

  /** A caution for reviewers if the feature is used; raised as a warning. */
  readonly caution?: string;
  readonly nearest?: undefined;
}

/** The alternative to a feature that a mesh doesn't support. */
interface Missing {
  readonly by?: undefined;
  readonly note?: undefined;
  readonly caution?: undefined;

  /** The nearest alternative. */
  readonly nearest: string;
}

export type Capability = Expressed | Missing;

/** Every feature is a key, so that adding one is a compile error until every mesh has an entry. */
export type MeshCapabilities = { readonly [feature in MeshFeature]: Capability };

/** Whether a mesh supports a feature; false for an unknown feature. */
export function canExpress(capabilities: MeshCapabilities, feature: MeshFeature): boolean {
  return capabilities[feature]?.by !== undefined;
}
