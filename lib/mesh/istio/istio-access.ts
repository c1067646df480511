import { compact } from '../../core/compact';
import { grouped } from '../../core/grouped';
import { numberText } from '../../core/token-values';
import type { Manifest } from '../../helm/manifest';
import type { ExternalAuthorization } from '../traffic/external-authorization';
import type { ServiceIntent } from '../traffic/intents';
import type { JwtAuthentication } from '../traffic/jwt-authentication';
import type { MeshPeer } from '../traffic/mesh-peer';
import type { PathMatch } from '../traffic/path-match';
import { morePortsOf } from '../traffic/ports';

/**
 * The allowed callers of the workload's port. The policy selects pods, so that it applies to all versions and to calls that
 * bypass the Service; policies of several services for the same pods are combined, port by port.
 *
 * In a principal, the domain `cluster.local` means the mesh's trust domain, whatever its name:
 * pilot/pkg/security/trustdomain/bundle.go of https://github.com/istio/istio/tree/1.30.3
 */
export function authorizationPolicy(service: ServiceIntent): Manifest {
  const { name, namespaceName, workload } = service;
  const ports = [service, ...morePortsOf(service)];
  return {
    apiVersion: 'security.istio.io/v1',
    kind: 'AuthorizationPolicy',
    metadata: { name, namespace: namespaceName },
    spec: {
      selector: { matchLabels: { ...workload.labels } },
      action: 'ALLOW',
      rules: ports.flatMap(({ allowFrom = [], workload: { containerPort } }) =>
        grouped(allowFrom, (peer) => peer._scopeKey).map((peers) => ruleOf(peers, numberText(containerPort))),
      ),
    },
  };
}

function ruleOf(peers: MeshPeer[], port: string): object {
  const { principals, namespaces, ipBlocks } = identitiesOf(peers);
  const { methods, paths, claims, clientRanges } = peers[0]._scope;
  const clients = clientRanges ? { remoteIpBlocks: [...clientRanges] } : {};
  const operation = compact({ methods, paths: paths?.flatMap(pathsOf), ports: [port] });
  const when = claims?.map(({ claim, values }) => ({ key: keyOfClaim(claim), values: [...values] }));
  return {
    from: [
      ...(principals ? [{ source: { principals, ...clients } }] : []),
      ...(namespaces ? [{ source: { namespaces } }] : []),
      ...(ipBlocks ? [{ source: { ipBlocks } }] : []),
    ],
    to: [{ operation }],
    ...(when ? { when } : {}),
  };
}

interface Identities {
  readonly principals?: string[];
  readonly namespaces?: string[];
  readonly ipBlocks?: string[];
}

function identitiesOf(peers: MeshPeer[] = []): Identities {
  const principals = peers
    .filter((peer) => peer._serviceAccount !== undefined)
    .map((peer) => `cluster.local/ns/${peer._namespace}/sa/${peer._serviceAccount}`);
  const namespaces = peers
    .filter((peer) => peer._serviceAccount === undefined && !peer._ranges)
    .map((peer) => peer._namespace);
  const ipBlocks = peers.flatMap((peer) => peer._ranges ?? []);
  const unique = (names: string[]) => (names.length > 0 ? [...new Set(names)] : undefined);
  return { principals: unique(principals), namespaces: unique(namespaces), ipBlocks: unique(ipBlocks) };
}

function keyOfClaim(claim: string): string {
  return `request.auth.claims[${claim}]`;
}

/** An Istio prefix matches any text that starts with it; a `PathMatch` prefix matches a path and all paths below it. */
export function pathsOf(path: PathMatch): string[] {
  if (path._kind === 'exact') return [path._path];
  return path._stem === '' ? ['/*'] : [path._stem, `${path._stem}/*`];
}

/**
 * Validates end users' tokens and requires one: a RequestAuthentication alone rejects invalid tokens, but allows requests without
 * one. DENY policies are evaluated before ALLOW policies, so that `allowFrom` applies in addition. A caller without an identity is no
 * exempt caller, and a token without a claim has none of its values.
 *
 * Source: https://istio.io/latest/docs/tasks/security/authentication/authn-policy/#require-a-valid-token
 */
