import type { IngressRouteIntent, ServiceIntent } from './intents';
import { intersection, matchesAll } from './match-algebra';
import type { MeshRoute } from './mesh-route';
import type { ActionIntent } from './route-action';
import type { RouteMatch } from './route-match';

/** A route with all settings that apply to it: its own, or else the service's. */
export interface EffectiveRoute extends Omit<MeshRoute, 'action' | 'match'> {
  readonly match: RouteMatch;
  readonly action: ActionIntent;
}

/** The routes of a service in the order in which they apply; the last one is for all other requests. */
export function effectiveRoutes(service: ServiceIntent): EffectiveRoute[] {
  const { routes = [] } = service;
  const rest = routes.some(({ match }) => matchesAll(match)) ? [] : [{}];
  return [...routes, ...rest].map((route: MeshRoute) => effectiveRoute(service, route));
}

/**
 * The routes of a gateway to one service. A route with its own action uses that; otherwise the service's routes apply to the
 * requests that it matches, and the gateway's route takes precedence for settings in both.
 */
export function effectiveIngressRoutes(
  service: ServiceIntent,
  { service: _, hosts: __, ...route }: IngressRouteIntent,
): EffectiveRoute[] {
  const { action, match: outer, ...settings } = route;
  if (action) return [effectiveRoute(service, route)];
  return effectiveRoutes(service).flatMap((own) => {
    const match = intersection(outer, own.match);
    if (match === 'none' || match === 'open') return [];
    return [{ ...own, ...given(settings), match }];
  });
}

function effectiveRoute(service: ServiceIntent, { match = {}, action, ...route }: MeshRoute): EffectiveRoute {
  const { split, retries, timeoutSeconds, mirror, faultInjection } = service;
  const intent = action?._intent ?? {
    kind: 'versions',
    versions: split?._versions ?? [],
    isOfService: true,
    isByController: split?._isByController,
  };
  if (intent.kind === 'redirect' || intent.kind === 'response') return { match, action: intent };
  return { ...given({ mirror, timeoutSeconds, retries, faultInjection }), ...given(route), match, action: intent };
}

function given<T extends object>(props: T): T {
  return Object.fromEntries(Object.entries(props).filter(([, value]) => value !== undefined)) as T;
}
