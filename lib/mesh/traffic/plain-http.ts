import type { GatewayRoutesIntent, IngressIntent } from './intents';

/** The routes of an ingress' plain HTTP requests, as those of a separate ingress. */
export function plainHttpOf({ plainHttpRoutes, ...ingress }: IngressIntent): GatewayRoutesIntent {
  return { ...ingress, name: `${ingress.name}-http`, routes: plainHttpRoutes, hasTls: false };
}
