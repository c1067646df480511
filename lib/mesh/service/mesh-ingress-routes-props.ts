import type { PathMatch } from '../traffic/path-match';
import type { IngressRoute } from './mesh-ingress-props';
import type { IMeshIngress } from './mesh-ingress-ref';

/** Props of the routes of some paths of an ingress' hosts. */
export interface MeshIngressRoutesProps {
  /**
   * The ingress, of the same stack; `MeshIngress.fromAttributes` for one of another stack or program, whose `delegates` must
   * include these routes (not on Consul).
   */
  readonly ingress: IMeshIngress;

  /** The name of the objects: 1 to 63 lowercase letters, digits and `-`. */
  readonly name: string;

  /** The paths: an exact path, or a prefix. Only one `MeshIngressRoutes` of an ingress may have it. */
  readonly path: PathMatch;

  /**
   * The hosts, of those of the ingress; 1 or more. On Istio the `delegates` of an imported ingress define them, and this is rejected.
   *
   * @default - all of them
   */
  readonly hosts?: string[];

  /**
   * The routes, without `hosts`; the first one that matches a request is used. Their paths must be within `path`; a route without
   * a path applies to all of it. The objects are in the namespace of the first service.
   */
  readonly routes: IngressRoute[];
}
