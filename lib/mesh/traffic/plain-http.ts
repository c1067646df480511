import type { GatewayRoutesIntent, IngressIntent } from './intents';

/** The routes of an ingress' plain HTTP beside HTTPS, as those of an ingress of their own. */
export function plainHttpOf({ plainHttpRoutes, ...ingress }: IngressIntent): GatewayRoutesIntent {
  return { ...ingress, name: `${ingress.name}-http`, routes: plainHttpRoutes, hasTls: false };
}
