import type { Manifest } from '../../helm/manifest';
import type { IngressIntent } from '../traffic/intents';
import { customPolicy, tokenPolicies } from './istio-access';

/**
 * A gateway's policies for requests to the hosts. A RequestAuthentication applies to all hosts of the gateway, so that a token of
 * another ingress's issuer or audience is valid too: the policy of the hosts names the issuers and audiences.
 *
 * Source: `convertToEnvoyJwtConfig` in pilot/pkg/security/authn/policy_applier.go of https://github.com/istio/istio/tree/1.30.3
 */
export function gatewayPolicies(ingress: IngressIntent): Manifest[] {
  const { gateway, name, hosts, externalAuthorization, jwtAuthentication } = ingress;
  const { namespaceName: namespace, selector } = gateway;
  const requests = { hosts: hosts.flatMap((host) => [host, `${host}:*`]) };
  const principals = jwtAuthentication?._issuers.map(({ issuer }) => `${issuer}/*`) ?? [];
  return [
    ...(externalAuthorization
      ? [customPolicy({ name: `${name}-external`, namespace }, selector, externalAuthorization, requests)]
      : []),
    ...(jwtAuthentication
      ? tokenPolicies({ name: `${name}-end-users`, namespace }, selector, jwtAuthentication, requests, principals)
      : []),
  ];
}
