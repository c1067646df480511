import type { Faults } from '../../core/faults';
import type { IngressRoute, MeshIngressProps } from './mesh-ingress-props';

/** Rejects props that apply to HTTP requests: a gateway with TLS passthrough can't read them. */
export function checkPassthrough(faults: Faults, props: MeshIngressProps): void {
  const { routes = [], delegates, externalAuthorization, jwtAuthentication } = props;
  for (const [prop, value] of Object.entries({ delegates, externalAuthorization, jwtAuthentication })) {
    if (value !== undefined) leaveOut(faults, prop);
  }
  routes.forEach((route, index) => {
    checkConnectionRoute(faults, `routes[${index}]`, route);
  });
}

function checkConnectionRoute(
  faults: Faults,
  at: string,
  { service: _, hosts: __, action, ...rest }: IngressRoute,
): void {
  for (const [prop, value] of Object.entries(rest)) {
    if (value !== undefined) leaveOut(faults, `${at}.${prop}`);
  }
  const kind = action?._intent.kind;
  if (kind === 'redirect' || kind === 'response') leaveOut(faults, `${at}.action`);
}

function leaveOut(faults: Faults, prop: string): void {
  const must = 'must be left out with IngressTls.passthrough(), where the gateway sees connections and no requests';
  faults.add(prop, must, undefined, 'Leave it out, or use IngressTls.kubernetesSecret(...).');
}
