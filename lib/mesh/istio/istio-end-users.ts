import { compact } from '../../core/compact';
import type { Manifest } from '../../helm/manifest';
import { numberText } from '../traffic/durations';
import type { ServiceIntent } from '../traffic/intents';
import { pathsOf } from './istio-access';

/**
 * What end users' tokens have to be, and that there is one: by itself a RequestAuthentication refuses tokens that don't hold, and
 * lets requests without one pass. What denies comes before what allows, so that `allowFrom` counts beside it.
 *
 * Source: https://istio.io/latest/docs/tasks/security/authentication/authn-policy/#require-a-valid-token
 */
export function endUserPolicies({ name, namespaceName, workload, jwtAuthentication }: ServiceIntent): Manifest[] {
  if (!jwtAuthentication) return [];
  const { audiences, exemptPaths, exemptMethods, forwardsToken } = jwtAuthentication._options;
  const metadata = { name: `${name}-end-users`, namespace: namespaceName };
  const selector = { matchLabels: { ...workload.labels } };
  const apiVersion = 'security.istio.io/v1';
  const jwtRules = jwtAuthentication._issuers.map(({ issuer, jwksUri }) => ({
    issuer,
    jwksUri,
    audiences: [...audiences],
    ...(forwardsToken ? { forwardOriginalToken: true } : {}),
  }));
  const operation = compact({
    ports: [numberText(workload.containerPort)],
    notPaths: exemptPaths?.flatMap(pathsOf),
    notMethods: exemptMethods && [...exemptMethods],
  });
  const from = [{ source: { notRequestPrincipals: ['*'] } }];
  return [
    { apiVersion, kind: 'RequestAuthentication', metadata, spec: { selector, jwtRules } },
    {
      apiVersion,
      kind: 'AuthorizationPolicy',
      metadata,
      spec: { selector, action: 'DENY', rules: [{ from, to: [{ operation }] }] },
    },
  ];
}
