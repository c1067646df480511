import type { INamespace } from '../workload/namespace';
import type { IServiceMesh } from './service-mesh';

/** A namespace whose pods are in a mesh. */
export interface IMeshNamespace extends INamespace {
  /** The mesh. */
  readonly mesh: IServiceMesh;

  /**
   * What the namespace is annotated with beside its enrolment; undefined where something else makes it.
   *
   * @internal
   */
  readonly _annotations?: { readonly [key: string]: string };
}
