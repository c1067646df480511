import { publicClass } from '../../core/public-class';
import type { RouteRedirect, RouteResponse } from './route-redirect';
import type { RouteService, WeightedRouteService } from './route-service';
import type { ServiceVersion, WeightedVersion } from './service-version';
import type { TrafficSplit } from './traffic-split';

/** Versions of the service that share requests; none of them means all of its pods. */
interface VersionsIntent {
  readonly kind: 'versions';
  readonly versions: readonly WeightedVersion[];

  /** The route's own split. */
  readonly split?: TrafficSplit;

  /** Whether the route has no action, so that the service's split applies. */
  readonly isOfService?: boolean;

  /** Whether a controller changes the weights in the cluster. */
  readonly isByController?: boolean;
}

/** The destination of requests, or the response to them. */
export type ActionIntent =
  | VersionsIntent
  | { readonly kind: 'services'; readonly services: readonly WeightedRouteService[] }
  | { readonly kind: 'redirect'; readonly redirect: RouteRedirect }
  | { readonly kind: 'response'; readonly response: RouteResponse };

/** The action of a route. */
export class RouteAction {
  /**
   * Routes the requests to one version of the service.
   *
   * @param version the version.
   */
  public static version(version: ServiceVersion): RouteAction {
    return new RouteAction({ kind: 'versions', versions: [{ version, percent: 100 }] });
  }

  /**
   * Splits this route's requests between the service's versions, regardless of the service's `split`. Not on Consul, which has
   * one split for each service.
   *
   * @param split the weights.
   */
  public static split(split: TrafficSplit): RouteAction {
    return new RouteAction({ kind: 'versions', versions: split._versions, split });
  }

  /** Routes the requests to all pods of the service, regardless of the service's `split` and `routes`. */
  public static allPods(): RouteAction {
    return new RouteAction({ kind: 'versions', versions: [] });
  }

  /**
   * Routes the requests to another Service, e.g. one that replaces a part of this one. It must allow the callers itself
   * (`allowFrom`).
   *
   * @param service the other Service.
   */
  public static service(service: RouteService): RouteAction {
    return new RouteAction({ kind: 'services', services: [{ service, percent: 100 }] });
  }

  /**
   * Splits the requests between several Services. Not on Consul.
   *
   * @param services two or more, whose weights add up to 100.
   */
  public static services(services: WeightedRouteService[]): RouteAction {
    return new RouteAction({ kind: 'services', services: [...services] });
  }

  /**
   * The client is sent to another address. Not on Consul.
   *
   * @param redirect the address.
   */
  public static redirect(redirect: RouteRedirect): RouteAction {
    return new RouteAction({ kind: 'redirect', redirect });
  }

  /**
   * The proxy answers itself. Istio supports it.
   *
   * @param response the answer.
   */
  public static respond(response: RouteResponse): RouteAction {
    return new RouteAction({ kind: 'response', response });
  }

  private constructor(
    /** @internal */
    public readonly _intent: ActionIntent,
  ) {}
}

publicClass('RouteAction', RouteAction);
