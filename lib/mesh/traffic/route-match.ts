import type { HeaderMatch } from './header-match';
import type { PathMatch } from './path-match';
import type { QueryMatch } from './query-match';

/**
 * The requests that a route applies to. A request must meet all conditions; a route without conditions applies to all requests.
 */
export interface RouteMatch {
  /**
   * The paths.
   *
   * @default - all
   */
  readonly path?: PathMatch;

  /**
   * The methods, in capitals, e.g. `GET`; 1 or more, one of which the request must have.
   *
   * @default - all
   */
  readonly methods?: string[];

  /**
   * Conditions on headers, each header once; 1 or more, all of which the request must meet.
   *
   * @default - none
   */
  readonly headers?: HeaderMatch[];

  /**
   * Conditions on query parameters, each parameter once; 1 or more, all of which the request must meet.
   *
   * @default - none
   */
  readonly query?: QueryMatch[];
}
