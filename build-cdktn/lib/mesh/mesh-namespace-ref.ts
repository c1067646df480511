import type { INamespace } from '../workload/namespace';
import type { IServiceMesh } from './service-mesh';

/** A namespace whose pods are in a mesh. */
export interface IMeshNamespace extends INamespace {
  /** The mesh. */
  readonly mesh: IServiceMesh;

  /**
   * The namespace's annotations without those that enrol it; undefined if something else creates it.
   *
   * @internal
   */
  readonly _annotations?: { readonly [key: string]: string };
}
