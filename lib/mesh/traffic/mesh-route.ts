import type { CorsPolicy } from './cors-policy';
import type { FaultInjection } from './fault-injection';
import type { HeaderChanges } from './header-changes';
import type { PathRewrite } from './path-rewrite';
import type { RetryPolicy } from './retry-policy';
import type { RouteAction } from './route-action';
import type { RouteMatch } from './route-match';
import type { TrafficMirror } from './traffic-mirror';

/**
 * A route: a subset of a service's requests, and their destination and settings. The first route that matches a request applies,
 * in the order of the program, on every mesh.
 */
export interface MeshRoute {
  /**
   * The requests.
   *
   * @default - all that no route before it matches
   */
  readonly match?: RouteMatch;

  /**
   * The destination of the requests.
   *
   * @default - to the service, whose `split` applies
   */
  readonly action?: RouteAction;

  /**
   * Changes the path of the request.
   *
   * @default - the path stays
   */
  readonly rewritePath?: PathRewrite;

  /**
   * Changes the host of the request, e.g. `api.example.com`.
   *
   * @default - the host stays
   */
  readonly rewriteHost?: string;

  /**
   * Changes headers of the request.
   *
   * @default - headers stay
   */
  readonly requestHeaders?: HeaderChanges;

  /**
   * Changes headers of the answer.
   *
   * @default - headers stay
   */
  readonly responseHeaders?: HeaderChanges;

  /**
   * Which pages of other origins may read the answers.
   *
   * @default - the service decides
   */
  readonly cors?: CorsPolicy;

  /**
   * Retries of failed requests of this route. To retry certain methods only, set them in `match`. Not on Linkerd, whose retries
   * apply to all routes of a service.
   *
   * @default - `retries` of the service
   */
  readonly retries?: RetryPolicy;

  /**
   * The timeout of a request of this route including all its retries, in seconds, to the millisecond: 0.001 to 3600, or 0 for no
   * limit.
   *
   * @default - `timeoutSeconds` of the service
   */
  readonly timeoutSeconds?: number;

  /**
   * Copies of the requests of this route.
   *
   * @default - `mirror` of the service
   */
  readonly mirror?: TrafficMirror;

  /**
   * Delays and errors for the requests of this route.
   *
   * @default - `faultInjection` of the service
   */
  readonly faultInjection?: FaultInjection;
}
