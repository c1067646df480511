import { publicClass } from '../../core/public-class';
import type { RouteRedirect, RouteResponse } from './route-redirect';
import type { RouteService, WeightedRouteService } from './route-service';
import type { ServiceVersion, WeightedVersion } from './service-version';
import type { TrafficSplit } from './traffic-split';

/** Versions of the service that share requests; none of them means all of its pods. */
interface VersionsIntent {
  readonly kind: 'versions';
  readonly versions: readonly WeightedVersion[];

  /** Given by a route. */
  readonly split?: TrafficSplit;

  /** Whether the route says nothing, and the split of the service applies. */
  readonly isOfService?: boolean;

  /** Whether something else changes the weights in the cluster. */
  readonly isByController?: boolean;
}

/** Where requests go, or how they are answered. */
export type ActionIntent =
  | VersionsIntent
  | { readonly kind: 'services'; readonly services: readonly WeightedRouteService[] }
  | { readonly kind: 'redirect'; readonly redirect: RouteRedirect }
  | { readonly kind: 'response'; readonly response: RouteResponse };

/** The action of a route. */
export class RouteAction {
  /**
   * One version of the service receives the requests.
   *
   * @param version the version.
   */
  public static version(version: ServiceVersion): RouteAction {
    return new RouteAction({ kind: 'versions', versions: [{ version, percent: 100 }] });
  }

  /**
   * The versions of the service share the requests of this route, whatever `split` of the service says. Not on Consul, which
   * has one split for each service.
   *
   * @param split the shares.
   */
  public static split(split: TrafficSplit): RouteAction {
    return new RouteAction({ kind: 'versions', versions: split._versions, split });
  }

  /** All pods of the service receive the requests, whatever `split` and `routes` of the service say. */
  public static allPods(): RouteAction {
    return new RouteAction({ kind: 'versions', versions: [] });
  }

  /**
   * Another Service receives the requests, e.g. one that replaces a part of this one. It must admit the callers itself
   * (`allowFrom`).
   *
   * @param service the other Service.
   */
  public static service(service: RouteService): RouteAction {
    return new RouteAction({ kind: 'services', services: [{ service, percent: 100 }] });
  }

  /**
   * Several Services share the requests. Not on Consul.
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