export function endUserPolicies({ name, namespaceName, workload, jwtAuthentication }: ServiceIntent): Manifest[] {
  if (!jwtAuthentication) return [];
  const metadata = { name: `${name}-end-users`, namespace: namespaceName };
  const requests = { ports: [numberText(workload.containerPort)] };
  return tokenPolicies(metadata, workload.labels, jwtAuthentication, requests, ['*']);
}

/**
 * @param requests the requests that require a token.
 * @param principals the accepted request principals: `ISSUER/SUBJECT`, or `*`.
 */
export function tokenPolicies(
  metadata: { name: string; namespace: string },
  podLabels: { readonly [label: string]: string },
  { _options: options, _issuers: issuers }: JwtAuthentication,
  requests: { ports?: string[]; hosts?: string[] },
  principals: string[],
): Manifest[] {
  const { audiences, exemptPaths, exemptMethods, exemptCallers, requiredClaims = [], forwardsToken } = options;
  const selector = { matchLabels: { ...podLabels } };
  const apiVersion = 'security.istio.io/v1';
  const jwtRules = issuers.map(({ issuer, jwksUri }) => ({
    issuer,
    jwksUri,
    audiences: [...audiences],
    ...(forwardsToken ? { forwardOriginalToken: true } : {}),
  }));
  const operation = compact({
    ...requests,
    notPaths: exemptPaths?.flatMap(pathsOf),
    notMethods: exemptMethods && [...exemptMethods],
  });
  const { principals: notPrincipals, namespaces: notNamespaces, ipBlocks: notIpBlocks } = identitiesOf(exemptCallers);
  const others = compact({ notPrincipals, notNamespaces, notIpBlocks });
  const to = [{ operation }];
  const withoutToken = { from: [{ source: { notRequestPrincipals: principals, ...others } }], to };
  const isShared = !principals.includes('*');
  const required = [
    ...(isShared ? [{ key: 'request.auth.audiences', notValues: [...audiences] }] : []),
    ...requiredClaims.map(({ claim, values }) => ({ key: keyOfClaim(claim), notValues: [...values] })),
  ];
  const withoutClaims = required.map((condition) => ({
    ...(others ? { from: [{ source: others }] } : {}),
    to,
    when: [condition],
  }));
  return [
    { apiVersion, kind: 'RequestAuthentication', metadata, spec: { selector, jwtRules } },
    {
      apiVersion,
      kind: 'AuthorizationPolicy',
      metadata,
      spec: { selector, action: 'DENY', rules: [withoutToken, ...withoutClaims] },
    },
  ];
}

/**
 * Delegates the authorization of requests to a provider, before all other policies. Istio rejects all requests if the provider is
 * not configured.
 *
 * Source: `BuildHTTP` in pilot/pkg/security/authz/builder/builder.go of https://github.com/istio/istio/tree/1.30.3
 */
export function customPolicy(
  metadata: { name: string; namespace: string },
  selector: { readonly [label: string]: string },
  { _provider: name, _options: { exemptPaths, exemptMethods } }: ExternalAuthorization,
  requests: { ports?: string[]; hosts?: string[] },
): Manifest {
  const notPaths = exemptPaths?.flatMap(pathsOf);
  const operation = compact({ ...requests, notPaths, notMethods: exemptMethods && [...exemptMethods] });
  return {
    apiVersion: 'security.istio.io/v1',
    kind: 'AuthorizationPolicy',
    metadata,
    spec: {
      selector: { matchLabels: { ...selector } },
      action: 'CUSTOM',
      provider: { name },
      rules: [{ to: [{ operation }] }],
    },
  };
}

/** Of a service. */
export function externalPolicies(service: ServiceIntent): Manifest[] {
  const { name, namespaceName: namespace, workload, externalAuthorization } = service;
  if (!externalAuthorization) return [];
  const ports = [numberText(workload.containerPort)];
  return [customPolicy({ name: `${name}-external`, namespace }, workload.labels, externalAuthorization, { ports })];
}
