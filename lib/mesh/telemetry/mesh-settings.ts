import type { Values } from '../../helm/owned-values';

/** The settings of a whole mesh that the program decides about, where a later construct finds room for its own. */
export interface MeshSettings {
  /** What the user has said. */
  readonly given: Values;

  /** Puts settings over all that was said before. */
  add(settings: Values): void;
}
